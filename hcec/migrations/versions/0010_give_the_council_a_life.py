"""Keep mandates, sessions, topics and working groups of the council."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

AGE_BANDS = ("under_11", "11_14", "15_17", "18_21")


def upgrade() -> None:
    # In place: a copy of the table would take its circles and decisions with it (ON DELETE CASCADE).
    op.execute(
        "ALTER TABLE testimony ADD COLUMN is_topic BOOLEAN DEFAULT false NOT NULL"
        " CONSTRAINT ck_testimony_topic_is_an_idea CHECK (NOT is_topic OR kind = 'idea')"
    )
    op.create_table(
        "council_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", _choice("sessionkind", "session", "plenary"), nullable=False),
        sa.Column("state", _choice("sessionstate", "planned", "held", "published"), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.Column("attended", sa.Integer(), nullable=True),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("attended >= 0", name=op.f("ck_council_session_attendance_is_a_number")),
        sa.CheckConstraint(
            "state = 'planned' OR attended IS NOT NULL", name=op.f("ck_council_session_held_has_attendance")
        ),
        sa.CheckConstraint(
            "(state = 'published') = (published_on IS NOT NULL)", name=op.f("ck_council_session_published_has_day")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_session")),
    )
    op.create_index(op.f("ix_council_session_held_on"), "council_session", ["held_on"], unique=False)
    op.create_table(
        "council_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("state", _choice("decisionstate", "to_do", "under_way", "done", "given_up"), nullable=False),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("changed_on", sa.Date(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["session_id"], ["council_session.id"], name=op.f("fk_council_decision_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_council_decision")),
        sa.UniqueConstraint("session_id", "position", name=op.f("uq_council_decision_session_id_position")),
    )
    op.create_table(
        "mandate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seat", sa.Integer(), nullable=False),
        sa.Column("age_band", _choice("ageband", *AGE_BANDS), nullable=True),
        sa.Column("from_month", sa.Date(), nullable=False),
        sa.Column("to_month", sa.Date(), nullable=False),
        sa.Column("ended_month", sa.Date(), nullable=True),
        sa.Column("is_renewal", sa.Boolean(), nullable=False),
        sa.CheckConstraint("seat > 0", name=op.f("ck_mandate_seat_is_a_number")),
        sa.CheckConstraint("to_month > from_month", name=op.f("ck_mandate_ends_after_it_starts")),
        sa.CheckConstraint(
            "ended_month IS NULL OR (ended_month >= from_month AND ended_month < to_month)",
            name=op.f("ck_mandate_ended_early"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mandate")),
        sa.UniqueConstraint("seat", "from_month", name=op.f("uq_mandate_seat_from_month")),
    )
    _create_topics()
    _create_groups()


def downgrade() -> None:
    for table in ("group_meeting", "group_member", "working_group", "council_topic", "topic_support", "mandate"):
        op.drop_table(table)
    op.drop_table("council_decision")
    op.drop_table("council_session")
    op.drop_column("testimony", "is_topic")


def _choice(name: str, *codes: str) -> sa.Enum:
    """Return the column type of a closed list."""
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=32)


def _create_topics() -> None:
    op.create_table(
        "topic_support",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["testimony.id"], name=op.f("fk_topic_support_testimony_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("testimony_id", "tag", name=op.f("pk_topic_support")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "council_topic",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("reached", sa.Integer(), nullable=False),
        sa.Column("state", _choice("topicstate", "supported", "planned", "discussed"), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("reached >= 5", name=op.f("ck_council_topic_enough_support_it")),
        sa.CheckConstraint(
            "state <> 'planned' OR session_id IS NOT NULL", name=op.f("ck_council_topic_planned_has_session")
        ),
        sa.ForeignKeyConstraint(["session_id"], ["council_session.id"], name=op.f("fk_council_topic_session_id")),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["testimony.id"], name=op.f("fk_council_topic_testimony_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("testimony_id", name=op.f("pk_council_topic")),
        sqlite_with_rowid=False,
    )


def _create_groups() -> None:
    op.create_table(
        "working_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_working_group")),
        sa.UniqueConstraint("name", name=op.f("uq_working_group_name")),
    )
    op.create_table(
        "group_member",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("institution", sa.String(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["working_group.id"], name=op.f("fk_group_member_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
        sa.UniqueConstraint(
            "group_id", "institution", "function", name=op.f("uq_group_member_group_id_institution_function")
        ),
    )
    op.create_table(
        "group_meeting",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["working_group.id"], name=op.f("fk_group_meeting_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_meeting")),
    )
    op.create_index(op.f("ix_group_meeting_group_id"), "group_meeting", ["group_id"], unique=False)
