"""A6 over HTTP: envelopes asked, agreed, handed out and reviewed; the CRIP's drill."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hcec import clock, keys
from hcec.accounts.models import Staff, StaffTie
from hcec.audit.models import JournalEntry
from hcec.permissions import STAFF_ROLES, Role
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from tests import factories
from tests.platform import MONDAY

REASON = "On doit savoir où est cet enfant. <b>{{7*7}}</b>"
CARDS = {"cards": [{"number": "48210937", "service": "Maison Nord"}]}


@pytest.fixture
def signal(platform, cast, crip_key):
    """Return a function that raises an alert with a true envelope and gives its address."""

    def raised(told="On va venir te voir.", **options):
        with platform.database.transaction() as session:
            message = factories.message(session, cast.ines, **options)
            public_key = bytes.fromhex(platform.department().crip_public_key)
            message.envelope = keys.seal_envelope(public_key, CARDS)
            alert = raise_alert(session, testimony=message, raised_by=None, now=clock.now())
            if told:
                alert.told, alert.told_on = told, clock.today()
            return f"/alertes/{alert.id.hex}"

    return raised


def step_url(page, act):
    """Return where the page's button for this act posts to."""
    found = [form["action"] for form in page.soup.find_all("form") if form["action"].endswith(f"/{act}")]
    return found[0] if found else None


def ask(browser, url, **typed):
    page = browser.get(url)
    return browser.send(page, f"{url}/enveloppe", reason=REASON, **typed)


def test_a6_from_the_question_to_the_cards_opened_off_line(browser_of, signal, crip_key):
    url, cyril, claire = signal(), browser_of("cyril"), browser_of("claire")
    asked = ask(cyril, url)
    assert "C’est demandé." in asked.text
    assert REASON in asked.text
    assert step_url(asked, "accepter") is None
    assert step_url(asked, "telecharger") is None
    assert "acceptez-vous" in claire.get("/alertes/").text
    assert "acceptez-vous" not in cyril.get("/alertes/").text
    page = claire.get(url)
    agreed = claire.send(page, step_url(page, "accepter"))
    file = claire.send(agreed, step_url(agreed, "telecharger"))
    assert file.status == 200
    assert file.headers["Content-Type"] == "application/octet-stream"
    assert file.headers["Content-Disposition"].startswith("attachment; ")
    assert keys.open_envelope(crip_key, file.data) == CARDS
    assert "remise" in cyril.get(url).text


def test_attack_6_nobody_agrees_to_their_own_request_by_forging_the_post(browser_of, signal):
    url, cyril, claire = signal(), browser_of("cyril"), browser_of("claire")
    page = ask(cyril, url)
    target = step_url(claire.get(url), "accepter")
    token = page.soup.find("input", {"name": "csrf_token"})["value"]
    fields = {"csrf_token": token, "version": "1"}
    assert cyril.post(target, fields).status == 409
    assert cyril.post(target.replace("accepter", "telecharger"), fields).status == 409
    assert cyril.post(target.replace("accepter", "relire"), fields).status == 409
    assert cyril.post(f"{url}/enveloppe", {"csrf_token": token, "submission_key": "x", "reason": REASON}).status == 409
    refused = claire.send(claire.get(url), target.replace("accepter", "refuser"))
    assert "L’enveloppe reste fermée." in refused.text
    assert claire.post(target, fields | {"csrf_token": claire.token(url)}).status == 409


def test_a6_a_short_reason_comes_back_with_what_was_typed(browser_of, signal):
    url, cyril = signal(), browser_of("cyril")
    refused = cyril.send(cyril.get(url), f"{url}/enveloppe", reason="trop court")
    assert refused.status == 400
    assert "au moins vingt signes" in refused.text
    assert "trop court" in refused.text


def test_a6_in_danger_to_life_the_crip_opens_alone_and_a_late_review_shows(browser_of, signal, frozen):
    url, cyril, claire = signal(told=None), browser_of("cyril"), browser_of("claire")
    assert cyril.get(url).soup.find(id="envelope-danger") is None
    token = cyril.token(url)
    forged = {"csrf_token": token, "submission_key": "forged", "reason": REASON, "danger": "yes"}
    assert cyril.post(f"{url}/enveloppe", forged).status == 409
    page = ask(claire, url, danger="yes")
    assert claire.send(page, step_url(page, "telecharger")).status == 200
    assert step_url(claire.get(url), "relire") is None
    assert "Ouverture à relire dans les 24 heures" in cyril.get("/alertes/").text
    frozen(MONDAY + timedelta(hours=25))
    cyril, late = browser_of("cyril"), browser_of("claire").get("/alertes/")
    assert "Ouverture à relire dans les 24 heures en retard" in late.text
    page = cyril.get(url)
    assert "La relecture est en retard" in page.text
    cyril.send(page, step_url(page, "relire"))
    assert "relire" not in cyril.get("/alertes/").text


def test_a6_in_danger_too_a_reason_of_another_day_is_looked_at_first(browser_of, signal, frozen):
    url, claire = signal(told=None), browser_of("claire")
    claire.send(claire.get(url), f"{url}/pas-encore", silence_reason="Son agresseur lit son téléphone.")
    frozen(MONDAY + timedelta(days=1))
    claire = browser_of("claire")
    page = ask(claire, url, danger="yes")
    refused = claire.send(page, step_url(page, "telecharger"))
    assert refused.status == 409
    assert "à relire aujourd’hui" in refused.text
    page = claire.send(claire.get(url), f"{url}/pas-encore")
    assert claire.send(page, step_url(page, "telecharger")).status == 200


def test_a6_a_change_of_role_since_the_question_makes_no_other_role(platform, cast, browser_of, signal):
    url, cyril = signal(), browser_of("cyril")
    ask(cyril, url)
    with platform.database.transaction() as session:
        session.get(Staff, cast.member("cyril").id).role = Role.CRIP
        session.get(Staff, cast.member("claire").id).role = Role.COORDINATOR
    claire = browser_of("claire")
    page = claire.get(url)
    assert step_url(page, "accepter") is None, "it was asked by a coordinator"


def test_a6_who_does_not_see_the_alert_reviews_the_opening_apart(platform, cast, browser_of, signal, frozen):
    """One CRIP account, words about an adult: the coordinator reads the reason, not the alert (A5)."""
    url, claire, cyril = signal(about_adult=True), browser_of("claire"), browser_of("cyril")
    page = ask(claire, url, danger="yes")
    claire.send(page, step_url(page, "telecharger"))
    assert cyril.get(url).status == 404
    link = cyril.get("/alertes/").soup.find("a", href=lambda each: each and each.endswith("/relire"))["href"]
    assert browser_of("karine").get(link).status == 403
    apart = cyril.get(link)
    assert REASON in apart.text
    assert "J'aimerais voir ma sœur." not in apart.text
    assert url not in [each["href"] for each in apart.soup.find_all("a")]
    frozen(MONDAY + timedelta(hours=25))
    cyril = browser_of("cyril")
    assert "La relecture est en retard" in cyril.get(link).text
    assert "C’est relu." in cyril.send(cyril.get(link), link).text
    assert cyril.get(link).status == 404, "it waits no more"
    with platform.database.reading() as session:
        acts = session.scalars(select(JournalEntry.action).order_by(JournalEntry.seq)).all()
    assert "envelope:read_request" in acts


def test_a6_where_nobody_may_review_the_page_says_so(platform, cast, browser_of, signal):
    url, claire = signal(about_adult=True), browser_of("claire")
    with platform.database.transaction() as session:
        session.add(StaffTie(staff_id=cast.member("cyril").id, circle_id=cast.circles["north"].id))
    page = ask(claire, url, danger="yes")
    claire.send(page, step_url(page, "telecharger"))
    assert "Personne ne peut la relire" in claire.get(url).text
    assert "personne ne peut la relire" in claire.get("/alertes/").text
    assert "relire" not in browser_of("cyril").get("/alertes/").text


def test_a6_nothing_leaves_before_the_child_is_told(browser_of, signal):
    url, cyril, claire = signal(told=None), browser_of("cyril"), browser_of("claire")
    ask(cyril, url)
    page = claire.get(url)
    agreed = claire.send(page, step_url(page, "accepter"))
    refused = claire.send(agreed, step_url(agreed, "telecharger"))
    assert refused.status == 409
    assert "écrivez d’abord à l’enfant" in refused.text


@pytest.mark.parametrize("role", [None, *STAFF_ROLES, Role.YOUTH])
def test_a6_other_roles_find_the_doors_closed(browser_of, signal, role):
    url, browser = signal(), browser_of(role)
    expected = 401 if role is None else 403
    if role not in {Role.CRIP, Role.COORDINATOR}:
        assert browser.post(f"{url}/enveloppe").status == expected
        assert browser.post(f"{url}/enveloppe/{'0' * 32}/telecharger").status == expected
    if role != Role.CRIP:
        assert browser.get("/alertes/exercice").status == expected
        assert browser.get("/alertes/ouvrir-une-enveloppe").status == expected
        assert browser.post("/alertes/exercice/enveloppe").status == expected


def test_a5_who_never_sees_the_alert_never_sees_its_envelope(platform, cast, browser_of, signal):
    url = signal()
    target = step_url(ask(browser_of("claire"), url, danger="yes"), "telecharger")
    with platform.database.transaction() as session:
        session.add(StaffTie(staff_id=cast.member("cyril").id, circle_id=cast.circles["north"].id))
    cyril = browser_of("cyril")
    token = {"csrf_token": cyril.token("/equipe/compte"), "version": "1"}
    assert cyril.post(target, token).status == 404
    assert cyril.post(f"{url}/enveloppe", token | {"reason": REASON}).status == 404
    other = signal()
    assert browser_of("claire").post(other + target[len(url) :], token).status in {400, 404}


def test_a6_the_drill_from_the_reminder_to_the_words(platform, browser_of, cast, crip_key, frozen):
    claire = browser_of("claire")
    assert "L’exercice du mois reste à faire" in claire.get("/alertes/").text
    assert "L’exercice du mois" not in browser_of("cyril").get("/alertes/").text
    page = claire.get("/alertes/exercice")
    words = keys.open_envelope(crip_key, claire.send(page, "/alertes/exercice/enveloppe").data)["drill"]
    wrong = claire.send(page, "/alertes/exercice", words="girafe nuage tambour")
    assert wrong.status == 400
    assert "Ce ne sont pas les mots" in wrong.text
    assert "Réussi" in claire.send(page, "/alertes/exercice", words=words).text
    assert "L’exercice du mois" not in claire.get("/alertes/").text
    frozen(MONDAY + timedelta(days=32))
    assert "L’exercice du mois reste à faire" in browser_of("claire").get("/alertes/").text


def test_the_page_that_opens_envelopes_is_a_file_to_keep(browser_of):
    page = browser_of("claire").get("/alertes/ouvrir-une-enveloppe")
    assert page.headers["Content-Disposition"] == 'attachment; filename="ouvrir-une-enveloppe.html"'
    assert page.data.startswith(b"<!doctype html>")


def test_what_was_handed_out_survives_nothing_but_the_erasure_of_its_alert(platform, browser_of, signal):
    url, claire = signal(), browser_of("claire")
    page = ask(claire, url, danger="yes")
    with platform.database.transaction() as session:
        for alert in session.scalars(select(Alert)):
            alert.envelope, alert.erased_on = b"", clock.today()
    refused = claire.send(page, step_url(page, "telecharger"))
    assert refused.status == 409
    assert "n’a pas d’enveloppe" in refused.text
