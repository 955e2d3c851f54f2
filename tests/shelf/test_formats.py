"""ATTACKS 27: a file is what its content says; what hides something, runs something or is two things is refused."""

import contextlib
import io
import struct
import time
import zipfile
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hcec.documents.odf import TEXT
from hcec.documents.tabular import ods_of
from hcec.shelf.enums import FileFormat
from hcec.shelf.formats import LARGEST_FILE, NotShelved, Refusal, examine

PDF = b"%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n"


def pdf(inside):
    return PDF.replace(b"/Type /Catalog", b"/Type /Catalog " + inside)


def packed(inside):
    body = zlib.compress(inside)
    return pdf(
        b">> endobj 2 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + body + b"\nendstream endobj <<"
    )


def archive(names, first=None, comment=b"", password=False):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as made:
        if first:
            made.writestr("mimetype", first)
        for name, content in names.items():
            made.writestr(name, content)
        made.comment = comment
    data = file.getvalue()
    return data.replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01") if password else data


def chunk(name, content):
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def picture(*between, size=(2, 2), tail=b""):
    head = struct.pack(">II", *size) + b"\x08\x00\x00\x00\x00"
    pixels = zlib.compress(b"\x00\xff\xff" * 2)
    parts = [chunk(b"IHDR", head), *between, chunk(b"IDAT", pixels), chunk(b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts) + tail


ODT_CONTENT = (
    '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>'
    "<text:p>Le projet pour l’enfant.</text:p></office:text></office:body></office:document-content>"
)
WORD = {"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}
TAKEN = {
    "pdf": (PDF, FileFormat.PDF),
    "a pdf whose stream says script by chance": (pdf(b">> stream\n/JS (x)\nendstream <<"), FileFormat.PDF),
    "odt": (archive({"content.xml": ODT_CONTENT}, TEXT), FileFormat.ODT),
    "ods": (ods_of({"a": [["b"], ["c"]]}, title="t"), FileFormat.ODS),
    "docx": (archive(WORD), FileFormat.DOCX),
    "docx with a link": (
        archive(WORD | {"word/_rels/a.rels": '<Relationship Type="x/hyperlink" TargetMode="External"/>'}),
        FileFormat.DOCX,
    ),
    "xlsx": (archive({"[Content_Types].xml": "", "xl/workbook.xml": ""}), FileFormat.XLSX),
    "png": (picture(), FileFormat.PNG),
    "words": ("Bonjour.\nÀ bientôt.".encode(), FileFormat.TXT),
}
REFUSED = {
    "nothing": (b"", Refusal.EMPTY),
    "too much": (b"a" * (LARGEST_FILE + 1), Refusal.TOO_LARGE),
    "html": (b" <!doctype html><script>alert(1)</script>", Refusal.UNKNOWN),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', Refusal.UNKNOWN),
    "a polyglot": (b"GIF89a/*<svg onload=alert(1)>*/=1;%PDF-1.7", Refusal.UNKNOWN),
    "a program": (b"MZ\x90\x00\x03", Refusal.UNKNOWN),
    "old word": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), Refusal.UNKNOWN),
    "a pdf that runs": (pdf(b"/OpenAction << /S /JavaScript /JS (app.alert(1)) >>"), Refusal.ACTIVE),
    "a pdf that runs, spelt otherwise": (pdf(b"/OpenAction << /S /J#61vaScript >>"), Refusal.ACTIVE),
    "a pdf that runs, packed": (packed(b"<< /S /Launch /F (cmd.exe) >>"), Refusal.ACTIVE),
    "a pdf with a file inside": (pdf(b"/Names << /EmbeddedFiles 3 0 R >>"), Refusal.ACTIVE),
    "a pdf that runs, packed and spelt otherwise": (
        packed(b"<< /S /JavaScript >>").replace(b"/ObjStm", b"/Obj#53tm"),
        Refusal.ACTIVE,
    ),
    "a closed pdf": (pdf(b"/Encrypt 4 0 R"), Refusal.CLOSED),
    "a cut pdf": (PDF[:-10], Refusal.UNSOUND),
    "a pdf and an archive": (PDF + archive({"x": "y"}, comment=b"%%EOF"), Refusal.UNSOUND),
    "a pdf bomb": (packed(bytes(60_000_000)), Refusal.UNSOUND),
    "an archive": (archive({"x.exe": "MZ"}), Refusal.UNKNOWN),
    "an archive that says it is odt": (archive({"x": "y"}, TEXT), Refusal.UNKNOWN),
    "a presentation": (
        archive({"content.xml": ""}, "application/vnd.oasis.opendocument.presentation"),
        Refusal.UNKNOWN,
    ),
    "a path that climbs": (archive(WORD | {"../../keys.json": "x"}), Refusal.UNSOUND),
    "a path of a disk": (archive(WORD | {"C:/x": "x"}), Refusal.UNSOUND),
    "macros in docx": (archive(WORD | {"word/vbaProject.bin": "x"}), Refusal.ACTIVE),
    "macros in odt": (archive({"content.xml": ODT_CONTENT, "Basic/Standard/a.xml": "x"}, TEXT), Refusal.ACTIVE),
    "an object in docx": (archive(WORD | {"word/embeddings/oleObject1.bin": "x"}), Refusal.ACTIVE),
    "a template from elsewhere": (
        archive(
            WORD | {"word/_rels/settings.xml.rels": '<Relationship Type="x/attachedTemplate" TargetMode="External"/>'}
        ),
        Refusal.ACTIVE,
    ),
    "an odt that listens": (archive({"content.xml": "<script:event-listener/>"}, TEXT), Refusal.ACTIVE),
    "a closed odt": (
        archive({"content.xml": "x", "META-INF/manifest.xml": "<manifest:encryption-data/>"}, TEXT),
        Refusal.CLOSED,
    ),
    "an archive with something behind": (archive(WORD, comment=b"<script>"), Refusal.UNSOUND),
    "half an archive": (archive(WORD)[:-30], Refusal.UNSOUND),
    "a picture of many pixels": (picture(size=(60_000, 60_000)), Refusal.TOO_LARGE),
    "half a picture": (picture()[:-20], Refusal.UNSOUND),
    "a picture whose sum is wrong": (picture().replace(b"IEND\xaeB", b"IEND\xaeC"), Refusal.UNSOUND),
}


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_is_what_its_content_says(name):
    data, known = TAKEN[name]
    found = examine(data)
    assert (found.format, found.content) == (known, data)


@pytest.mark.parametrize("name", REFUSED)
def test_what_may_not_be_shared_is_refused(name):
    data, refusal = REFUSED[name]
    with pytest.raises(NotShelved) as refused:
        examine(data)
    assert refused.value.refusal is refusal


def test_words_are_read_where_it_is_cheap():
    assert examine(TAKEN["odt"][0]).text == "Le projet pour l’enfant."
    assert examine(TAKEN["words"][0]).text == "Bonjour.\nÀ bientôt."
    assert examine(archive({"content.xml": "<not"}, TEXT)).text == ""


def test_a_picture_keeps_what_is_seen_alone():
    told = [
        chunk(b"tEXt", b"Author\x00Odile"),
        chunk(b"eXIf", b"GPS 48.43 0.09"),
        chunk(b"tIME", b"\x07\xea" + bytes(5)),
    ]
    found = examine(picture(*told, tail=b"PK\x03\x04 behind"))
    assert found.content == picture()


@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", picture()[:40], PDF[:-7]]),
)
def test_no_bytes_whatever_break_it(data, begins):
    with contextlib.suppress(NotShelved):
        assert examine(begins + data).content


@pytest.mark.parametrize("piece", [b"stream\n", b"/ObjStm stream\n", b"/ObjStm ", b"/J#61", b"PK\x05\x06"])
def test_no_pattern_takes_long(piece):
    data = b"%PDF-1.7\n" + piece * (LARGEST_FILE // len(piece) - 10) + b"\n%%EOF"
    start = time.process_time()
    with contextlib.suppress(NotShelved):
        examine(data)
    assert time.process_time() - start < 3
