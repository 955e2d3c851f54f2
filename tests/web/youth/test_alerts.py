"""S4, A6, S1 over HTTP: the child reads what adults answered, replies, says that it was a mistake."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.accounts.services import youth as accounts
from hcec.permissions import STAFF_ROLES
from hcec.safeguarding.models import Alert, AlertMessage
from hcec.safeguarding.services.alerts import raise_alert
from tests import factories

HELP = "/besoin-d-aide"
WORDS = "Tu es où ? <b>Dis-nous.</b>"


@pytest.fixture
def called(browser_of, cast):
    """Ines called for help; Claire took it in charge. Return both browsers and both addresses."""
    ines, claire = browser_of(cast.ines), browser_of("claire")
    ines.send(ines.get(HELP), HELP)
    own = ines.get("/messages/").soup.select_one("details.message a")["href"]
    alert = claire.get("/alertes/").soup.select_one(".queue a")["href"]
    claire.send(claire.get(alert), f"{alert}/prendre")
    return ines, own, claire, alert


def alert_of(platform):
    with platform.database.reading() as session:
        return session.scalars(select(Alert)).one()


def test_s4_an_exchange_under_one_s_own_message(platform, called):
    ines, own, claire, alert = called
    assert not ines.get(own).soup.find("textarea"), "an adult writes first"
    sent = claire.send(claire.get(alert), f"{alert}/message", body=WORDS)
    assert WORDS in sent.text
    assert "Pas encore ouvert par l’enfant" in sent.text
    assert "On t’a répondu" in ines.get("/messages/").text
    page = ines.get(own)
    assert WORDS in page.text
    assert "Claire" not in page.text, "an adult without a name"
    assert "On t’a répondu" not in ines.get("/messages/").text, "seen"
    assert "Pas encore ouvert" not in claire.get(alert).text
    empty = ines.send(page, f"{own}/repondre", body=" ")
    assert empty.status == 400
    replied = ines.send(empty, f"{own}/repondre", body="À l'internat.")
    assert "À l'internat." in replied.text
    assert "l’enfant a écrit" in claire.get("/alertes/").text
    assert "À l'internat." in claire.get(alert).text
    with platform.database.reading() as session:
        assert len(session.scalars(select(AlertMessage)).all()) == 2


def test_a_reply_sent_twice_is_one_and_a_long_one_stays_on_the_page(platform, called):
    ines, own, claire, alert = called
    claire.send(claire.get(alert), f"{alert}/message", body=WORDS)
    page = ines.get(own)
    long = ines.send(page, f"{own}/repondre", body="é" * 1001)
    assert long.status == 400
    assert "é" * 1001 in long.soup.find("textarea").text
    for _ in range(2):
        assert ines.send(page, f"{own}/repondre", body="Oui.").status == 200
    with platform.database.reading() as session:
        assert len(session.scalars(select(AlertMessage)).all()) == 2


@pytest.mark.parametrize("by_child", [True, False])
def test_s4_closed_by_either_the_typed_reply_is_given_back(called, by_child):
    ines, own, claire, alert = called
    desk = claire.send(claire.get(alert), f"{alert}/message", body=WORDS)
    page = ines.get(own)
    if by_child:
        assert "L’échange est fini." in ines.send(page, f"{own}/fin-echange").text
        assert "L’échange est fini" in claire.get(alert).text
        refused = claire.send(desk, f"{alert}/message", body="Encore là ?")
        assert refused.status == 409
    else:
        claire.send(desk, f"{alert}/fin-echange")
        refused = ines.send(page, f"{own}/repondre", body="Encore là ?")
        assert refused.status == 409
    assert "Encore là ?" in refused.data.decode()


def test_a6_the_child_is_told_under_their_own_message(called):
    ines, own, claire, alert = called
    assert "L’enfant ne sait pas encore ce qui se passe" in claire.get(alert).text
    claire.send(claire.get(alert), f"{alert}/dire", told="Le 119 est prévenu. Tu as bien fait.")
    assert "Le 119 est prévenu. Tu as bien fait." in ines.get(own).text


def test_a6_closing_tells_the_child_unless_it_is_put_off_with_a_reason(platform, called):
    ines, own, claire, alert = called
    sent = claire.send(claire.get(alert), f"{alert}/transmettre", recipient="crip", receipt="7")
    refused = claire.send(sent, f"{alert}/clore", outcome="Mis à l'abri.", told=" ")
    assert refused.status == 400
    assert "Dites-le à l’enfant" in refused.text
    claire.send(sent, f"{alert}/clore", outcome="Mis à l'abri.", told="Tu dors ailleurs ce soir.")
    page = ines.get(own).text
    assert "Tu dors ailleurs ce soir." in page
    assert "Mis à l'abri." not in page
    assert alert_of(platform).state == "closed"


def test_a6_a_silence_is_written_then_asked_again_the_next_day(frozen, browser_of, called):
    ines, own, claire, alert = called
    claire.send(claire.get(alert), f"{alert}/pas-encore", silence_reason="Quelqu'un lit son téléphone.")
    assert "Quelqu'un lit" not in ines.get(own).text
    assert "À revoir aujourd’hui" not in claire.get("/alertes/").text
    frozen(clock.now().replace(day=24))
    claire = browser_of("claire")
    assert "À revoir aujourd’hui" in claire.get("/alertes/").text
    confirmed = claire.send(claire.get(alert), f"{alert}/pas-encore")
    assert confirmed.status == 200
    assert "À revoir aujourd’hui" not in claire.get("/alertes/").text


def test_s1_it_was_a_mistake_and_a_human_still_looks(platform, called):
    ines, own, claire, alert = called
    page = ines.send(ines.get(own), f"{own}/erreur")
    assert "Un adulte regarde quand même" in page.text
    assert "c’était une erreur" in claire.get("/alertes/").text
    assert "L’alerte reste ouverte" in claire.get(alert).text
    assert (alert_of(platform).state, alert_of(platform).is_mistake) == ("taken", True)
    assert "J’ai besoin d’aide" in page.text, "one press away"


def test_at_the_next_sign_in_the_child_learns_that_somebody_answered(platform, cast, browser_of, called):
    *_, claire, alert = called
    with platform.database.reading() as reading:
        words = accounts.draw_phrase(reading)
    wrapped = accounts.wrap_account(cast.ines, words)
    with platform.database.transaction() as session:
        accounts.store_account(session, youth=cast.ines, wrapped=wrapped, today=clock.today())
    claire.send(claire.get(alert), f"{alert}/message", body=WORDS)
    back = browser_of()
    page = back.send(back.get("/entrer"), "/entrer", phrase=" ".join(words))
    assert "On t’a répondu. Regarde dans « Mes messages »." in page.text
    assert WORDS not in page.text


def test_s5_an_alert_that_an_adult_raised_is_not_shown_to_the_child(platform, cast, browser_of):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines, words="Je veux disparaître.")
        raise_alert(session, testimony=message, raised_by=cast.member("malik"), now=clock.now(), reason="Danger")
        url = f"/messages/{message.id.hex}"
    page = browser_of(cast.ines).get(url).text
    assert "lerte" not in page
    assert "erreur" not in page


@pytest.mark.parametrize("who", [None, "tom", *STAFF_ROLES])
def test_attack_2_nobody_else_replies_ends_or_says_a_mistake(platform, cast, browser_of, called, who):
    _ines, own, claire, alert = called
    claire.send(claire.get(alert), f"{alert}/message", body=WORDS)
    other = browser_of(cast.tom if who == "tom" else who)
    expected = 401 if who is None else 404 if who == "tom" else 403
    token = {}
    if who == "tom":
        token = {"csrf_token": other.token("/messages/"), "submission_key": "x" * 24}
    for act in ("repondre", "fin-echange", "erreur"):
        assert other.post(f"{own}/{act}", token | {"body": "Moi."}).status == expected
    assert not alert_of(platform).is_mistake
    assert alert_of(platform).exchange_closed_on is None


def test_s4_the_staff_page_says_when_the_child_took_the_message_back(platform, cast, browser_of):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.ines, words="On me tape.")
        alert = raise_alert(session, testimony=message, raised_by=None, now=clock.now())
        own, url = f"/messages/{message.id.hex}", f"/alertes/{alert.id.hex}"
    ines, claire = browser_of(cast.ines), browser_of("claire")
    ines.send(ines.get(own), f"{own}/retirer")
    page = claire.get(url).text
    assert "L’enfant a retiré son message" in page
    assert "On me tape." in page


def test_a6_ending_what_nobody_began_tells_nothing(platform, called):
    """Neither the child learns that there is an alert, nor can the adult no longer write."""
    ines, own, claire, alert = called
    page = ines.get(own)
    token = page.soup.find("input", {"name": "csrf_token"})["value"]
    assert ines.post(f"{own}/fin-echange", {"csrf_token": token}).status == 404
    page = claire.get(alert)
    given = {"csrf_token": page.soup.find("input", {"name": "csrf_token"})["value"], "version": "2"}
    claire.post(f"{alert}/fin-echange", given)
    held = alert_of(platform)
    assert (held.exchange_closed_on, held.has_news) == (None, False)
    assert WORDS in claire.send(claire.get(alert), f"{alert}/message", body=WORDS).text
