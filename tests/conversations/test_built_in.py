"""The built-in assistant, turn by turn: what was said, what then stands in the event."""

from decimal import Decimal
from typing import Any

import pytest

from accounts.models import Profile
from conversations.models import Conversation, ToolCall
from conversations.transcript import transcript
from eventai.db.acting import acting_as, acting_as_system
from events.models import Event
from events.page.reading import read_page
from tests.conversations.talking import BRIEF, calls, fresh, last_run, last_words, say, talk
from tests.ticketing.changing import revise
from ticketing.models import Ticket

TWO_TICKETS = f"{BRIEF}. Early bird $20, 40 seats"


def event_of(conversation: Conversation) -> Event:
    event = fresh(conversation).event
    assert event is not None
    return event


def tickets_of(conversation: Conversation) -> dict[str, tuple[Decimal, int]]:
    with acting_as(conversation.user_id):
        shown = Ticket.objects.exclude(visibility="archived")
        return {ticket.name: (ticket.price, ticket.quantity) for ticket in shown}


def test_more_seats_are_more_places_and_more_tickets(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "make it 250 seats")

    assert event_of(conversation).capacity == 250
    assert tickets_of(conversation) == {"Standard": (Decimal(28), 250)}
    assert "140 → 250" in last_words(conversation)


def test_a_ticket_is_added_changed_and_removed(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "add early bird tickets for $20, 50 of them, until 1 May")
    assert tickets_of(conversation)["Early bird"] == (Decimal(20), 50)

    say(conversation, "change the early bird to 22")
    assert tickets_of(conversation)["Early bird"] == (Decimal(22), 50)

    say(conversation, "remove the early bird")
    assert set(tickets_of(conversation)) == {"Standard"}


def test_undo_takes_back_turn_after_turn_and_redo_brings_them_again(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "make it 250 seats", "change the price to 30", "undo")
    assert tickets_of(conversation)["Standard"] == (Decimal(28), 250)

    say(conversation, "undo")
    assert (event_of(conversation).capacity, tickets_of(conversation)["Standard"][1]) == (140, 140)

    say(conversation, "redo")
    say(conversation, "redo")
    assert (event_of(conversation).capacity, tickets_of(conversation)["Standard"]) == (250, (Decimal(30), 250))


def test_undo_takes_back_what_was_changed_by_hand_too(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)
    revise(olga, event_of(conversation), name="Night of Stars", venue="New Hall")

    say(conversation, "undo")

    event = event_of(conversation)
    assert event.name != "Night of Stars"
    assert event.venue != "New Hall"
    assert "New Hall" in last_words(conversation)


def test_another_tone_is_taken_back(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)
    before = event_of(conversation).landing_page_config

    say(conversation, "make the page more professional")
    assert event_of(conversation).landing_page_config != before

    say(conversation, "undo")
    assert event_of(conversation).landing_page_config == before


def test_redo_brings_back_only_what_was_undone(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "make it 250 seats", "redo")
    assert event_of(conversation).capacity == 250
    assert "nothing to bring back" in last_words(conversation)

    say(conversation, "undo")
    say(conversation, "redo")
    assert event_of(conversation).capacity == 250


def test_undo_does_not_unmake_the_draft(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "undo")

    assert tickets_of(conversation) == {"Standard": (Decimal(28), 140)}
    assert "there is nothing to undo" in last_words(conversation)


@pytest.mark.parametrize(
    ("text", "preset", "accent"), [("use the Blue Note theme", "bluenote", None), ("make the page red", "", "#c62828")]
)
def test_another_look(olga: Profile, text: str, preset: str, accent: str | None) -> None:
    theme = read_page(event_of(talk(olga, BRIEF, "use the Gala theme", text)).landing_page_config).theme

    assert theme.preset == (preset or "gala")
    assert theme.accent == accent


def test_another_tone_rewrites_the_page(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)
    before = event_of(conversation).landing_page_config

    say(conversation, "make the page more professional")

    assert event_of(conversation).landing_page_config != before
    assert "now professional" in last_words(conversation)


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("move it to Saturday", "2027-06-12T20:30"),
        ("a week later please", "2027-06-18T20:30"),
        ("start at 7pm", "2027-06-11T19:00"),
        ("move it to 3 July 2027", "2027-07-03T20:30"),
    ],
)
def test_the_date_moves_and_keeps_what_was_not_said(olga: Profile, text: str, start: str) -> None:
    moved = event_of(talk(olga, BRIEF, text)).starts_local

    assert moved is not None
    assert moved.isoformat(timespec="minutes")[:16] == start


def test_an_impossible_date_changes_nothing_and_is_asked(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "move it to 31 June 2027")

    start = event_of(conversation).starts_local
    assert start is not None
    assert start.isoformat()[:10] == "2027-06-11"
    assert fresh(conversation).metadata["pending"]["field"] == "date"


def test_answers_fill_what_was_asked_until_all_is_there(olga: Profile) -> None:
    conversation = talk(olga, "A pottery workshop at 10am, tickets £45")
    asked = []
    for answer in ("Saturday 12 June 2027", "Leeds", "12 people"):
        asked.append(fresh(conversation).metadata["pending"]["field"])
        say(conversation, answer)

    event = event_of(conversation)
    assert asked == ["date", "place", "capacity"]
    assert event.starts_local is not None
    assert (event.starts_local.isoformat()[:16], event.city, event.capacity) == ("2027-06-12T10:00", "Leeds", 12)
    assert tickets_of(conversation) == {"Standard": (Decimal(45), 12)}
    assert "Everything a page needs is there" in last_words(conversation)
    assert "pending" not in fresh(conversation).metadata


def test_a_question_can_be_put_off_for_good(olga: Profile) -> None:
    conversation = talk(olga, "A pottery workshop in Leeds, 12 people, £45", "Not decided yet")

    assert event_of(conversation).start_date is None
    assert fresh(conversation).metadata["skipped"] == ["date"]
    say(conversation, "make it 14 people")
    assert "When does it happen" not in last_words(conversation)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("hello", "Tell me what you are planning"),
        ("help", "built-in assistant: rules, no AI model"),
        ("???", "I found no event in that"),
    ],
)
def test_without_an_event_it_says_what_to_do(olga: Profile, text: str, words: str) -> None:
    conversation = talk(olga, text)

    assert words in last_words(conversation)
    assert fresh(conversation).event is None


def test_what_it_does_not_understand_changes_nothing(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)
    before = event_of(conversation).version

    say(conversation, "blorp the frobnicator")

    assert event_of(conversation).version == before
    assert "nothing was changed" in last_words(conversation)


def test_publishing_waits_for_a_click_whatever_is_said(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "publish it")

    assert calls(conversation)[-1] == ("publish_event", "pending_approval")
    say(conversation, "yes")
    assert event_of(conversation).status == "draft"
    with acting_as_system():
        assert ToolCall.objects.get(name="publish_event").status == "denied"


def test_tasks_are_listed(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "show the tasks")

    assert calls(conversation)[-1] == ("list_tasks", "done")
    assert "planned, in the time of America/Chicago" in last_words(conversation)
    assert "Reminder, a week before:** waiting for approval, Fri 4 Jun 2027, 20:30" in last_words(conversation)


def test_the_transcript_shows_what_was_done_in_a_fixed_number_of_queries(
    olga: Profile, django_assert_num_queries: Any
) -> None:
    conversation = talk(olga, TWO_TICKETS, "make it 250 seats", "use the Gala theme")
    with acting_as(olga.pk), django_assert_num_queries(6):
        turns = transcript(conversation)

    assert [part.kind for part in turns[0].parts] == ["text", "receipts", "text"]
    assert turns[0].parts[1].receipts[0].title == "Event draft created"
    assert turns[-1].run.pk == last_run(conversation).pk


def test_tickets_without_a_number_wait_for_one_and_can_be_changed_meanwhile(olga: Profile) -> None:
    conversation = talk(
        olga,
        "Conference 'Keep It', 18 March 2027, Halifax UK. Early bird £45 until 31 January, standard £60, student £20.",
    )
    assert tickets_of(conversation) == {}

    say(conversation, "drop the student ticket")
    say(conversation, "Not decided yet")
    assert "in all, for “Early bird” and “Standard”" in last_words(conversation)
    say(conversation, "100")

    assert tickets_of(conversation) == {"Early bird": (Decimal(45), 50), "Standard": (Decimal(60), 50)}


def test_a_question_put_off_is_not_asked_in_circles(olga: Profile) -> None:
    conversation = talk(olga, "Conference 'Keep It', 18 March 2027, Halifax UK. Early bird £45, standard £60.")
    for _ in range(2):
        say(conversation, "Not decided yet")

    assert "pending" not in fresh(conversation).metadata


def test_several_tickets_in_one_message_are_all_set(olga: Profile) -> None:
    conversation = talk(olga, "Folk night in Tampere on 9 September 2027 at 7pm, 90 people, €30")

    say(conversation, "locals at 20 and visitors at 35 euros")

    prices = {name: price for name, (price, _) in tickets_of(conversation).items()}
    assert prices == {"Standard": Decimal(30), "Locals": Decimal(20), "Visitors": Decimal(35)}
