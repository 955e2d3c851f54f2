"""What is asked now: the list, one consultation, its contract and the situation."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.consultations.enums import ConsultationStatus
from hcec.consultations.models import Consultation
from hcec.permissions import Role
from hcec.testimonies.access import joining_tag
from hcec.testimonies.models import Agreement, Draft
from hcec.testimonies.services import close_consultation
from tests import factories
from tests.answering import SLUG, answer_all, start


@pytest.fixture
def consultation(platform, cast, crip_key):
    with platform.database.transaction() as session:
        made = factories.consultation(session, cast.staff["cyril"], SLUG)
        factories.consultation(session, cast.staff["cyril"], "la-nuit", status=ConsultationStatus.DRAFT)
        session.expunge_all()
    return made


@pytest.fixture
def ines(browser_of, cast, consultation):
    return browser_of(cast.ines)


def close(platform):
    with platform.database.transaction() as session:
        opened = session.scalars(select(Consultation).where(Consultation.slug == SLUG)).one()
        close_consultation(session, consultation=opened, today=clock.today())


def test_the_list_says_what_was_started_and_what_was_answered(ines):
    assert "Répondre" in ines.get("/consultations/").text
    start(ines)
    assert "Commencé" in ines.get("/consultations/").text
    answer_all(ines)
    page = ines.get("/consultations/")
    assert "Déjà répondu" in page.text
    assert "Commencé" not in page.text


def test_what_is_over_leads_to_its_results(platform, ines):
    close(platform)
    assert ines.get("/consultations/").soup.find("a", href=f"/resultats/{SLUG}")
    page = ines.get(f"/consultations/{SLUG}")
    assert "On ne peut plus répondre" in page.text
    assert page.soup.find("a", href=f"/resultats/{SLUG}")


def test_before_starting_it_says_why_who_reads_what_comes_of_it_and_how_long(ines):
    text = ines.get(f"/consultations/{SLUG}").text
    for words in (
        "Pour que vous les voyiez",
        "d'un autre endroit",
        "répond en février",
        "21 février 2027",
        "5 questions",
    ):
        assert words in text


@pytest.mark.parametrize("step", ["", "/accord", "/ma-situation", "/questions/1", "/merci", "/retirer"])
def test_a_draft_does_not_exist_any_more_than_an_unknown_one(ines, step):
    for slug in ("la-nuit", "inconnue", "0", "%00", "Mes-Freres-Et-Soeurs"):
        assert ines.get(f"/consultations/{slug}{step}").status == 404


def test_what_opens_tomorrow_does_not_exist_yet(platform, ines):
    with platform.database.transaction() as session:
        opened = session.scalars(select(Consultation).where(Consultation.slug == SLUG)).one()
        opened.opens_on = clock.today() + timedelta(days=1)
    assert ines.get(f"/consultations/{SLUG}").status == 404


def test_the_contract_says_the_three_exceptions_the_hours_and_what_does_not_change(ines):
    text = ines.get(f"/consultations/{SLUG}/accord").text
    for words in ("on te frappe", "touche ton corps", "penses à mourir", "du lundi au vendredi", "à ton lieu de vie"):
        assert words in text


def test_without_accepting_nothing_is_kept_and_it_is_said(platform, ines):
    page = ines.send(ines.get(f"/consultations/{SLUG}/accord"), f"/consultations/{SLUG}/accord")
    assert page.status == 400
    assert "Coche la case" in page.text
    with platform.database.reading() as session:
        assert session.scalars(select(Agreement)).all() == []


def test_the_agreement_keeps_its_version_and_its_month_only(platform, ines):
    start(ines)
    with platform.database.reading() as session:
        kept = session.scalars(select(Agreement)).all()
    assert len(kept) == 2  # this consultation's, and the general one, which was not accepted yet
    assert {(each.contract_version, each.accepted_on.day) for each in kept} == {(1, 1)}


def test_a_new_contract_is_asked_again(platform, ines):
    start(ines)
    with platform.database.transaction() as session:
        for kept in session.scalars(select(Agreement)):
            kept.contract_version = 0
    assert ines.get(f"/consultations/{SLUG}/questions/1").url.endswith("/accord")


def test_a_general_contract_no_longer_accepted_is_asked_again_too(platform, ines, cast):
    start(ines)
    with platform.database.transaction() as session:
        session.get(Agreement, joining_tag(cast.ines)).contract_version = 0
    address = f"/consultations/{SLUG}/questions/1"
    page = ines.get(address)
    assert page.url.endswith("/accord")
    ines.send(page, f"/consultations/{SLUG}/accord", accept="yes")
    assert ines.get(address).url.endswith("/questions/1")


def test_the_whole_situation_may_be_left_empty(ines):
    page = start(ines)
    assert page.url.endswith("/questions/1")


@pytest.mark.parametrize("field", ["age_band", "placement_type", "alone", "excluded_circle"])
def test_a_situation_outside_the_lists_is_refused(platform, ines, field):
    start(ines)
    address = f"/consultations/{SLUG}/ma-situation"
    page = ines.send(ines.get(address), address, **{field: "autre"})
    assert page.status == 400


def test_who_is_not_alone_is_told_that_they_may_wait(ines):
    assert "attendre d’être seul(e)" in start(ines, alone="no").text


def test_an_age_outside_the_audience_is_told_and_never_stopped(platform, ines):
    with platform.database.transaction() as session:
        opened = session.scalars(select(Consultation).where(Consultation.slug == SLUG)).one()
        opened.audience = [band for band in opened.audience if band.age_band == "18_21"]
    page = start(ines, age_band="under_11")
    assert page.url.endswith("/questions/1")
    assert "Tu peux répondre quand même" in page.text


def test_after_closing_every_step_leads_to_the_page_that_says_so(platform, ines):
    start(ines)
    close(platform)
    for step in ("accord", "ma-situation", "questions/2", "retirer"):
        page = ines.get(f"/consultations/{SLUG}/{step}")
        assert page.url.endswith(f"/consultations/{SLUG}")
        assert "C’est terminé" in page.text


def test_resuming_starts_at_the_first_question_without_an_answer(ines):
    page = start(ines)
    ines.send(page, button="next", answer="1", field="answer")
    page = ines.get(f"/consultations/{SLUG}")
    assert page.soup.find("a", string="Continuer")["href"].endswith("/questions/2")


def test_a_draft_lasts_for_as_long_as_the_department_decided(platform, ines):
    start(ines)
    with platform.database.reading() as session:
        assert session.scalars(select(Draft)).one().expires_on == clock.today() + timedelta(days=7)


def test_staff_do_not_answer(browser_of, consultation):
    for role in (Role.MODERATOR, Role.OBSERVATORY, Role.ADMINISTRATOR):
        assert browser_of(role).get(f"/consultations/{SLUG}").status == 403
