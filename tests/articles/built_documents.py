"""Documents of each format, built as their standards describe them; a builder a format, so that a test can bend one detail."""

import io
import zipfile

from impact.articles import Unreadable

SENTENCE = "Am Montag verlor die Aktie von Nvidia fast 17 Prozent."


def outcome(read, data):
    """What a reader made of the bytes: its parts, or the id of its reason; any other exception is the test's failure."""
    try:
        return read(data)
    except Unreadable as error:
        return error.reason.id


def zipped(members, stored=()):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content, zipfile.ZIP_STORED if name in stored else zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body, **others):
    """A .docx whose body holds the WordprocessingML ``body``."""
    document = f'<?xml version="1.0"?><w:document xmlns:w="{WORD}" xmlns:mc="urn:mc"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": "<Types/>", "word/document.xml": document, **others})


OPEN = "urn:oasis:names:tc:opendocument:xmlns"


def opened(body, meta=""):
    """An .odt whose text is the OpenDocument markup ``body``."""
    names = f'xmlns:office="{OPEN}:office:1.0" xmlns:text="{OPEN}:text:1.0" xmlns:table="{OPEN}:table:1.0"'
    names += f' xmlns:svg="{OPEN}:svg-compatible:1.0" xmlns:draw="{OPEN}:drawing:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
    names += f' xmlns:meta="{OPEN}:meta:1.0"'
    content = f"<office:document-content {names}><office:body><office:text>{body}</office:text></office:body></office:document-content>"
    about = f"<office:document-meta {names}><office:meta>{meta}</office:meta></office:document-meta>"
    kind = "application/vnd.oasis.opendocument.text"
    return zipped({"mimetype": kind, "content.xml": content, "meta.xml": about}, stored=("mimetype",))


def portable(pages, info="", catalog=""):
    """A PDF 1.4: a page is a list of lines, set in Helvetica with Windows-1252 codes, or the bytes of a packed content stream."""
    objects = [b"", b"", b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>", f"<< {info} >>".encode("cp1252")]
    kids = []
    for content in pages:
        packed = b" /Filter /FlateDecode" if isinstance(content, bytes) else b""
        stream = content if packed else _shown(content)
        objects.append(b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(stream), packed, stream))
        resources = "/MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >>"
        objects.append(f"<< /Type /Page /Parent 2 0 R /Contents {len(objects)} 0 R {resources} >>".encode())
        kids.append(f"{len(objects)} 0 R")
    objects[0] = f"<< /Type /Catalog /Pages 2 0 R {catalog} >>".encode()
    objects[1] = f"<< /Type /Pages /Kids [{' '.join(kids)}] /Count {len(kids)} >>".encode()
    out, offsets = b"%PDF-1.4\n", []
    for n, content in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (n, content)
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    size = len(objects) + 1
    trailer = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R /Info 4 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + trailer.encode()


def _shown(lines):
    escaped = (line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)") for line in lines)
    return f"BT /F1 11 Tf 72 770 Td 14 TL {''.join(f'({line}) Tj T* ' for line in escaped)}ET".encode("cp1252")


def page(body=f"<p>{SENTENCE}</p>", head="", title="Nvidia bricht ein"):
    """A news page with a menu and a footer around the article."""
    return f"""<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><title>{title} | Beispielblatt</title>{head}</head><body>
<nav><ul><li><a href="/">Start</a></li><li><a href="/b">Börse</a></li></ul></nav>
<article><h1>{title}</h1>{body}</article>
<footer><p>© 2026 Beispielblatt, Stand 12.03.2024</p></footer></body></html>"""
