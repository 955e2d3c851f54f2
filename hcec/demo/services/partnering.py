"""The demonstration's institutions, and who acts for them."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy.orm import Session

from hcec.accounts.access import StaffMember
from hcec.demo.services.places import Colleague
from hcec.partners.enums import InstitutionKind
from hcec.partners.models import Institution
from hcec.partners.services import registering
from hcec.partners.services.registering import InstitutionPlan


def gather(
    session: Session, *, raw: dict[str, Any], team: Mapping[str, Colleague], observer: StaffMember, today: date
) -> None:
    """Bring the institutions together."""
    for each in raw["institution"]:
        made = _institution(session, raw=each, observer=observer, today=today)
        if "account" in each:
            staff_id = team[each["account"]].person.id
            registering.tie_account(session, actor=observer, institution=made, staff_id=staff_id)


def _institution(session: Session, *, raw: dict[str, Any], observer: StaffMember, today: date) -> Institution:
    ago = raw.get("charter_signed_days_ago")
    plan = InstitutionPlan(
        name=raw["name"],
        kind=InstitutionKind(raw["kind"]),
        charter_signed_on=None if ago is None else today - timedelta(days=ago),
    )
    return registering.add_institution(session, row_id=uuid4(), actor=observer, plan=plan, today=today)
