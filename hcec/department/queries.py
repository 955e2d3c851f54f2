"""What the département decided, where a query must know it."""

from sqlalchemy import Exists, String, cast, exists

from hcec.department.models import DepartmentSetting


def certificate_is_required() -> Exists:
    """Whether nobody reads before a certificate of honourability was checked (A7)."""
    return exists().where(
        DepartmentSetting.name == "certificate_required", cast(DepartmentSetting.value, String) == "true"
    )
