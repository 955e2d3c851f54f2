"""Reading and changing what the département decides."""

from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hcec import db
from hcec.audit import services as audit
from hcec.department.limits import LIMITS
from hcec.department.models import DepartmentSetting
from hcec.documents.licences import LICENCES

UNTOLD = frozenset({"supervision_name", "supervision_phone", "tested_with", "crip_public_key"})
"""Whose values the journal leaves out: people, or what a long line would say badly."""


class RefusedSetting(Exception):
    """The value breaks a promise or a rule; the message says which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """Names, thresholds, hours and retention (PRODUCT §5). Days unless the name says otherwise."""

    site_name: str = "Ma parole"
    council_name: str = "Haut Conseil des enfants confiés"
    department_name: str = "Département"
    department_code: str = ""  # 61, 2A: the reading aids know its communes and its neighbours' better
    holidays_of: str = ""  # a part of France with public holidays of its own (57, 6AE, 974…); empty elsewhere
    readers: int = 2  # who read messages on an ordinary day, for the load forecast (S3)
    reader_minutes: int = 60  # how long each reads that day
    message_minutes: int = 6  # how long one message takes to read and settle
    supervision_name: str = ""  # whom a reader calls when a message stays with them (M6)
    supervision_phone: str = ""
    crip_phone: str = ""  # told to the adults who are asked something (docs/surveys.md)
    tested_with: str = ""
    leave_url: str = ""  # where "Sortir vite" leads; empty: our own neutral page
    threshold_internal: int = 5
    threshold_public: int = 11
    agreement_by_silence_days: int = 7
    draft_days: int = 7
    original_days: int = 90
    refused_days: int = 30
    account_months: int = 24
    journal_months: int = 12
    alert_days: int = 30  # after the receipt: then the words go, the states stay (S4)
    backup_days: int = 30
    decision_days: int = 14
    alert_read_hours: int = 2  # staffed hours, as the two that follow (PRODUCT §5)
    alert_take_hours: int = 4
    alert_climb_hours: int = 4  # from one rung of cover to the next (S4)
    messages_an_hour: int = 20  # of one person, calls for help apart
    messages_a_day: int = 60
    help_calls_an_hour: int = 3  # further ones join the alert that is open; none is ever refused (S1)
    certificate_required: bool = False  # of honourability, checked before anybody reads, where the law asks (A7)
    crip_public_key: str = ""
    licence: str = "etalab-2.0"  # of public releases; the other is odbl-1.0
    is_demonstration: bool = False


def load(session: Session) -> Department:
    """Return what was decided, with the defaults for the rest."""
    known = {field.name for field in fields(Department)}
    rows = {row.name: row.value for row in session.scalars(select(DepartmentSetting)) if row.name in known}
    return Department(**rows)


def hold(session: Session) -> Department:
    """Return what is decided, nobody else changing it before this transaction ends."""
    db.lock(session, "department")
    return load(session)


def change(session: Session, *, actor: str, role: str, **decisions: Any) -> Department:
    """Record decisions; each that changes leaves a line in the journal, with both values where they name nobody.

    Raises RefusedSetting (unknown name, wrong type, LIMITS, D7).
    """
    before = asdict(hold(session))
    for name, value in decisions.items():
        _check(before, name, value)
        if value == before[name]:
            continue
        session.merge(DepartmentSetting(name=name, value=value))
        detail = "" if name in UNTOLD else f"{before[name]} → {value}"
        subject = f"department_setting:{name}"
        audit.record(session, actor=actor, role=role, action="setting:change", subject=subject, detail=detail)
    session.flush()
    after = load(session)
    if after.threshold_public < after.threshold_internal:
        raise RefusedSetting("Le seuil public ne peut pas être sous le seuil interne (règle D7)")
    return after


def _check(before: dict[str, Any], name: str, value: Any) -> None:
    """Raise RefusedSetting for a decision that nobody may take."""
    if name not in before or type(value) is not type(before[name]):
        raise RefusedSetting(f"{name}: réglage inconnu ou d'un autre type")
    if name in LIMITS and not LIMITS[name].least <= value <= LIMITS[name].most:
        raise RefusedSetting(f"{name}: entre {LIMITS[name].least} et {LIMITS[name].most}")
    if name == "licence" and value not in LICENCES:
        raise RefusedSetting("licence: etalab-2.0 ou odbl-1.0")
    if name == "is_demonstration" and before[name] and not value:
        raise RefusedSetting("Une démonstration le reste pour toujours")
