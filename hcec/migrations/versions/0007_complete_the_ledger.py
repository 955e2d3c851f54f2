"""Freeze what may be quoted, declare crossings, keep editions of the idea box."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

# What could be quoted when an earlier release was published may still be; nothing approved later enters.
QUOTABLE = """
INSERT INTO frozen_quotation (testimony_id, consultation_id)
SELECT approval.testimony_id, testimony.consultation_id FROM approval
JOIN testimony ON testimony.id = approval.testimony_id
WHERE testimony.state = 'approved' AND testimony.may_quote
AND testimony.consultation_id IN (SELECT consultation_id FROM release)
"""


def upgrade() -> None:
    op.create_table(
        "edition",
        _consultation_id(),
        sa.Column("first_month", sa.Date(), nullable=False),
        sa.Column("last_month", sa.Date(), nullable=False),
        sa.CheckConstraint("last_month >= first_month", name=op.f("ck_edition_months_in_order")),
        _of_consultation("edition"),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_edition")),
    )
    op.create_table(
        "snapshot",
        _consultation_id(),
        sa.Column("sheets", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=False),
        _of_consultation("snapshot"),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_snapshot")),
    )
    op.create_table(
        "declared_crossing",
        _consultation_id(),
        sa.Column("code", sa.String(), nullable=False),
        _of_consultation("declared_crossing"),
        sa.PrimaryKeyConstraint("consultation_id", "code", name=op.f("pk_declared_crossing")),
    )
    op.create_table(
        "frozen_quotation",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        _consultation_id(),
        sa.ForeignKeyConstraint(
            ["testimony_id"],
            ["approval.testimony_id"],
            name=op.f("fk_frozen_quotation_testimony_id"),
            ondelete="CASCADE",
        ),
        _of_consultation("frozen_quotation"),
        sa.PrimaryKeyConstraint("testimony_id", name=op.f("pk_frozen_quotation")),
        sqlite_with_rowid=False,
    )
    op.execute(QUOTABLE)


def downgrade() -> None:
    for table in ("frozen_quotation", "declared_crossing", "snapshot", "edition"):
        op.drop_table(table)


def _consultation_id() -> sa.Column[Any]:
    return sa.Column("consultation_id", sa.Uuid(), nullable=False)


def _of_consultation(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f(f"fk_{table}_consultation_id"))
