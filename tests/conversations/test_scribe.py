"""One hand for all answers of a worker: everything said stands, in order, once; a lost run is noticed."""

from collections.abc import Iterator

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Run, RunEvent
from conversations.operations import stop_run
from conversations.operations.answering import answer_run
from conversations.operations.runs import RunLost, claim_run
from conversations.operations.scribe import Scribe, held
from eventai.db.acting import acting_as, acting_as_system
from tests.conversations.engines import let_time_pass
from tests.conversations.talking import begin, last_run, last_words
from tests.ticketing.buying import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def scribe() -> Iterator[Scribe]:
    scribe = Scribe()
    yield scribe
    scribe.close()


def claimed(profile: Profile) -> Run:
    run = claim_run(last_run(begin(profile)).pk, worker="a worker", now=timezone.now())
    assert run is not None
    return run


def said(run: Run) -> str:
    with acting_as_system():
        events = RunEvent.objects.filter(run=run, kind="text").order_by("seq")
        return "".join(event.data["text"] for event in events)


def test_what_many_say_at_once_stands_in_order(olga: Profile, scribe: Scribe) -> None:
    runs = [claimed(olga) for _ in range(4)]

    def speak(run: Run) -> None:
        for number in range(50):
            scribe.say(run, f"{number} ")
        scribe.finish(run)

    at_once(*[lambda run=run: speak(run) for run in runs])

    assert {said(run) for run in runs} == {"".join(f"{number} " for number in range(50))}


def test_who_was_stopped_says_no_more(olga: Profile, scribe: Scribe) -> None:
    stopped, other = claimed(olga), claimed(olga)
    scribe.say(stopped, "Hel")
    scribe.finish(stopped)
    with acting_as(olga.pk):
        stop_run(stopped, by=olga, now=timezone.now())

    scribe.say(other, "Hello")
    scribe.say(stopped, "lo")
    with pytest.raises(RunLost):
        scribe.finish(stopped)
    with pytest.raises(RunLost):
        scribe.say(stopped, "!")
    scribe.finish(other)
    assert (said(stopped), said(other)) == ("Hel", "Hello")


def test_a_run_that_was_left_may_come_back(olga: Profile, scribe: Scribe) -> None:
    run = claimed(olga)
    scribe.lost.add(held(run))

    scribe.forget(run)

    scribe.say(run, "Hello")
    scribe.finish(run)
    assert said(run) == "Hello"


def test_who_lost_the_run_to_the_next_attempt_says_no_more(olga: Profile, scribe: Scribe) -> None:
    first = claimed(olga)
    let_time_pass(first)
    second = claim_run(first.pk, worker="a worker", now=timezone.now())
    assert second is not None

    scribe.say(first, "Old")
    with pytest.raises(RunLost):
        scribe.finish(first)
    scribe.say(second, "New")
    scribe.finish(second)
    assert said(second) == "New"


def test_a_whole_turn_by_the_scribe(olga: Profile, scribe: Scribe) -> None:
    conversation = begin(olga)
    run = last_run(conversation)

    answer_run(run.pk, worker="a worker", scribe=scribe)

    assert "Drafted" in last_words(conversation)
    with acting_as_system():
        kinds = list(RunEvent.objects.filter(run=run).order_by("seq").values_list("seq", "kind"))
    assert [seq for seq, _ in kinds] == list(range(1, len(kinds) + 1))
    assert kinds[-1][1] == "done"
