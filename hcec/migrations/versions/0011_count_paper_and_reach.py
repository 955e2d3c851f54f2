"""Tell paper sheets apart, count cards by channel, keep who asked for which notice."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

CAUSES = "'message_withdrawn', 'account_erased'"


def upgrade() -> None:
    # In place: a copy of the table would take its circles and decisions with it (ON DELETE CASCADE).
    op.execute(
        "ALTER TABLE testimony ADD COLUMN is_paper BOOLEAN DEFAULT false NOT NULL"
        " CONSTRAINT ck_testimony_paper_is_an_answer CHECK (NOT is_paper OR kind = 'answer')"
    )
    _put_causes(f"{CAUSES}, 'written_on_paper'")
    _create_paper()
    op.create_table(
        "channel_count",
        sa.Column("channel", _choice("channel", "in_person", "letter", "poster"), nullable=False),
        sa.Column("cards_made", sa.Integer(), nullable=False),
        sa.Column("cards_used", sa.Integer(), nullable=False),
        sa.CheckConstraint("cards_made >= 0 AND cards_used >= 0", name=op.f("ck_channel_count_counts")),
        sa.PrimaryKeyConstraint("channel", name=op.f("pk_channel_count")),
    )
    op.create_table(
        "notice_choice",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("kind", _choice("noticekind", "queue", "closing", "answer_due", "review"), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_notice_choice_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "kind", name=op.f("pk_notice_choice")),
    )
    op.create_table(
        "answer_seen",
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_answer_seen")),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    for table in (
        "answer_seen",
        "notice_choice",
        "channel_count",
        "sheet_entered",
        "paper_batch_circle",
        "paper_batch",
    ):
        op.drop_table(table)
    op.execute("UPDATE alert SET untold_cause = 'message_withdrawn' WHERE untold_cause = 'written_on_paper'")
    _put_causes(CAUSES)
    op.drop_column("testimony", "is_paper")


def _choice(name: str, *codes: str) -> sa.Enum:
    """Return the column type of a closed list."""
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=32)


def _put_causes(causes: str) -> None:
    """List anew why nobody is told, column by column: a copy of the table would take its circles with it."""
    op.execute("ALTER TABLE alert ADD COLUMN kept_cause VARCHAR(32)")
    op.execute("UPDATE alert SET kept_cause = untold_cause")
    op.drop_column("alert", "untold_cause")
    op.execute(
        "ALTER TABLE alert ADD COLUMN untold_cause VARCHAR(32)"
        f" CONSTRAINT ck_alert_untold_cause_untoldcause CHECK (untold_cause IN ({causes}))"
    )
    op.execute("UPDATE alert SET untold_cause = kept_cause")
    op.drop_column("alert", "kept_cause")


def _create_paper() -> None:
    op.create_table(
        "paper_batch",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_paper_batch_number")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_paper_batch_consultation_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_paper_batch_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_batch")),
        sa.UniqueConstraint("consultation_id", "number", name=op.f("uq_paper_batch_consultation_id_number")),
    )
    op.create_table(
        "paper_batch_circle",
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["paper_batch.id"], name=op.f("fk_paper_batch_circle_batch_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_paper_batch_circle_circle_id")),
        sa.PrimaryKeyConstraint("batch_id", "circle_id", name=op.f("pk_paper_batch_circle")),
    )
    op.create_table(
        "sheet_entered",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("batch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_sheet_entered_number")),
        sa.ForeignKeyConstraint(
            ["batch_id"], ["paper_batch.id"], name=op.f("fk_sheet_entered_batch_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sheet_entered")),
        sa.UniqueConstraint("batch_id", "number", name=op.f("uq_sheet_entered_batch_id_number")),
        sqlite_with_rowid=False,
    )
