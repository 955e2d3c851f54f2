"""A sheet is filled in and read back: whole, whatever the office suite did to its XML; hostile files are refused."""

import io
import zipfile
from dataclasses import replace
from time import process_time

import odfdo
import pytest

from hcec.documents.answer_sheet import Asked, Part, Sheet, Trouble, read_sheet, render_sheet
from hcec.documents.odf import TEXT
from hcec.documents.odt_reading import DEEPEST, Fault, NotReadable, read_blocks

PARTS = (
    Part("by_function", "Qui répond", "(Une fonction.)", "La maire"),
    Part("will_do", "Ce qu’on va faire", "(Une chose sûre.)"),
    Part("cannot_do", "Ce qu’on ne peut pas faire, et pourquoi", "(Écrivez ici.)"),
)
SHEET = Sheet(
    title="Répondre aux jeunes : La nuit",
    above="Conseil · Département",
    how=("Écrivez sous chaque titre.",),
    asked=(
        Asked("3f2a90c1", 2, "La consultation entière", ("La nuit",), PARTS),
        Asked("77aa00bb", 0, "Proposition 1", ("Une veilleuse <b>.", "À qui : la maire"), PARTS),
    ),
    footer="Conseil",
    page="Page",
)
SPACE = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
)


def content_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read("content.xml").decode()


def packed(content, *, mime=TEXT, more=()):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", mime)
        archive.writestr("content.xml", content)
        for name in more:
            archive.writestr(name, "x")
    return made.getvalue()


def written(*inside):
    return (
        f"<office:document-content {SPACE}><office:body><office:text>{''.join(inside)}"
        "</office:text></office:body></office:document-content>"
    )


def filled_in(**changes):
    """The sheet as LibreOffice gives it back: words typed after a hint's paragraph, runs cut in spans."""
    content = content_of(render_sheet(SHEET))
    for hint, words in changes.items():
        mark = {"done": "(Une chose sûre.)", "not_done": "(Écrivez ici.)"}[hint]
        content = content.replace(f"{mark}</text:p>", f"{mark}</text:p><text:p>{words}</text:p>")
    return packed(content)


def test_what_comes_back_untouched_is_what_went():
    filled = read_sheet(read_blocks(render_sheet(SHEET)), SHEET)
    assert filled.problems == []
    nothing = {"by_function": "La maire", "will_do": "", "cannot_do": ""}
    assert filled.texts == {"3f2a90c1": nothing, "77aa00bb": nothing}


def test_the_same_sheet_is_the_same_bytes_and_another_reader_opens_it():
    assert render_sheet(SHEET) == render_sheet(SHEET)
    headings = [str(each) for each in odfdo.Document(io.BytesIO(render_sheet(SHEET))).body.headers]
    assert any("Proposition 1 [77aa00bb.0]" in each for each in headings)


def test_words_come_back_with_their_lines_spaces_and_lists():
    words = (
        'Une <text:span text:style-name="T1">veil</text:span>leuse<text:s text:c="2"/>ici.'
        "<text:line-break/>Et là.</text:p>"
        "<text:list><text:list-item><text:p>Un.</text:p></text:list-item><text:list-item><text:p>Deux.</text:p>"
        "</text:list-item></text:list><text:p>Fin."
    )
    filled = read_sheet(read_blocks(filled_in(done=words)), SHEET)
    assert filled.problems == []
    assert filled.texts["77aa00bb"]["will_do"] == "Une veilleuse  ici.\nEt là.\n• Un.\n• Deux.\nFin."


def test_words_typed_at_the_end_of_a_hint_are_kept_without_it():
    content = content_of(render_sheet(SHEET)).replace("(Une chose sûre.)", "(Une chose sûre.) Une veilleuse.")
    assert read_sheet(read_blocks(packed(content)), SHEET).texts["3f2a90c1"]["will_do"].strip() == "Une veilleuse."


@pytest.mark.parametrize(
    ("old", "new", "trouble", "words"),
    [
        ("[77aa00bb.0]", "[00000000.0]", Trouble.UNKNOWN_SUBJECT, "La maire"),
        ("Ce qu’on va faire", "Ce qu’on promet", Trouble.UNKNOWN_HEADING, ""),
        ("Écrivez sous chaque titre.", "Bonjour à tous.", Trouble.OUTSIDE, "Bonjour à tous."),
        ("À qui : la maire", "Voir avec la maire.", Trouble.OUTSIDE, "Voir avec la maire."),
    ],
)
def test_nothing_written_elsewhere_is_lost_in_silence(old, new, trouble, words):
    content = content_of(filled_in(done="Une veilleuse."))
    filled = read_sheet(read_blocks(packed(content.replace(old, new))), SHEET)
    found = [problem for problem in filled.problems if problem.trouble is trouble]
    assert found
    assert words in found[0].words
    if trouble is Trouble.UNKNOWN_HEADING:
        assert "Une veilleuse." in found[0].words
        assert [one.trouble for one in filled.problems if one.trouble is Trouble.NO_HEADING]


def test_a_heading_written_twice_is_said():
    heading = '<text:h text:outline-level="2">Qui répond</text:h><text:p>Le maire</text:p>'
    content = content_of(render_sheet(SHEET)).replace("</office:text>", f"{heading}</office:text>")
    problem = read_sheet(read_blocks(packed(content)), SHEET).problems[0]
    assert (problem.trouble, problem.words) == (Trouble.REPEATED_HEADING, "Le maire")
    assert "Proposition 1 — Qui répond" in problem.heading


def test_what_changed_here_meanwhile_is_said_unless_nothing_was_written():
    first = replace(SHEET.asked[0], version=3)
    now = replace(SHEET, asked=(first, SHEET.asked[1]))
    assert read_sheet(read_blocks(render_sheet(SHEET)), now).problems == []
    problems = read_sheet(read_blocks(filled_in(done="Une veilleuse.")), now).problems
    assert [(one.trouble, one.heading) for one in problems] == [(Trouble.CHANGED, "La consultation entière")]


def test_remarks_removed_words_and_indexes_are_not_the_answer():
    words = (
        "Une <office:annotation><text:p>à revoir</text:p></office:annotation>veilleuse."
        "</text:p><text:tracked-changes><text:changed-region><text:p>Deux.</text:p></text:changed-region>"
        "</text:tracked-changes><text:p>"
    )
    assert read_sheet(read_blocks(filled_in(done=words)), SHEET).texts["3f2a90c1"]["will_do"] == "Une veilleuse."


def test_words_in_a_table_or_a_frame_are_kept():
    words = "</text:p><table:table><table:table-cell><text:p>Ici.</text:p></table:table-cell></table:table><text:p>"
    assert read_sheet(read_blocks(filled_in(not_done=words)), SHEET).texts["3f2a90c1"]["cannot_do"] == "Ici."


BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
UTF_16 = '<?xml version="1.0" encoding="UTF-16"?>'
FILE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


def locked():
    data = bytearray(packed(written()))
    for at in [place for place in range(len(data) - 4) if data[place : place + 4] in (b"PK\x03\x04", b"PK\x01\x02")]:
        data[at + (6 if data[at + 2] == 3 else 8)] |= 1
    return bytes(data)


def twice():
    data = io.BytesIO(packed(written()))
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(data, "a") as archive:
        archive.writestr("content.xml", written())
    return data.getvalue()


HOSTILE = {
    "nothing": (b"", Fault.DAMAGED),
    "words": (b"Bonjour", Fault.DAMAGED),
    "a cut file": (packed(written())[:-40], Fault.DAMAGED),
    "a spreadsheet": (packed(written(), mime="application/vnd.oasis.opendocument.spreadsheet"), Fault.NOT_ODT),
    "no text": (packed("<html>"), Fault.DAMAGED),
    "entities": (packed(f"{BOMB}<x>&b;</x>"), Fault.UNSAFE),
    "entities in UTF-16": (packed(f"{UTF_16}{BOMB}<x>&b;</x>".encode("utf-16")), Fault.UNSAFE),
    "a file of ours": (packed(f"{FILE}<x>&a;</x>"), Fault.UNSAFE),
    "a zip bomb": (packed(written("<text:p>", " " * 50_000_000, "</text:p>")), Fault.TOO_LARGE),
    "too deep": (packed(written("<text:list>" * DEEPEST, "</text:list>" * DEEPEST)), Fault.UNSAFE),
    "a million spaces": (packed(written('<text:p><text:s text:c="999"/></text:p>' * 3_000)), Fault.TOO_LARGE),
    "too many paragraphs": (packed(written("<text:p>a</text:p>" * 5_000)), Fault.TOO_LARGE),
    "too many files": (packed(written(), more=[f"{place}" for place in range(400)]), Fault.UNSAFE),
    "a huge file": (b"PK" + b"0" * 3_000_000, Fault.TOO_LARGE),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused(name):
    data, fault = HOSTILE[name]
    with pytest.raises(NotReadable) as refusal:
        read_blocks(data)
    assert refusal.value.fault is fault


def test_a_locked_or_doubled_file_is_refused():
    for data, fault in ((locked(), Fault.CLOSED), (twice(), Fault.NOT_ODT)):
        with pytest.raises(NotReadable) as refusal:
            read_blocks(data)
        assert refusal.value.fault is fault


def test_spaces_without_end_in_one_line_are_read_in_time():
    data = packed(written("<text:p>" + "<text:s/>" * 390_000, "</text:p>"))
    started = process_time()
    read_blocks(data)
    assert process_time() - started < 2
