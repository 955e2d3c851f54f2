"""Keep training needs, programmes and sessions."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"

THEMES = (
    *("LIEU", "ADULTES", "REFERENT", "FAMILLE", "FRATRIE", "HISTOIRE", "PARCOURS", "DECISIONS", "ECOLE", "SANTE"),
    *("AMIS", "ARGENT", "NUMERIQUE", "REGARD", "SECURITE", "MAJORITE", "MNA", "DROITS", "BIEN", "AUTRE"),
)
THEME = sa.Enum(*THEMES, name="theme", native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    op.create_table(
        "training_programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("from_year", sa.Integer(), nullable=False),
        sa.Column("to_year", sa.Integer(), nullable=False),
        sa.Column("objectives", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "adopted",
                "replaced",
                name="programmestate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("adopted_on", sa.Date(), nullable=True),
        sa.Column("adopted_by", sa.String(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'draft') = (adopted_on IS NULL)", name=op.f("ck_training_programme_adopted_has_day")
        ),
        sa.CheckConstraint(
            "state = 'draft' OR adopted_by <> ''", name=op.f("ck_training_programme_adopted_says_by_whom")
        ),
        sa.CheckConstraint("to_year >= from_year", name=op.f("ck_training_programme_ends_after_it_starts")),
        sa.ForeignKeyConstraint(
            ["replaces_id"], ["training_programme.id"], name=op.f("fk_training_programme_replaces_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_programme")),
        sa.UniqueConstraint("replaces_id", name=op.f("uq_training_programme_replaces_id")),
    )
    op.create_table(
        "training_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("programme_id", sa.Uuid(), nullable=False),
        sa.Column("root_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "theme",
            THEME,
            nullable=True,
        ),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column(
            "priority",
            sa.Enum("high", "medium", "low", name="priority", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("pilot", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("hours >= 0", name=op.f("ck_training_line_no_negative_hours")),
        sa.CheckConstraint("number > 0", name=op.f("ck_training_line_number_is_positive")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["training_programme.id"], name=op.f("fk_training_line_programme_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_line")),
        sa.UniqueConstraint("programme_id", "number", name=op.f("uq_training_line_programme_id_number")),
    )
    op.create_index(op.f("ix_training_line_root_id"), "training_line", ["root_id"], unique=False)
    op.create_table(
        "training_line_year",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("places", sa.Integer(), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("places >= 0 AND budget >= 0", name=op.f("ck_training_line_year_nothing_negative")),
        sa.ForeignKeyConstraint(
            ["line_id"], ["training_line.id"], name=op.f("fk_training_line_year_line_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("line_id", "year", name=op.f("pk_training_line_year")),
    )
    op.create_table(
        "training_session",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("line_id", sa.Uuid(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned",
                "held",
                "called_off",
                name="sessionstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_training_session_ends_after_it_starts")),
        sa.CheckConstraint("hours >= 0 AND cost >= 0", name=op.f("ck_training_session_nothing_negative")),
        sa.ForeignKeyConstraint(["line_id"], ["training_line.id"], name=op.f("fk_training_session_line_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_session")),
    )
    op.create_index(op.f("ix_training_session_line_id"), "training_session", ["line_id"], unique=False)
    op.create_table(
        "training_attendance",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column(
            "profession",
            sa.Enum(
                "social_worker",
                "foster_carer",
                "residential_worker",
                "early_years",
                "teacher",
                "health",
                "magistrate",
                "police",
                "lawyer",
                "sport_and_leisure",
                "manager",
                "volunteer",
                "other",
                name="profession",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("employer", sa.String(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_training_attendance_somebody_came")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name=op.f("fk_training_attendance_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "profession", "employer", name=op.f("pk_training_attendance")),
    )
    op.create_table(
        "training_line_action",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("action_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["scheme_action.id"], name=op.f("fk_training_line_action_action_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["line_id"], ["training_line.id"], name=op.f("fk_training_line_action_line_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("line_id", "action_id", name=op.f("pk_training_line_action")),
    )
    op.create_table(
        "training_opinion",
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column(
            "asked",
            sa.Enum(
                "useful", "clear", "will_change", name="asked", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column(
            "opinion",
            sa.Enum("yes", "partly", "no", name="opinion", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_training_opinion_somebody_answered")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["training_session.id"], name=op.f("fk_training_opinion_session_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("session_id", "asked", "opinion", name=op.f("pk_training_opinion")),
    )
    op.create_table(
        "training_need",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column(
            "theme",
            THEME,
            nullable=True,
        ),
        sa.Column("audiences", sa.JSON(), nullable=False),
        sa.Column(
            "urgency",
            sa.Enum("now", "this_year", "later", name="urgency", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("raised_by_id", sa.Uuid(), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("institution_id", sa.Uuid(), nullable=True),
        sa.Column("institution_name", sa.String(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=True),
        sa.Column("release_part", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "raised",
                "kept",
                "merged",
                "set_aside",
                name="needstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'merged') = (merged_into_id IS NOT NULL)", name=op.f("ck_training_need_merged_says_into_which")
        ),
        sa.CheckConstraint(
            "(state = 'raised') = (answered_on IS NULL)", name=op.f("ck_training_need_answered_has_day")
        ),
        sa.CheckConstraint("state <> 'set_aside' OR answer <> ''", name=op.f("ck_training_need_set_aside_says_why")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["training_need.id"], name=op.f("fk_training_need_merged_into_id")),
        sa.ForeignKeyConstraint(["raised_by_id"], ["staff.id"], name=op.f("fk_training_need_raised_by_id")),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_training_need_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_training_need")),
    )
    op.create_index(op.f("ix_training_need_institution_id"), "training_need", ["institution_id"], unique=False)
    op.create_index(op.f("ix_training_need_merged_into_id"), "training_need", ["merged_into_id"], unique=False)
    op.create_index(op.f("ix_training_need_release_id"), "training_need", ["release_id"], unique=False)
    op.create_table(
        "training_line_need",
        sa.Column("line_id", sa.Uuid(), nullable=False),
        sa.Column("need_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["line_id"], ["training_line.id"], name=op.f("fk_training_line_need_line_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["need_id"], ["training_need.id"], name=op.f("fk_training_line_need_need_id")),
        sa.PrimaryKeyConstraint("line_id", "need_id", name=op.f("pk_training_line_need")),
    )


def downgrade() -> None:
    for table in (
        "training_line_need",
        "training_need",
        "training_opinion",
        "training_line_action",
        "training_attendance",
        "training_session",
        "training_line_year",
        "training_line",
        "training_programme",
    ):
        op.drop_table(table)
