"""One row a decision of the département."""

from typing import Any

from sqlalchemy import JSON
from sqlalchemy.orm import Mapped, mapped_column

from hcec.db import Base


class DepartmentSetting(Base):
    """A decision that differs from the default, by name."""

    __tablename__ = "department_setting"

    name: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
