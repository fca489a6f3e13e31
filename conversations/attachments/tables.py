"""Tables of speakers, programmes, tickets and questions: which column is what, and what each row says."""

import json
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal

from conversations.understanding.dates import read_dates
from conversations.understanding.money import currency_of, read_amount, read_money
from conversations.understanding.numbers import whole_number
from conversations.understanding.page_people import read_person
from conversations.understanding.spans import Source, fold
from conversations.understanding.times import read_times
from eventai.money import CURRENCIES

TableKind = Literal["speaker", "agenda", "ticket", "faq"]
Row = dict[str, str]
_DEEPEST = 8  # rows in which a heading may stand: above it are a title and a date


def read_table(rows: Sequence[Sequence[str]], *, today: date, locale: str) -> tuple[TableKind | None, list[Row]]:
    """What a table lists, and its rows by field; None when that cannot be told. `today` and `locale` read its dates."""
    for place, row in enumerate(rows[:_DEEPEST]):
        columns = _columns(row)
        if (kind := _kind_of(set(columns))) is not None:
            body = [_fields(cells, columns) for cells in rows[place + 1 :]]
            return kind, [fields for fields in body if any(fields.values())]
    return _without_heading(rows)


# --- Columns -----------------------------------------------------------------------------------------


@cache
def _headings() -> dict[str, str]:
    """Every heading in eight languages, folded, and the field it names. What stands in two lists goes to the first."""
    told = json.loads((Path(__file__).parent / "headings.json").read_text(encoding="utf-8"))
    found: dict[str, str] = {}
    for field, words in told.items():
        for word in words:
            found.setdefault(word, field)
    return found


def _columns(row: Sequence[str]) -> dict[str, int]:
    """The fields a heading row names, each with its column."""
    found: dict[str, int] = {}
    for column, cell in enumerate(row):
        field = _headings().get(re.sub(r"\(\w{1,3}\)|[^a-z ']+", " ", fold(cell)).strip())
        if field and field not in found:
            found[field] = column
    return found


def _kind_of(fields: set[str]) -> TableKind | None:
    if fields >= {"question", "answer"}:
        return "faq"
    if "price" in fields and fields & {"ticket", "name", "title"}:
        return "ticket"
    has_time = fields & {"start", "time"}
    if has_time and fields & {"session", "title", "name", "text", "speaker", "ticket"}:
        return "agenda"
    has_name = "name" in fields or "speaker" in fields or fields >= {"first_name", "last_name"}
    if has_name and (len(fields) > 1 or "speaker" in fields):
        return "speaker"
    return None


def _fields(cells: Sequence[str], columns: dict[str, int]) -> Row:
    return {field: cells[column] for field, column in columns.items() if column < len(cells) and cells[column]}


def _without_heading(rows: Sequence[Sequence[str]]) -> tuple[TableKind | None, list[Row]]:
    """A table that says by its cells what it lists: hours first, prices, or people."""
    few = [row for row in rows[:30] if sum(bool(cell) for cell in row) > 1]
    if not few:
        return None, []
    if _share(few, lambda row: bool(_hours(row[0])[0])) > 0.6:
        names = ("time", "session", "speaker", "track")
        return "agenda", [dict(zip(names, filter(None, row), strict=False)) for row in rows if len(row) > 1 and row[1]]
    width = max(len(row) for row in few)
    for column in range(1, width):
        if _share(few, lambda row, at=column: at < len(row) and bool(read_money(fold(row[at])))) > 0.6:  # type: ignore[misc]  # a default argument in a lambda has no type
            return "ticket", [{"ticket": row[0], "price": row[column]} for row in rows if len(row) > column and row[0]]
    if _share(few, lambda row: read_person(row[0]) is not None and len(row[0].split()) > 1) > 0.8:
        names = ("name", "role", "company", "bio")
        return "speaker", [dict(zip(names, row, strict=False)) for row in rows if row[0]]
    return None, []


def _share(rows: Sequence[Sequence[str]], holds: Callable[[Sequence[str]], bool]) -> float:
    return sum(holds(row) for row in rows) / len(rows)


# --- Rows --------------------------------------------------------------------------------------------


def speaker_of(row: Row) -> dict[str, Any] | None:
    """A row as arguments of `add_speaker`."""
    name = " ".join(filter(None, (row.get("first_name"), row.get("last_name")))) or row.get(
        "name", row.get("speaker", "")
    )
    if not re.search(r"[^\W\d_]", name) or len(name) > 80:
        return None
    told = {
        "title": row.get("role") or row.get("title"),
        "company": row.get("company"),
        "bio": row.get("bio") or row.get("text"),
    }
    return {"name": name} | {key: value[: 1200 if key == "bio" else 80] for key, value in told.items() if value}


def slots_of(rows: list[Row], *, today: date, locale: str, first_day: date | None) -> Iterator[dict[str, Any]]:
    """Rows as arguments of `add_agenda_item`; days count from the event's first, or from the first that is named."""
    day_of = _Days(today, locale, first_day)
    for row in rows:
        title = row.get("session") or row.get("title") or row.get("name") or row.get("text") or row.get("ticket") or ""
        day = day_of(row)
        if not re.search(r"[^\W\d_]", title) or day > 30:
            continue
        start, end = _hours(" - ".join(filter(None, (row.get("start") or row.get("time"), row.get("end")))))
        slot: dict[str, Any] = {
            "title": title[:140],
            "start": start,
            "end": end,
            "track": (row.get("track") or "")[:40],
        }
        if (text := row.get("text", "")) != title:
            slot["text"] = text[:600]
        people = [
            one.strip()
            for one in re.split(r"\s*[,;/&]\s*|\s+(?:and|und|et|y)\s+", row.get("speaker", ""))
            if one.strip()
        ]
        slot["speakers"] = [one[:80] for one in people[:8]]
        yield {key: value for key, value in slot.items() if value} | ({"day": day} if day > 1 else {})


def ticket_of(row: Row, *, country: str) -> dict[str, Any] | None:
    """A row as arguments of `set_ticket`, with the currency that its price names under `currency`."""
    name = row.get("ticket") or row.get("name") or row.get("title") or ""
    plain = fold(row.get("price", ""))
    money = read_money(plain)
    price = money[0].amount if money else read_amount(plain) if re.fullmatch(r"[\d.,' ]+", plain) else None
    if not name or price is None or not 0 <= price < Decimal(1_000_000):
        return None
    ticket: dict[str, Any] = {"name": name[:80], "price": str(price)}
    if (count := whole_number(fold(row.get("quantity", "")))) is not None:
        ticket["quantity"] = count
    if text := row.get("text"):
        ticket["description"] = text[:300]
    mark = money[0].mark if money else ""
    told = currency_of(mark, country or None, None) if mark else row.get("currency", "").upper()
    return ticket | ({"currency": told} if told in CURRENCIES else {})


def faq_of(row: Row) -> dict[str, Any] | None:
    """A row as arguments of `add_faq_item`."""
    question, answer = row.get("question", ""), row.get("answer", "")
    return {"question": question[:160], "answer": answer[:1200]} if question and answer else None


class _Days:
    """Numbers the days of a programme."""

    def __init__(self, today: date, locale: str, first_day: date | None) -> None:
        self.today, self.locale, self.first = today, locale, first_day
        self.last = 1

    def __call__(self, row: Row) -> int:
        """The day of a row; one that names none belongs to the day above it."""
        words = row.get("date") or row.get("day") or row.get("start") or ""
        if (number := re.fullmatch(r"\D{0,8}(\d{1,2})\.?", words)) and 0 < int(number[1]) < 31 and ":" not in words:
            self.last = int(number[1])
        elif day := self._date(words):
            self.first = self.first or day
            self.last = max(1, (day - self.first).days + 1)
        return self.last

    def _date(self, words: str) -> date | None:
        try:
            return datetime.fromisoformat(words).date() if re.match(r"\d{4}-\d\d-\d\d", words) else self._read(words)
        except ValueError:
            return None

    def _read(self, words: str) -> date | None:
        found = read_dates(Source.of(words).plain, today=self.today, locale=self.locale, anchor=self.first)
        return found[0].first if found else None


def _hours(text: str) -> tuple[str, str]:
    """ "9.00 - 10.30" as "09:00" and "10:30"; empty where none stands."""
    clocks = re.findall(r"(?<!\d)(\d{1,2})[:.h](\d{2})(?![\d.])(?!\s*[ap]\.?m)", fold(text))
    told = [f"{int(hour):02d}:{minute}" for hour, minute in clocks if int(hour) < 24 and int(minute) < 60]
    if not told:
        spans = read_times(fold(text))
        told = [f"{at:%H:%M}" for span in spans for at in (span.start, span.end) if at]
    return (told[0] if told else "", told[1] if len(told) > 1 else "")
