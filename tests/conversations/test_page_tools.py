"""The page, part by part: what a person says is written as they say it, what a model makes up is not written."""

from dataclasses import replace
from typing import Any

import pytest
from django.utils import timezone

from accounts.models import Profile
from conversations.models import Conversation, ToolCall
from conversations.registry import Done, ToolContext
from conversations.tools import TOOLS
from conversations.tools.invention import Invented
from eventai.db.acting import acting_as, acting_as_system
from eventai.errors import DomainError
from events.models import Event
from events.operations import FactContradicted, PageChanged, add_speaker, revise_section
from tests.builders import make_event, make_ticket, open_to, publish
from tests.conversations.talking import BRIEF, calls, fresh, last_words, say, talk


def section(conversation: Conversation, kind: str) -> dict[str, Any]:
    event = fresh(conversation).event
    assert event is not None
    found: dict[str, Any] = next(one for one in event.landing_page_config["sections"] if one["type"] == kind)
    return found


def kinds(conversation: Conversation) -> list[str]:
    event = fresh(conversation).event
    assert event is not None
    return [one["type"] for one in event.landing_page_config["sections"]]


# --- In the conversation -----------------------------------------------------------------------------


def test_speakers_slots_and_questions_are_added_as_they_are_told(olga: Profile) -> None:
    conversation = talk(
        olga,
        BRIEF,
        "add a speaker: Ada Lovelace, mathematician at Babbage & Co",
        "add 20:00–20:30 Doors to the agenda",
        "add a FAQ: Is there parking? Yes, behind the hall.",
    )

    assert section(conversation, "speakers")["items"][0]["company"] == "Babbage & Co"
    assert section(conversation, "agenda")["days"][0]["items"][0]["start"] == "20:00"
    assert section(conversation, "faq")["items"][-1] == {"q": "Is there parking?", "a": "Yes, behind the hall."}
    assert "Among the questions now" in last_words(conversation)


def test_sections_are_hidden_shown_moved_and_removed(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "hide the venue section", "move the tickets above the venue", "remove the faq")

    assert section(conversation, "venue")["hidden"]
    assert kinds(conversation).index("tickets") < kinds(conversation).index("venue")
    assert "faq" not in kinds(conversation)
    say(conversation, "show the venue section again")
    assert not section(conversation, "venue")["hidden"]


def test_what_a_wish_lacks_is_asked_for_and_then_written(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "add a faq: Can I bring my dog?")
    assert "What is the answer to “Can I bring my dog?”" in last_words(conversation)

    say(conversation, "Only guide dogs.")

    assert section(conversation, "faq")["items"][-1] == {"q": "Can I bring my dog?", "a": "Only guide dogs."}
    say(conversation, "change the headline")
    say(conversation, "Jazz, late")
    assert section(conversation, "hero")["title"] == "Jazz, late"


def test_another_wish_instead_of_the_answer_is_heard(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "change the headline", "make it 250 seats")

    event = fresh(conversation).event
    assert event is not None
    assert event.capacity == 250
    assert "title" not in section(conversation, "hero")


def test_a_headline_with_another_day_is_refused_and_with_the_same_stays_live(olga: Profile) -> None:
    conversation = talk(olga, BRIEF, "change the tagline to One night only, 12 June")
    assert "the event is on Friday, June 11, 2027" in last_words(conversation)
    assert calls(conversation)[-1] == ("revise_page_copy", "failed")

    say(conversation, "change the tagline to One night only, 11 June")
    assert section(conversation, "hero")["tagline"] == "One night only, {day}"


# --- The tools, as a model calls them ----------------------------------------------------------------


def called(event: Event, tool_name: str, /, *words: str, is_model: bool = True, **arguments: Any) -> Done:
    """A call of this tool by a model, after the person said these words."""
    tool, profile = TOOLS[tool_name], event.organizer
    with acting_as(profile.pk):
        fresh_event = Event.objects.get(pk=event.pk)
        context = ToolContext(Conversation(user=profile), profile, fresh_event, timezone.now())
        context = replace(context, is_model=is_model, words=words)
        return tool.handler(context, tool.arguments.model_validate(arguments))


def page_of(event: Event) -> str:
    with acting_as(event.organizer_id):
        return str(Event.objects.get(pk=event.pk).landing_page_config)


def test_a_model_writes_what_was_said_and_the_rest_is_left_out(olga: Profile) -> None:
    event = make_event(olga)
    make_ticket(event, price=20)

    done = called(
        event,
        "revise_page_copy",
        "A night of lanterns by the river, with the Kite Choir. Write the page.",
        tagline="Lanterns by the river",
        about="The Kite Choir sings by the river. Join 500+ guests. A world-class night at Old Mill.",
        highlights=[{"title": "Choir", "text": "The Kite Choir"}, {"title": "Stars", "text": "With Marcus Bell"}],
        faq=[{"q": "Is there parking?", "a": "Yes, plenty."}],
    )

    page = page_of(event)
    assert "Join 500" not in page
    assert "Marcus Bell" not in page
    assert "parking" not in page
    assert "A world-class night at {venue}." in page
    assert ("Left out", "“500+ guests”: where from?") in done.rows
    assert ("Please check", "“world-class”: who says so?") in done.rows


def test_when_all_is_made_up_nothing_is_written(olga: Profile) -> None:
    event = make_event(olga)
    before = page_of(event)

    with pytest.raises(Invented, match="I do not make up facts"):
        called(event, "revise_page_copy", "Make it nice", tagline="Join 5,000 fans of Marcus Bell")
    made_up: dict[str, dict[str, Any]] = {
        "add_speaker": {"name": "Marcus Bell"},
        "add_sponsor": {"name": "Acme"},
        "add_agenda_item": {"title": "Doors", "start": "18:30"},
        "add_faq_item": {"question": "Can I get a refund?", "answer": "Yes, until a week before."},
    }
    for name, arguments in made_up.items():
        with pytest.raises(Invented):
            called(event, name, "Add some more", **arguments)
    assert page_of(event) == before


def test_what_the_person_said_a_model_may_write(olga: Profile) -> None:
    event = make_event(olga)
    words = "Marcus Bell (pianist, Bell Trio) plays at half past eight in the evening, Acme pays for it"

    called(event, "add_speaker", words, name="Marcus Bell", title="Pianist", company="Bell Trio")
    called(event, "add_agenda_item", words, title="Concert", start="20:30", speakers=["Marcus Bell"])
    called(event, "add_sponsor", words, name="Acme")

    assert "'speakers': ['marcus-bell']" in page_of(event)


def test_a_price_that_is_not_the_tickets_is_refused_whoever_writes_it(olga: Profile) -> None:
    event = make_event(olga)
    make_ticket(event, price=20)

    with pytest.raises(FactContradicted, match="the tickets say Entry €20"):
        called(event, "revise_page_copy", is_model=False, about="Tickets are only €15.")


def test_what_was_changed_meanwhile_is_not_overwritten(olga: Profile) -> None:
    event = make_event(olga, kind="conference")
    with acting_as(olga.pk):
        seen = Event.objects.get(pk=event.pk).version
        revise_section(event, section="about", text="By hand.", by=olga)

    with pytest.raises(PageChanged, match="By hand"):
        called(event, "revise_section", "Say: Mine.", section="about", text="Mine.", expected_version=seen)


def test_a_stranger_and_a_helper_at_the_door_change_no_page(olga: Profile, sam: Profile, dora: Profile) -> None:
    event = make_event(olga)
    open_to(event, dora, "check_in_attendee")

    for person in (sam, dora):
        with acting_as(person.pk), pytest.raises(DomainError, match="not change it"):
            add_speaker(event, name="Mallory", by=person)


# --- Before visitors ---------------------------------------------------------------------------------


def test_a_change_of_a_public_page_says_that_visitors_do_not_have_it_yet(olga: Profile) -> None:
    conversation = talk(olga, BRIEF)
    event = fresh(conversation).event
    assert event is not None
    publish(event)
    say(conversation, "hide the venue section")
    assert ["Visitors", "see it once the changes are published"] in rows_of(conversation)
    say(conversation, "publish it")
    assert f"/events/{event.slug}/page/" in last_words(conversation)


def rows_of(conversation: Conversation) -> list[list[str]]:
    """The lines of the latest receipt."""
    with acting_as_system():
        call = ToolCall.objects.filter(run__conversation=conversation).order_by("created_at", "position").last()
        assert call is not None
        return [list(row) for row in call.result["rows"]]
