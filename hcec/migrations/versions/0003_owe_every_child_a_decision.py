"""Keep what is still owed to a child or a reader of an alert."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ROLES = (
    "'youth', 'moderator', 'outside_reader', 'coordinator', 'crip', 'observatory', 'answerer', 'partner', 'dpo', "
    "'administrator'"
)
CAUSES = "'message_withdrawn', 'account_erased'"


def upgrade() -> None:
    # Added in place: a copy of the table would take its circles, notices and exchange with it (ON DELETE CASCADE).
    op.add_column("alert", sa.Column("renewed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "ALTER TABLE alert ADD COLUMN untold_cause VARCHAR(32)"
        f" CONSTRAINT ck_alert_untold_cause_untoldcause CHECK (untold_cause IN ({CAUSES}))"
    )
    with op.batch_alter_table("envelope_request", schema=None) as batch_op:
        batch_op.add_column(sa.Column("asked_as", sa.String(length=32), nullable=True))
    # The role of today is the best that is known of requests made before.
    op.execute(
        "UPDATE envelope_request"
        " SET asked_as = (SELECT staff.role FROM staff WHERE staff.id = envelope_request.asked_by)"
    )
    with op.batch_alter_table("envelope_request", schema=None) as batch_op:
        batch_op.alter_column("asked_as", existing_type=sa.String(length=32), nullable=False)
        batch_op.create_check_constraint(op.f("ck_envelope_request_asked_as_role"), f"asked_as IN ({ROLES})")
    op.create_table(
        "review_notice",
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["request_id"], ["envelope_request.id"], name=op.f("fk_review_notice_request_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_review_notice_staff_id")),
        sa.PrimaryKeyConstraint("request_id", "staff_id", name=op.f("pk_review_notice")),
    )


def downgrade() -> None:
    op.drop_table("review_notice")
    with op.batch_alter_table("envelope_request", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_envelope_request_asked_as_role"), type_="check")
        batch_op.drop_column("asked_as")
    op.drop_column("alert", "untold_cause")
    op.drop_column("alert", "renewed_at")
