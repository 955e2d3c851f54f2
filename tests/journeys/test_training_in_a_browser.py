"""A need seen in a synthesis, kept, put in a programme, taught, and told in the review of the year, without a script;
a partner raises one beside it and reads the programme on a small screen. Axe and the width of each page met.
"""

from uuid import uuid4

from hcec import clock
from hcec.partners.enums import InstitutionKind
from hcec.partners.models import Institution, Representative
from hcec.permissions import Role
from hcec.syntheses.enums import Crossing, Level
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import create_synthesis
from tests import factories
from tests.journeys.test_scheme_in_a_browser import fill, follow, take
from tests.journeys.test_synthesis_in_a_browser import press, signed_in
from tests.served import serving
from tests.syntheses import snapshots

TRAINING, PARTNERS = "/observatoire/formation/", "/partenaires/formation/"


def met(person):
    """Remember the page, to be looked at again with a script: axe is one."""
    person.met = [*getattr(person, "met", []), person.page.url]
    return person


def prepare(server):
    """Publish a synthesis; give the observatory and a partner of an institution an account."""
    server.platform.activate()
    with server.platform.database.transaction() as session:
        odile, paul, karine = (
            factories.staff(session, role, name)
            for role, name in (
                (Role.OBSERVATORY, "Odile Essai"),
                (Role.PARTNER, "Paul Essai"),
                (Role.MODERATOR, "Karine Essai"),
            )
        )
        odile.password_hash = paul.password_hash = "set"
        school = Institution(id=uuid4(), name="Collège des Tilleuls", kind=InstitutionKind.EDUCATION)
        session.add(school)
        session.flush()
        session.add(Representative(staff_id=paul.id, institution_id=school.id))
        written = {"level": Level.INTERNAL, "title": "Vos mots", "text": "", "crossings": [Crossing.QUESTIONS]}
        closed = snapshots.closed(session, karine)
        synthesis = create_synthesis(session, author=odile, consultation=closed, **written)
        publish_synthesis(session, synthesis=synthesis, actor=odile, version=1, today=clock.today())
        return odile.id, paul.id, synthesis.id.hex


def see(odile, synthesis):
    """Note a need from the page of a synthesis, and keep it."""
    page = odile.page
    page.goto(f"{odile.server.base}/observatoire/syntheses/{synthesis}")
    follow(page, "Noter un besoin de formation vu ici")
    fill(page, title="Savoir annoncer", words="Les jeunes l’apprennent le matin.")
    page.locator("[name=audiences][value=foster_carer]").check()
    page.locator("[name=source]").select_option(index=1)
    press(met(odile).page, "Enregistrer")
    follow(met(odile).page, "Savoir annoncer")
    assert "Vos mots" in met(odile).page.inner_text("main")
    follow(page, "Répondre à ce besoin")
    page.locator("[name=state][value=kept]").check()
    fill(page, answer="Au programme.")
    press(met(odile).page, "Enregistrer")
    met(odile)


def plan(odile, year):
    """Write a programme of one line that answers the need, and adopt it."""
    page = odile.page
    page.goto(f"{odile.server.base}{TRAINING}")
    follow(page, "Commencer un programme")
    fill(page, title="Programme de formation", from_year=str(year), to_year=str(year + 2))
    press(met(odile).page, "Enregistrer")
    follow(met(odile).page, "Ajouter une ligne")
    fill(page, title="Annoncer un changement", hours="7,5")
    fill(page, **{f"places_{year}": "40", f"budget_{year}": "3 000,50"})
    page.get_by_label("Savoir annoncer").check()
    press(met(odile).page, "Enregistrer")
    follow(met(odile).page, "Adopter")
    fill(page, adopted_by="Plénière de l’observatoire")
    press(met(odile).page, "Adopter")
    assert "3 000,50 €" in " ".join(met(odile).page.inner_text("main").split())


def teach(odile, today):
    """Note a session that was held, who came and what they thought."""
    page = odile.page
    page.goto(f"{odile.server.base}{TRAINING}")
    follow(met(odile).page, "Noter une session")
    fill(page, title="Première session", hours="7,5", cost="1 200", starts_on=str(today), ends_on=str(today))
    page.locator("[name=line_id]").select_option(index=1)
    page.locator("[name=state][value=held]").check()
    press(met(odile).page, "Enregistrer")
    follow(met(odile).page, "Compter les présents")
    page.locator("[name=profession]").select_option("foster_carer")
    page.locator("[name=employer]").select_option("department")
    fill(page, people="24")
    press(met(odile).page, "Enregistrer")
    assert "180 heures de formation" in met(odile).page.inner_text("main")
    follow(page, "Noter les avis")
    fill(page, useful_yes="20", useful_no="4")
    press(met(odile).page, "Enregistrer")
    met(odile)


def test_a_need_goes_from_a_synthesis_to_the_review_of_the_year(open_browser, tmp_path):
    with serving(tmp_path) as server:
        observatory, partner, synthesis = prepare(server)
        odile = signed_in(server, open_browser(width=900, height=900, javascript=False).new_page(), observatory)
        today = clock.today()
        see(odile, synthesis)
        plan(odile, today.year)
        teach(odile, today)
        odile.page.goto(f"{server.base}/observatoire/syntheses/{synthesis}")
        assert "Savoir annoncer" in odile.page.inner_text("main")
        odile.page.goto(f"{server.base}{TRAINING}")
        odile.page.get_by_role("link", name="Ouvrir : Programme de formation").click()
        follow(odile.page, "Documents, bilans, export, import")
        words = take(met(odile).page, f"Bilan {today.year} en PDF")
        for said in ("1 Annoncer un changement", "Savoir annoncer", "formation tenue", "1 sur 1", "180", "1 200 €"):
            assert said in words
        assert "Oui" not in words  # what people thought waits for the end of the year
        look(server, open_browser(width=900, height=900).new_page(), observatory, odile.met)
        reads(server, open_browser(width=320, colour_scheme="dark").new_page(), partner)


def look(server, page, observatory, addresses):
    """Axe finds nothing on any page that was met."""
    again = signed_in(server, page, observatory)
    for address in dict.fromkeys(addresses):
        page.goto(address)
        again.clean()


def reads(server, page, partner):
    """A partner raises a need and reads the programme in force."""
    paul = signed_in(server, page, partner)
    page.goto(f"{server.base}{PARTNERS}")
    follow(paul.clean().page, "Signaler un besoin")
    fill(page, title="Écouter un élève", words="Nos équipes le demandent.")
    press(paul.clean().page, "Signaler")
    assert "à examiner" in paul.clean().page.inner_text("main")
    follow(page, "Écouter un élève")
    paul.clean()
    page.goto(f"{server.base}{PARTNERS}")
    page.get_by_role("link", name="Lire : Programme de formation").click()
    words = take(paul.clean().page, "PDF : Le programme")
    assert "Annoncer un changement" in words
    assert "Vos mots" not in words  # an internal synthesis is named by the part of it that was heard, and no more
    assert paul.errors == []
