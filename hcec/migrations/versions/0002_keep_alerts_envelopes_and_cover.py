"""Keep cover, notices, exchanges, envelope requests and journal heads, so that nobody is left in danger."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "cover_closure",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_cover_closure_in_order")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover_closure")),
    )
    op.create_table(
        "cover_hours",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("starts", sa.String(), nullable=False),
        sa.Column("ends", sa.String(), nullable=False),
        sa.CheckConstraint("weekday BETWEEN 0 AND 6 AND starts < ends", name=op.f("ck_cover_hours_within_a_day")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover_hours")),
    )
    op.create_table(
        "journal_head",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_journal_head")),
    )
    op.create_table(
        "journal_segment",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("first_seq", sa.Integer(), nullable=False),
        sa.Column("last_seq", sa.Integer(), nullable=False),
        sa.Column("last_mac", sa.LargeBinary(), nullable=False),
        sa.Column("erased_on", sa.Date(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_journal_segment")),
    )
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_journal_entry_at"), ["at"], unique=False)
        batch_op.create_index(batch_op.f("ix_journal_entry_subject"), ["subject"], unique=False)

    op.create_table(
        "cover_period",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "on_call", "deputy", "head", name="appointment", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.CheckConstraint("from_on <= to_on", name=op.f("ck_cover_period_in_order")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_cover_period_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cover_period")),
    )
    op.create_table(
        "crip_drill",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("word_hash", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("passed_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["passed_by"], ["staff.id"], name=op.f("fk_crip_drill_passed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_crip_drill")),
    )
    op.create_table(
        "alert_message",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("body_box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_alert_message_alert_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_alert_message_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert_message")),
    )
    with op.batch_alter_table("alert_message", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_alert_message_alert_id"), ["alert_id"], unique=False)

    op.create_table(
        "alert_notice",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_alert_notice_alert_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_alert_notice_staff_id")),
        sa.PrimaryKeyConstraint("alert_id", "staff_id", name=op.f("pk_alert_notice")),
    )
    op.create_table(
        "envelope_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "asked",
                "agreed",
                "declined",
                "handed_out",
                name="envelopestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("is_danger_to_life", sa.Boolean(), nullable=False),
        sa.Column("reason_box", sa.LargeBinary(), nullable=False),
        sa.Column("asked_by", sa.Uuid(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_by", sa.Uuid(), nullable=True),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("handed_out_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.Uuid(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "state <> 'handed_out' OR agreed_by IS NOT NULL OR is_danger_to_life",
            name=op.f("ck_envelope_request_handed_out_by_two_or_danger"),
        ),
        sa.CheckConstraint(
            "agreed_by IS NULL OR agreed_by <> asked_by", name=op.f("ck_envelope_request_agreed_by_another")
        ),
        sa.CheckConstraint(
            "reviewed_by IS NULL OR reviewed_by <> asked_by", name=op.f("ck_envelope_request_reviewed_by_another")
        ),
        sa.ForeignKeyConstraint(["agreed_by"], ["staff.id"], name=op.f("fk_envelope_request_agreed_by")),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_envelope_request_alert_id")),
        sa.ForeignKeyConstraint(["asked_by"], ["staff.id"], name=op.f("fk_envelope_request_asked_by")),
        sa.ForeignKeyConstraint(["reviewed_by"], ["staff.id"], name=op.f("fk_envelope_request_reviewed_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_envelope_request")),
    )
    with op.batch_alter_table("envelope_request", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_envelope_request_alert_id"), ["alert_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("journal_entry", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_journal_entry_subject"))
        batch_op.drop_index(batch_op.f("ix_journal_entry_at"))

    with op.batch_alter_table("envelope_request", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_envelope_request_alert_id"))

    op.drop_table("envelope_request")
    op.drop_table("alert_notice")
    with op.batch_alter_table("alert_message", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_message_alert_id"))

    op.drop_table("alert_message")
    op.drop_table("crip_drill")
    op.drop_table("cover_period")
    op.drop_table("journal_segment")
    op.drop_table("journal_head")
    op.drop_table("cover_hours")
    op.drop_table("cover_closure")
