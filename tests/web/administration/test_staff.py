"""The team's accounts: a link shown once, nothing done to one's own account, what a leaver held given back."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from hcec import clock, mail
from hcec.accounts.models import OneTimeLink, Staff, WebSession
from hcec.audit import services as audit
from hcec.moderation.services import claim
from hcec.permissions import STAFF_ROLES, Role
from hcec.testimonies.enums import TestimonyState
from hcec.testimonies.models import Testimony
from tests import factories
from tests.page import Browser
from tests.platform import MONDAY

INDEX = "/administration/equipe/"
NEW = f"{INDEX}nouveau"
ACTS = ("nom", "role", "formation", "attestation", "territoires", "nouveau-lien", "depart")
SOLENE = {"name": "Solène Essai", "email": "Solene@valdorne.example", "role": "moderator"}


def page_of(cast, name, act=""):
    return f"{INDEX}{cast.staff[name].id.hex}{'/' if act else ''}{act}"


def row_of(platform, name=None, **values):
    with platform.database.reading() as session:
        found = select(Staff).filter_by(**({"name": name} if name else values))
        return session.scalars(found).one_or_none()


def held_by_karine(session, cast):
    message = factories.message(session, cast.tom)
    claim(session, actor=cast.staff["karine"], testimony=message, today=clock.today())
    return message.id


def shown(page):
    return [each.get_text() for each in page.soup.select("[data-link]")]


@pytest.mark.parametrize("role", [None, Role.YOUTH, *STAFF_ROLES])
def test_nobody_else_opens_or_touches_an_account(browser_of, cast, role):
    expected = {None: 401, Role.ADMINISTRATOR: 200}.get(role, 403)
    browser = browser_of(role)
    pages = [INDEX, NEW, page_of(cast, "karine"), page_of(cast, "karine", "lien")]
    assert [browser.get(page).status for page in pages] == [expected] * len(pages)
    for act in (*ACTS, "sessions"):
        refused = browser.post(page_of(cast, "karine", act), {"role": "administrator"})
        assert refused.status == (400 if expected == 200 else expected), act


def test_an_account_is_made_with_a_code_and_its_link_is_shown_once(agnes, app, code, platform, cast, journalled):
    page = agnes.get(NEW)
    refused = agnes.send(page, NEW, service=cast.services["west"].id.hex, otp="000000", **SOLENE)
    assert (refused.status, row_of(platform, "Solène Essai")) == (400, None)
    made = agnes.send(refused, NEW, otp=code())
    [link] = shown(made)
    solene = row_of(platform, "Solène Essai")
    assert (solene.email, solene.role, solene.password_hash) == ("solene@valdorne.example", Role.MODERATOR, None)
    assert [each.circle_id for each in solene.ties] == [cast.circles["west"].id]
    assert journalled()[-1] == ("staff:create", f"staff:{solene.id.hex}", "moderator")
    assert shown(agnes.get(made.url)) == []
    assert "Solène Essai" in Browser(app).get(link.removeprefix("http://localhost")).text
    again = agnes.send(refused, NEW)  # the same page, sent twice: one account, and the link still opens
    assert (again.status, shown(again)) == (200, [])
    assert Browser(app).get(link.removeprefix("http://localhost")).status == 200


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"email": "sans arobase"}, "ne se lit pas"),
        ({"email": "a@b.example, c@d.example"}, "ne se lit pas"),
        ({"role": "youth"}, "pas dans la liste"),
        ({"role": ""}, "Choisissez un rôle"),
        ({"name": ""}, "Écrivez un nom"),
        ({"service": "f" * 32}, "pas dans la liste"),
    ],
)
def test_what_cannot_be_an_account_is_said(agnes, code, platform, typed, words):
    refused = agnes.send(agnes.get(NEW), NEW, otp=code(), **{**SOLENE, **typed})
    assert refused.status == 400
    assert words in refused.text
    assert row_of(platform, email="solene@valdorne.example") is None


def test_an_address_serves_once_even_after_leaving(agnes, code, platform, cast):
    email = cast.staff["malik"].email
    with platform.database.transaction() as session:
        session.get(Staff, cast.staff["malik"].id).left_on = clock.today()
    refused = agnes.send(agnes.get(NEW), NEW, otp=code(), **{**SOLENE, "email": email.upper()})
    assert "déjà un compte" in refused.text


def test_nobody_opens_a_door_for_themselves(agnes, code, platform, cast):
    """A7: whoever runs the platform never gives themselves a reading role, a training, a second factor."""
    mine = agnes.get(page_of(cast, "agnes"))
    assert not mine.soup.select("a[href$='/role'], a[href$='/formation'], a[href$='/nouveau-lien']")
    code_given = {"otp": code()}
    typed = {"role": {"role": "moderator"}, "formation": {"trained_on": "2026-11-02"}}
    for act in ("role", "formation", "attestation", "nouveau-lien", "depart"):
        url = page_of(cast, "agnes", act)
        page = agnes.get(url)
        refused = agnes.send(page, url, checked_by="Moi", checked_on="2026-11-02", **code_given, **typed.get(act, {}))
        assert refused.status == 400, act
        assert "C’est votre compte" in refused.text
    assert row_of(platform, "Agnes Essai").role == Role.ADMINISTRATOR


def test_whoever_runs_the_platform_reads_no_message(agnes, platform, cast):
    with platform.database.transaction() as session:
        message = factories.message(session, cast.tom).id.hex
    for url in ("/moderation/", f"/moderation/{message}", "/alertes/", "/observatoire/", "/delegue/"):
        assert agnes.get(url).status == 403


def test_a_leaver_gives_back_what_they_held_and_is_gone_at_once(agnes, browser_of, code, platform, cast, journalled):
    with platform.database.transaction() as session:
        message = held_by_karine(session, cast)
    karine = browser_of("karine")
    assert karine.get("/moderation/").status == 200
    url = page_of(cast, "karine", "depart")
    done = agnes.send(agnes.get(url), url, otp=code())
    assert "compte fermé" in done.text
    assert karine.get("/moderation/").status == 401
    with platform.database.reading() as session:
        left, freed = session.get(Staff, cast.staff["karine"].id), session.get(Testimony, message)
        assert (left.left_on, len(left.ties)) == (clock.today(), 1)
        assert (freed.state, freed.claimed_by) == (TestimonyState.SUBMITTED, None)
    assert journalled()[-1][:2] == ("staff:revoke", f"staff:{cast.staff['karine'].id.hex}")
    assert agnes.get(url).status == 404


def test_a_role_that_does_not_read_gives_back_what_was_held_and_two_people_do_not_cross(agnes, code, platform, cast):
    with platform.database.transaction() as session:
        message = held_by_karine(session, cast)
    url = page_of(cast, "karine", "role")
    page = agnes.get(url)
    with platform.database.transaction() as session:
        session.get(Staff, cast.staff["karine"].id).role = Role.COORDINATOR
    stale = agnes.send(page, url, role="answerer", otp=code())
    assert (stale.status, row_of(platform, "Karine Essai").role) == (409, Role.COORDINATOR)
    agnes.send(stale, url, role="answerer", otp=code())
    assert row_of(platform, "Karine Essai").role == Role.ANSWERER
    with platform.database.reading() as session:
        assert session.get(Testimony, message).claimed_by is None


def test_a_new_link_ends_sessions_and_a_lost_telephone_its_second_factor(agnes, browser_of, code, platform, cast):
    with platform.database.transaction() as session:
        session.get(Staff, cast.staff["malik"].id).totp_secret = "JBSWY3DPEHPK3PXP"
    malik, url = browser_of("malik"), page_of(cast, "malik", "nouveau-lien")
    [link] = shown(agnes.send(agnes.get(url), url, otp=code()))
    assert malik.get("/moderation/").status == 401
    assert row_of(platform, "Malik Essai").totp_box is not None
    [other] = shown(agnes.send(agnes.get(url), url, new_second_factor="y"))
    assert link != other
    assert row_of(platform, "Malik Essai").totp_box is None
    with platform.database.volatile_reading() as volatile:
        assert len(volatile.scalars(select(OneTimeLink)).all()) == 1


def test_training_and_certificate_are_days_that_came_and_make_somebody_ready(agnes, code, platform, cast):
    with platform.database.transaction() as session:
        session.get(Staff, cast.staff["naima"].id).trained_on = None
    assert "formation" in agnes.get(page_of(cast, "naima")).soup.select_one(".tag.sun").get_text()
    url, tomorrow = page_of(cast, "naima", "formation"), f"{MONDAY + timedelta(days=1):%Y-%m-%d}"
    refused = agnes.send(agnes.get(url), url, trained_on=tomorrow, otp=code())
    assert "pas encore venu" in refused.text
    assert "ne se lit pas" in agnes.send(refused, url, trained_on="30 février").text
    done = agnes.send(refused, url, trained_on="02/11/2026", otp=code())
    assert "formation" not in done.soup.select_one(".tag.sun").get_text()
    assert row_of(platform, "Naima Essai").trained_on == date(2026, 11, 2)
    url = page_of(cast, "naima", "attestation")
    done = agnes.send(agnes.get(url), url, checked_by="Rita Essai", checked_on="2026-11-03")
    assert "vue par Rita Essai" in done.text


def test_a_territory_is_closed_for_ever(agnes, code, platform, cast):
    url = page_of(cast, "malik", "territoires")
    where = f"circle:{cast.circles['west'].id.hex}"
    assert "Ouest" in agnes.send(agnes.get(url), url, where=where, otp=code()).text
    assert agnes.send(agnes.get(url), url, where=f"circle:{'f' * 32}").status == 400
    assert {each.circle_id for each in row_of(platform, "Malik Essai").ties} == {
        cast.circles["south"].id,
        cast.circles["west"].id,
    }


def test_sessions_are_closed_by_one_button(agnes, browser_of, platform, cast):
    karine = browser_of("karine")
    assert karine.get("/equipe/").status == 200
    url = page_of(cast, "karine", "sessions")
    agnes.send(agnes.get(page_of(cast, "karine")), url)
    assert karine.get("/equipe/").status == 401
    with platform.database.volatile_reading() as volatile:
        assert volatile.scalars(select(WebSession).filter_by(staff_id=cast.staff["karine"].id)).first() is None


def test_a_door_that_opens_is_told_to_who_answers_for_it_and_to_whom_it_concerns(agnes, code, cast, outbox):
    """Whoever runs the platform could invent a reader, or take the place of one: not unseen."""
    refused = agnes.send(agnes.get(NEW), NEW, otp="000000", **SOLENE)
    assert outbox == []
    agnes.send(refused, NEW, otp=code())
    overseers = {cast.staff[name].email for name in ("cyril", "diane")}
    assert {each["To"] for each in outbox} == overseers | {"solene@valdorne.example"}
    assert all("Solène Essai, modératrice ou modérateur" in each.get_content() for each in outbox)
    outbox.clear()
    agnes.send(agnes.get(NEW), NEW, **{**SOLENE, "email": "paule@valdorne.example", "role": "partner"})
    assert outbox == []
    url = page_of(cast, "malik", "nouveau-lien")
    agnes.send(agnes.get(url), url, new_second_factor="y")
    assert {each["To"] for each in outbox} == overseers | {cast.staff["malik"].email}
    assert all("second facteur" in each.get_content() for each in outbox)


def test_an_odd_address_keeps_nobody_else_from_hearing(agnes, code, cast, outbox):
    """The form takes it, the standard library trips on it."""
    odd = {**SOLENE, "email": "!:?@[.-"}
    assert agnes.send(agnes.get(NEW), NEW, otp=code(), **odd).status == 200
    assert {each["To"] for each in outbox} == {cast.staff[name].email for name in ("cyril", "diane")}


def test_an_address_that_the_server_refuses_keeps_nobody_else_from_hearing(agnes, code, cast, outbox, monkeypatch):
    """Who answers for it hears first, and one refusal is one address's."""
    send, asked = mail.send, []

    def refusing(settings, *, to, **words):
        asked.append(to)
        if to == cast.staff["cyril"].email:
            raise mail.MailNotSent("SMTPRecipientsRefused")
        send(settings, to=to, **words)

    monkeypatch.setattr(mail, "send", refusing)
    agnes.send(agnes.get(NEW), NEW, otp=code(), **{**SOLENE, "email": "!a@nulle.invalid"})
    assert asked == [*(cast.staff[name].email for name in ("cyril", "diane")), "!a@nulle.invalid"]
    assert [each["To"] for each in outbox] == asked[1:]


@pytest.mark.parametrize(("act", "typed"), [("depart", {}), ("role", {"role": "partner"})])
def test_who_would_be_told_is_told_of_their_own_going_and_the_last_stays(
    agnes, code, platform, cast, outbox, act, typed
):
    """A7: first send away those who would hear, then invent a reader: they hear of the first."""
    url = page_of(cast, "cyril", act)
    refused = agnes.send(agnes.get(url), url, otp=code(), **typed)
    assert (refused.status, "personne dans ce rôle" in refused.text) == (400, True)
    assert outbox == []
    with platform.database.transaction() as session:
        factories.staff(session, Role.COORDINATOR, "Carole Essai")
    done = agnes.send(agnes.get(url), url, otp=code(), **typed)
    assert done.status == 200
    heard = {each["To"] for each in outbox}
    assert {cast.staff[name].email for name in ("cyril", "diane")} < heard
    assert all("Cyril Essai, coordination" in each.get_content() for each in outbox)
    last = page_of(cast, "diane", act)
    assert "personne dans ce rôle" in agnes.send(agnes.get(last), last, otp=code(), **typed).text


def test_no_door_opens_while_nobody_else_would_hear(agnes, code, platform, cast, outbox):
    with platform.database.transaction() as session:
        for name in ("cyril", "diane"):
            session.get(Staff, cast.staff[name].id).left_on = clock.today()
    refused = agnes.send(agnes.get(NEW), NEW, otp=code(), **SOLENE)
    assert (refused.status, "Personne d’autre n’en serait averti" in refused.text) == (400, True)
    for name, act, typed in (("malik", "nouveau-lien", {}), ("paul", "role", {"role": "moderator"})):
        url = page_of(cast, name, act)
        refused = agnes.send(agnes.get(url), url, otp=code(), **typed)
        assert (refused.status, "Personne d’autre" in refused.text) == (400, True), act
    assert (row_of(platform, "Solène Essai"), outbox) == (None, [])
    with platform.database.volatile_reading() as volatile:
        assert volatile.scalars(select(OneTimeLink)).all() == []
    agnes.send(agnes.get(NEW), NEW, otp=code(), **{**SOLENE, "name": "Dora Essai", "role": "dpo"})
    again = {**SOLENE, "email": "autre@valdorne.example"}
    assert agnes.send(agnes.get(NEW), NEW, otp=code(), **again).status == 200
    assert {each["To"] for each in outbox} == {"solene@valdorne.example", "autre@valdorne.example"}


def test_when_a_colleague_comes_in_is_not_shown_to_whoever_keeps_the_accounts(agnes, platform, cast):
    karine = cast.staff["karine"].id.hex
    with platform.database.transaction() as session:
        for action in ("staff:sign_in", "staff:sign_in_refused", "staff:train"):
            audit.record(session, actor=karine, role="moderator", action=action, subject=f"staff:{karine}")
    words = agnes.get(page_of(cast, "karine")).text
    assert "formation notée" in words
    assert "connexion" not in words


def test_a_partner_waits_for_their_institution(agnes, cast):
    assert "l’observatoire l’inscrit" in agnes.get(page_of(cast, "paul")).text
