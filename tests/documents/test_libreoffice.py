"""What LibreOffice makes of its own formats, on the machines that have it: elsewhere there is nothing to collect here.

`test_open_documents.py` holds the same files against the standard everywhere.
"""

import os
import shutil
import subprocess

import pypdf
import pytest

from hcec.documents.registry import render
from tests.documents.rich import rich

OFFICE = os.environ.get("HCEC_OFFICE") or shutil.which("soffice") or shutil.which("libreoffice")

if OFFICE:

    @pytest.mark.parametrize("fmt", ["ods", "odt", "note-odt"])
    def test_libreoffice_opens_it_and_prints_what_it_holds(fmt, tmp_path):
        path = tmp_path / f"made.{fmt[-3:]}"
        path.write_bytes(render(rich(), fmt).content)
        profile = f"-env:UserInstallation=file://{tmp_path}/profile"
        command = [OFFICE, profile, "--headless", "--convert-to", "pdf", str(path), "--outdir", str(tmp_path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        text = " ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "made.pdf").pages)
        assert "Une visite avant" in " ".join(text.split())
