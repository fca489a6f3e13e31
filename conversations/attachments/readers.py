"""From bytes to text, rows and calendar entries. Runs in the child process, with the three readers and nothing else.

The kind is told by the bytes, never by the name. Formulas, scripts, macros, links and pictures are not read at all.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

MOST_PAGES = 200
MOST_ROWS = 2_000
MOST_COLUMNS = 60
MOST_SHEETS = 10
MOST_ENTRIES = 200
LONGEST_CELL = 1_000  # characters
LONGEST_TEXT = 200_000  # characters
_MOST_UNPACKED = 60_000_000  # bytes
_MOST_MEMBERS = 2_000
_FORMULA = re.compile(r"[=@]|[+-](?=\S)(?![\d\s.,()/-]*$)")


class Unreadable(Exception):
    """The file is not one we read; `sentence` tells the person why and what helps."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass
class Reading:
    """What was found in a file. `kind` is calendar, table, sheet, pdf or text; `is_cut` says that there was more."""

    kind: str
    text: str = ""
    tables: list[list[list[str]]] = field(default_factory=list)
    entries: list[dict[str, str]] = field(default_factory=list)
    is_cut: bool = False


def read_bytes(data: bytes) -> Reading:
    """Read a file. Raises Unreadable."""
    head = data[:1024]
    if not data.strip():
        raise Unreadable("This file is empty.")
    if b"%PDF-" in head:
        return _pdf(data)
    if head.startswith(b"PK"):
        return _sheet(data, _check_archive(data))
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return _old_office(data)
    if head.startswith((b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"RIFF", b"II*\x00", b"MM\x00*")):
        raise Unreadable("This is a picture. I read text, calendars, tables and PDFs; pictures belong on the page.")
    return _text(_decoded(data))


# --- Text --------------------------------------------------------------------------------------------


def _decoded(data: bytes) -> str:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, "replace")
    if b"\x00" in data[:4096]:
        raise Unreadable("I cannot read this kind of file. Text, .ics, .csv, .xlsx and PDF work.")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _text(text: str) -> Reading:
    if re.match(r"\s*BEGIN:VCALENDAR", text, re.IGNORECASE):
        return _calendar(text)
    if re.match(r"\s*\{\\rtf", text) or re.match(r"\s*(?:<\?xml|<!doctype|<html)", text, re.IGNORECASE):
        raise Unreadable("This is a page or a document with markup. Paste its text, or save it as PDF.")
    if rows := _rows_of(text):
        return Reading("table", tables=[rows[:MOST_ROWS]], is_cut=len(rows) > MOST_ROWS)
    return Reading("text", text=text[:LONGEST_TEXT], is_cut=len(text) > LONGEST_TEXT)


def _rows_of(text: str) -> list[list[str]] | None:
    """The rows of a table of separated values; None when the text is prose."""
    lines = [line for line in text.splitlines()[:40] if line.strip()]
    if len(lines) < 2:
        return None
    for mark in (";", "\t", "|", ","):
        try:
            widths = [len(row) for row in csv.reader(lines, delimiter=mark)]
        except csv.Error:
            continue
        usual = max(set(widths), key=widths.count)
        is_even = widths.count(usual) >= 0.7 * len(widths)
        if usual > 1 and is_even and (usual > 2 or mark != "," or _looks_like_cells(lines, mark)):
            return _cut_rows(csv.reader(io.StringIO(text), delimiter=mark))
    return None


def _looks_like_cells(lines: list[str], mark: str) -> bool:
    """Two columns by commas may be prose: cells are short and do not begin with a blank and a small letter."""
    second = [line.split(mark, 1)[1] for line in lines if mark in line]
    return sum(cell[:1] == " " and cell[1:2].islower() for cell in second) < len(second) / 2


def _cut_rows(rows: Any) -> list[list[str]]:
    found: list[list[str]] = []
    try:
        for row in rows:
            cells = [_cell(cell) for cell in row[:MOST_COLUMNS]]
            if any(cells):
                found.append(cells)
            if len(found) > MOST_ROWS:
                break
    except csv.Error as fault:
        raise Unreadable("This table has a fault that I cannot read past. Save it as CSV or .xlsx anew.") from fault
    return found


def _cell(value: Any) -> str:
    """A cell as text. What a spreadsheet would run as a formula is no text of anybody's."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%dT%H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = " ".join(str(value).split(" ")).strip()[:LONGEST_CELL]
    return "" if _FORMULA.match(text) else text


# --- Spreadsheets ------------------------------------------------------------------------------------


def _check_archive(data: bytes) -> zipfile.ZipFile:
    """The archive, unpacked once on paper: what lies about its size or grows beyond all measure goes no further."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        members = archive.infolist()
        if any(member.flag_bits & 0x1 for member in members):
            raise Unreadable("This file is protected with a password. Save it without one, and give it to me again.")
        if len(members) > _MOST_MEMBERS or sum(member.file_size for member in members) > _MOST_UNPACKED:
            raise Unreadable("Unpacked, this file is far too large. Save only the table that matters.")
        for member in members:
            with archive.open(member) as packed:
                while packed.read(1_000_000):
                    pass
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, ValueError) as fault:
        raise Unreadable("This file is damaged, or not what it says it is. Save it anew and try again.") from fault
    return archive


def _sheet(data: bytes, archive: zipfile.ZipFile) -> Reading:
    names = set(archive.namelist())
    if "word/document.xml" in names or "ppt/presentation.xml" in names:
        raise Unreadable("I do not read Word or PowerPoint files. Save it as PDF, or paste its text.")
    if not names & {"xl/workbook.xml", "xl/workbook.bin", "content.xml"}:
        raise Unreadable("This is an archive. Unpack it and give me the file inside.")
    return _workbook(data)


def _old_office(data: bytes) -> Reading:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise Unreadable("This file is protected with a password. Save it without one, and give it to me again.")
    return _workbook(data)


def _workbook(data: bytes) -> Reading:
    from python_calamine import CalamineError, CalamineWorkbook

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        reading = Reading("sheet")
        for name in book.sheet_names[:MOST_SHEETS]:
            rows = _cut_rows(book.get_sheet_by_name(name).iter_rows())
            reading.is_cut = reading.is_cut or len(rows) > MOST_ROWS
            if rows:
                reading.tables.append(rows[:MOST_ROWS])
    except (CalamineError, OSError, ValueError) as fault:
        raise Unreadable("This spreadsheet is damaged, or of a kind I do not know. Save it as .xlsx anew.") from fault
    if not reading.tables:
        raise Unreadable("This spreadsheet has no rows.")
    return reading


# --- PDF ---------------------------------------------------------------------------------------------


def _pdf(data: bytes) -> Reading:
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise Unreadable("This PDF is protected with a password. Save it without one, and give it to me again.")
        pages, is_cut = [], len(reader.pages) > MOST_PAGES
        for page in reader.pages[:MOST_PAGES]:
            pages.append(page.extract_text())
            if sum(map(len, pages)) > LONGEST_TEXT:
                is_cut = True
                break
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError, OSError) as fault:
        raise Unreadable("This PDF is damaged, or not what it says it is. Save it anew and try again.") from fault
    text = "\n".join(pages)[:LONGEST_TEXT]
    if not text.strip():
        raise Unreadable("This PDF holds pictures of text, which I cannot read. Paste its text instead.")
    return Reading("pdf", text=text, is_cut=is_cut)


# --- Calendars ---------------------------------------------------------------------------------------


def _calendar(text: str) -> Reading:
    from icalendar import Calendar

    try:
        calendars = Calendar.from_ical(text, multiple=True)
        entries = [entry for calendar in calendars for entry in _entries(calendar)]
    except (ValueError, KeyError, IndexError, TypeError, AttributeError) as fault:
        raise Unreadable("This calendar has a fault that I cannot read past. Export it anew and try again.") from fault
    if not entries:
        raise Unreadable("There is no event in this calendar.")
    return Reading("calendar", entries=entries[:MOST_ENTRIES], is_cut=len(entries) > MOST_ENTRIES)


def _entries(calendar: Any) -> Iterator[dict[str, str]]:
    zone = str(calendar.get("X-WR-TIMEZONE", ""))
    for event in calendar.walk("VEVENT"):
        start = getattr(event.get("DTSTART"), "dt", None)
        if start is None or str(event.get("STATUS", "")).upper() == "CANCELLED":
            continue
        yield {
            "name": _cell(event.get("SUMMARY")),
            "place": _cell(event.get("LOCATION")),
            "text": _cell(event.get("DESCRIPTION")),
            "start": _instant(start),
            "end": _instant(_end_of(event, start)),
            "zone": _zone_of(event.get("DTSTART"), start) or zone,
            "repeats": "yes" if event.get("RRULE") else "",
        }


def _end_of(event: Any, start: Any) -> Any:
    end, length = getattr(event.get("DTEND"), "dt", None), getattr(event.get("DURATION"), "dt", None)
    if end is None and length is not None:
        end = start + length
    if end is not None and not isinstance(end, datetime) and end > start:
        return end - timedelta(days=1)  # a calendar ends whole days with the day behind them
    return end


def _instant(at: date | None) -> str:
    if at is None:
        return ""
    return at.isoformat(timespec="minutes") if isinstance(at, datetime) else at.isoformat()


def _zone_of(field: Any, start: date) -> str:
    if isinstance(start, datetime) and start.tzinfo is not None:
        return str(field.params.get("TZID") or getattr(start.tzinfo, "key", "") or "UTC")
    return ""
