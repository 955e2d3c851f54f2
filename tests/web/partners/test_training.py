"""Training, as partners see it: own needs and their answers, the programme in force, what comes."""

from dataclasses import replace
from datetime import date
from uuid import uuid4

import pytest

from hcec.partners.enums import InstitutionKind
from hcec.partners.models import Institution, Representative
from hcec.permissions import Role
from hcec.training.enums import NeedState, SessionState
from hcec.training.services import holding, lining, needing, programming
from hcec.training.services.lining import LineTies
from hcec.training.services.needing import Asker, Verdict
from hcec.training.services.programming import ProgrammePlan
from tests.training.conftest import HELD, LINE, NEED, SCHOOL, TODAY, adopt, answer_need

HOME = "/partenaires/formation/"
RAISERS = {None: 401, Role.OBSERVATORY: 200, Role.PARTNER: 200}


@pytest.fixture
def school(platform, cast):
    """Paul's institution."""
    with platform.database.transaction() as session:
        made = Institution(id=uuid4(), name="Collège des Tilleuls", kind=InstitutionKind.EDUCATION)
        session.add(made)
        session.flush()
        session.add(Representative(staff_id=cast.staff["paul"].id, institution_id=made.id))
        return Asker(made.id, made.name)


def raised(platform, cast, asker, **said):
    row_id = uuid4()
    with platform.database.transaction() as session:
        plan = replace(NEED, **said)
        needing.raise_need(session, row_id=row_id, actor=cast.staff["paul"], plan=plan, today=TODAY, asker=asker)
    return f"{HOME}besoins/{row_id.hex}"


def fill(browser, url, **typed):
    return browser.send(browser.get(url), url, **typed)


@pytest.mark.parametrize("role", [None, *Role])
def test_partners_and_the_observatory_enter_and_nobody_else(browser_of, school, role):
    browser = browser_of(role)
    assert browser.get(HOME).status == RAISERS.get(role, 403)
    new = {None: 401, Role.PARTNER: 200, Role.OBSERVATORY: 404}
    assert browser.get(f"{HOME}besoins/nouveau").status == new.get(role, 403)


def test_a_partner_without_institution_reads_and_raises_nothing(browser_of, cast):
    paul = browser_of("paul")
    page = paul.get(HOME)
    assert "n’agit pour aucune institution" in page.text
    assert paul.get(f"{HOME}besoins/nouveau").status == 404


def test_a_need_is_raised_changed_answered_and_its_reason_read(platform, cast, browser_of, school):
    paul, odile = browser_of("paul"), browser_of("odile")
    assert "Aucun besoin signalé" in paul.get(HOME).text
    page = fill(paul, f"{HOME}besoins/nouveau", title="Écouter", words="Savoir écouter.", audiences=["teacher"])
    there = page.soup.find("th", scope="row").a["href"]
    stale = paul.get(f"{there}/modifier")
    assert "Écouter un élève" in fill(paul, f"{there}/modifier", title="Écouter un élève").text
    assert paul.send(stale, f"{there}/modifier", title="Mon titre").status == 409
    need = there.rpartition("/")[2]
    fill(odile, f"/observatoire/formation/besoins/{need}/repondre", state="set_aside", answer="Déjà enseigné à l’IRTS.")
    assert "Déjà enseigné à l’IRTS." in paul.get(HOME).text
    page = paul.get(there)
    assert "Déjà enseigné à l’IRTS." in page.text
    assert "Odile" not in page.text
    assert fill(paul, f"{there}/modifier", title="Trop tard").status == 400
    gone = paul.send(paul.get(f"{there}/modifier"), f"{there}/retirer")
    assert "a déjà répondu" in gone.text


def test_a_need_is_taken_back_until_it_is_answered(platform, cast, browser_of, school):
    there, paul = raised(platform, cast, school), browser_of("paul")
    assert "Le besoin est retiré." in paul.send(paul.get(f"{there}/modifier"), f"{there}/retirer").text
    assert paul.get(there).status == 404


def test_another_institution_s_need_is_the_404_of_what_does_not_exist(platform, cast, browser_of, school):
    theirs, own = raised(platform, cast, SCHOOL, title="Secret"), raised(platform, cast, school)
    paul = browser_of("paul")
    assert "Secret" not in paul.get(HOME).text
    token = paul.get(f"{own}/modifier").soup.find("input", {"name": "csrf_token"})["value"]
    missing = paul.get(f"{HOME}besoins/{'0' * 32}")
    for address in (theirs, f"{theirs}/modifier"):
        page = paul.get(address)
        assert (page.status, page.text) == (404, missing.text)
    assert paul.post(f"{theirs}/retirer", {"csrf_token": token}).status == 404
    assert browser_of("odile").get(theirs).status == 404


def test_a_merged_need_tells_what_became_of_the_other(platform, cast, browser_of, school):
    there = raised(platform, cast, school)
    with platform.database.transaction() as session:
        odile = cast.staff["odile"]
        other = needing.raise_need(session, row_id=uuid4(), actor=odile, plan=NEED, today=TODAY)
        answer_need(session, odile, other, Verdict(NeedState.KEPT, "Une session en mars."))
        mine = session.get(needing.TrainingNeed, needing.UUID(there.rpartition("/")[2]))
        answer_need(session, odile, mine, Verdict(NeedState.MERGED, "Très proche d’un autre.", other.id))
    text = browser_of("paul").get(there).text
    for said in ("Très proche d’un autre.", "Une session en mars.", "Réuni à"):
        assert said in text


def test_the_programme_in_force_and_the_sessions_to_come_are_read_and_no_draft(platform, cast, browser_of):
    ids, odile, paul = [uuid4(), uuid4()], cast.staff["odile"], browser_of("paul")
    with platform.database.transaction() as session:
        for row_id in ids:
            plan = ProgrammePlan("Programme 2026-2028", 2026, 2028)
            made = programming.start_programme(session, row_id=row_id, actor=odile, plan=plan)
            ties = LineTies({2026: (20, 300_000)})
            lining.add_line(session, row_id=uuid4(), actor=odile, programme=made, plan=LINE, ties=ties)
        adopt(session, odile, session.get(programming.TrainingProgramme, ids[0]))
        day = date(2026, 12, 3)
        plan = replace(HELD, title="Session de décembre", starts_on=day, ends_on=day, state=SessionState.PLANNED)
        holding.add_session(session, row_id=uuid4(), actor=odile, plan=plan, today=TODAY)
        holding.add_session(session, row_id=uuid4(), actor=odile, plan=replace(HELD, title="Passée"), today=TODAY)
    page = paul.get(HOME)
    assert "Session de décembre" in page.text
    assert "Passée" not in page.text
    adopted, draft = (f"{HOME}programmes/{each.hex}" for each in ids)
    assert "1 Annoncer un changement" in paul.get(adopted).text
    assert paul.get(f"{adopted}/programme.pdf").data.startswith(b"%PDF")
    for address in (draft, f"{draft}/programme.odt"):
        assert paul.get(address).status == 404
    assert browser_of("karine").get(adopted).status == 403
