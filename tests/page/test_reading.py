"""Reading what is stored, however old or damaged."""

import logging
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.page.reading import check_page, read_page, upgraded
from tests.page.samples import PAGE_V1, page

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def test_a_page_of_version_1_is_read_as_it_was_written() -> None:
    assert read_page(PAGE_V1) == check_page(PAGE_V1)


@pytest.mark.parametrize("nothing", [None, {}, [], "page", {"sections": None}])
def test_nothing_is_read_as_a_page_with_a_hero(nothing: object) -> None:
    assert [section.type for section in read_page(nothing).sections] == ["hero"]


def test_broken_and_unknown_sections_are_left_out_and_logged(caplog: pytest.LogCaptureFixture) -> None:
    config = page(
        {"type": "iframe", "src": "secret words"}, {"type": "about", "id": "a", "body": 7}, {"type": "faq", "id": "f"}
    )
    with caplog.at_level(logging.WARNING):
        read = read_page(config)
    assert [section.type for section in read.sections] == ["hero", "faq"]
    assert len(caplog.records) == 2
    assert "secret words" not in caplog.text


def test_good_theme_tokens_survive_a_bad_one() -> None:
    theme = read_page(page(theme={"preset": "gala", "accent": "red", "hero": "split"})).theme
    assert (theme.preset, theme.accent, theme.hero) == ("gala", None, "split")


def test_second_tickets_and_twice_used_ids_are_sorted_out() -> None:
    twins: list[dict[str, Any]] = [
        {"type": "tickets", "id": "t"},
        {"type": "tickets", "id": "u"},
        {"type": "faq", "id": "t"},
    ]
    assert [section.id for section in read_page(page(*twins)).sections] == ["hero", "t", "faq-3"]


def test_sections_without_an_id_get_the_same_one_at_every_reading() -> None:
    config = page({"type": "faq"}, {"type": "faq"})
    assert [section.id for section in read_page(config).sections] == ["hero", "faq-1", "faq-2"]


def test_an_older_version_is_upgraded_step_by_step(monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {-1: lambda raw: {**raw, "version": 0}, 0: lambda raw: {**page(), "locale": raw["locale"]}}
    monkeypatch.setattr("events.page.reading.UPGRADES", steps)
    assert upgraded({"version": -1, "locale": "de"})["locale"] == "de"
    assert read_page({"version": -1, "locale": "de"}).locale == "de"


@given(
    JSON
    | st.fixed_dictionaries({"sections": st.lists(JSON), "theme": JSON, "seo": JSON, "locale": JSON, "version": JSON})
)
def test_whatever_is_stored_a_page_is_read(stored: object) -> None:
    assert read_page(stored).hero
