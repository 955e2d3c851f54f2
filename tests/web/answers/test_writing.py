"""Who answers writes, sends, publishes, and says what has changed; the observatory reads the words over (F1, F3)."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from hcec import clock
from hcec.accounts.models import Staff
from hcec.followup.queries import owed_by
from hcec.permissions import Role
from tests import factories
from tests.web.answers.conftest import PROMISE, to_read

HOME = "/repondre/"
LIST = "/observatoire/propositions/"


def address(ref):
    return f"/repondre/proposition/{ref}/"


@pytest.mark.parametrize("role", [None, *Role])
def test_only_who_answers_comes_in(browser_of, proposal, closed, role):
    expected = {None: 401, Role.ANSWERER: 200}.get(role, 403)
    browser = browser_of(role)
    for page in (HOME, address(proposal), f"/repondre/consultation/{closed.hex}/"):
        assert browser.get(page).status == expected


@pytest.mark.parametrize("role", [None, *Role])
def test_only_the_observatory_drafts_and_reads_over(browser_of, proposal, role):
    expected = {None: 401, Role.OBSERVATORY: 200}.get(role, 403)
    browser = browser_of(role)
    for page in (LIST, f"{LIST}{proposal}", f"{LIST}nouvelle?consultation=la-nuit"):
        assert browser.get(page).status == expected
    if expected != 200:
        assert browser.get(f"/observatoire/reponses/{uuid4().hex}/").status == expected


@pytest.fixture
def another(platform):
    """Somebody else who answers; their identifier."""
    with platform.database.transaction() as session:
        return factories.staff(session, Role.ANSWERER).id


@pytest.mark.parametrize("change", [{"left_on": date(2026, 11, 20)}, {"role": Role.PARTNER}])
def test_what_waits_for_somebody_who_left_waits_for_whoever_answers(platform, adrien, cast, make, another, change):
    ref = make(answerer_id=another)
    with platform.database.reading() as session:
        before = session.scalars(owed_by(cast.staff["adrien"].id)).all()
    with platform.database.transaction() as session:
        person = session.get(Staff, another)
        for name, value in change.items():
            setattr(person, name, value)
    assert adrien.get(address(ref)).status == 200
    assert "veilleuse" in adrien.get(HOME).text
    with platform.database.reading() as session:
        assert len(session.scalars(owed_by(cast.staff["adrien"].id)).all()) == len(before) + 1


def test_a_draft_or_another_s_is_the_404_of_what_does_not_exist(adrien, cast, make, another):
    theirs = make(answerer_id=another)
    for ref in (make(adopted=False), theirs, uuid4().hex, "0", "x" * 300):
        assert adrien.get(address(ref)).status == 404
    assert "veilleuse" not in adrien.get(HOME).text
    assert adrien.get(f"/repondre/message/{theirs}/").status == 404
    mine = make(answerer_id=cast.staff["adrien"].id)
    assert adrien.get(address(mine)).status == 200


def test_an_answer_goes_from_hand_to_hand_to_the_young_people(adrien, odile, proposal):
    page = address(proposal)
    kept = adrien.send(adrien.get(page), page, button="keep", will_do="Un livret.")
    assert "en écriture" in kept.text
    assert "Relire" not in odile.get(LIST).text
    sent = adrien.send(kept, page, button="send", **PROMISE)
    assert "L’observatoire la relit" in sent.text
    assert not sent.soup.find("form", action=lambda action: action and action.endswith("/publier"))
    review = to_read(odile)
    back = odile.send(odile.get(review), f"{review}renvoyer", remark="Dites quelles maisons.")
    assert back.status == 200
    assert "Dites quelles maisons." in adrien.get(page).text
    adrien.send(adrien.get(page), page, button="send", **PROMISE)
    odile.send(odile.get(review), f"{review}valider")
    published = adrien.send(adrien.get(page), f"{page}publier")
    assert "Les jeunes la voient" in published.text
    assert "Chaque maison fait son livret." in published.text


def test_what_is_sent_lacks_nothing_and_what_was_typed_stays(adrien, proposal):
    page = address(proposal)
    refused = adrien.send(adrien.get(page), page, button="send", by_function="", will_do="Un livret.")
    assert refused.status == 400
    for words in ("Un livret.", "Dites qui le fera.", "Dites pour quand.", "Écrivez la fonction de qui répond."):
        assert words in refused.text


def test_two_people_get_the_difference_and_lose_nothing(adrien, proposal):
    page = address(proposal)
    first, second = adrien.get(page), adrien.get(page)
    adrien.send(first, page, button="keep", will_do="Un livret.")
    refused = adrien.send(second, page, button="keep", will_do="Une visite.")
    assert refused.status == 409
    assert "Un livret." in refused.text
    assert "Une visite." in refused.text
    assert "Une visite." in adrien.send(refused, page, button="keep").text


def test_news_until_the_end_and_not_before_the_answer(adrien, proposal, publish):
    page = address(proposal)
    assert "Qu’est-ce qui a changé" not in adrien.get(page).text
    publish(proposal)
    told = adrien.send(adrien.get(page), f"{page}nouvelles", state="done", words="Toutes les maisons l’ont.")
    assert "Toutes les maisons l’ont." in told.text
    assert "Qu’est-ce qui a changé" not in told.text


def test_a_published_answer_is_corrected_in_sight_of_everyone(odile, proposal, publish):
    publish(proposal)
    review = odile.get(f"{LIST}{proposal}").soup.find("a", string="La relire")["href"]
    silent = odile.send(odile.get(review), f"{review}corriger", will_do="Deux maisons.")
    assert silent.status == 400
    assert "Dites aux jeunes pourquoi vous corrigez." in silent.text
    done = odile.send(silent, f"{review}corriger", reason="Nous avions mal compté.")
    assert "Nous avions mal compté." in done.text
    assert "Chaque maison fait son livret." in done.text
    same = odile.send(done, f"{review}corriger", reason="Encore.")
    assert same.status == 409


def test_the_home_says_what_is_late_on_the_right_day(adrien, make):
    make(due_in=0)
    assert "en retard" not in adrien.get(HOME).text
    make(due_in=-1, what="Un livret.")
    assert "en retard d’un jour" in adrien.get(HOME).text


def test_steps_skipped_are_refused_and_change_nothing(adrien, odile, proposal):
    page = address(proposal)
    token = adrien.get(page).soup.find("input", {"name": "csrf_token"})["value"]
    assert adrien.post(f"{page}publier", {"csrf_token": token, "version": "0"}).status == 400
    news = {"csrf_token": token, "version": "2", "state": "done", "words": "Fini."}
    assert adrien.post(f"{page}nouvelles", news).status == 409
    token = odile.get(f"{LIST}{proposal}").soup.find("input", {"name": "csrf_token"})["value"]
    for act in ("modifier", "supprimer", "adopter"):
        fields = {"csrf_token": token, "version": "2", "what": "Autre.", "kind": "proposal", "adopted_on": "2026-11-01"}
        assert odile.post(f"{LIST}{proposal}/{act}", fields).status == 409
    assert "veilleuse" in adrien.get(page).text


def test_hostile_words_are_inert(adrien, proposal, publish):
    words = "<script>alert(1)</script>{{7*7}} %(x)s"
    published = publish(proposal, will_do=words)
    assert words in published.text
    assert not published.soup.find("script", string=lambda text: text and "alert" in text)


def test_a_draft_is_written_changed_adopted_and_addressed(odile, adrien, closed):
    made = odile.send(odile.get(f"{LIST}nouvelle?consultation=la-nuit"), what="Une veilleuse.", field="what")
    assert "Le brouillon est gardé" in made.text
    ref = made.url.rpartition("/")[2]
    early = odile.send(made, f"{LIST}{ref}/adopter", adopted_on=clock.today().isoformat())
    assert early.status == 409
    assert "Pour l’adopter, dites" in early.text
    whole = odile.send(
        odile.get(f"{LIST}{ref}"),
        f"{LIST}{ref}/modifier",
        of_whom="La vice-présidente",
        due_on=(clock.today() + timedelta(days=40)).isoformat(),
        engagements=["act_early", "power_and_rights"],
        scheme_action="Fiche 12",
    )
    assert adrien.get(address(ref)).status == 404
    tomorrow = odile.send(whole, f"{LIST}{ref}/adopter", adopted_on=(clock.today() + timedelta(days=1)).isoformat())
    assert tomorrow.status == 409
    adopted = odile.send(tomorrow, f"{LIST}{ref}/adopter", adopted_on=clock.today().isoformat())
    for words in (
        "La vice-présidente",
        "Agir tôt, Pouvoir d’agir et droits",
        "Fiche 12",
        "en plénière, le 23 novembre",
    ):
        assert words in adopted.text
    assert adrien.get(address(ref)).status == 200
