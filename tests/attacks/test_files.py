"""ATTACKS 27: three pages take a file: from whoever answers (test_sheets.py), and from whoever keeps the scheme and its
money (test_scheme_files.py, test_contract.py). Elsewhere, what comes as one is kept nowhere and opened by nobody."""

import io

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import accept_contract
from hcec.web.application import TAKES_A_FILE
from tests.conventions.tree import python_files, templates

POLYGLOT = b'GIF89a/*<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">*/=1;\x00%PDF-1.7'
NAMES = ["../../keys.json", "photo.svg", "C:\\CON", "\x00.html", "a" * 5000]


def test_few_forms_ask_for_a_file_and_a_view_for_each_reads_it():
    asking = {path for path in templates() if 'type="file"' in path.read_text()}
    assert {path.relative_to(path.parents[2]).as_posix() for path in asking} == {
        "answers/sheets/show.html",
        "templates/components/given.html",
        "observatory/shelf/give.html",
    }
    reading = {path for path in python_files("hcec") if "request.files" in path.read_text()}
    assert {path.relative_to(path.parents[2]).as_posix() for path in reading} == {
        "web/answers/sheets.py",
        "web/observatory/imports.py",
        "web/observatory/shelf.py",
    }
    assert [path for path in python_files("hcec") if "FileField" in path.read_text()] == []
    assert {
        "answers.sheets.read",
        "observatory.scheme_files.load",
        "observatory.contract_funding.load",
        "observatory.commitment_files.load",
        "observatory.training_files.load_programme",
        "observatory.training_files.load_sessions",
        "observatory.figures_files.load",
        "observatory.shelf.give",
        "observatory.evaluations_files.load",
        "observatory.partners_files.load",
    } == TAKES_A_FILE


@pytest.mark.parametrize("name", NAMES)
def test_a_file_in_the_place_of_words_is_no_words(platform, cast, crip_key, browser_of, name):
    with platform.database.transaction() as session:
        accept_contract(session, youth=cast.ines, consultation_id=None, today=clock.today())
    child = browser_of(cast.ines)
    page = child.get("/messages/nouveau")
    before = sorted(path.name for path in platform.settings.home.iterdir())
    form = page.form("/messages/nouveau")
    sent = {field["name"]: field.get("value", "") for field in form.find_all("input", type="hidden")}
    answer = child.client.post(
        "/messages/nouveau",
        data=sent | {"body": (io.BytesIO(POLYGLOT * 100), name), "photo": (io.BytesIO(POLYGLOT), name)},
        content_type="multipart/form-data",
        base_url=child.base,
    )
    assert answer.status_code == 400
    assert "onload" not in answer.text
    assert "119" in answer.text
    with platform.database.reading() as session:
        assert session.scalars(select(Testimony)).all() == []
    assert sorted(path.name for path in platform.settings.home.iterdir()) == before
