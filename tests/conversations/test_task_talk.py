"""Talking about the event's tasks: what is added, moved, dismissed, ticked off, worded, approved, explained."""

import pytest

from accounts.models import Profile
from conversations.models import Conversation, ToolCall
from conversations.operations import approve_tool_call
from eventai.db.acting import acting_as, acting_as_system
from events.models import Task
from tests.conversations.talking import BRIEF, answer, calls, fresh, last_run, last_words, say, talk
from tests.events.planned import task_of


@pytest.fixture
def conversation(olga: Profile) -> Conversation:
    return talk(olga, BRIEF)


def tasks(conversation: Conversation) -> dict[str, str]:
    """Every task by its title, with its status."""
    with acting_as_system():
        return dict(Task.objects.filter(event=fresh(conversation).event).values_list("title", "status"))


def task(conversation: Conversation, rule: str) -> Task:
    event = fresh(conversation).event
    assert event is not None
    return task_of(event, rule)


def test_something_to_do_is_put_on_the_list(conversation: Conversation) -> None:
    say(conversation, "remind me to book the band by 3 May at 10am")
    assert calls(conversation)[-1] == ("add_task", "done")
    assert "On your list: **book the band**, Mon 3 May 2027, 10:00." in last_words(conversation)
    assert task(conversation, "hand").data == {"by_assistant": True}


def test_a_distance_moves_with_the_event(conversation: Conversation) -> None:
    say(conversation, "add a task: order flowers two weeks before")
    assert "**order flowers**, Fri 28 May 2027, 09:00, and it moves with the event." in last_words(conversation)
    say(conversation, "move it to Saturday 19 June 2027")
    assert f"{task(conversation, 'hand').due_date:%m-%d %H:%M}" == "06-05 14:00"


def test_saying_it_twice_adds_it_once(conversation: Conversation) -> None:
    for _ in range(2):
        say(conversation, "remind me to book the band by 3 May")
    with acting_as_system():
        assert Task.objects.filter(event=fresh(conversation).event, rule="hand").count() == 1


def test_a_letter_moves_to_another_distance(conversation: Conversation) -> None:
    say(conversation, "move the reminder to 10 days before")
    assert "Moved: **Reminder**, Fri 4 Jun 2027, 20:30 → Tue 1 Jun 2027, 20:30. It moves with the event." in last_words(
        conversation
    )
    say(conversation, "move the reminder two days earlier")
    assert task(conversation, "reminder").data["anchor"] == {"days": -12, "at": "20:30"}
    say(conversation, "reschedule the reminder to Monday 7 June 2027 at 9:00")
    assert task(conversation, "reminder").data == {"is_rescheduled": True}


def test_a_time_that_has_passed_is_refused(conversation: Conversation) -> None:
    say(conversation, "move the reminder to 3000 days before")
    assert calls(conversation)[-1] == ("reschedule_task", "failed")
    assert "That time has passed." in last_words(conversation)


def test_tasks_are_dismissed_and_ticked_off(conversation: Conversation) -> None:
    say(conversation, "remind me to order flowers")
    say(conversation, "done: order flowers")
    assert "Ticked off: **order flowers**." in last_words(conversation)
    say(conversation, "drop the follow-up")
    assert "“Thank-you, the day after” is off the list." in last_words(conversation)
    state = tasks(conversation)
    assert (state["order flowers"], state["Thank-you, the day after"]) == ("done", "dismissed")


def test_an_unknown_name_is_not_guessed(conversation: Conversation) -> None:
    say(conversation, "done: order fireworks")
    assert "There is no open task “order fireworks”. On the list: “" in last_words(conversation)
    for name in ("red flowers", "white flowers"):
        say(conversation, f"remind me to order {name}")
    say(conversation, "done: flowers")
    assert "Which one do you mean: “order red flowers” or “order white flowers”?" in last_words(conversation)


def test_a_letter_is_explained_with_its_words(conversation: Conversation) -> None:
    say(conversation, "why is there a reminder?")
    words = last_words(conversation)
    assert "Planned by the rule “reminder”: 7 days before the start; moves with the event." in words
    assert "> **Coming up: Blue Hour**" in words
    assert "You find us at The Low Note, Chicago." in words


def test_the_words_of_a_letter_change(conversation: Conversation) -> None:
    say(conversation, "change the subject of the reminder to “See you on {date}”")
    assert task(conversation, "reminder").data == {"subject": "See you on {date}"}
    assert "- Subject: See you on {date}" in last_words(conversation)


def test_a_letter_is_approved_by_a_click_only(conversation: Conversation, olga: Profile) -> None:
    say(conversation, "approve the reminder")
    assert calls(conversation)[-1] == ("approve_task", "pending_approval")
    assert task(conversation, "reminder").status == "waiting"
    with acting_as_system():
        call = ToolCall.objects.select_related("run__conversation").get(name="approve_task")
    assert {key: call.facts[key] for key in ("title", "when", "to", "people", "subject")} == {
        "title": "Reminder, a week before", "when": "Fri 4 Jun 2027, 20:30", "to": "everybody with a ticket",
        "people": 0, "subject": "Coming up: Blue Hour",
    }  # fmt: skip
    with acting_as(olga.pk):
        approve_tool_call(call, by=olga, now=call.created_at)
    answer(last_run(conversation))
    assert task(conversation, "reminder").status == "scheduled"
    assert "Approved: **Reminder, a week before**, Fri 4 Jun 2027, 20:30." in last_words(conversation)


def test_the_card_tells_what_goes_out_to_whom(conversation: Conversation, olga: Profile, client_of: object) -> None:
    say(conversation, "approve the reminder")
    assert callable(client_of)
    page = client_of(olga).get(conversation.get_absolute_url()).content.decode()
    assert "Let “Reminder, a week before” go out" in page
    assert "Fri 4 Jun 2027, 20:30" in page
    assert "Coming up: Blue Hour" in page


def test_the_list_gives_the_times(conversation: Conversation) -> None:
    say(conversation, "what's on my list?")
    assert "Reminder, a week before:** waiting for approval, Fri 4 Jun 2027, 20:30" in last_words(conversation)


def test_without_an_event_there_is_nothing_to_plan(olga: Profile) -> None:
    conversation = talk(olga, "remind me to book the band")
    assert calls(conversation) == []


def test_a_brief_that_mentions_a_reminder_stays_a_brief(olga: Profile) -> None:
    conversation = talk(olga, BRIEF + ". Remind me that the band needs a meal.")
    assert calls(conversation)[0] == ("create_event", "done")


def test_sams_words_do_not_reach_olgas_tasks(conversation: Conversation, sam: Profile) -> None:
    other = talk(sam, BRIEF.replace("Blue Hour", "Red Hour"))
    say(other, "drop the reminder")
    assert (task(conversation, "reminder").status, task(other, "reminder").status) == ("waiting", "dismissed")
