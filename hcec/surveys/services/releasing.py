"""What leaves of a survey: protected, attacked, frozen, said to be withdrawn when it was wrong (D1-D7)."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec import clock, db, i18n
from hcec.accounts.access import StaffMember
from hcec.council.services.acting import note
from hcec.council.services.revising import advance
from hcec.department.services import Department, load
from hcec.disclosure.attacker import ReleaseUnsafe, check
from hcec.disclosure.counted import Counted, as_read
from hcec.disclosure.thresholds import PERCENT_BASE, CannotBeMadeSafe, TooFewContributors, checked_threshold
from hcec.disclosure.values import AttackReport, Check, Level, Release, Table, from_bytes, to_bytes
from hcec.labels import N_
from hcec.surveys.enums import SurveyState
from hcec.surveys.models import Survey, SurveyRelease
from hcec.surveys.services.counting import crossings_of, read_sheets, tables_of
from hcec.surveys.services.staging import NotInThatState, fingerprint, promised

ISSUER = N_("Observatoire départemental de la protection de l’enfance")


class SurveyUnsafe(Exception):
    """The attack found something, or the sheets are not what they were. Holds the report."""

    def __init__(self, report: AttackReport) -> None:
        super().__init__("this survey cannot be published")
        self.report = report


@dataclass(frozen=True, slots=True)
class Built:
    """A release as it would leave, what the attack said of it, and the titles of tables that nothing makes safe."""

    release: Release
    report: AttackReport
    left_out: tuple[str, ...] = ()


def build(session: Session, *, survey: Survey, level: Level) -> Built:
    """Return exactly what publishing at this level would release today. Reads only.

    Under the threshold in people, nothing is told but that (D3).
    """
    department, ticked = promised(survey, load(session)), read_sheets(session, survey)
    public = level is Level.PUBLIC
    threshold = checked_threshold(department.threshold_public if public else department.threshold_internal)
    release, left_out = _header(survey, department, level, threshold), tuple[str, ...]()
    published = tuple(from_bytes(row.content) for row in survey.releases)
    if ticked.base >= threshold:
        tables, left_out = _tables(tables_of(ticked), ticked.base, department, level)
        crossings, unsafe = crossings_of(ticked, department, level, published)
        left_out += unsafe
        method = _method(threshold)
        release = replace(release, contributors=ticked.base, tables=tables, crossings=crossings, method=method)
    if fingerprint(session, survey) != survey.fingerprint:
        changed = Check("snapshot", threshold, 0, findings=("snapshot_changed",))
        return Built(release, AttackReport((changed,)), left_out)
    try:
        checked = check(release, published=published)
    except ReleaseUnsafe as found:
        return Built(release, found.report, left_out)
    return Built(checked, checked.checked or AttackReport(()), left_out)


def publish(
    session: Session, *, actor: StaffMember, survey: Survey, version: int, level: Level, today: date
) -> SurveyRelease:
    """Freeze what a closed survey says for the observatory, then for everybody if asked: the second only coarsens.

    Raises ChangedMeanwhile, NotInThatState, SurveyUnsafe.
    """
    db.lock(session, f"survey releases:{survey.id}")
    advance(session, survey, version)
    out = {row.level for row in survey.releases}
    expected = {SurveyState.PUBLISHED} if out else {SurveyState.CLOSED}
    if survey.state not in expected or level in out or (level is Level.PUBLIC) is not bool(out):
        raise NotInThatState
    built = build(session, survey=survey, level=level)
    if not built.release.is_safe:
        raise SurveyUnsafe(built.report)
    content = to_bytes(built.release)
    row = SurveyRelease(id=uuid4(), level=level, content=content, content_hash=_sha256(content), published_on=today)
    survey.releases.append(row)
    survey.state = SurveyState.PUBLISHED
    session.flush()
    note(session, actor, survey, "publish", f"{level} {row.content_hash.hex()}")
    return row


def withdraw(session: Session, *, actor: StaffMember, survey: Survey, version: int, reason: str, today: date) -> None:
    """Withdraw all that was published because of an error, and say so where it stood (D5).

    Raises ChangedMeanwhile, NotInThatState.
    """
    advance(session, survey, version)
    if survey.state is not SurveyState.PUBLISHED:
        raise NotInThatState
    survey.state, survey.withdrawn_on, survey.withdrawal_reason = SurveyState.WITHDRAWN, today, reason.strip()
    session.flush()
    note(session, actor, survey, "withdraw")


def _header(survey: Survey, department: Department, level: Level, threshold: int) -> Release:
    first, last = survey.opened_on or clock.today(), survey.closed_on or clock.today()
    return Release(
        reference=survey.id.hex[:8],
        level=level,
        threshold=threshold,
        title=survey.title,
        council=i18n.translate(ISSUER),
        department=department.department_name,
        consultation=survey.title,
        slug=f"questionnaire-{survey.id.hex}",
        opened=f"{first:%Y-%m}",
        closed=f"{last:%Y-%m}",
        period=_period(first, last),
        contributors=None,
        licence=department.licence,
    )


def _period(first: date, last: date) -> str:
    """Return the months, in words: no finer date leaves."""
    start, end = (i18n.source_day(day, "MMMM y") for day in (first, last))
    return end if start == end else i18n.translate(N_("%(start)s à %(end)s"), start=start, end=end)


def _tables(
    counted: list[Counted], base: int, department: Department, level: Level
) -> tuple[tuple[Table, ...], tuple[str, ...]]:
    kept, left_out = [], []
    for each in counted:
        thresholds = {"internal": department.threshold_internal, "public": department.threshold_public}
        try:
            kept.append(as_read(each, base, level=level, **thresholds))
        except (CannotBeMadeSafe, TooFewContributors):
            left_out.append(each.title)
    return tuple(kept), tuple(left_out)


def _method(threshold: int) -> tuple[str, ...]:
    return (
        i18n.translate(N_("Chaque personne invitée a répondu une fois au plus, sans donner son nom.")),
        i18n.translate(N_("Un groupe de moins de %(threshold)s personnes n’est jamais montré."), threshold=threshold),
        i18n.translate(N_("Les petites catégories sont réunies, puis masquées s’il le faut.")),
        i18n.translate(
            N_("Les pourcentages sont arrondis, et donnés à partir de %(base)s personnes."), base=PERCENT_BASE
        ),
        i18n.translate(N_("Les réponses libres sont lues, jamais publiées ni citées.")),
    )


def _sha256(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()
