"""A5 over HTTP: for staff of a circle of the message, it does not exist (ATTACKS 3); others never come near (4)."""

from uuid import UUID

import pytest

from hcec import clock
from hcec.permissions import Role
from hcec.safeguarding.enums import AlertState
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.answering import again, answer_all, start
from tests.page import fields_of

CANARY = "Zéphirine du cerisier"
NOBODY = "0" * 32


@pytest.fixture
def consultation(platform, cast):
    with platform.database.transaction() as session:
        made = factories.consultation(session, cast.member("cyril"))
        session.expunge_all()
    return made


@pytest.fixture
def ref(platform, cast, consultation):
    with platform.database.transaction() as session:
        return factories.message(session, cast.ines, consultation, CANARY).id.hex


@pytest.fixture
def alert(platform, cast):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines, words=CANARY)
        return raise_alert(session, testimony=message, raised_by=None, now=clock.now()).id.hex


def state_of(platform, ref):
    with platform.database.reading() as session:
        return next((row.state, row.version, row.read_on) for row in session.query(Testimony) if row.id.hex == ref)


def token_of(browser):
    return browser.get("/moderation/").soup.find("input", {"name": "csrf_token"})["value"]


@pytest.mark.parametrize("state", [TestimonyState.SUBMITTED, TestimonyState.SECOND_READER, TestimonyState.PROPOSED])
def test_a_message_of_their_circle_is_the_same_as_none(platform, browser_of, ref, state):
    with platform.database.transaction() as session:
        row = next(row for row in session.query(Testimony) if row.id.hex == ref)
        row.proposed, row.state = CANARY, state
    before, karine = state_of(platform, ref), browser_of("karine")
    for url in ("/moderation/", f"/moderation/?q={ref}", "/moderation/?q=sœurs"):
        page = karine.get(url)
        assert "Rien n’attend." in page.text, "not even counted"
        assert f"/moderation/{ref}" not in page.data.decode()
    token = token_of(karine)
    sent = {"csrf_token": token, "decision": "keep", "version": "1", "published_text": "x"}
    for act in ("", "/prendre", "/decision", "/brouillon"):
        if act:
            there, nowhere = (karine.post(f"/moderation/{each}{act}", sent) for each in (ref, NOBODY))
        else:
            there, nowhere = (karine.get(f"/moderation/{each}") for each in (ref, NOBODY))
        assert (there.status, there.text) == (nowhere.status, nowhere.text) == (404, there.text)
    assert state_of(platform, ref) == before, "nothing changed"


def test_a_tie_entered_meanwhile_closes_a_message_already_in_hand(platform, cast, browser_of, ref):
    from hcec.accounts.models import StaffTie

    malik = browser_of("malik")
    desk = malik.send(malik.get(f"/moderation/{ref}"), f"/moderation/{ref}/prendre")
    with platform.database.transaction() as session:
        session.add(StaffTie(staff_id=cast.member("malik").id, circle_id=cast.circles["north"].id))
    assert malik.send(desk, f"/moderation/{ref}/decision", decision="keep").status == 404
    assert malik.get(f"/moderation/{ref}").status == 404


def test_a_circle_that_the_child_excluded_counts_as_their_own(platform, cast, browser_of):
    with platform.database.transaction() as session:
        both = [cast.circles["north"].id, cast.circles["south"].id]
        ref = factories.message(session, cast.ines, words=CANARY, circles=both).id.hex
    assert browser_of("malik").get(f"/moderation/{ref}").status == 404
    assert CANARY in browser_of("naima").get(f"/moderation/{ref}").text


@pytest.mark.parametrize("closing", ["circle", "adult"])
def test_who_must_not_read_counts_for_words_already_in_a_reader_s_hands(
    platform, cast, browser_of, consultation, crip_key, closing
):
    ines, malik = browser_of(cast.ines), browser_of("malik")
    start(ines)
    answer_all(ines, CANARY)
    with platform.database.reading() as session:
        url = f"/moderation/{session.query(Testimony).one().id.hex}"
    malik.send(malik.get(url), f"{url}/prendre")
    again(ines, **({"excluded_circle": cast.circles["south"].id.hex} if closing == "circle" else {}))
    answer_all(ines, CANARY, **({"about_adult": "yes"} if closing == "adult" else {}))
    assert malik.get(url).status == 404
    assert browser_of("olga").get(url).status == 200
    with platform.database.reading() as session:
        assert session.query(Testimony).count() == 1


@pytest.mark.parametrize("is_over", [False, True])
def test_a_new_card_keeps_its_circle_from_what_was_said_before_too(platform, cast, browser_of, ref, alert, is_over):
    from hcec.accounts.models import Service, StaffTie
    from hcec.accounts.services import cards

    with platform.database.transaction() as session:
        session.add(StaffTie(staff_id=cast.member("cyril").id, circle_id=cast.circles["south"].id))
        of = session.get(Service, cast.services["south"].id)
        (card,) = cards.make_cards(session, service=of, count=1, expires=clock.today())
        if is_over:  # its words can still be read
            row, ended_by = session.get(Alert, UUID(alert)), cast.member("claire").id
            row.state, row.dismissal_reason = AlertState.DISMISSED, "Vu."
            row.held_by, row.dismissed_by, row.dismissal_asked_by = ended_by, ended_by, cast.member("naima").id
    malik, cyril, ines = browser_of("malik"), browser_of("cyril"), browser_of(cast.ines)
    assert malik.get(f"/moderation/{ref}").status == cyril.get(f"/alertes/{alert}").status == 200
    page = ines.send(ines.get("/rejoindre"), "/rejoindre", code=card.code)
    assert "Les adultes de ce lieu ne liront pas tes messages" in page.text
    assert malik.get(f"/moderation/{ref}").status == cyril.get(f"/alertes/{alert}").status == 404
    for browser in (browser_of("naima"), browser_of("claire")):
        assert browser.get(f"/moderation/{ref}").status == 200
    assert browser_of("claire").get(f"/alertes/{alert}").status == 200


def test_words_about_an_adult_reach_readers_from_elsewhere_alone(platform, cast, browser_of):
    with platform.database.transaction() as session:
        ref = factories.message(session, cast.ines, words=CANARY, about_adult=True).id.hex
    for name, status in {"malik": 404, "naima": 404, "cyril": 404, "olga": 200, "claire": 200}.items():
        assert browser_of(name).get(f"/moderation/{ref}").status == status, name


@pytest.mark.parametrize(
    "odd", ["1", "-1", "9" * 400, "%00", "..%2f..%2fetc", "0" * 31, "Z" * 32, "{" + "0" * 32 + "}"]
)
def test_odd_references_are_the_404_of_what_does_not_exist(browser_of, odd):
    malik = browser_of("malik")
    claire = browser_of("claire")
    for browser, room in ((malik, "moderation"), (claire, "alertes")):
        assert browser.get(f"/{room}/{odd}").status in {400, 404}
        assert browser.get(f"/{room}/{NOBODY}").status == 404


@pytest.mark.parametrize(
    "role", [Role.OBSERVATORY, Role.ADMINISTRATOR, Role.ANSWERER, Role.PARTNER, Role.DPO, Role.YOUTH]
)
def test_other_roles_reach_no_word_on_any_page(app, browser_of, cast, ref, alert, role):
    browser = browser_of(cast.tom if role == Role.YOUTH else role)
    for url in (f"/moderation/{ref}", "/moderation/", f"/moderation/?q={ref}", f"/alertes/{alert}", "/alertes/"):
        assert browser.get(url).status == 403, url
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments and rule.rule != "/sortir":
            assert CANARY not in browser.get(rule.rule).data.decode(errors="replace"), rule.rule


def test_extra_fields_on_the_decision_are_ignored(platform, browser_of, ref):
    malik = browser_of("malik")
    desk = malik.send(malik.get(f"/moderation/{ref}"), f"/moderation/{ref}/prendre")
    sent = {name: values[-1] for name, values in fields_of(desk.form(f"/moderation/{ref}/decision")).items()}
    extra = {"state": "approved", "may_quote": "1", "claimed_by": "", "agreed_version": "1", "staff_id": NOBODY}
    assert malik.post(f"/moderation/{ref}/decision", sent | extra | {"decision": "keep"}).status == 303
    assert state_of(platform, ref)[0] == TestimonyState.KEPT


@pytest.mark.parametrize(
    "url", ["/moderation/{ref}/prendre", "/moderation/{ref}/decision", "/moderation/{ref}/brouillon"]
)
def test_reading_an_address_never_acts(browser_of, ref, url):
    assert browser_of("malik").get(url.format(ref=ref)).status == 405
