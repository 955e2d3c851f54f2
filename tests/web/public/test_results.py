"""What came of a consultation, as everyone reads it; and the files that everyone may take."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from hcec import clock
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.followup.models import PublicAnswer
from hcec.syntheses.enums import Level
from hcec.syntheses.models import Synthesis
from hcec.syntheses.services.publishing import withdraw_release
from tests import factories
from tests.syntheses import snapshots
from tests.web.conftest import SLUG


def change(platform, **values):
    with platform.database.transaction() as session:
        session.execute(update(Consultation).where(Consultation.slug == SLUG).values(**values))


def answer(platform, **changes):
    fields = {
        "by_function": "la vice-présidente chargée de l'enfance",
        "said": "Vous voulez vous voir.",
        "will_do": "Deux week-ends par mois.",
        "cannot_do": "Pas en semaine, à cause de l'école.",
        "published_on": clock.today(),
    }
    with platform.database.transaction() as session:
        consultation = session.scalars(select(Consultation).where(Consultation.slug == SLUG)).one()
        session.add(PublicAnswer(consultation_id=consultation.id, **{**fields, **changes}))


@pytest.mark.parametrize("slug", ["inconnue", "a" * 300, "..%2f..", "0"])
def test_an_unknown_consultation_is_a_404(browser, slug):
    assert browser.get(f"/resultats/{slug}").status == 404


def test_before_its_first_day_nobody_knows_of_it(platform, cast, browser):
    with platform.database.transaction() as session:
        made = factories.consultation(session, cast.staff["cyril"], SLUG)
        made.opens_on = clock.today() + timedelta(days=1)
    assert browser.get(f"/resultats/{SLUG}").status == 404


def test_a_draft_is_a_404(platform, cast, browser):
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], SLUG, ConsultationStatus.DRAFT)
    assert browser.get(f"/resultats/{SLUG}").status == 404
    assert "Mes frères" not in browser.get("/resultats/").text


def test_an_open_consultation_says_until_when(platform, cast, browser):
    with platform.database.transaction() as session:
        factories.consultation(session, cast.staff["cyril"], SLUG)
    page = browser.get(f"/resultats/{SLUG}")
    assert page.status == 200
    assert "ouvertes jusqu’au 14 décembre 2026" in page.text


def test_a_closed_consultation_without_a_release_says_when(platform, cast, browser):
    with platform.database.transaction() as session:
        snapshots.closed(session, cast.staff["cyril"], sheets=40)
    page = browser.get(f"/resultats/{SLUG}")
    assert "On relit tout avec soin." in page.text
    assert "avant le 21 février 2027" in page.text
    assert "40" not in page.text


def test_a_public_release_is_told_in_plain_words(release, browser):
    release()
    page = browser.get(f"/resultats/{SLUG}")
    for words in (
        "Vous êtes 120 à avoir répondu.",
        "Les voir.",
        "On devrait dormir là-bas.",
        "Voir les questions posées",
    ):
        assert words in page.text
    assert "Environ la moitié ont choisi" in page.text or "La plupart ont choisi" in page.text
    assert page.soup.find(class_="bars")


def test_an_internal_release_is_never_public(release, browser):
    release_id, _ = release(Level.INTERNAL)
    assert "120" not in browser.get(f"/resultats/{SLUG}").text
    assert "Vos mots" not in browser.get("/donnees/").text
    assert browser.get(f"/donnees/{release_id.hex}/csv").status == 404


def test_the_answer_has_three_parts(platform, release, browser):
    release()
    answer(platform)
    page = browser.get(f"/resultats/{SLUG}")
    for words in ("Ce qu’on va faire", "Deux week-ends par mois.", "Ce qu’on ne peut pas faire, et pourquoi"):
        assert words in page.text
    assert "la vice-présidente chargée de l'enfance" in page.text


def test_an_answer_that_is_not_published_is_not_shown(platform, release, browser):
    release()
    answer(platform, published_on=None)
    assert "week-ends par mois" not in browser.get(f"/resultats/{SLUG}").text


@pytest.mark.parametrize(("late", "words"), [(1, "En retard de 1 jour"), (30, "En retard de 30 jours")])
def test_a_late_answer_says_by_how_many_days(platform, release, browser, late, words):
    release()
    change(platform, answer_due_on=clock.today() - timedelta(days=late))
    assert words in browser.get(f"/resultats/{SLUG}").text
    answer(platform)
    assert words not in browser.get(f"/resultats/{SLUG}").text


def test_an_answer_due_today_is_not_late(platform, release, browser):
    release()
    change(platform, answer_due_on=clock.today())
    assert "En retard" not in browser.get(f"/resultats/{SLUG}").text


def test_published_files_have_stable_addresses(release, browser):
    release_id, _ = release()
    listing = browser.get("/donnees/")
    for name in ("csv", "xlsx", "pdf"):
        address = f"/donnees/{release_id.hex}/{name}"
        assert listing.soup.find("a", href=address)
        file = browser.get(address)
        assert file.status == 200
        assert file.headers["Content-Disposition"].startswith("attachment")
        assert "sandbox" in file.headers["Content-Security-Policy"]
        assert file.data == browser.get(address).data
    assert browser.get(f"/donnees/{release_id.hex}/exe").status == 404
    assert browser.get("/donnees/0/csv").status == 404


def test_a_withdrawn_release_says_so_everywhere(platform, cast, release, browser):
    release_id, synthesis_id = release()
    with platform.database.transaction() as session:
        withdraw_release(
            session,
            synthesis=session.get_one(Synthesis, synthesis_id),
            actor=cast.staff["odile"],
            reason="Une question manquait.",
            today=clock.today(),
        )
    for address in (f"/resultats/{SLUG}", "/donnees/"):
        page = browser.get(address)
        assert "Une question manquait." in page.text
        assert "On devrait dormir là-bas." not in page.text
    assert browser.get(f"/donnees/{release_id.hex}/pdf").status == 404


def test_the_list_of_results_says_where_each_one_is(platform, release, browser):
    release()
    assert "Les résultats sont là. La réponse arrive." in browser.get("/resultats/").text
    answer(platform)
    assert "Le département a répondu." in browser.get("/resultats/").text
