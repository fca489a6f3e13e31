"""Changes of mind, as people put them, about an event on Saturday 13 March 2027 at 7 pm with three sorts of tickets."""

from __future__ import annotations

from datetime import date, datetime, time

import pytest

from conversations.understanding import Moment, Request, understand_request

TICKETS = ("Early bird", "Standard", "VIP")
START = Moment(date(2027, 3, 13), time(19, 0))


def ask(text: str) -> Request:
    return understand_request(
        text,
        now=datetime(2026, 11, 22, 12, 0),
        timezone="Europe/London",
        locale="en-GB",
        ticket_names=TICKETS,
        has_event=True,
        pending_field=None,
        event_start=START,
        before="Jam in Leeds, 13 March 2027, 7pm, 120 people",
    )


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("rename it to Northern Lights Jam", "Northern Lights Jam"),
        ("can we rename it Northern Lights Jam", "Northern Lights Jam"),
        ("new title: Northern Lights Jam", "Northern Lights Jam"),
        ("let's call it Northern Lights Jam", "Northern Lights Jam"),
        ("the name is Northern Lights Jam now", "Northern Lights Jam"),
        ("change the name to Northern Lights Jam please", "Northern Lights Jam"),
        ("actually it's called Northern Lights Jam", "Northern Lights Jam"),
        ("it should be called Northern Lights Jam", "Northern Lights Jam"),
        ("name it Northern Lights Jam instead", "Northern Lights Jam"),
        ("title should read Northern Lights Jam", "Northern Lights Jam"),
        ("we decided on Northern Lights Jam as the name", "Northern Lights Jam"),
        ("Northern Lights Jam sounds better, use that as the title", "Northern Lights Jam"),
        ("bitte umbenennen in Nordlicht Jam", "Nordlicht Jam"),
        ("nenn es Nordlicht Jam", "Nordlicht Jam"),
        ("der Titel soll Nordlicht Jam sein", "Nordlicht Jam"),
        ("le titre devient Nuit Boréale", "Nuit Boréale"),
        ("cambia el nombre a Noche Boreal", "Noche Boreal"),
        ("llámalo Noche Boreal", "Noche Boreal"),
        ("chiamalo Notte Boreale", "Notte Boreale"),
        ("noem het Noorderlicht Jam", "Noorderlicht Jam"),
        ("döp om det till Norrsken Jam", "Norrsken Jam"),
    ],
)
def test_a_new_name_is_taken_as_it_is_written(text: str, name: str) -> None:
    found = ask(text).brief.name

    assert found is not None
    assert found.value == name


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("move it to the 20th", "2027-03-20"),
        ("make it Sunday instead", "2027-03-14"),
        ("one day later", "2027-03-14"),
        ("push it a week", "2027-03-20"),
        ("bring it forward by a day", "2027-03-12"),
        ("we have to postpone to 3 April", "2027-04-03"),
        ("date changed: 3 April 2027", "2027-04-03"),
        ("it's on the 20th now", "2027-03-20"),
        ("no the 20th", "2027-03-20"),
        ("sorry, 20 March", "2027-03-20"),
        ("I meant Friday the 12th", "2027-03-12"),
        ("doch lieber am 20.", "2027-03-20"),
        ("verschiebe es auf den 20. März", "2027-03-20"),
        ("eine Woche später bitte", "2027-03-20"),
        ("décale d'une semaine", "2027-03-20"),
        ("plutôt le 20 mars", "2027-03-20"),
        ("mejor el 20 de marzo", "2027-03-20"),
        ("uma semana depois", "2027-03-20"),
        ("spostalo a domenica", "2027-03-14"),
        ("verplaats naar 20 maart", "2027-03-20"),
        ("flytta till 20 mars", "2027-03-20"),
    ],
)
def test_the_day_moves_from_where_it_was(text: str, day: str) -> None:
    found = ask(text).brief.start

    assert found is not None
    assert str(found.value.day) == day


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("start at 8 instead of 7", "20:00"),
        ("8pm not 7pm", "20:00"),
        ("starts half an hour later", "19:30"),
        ("make it 19:30", "19:30"),
        ("let's begin at half past seven", "19:30"),
        ("Beginn 19.30 Uhr", "19:30"),
        ("commence à 19h30", "19:30"),
        ("empieza a las 20", "20:00"),
    ],
)
def test_the_hour_moves_alone(text: str, hour: str) -> None:
    found = ask(text).brief.start

    assert found is not None
    assert found.value == Moment(START.day, time.fromisoformat(hour))


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("until 11pm", "23:00"),
        ("ends at 11", "23:00"),
        ("it finishes at 22:30", "22:30"),
    ],
)
def test_an_end_is_told_later(text: str, hour: str) -> None:
    found = ask(text).brief.end

    assert found is not None
    assert found.value == Moment(START.day, time.fromisoformat(hour))


@pytest.mark.parametrize(
    ("text", "house"),
    [
        ("we're moving to the Corn Exchange", "Corn Exchange"),
        ("new venue: Corn Exchange", "Corn Exchange"),
        ("change the location to Corn Exchange", "Corn Exchange"),
        ("it's at the Corn Exchange", "Corn Exchange"),
        ("venue changed to Corn Exchange", "Corn Exchange"),
        ("switch the venue to Halle 7", "Halle 7"),
        ("findet jetzt in der Halle 7 statt", "Halle 7"),
    ],
)
def test_another_house_is_the_venue(text: str, house: str) -> None:
    found = ask(text).brief.venue

    assert found is not None
    assert found.value == house


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("capacity 180", 180),
        ("make it 180 people", 180),
        ("raise the capacity to 180", 180),
        ("we got a bigger room, 180 seats now", 180),
        ("max 180", 180),
        ("180 people not 120", 180),
        ("only 80 places after all", 80),
        ("cap it at 80", 80),
        ("there's room for 180", 180),
        ("doch nur 80 Plätze", 80),
        ("finalement 80 places", 80),
        ("que sean 80 plazas", 80),
    ],
)
def test_another_number_is_how_many_fit(text: str, number: int) -> None:
    found = ask(text).brief.capacity

    assert found is not None
    assert found.value == number


@pytest.mark.parametrize(
    ("text", "name", "price", "number"),
    [
        ("VIP should be 90", "VIP", 90, None),
        ("VIP is £90 now", "VIP", 90, None),
        ("make VIP 90", "VIP", 90, None),
        ("change VIP to £90", "VIP", 90, None),
        ("vip 90 pounds please", "VIP", 90, None),
        ("standard goes up to 35", "Standard", 35, None),
        ("early bird down to £18", "Early bird", 18, None),
        ("put the VIP price at £90", "VIP", 90, None),
        ("lower the standard price to 25", "Standard", 25, None),
        ("the VIPs cost 90, not 80", "VIP", 90, None),
        ("VIP kostet jetzt 90", "VIP", 90, None),
        ("le VIP passe à 90", "VIP", 90, None),
        ("el VIP cuesta 90", "VIP", 90, None),
        ("only 30 VIP", "VIP", None, 30),
        ("limit VIP to 30", "VIP", None, 30),
        ("VIP max 30", "VIP", None, 30),
        ("30 VIP tickets only", "VIP", None, 30),
        ("there are 30 VIP tickets", "VIP", None, 30),
        ("add a student ticket for £10", "Student", 10, None),
        ("add student tickets at £10, 40 of them", "Student", 10, 40),
        ("also a student ticket, £10", "Student", 10, None),
        ("and students pay £10", "Students", 10, None),
        ("we need a family ticket too: £60", "Family", 60, None),
        ("can you add kids at £5", "Kids", 5, None),
        ("add: group of 10 for £250", "Group of 10", 250, None),
        ("children under 12 go free", "Children under 12", 0, None),
        ("members get in free", "Members", 0, None),
    ],
)
def test_one_ticket_is_set(text: str, name: str, price: int | None, number: int | None) -> None:
    request = ask(text)
    [ticket] = request.tickets or (request.ticket,)

    assert request.kind == "set_ticket"
    assert ticket is not None
    assert (ticket.name, ticket.price, ticket.quantity) == (name, price, number)
    assert request.brief.capacity is None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("remove VIP", "VIP"),
        ("drop the VIP tickets", "VIP"),
        ("no VIP after all", "VIP"),
        ("scrap the vip option", "VIP"),
        ("we won't do VIP", "VIP"),
        ("take VIP off", "VIP"),
        ("VIP raus bitte", "VIP"),
        ("enlève le VIP", "VIP"),
        ("quita el VIP", "VIP"),
    ],
)
def test_one_ticket_goes(text: str, name: str) -> None:
    request = ask(text)

    assert request.kind == "remove_ticket"
    assert request.ticket is not None
    assert request.ticket.name == name


@pytest.mark.parametrize(
    "text",
    [
        "undo",
        "undo that please",
        "no wait, undo",
        "scratch that",
        "take that back",
        "go back to how it was",
        "revert the last change",
        "forget that last change",
        "mach das rückgängig",
        "annule ça",
    ],
)
def test_it_is_taken_back(text: str) -> None:
    assert ask(text).kind == "undo"


@pytest.mark.parametrize(
    "text",
    [
        "make it hybrid",
        "people can join online too",
        "also on Zoom",
        "there will be a livestream",
    ],
)
def test_people_may_come_over_the_net(text: str) -> None:
    found = ask(text).brief.online

    assert found is not None
    assert found.value
