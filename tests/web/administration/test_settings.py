"""What the département decides, on pages: floors and ceilings hold, a code is asked, two people see each other."""

from datetime import timedelta

import pytest

from hcec.department.limits import LIMITS
from hcec.department.services import Department, RefusedSetting, change, load
from hcec.labels import LABELS
from hcec.permissions import STAFF_ROLES, Role
from hcec.web.administration.setting_forms import SUBJECTS, setting_form
from tests.platform import MONDAY

INDEX = "/administration/reglages/"
PUBLICATION = f"{INDEX}publication"


def decided(platform):
    with platform.database.reading() as session:
        return load(session)


@pytest.mark.parametrize("role", [None, Role.YOUTH, *STAFF_ROLES])
def test_nobody_else_opens_or_changes_a_setting(browser_of, role):
    expected = {None: 401, Role.ADMINISTRATOR: 200}.get(role, 403)
    browser = browser_of(role)
    assert [browser.get(page).status for page in (INDEX, PUBLICATION)] == [expected] * 2
    assert browser.post(PUBLICATION, {"threshold_internal": "6"}).status == (400 if expected == 200 else expected)


def test_a_change_takes_a_code_is_journalled_with_both_values_and_shown(agnes, code, platform, journalled):
    page = agnes.get(PUBLICATION)
    refused = agnes.send(page, PUBLICATION, threshold_internal="7", threshold_public="12", otp="000000")
    assert (refused.status, decided(platform).threshold_internal) == (400, 5)
    assert refused.soup.find(id="threshold_public")["value"] == "12"
    done = agnes.send(refused, PUBLICATION, otp=code())
    assert done.url.endswith(INDEX)
    assert (decided(platform).threshold_internal, decided(platform).threshold_public) == (7, 12)
    lines = [line for line in journalled() if line[0] == "setting:change"]
    assert lines == [
        ("setting:change", "department_setting:threshold_internal", "5 → 7"),
        ("setting:change", "department_setting:threshold_public", "11 → 12"),
    ]
    assert "Agnes Essai : Seuil public (11 → 12)" in done.text


def test_a_code_given_holds_a_quarter_of_an_hour(agnes, code, frozen):
    agnes.send(agnes.get(PUBLICATION), PUBLICATION, threshold_internal="6", otp=code())
    assert agnes.get(PUBLICATION).soup.find(id="otp") is None
    frozen(MONDAY + timedelta(minutes=16))
    assert agnes.get(PUBLICATION).soup.find(id="otp") is not None


def test_a_name_of_a_person_stays_out_of_the_journal(agnes, code, journalled):
    url = f"{INDEX}soutien"
    agnes.send(agnes.get(url), url, supervision_name="Sonia Essai", supervision_phone="01 99 00 12 34", otp=code())
    lines = [line for line in journalled() if line[0] == "setting:change"]
    assert [line[2] for line in lines] == ["", ""]


@pytest.mark.parametrize(
    ("subject", "typed"),
    [
        ("publication", {"threshold_internal": "4"}),
        ("publication", {"threshold_internal": "12"}),  # above the public one
        ("publication", {"agreement_by_silence_days": "6"}),
        ("publication", {"licence": "inconnue"}),
        ("durees", {"original_days": "91"}),
        ("durees", {"journal_months": "5"}),
        ("durees", {"draft_days": "quatre"}),
        ("delais", {"alert_read_hours": "3"}),
        ("limites", {"help_calls_an_hour": "0"}),
        ("noms", {"site_name": " "}),
        ("noms", {"leave_url": "http://ailleurs.example/"}),
        ("noms", {"leave_url": "javascript:alert(1)"}),
        ("noms", {"department_code": "6"}),
        ("soutien", {"supervision_phone": "appelez-moi"}),
    ],
)
def test_what_would_break_a_promise_is_refused_and_said_beside_its_field(agnes, code, platform, subject, typed):
    before = decided(platform)
    page = agnes.send(agnes.get(INDEX + subject), INDEX + subject, otp=code(), **typed)
    assert page.status == 400
    assert page.soup.select_one(".field .error")
    assert decided(platform) == before


def test_two_people_do_not_overwrite_each_other(agnes, code, platform):
    url = f"{INDEX}durees"
    page = agnes.get(url)
    with platform.database.transaction() as session:
        change(session, actor="platform", role="administrator", refused_days=20)
    stale = agnes.send(page, url, original_days="60", otp=code())
    assert stale.status == 409
    assert (decided(platform).refused_days, decided(platform).original_days) == (20, 90)
    assert "Un message refusé, en jours 20" in stale.text
    agnes.send(stale, url, refused_days="20", otp=code())
    assert (decided(platform).refused_days, decided(platform).original_days) == (20, 60)


def test_no_subject_is_invented(agnes):
    assert agnes.get(f"{INDEX}inconnu").status == 404


def test_every_decision_has_a_name_and_every_number_its_limits(app):
    names = set(Department.__dataclass_fields__)
    assert names == set(LABELS["setting"])
    numbers = {name for name in names if type(getattr(Department(), name)) is int}
    assert numbers == set(LIMITS)
    assert all(LIMITS[name].least <= getattr(Department(), name) <= LIMITS[name].most for name in numbers)
    on_pages = {name for names in SUBJECTS.values() for name in names}
    assert names - on_pages == {
        *("readers", "reader_minutes", "message_minutes", "holidays_of"),  # on the cover's page
        *("crip_public_key", "is_demonstration"),  # on the server
    }
    with app.test_request_context():
        assert all(set(names) < {field.name for field in setting_form(each)()} for each, names in SUBJECTS.items())


def test_the_service_refuses_what_the_form_would_have(session):
    for decision in ({"threshold_internal": 4}, {"threshold_public": 5, "threshold_internal": 6}, {"readers": True}):
        with pytest.raises(RefusedSetting):
            change(session, actor="platform", role="administrator", **decision)
