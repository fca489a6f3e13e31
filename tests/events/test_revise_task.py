"""The words of a task: titles and notes, subject and text of a letter."""

from typing import Any

import pytest

from accounts.models import Profile
from eventai.db.acting import acting_as
from events.facts import event_facts
from events.letters import Letter, letter_of
from events.models import Event, Task
from events.operations import TaskDecided, TaskUnclear, add_task, approve_task, dismiss_task, revise_task
from tests.builders import at
from tests.events.planned import NOW, make_event, move, task_of


@pytest.fixture
def event(olga: Profile) -> Event:
    return make_event(olga, venue="Old Mill", city="Kyoto", host="Maré & Co.")


def revise(event: Event, rule: str, **words: Any) -> Task:
    with acting_as(event.organizer_id):
        return revise_task(task_of(event, rule), by=event.organizer, now=NOW, **words)


def letter(event: Event, rule: str = "reminder") -> Letter:
    found = letter_of(task_of(event, rule), event_facts(event, page_url=event.page_url))
    assert found is not None
    return found


def test_the_first_words_speak_of_the_event_as_it_is(event: Event) -> None:
    before = letter(event)
    assert before.sent_subject == "Coming up: Paper Lanterns"
    assert "It takes place on Wednesday, June 12, 2030" in before.sent_text
    assert "You find us at Old Mill, Kyoto." in before.sent_text
    assert before.sent_text.endswith("See you soon\nMaré & Co.")
    event = move(event, venue="", city="", name="Silk Lanterns")
    assert "You find us" not in letter(event).sent_text
    assert letter(event).sent_subject == "Coming up: Silk Lanterns"


def test_own_words_keep_their_live_fields(event: Event) -> None:
    revise(event, "reminder", subject="Soon: {name}", text="Bring {umbrellas} to {venue}.\r\nBye")
    assert task_of(event, "reminder").data == {"subject": "Soon: {name}", "text": "Bring {umbrellas} to {venue}.\nBye"}
    assert (letter(event).sent_subject, letter(event).sent_text) == (
        "Soon: Paper Lanterns", "Bring {umbrellas} to Old Mill.\nBye",
    )  # fmt: skip


def test_the_first_words_are_not_kept_and_come_back(event: Event) -> None:
    first = letter(event)
    assert revise(event, "reminder", subject=first.subject, text=first.text).data == {}
    revise(event, "reminder", text="Mine")
    assert revise(event, "reminder", subject="", text="").data == {}


def test_new_words_of_an_approved_letter_wait_again(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        approve_task(task_of(event, "reminder"), by=olga, now=NOW)
    assert revise(event, "reminder", subject=letter(event).subject).status == "scheduled"
    task = revise(event, "reminder", subject="Other words")
    assert (task.status, task.data) == ("waiting", {"subject": "Other words"})


def test_something_to_do_gets_another_title_notes_and_time(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        add_task(event, title="Flowers", due_date=None, by=olga, now=NOW)
    task = revise(event, "hand", title="Order flowers", text="White", due_date=at("2030-06-01T00:00"))
    assert (task.title, task.due_date) == ("Order flowers", at("2030-06-01T00:00"))
    assert (task.data, task.status) == ({"text": "White", "is_rescheduled": True}, "scheduled")


@pytest.mark.parametrize("words", [{"title": " "}, {"subject": "x" * 201}, {"text": "x" * 5001}])
def test_words_that_cannot_be_change_nothing(event: Event, words: dict[str, str]) -> None:
    with pytest.raises(TaskUnclear):
        revise(event, "reminder", **words)
    assert (task_of(event, "reminder").data, task_of(event, "reminder").title) == ({}, "Reminder, a week before")


def test_an_event_online_only_says_how_to_join(olga: Profile) -> None:
    event = make_event(olga, is_online=True, online_url="https://meet.example/1")
    assert "Take part here: https://meet.example/1" in letter(event, "check_in_instructions").sent_text


def test_what_is_off_the_list_keeps_its_words(event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        dismiss_task(task_of(event, "reminder"), by=olga)
    with pytest.raises(TaskDecided):
        revise(event, "reminder", text="Mine")


def test_a_stranger_revises_nothing(event: Event, sam: Profile) -> None:
    with acting_as(sam.pk), pytest.raises(TaskDecided, match="not yours"):
        revise_task(task_of(event, "reminder"), text="Mine", by=sam, now=NOW)
