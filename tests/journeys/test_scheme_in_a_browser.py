"""A scheme from its first axis to its contract and its yearly document, in a browser; a partner reads it on a phone.

Axe and the width of the screen at each step.
"""

from io import BytesIO

import pypdf

from hcec import clock
from hcec.permissions import Role
from tests import factories
from tests.journeys.test_synthesis_in_a_browser import press, signed_in
from tests.served import serving

SCHEME = "/observatoire/schema/"
CSV = "titre;nature;état;signé le\nActes usuels;charte;signé, en vigueur;2024-03-01\nRepérage;pacte;;\n"


def prepare(server):
    """Give the observatory and a partner an account."""
    server.platform.activate()
    with server.platform.database.transaction() as session:
        people = [(Role.OBSERVATORY, "Odile Essai"), (Role.PARTNER, "Paul Essai")]
        made = [factories.staff(session, role, name) for role, name in people]
        for each in made:
            each.password_hash = "set"
        return [each.id for each in made]


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def fill(page, **typed):
    for name, words in typed.items():
        page.locator(f"[name={name}]").fill(words)


def plan(odile, year):
    """Start a scheme with an axis, an action, what is measured and where it stands; end on the action."""
    page = odile.page
    follow(page, "Commencer un schéma")
    fill(page, title="Schéma de l’enfance", from_year=str(year), to_year=str(year + 4))
    press(odile.clean().page, "Enregistrer")
    follow(page, "Ajouter un axe")
    fill(page, title="Mieux préparer les 18 ans")
    press(odile.clean().page, "Enregistrer")
    page.get_by_role("link", name="Ajouter une action à l’axe 1").click()
    fill(page, title="Préparer chaque départ", pilot="La cheffe du service")
    page.locator("[name=engagements][value=adult_life]").check()
    press(odile.clean().page, "Enregistrer")
    follow(page, "1.1 Préparer chaque départ")
    follow(page, "Ajouter un indicateur")
    fill(page, name="Jeunes logés", unit="%", target="90", **{f"year_{year}": "52,5"})
    press(odile.clean().page, "Enregistrer")
    follow(page, "Faire le point")
    page.locator("[name=state][value=under_way]").check()
    fill(page, words="Douze départs préparés.")
    press(odile.clean().page, "Enregistrer")
    assert "52,50" in odile.clean().page.inner_text("main")


def agree(odile, year):
    """Sign a contract over the same action, with money and an indicator of its own."""
    page = odile.page
    page.goto(f"{odile.server.base}{SCHEME}")
    follow(odile.clean().page, "Commencer un contrat")
    fill(page, title="Contrat avec l’État", from_year=str(year), to_year=str(year + 2))
    press(odile.clean().page, "Enregistrer")
    page.get_by_role("link", name="Ouvrir : Contrat avec l’État").click()
    assert "1.1 Préparer chaque départ" in odile.clean().page.inner_text("main")
    follow(page, "Ajouter un indicateur")
    fill(page, name="Mesures à temps", **{f"target_{year}": "70", f"value_{year}": "64,5"})
    press(odile.clean().page, "Enregistrer")
    assert "64,50 (70)" in " ".join(odile.clean().page.inner_text("main").split())
    follow(page, "Toutes les lignes")
    follow(odile.clean().page, "Ajouter un financement")
    page.locator("[name=source][value=state]").check()
    fill(page, planned="1 234,56")
    press(odile.clean().page, "Enregistrer")
    assert "1 234,56 €" in " ".join(odile.clean().page.inner_text("main").split())


def bring(odile, tmp_path):
    """Bring charters from a spreadsheet: what cannot be kept is said by its line."""
    page, table = odile.page, tmp_path / "chartes.csv"
    table.write_text(CSV)
    page.goto(f"{odile.server.base}{SCHEME}")
    follow(page, "Export, import, historique")
    page.locator("[name=file]").set_input_files(table)
    press(odile.clean().page, "Importer")
    told = odile.clean().page.inner_text("main")
    assert "1 ligne ajoutée" in told
    assert "Cette nature n’est pas connue" in told


def take(page, name):
    with page.expect_download() as taken:
        page.get_by_role("link", name=name, exact=True).click()
    pages = pypdf.PdfReader(BytesIO(taken.value.path().read_bytes())).pages
    return " ".join(" ".join(each.extract_text() for each in pages).split())


def test_a_scheme_is_planned_followed_agreed_and_read_by_a_partner(open_browser, tmp_path):
    with serving(tmp_path) as server:
        observatory, partner = prepare(server)
        odile = signed_in(server, open_browser(width=900, height=900).new_page(), observatory)
        odile.page.goto(f"{server.base}{SCHEME}")
        year = clock.today().year
        plan(odile.clean(), year)
        agree(odile, year)
        bring(odile, tmp_path)
        paul = signed_in(server, open_browser(width=320, colour_scheme="dark").new_page(), partner)
        paul.page.goto(f"{server.base}{SCHEME}")
        assert "Actes usuels" in paul.clean().page.inner_text("main")
        paul.page.get_by_role("link", name="Ouvrir : Schéma de l’enfance").click()
        follow(paul.clean().page, "1.1 Préparer chaque départ")
        assert not paul.clean().page.locator("main form").count()
        paul.page.go_back()
        follow(paul.page, "Suivi de l’année, export, import")
        words = take(paul.clean().page, f"Suivi {year} en PDF")
        assert "Douze départs préparés." in words
        assert "Odile" not in words
        assert paul.errors == []
