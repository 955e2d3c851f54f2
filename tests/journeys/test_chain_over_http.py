"""The main chain by plain HTTP, with forms only and the names of the interface: from a printed card to a file.

card → contract → consultation answered → message → phrase → a moderator publishes with a name hidden →
the child agrees → another approves → the observatory releases → CSV, XLSX, PDF → the child sees the result.
"""

import csv
from datetime import timedelta
from io import BytesIO, StringIO

import openpyxl
import pypdf
import pytest

from hcec import clock
from hcec.accounts.models import Service
from hcec.accounts.services import cards
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.page import Browser

WORDS = "jai dit a Karim que je voulais voir ma soeur plus souvent. ça serait bien le samedi"
SLUG = "mes-freres-et-soeurs"
SITUATION = {"age_band": "11_14", "placement_type": "foster_family", "alone": "yes"}


@pytest.fixture
def consultation(platform, cast, crip_key):
    with platform.database.transaction() as session:
        return factories.consultation(session, cast.staff["cyril"], SLUG).id


def a_card(platform, service_id):
    with platform.database.transaction() as session:
        service = session.get_one(Service, service_id)
        [card] = cards.make_cards(session, service=service, count=1, expires=clock.today() + timedelta(days=90))
        return card.code


def join(app, platform, service_id) -> Browser:
    child = Browser(app)
    contract = child.send(child.get("/rejoindre"), "/rejoindre", code=a_card(platform, service_id))
    inside = child.send(contract, "/rejoindre/accord", accept="yes")
    assert inside.status == 200
    return child


def answer(child, slug=SLUG, words=WORDS, **choices):
    """Go through the whole consultation the way a form-only client would; return the thank-you page."""
    page = child.send(child.get(f"/consultations/{slug}/accord"), f"/consultations/{slug}/accord", accept="yes")
    page = child.send(
        child.get(f"/consultations/{slug}/ma-situation"), f"/consultations/{slug}/ma-situation", **SITUATION
    )
    given = [
        {"answer": choices.get("faces", "3")},
        {"answer": choices.get("one", "2")},
        {"answer": choices.get("several", ["1", "3"])},
        {"rank_1": "1", "rank_2": "2", "rank_3": "3"},
        {"answer": words, "quote_ok": "yes"} if words else {"answer": ""},
    ]
    for n, fields in enumerate(given, start=1):
        where = f"/consultations/{slug}/questions/{n}"
        page = child.send(child.get(where), where, button="next", **fields)
    return page


def take_a_phrase(child) -> str:
    page = child.send(child.get("/ma-phrase"), "/ma-phrase")
    phrase = " ".join(page.soup.find(attrs={"data-phrase": True}).get_text(" ").split())
    words = phrase.split()
    places = {name: int(page.soup.find("input", {"name": name})["data-word"]) for name in ("word_a", "word_b")}
    done = child.send(page, "/ma-phrase", field="word_a", **{name: words[place - 1] for name, place in places.items()})
    assert done.status == 200
    return phrase


def only_message(platform):
    with platform.database.reading() as session:
        [testimony] = session.query(Testimony).all()
        return testimony


def decide(reader, ref, **fields):
    page = reader.get(f"/moderation/{ref}")
    page = reader.send(page, f"/moderation/{ref}/prendre")
    page = reader.get(f"/moderation/{ref}")
    return reader.send(page, f"/moderation/{ref}/decision", **fields)


def test_from_a_card_to_a_file_and_back(app, platform, cast, consultation, browser_of):
    child = join(app, platform, cast.services["north"].id)
    thanks = answer(child)
    assert thanks.url.endswith(f"/consultations/{SLUG}/merci")
    phrase = take_a_phrase(child)

    message = only_message(platform)
    ref = message.id.hex
    assert message.state is TestimonyState.SUBMITTED
    assert browser_of("karine").get(f"/moderation/{ref}").status == 404  # she works in the child's circle

    hidden = WORDS.replace("Karim", "[mon éducateur]")
    assert decide(browser_of("malik"), ref, decision="publish", published_text=hidden).status == 200
    assert only_message(platform).state is TestimonyState.PROPOSED

    child = Browser(app)
    assert child.send(child.get("/entrer"), "/entrer", phrase=phrase).status == 200
    assert "[mon éducateur]" in child.get(f"/messages/{ref}").text
    child.send(child.get(f"/messages/{ref}"), f"/messages/{ref}/reponse", reply="agree")
    assert only_message(platform).state is TestimonyState.SECOND_READER

    assert decide(browser_of("naima"), ref, decision="publish", published_text=hidden).status == 200
    assert only_message(platform).state is TestimonyState.APPROVED

    for number in range(14):
        place = cast.services["south" if number % 2 else "north"].id
        answer(join(app, platform, place), words="", faces=str(1 + number % 3), one=str(1 + number % 2))
    release_and_read(browser_of("odile"), child, ref, hidden)


def release_and_read(odile, child, ref, hidden):
    odile.send(odile.get(f"/observatoire/consultations/{SLUG}"), f"/observatoire/consultations/{SLUG}/clore")
    new = odile.get("/observatoire/syntheses/nouvelle")
    consultation = next(
        option["value"]
        for option in new.soup.find("select", {"name": "consultation"}).find_all("option")
        if "frères" in option.text
    )
    page = odile.send(
        new,
        "/observatoire/syntheses/nouvelle",
        consultation=consultation,
        level="public",
        crossing=["questions", "age_band", "placement_type"],
        title="Ce que vous dites de vos frères et sœurs",
        text="<p>Vous voulez les voir plus souvent.</p>",
    )
    where = page.url.removeprefix("http://localhost")
    choose = next(name for form in page.soup.find_all("form") for name in _select_names(form) if ref in name)
    page = odile.send(page, field=choose, **{choose: "FRATRIE"})
    published = odile.send(odile.get(where), f"{where}/publier")
    assert published.status == 200

    files = {fmt: odile.get(f"{where}/telecharger/{fmt}") for fmt in ("csv", "xlsx", "pdf")}
    assert {page.status for page in files.values()} == {200}
    assert files["csv"].data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(StringIO(files["csv"].data.decode("utf-8-sig")), delimiter=";"))
    assert any("15" in cell for row in rows for cell in row)
    book = openpyxl.load_workbook(BytesIO(files["xlsx"].data))
    assert any(hidden in str(cell.value) for sheet in book for line in sheet.iter_rows() for cell in line)
    pdf = " ".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(files["pdf"].data)).pages)
    assert "frères et sœurs" in " ".join(pdf.split())
    for content in (files["csv"].data.decode("utf-8-sig"), pdf, child.get(f"/resultats/{SLUG}").text):
        assert "Karim" not in content
    assert "Vous voulez les voir plus souvent." in child.get(f"/resultats/{SLUG}").text


def _select_names(form):
    return [select["name"] for select in form.find_all("select")]
