"""Make the page with which the CRIP opens envelopes: one HTML file that needs no network and no installation.

In: tools/crip_page/ (sources) and the npm packages that its package-lock.json pins, by their hashes.
Out: hcec/safeguarding/crip_page.html, the same bytes each time. Needs node and npm; the page needs neither.

    python tools/build_crip_page.py
"""

import base64
import hashlib
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "tools" / "crip_page"
OUTPUT = ROOT / "hcec" / "safeguarding" / "crip_page.html"


def sources_hash() -> str:
    """Return what the page says that it was built from; a test compares the two."""
    digest = hashlib.sha256()
    for path in sorted(path for path in SOURCES.iterdir() if path.is_file()):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def bundle() -> str:
    """Return the page's script, its libraries inside, each with the line of its licence."""
    with tempfile.TemporaryDirectory() as folder:
        for path in SOURCES.iterdir():
            if path.is_file():
                shutil.copy(path, folder)
        subprocess.run(["npm", "ci", "--silent", "--no-audit", "--no-fund"], cwd=folder, check=True)
        options = ["--bundle", "--minify", "--format=iife", "--target=es2022", "--legal-comments=inline"]
        esbuild = [f"{folder}/node_modules/.bin/esbuild", "page.js", *options]
        made = subprocess.run(esbuild, cwd=folder, check=True, capture_output=True, text=True)
    return made.stdout.strip()


def build() -> str:
    """Return the whole page."""
    script, style = bundle(), (SOURCES / "page.css").read_text(encoding="utf-8").strip()
    if "</script" in script or "</style" in style:
        raise ValueError("a text of the page would close its own element")
    parts = {
        "{script_hash}": _csp_hash(script),
        "{style_hash}": _csp_hash(style),
        "{sources_hash}": sources_hash(),
        "{style}": style,
        "{script}": script,
    }
    page = (SOURCES / "page.html").read_text(encoding="utf-8")
    for mark, text in parts.items():
        page = page.replace(mark, text)
    return page


def _csp_hash(text: str) -> str:
    return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


if __name__ == "__main__":
    OUTPUT.write_text(build(), encoding="utf-8")
    print(f"{OUTPUT.relative_to(ROOT)}: {OUTPUT.stat().st_size} bytes")
