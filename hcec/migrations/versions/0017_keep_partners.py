"""Keep institutions, plenaries and immersions."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "institution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "department",
                "prefecture",
                "justice",
                "education",
                "police",
                "gendarmerie",
                "health_agency",
                "family_fund",
                "bar",
                "physicians",
                "association",
                "establishment",
                "other",
                name="institutionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("charter_signed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_institution")),
        sa.UniqueConstraint("name", name=op.f("uq_institution_name")),
    )
    op.create_table(
        "plenary",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("agenda", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "called_off",
                name="plenarystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plenary")),
    )
    op.create_index(op.f("ix_plenary_held_on"), "plenary", ["held_on"], unique=False)
    op.create_table(
        "immersion_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("offer", "request", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "theme",
            sa.Enum(
                "daily_life",
                "concerns",
                "hearing",
                "inquiry",
                "school",
                "health",
                "home_support",
                "autonomy",
                "other",
                name="immersiontheme",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("profession", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("is_withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("places > 0", name=op.f("ck_immersion_wish_has_places")),
        sa.CheckConstraint("to_on >= from_on", name=op.f("ck_immersion_wish_ends_after_it_starts")),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_immersion_wish_institution_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_immersion_wish")),
    )
    op.create_index(op.f("ix_immersion_wish_institution_id"), "immersion_wish", ["institution_id"], unique=False)
    op.create_table(
        "observatory_mandate",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column("function", sa.String(), nullable=False),
        sa.Column("is_deputy", sa.Boolean(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "to_on IS NULL OR to_on >= from_on", name=op.f("ck_observatory_mandate_ends_after_it_starts")
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_observatory_mandate_institution_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_observatory_mandate_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_observatory_mandate")),
    )
    op.create_index(
        op.f("ix_observatory_mandate_institution_id"), "observatory_mandate", ["institution_id"], unique=False
    )
    op.create_table(
        "plenary_attendance",
        sa.Column("plenary_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.Column(
            "presence",
            sa.Enum(
                "present", "excused", "absent", name="presence", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["institution_id"], ["institution.id"], name=op.f("fk_plenary_attendance_institution_id")
        ),
        sa.ForeignKeyConstraint(
            ["plenary_id"], ["plenary.id"], name=op.f("fk_plenary_attendance_plenary_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("plenary_id", "institution_id", name=op.f("pk_plenary_attendance")),
    )
    op.create_table(
        "plenary_decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("plenary_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("told", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["plenary_id"], ["plenary.id"], name=op.f("fk_plenary_decision_plenary_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plenary_decision")),
        sa.UniqueConstraint("plenary_id", "position", name=op.f("uq_plenary_decision_plenary_id_position")),
    )
    op.create_table(
        "representative",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["institution_id"], ["institution.id"], name=op.f("fk_representative_institution_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_representative_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_representative")),
    )
    op.create_index(op.f("ix_representative_institution_id"), "representative", ["institution_id"], unique=False)
    op.create_table(
        "immersion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("offer_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column(
            "host_answer",
            sa.Enum(
                "waiting", "accepted", "declined", name="answer", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("host_words", sa.String(), nullable=False),
        sa.Column(
            "guest_answer",
            sa.Enum(
                "waiting", "accepted", "declined", name="answer", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("guest_words", sa.String(), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "coming", "held", "cancelled", name="outcome", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("outcome_words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "outcome <> 'held' OR (host_answer = 'accepted' AND guest_answer = 'accepted')",
            name=op.f("ck_immersion_held_was_agreed"),
        ),
        sa.CheckConstraint("places > 0", name=op.f("ck_immersion_has_places")),
        sa.ForeignKeyConstraint(["offer_id"], ["immersion_wish.id"], name=op.f("fk_immersion_offer_id")),
        sa.ForeignKeyConstraint(["request_id"], ["immersion_wish.id"], name=op.f("fk_immersion_request_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_immersion")),
    )
    op.create_index(op.f("ix_immersion_offer_id"), "immersion", ["offer_id"], unique=False)
    op.create_index(op.f("ix_immersion_request_id"), "immersion", ["request_id"], unique=False)
    op.create_table(
        "immersion_feedback",
        sa.Column("immersion_id", sa.Uuid(), nullable=False),
        sa.Column(
            "side",
            sa.Enum("offer", "request", name="side", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "usefulness",
            sa.Enum(
                "much",
                "somewhat",
                "little",
                "not",
                name="usefulness",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "effect",
            sa.Enum("yes", "perhaps", "no", name="effect", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column(
            "advice",
            sa.Enum("yes", "with_changes", "no", name="advice", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("words", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["immersion_id"], ["immersion.id"], name=op.f("fk_immersion_feedback_immersion_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("immersion_id", "side", name=op.f("pk_immersion_feedback")),
    )


def downgrade() -> None:
    for table in (
        "immersion_feedback",
        "immersion",
        "representative",
        "plenary_decision",
        "plenary_attendance",
        "observatory_mandate",
        "immersion_wish",
        "plenary",
        "institution",
    ):
        op.drop_table(table)
