"""Keep codes, releases' ledgers and written syntheses."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

TONES = ("feeling", "need", "wish", "criticism", "thanks", "idea", "question")


def upgrade() -> None:
    op.create_table(
        "local_theme",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("added_in", sa.Integer(), nullable=False),
        sa.Column("retired_in", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "retired_in IS NULL OR retired_in > added_in", name=op.f("ck_local_theme_retired_after_added")
        ),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_local_theme")),
    )
    op.create_table(
        "coding",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.Column("is_drawn", sa.Boolean(), nullable=False),
        sa.Column("coded_on", sa.Date(), nullable=False),
        sa.CheckConstraint("place IN (1, 2)", name=op.f("ck_coding_first_or_second")),
        sa.CheckConstraint("place = 1 OR NOT is_drawn", name=op.f("ck_coding_first_is_drawn")),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["testimony.id"], name=op.f("fk_coding_testimony_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_coding_staff_id")),
        sa.PrimaryKeyConstraint("testimony_id", "place", name=op.f("pk_coding")),
        sa.UniqueConstraint("testimony_id", "staff_id", name=op.f("uq_coding_testimony_id_staff_id")),
        sqlite_with_rowid=False,
    )
    tone = sa.Enum(*TONES, name="tone", native_enum=False, create_constraint=True, length=32)
    _create_codes(
        "theme_code",
        sa.Column("theme", sa.String(), nullable=False),
        sa.Column("was_suggested", sa.Boolean(), nullable=False),
    )
    _create_codes("tone_code", sa.Column("tone", tone, nullable=False))
    op.create_table(
        "coding_freeze",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("voices", sa.Integer(), nullable=False),
        sa.Column("list_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("voices >= 0", name=op.f("ck_coding_freeze_voices_are_counted")),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_coding_freeze_consultation_id")
        ),
        sa.PrimaryKeyConstraint("consultation_id", name=op.f("pk_coding_freeze")),
    )
    op.create_table(
        "frozen_theme",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("theme", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["coding_freeze.consultation_id"], name=op.f("fk_frozen_theme_consultation_id")
        ),
        sa.PrimaryKeyConstraint("consultation_id", "tag", "theme", name=op.f("pk_frozen_theme")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in ("frozen_theme", "coding_freeze", "tone_code", "theme_code", "coding", "local_theme"):
        op.drop_table(table)


def _create_codes(table: str, code: sa.Column[Any], *besides: sa.Column[Any]) -> None:
    """Create a table of what a coding holds, one row a code."""
    op.create_table(
        table,
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        code,
        *besides,
        sa.ForeignKeyConstraint(
            ["testimony_id", "place"],
            ["coding.testimony_id", "coding.place"],
            name=op.f(f"fk_{table}_coding"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("testimony_id", "place", code.name, name=op.f(f"pk_{table}")),
        sqlite_with_rowid=False,
    )
