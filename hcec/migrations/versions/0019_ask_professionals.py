"""Keep what professionals and families are asked."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    op.create_table(
        "survey",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "audience",
            sa.Enum(
                "professionals", "families", name="surveyaudience", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("what_next", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "open",
                "closed",
                "published",
                "withdrawn",
                name="surveystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("reminded_on", sa.Date(), nullable=True),
        sa.Column("threshold_internal", sa.Integer(), nullable=True),
        sa.Column("threshold_public", sa.Integer(), nullable=True),
        sa.Column("fingerprint", sa.LargeBinary(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(state = 'withdrawn') = (withdrawn_on IS NOT NULL)", name=op.f("ck_survey_withdrawn_has_day")
        ),
        sa.CheckConstraint("(state IN ('draft', 'open')) = (closed_on IS NULL)", name=op.f("ck_survey_closed_has_day")),
        sa.CheckConstraint(
            "state = 'draft' OR (opened_on IS NOT NULL AND closes_on IS NOT NULL)", name=op.f("ck_survey_open_has_days")
        ),
        sa.CheckConstraint("(closed_on IS NULL) = (fingerprint IS NULL)", name=op.f("ck_survey_closed_is_frozen")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey")),
    )
    op.create_table(
        "survey_invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "ase",
                "homes",
                "foster",
                "school",
                "health",
                "justice",
                "other_work",
                "parent",
                "relative",
                "trusted",
                "other_tie",
                name="surveycategory",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("address_box", sa.LargeBinary(), nullable=True),
        sa.Column("address_hash", sa.LargeBinary(), nullable=True),
        sa.Column("token_hash", sa.LargeBinary(), nullable=True),
        sa.Column("reminder_hash", sa.LargeBinary(), nullable=True),
        sa.Column("draft_box", sa.LargeBinary(), nullable=True),
        sa.Column("is_sent", sa.Boolean(), nullable=False),
        sa.Column("is_reminded", sa.Boolean(), nullable=False),
        sa.Column("is_used", sa.Boolean(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("next_try_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_invitation_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_invitation")),
        sa.UniqueConstraint("reminder_hash", name=op.f("uq_survey_invitation_reminder_hash")),
        sa.UniqueConstraint("survey_id", "address_hash", name=op.f("uq_survey_invitation_survey_id_address_hash")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_survey_invitation_token_hash")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "faces",
                "one",
                "several",
                "ranking",
                "text",
                name="questionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("hint", sa.String(), nullable=False),
        sa.Column("is_sensitive", sa.Boolean(), nullable=False),
        sa.Column("by_category", sa.Boolean(), nullable=False),
        sa.CheckConstraint("position > 0", name=op.f("ck_survey_question_position")),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_question_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_question")),
        sa.UniqueConstraint("survey_id", "position", name=op.f("uq_survey_question_survey_id_position")),
    )
    op.create_table(
        "survey_release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("internal", "public", name="level", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_release_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_release")),
        sa.UniqueConstraint("survey_id", "level", name=op.f("uq_survey_release_survey_id_level")),
    )
    op.create_table(
        "survey_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("survey_id", sa.Uuid(), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "ase",
                "homes",
                "foster",
                "school",
                "health",
                "justice",
                "other_work",
                "parent",
                "relative",
                "trusted",
                "other_tie",
                name="surveycategory",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("month", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["survey_id"], ["survey.id"], name=op.f("fk_survey_sheet_survey_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_sheet")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_sheet_survey_id"), "survey_sheet", ["survey_id"], unique=False)
    op.create_table(
        "survey_answer",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["question_id"], ["survey_question.id"], name=op.f("fk_survey_answer_question_id")),
        sa.ForeignKeyConstraint(["sheet_id"], ["survey_sheet.id"], name=op.f("fk_survey_answer_sheet_id")),
        sa.PrimaryKeyConstraint("sheet_id", "question_id", "choice", name=op.f("pk_survey_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "survey_choice",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["survey_question.id"], name=op.f("fk_survey_choice_question_id")),
        sa.PrimaryKeyConstraint("question_id", "position", name=op.f("pk_survey_choice")),
    )
    op.create_table(
        "survey_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("body_box", sa.LargeBinary(), nullable=False),
        sa.Column("is_worrying", sa.Boolean(), nullable=False),
        sa.Column("is_referred", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["survey_question.id"], name=op.f("fk_survey_text_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_survey_text")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_survey_text_question_id"), "survey_text", ["question_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_survey_text_question_id"), table_name="survey_text")
    op.drop_table("survey_text")
    op.drop_table("survey_choice")
    op.drop_table("survey_answer")
    op.drop_index(op.f("ix_survey_sheet_survey_id"), table_name="survey_sheet")
    op.drop_table("survey_sheet")
    op.drop_table("survey_release")
    op.drop_table("survey_question")
    op.drop_table("survey_invitation")
    op.drop_table("survey")
