"""What a message wants done with the event's tasks, in the languages we read; and what is not about tasks at all."""

from __future__ import annotations

from datetime import date, time, timedelta

import pytest

from conversations.understanding.due_words import read_due
from conversations.understanding.spans import Source
from conversations.understanding.task_names import Listed, find_tasks
from conversations.understanding.task_requests import TaskRequest, read_task_request
from tests.understanding.briefs import NOW
from tests.understanding.test_requests import ask


def read(text: str) -> TaskRequest | None:
    return read_task_request(Source.of(text), now=NOW, timezone="Europe/London", locale="en-GB")


NEW = [
    ("remind me to book the band by 3 May", "book the band", date(2027, 5, 3), None),
    ("Can you remind me to book catering two weeks before the event?", "book catering", None, -14),
    ("add a task: order flowers two weeks before", "order flowers", None, -14),
    ("Add a task to order badges by 2 May", "order badges", date(2027, 5, 2), None),
    ("todo: pick up the keys the day before", "pick up the keys", None, -1),
    ("put “print the programme” on my list", "print the programme", None, None),
    ("don't let me forget to send the invoice a week after the event", "send the invoice", None, 7),
    ("Erinnere mich daran, die Band bis 3. Mai zu buchen", "die Band zu buchen", date(2027, 5, 3), None),
    ("neue Aufgabe: Blumen bestellen zwei Wochen vorher", "Blumen bestellen", None, -14),
    ("Rappelle-moi de réserver le groupe avant le 3 mai", "réserver le groupe", date(2027, 5, 3), None),
    ("ajoute une tâche : commander les fleurs deux semaines avant", "commander les fleurs", None, -14),
    ("recuérdame reservar la banda antes del 3 de mayo", "reservar la banda", date(2027, 5, 3), None),
    ("añade una tarea: pedir flores dos semanas antes del evento", "pedir flores", None, -14),
    ("ricordami di chiamare il catering 3 giorni prima", "chiamare il catering", None, -3),
    ("herinner me eraan om bloemen te bestellen twee weken vooraf", "bloemen te bestellen", None, -14),
    ("påminn mig om att boka bandet två veckor innan", "boka bandet", None, -14),
]


@pytest.mark.parametrize(("text", "name", "day", "days"), NEW)
def test_something_to_do_and_by_when(text: str, name: str, day: date | None, days: int | None) -> None:
    found = read(text)
    assert found is not None
    assert (found.act, found.name, found.due.day, found.due.days) == ("add_task", name, day, days)


ACTS = [
    ("drop the follow-up", "dismiss_task", "follow-up"),
    ("we don't need a follow-up", "dismiss_task", "follow-up"),
    ("no check-in instructions please", "dismiss_task", "check-in instructions"),
    ("remove the task order flowers", "dismiss_task", "order flowers"),
    ("please drop the “order flowers” task", "dismiss_task", "order flowers"),
    ("streich die Nachfassmail", "dismiss_task", "Nachfassmail"),
    ("supprime le rappel", "dismiss_task", "rappel"),
    ("elimina el recordatorio", "dismiss_task", "recordatorio"),
    ("done: order flowers", "complete_task", "order flowers"),
    ("order flowers is done", "complete_task", "order flowers"),
    ("mark order flowers as done", "complete_task", "order flowers"),
    ("tick off order flowers", "complete_task", "order flowers"),
    ("erledigt: Blumen bestellen", "complete_task", "Blumen bestellen"),
    ("fait : commander les fleurs", "complete_task", "commander les fleurs"),
    ("hecho: pedir flores", "complete_task", "pedir flores"),
    ("approve the welcome letter", "approve_task", "welcome letter"),
    ("approve the reminder please", "approve_task", "reminder"),
    ("genehmige die Erinnerung", "approve_task", "Erinnerung"),
    ("why is there a welcome letter?", "explain_task", "welcome letter"),
    ("what does the reminder say?", "explain_task", "reminder"),
    ("when does the follow-up go out?", "explain_task", "follow-up"),
    ("warum gibt es eine Willkommensmail?", "explain_task", "Willkommensmail"),
    ("pourquoi y a-t-il une lettre de bienvenue ?", "explain_task", "lettre de bienvenue"),
    ("¿por qué hay una carta de bienvenida?", "explain_task", "carta de bienvenida"),
]


@pytest.mark.parametrize(("text", "act", "name"), ACTS)
def test_one_act_on_one_task(text: str, act: str, name: str) -> None:
    found = read(text)
    assert found is not None
    assert (found.act, found.name) == (act, name)
    assert ask(text).kind == act


MOVES = [
    ("move the reminder to 10 days before", "reminder", None, None, -10, None),
    ("send the reminder 3 days before at 9am", "reminder", None, time(9), -3, None),
    ("the reminder should go out the day before", "reminder", None, None, -1, None),
    ("reschedule the follow-up to Monday 14 June at 10:00", "follow-up", date(2027, 6, 14), time(10), None, None),
    ("move the reminder two days earlier", "reminder", None, None, None, timedelta(days=-2)),
    ("move the task order flowers to 1 June", "order flowers", date(2027, 6, 1), None, None, None),
    ("verschieb die Erinnerung auf 10 Tage vorher", "Erinnerung", None, None, -10, None),
    ("déplace le rappel à 10 jours avant", "rappel", None, None, -10, None),
    ("mueve el recordatorio a 10 días antes", "recordatorio", None, None, -10, None),
]


@pytest.mark.parametrize(("text", "name", "day", "at", "days", "shift"), MOVES)
def test_a_task_moves_to_a_day_or_a_distance(
    text: str, name: str, day: date | None, at: time | None, days: int | None, shift: timedelta | None
) -> None:
    found = read(text)
    assert found is not None
    due = found.due
    assert (found.act, found.name, due.day, due.at, due.days, due.shift) == (
        "reschedule_task", name, day, at, days, shift,
    )  # fmt: skip


def test_words_of_a_letter_and_of_a_task() -> None:
    assert read("Change the subject of the reminder to “See you on {date}”") == TaskRequest(
        "revise_task", "reminder", field="subject", words="See you on {date}"
    )
    assert read("rename the task order flowers to Order white flowers") == TaskRequest(
        "revise_task", "order flowers", field="title", words="Order white flowers"
    )


NO_TASKS = [
    "A workshop on writing reminders, 3 May 2027 in Porto, 20 seats",
    "email all attendees a reminder tomorrow at 9am",
    "move it to Friday",
    "move it two weeks earlier",
    "get rid of the student tickets",
    "no more VIP tickets",
    "done",
    "no",
    "send the tickets on Friday",
    "drop the price to 20",
    "add a student ticket for 10",
    "what is the date?",
    "> remind me to publish it",
    "Thank you for the reminder, we start at 8pm",
    "We host the annual reminder run on 3 May. Remind me to tell you the price later. " * 4,
]


@pytest.mark.parametrize("text", NO_TASKS)
def test_what_is_about_something_else_is_left_to_others(text: str) -> None:
    assert read(text) is None


@pytest.mark.parametrize(
    "text", ["what's on my list?", "was steht auf meiner Liste?", "show my tasks", "meine Aufgaben"]
)
def test_the_list_is_asked_for(text: str) -> None:
    assert ask(text).kind == "list_tasks"


@pytest.mark.parametrize(
    "text", ["remind me to pay on 31 February", "remind me to pay on 31/02/2027", "remind me to call on 05/06"]
)
def test_a_day_in_doubt_is_not_guessed(text: str) -> None:
    found = read(text)
    assert found is not None
    assert found.due.trouble or found.due.day == date(2027, 6, 5)


def test_a_distance_in_months_and_a_day_with_an_hour() -> None:
    assert read_due("two months before the event", now=NOW, timezone="UTC", locale="en").days == -59
    due = read_due("tomorrow at 10am", now=NOW, timezone="Europe/London", locale="en-GB")
    assert (due.day, due.at) == (NOW.date() + timedelta(days=1), time(10))
    assert not read_due("some day", now=NOW, timezone="UTC", locale="en")


LIST = [
    Listed("Welcome letter to everybody who books", "welcome"),
    Listed("Reminder, a week before", "reminder"),
    Listed("Order flowers", "todo"),
    Listed("Order badges", "todo"),
    Listed("Send a reminder to the band", "todo"),
]


@pytest.mark.parametrize(
    ("words", "places"),
    [
        ("the reminder", [1]),
        ("Erinnerung", [1]),
        ("order flowers", [2]),
        ("flowers", [2]),
        ("the flwoers order", [2]),
        ("order", [2, 3]),
        ("send a reminder to the band", [4]),
        ("the fireworks", []),
        ("", []),
    ],
)
def test_a_task_is_known_by_its_words(words: str, places: list[int]) -> None:
    assert find_tasks(words, LIST) == places


@pytest.mark.parametrize("text", ["remind me to " + "a " * 100, "move the " * 25, "please " * 34, "done: " * 40])
@pytest.mark.timeout(10)  # what backtracks takes for ever
def test_repetitions_are_read(text: str) -> None:
    read(text)
