"""What LibreOffice makes of its own formats, on the machines that have it: elsewhere there is nothing to collect here.

`test_open_documents.py` holds the same files against the standard everywhere.
"""

import os
import shutil
import subprocess

import pypdf
import pytest

from hcec.documents.answer_sheet import read_sheet, render_sheet
from hcec.documents.ods_reading import read_workbook
from hcec.documents.odt_reading import read_blocks
from hcec.documents.registry import render
from tests.documents.rich import rich
from tests.documents.test_answer_sheet import SHEET

OFFICE = os.environ.get("HCEC_OFFICE") or shutil.which("soffice") or shutil.which("libreoffice")

if OFFICE:

    def saved_again(data, fmt, as_format, folder):
        """Return what LibreOffice saves of a file: as itself, or as a PDF."""
        path, made = folder / f"made.{fmt}", folder / "saved"
        path.write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [OFFICE, profile, "--headless", "--convert-to", as_format, str(path), "--outdir", str(made)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return made / f"made.{as_format}"

    @pytest.mark.parametrize("fmt", ["ods", "odt", "note-odt"])
    def test_libreoffice_opens_it_and_prints_what_it_holds(fmt, tmp_path):
        made = saved_again(render(rich(), fmt).content, fmt[-3:], "pdf", tmp_path)
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(made).pages)
        assert "Une visite avant" in " ".join(text.split())

    def test_an_answer_sheet_saved_by_libreoffice_is_read_as_it_was_made(tmp_path):
        ours = render_sheet(SHEET)
        saved = saved_again(ours, "odt", "odt", tmp_path).read_bytes()
        assert saved != ours
        assert read_sheet(read_blocks(saved), SHEET) == read_sheet(read_blocks(ours), SHEET)

    def test_a_workbook_saved_by_libreoffice_is_read_as_it_was_made(tmp_path):
        ours = render(rich(), "ods").content
        saved = saved_again(ours, "ods", "ods", tmp_path).read_bytes()
        assert without_empty_ends(saved) == without_empty_ends(ours)

    def without_empty_ends(data):
        """Lines without the empty cells that end them: LibreOffice adds those that a merged cell covers."""
        return [[(number, " | ".join(cells).rstrip(" |")) for number, cells in rows] for rows in read_workbook(data)]
