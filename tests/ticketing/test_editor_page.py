"""The editor of an event's page: what its clicks do, with htmx and without."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from accounts.models import Profile
from eventai.db.acting import acting_as
from events.models import Event
from events.operations import add_speaker, revise_section
from events.page.sections import section_of, sections_of
from tests import builders
from tests.ticketing import buying
from ticketing.editor import section_form

HTMX = {"HX-Request": "true"}


@pytest.fixture
def event(olga: Profile) -> Event:
    made = builders.make_event(olga)
    builders.make_ticket(made)
    return builders.publish(made)


@pytest.fixture
def desk(olga: Profile, client_of: Callable[[Profile], Client]) -> Client:
    return client_of(olga)


def sent(event: Event, section: str, **changes: str) -> dict[str, str]:
    """A section's form as a browser sends it, with these changes."""
    with acting_as(event.organizer_id):
        form = section_form(buying.fresh(event), section)
    filled = {"base": form.base, "writing": str(form.writing), "rows": str(len(form.rows) - 1)}
    for part in (form.top, *form.rows):
        for bound in part:
            value = bound.value()
            if value not in (None, "", False):
                filled[bound.html_name] = "on" if value is True else str(value)
    return {**filled, **changes}


def ids(event: Event) -> list[str]:
    return [section["id"] for section in sections_of(buying.fresh(event).landing_page_config)]


def section(event: Event, name: str) -> dict[str, Any]:
    return section_of(buying.fresh(event).landing_page_config, name)


def url(event: Event, rest: str = "") -> str:
    return f"/events/{event.slug}/page/{rest}"


def test_every_section_opens_its_form_and_saves_unchanged(desk: Client, event: Event) -> None:
    for kind in ("highlights", "gallery", "sponsors", "countdown", "contact", "cta", "rich_text"):
        assert desk.post(url(event, "add/"), {"kind": kind}).status_code == 302
    before = buying.fresh(event).landing_page_config
    for name in ids(event):
        page = desk.get(url(event, f"sections/{name}/"), headers=HTMX).content.decode()
        assert 'id="section-form"' in page
        answer = desk.post(url(event, f"sections/{name}/set/"), sent(event, name), headers=HTMX)
        assert answer.status_code == 200, (name, answer.content.decode()[:3000])
    assert read(buying.fresh(event).landing_page_config) == read(before)


def read(config: dict[str, Any]) -> list[dict[str, Any]]:
    """The sections without what is empty: an empty list is none."""
    return [{key: value for key, value in one.items() if value not in ([], "", None)} for one in sections_of(config)]


def test_words_are_saved_to_the_draft(desk: Client, event: Event) -> None:
    answer = desk.post(url(event, "sections/about/set/"), sent(event, "about", **{"top-body": "Bring a lamp."}))
    assert answer["Location"] == url(event)
    assert section(event, "about")["body"] == "Bring a lamp."
    assert "Bring a lamp." in desk.get(url(event)).content.decode()
    assert "Bring a lamp." not in Client().get(f"/{event.slug}/").content.decode()
    desk.post(url(event, "publish/"))
    assert "Bring a lamp." in Client().get(f"/{event.slug}/").content.decode()


def test_a_list_grows_moves_and_shrinks(desk: Client, event: Event) -> None:
    count = len(section(event, "faq")["items"])
    new = {f"row-{count}-q": "Is there parking?", f"row-{count}-a": "Yes, behind the mill."}
    desk.post(url(event, "sections/faq/set/"), sent(event, "faq", **new))
    assert section(event, "faq")["items"][-1]["q"] == "Is there parking?"
    desk.post(url(event, "sections/faq/set/"), sent(event, "faq", act=f"up-{count}"))
    assert section(event, "faq")["items"][-2]["q"] == "Is there parking?"
    desk.post(url(event, "sections/faq/set/"), sent(event, "faq", act=f"drop-{count - 1}"))
    assert [one["q"] for one in section(event, "faq")["items"]].count("Is there parking?") == 0


def test_slots_name_people_of_the_page(desk: Client, event: Event, olga: Profile) -> None:
    with acting_as(olga.pk):
        add_speaker(event, name="Ilse Vandermeer", by=olga)
    desk.post(url(event, "add/"), {"kind": "agenda"})
    slot = {"row-0-title": "Talk", "row-0-start": "18:30", "row-0-day": "1", "row-0-speakers": "Ilse Vandermeer"}
    answer = desk.post(url(event, "sections/agenda/set/"), sent(event, "agenda", **slot))
    assert answer.status_code == 302, answer.content.decode()
    [day] = section(event, "agenda")["days"]
    assert day["items"][0]["speakers"] == ["ilse-vandermeer"]
    slot["row-0-speakers"] = "Nobody Known"
    answer = desk.post(url(event, "sections/agenda/set/"), sent(event, "agenda", **slot))
    assert answer.status_code == 422
    assert "Nobody Known: not among the page" in answer.content.decode()


def test_sections_move_hide_show_and_go(desk: Client, event: Event) -> None:
    first, second, *rest = ids(event)[1:]
    desk.post(url(event, f"sections/{second}/move/"), {"to": "up"})
    assert ids(event)[1:] == [second, first, *rest]
    desk.post(url(event, f"sections/{second}/move/"), {"before": rest[-1]})
    assert ids(event)[1:] == [first, *rest[:-1], second, rest[-1]]
    desk.post(url(event, f"sections/{second}/hide/"))
    assert section(event, second)["hidden"]
    desk.post(url(event, f"sections/{second}/remove/"))
    assert second not in ids(event)
    assert desk.post(url(event, "sections/hero/remove/")).status_code == 409


def test_undo_and_redo_walk_over_every_change(desk: Client, event: Event) -> None:
    pages = [buying.fresh(event).landing_page_config]
    for path, data in (
        ("sections/about/set/", sent(event, "about", **{"top-heading": "Come"})),
        ("sections/faq/hide/", {}),
        ("look/", {"preset": "gala", "mode": "auto"}),
    ):
        desk.post(url(event, path), data)
        pages.append(buying.fresh(event).landing_page_config)
    for page in reversed(pages[:-1]):
        desk.post(url(event, "undo/"), headers=HTMX)
        assert buying.fresh(event).landing_page_config == page
    for page in pages[1:]:
        desk.post(url(event, "redo/"), headers=HTMX)
        assert buying.fresh(event).landing_page_config == page
    assert desk.post(url(event, "redo/"), headers=HTMX).status_code == 409


def test_what_is_saved_while_writing_is_one_change(desk: Client, event: Event) -> None:
    before = buying.fresh(event).landing_page_config
    filled = sent(event, "about")
    for text in ("Br", "Bring a", "Bring a lamp."):
        with acting_as(event.organizer_id):
            base = section_form(buying.fresh(event), "about").base
        data = {**filled, "base": base, "top-body": text, "autosave": "1"}
        answer = desk.post(url(event, "sections/about/set/"), data, headers=HTMX)
        assert 'data-state="saved"' in answer.content.decode()
    desk.post(url(event, "undo/"), headers=HTMX)
    assert buying.fresh(event).landing_page_config == before


def test_another_ones_change_of_the_same_section_is_shown(
    desk: Client, event: Event, omar: Profile, client_of: Callable[[Profile], Client]
) -> None:
    builders.open_to(event, omar, "change_event")
    mine = sent(event, "about", **{"top-body": "Mine."})
    client_of(omar).post(url(event, "sections/about/set/"), sent(event, "about", **{"top-body": "Theirs."}))
    autosaved = desk.post(url(event, "sections/about/set/"), {**mine, "autosave": "1"}, headers=HTMX)
    assert "Somebody changed this section" in autosaved.content.decode()
    answer = desk.post(url(event, "sections/about/set/"), mine, headers=HTMX)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>Theirs.</del>" in page
    assert "<ins>Mine.</ins>" in page
    assert section(event, "about")["body"] == "Theirs."
    kept = {**mine, "base": sent(event, "about")["base"]}
    assert desk.post(url(event, "sections/about/set/"), kept, headers=HTMX).status_code == 200
    assert section(event, "about")["body"] == "Mine."


def test_another_section_of_somebody_else_is_no_conflict(desk: Client, event: Event, olga: Profile) -> None:
    mine = sent(event, "about", **{"top-body": "Mine."})
    with acting_as(olga.pk):
        revise_section(event, section="faq", heading="Asked", by=olga)
    assert desk.post(url(event, "sections/about/set/"), mine).status_code == 302
    assert section(event, "faq")["heading"] == "Asked"


def test_the_look_is_chosen(desk: Client, event: Event) -> None:
    look = {"preset": "salon", "mode": "dark", "hero": "split", "accent": "#aa3300", "has_accent": "on"}
    page = desk.post(url(event, "look/"), look, headers=HTMX).content.decode()
    assert 'data-landing-theme="salon" data-hero="split" data-mode="dark"' in page
    assert buying.fresh(event).landing_page_config["theme"]["accent"] == "#aa3300"
    assert 'href="/looks/salon/aa3300.css"' in page
    sheet = Client().get("/looks/salon/aa3300.css")
    assert (sheet["Content-Type"], sheet["Cache-Control"][:6]) == ("text/css; charset=utf-8", "public")
    assert sheet.content.startswith(b'.landing[data-landing-theme="salon"][data-own-accent="aa3300"] { --t-accent:')
    assert Client().get("/looks/salon/red.css").status_code == 404
    desk.post(url(event, "look/"), {"preset": "salon", "mode": "auto", "accent": "#aa3300"})
    assert buying.fresh(event).landing_page_config["theme"] == {"preset": "salon", "mode": "auto"}
    assert desk.post(url(event, "look/"), {"preset": "salon", "mode": "auto", "accent": "red"}).status_code == 422


def test_a_section_is_said_in_another_tone_and_a_persons_words_stay(desk: Client, event: Event) -> None:
    before = section(event, "about")["body"]
    desk.post(url(event, "sections/about/rewrite/"), {"tone": "playful"})
    assert section(event, "about")["body"] != before
    desk.post(url(event, "sections/about/set/"), sent(event, "about", **{"top-body": "My own words."}))
    answer = desk.post(url(event, "sections/about/rewrite/"), {"tone": "friendly"}, headers=HTMX)
    assert section(event, "about")["body"] == "My own words."
    assert answer.status_code == 200


def test_three_versions_are_drawn_and_one_is_taken(desk: Client, event: Event) -> None:
    desk.post(url(event, "sections/faq/set/"), sent(event, "faq", **{"row-0-q": "A question of mine?"}))
    page = desk.get(url(event, "versions/")).content.decode()
    assert [page.count(f"Take version {number}<") for number in (1, 2, 3)] == [1, 1, 1]
    assert page.count("A question of mine?") == 3
    before = buying.fresh(event).landing_page_config
    desk.post(url(event, "versions/choose/"), {"version": "2"})
    assert buying.fresh(event).landing_page_config["theme"] != before["theme"]
    assert section(event, "faq")["items"][0]["q"] == "A question of mine?"


def test_an_earlier_page_is_brought_back(desk: Client, event: Event) -> None:
    desk.post(url(event, "sections/about/set/"), sent(event, "about", **{"top-body": "First."}))
    first = buying.fresh(event).landing_page_config
    desk.post(url(event, "sections/about/set/"), sent(event, "about", **{"top-body": "Second."}))
    history = desk.get(f"/events/{event.slug}/changes/").content.decode()
    addresses = [part.split('"')[0] for part in history.split('action="')[1:] if "/restore/" in part.split('"')[0]]
    desk.post(addresses[1])
    assert buying.fresh(event).landing_page_config == first


@pytest.mark.parametrize("permission", ["", "view_event", "check_in_attendee"])
def test_who_may_not_change_the_event_finds_no_editor(
    event: Event, sam: Profile, client_of: Callable[[Profile], Client], permission: str
) -> None:
    if permission:
        builders.open_to(event, sam, permission)
    browser = client_of(sam)
    assert {browser.get(url(event, path)).status_code for path in ("", "preview/", "versions/", "sections/about/")} == {
        404
    }
    acts = (
        "undo",
        "redo",
        "publish",
        "look",
        "add",
        "sections/about/set",
        "sections/about/remove",
        "sections/faq/move",
    )
    assert {browser.post(url(event, f"{act}/")).status_code for act in acts} == {404}
