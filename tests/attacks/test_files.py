"""ATTACKS 27: nobody sends a file to this platform. What comes as one is kept nowhere and opened by nobody."""

import io

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.testimonies.models import Testimony
from hcec.testimonies.services import accept_contract
from tests.conventions.tree import python_files, templates

POLYGLOT = b'GIF89a/*<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">*/=1;\x00%PDF-1.7'
NAMES = ["../../keys.json", "photo.svg", "C:\\CON", "\x00.html", "a" * 5000]


def test_no_form_asks_for_a_file_and_no_code_reads_one():
    assert [path for path in templates() if 'type="file"' in path.read_text() or "multipart/" in path.read_text()] == []
    for path in python_files("hcec"):
        assert "FileField" not in path.read_text(), path
        assert "request.files" not in path.read_text(), path


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
