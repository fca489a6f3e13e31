"""Files as people and attackers make them, byte by byte: no library that writes them is needed."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

SPEAKERS = "Name,Role,Company\nAda Lovelace,Mathematician,Babbage & Co\nGrace Hopper,Rear admiral,US Navy\n"
CALENDAR = """BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Hall//EN
X-WR-TIMEZONE:America/Chicago
BEGIN:VEVENT
UID:1
DTSTAMP:20261101T000000Z
SUMMARY:Blue Hour
DTSTART;TZID=America/Chicago:20270611T203000
DTEND;TZID=America/Chicago:20270611T230000
LOCATION:The Low Note\\, 12 Elm Street\\, Chicago
DESCRIPTION:Three sets
END:VEVENT
BEGIN:VEVENT
UID:2
DTSTAMP:20261101T000000Z
SUMMARY:Red Hour
DTSTART;VALUE=DATE:20270918
DTEND;VALUE=DATE:20270920
RRULE:FREQ=DAILY;COUNT=99999999
END:VEVENT
END:VCALENDAR
"""
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
    "</Types>"
)
_RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/></Relationships>'
)
_BOOK = (
    '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
    '<sheet name="List" sheetId="1" r:id="rId1"/></sheets></workbook>'
)


def xlsx(
    rows: Sequence[Sequence[object]], *, doctype: str = "", cell: str = "", more: Mapping[str, bytes] | None = None
) -> bytes:
    """A workbook with one sheet. `doctype` and `cell` go into it as they are; `more` are further members."""
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = "".join(
            f"<c><v>{value}</v></c>"
            if isinstance(value, int | float)
            else f'<c t="inlineStr"><is><t>{escape(str(value))}</t></is></c>'
            for value in row
        )
        lines.append(f'<row r="{number}">{cells}{cell}</row>')
    sheet = (
        f'<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<sheetData>{''.join(lines)}</sheetData></worksheet>"
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", _TYPES)
        archive.writestr("_rels/.rels", _RELS.format(kind="officeDocument", target="xl/workbook.xml"))
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELS.format(kind="worksheet", target="worksheets/sheet1.xml"))
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return packed.getvalue()


def pdf(lines: Sequence[str], *, catalog: str = "", page_count: int = 1) -> bytes:
    """A PDF with this text on its first page. `catalog` goes into its root: a script, for one."""
    text = "BT /F1 12 Tf 14 TL 50 780 Td " + "".join(f"({_escaped(line)}) Tj T* " for line in lines) + "ET"
    kids = " ".join(f"{5 + number} 0 R" for number in range(page_count))
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {page_count} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Length {len(text)} >>\nstream\n{text}\nendstream",
    ]
    page = (
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents 4 0 R >>"
    )
    objects += [page] * page_count
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n".encode("latin-1")
    table = "".join(f"{place:010d} 00000 n \n" for place in places)
    end = (
        f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\n"
    )
    return body + f"{end}startxref\n{len(body)}\n%%EOF\n".encode()


def _escaped(line: str) -> str:
    return line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
