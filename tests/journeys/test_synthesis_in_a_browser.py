"""A synthesis from draft to files by two people: written, sent back, corrected, agreed to, published; axe at each step.

Rafael reads with a script, Odile writes without one.
"""

from io import BytesIO

import pypdf

from hcec.accounts.enums import Audience
from hcec.accounts.services import sessions
from hcec.permissions import Role
from tests import factories
from tests.journeys.test_desk_in_a_browser import Reader
from tests.served import serving
from tests.syntheses import snapshots

QUOTE, ASK = "On m’a écouté.", "Une photo de la maison avant d’arriver."
SYNTHESES = "/observatoire/syntheses/"


def signed_in(server, page, person):
    """Return somebody of the observatory at a browser."""
    token = sessions.new_token()
    content = {"_user_id": f"{Audience.STAFF}:{person.hex}"}
    with server.platform.database.volatile() as volatile:
        sessions.save_session(volatile, token, content, audience=Audience.STAFF, staff_id=person)
    page.context.add_cookies([{"name": "session", "value": token, "url": server.base}])
    return Reader(server, page)


def prepare(server):
    """Close a consultation with 120 sheets and one message that may be quoted; return the observatory's two people."""
    server.platform.activate()
    with server.platform.database.transaction() as session:
        readers = [factories.staff(session, Role.MODERATOR, name) for name in ("Karine Essai", "Malik Essai")]
        consultation = snapshots.closed(session, readers[0])
        snapshots.message(session, consultation, readers, QUOTE)
        pair = [factories.staff(session, Role.OBSERVATORY, name) for name in ("Odile Essai", "Rafael Essai")]
        for each in pair:
            each.password_hash = "set"
        return [each.id for each in pair]


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def write(page):
    """A draft with a section, a quotation and an ask; it ends on its page."""
    page.locator("[name=title]").fill("Vos freres et sœurs")
    press(page, "Voir l’aperçu")
    page.locator("select[name^=theme_]").select_option("FRATRIE")
    press(page, "Garder ces phrases")
    page.get_by_role("link", name="Ajouter une partie").click()
    page.locator("[name=title]").fill("Se voir plus souvent")
    page.locator("[name=text]").fill("Vous voulez **choisir le jour**.")
    page.locator("[name=tables][value=q1]").check()
    page.locator("[name=themes][value=FRATRIE]").check()
    press(page, "Enregistrer")
    page.get_by_role("link", name="« Ce qui manque »").click()
    page.locator("[name=text]").fill("Peu de plus petits ont répondu.")
    press(page, "Enregistrer")
    press(page, "Monter : Ce qui manque")
    page.get_by_role("link", name="Ajouter une demande").click()
    page.locator("[name=what]").fill(ASK)
    page.locator("[name=of_whom]").fill("Chef de service")
    page.locator("[name=engagement][value=act_early]").check()
    press(page, "Enregistrer")


def check_what_left(server, page, reader):
    """The PDF and the public page hold the document in its order; the pages around it are clean."""
    with page.expect_download() as taken:
        page.get_by_role("link", name="PDF, à lire et à imprimer").click()
    words = read(taken.value.path())
    order = ["Vos frères et sœurs", "Ce qui manque", "Se voir plus souvent", "choisir le jour", QUOTE, ASK]
    assert [words.find(each) for each in order] == sorted(words.find(each) for each in order)
    assert min(words.find(each) for each in order) >= 0
    assert "Deux personnes de l’observatoire" in words
    reader.page.goto(f"{server.base}/resultats/mes-freres-et-soeurs")
    assert ASK in reader.clean().page.inner_text("main")
    for own in (f"{SYNTHESES}methode", "/observatoire/population/", "/observatoire/population/2025"):
        reader.page.goto(f"{server.base}{own}")
        reader.clean()


def test_two_people_publish_a_synthesis(open_browser, tmp_path):
    with serving(tmp_path) as server:
        first, second = prepare(server)
        odile = signed_in(server, open_browser(width=900, height=800, javascript=False).new_page(), first)
        rafael = signed_in(server, open_browser(width=1280, height=800, colour_scheme="dark").new_page(), second)
        odile.page.goto(f"{server.base}{SYNTHESES}nouvelle")
        write(odile.page)
        address = odile.page.url.partition("#")[0]
        rafael.page.goto(address)
        rafael.clean()
        for own in ("parties/nouvelle?modele=manque", "demandes/nouvelle"):
            rafael.page.goto(f"{address}/{own}")
            rafael.clean()
        press(odile.page, "Envoyer en relecture")
        assert not odile.page.get_by_role("button", name="Publier la synthèse").count()
        rafael.page.goto(address)
        rafael.clean().page.locator("[name=note]").fill("Il manque un accent au titre.")
        press(rafael.page, "Renvoyer avec cette remarque")
        rafael.clean()
        odile.page.goto(address)
        assert "Il manque un accent au titre." in odile.page.inner_text("main")
        odile.page.locator("[name=title]").fill("Vos frères et sœurs")
        odile.page.locator("form[action$=modifier]").get_by_role("button").click()
        press(odile.page, "Envoyer en relecture")
        rafael.page.goto(address)
        press(rafael.clean().page, "Je suis d’accord")
        rafael.clean()
        odile.page.goto(address)
        press(odile.page, "Publier la synthèse")
        check_what_left(server, odile.page, rafael)
        assert rafael.errors == []


def read(path):
    pages = pypdf.PdfReader(BytesIO(path.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
