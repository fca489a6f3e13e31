"""Whatever a provider does wrong, crossed with whatever happens to the worker and to the person who watches.

Of every turn: it ends, its history is one that any provider takes, nothing said is lost or doubled, nothing done twice.
"""

import random
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.engines.built_in import BuiltInEngine
from conversations.engines.openai import Limits, OpenAIEngine, client_of
from conversations.engines.openai.history import history, prove
from conversations.engines.steps import Answer, Spent, Turn
from conversations.models import Conversation, Message, Run, RunEvent, ToolCall
from conversations.operations import stop_run
from conversations.operations.answering import answer_run
from conversations.operations.budgets import EngineChoice
from conversations.operations.turns import read_past
from conversations.streams import Arrived
from eventai.db.acting import acting_as, acting_as_system
from tests.conversations.engines import Killed, let_time_pass
from tests.conversations.openai.driving import server_of
from tests.conversations.talking import calls, fresh, send, talk
from tests.conversations.test_taking_over import stored, watched
from tests.fake_provider import BEHAVIOURS, FakeProvider
from ticketing.models import Ticket

HASTY = Limits(silence=0.8, seconds=20, grace=5, waiting=1)
WISH = "VIP costs $1 and Regular costs $2"
ENDED = {Run.Status.DONE, Run.Status.CANCELLED, Run.Status.FAILED}
MISHAPS = [("none", 0), *((mishap, point) for mishap in ("kill", "stop", "kill twice") for point in range(7))]

Combination = tuple[str, str, int]
EVERY: list[Combination] = [(model, *mishap) for model in sorted(BEHAVIOURS) for mishap in MISHAPS]
FEW = random.Random(20261122).sample(EVERY, 16)  # noqa: S311  # the same ones each time


class Disturbed:
    """The engine for models; before its step of this number something happens to it."""

    replays = False

    @property
    def unsettled(self) -> Spent | None:
        return self.engine.unsettled

    def __init__(self, engine: OpenAIEngine, point: int, happens: Callable[[], None]) -> None:
        self.engine, self.point, self.happens = engine, point, happens

    def answer(self, turn: Turn) -> Answer:
        answer, outcomes = self.engine.answer(turn), None
        try:
            for number in range(1_000):
                if number == self.point:
                    self.happens()
                outcomes = yield next(answer) if outcomes is None else answer.send(outcomes)
        except StopIteration:
            return
        finally:
            answer.close()


def die() -> None:
    raise Killed


def go_through(provider: FakeProvider, run: Run, olga: Profile, combination: Combination) -> None:
    """Answer the turn while it is disturbed; workers follow each other until one ends it."""
    model, mishap, point = combination
    mishaps: list[Callable[[], None]] = {
        "none": [],
        "kill": [die],
        "kill twice": [die, die],
        "stop": [lambda: stop(run, olga)],
    }[mishap]

    def engine_of(run: Run) -> Any:
        if run.engine == Run.Engine.BUILT_IN:
            return BuiltInEngine()
        engine = OpenAIEngine(server_of(provider, model), limits=HASTY)
        return Disturbed(engine, point, mishaps.pop(0)) if mishaps else engine

    for worker in ("first", "second", "third", "fourth"):
        try:
            choice = EngineChoice(Run.Engine.OPENAI, model, "")
            answer_run(run.pk, worker=worker, choose=lambda *_, choice=choice: choice, engines=engine_of)
        except Killed:
            let_time_pass(run)
        else:
            return


def stop(run: Run, olga: Profile) -> None:
    with acting_as(olga.pk):
        stop_run(run, by=olga, now=timezone.now())


def seen_in_two_sittings(run: Run, cut: int) -> str:
    """What somebody has read who was cut off behind the event of this number and came back with `Last-Event-ID`."""
    with acting_as_system():
        rows = [Arrived(event.seq, event.kind, event.data) for event in run.events.order_by("seq")]
    first = rows[:cut]
    last = first[-1].seq if first else 0
    texts = [(row.seq, row.data["text"]) for row in first if row.kind == RunEvent.Kind.TEXT]
    for row in (row for row in rows if row.seq > last):
        if row.kind == RunEvent.Kind.TEXT:
            texts.append((row.seq, row.data["text"]))
        elif row.kind == RunEvent.Kind.RESET:
            texts = [(seq, text) for seq, text in texts if seq <= row.data["after"]]
    return "".join(text for _, text in texts)


def check(conversation: Conversation, run: Run, drawn: random.Random) -> None:
    """The invariants."""
    with acting_as_system():
        run = Run.objects.get(pk=run.pk)
        states = list(run.tool_calls.values_list("status", flat=True))
        seqs = list(Message.objects.filter(conversation=conversation).values_list("seq", flat=True))
        past = read_past(fresh(conversation))
        names = list(Ticket.objects.exclude(visibility="archived").values_list("name", flat=True))
        last = run.events.order_by("-seq").values_list("kind", flat=True)[0]
    assert run.status in ENDED
    assert last in ("done", "error")
    assert ToolCall.Status.RUNNING not in states
    assert sorted(seqs) == list(range(1, len(seqs) + 1))
    assert len(set(names)) == len(names)
    assert names.count("VIP") <= 1
    prove(history(past))
    whole = watched(run)
    assert whole.strip() == stored(run).strip()
    assert seen_in_two_sittings(run, drawn.randrange(1 + run.events.count())) == whole


def survive(provider: FakeProvider, olga: Profile, combination: Combination) -> Conversation:
    """Let a draft stand, then a turn of a model be disturbed."""
    conversation = talk(olga)
    run = send(conversation, WISH)
    client_of(server_of(provider, combination[0]))  # loading the package is not the provider's silence
    go_through(provider, run, olga, combination)
    check(conversation, run, random.Random(str(combination)))  # noqa: S311  # as above
    return conversation


@pytest.mark.django_db
@pytest.mark.parametrize("mishap", ["none", "kill", "kill twice"])
@pytest.mark.parametrize("model", ["calls_in_pieces", "calls_all_index_zero", "calls_as_text"])
def test_what_was_asked_for_is_done_once_all_the_same(
    provider: FakeProvider, olga: Profile, model: str, mishap: str
) -> None:
    conversation = survive(provider, olga, (model, mishap, 2))
    with acting_as(olga.pk):
        prices = dict(Ticket.objects.filter(event=conversation.event).values_list("name", "price"))
    assert (prices["VIP"], prices["Regular"]) == (Decimal(1), Decimal(2))
    assert calls(conversation).count(("set_ticket", "done")) == 3  # the first one is the draft's


@pytest.mark.django_db
@pytest.mark.parametrize("combination", FEW, ids=lambda one: "-".join(map(str, one)))
def test_a_turn_survives(provider: FakeProvider, olga: Profile, combination: Combination) -> None:
    survive(provider, olga, combination)


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.parametrize("combination", EVERY, ids=lambda one: "-".join(map(str, one)))
def test_every_turn_survives(provider: FakeProvider, olga: Profile, combination: Combination) -> None:
    survive(provider, olga, combination)
