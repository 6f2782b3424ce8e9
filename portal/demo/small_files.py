"""Small real files for the sample: a page of text as PDF."""

import textwrap


def pdf(heading: str, paragraphs: list[str]) -> bytes:
    """Return a PDF of one page with a heading and paragraphs; letters beyond Latin ones become question marks."""
    lines = ["BT", "/F1 15 Tf", "72 770 Td", "20 TL", f"({_escaped(heading)}) Tj", "T*", "/F1 11 Tf", "15 TL"]
    for paragraph in paragraphs:
        lines += [f"({_escaped(line)}) Tj T*" for line in textwrap.wrap(paragraph, 82)] + ["T*"]
    content = "\n".join([*lines, "ET"]).encode("cp1252", "replace")
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    made, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n%s" % (len(parts) + 1, table)
    return made + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, start)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
