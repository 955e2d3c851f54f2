"""Keep proposals, their answers and what came of them."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"

STATES = ("draft", "adopted", "answered", "in_progress", "done", "cannot_be_done")


def _state() -> sa.Enum:
    return sa.Enum(*STATES, name="proposalstate", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    kind = sa.Enum("proposal", "opinion", name="proposalkind", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", kind, nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("of_whom", sa.String(), nullable=False),
        sa.Column("answerer_id", sa.Uuid(), nullable=True),
        sa.Column("engagements", sa.JSON(), nullable=False),
        sa.Column("scheme_action", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("state", _state(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'draft') = (adopted_on IS NULL)", name=op.f("ck_proposal_adopted_has_day")),
        sa.CheckConstraint("state = 'draft' OR due_on IS NOT NULL", name=op.f("ck_proposal_adopted_is_due")),
        sa.CheckConstraint(
            "state = 'draft' OR (what <> '' AND of_whom <> '')", name=op.f("ck_proposal_adopted_is_addressed")
        ),
        sa.ForeignKeyConstraint(["answerer_id"], ["staff.id"], name=op.f("fk_proposal_answerer_id")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_proposal_consultation_id")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_proposal_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("consultation_id", "position", name=op.f("uq_proposal_consultation_id_position")),
    )
    op.create_index(op.f("ix_proposal_release_id"), "proposal", ["release_id"], unique=False)
    op.create_table(
        "proposal_step",
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("state", _state(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_step_proposal_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("proposal_id", "position", name=op.f("pk_proposal_step")),
    )
    _widen_answers()
    op.create_table(
        "answer_correction",
        sa.Column("answer_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("corrected_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["answer_id"], ["public_answer.id"], name=op.f("fk_answer_correction_answer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("answer_id", "position", name=op.f("pk_answer_correction")),
    )
    op.create_table(
        "answer_reminder",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_answer_reminder_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "day", name=op.f("pk_answer_reminder")),
    )


def _widen_answers() -> None:
    """An answer may also be a proposal's; those already published were read and validated that day."""
    with op.batch_alter_table("public_answer", schema=None) as batch_op:
        batch_op.alter_column("consultation_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.add_column(sa.Column("proposal_id", sa.Uuid(), nullable=True))
        batch_op.add_column(sa.Column("by_whom", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("by_when", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("will_study", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("remark", sa.String(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("sent_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("validated_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        batch_op.create_foreign_key(op.f("fk_public_answer_proposal_id"), "proposal", ["proposal_id"], ["id"])
        batch_op.create_unique_constraint(op.f("uq_public_answer_proposal_id"), ["proposal_id"])
        batch_op.create_check_constraint(
            op.f("ck_public_answer_answers_one_thing"), "(consultation_id IS NULL) <> (proposal_id IS NULL)"
        )
        batch_op.create_check_constraint(
            op.f("ck_public_answer_validated_was_sent"), "validated_on IS NULL OR sent_on IS NOT NULL"
        )
    op.execute("UPDATE public_answer SET sent_on = published_on, validated_on = published_on")


def downgrade() -> None:
    op.drop_table("answer_reminder")
    op.drop_table("answer_correction")
    op.execute("DELETE FROM public_answer WHERE consultation_id IS NULL")
    with op.batch_alter_table("public_answer", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_public_answer_validated_was_sent"), type_="check")
        batch_op.drop_constraint(op.f("ck_public_answer_answers_one_thing"), type_="check")
        batch_op.drop_constraint(op.f("uq_public_answer_proposal_id"), type_="unique")
        batch_op.drop_constraint(op.f("fk_public_answer_proposal_id"), type_="foreignkey")
        for column in ("version", "validated_on", "sent_on", "remark", "will_study", "by_when", "by_whom"):
            batch_op.drop_column(column)
        batch_op.drop_column("proposal_id")
        batch_op.alter_column("consultation_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_table("proposal_step")
    op.drop_index(op.f("ix_proposal_release_id"), table_name="proposal")
    op.drop_table("proposal")
