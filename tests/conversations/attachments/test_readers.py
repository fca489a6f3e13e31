"""Files are read by what they are, within bounds, in a process of their own; what cannot be read says why."""

import pytest

from conversations.attachments.readers import MOST_COLUMNS, MOST_PAGES, MOST_ROWS, Unreadable
from conversations.attachments.reading import read_file
from tests.conversations.attachments.files import CALENDAR, SPEAKERS, pdf, xlsx


def test_a_table_is_read_whatever_separates_its_cells() -> None:
    for mark in (",", ";", "\t"):
        for encoding in ("utf-8", "utf-8-sig", "utf-16", "cp1252"):
            reading = read_file(f"Name{mark}Rolle{mark}Firma\nClara Müller{mark}Ärztin{mark}Spital\n".encode(encoding))
            assert reading.tables == [[["Name", "Rolle", "Firma"], ["Clara Müller", "Ärztin", "Spital"]]]


def test_prose_with_commas_is_no_table() -> None:
    reading = read_file(b"We meet on Friday, after work.\nBring friends, and something to eat.\n")

    assert (reading.kind, reading.tables) == ("text", [])


def test_a_spreadsheet_is_read_with_its_numbers() -> None:
    reading = read_file(xlsx([["Ticket", "Price"], ["Early bird", 20], ["Regular", 28.5]]))

    assert reading.tables == [[["Ticket", "Price"], ["Early bird", "20"], ["Regular", "28.5"]]]


def test_a_calendar_is_read_with_its_zones_and_is_not_unrolled() -> None:
    first, second = read_file(CALENDAR.encode()).entries

    assert (first["name"], first["start"], first["zone"]) == ("Blue Hour", "2027-06-11T20:30-05:00", "America/Chicago")
    assert first["place"] == "The Low Note, 12 Elm Street, Chicago"
    assert (second["start"], second["end"], second["repeats"]) == ("2027-09-18", "2027-09-19", "yes")


def test_a_pdf_is_read_as_its_text_and_its_script_is_not() -> None:
    reading = read_file(pdf(["Blue Hour", "At noon"], catalog="/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"))

    assert reading.kind == "pdf"
    assert "alert" not in reading.text
    assert reading.text.split() == ["Blue", "Hour", "At", "noon"]


def test_what_is_longer_is_cut_and_says_so() -> None:
    rows = read_file(("Name,Role\n" + "Ada,Poet\n" * 3_000).encode())
    wide = read_file((",".join("x" * 1) + "," * 10_000 + "\n" + "," * 10_000 + "y\n" + "a,b" + "," * 9_999).encode())
    long = read_file(pdf(["Blue Hour"], page_count=MOST_PAGES + 50))

    assert (len(rows.tables[0]), rows.is_cut) == (MOST_ROWS, True)
    assert all(len(row) <= MOST_COLUMNS for table in wide.tables for row in table)
    assert long.is_cut


def test_formulas_are_nobodys_words() -> None:
    reading = read_file(
        b"Name,Role\n=HYPERLINK(\"http://evil\"),Boss\n+cmd|' /C calc'!A0,a\n@SUM(1+1),b\nAda,+49 30 1\n"
    )

    assert [row[0] for row in reading.tables[0]] == ["Name", "", "", "", "Ada"]
    assert reading.tables[0][-1][1] == "+49 30 1"


def test_a_spreadsheets_outer_entities_are_not_fetched() -> None:
    doctype = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname"><!ENTITY b "boom">]>'
    try:
        reading = read_file(
            xlsx([["Name", "Role"]], doctype=doctype, cell='<c t="inlineStr"><is><t>&a;&b;</t></is></c>')
        )
    except Unreadable:
        return
    assert "boom" not in str(reading.tables)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + b"x" * 90, "picture"),
        (bytes(range(256)) * 9, "cannot read this kind"),
        (b"x" * 5_000_001, "larger than 5 MB"),
        (b"<!doctype html><script>alert(1)</script>", "markup"),
        (b"%PDF-1.7\nnothing of the kind", "damaged"),
        (pdf(["", ""]), "pictures of text"),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR\n", "no event"),
        (b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nDTSTART:yesterday\n", "no event"),
        (b"BEGIN:VCALENDAR\n\x00;;=:\nEND", "cannot read"),
        (xlsx([["Name"]])[:-90], "damaged"),
        (xlsx([["Name"]], more={"xl/big.bin": b"\0" * 61_000_000}), "far too large"),
        (xlsx([], more={"word/document.xml": b"<w/>"}), "Word"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
    ],
)
def test_what_cannot_be_read_says_why(data: bytes, why: str) -> None:
    with pytest.raises(Unreadable, match=why):
        read_file(data)


def test_the_reader_works_without_the_houses_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONSTARTUP", "/nowhere")
    monkeypatch.setenv("DJANGO_SETTINGS_MODULE", "nowhere")

    assert read_file(SPEAKERS.encode()).kind == "table"
