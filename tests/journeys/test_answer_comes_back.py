"""From a synthesis to the child who wrote: asked, adopted, answered in LibreOffice, read over, published (F1-F3)."""

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest

from hcec import clock
from hcec.consultations.models import Consultation
from hcec.permissions import Role
from hcec.syntheses.enums import Engagement, Level
from hcec.syntheses.services.composing import AskWords, put_ask
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import create_synthesis
from hcec.testimonies.enums import TestimonyState
from tests import factories
from tests.documents.test_answer_sheet import packed
from tests.journeys.test_chain_in_a_browser import Person
from tests.journeys.test_pages import faults
from tests.syntheses import snapshots

SLUG = "mes-freres-et-soeurs"
LIST, HOME = "/observatoire/propositions/", "/repondre/"
COUNTED = "Ta parole a compté ici"
WRITTEN = {
    "La consultation entière": {
        "Qui répond": "La vice-présidente chargée de l’enfance",
        "Ce que vous avez dit": "Vous voulez vous voir plus souvent.",
        "Ce qu’on va faire": "Deux week-ends par mois.",
        "Ce qu’on ne peut pas faire, et pourquoi": "Pas en semaine, à cause de l’école.",
    },
    "Proposition 1": {
        "Qui répond": "Le service enfance",
        "Ce qu’on va faire": "Un transport commun le samedi.",
        "Qui le fera": "Le service des transports",
        "Pour quand": "31/03/2027",
    },
}


@pytest.fixture
def mine(platform, cast):
    """A release that asks one thing over a closed consultation, and the message of a child in it."""
    with platform.database.transaction() as session:
        consultation = snapshots.closed(session, cast.staff["cyril"], sheets=120)
        message = factories.message(session, cast.ines, consultation)
        message.state, message.question_id = TestimonyState.KEPT, consultation.questions[-1].id
        odile = cast.staff["odile"]
        synthesis = create_synthesis(
            session, author=odile, consultation=consultation, level=Level.PUBLIC, title="Vos mots", text="Les voir."
        )
        ask = AskWords(
            what="Un transport pour se voir.", of_whom="Le service enfance", engagement=Engagement.SECURE_PATH
        )
        put_ask(session, synthesis=synthesis, actor=odile, version=1, part_id=uuid4(), words=ask)
        today = clock.today()
        publish_synthesis(session, synthesis=synthesis, actor=odile, version=synthesis.version, today=today)
        return f"/messages/{message.id.hex}"


def filled_in(sheet, written):
    """Return a sheet with words typed under its headings, as LibreOffice gives it back."""
    with zipfile.ZipFile(io.BytesIO(sheet)) as archive:
        content = archive.read("content.xml").decode()
    for title, parts in written.items():
        head, mark, rest = content.partition(f"{title} [")
        for heading, words in parts.items():
            before, named, after = rest.partition(f"{heading}</text:h>")
            hint, closing, end = after.partition("</text:p>")
            rest = before + named + hint + closing + f"<text:p>{words}</text:p>" + end
        content = head + mark + rest
    return packed(content)


def give(browser, page, data):
    token = browser.get(page).soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "sheet": (io.BytesIO(data), "fiche.odt")}
    return browser.post(f"{page}lire", fields, follow_redirects=True, content_type="multipart/form-data")


def test_from_the_release_to_the_page_of_the_child(browser_of, cast, mine):
    odile, adrien, ines = browser_of(Role.OBSERVATORY), browser_of(Role.ANSWERER), browser_of(cast.ines)
    listing = odile.get(LIST)
    taken = listing.soup.select_one('form[action^="/observatoire/propositions/depuis/"]')["action"]
    drafted = odile.send(listing, taken)
    assert "Un brouillon est prêt." in drafted.text
    draft = next(link["href"] for link in drafted.soup.select("th a") if "transport" in link.text)
    assert "transport" not in adrien.get(HOME).text
    due = (clock.today() + timedelta(days=20)).isoformat()
    odile.send(odile.get(draft), f"{draft}/modifier", due_on=due)
    adopted = odile.send(odile.get(draft), f"{draft}/adopter", adopted_on=clock.today().isoformat())
    assert "Sécuriser le parcours" in adopted.text

    sheet = adrien.get(HOME).soup.select_one('a[href^="/repondre/fiches/"]')["href"]
    kept = give(adrien, sheet, filled_in(adrien.get(f"{sheet}modele.odt").data, WRITTEN))
    assert "2 réponses sont gardées." in kept.text
    pages = sorted({link["href"] for link in kept.soup.select("th a")})
    for page in pages:
        assert "L’observatoire la relit" in adrien.send(adrien.get(page), page, button="send").text
    assert "Deux week-ends" not in odile.get(f"/resultats/{SLUG}").text
    for review in [link["href"] for link in odile.get(LIST).soup.select('a[href^="/observatoire/reponses/"]')]:
        odile.send(odile.get(review), f"{review}valider")
    assert COUNTED not in ines.get(mine).text
    for page in pages:
        assert "Les jeunes la voient" in adrien.send(adrien.get(page), f"{page}publier").text

    told = ines.get(mine)
    assert COUNTED in told.text
    assert "Deux week-ends par mois." in told.text
    story = ines.get(told.soup.find("a", href=f"/resultats/{SLUG}#answer")["href"])
    for words in ("Un transport commun le samedi.", "Pas en semaine", "avant le 31 mars 2027"):
        assert words in story.text
    assert COUNTED not in browser_of(cast.tom).get("/messages/").text


def test_nothing_is_archived_before_every_answer(browser_of, platform, cast, mine):
    odile, adrien = browser_of(Role.OBSERVATORY), browser_of(Role.ANSWERER)
    taken = odile.get(LIST).soup.select_one('form[action^="/observatoire/propositions/depuis/"]')["action"]
    odile.send(odile.get(LIST), taken)
    page = f"/observatoire/consultations/{SLUG}"
    with platform.database.reading() as session:
        version = session.query(Consultation).filter_by(slug=SLUG).one().version
    token = odile.get(page).soup.find("input", {"name": "csrf_token"})["value"]
    refused = odile.post(f"{page}/archiver", {"csrf_token": token, "version": version})
    assert refused.status == 409
    assert "n’a pas encore répondu" in refused.text
    answer = {"by_function": "La maire", "said": "Se voir.", "will_do": "Oui.", "cannot_do": "Pas plus."}
    odile.send(odile.get(f"{page}/reponse"), field="said", **answer)
    refused = odile.send(odile.get(page), f"{page}/archiver")
    assert refused.status == 409
    assert "Des propositions attendent encore" in refused.text
    draft = next(link["href"] for link in odile.get(LIST).soup.select("th a"))
    odile.send(odile.get(draft), f"{draft}/supprimer")
    assert "Elle est archivée" in odile.send(odile.get(page), f"{page}/archiver").text
    assert SLUG not in adrien.get(HOME).text


def test_who_answers_on_a_screen_with_and_without_a_script(open_browser, demonstration, tmp_path):
    """The pages of the room, a file given in a real browser, axe at each step."""
    person = Person(open_browser(width=1280, height=900, javascript=False).new_page(), demonstration.base)
    person.signs_in(demonstration, demonstration.staff("answerer")).goes_to(HOME)
    sheet = person.page.get_attribute('a[href^="/repondre/fiches/"]', "href")
    file = tmp_path / "fiche.odt"
    data = person.page.request.get(f"{demonstration.base}{sheet}modele.odt").body()
    file.write_bytes(filled_in(data, {"Proposition 1": {"Pour quand": "bientôt"}}))
    person.goes_to(sheet).page.set_input_files("[name=sheet]", file)
    person.presses("main form button")
    for words in ("Rien n’est gardé", "Proposition 1 — Pour quand", "Cette date ne se lit pas.", "bientôt"):
        assert words in person.sees
    with open_browser(width=900, height=900).new_page() as page:
        page.context.add_cookies(person.page.context.cookies())
        seen = Person(page, demonstration.base)
        found = [*faults(seen.goes_to(HOME)), *faults(seen.goes_to(sheet))]
        seen.goes_to(HOME)
        links = page.eval_on_selector_all("th a", "links => links.map(link => link.getAttribute('href'))")
        found += [fault for link in links for fault in faults(seen.goes_to(link))]
    assert found == []


def test_what_the_observatory_reads_over_is_accessible(desktop, demonstration):
    person = Person(desktop.new_page(), demonstration.base)
    person.signs_in(demonstration, demonstration.staff("observatory", -1)).goes_to(LIST)
    links = person.page.eval_on_selector_all(
        "th a, a[href^='/observatoire/reponses/']", "links => links.map(link => link.getAttribute('href'))"
    )
    pages = [LIST, f"{LIST}nouvelle?consultation=mon-arrivee", *dict.fromkeys(links)]
    assert [fault for page in pages for fault in faults(person.goes_to(page))] == []
