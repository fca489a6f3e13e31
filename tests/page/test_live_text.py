"""Live fields in a page's text."""

from dataclasses import replace

from events.markdown import render_markdown
from events.page.live import fill_line, fill_markdown
from tests.page.samples import EVENT


def test_live_fields_follow_the_event() -> None:
    assert fill_line("{name} in {city}, {length}.", EVENT) == "Latency in Berlin, 2 days."


def test_a_sentence_with_an_unknown_fact_is_left_out() -> None:
    assert fill_line("We meet in {city}. Come along.", replace(EVENT, city="")) == "Come along."


def test_a_name_that_ends_with_a_stop_ends_the_sentence() -> None:
    assert fill_line("Hosted by {organizer}. Come.", replace(EVENT, organizer_name="Maré & Co.")) == (
        "Hosted by Maré & Co. Come."
    )


def test_other_braces_stay() -> None:
    assert fill_line("{'a': {1}} {doors}", EVENT) == "{'a': {1}} {doors}"


def test_a_fact_is_never_markup() -> None:
    hostile = replace(EVENT, city="[x](https://evil.example) *y* <b>")
    html = render_markdown(fill_markdown("In {city}.", hostile))
    assert html.strip() == "<p>In [x](https://evil.example) *y* &lt;b&gt;.</p>"
