"""The story of a consultation as everyone reads it, and under one's own message (F1, F2, F3)."""

from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import event, select

from hcec import clock
from hcec.consultations.models import Consultation
from hcec.council.enums import SessionKind, SessionState
from hcec.council.models import Session
from hcec.followup import services
from hcec.followup.enums import ProposalState
from hcec.followup.models import Proposal
from hcec.followup.services import ProposalPlan
from hcec.syntheses.enums import Level
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import create_synthesis
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.followup.conftest import NO, YES
from tests.syntheses import snapshots

SLUG = "mes-freres-et-soeurs"
PAGE = f"/resultats/{SLUG}"
TODAY = date(2026, 11, 23)


@pytest.fixture
def closed(platform, cast):
    with platform.database.transaction() as session:
        made = snapshots.closed(session, cast.staff["cyril"], sheets=120)
        made.answer_due_on = TODAY + timedelta(days=10)
        return made.id


@pytest.fixture
def release(platform, cast, closed):
    """Return a function that publishes a public synthesis."""

    def make(level=Level.PUBLIC):
        with platform.database.transaction() as session:
            synthesis = create_synthesis(
                session,
                author=cast.staff["odile"],
                consultation=session.get_one(Consultation, closed),
                level=level,
                title="Vos mots",
                text="Les voir.",
            )
            publish_synthesis(session, synthesis=synthesis, actor=cast.staff["odile"], version=1, today=TODAY)

    return make


@pytest.fixture
def ask(platform, cast, closed):
    """Return a function that adopts a proposal."""

    def adopt(what="Une photo de la maison.", *, due_in=30, adopted=True):
        odile = cast.staff["odile"]
        plan = ProposalPlan(what=what, of_whom="La vice-présidente", due_on=TODAY + timedelta(days=due_in))
        with platform.database.transaction() as session:
            consultation = session.get_one(Consultation, closed)
            made = services.draft_proposal(session, row_id=uuid4(), consultation=consultation, actor=odile, plan=plan)
            if adopted:
                day = TODAY - timedelta(days=90)
                services.adopt(session, proposal=made, actor=odile, version=1, adopted_on=day, today=TODAY)
            return made.id

    return adopt


@pytest.fixture
def answer(platform, cast, closed):
    """Return a function that publishes the answer to a proposal, or (without one) to the consultation."""

    def publish(words=None, proposal=None, *, news=None):
        words = words or replace(YES, said="Les voir.", cannot_do="Pas en semaine.")
        people, today = cast.staff, clock.today()
        with platform.database.transaction() as session:
            subject = session.get_one(Proposal, proposal) if proposal else session.get_one(Consultation, closed)
            acted = {"today": today, "actor": people["adrien"]}
            made = services.write_answer(session, subject=subject, version=0, words=words, sends=True, **acted)
            services.validate(session, answer=made, actor=people["odile"], version=1, today=today)
            services.publish(session, answer=made, subject=subject, version=2, **acted)
            if news:
                services.tell(session, proposal=subject, version=subject.version, state=news[0], words=news[1], **acted)

    return publish


def test_the_story_goes_from_the_questions_to_what_has_changed(release, ask, answer, browser):
    release()
    answer(proposal=ask(), words=YES, news=(ProposalState.DONE, "Toutes les maisons ont une photo."))
    answer(proposal=ask("Choisir sa maison."), words=NO)
    answer()
    page = browser.get(PAGE)
    steps = [step.get_text(" ", strip=True) for step in page.soup.find("nav", class_="promise").find_all("li")]
    assert steps == [
        "Le conseil vous a posé des questions",
        "Vous avez répondu Vous êtes 120 à avoir répondu.",
        "Le conseil a demandé 2 demandes au département.",
        "Le département répond C’est fait, le 23 novembre 2026.",
        "Ce qui a changé 1 fait · 1 pas possible",
    ]
    for words in (
        "Une photo de la maison.",
        "Chaque maison fait son livret.",
        "Qui : Les directions des maisons. Pour quand : avant le 23 mars 2027.",
        "Toutes les maisons ont une photo.",
        "Il manque des places : on ne choisit pas.",
    ):
        assert words in page.text
    for link in page.soup.find("nav", class_="promise").find_all("a"):
        assert page.soup.find(id=link["href"].removeprefix("#"))


def test_what_is_not_adopted_not_published_or_under_embargo_is_nowhere(release, ask, closed, browser, cast, platform):
    ask()
    assert "Une photo" not in browser.get(PAGE).text  # no synthesis is out
    release()
    ask("Rien de cela.", adopted=False)
    page = browser.get(PAGE)
    assert "Une photo" in page.text
    assert "Rien de cela." not in page.text
    with platform.database.transaction() as session:
        proposal = session.scalars(select(Proposal).where(Proposal.state == ProposalState.ADOPTED)).one()
        acted = {"today": TODAY, "actor": cast.staff["adrien"]}
        services.write_answer(session, subject=proposal, version=0, words=YES, sends=True, **acted)
    assert YES.will_do not in browser.get(PAGE).text


def test_a_plenary_and_what_it_asked_lead_to_each_other(release, ask, browser, platform):
    day = TODAY - timedelta(days=90)
    held = {"attended": 30, "minutes": "On a voté.", "agenda": "Vos demandes", "place": "Salle B", "version": 1}
    told = {"kind": SessionKind.PLENARY, "state": SessionState.PUBLISHED, "held_on": day, "published_on": day}
    met = uuid4()
    with platform.database.transaction() as session:
        session.add(Session(id=met, **held, **told))
    assembly = f"/conseil/seances/{met.hex}"
    ask()
    assert "Une photo de la maison." not in browser.get(assembly).text, "nothing is out yet"
    release()
    assert browser.get(PAGE).soup.find("a", href=assembly).text == "L’assemblée du 25 août 2026"
    page = browser.get(assembly)
    assert "Une photo de la maison." in page.text
    assert page.soup.find("a", href=PAGE)


def test_each_lateness_begins_on_the_right_day(release, ask, answer, browser, frozen):
    release()
    answer()
    first, second = ask(due_in=1), ask("Un livret.", due_in=2)
    answer(proposal=second, words=replace(YES, by_when=TODAY + timedelta(days=3)))
    late = {1: [], 2: ["1 jour"], 3: ["2 jours"], 4: ["3 jours", "1 jour"]}
    for days, said in late.items():
        frozen(clock.now() + timedelta(days=1))
        cards = browser.get(PAGE).soup.find_all("article")
        tags = [tag.text for card in cards for tag in card.find_all(class_="clay")]
        assert tags == [f"En retard de {each}" for each in said], days
    assert first


def test_what_comes_next_has_its_day_and_what_is_done_leaves_the_list(release, ask, answer, browser):
    release()
    asked = ask()
    coming = " ".join(browser.get(PAGE).soup.find(id="next").parent.get_text(" ").split())
    assert "3 décembre 2026 Le département répond à tout le monde." in coming
    assert "23 décembre 2026 Réponse attendue : Une photo de la maison." in coming
    answer()
    answer(proposal=asked, words=YES)
    coming = " ".join(browser.get(PAGE).soup.find(id="next").parent.get_text(" ").split())
    assert "Promis : Une photo de la maison." in coming
    assert "Réponse attendue" not in coming


def test_hostile_words_are_inert(release, ask, answer, browser):
    release()
    hostile = "<img src=x onerror=alert(1)>{{7*7}}"
    answer(proposal=ask(hostile), words=replace(YES, will_do=hostile, by_whom=hostile))
    page = browser.get(PAGE)
    assert page.text.count(hostile) >= 3
    assert not page.soup.find("img")


@pytest.fixture
def mine(platform, cast, closed):
    """Return a function that gives Inès a message, and returns its address."""

    def write(state=TestimonyState.KEPT, of=True):
        with platform.database.transaction() as session:
            consultation = session.get_one(Consultation, closed) if of else None
            made = factories.message(session, cast.ines, consultation)
            made.state = state
            made.question_id = consultation.questions[-1].id if of else None
            return f"/messages/{made.id.hex}"

    return write


SAYS = "Ta parole a compté ici"


def test_who_wrote_finds_the_answer_under_their_message(mine, release, answer, browser_of, cast):
    page, ines = mine(), browser_of(cast.ines)
    assert SAYS not in ines.get(page).text
    release()
    assert SAYS not in ines.get(page).text
    answer()
    shown = ines.get(page)
    assert SAYS in shown.text
    assert "Chaque maison fait son livret." in shown.text
    assert shown.soup.find("a", href=f"{PAGE}#answer")
    assert browser_of(cast.tom).get(page).status == 404


@pytest.mark.parametrize("state", [TestimonyState.SUBMITTED, TestimonyState.WITHDRAWN])
def test_only_what_was_counted_counted(mine, release, answer, browser_of, cast, state):
    page = mine(state)
    release()
    answer()
    assert SAYS not in browser_of(cast.ines).get(page).text


def test_without_a_public_synthesis_nothing_is_said(mine, release, answer, browser_of, cast):
    page = mine()
    release(Level.INTERNAL)
    answer()
    assert SAYS not in browser_of(cast.ines).get(page).text


def test_every_message_asks_the_database_the_same_and_no_column_joins_it_to_an_answer(
    platform, mine, release, answer, browser_of, cast
):
    """F2: the number of statements does not tell a message that counted from one that did not."""
    counted, idea = mine(), mine(of=False)
    release()
    answer()
    ines, statements = browser_of(cast.ines), []
    event.listen(platform.database.engine, "before_cursor_execute", lambda *given: statements.append(given[2]))

    def asked(page):
        statements.clear()
        assert ines.get(page).status == 200
        return [statement for statement in statements if "public_answer.will_do" in statement]

    of_counted, of_idea = asked(counted), asked(idea)
    assert of_counted == of_idea
    assert of_counted
    keys = {key.column.table.name for column in Testimony.__table__.columns for key in column.foreign_keys}
    assert keys == {"consultation", "question", "staff"}
