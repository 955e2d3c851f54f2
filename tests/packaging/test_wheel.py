"""The wheel is whole: installed where the checkout cannot be seen, it migrates, serves, speaks French and sets type."""

import json
import os
import subprocess
import sys
import zipfile

import pytest

from tests.conventions.tree import ROOT, relative, tracked

# What each probe starts with: the checkout, which the development install puts on the path, is taken off it.
ALONE = f"""
import json, sys
CHECKOUT = {str(ROOT)!r}
sys.path[:] = [entry for entry in sys.path if entry != CHECKOUT]
"""
MIGRATE = "from hcec.cli import main; main(['migrate'])"
SERVE = """
from hcec import create_app, paths
from hcec.safeguarding.help_numbers import HELP_NUMBERS
app = create_app()
client, base = app.test_client(), "http://127.0.0.1:8000"
addresses = ("/", app.jinja_env.globals["asset"]("css/youth.css"), "/sante", "/entrer", "/donnees/")
files = [getattr(module, "__file__", None) or "" for module in list(sys.modules.values())]
print(json.dumps({
    "status": {path: client.get(path, base_url=base).status_code for path in addresses},
    "helped": HELP_NUMBERS[0].number in client.get("/", base_url=base).text,
    "templates": [app.jinja_env.get_template(name).name for name in app.jinja_env.list_templates()],
    "strangers": [file for file in files if file.startswith(f"{CHECKOUT}/hcec")],
    "folders": [str(folder()) for folder in (paths.templates_dir, paths.translations_dir, paths.static_dir)],
}))
"""
PRINT = """
from hcec.documents.cards import CardFace, CardWords, render_cards
card = CardFace(code="7K3Q-M9XW-2HT4", number="4821 0937")
print(render_cards([card], council="Conseil", address="https://parole.example", words=CardWords())[:5].decode())
"""


def run(code, target, home):
    """Run Python beside the installed wheel, out of the checkout."""
    env = {name: value for name, value in os.environ.items() if not name.startswith(("HCEC_", "PYTHON"))}
    ended = subprocess.run(
        [sys.executable, "-c", ALONE + code],
        cwd=home,
        env=env | {"PYTHONPATH": str(target), "HCEC_HOME": str(home / "instance")},
        capture_output=True,
        text=True,
    )
    assert ended.returncode == 0, ended.stderr[-2000:]
    return ended.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel, built without the network."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [made] = folder.glob("*.whl")
    return made


@pytest.fixture(scope="module")
def installed(wheel, tmp_path_factory):
    """The wheel unpacked in a folder of its own, and what a platform started from it says of itself."""
    target, home = tmp_path_factory.mktemp("target"), tmp_path_factory.mktemp("home")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    run(MIGRATE, target, home)
    return target, home, json.loads(run(SERVE, target, home).splitlines()[-1])


def test_every_file_of_the_package_is_in_the_wheel(wheel):
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    wanted = set()
    for path in tracked():
        top, _, rest = relative(path).partition("/")
        if top == "hcec":
            wanted.add(f"hcec/{rest}")
        elif top in {"static", "templates", "translations"}:
            wanted.add(f"hcec/_shipped/{top}/{rest}")
    assert wanted - held == set()
    assert not [name for name in held if name.startswith(("tests/", "docs/", "instance/", "hcec/_shipped/tests"))]
    assert not [name for name in held if name.endswith((".db", "keys.json", ".pyc"))]


def test_the_command_line_is_installed(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [name] = [name for name in archive.namelist() if name.endswith("entry_points.txt")]
        assert "hcec = hcec.cli:main" in archive.read(name).decode()


def test_a_platform_started_from_the_wheel_alone_answers(installed):
    target, _, said = installed
    assert set(said["status"].values()) == {200}, said["status"]
    assert said["helped"]
    assert len(said["templates"]) > 20
    assert said["strangers"] == []
    assert all(folder.startswith(str(target)) for folder in said["folders"])


def test_the_wheel_prints_cards_with_its_own_fonts(installed):
    target, home, _ = installed
    assert run(PRINT, target, home) == "%PDF-\n"
