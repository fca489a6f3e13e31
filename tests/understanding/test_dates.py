"""Days and ranges of days, as written and as spoken, seen from Sunday, 22 November 2026."""

from __future__ import annotations

import pytest

from tests.understanding.briefs import moment, read

STATED = [
    ("Jam on 4 March 2027", "2027-03-04", None),
    ("Jam on March 4th", "2027-03-04", None),
    ("Jam on 2027-03-04", "2027-03-04", None),
    ("Jam on the 3rd of June", "2027-06-03", None),
    ("Jam, Sat 5 Dec", "2026-12-05", None),
    ("Jam 12-14 May 2027", "2027-05-12", "2027-05-14"),
    ("Jam May 12-14, 2027", "2027-05-12", "2027-05-14"),
    ("Jam 17-18 September", "2027-09-17", "2027-09-18"),
    ("Jam from June 10 to June 12", "2027-06-10", "2027-06-12"),
    ("Jam 30 Jul - 2 Aug 2027", "2027-07-30", "2027-08-02"),
    ("Jam 28 December – 3 January", "2026-12-28", "2027-01-03"),
    ("Jam, Tue 2 Feb through Thursday the 4th", "2027-02-02", "2027-02-04"),
    ("Jam on 12, 13 and 14 May 2027", "2027-05-12", "2027-05-14"),
    ("Room 4, 11 March 2027, jam", "2027-03-11", None),
    ("Jam am 17.12. und 18.12.2026", "2026-12-17", "2026-12-18"),
    ("Jam 17.–18.12.2026", "2026-12-17", "2026-12-18"),
    ("Jam le 1er mai 2027", "2027-05-01", None),
    ("Jam du vendredi 7 au dimanche 9 mai 2027", "2027-05-07", "2027-05-09"),
    ("Jam el 25 de agosto", "2027-08-25", None),
    ("Jam den 6 juni 2027", "2027-06-06", None),
    ("Jam op 5 maart 2027", "2027-03-05", None),
    ("Jam il 2 giugno 2027", "2027-06-02", None),
    ("Jam em 3 de outubro de 2027", "2027-10-03", None),
    ("Jam 2027年1月30日", "2027-01-30", None),
]
RELATIVE = [
    ("Jam tomorrow", "2026-11-23", None),
    ("Jam morgen", "2026-11-23", None),
    ("Jam next Friday", "2026-11-27", None),
    ("Jam this Thursday", "2026-11-26", None),
    ("Jam in two weeks", "2026-12-06", None),
    ("Jam in zwei Wochen", "2026-12-06", None),
    ("Jam dans trois jours", "2026-11-25", None),
    ("Jam the Saturday after next", "2026-12-05", None),
    ("Jam on the first Monday of March", "2027-03-01", None),
    ("Jam on the last Saturday in January", "2027-01-30", None),
    ("Jam am ersten Samstag im März", "2027-03-06", None),
    ("Jam next weekend", "2026-11-28", "2026-11-29"),
    ("Jam vendredi prochain", "2026-11-27", None),
    ("Jam el próximo sábado", "2026-11-28", None),
    ("Jam on New Year's Eve", "2026-12-31", None),
]
NO_DATE = [
    "Jam in mid June 2027",
    "Jam sometime in spring",
    "A congress for 2027 people",
    "I have 3 speakers and 2 workshops",
    "It may be moved, tickets for 20 people",
    "A 24/7 helpline with 3/4 time waltz",
    "We sold 5 set menus, 3 out of 5 stars",
    "Taste 12 wines",
]


def days(text: str, locale: str = "en-GB") -> tuple[str | None, str | None]:
    brief = read(text, locale=locale)
    return moment(brief.start.value) if brief.start else None, moment(brief.end.value) if brief.end else None


@pytest.mark.parametrize(("text", "start", "end"), STATED + RELATIVE)
def test_a_day_is_read_as_written(text: str, start: str, end: str | None) -> None:
    assert days(text) == (start, end)


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_day_is_not_read_as_one(text: str) -> None:
    assert days(text) == (None, None)


@pytest.mark.parametrize(
    ("locale", "start"),
    [("en-GB", "2027-03-02"), ("de-DE", "2027-03-02"), ("en-US", "2027-02-03"), ("ja-JP", "2027-02-03")],
)
def test_the_locale_says_which_figure_is_the_day(locale: str, start: str) -> None:
    assert days("Jam on 02/03/2027", locale)[0] == start


def test_an_ambiguous_day_is_asked_about_and_not_guessed() -> None:
    brief = read("Jam on 02/03/2027", locale="en-CA")
    assert brief.start is None
    assert [moment(found.value) for found in brief.date_candidates] == ["2027-02-03", "2027-03-02"]
    assert [(problem.kind, problem.words) for problem in brief.problems] == [("ambiguous", "02/03/2027")]


def test_a_weekday_settles_an_ambiguous_day() -> None:
    assert days("Jam on Tuesday 02/03/2027", "en-CA")[0] == "2027-03-02"


@pytest.mark.parametrize(
    ("text", "kind", "start"),
    [
        ("Jam on 31 February 2027", "impossible", None),
        ("Jam on 31 June", "impossible", None),
        ("Jam on Monday 16 March 2027", "weekday", "2027-03-16"),
        ("Jam on 5 March 2020", "past", "2020-03-05"),
    ],
)
def test_a_doubtful_day_is_a_problem_in_words(text: str, kind: str, start: str | None) -> None:
    brief = read(text)
    assert [problem.kind for problem in brief.problems] == [kind]
    assert brief.problems[0].sentence.endswith("?")
    assert days(text)[0] == start


def test_a_page_with_several_dates_offers_them_and_picks_none() -> None:
    filler = "Our choir has sung in the region for many years and welcomes everybody who likes to sing along. " * 6
    brief = read(
        f"Winter songs 12 January 2027. {filler} Spring songs 3 April 2027. {filler} Summer songs 9 July 2027."
    )
    assert brief.start is None
    assert [moment(found.value) for found in brief.date_candidates] == ["2027-01-12", "2027-04-03", "2027-07-09"]


def test_a_deadline_is_not_the_day_of_the_event() -> None:
    assert days("Papers are due: submissions close 1 March 2027. The symposium is on 9 June 2027.") == (
        "2027-06-09",
        None,
    )


def test_a_series_keeps_its_first_day_and_its_rhythm() -> None:
    brief = read("Salsa class every Tuesday from 12 January 2027, 7pm to 8pm")
    assert days("Salsa class every Tuesday from 12 January 2027, 7pm to 8pm")[0] == "2027-01-12T19:00"
    assert brief.recurrence is not None
    assert brief.recurrence.words == "every Tuesday"
