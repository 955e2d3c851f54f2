"""Create every table of the main chain."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "account",
        sa.Column("selector", sa.LargeBinary(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("wrapped_key", sa.LargeBinary(), nullable=False),
        sa.Column("origin_box", sa.LargeBinary(), nullable=False),
        sa.Column("last_quarter", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("selector", name=op.f("pk_account")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "agreement",
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("contract_version", sa.Integer(), nullable=False),
        sa.Column("accepted_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_agreement")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "card",
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("number_hash", sa.LargeBinary(), nullable=False),
        sa.Column("origin_box", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("code_hash", name=op.f("pk_card")),
        sa.UniqueConstraint("number_hash", name=op.f("uq_card_number_hash")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "circle",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.CheckConstraint("children >= 20", name=op.f("ck_circle_large_enough")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_circle")),
        sa.UniqueConstraint("name", name=op.f("uq_circle_name")),
    )
    op.create_table(
        "department_setting",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_department_setting")),
    )
    op.create_table(
        "draft",
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("box", sa.LargeBinary(), nullable=False),
        sa.Column("expires_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("tag", name=op.f("pk_draft")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_draft_expires_on"), ["expires_on"], unique=False)

    op.create_table(
        "journal_entry",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("actor", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("mac", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_journal_entry_starts_at_one")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal_entry")),
    )
    op.create_table(
        "staff",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "youth",
                "moderator",
                "outside_reader",
                "coordinator",
                "crip",
                "observatory",
                "answerer",
                "partner",
                "dpo",
                "administrator",
                name="role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("password_hash", sa.String(), nullable=True),
        sa.Column("totp_box", sa.LargeBinary(), nullable=True),
        sa.Column("last_totp_step", sa.Integer(), nullable=False),
        sa.Column("charter_signed_on", sa.Date(), nullable=True),
        sa.Column("trained_on", sa.Date(), nullable=True),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff")),
        sa.UniqueConstraint("email", name=op.f("uq_staff_email")),
    )
    op.create_table(
        "alert",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("testimony_id", sa.Uuid(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "answer", "idea", "help", name="testimonykind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("is_about_adult", sa.Boolean(), nullable=False),
        sa.Column("copy_box", sa.LargeBinary(), nullable=False),
        sa.Column("envelope_box", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "signalled",
                "taken",
                "transmitted",
                "closed",
                "dismissed",
                name="alertstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("raised_by", sa.Uuid(), nullable=True),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "recipient",
            sa.Enum(
                "crip",
                "prosecutor",
                "other_department",
                "emergency",
                name="recipient",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("receipt", sa.String(), nullable=True),
        sa.Column("outcome_box", sa.LargeBinary(), nullable=True),
        sa.Column("dismissal_asked_by", sa.Uuid(), nullable=True),
        sa.Column("dismissed_by", sa.Uuid(), nullable=True),
        sa.Column("dismissal_reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("transmitted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column(
            "climbed_to",
            sa.Enum(
                "on_call", "deputy", "head", name="appointment", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("is_mistake", sa.Boolean(), nullable=False),
        sa.Column("told_box", sa.LargeBinary(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("silence_reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("silence_reviewed_on", sa.Date(), nullable=True),
        sa.Column("has_news", sa.Boolean(), nullable=False),
        sa.Column("exchange_closed_on", sa.Date(), nullable=True),
        sa.Column("receipt_on", sa.Date(), nullable=True),
        sa.Column("erased_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "state <> 'closed' OR (recipient IS NOT NULL AND outcome_box IS NOT NULL)",
            name=op.f("ck_alert_closed_has_end"),
        ),
        sa.CheckConstraint(
            "state <> 'dismissed' OR (dismissal_asked_by IS NOT NULL AND dismissed_by IS NOT NULL AND dismissal_asked_by <> dismissed_by AND dismissal_reason_box IS NOT NULL)",
            name=op.f("ck_alert_dismissed_by_two"),
        ),
        sa.CheckConstraint(
            "state <> 'transmitted' OR recipient IS NOT NULL", name=op.f("ck_alert_transmitted_has_recipient")
        ),
        sa.CheckConstraint("state = 'signalled' OR held_by IS NOT NULL", name=op.f("ck_alert_handled_has_holder")),
        sa.ForeignKeyConstraint(["dismissal_asked_by"], ["staff.id"], name=op.f("fk_alert_dismissal_asked_by")),
        sa.ForeignKeyConstraint(["dismissed_by"], ["staff.id"], name=op.f("fk_alert_dismissed_by")),
        sa.ForeignKeyConstraint(["held_by"], ["staff.id"], name=op.f("fk_alert_held_by")),
        sa.ForeignKeyConstraint(["raised_by"], ["staff.id"], name=op.f("fk_alert_raised_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_alert")),
    )
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.create_index("ix_alert_state", ["state"], unique=False)
        batch_op.create_index(batch_op.f("ix_alert_testimony_id"), ["testimony_id"], unique=False)

    op.create_table(
        "consultation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("who_reads", sa.String(), nullable=False),
        sa.Column("what_next", sa.String(), nullable=False),
        sa.Column("answer_due_on", sa.Date(), nullable=True),
        sa.Column("opens_on", sa.Date(), nullable=True),
        sa.Column("closes_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column(
            "status",
            sa.Enum(
                "draft",
                "open",
                "closed",
                "archived",
                name="consultationstatus",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("is_safety_topic", sa.Boolean(), nullable=False),
        sa.Column("on_call_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(status IN ('closed', 'archived')) = (closed_on IS NOT NULL)", name=op.f("ck_consultation_closed_has_day")
        ),
        sa.CheckConstraint(
            "status = 'draft' OR (opens_on IS NOT NULL AND closes_on IS NOT NULL)",
            name=op.f("ck_consultation_open_has_dates"),
        ),
        sa.CheckConstraint("status = 'draft' OR on_call_id IS NOT NULL", name=op.f("ck_consultation_open_has_on_call")),
        sa.ForeignKeyConstraint(["on_call_id"], ["staff.id"], name=op.f("fk_consultation_on_call_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consultation")),
        sa.UniqueConstraint("slug", name=op.f("uq_consultation_slug")),
    )
    op.create_table(
        "service",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("short_name", sa.String(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("cards_made", sa.Integer(), nullable=False),
        sa.Column("cards_used", sa.Integer(), nullable=False),
        sa.CheckConstraint("cards_made >= 0 AND cards_used >= 0", name=op.f("ck_service_counts")),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_service_circle_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_service")),
        sa.UniqueConstraint("name", name=op.f("uq_service_name")),
    )
    op.create_table(
        "staff_appointment",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "on_call", "deputy", "head", name="appointment", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_appointment_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "kind", name=op.f("pk_staff_appointment")),
    )
    op.create_table(
        "alert_circle",
        sa.Column("alert_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["alert_id"], ["alert.id"], name=op.f("fk_alert_circle_alert_id"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_alert_circle_circle_id")),
        sa.PrimaryKeyConstraint("alert_id", "circle_id", name=op.f("pk_alert_circle")),
    )
    op.create_table(
        "answer_sheet",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "age_band",
            sa.Enum(
                "under_11",
                "11_14",
                "15_17",
                "18_21",
                name="ageband",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "placement_type",
            sa.Enum(
                "foster_family",
                "childrens_home",
                "emergency_home",
                "village",
                "small_unit",
                "independent",
                "relative",
                "at_home",
                "medico_social",
                "hotel",
                "other",
                "unknown",
                "unsaid",
                name="placementtype",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("was_alone", sa.Boolean(), nullable=True),
        sa.Column("month", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_answer_sheet_consultation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_sheet")),
        sa.UniqueConstraint("tag", "consultation_id", name=op.f("uq_answer_sheet_tag_consultation_id")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("answer_sheet", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_sheet_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "audience_band",
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "age_band",
            sa.Enum(
                "under_11",
                "11_14",
                "15_17",
                "18_21",
                name="ageband",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_audience_band_consultation_id")
        ),
        sa.PrimaryKeyConstraint("consultation_id", "age_band", name=op.f("pk_audience_band")),
    )
    op.create_table(
        "public_answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column("by_function", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("will_do", sa.String(), nullable=False),
        sa.Column("cannot_do", sa.String(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["consultation_id"], ["consultation.id"], name=op.f("fk_public_answer_consultation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_public_answer")),
        sa.UniqueConstraint("consultation_id", name=op.f("uq_public_answer_consultation_id")),
    )
    op.create_table(
        "question",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
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
        sa.CheckConstraint("position > 0", name=op.f("ck_question_position")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_question_consultation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("consultation_id", "position", name=op.f("uq_question_consultation_id_position")),
    )
    op.create_table(
        "staff_tie",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.Column("service_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_staff_tie_circle_id")),
        sa.ForeignKeyConstraint(["service_id"], ["service.id"], name=op.f("fk_staff_tie_service_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_tie_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_tie")),
        sa.UniqueConstraint(
            "staff_id", "circle_id", "service_id", name=op.f("uq_staff_tie_staff_id_circle_id_service_id")
        ),
    )
    op.create_table(
        "synthesis",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("internal", "public", name="level", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("crossings", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "published",
                "withdrawn",
                name="synthesisstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["staff.id"], name=op.f("fk_synthesis_author_id")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_synthesis_consultation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synthesis")),
    )
    op.create_table(
        "choice",
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_choice_question_id")),
        sa.PrimaryKeyConstraint("question_id", "position", name=op.f("pk_choice")),
    )
    op.create_table(
        "release",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("synthesis_id", sa.Uuid(), nullable=False),
        sa.Column("consultation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "level",
            sa.Enum("internal", "public", name="level", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.Column("attack_passed", sa.Boolean(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawal_reason", sa.String(), nullable=True),
        sa.CheckConstraint("attack_passed", name=op.f("ck_release_survived_attack")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_release_consultation_id")),
        sa.ForeignKeyConstraint(["synthesis_id"], ["synthesis.id"], name=op.f("fk_release_synthesis_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release")),
        sa.UniqueConstraint("synthesis_id", name=op.f("uq_release_synthesis_id")),
    )
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_release_consultation_id"), ["consultation_id"], unique=False)

    op.create_table(
        "sheet_answer",
        sa.Column("sheet_id", sa.Uuid(), nullable=False),
        sa.Column("question_id", sa.Uuid(), nullable=False),
        sa.Column("choice", sa.Integer(), nullable=False),
        sa.Column("rank", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_sheet_answer_question_id")),
        sa.ForeignKeyConstraint(
            ["sheet_id"], ["answer_sheet.id"], name=op.f("fk_sheet_answer_sheet_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("sheet_id", "question_id", "choice", name=op.f("pk_sheet_answer")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "testimony",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.LargeBinary(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "answer", "idea", "help", name="testimonykind", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("consultation_id", sa.Uuid(), nullable=True),
        sa.Column("question_id", sa.Uuid(), nullable=True),
        sa.Column(
            "age_band",
            sa.Enum(
                "under_11",
                "11_14",
                "15_17",
                "18_21",
                name="ageband",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("is_about_adult", sa.Boolean(), nullable=False),
        sa.Column("may_quote", sa.Boolean(), nullable=False),
        sa.Column("original_box", sa.LargeBinary(), nullable=True),
        sa.Column("envelope_box", sa.LargeBinary(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "submitted",
                "claimed",
                "proposed",
                "second_reader",
                "approved",
                "kept",
                "refused",
                "withdrawn",
                name="testimonystate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("claimed_by", sa.Uuid(), nullable=True),
        sa.Column("claimed_until", sa.Date(), nullable=True),
        sa.Column("unfinished_box", sa.LargeBinary(), nullable=True),
        sa.Column("proposed_box", sa.LargeBinary(), nullable=True),
        sa.Column("agreed_version", sa.Integer(), nullable=True),
        sa.Column("agreed_by_silence", sa.Boolean(), nullable=False),
        sa.Column("seen_on", sa.Date(), nullable=True),
        sa.Column("refusal_reason", sa.String(), nullable=True),
        sa.CheckConstraint("kind <> 'help' OR consultation_id IS NULL", name=op.f("ck_testimony_help_stands_alone")),
        sa.CheckConstraint("kind = 'answer' OR age_band IS NULL", name=op.f("ck_testimony_idea_has_no_age")),
        sa.CheckConstraint(
            "state <> 'approved' OR (agreed_version IS NOT NULL AND agreed_version = version)",
            name=op.f("ck_testimony_approved_was_agreed"),
        ),
        sa.CheckConstraint(
            "state <> 'claimed' OR claimed_by IS NOT NULL", name=op.f("ck_testimony_claimed_has_reader")
        ),
        sa.CheckConstraint(
            "state <> 'proposed' OR proposed_box IS NOT NULL", name=op.f("ck_testimony_proposed_has_text")
        ),
        sa.CheckConstraint(
            "state <> 'refused' OR refusal_reason IS NOT NULL", name=op.f("ck_testimony_refused_has_reason")
        ),
        sa.ForeignKeyConstraint(["claimed_by"], ["staff.id"], name=op.f("fk_testimony_claimed_by")),
        sa.ForeignKeyConstraint(["consultation_id"], ["consultation.id"], name=op.f("fk_testimony_consultation_id")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_testimony_question_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_testimony")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("testimony", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_testimony_consultation_id"), ["consultation_id"], unique=False)
        batch_op.create_index("ix_testimony_state_written_on", ["state", "written_on"], unique=False)
        batch_op.create_index("ix_testimony_tag", ["tag"], unique=False)

    op.create_table(
        "decision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "keep",
                "publish",
                "refuse",
                "second-reader",
                "alert",
                "recuse",
                "approve",
                name="decisionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.String(), nullable=True),
        sa.Column("note_box", sa.LargeBinary(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_decision_staff_id")),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["testimony.id"], name=op.f("fk_decision_testimony_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision")),
        sa.UniqueConstraint("id", "testimony_id", "version", "kind", "staff_id", "text_hash", name="uq_decision_proof"),
    )
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_decision_testimony_id"), ["testimony_id"], unique=False)

    op.create_table(
        "recusal",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_recusal_staff_id")),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["testimony.id"], name=op.f("fk_recusal_testimony_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("testimony_id", "staff_id", name=op.f("pk_recusal")),
    )
    op.create_table(
        "release_file",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("release_id", sa.Uuid(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["release_id"], ["release.id"], name=op.f("fk_release_file_release_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_file")),
        sa.UniqueConstraint("release_id", "format", name=op.f("uq_release_file_release_id_format")),
    )
    op.create_table(
        "testimony_circle",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("circle_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(["circle_id"], ["circle.id"], name=op.f("fk_testimony_circle_circle_id")),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["testimony.id"], name=op.f("fk_testimony_circle_testimony_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("testimony_id", "circle_id", name=op.f("pk_testimony_circle")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "approval",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("text_box", sa.LargeBinary(), nullable=False),
        sa.Column("text_hash", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "agreement",
            sa.Enum("yes", "silence", name="childagreement", native_enum=False, create_constraint=True, length=32),
            nullable=False,
        ),
        sa.Column("first_decision_id", sa.Uuid(), nullable=False),
        sa.Column(
            "first_kind",
            sa.Enum(
                "keep",
                "publish",
                "refuse",
                "second-reader",
                "alert",
                "recuse",
                "approve",
                name="decisionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("first_reader_id", sa.Uuid(), nullable=False),
        sa.Column("second_decision_id", sa.Uuid(), nullable=False),
        sa.Column(
            "second_kind",
            sa.Enum(
                "keep",
                "publish",
                "refuse",
                "second-reader",
                "alert",
                "recuse",
                "approve",
                name="decisionkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("second_reader_id", sa.Uuid(), nullable=False),
        sa.CheckConstraint(
            "first_kind = 'publish' AND second_kind = 'approve'", name=op.f("ck_approval_proposed_then_approved")
        ),
        sa.CheckConstraint("first_reader_id <> second_reader_id", name=op.f("ck_approval_two_readers")),
        sa.ForeignKeyConstraint(
            ["first_decision_id", "testimony_id", "version", "first_kind", "first_reader_id", "text_hash"],
            [
                "decision.id",
                "decision.testimony_id",
                "decision.version",
                "decision.kind",
                "decision.staff_id",
                "decision.text_hash",
            ],
            name="fk_approval_first_decision",
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_decision_id", "testimony_id", "version", "second_kind", "second_reader_id", "text_hash"],
            [
                "decision.id",
                "decision.testimony_id",
                "decision.version",
                "decision.kind",
                "decision.staff_id",
                "decision.text_hash",
            ],
            name="fk_approval_second_decision",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("testimony_id", name=op.f("pk_approval")),
    )
    op.create_table(
        "chosen_quotation",
        sa.Column("synthesis_id", sa.Uuid(), nullable=False),
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "LIEU",
                "ADULTES",
                "REFERENT",
                "FAMILLE",
                "FRATRIE",
                "HISTOIRE",
                "PARCOURS",
                "DECISIONS",
                "ECOLE",
                "SANTE",
                "AMIS",
                "ARGENT",
                "NUMERIQUE",
                "REGARD",
                "SECURITE",
                "MAJORITE",
                "MNA",
                "DROITS",
                "BIEN",
                "AUTRE",
                name="theme",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(["synthesis_id"], ["synthesis.id"], name=op.f("fk_chosen_quotation_synthesis_id")),
        sa.ForeignKeyConstraint(
            ["testimony_id"],
            ["approval.testimony_id"],
            name=op.f("fk_chosen_quotation_testimony_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("synthesis_id", "testimony_id", name=op.f("pk_chosen_quotation")),
    )


def downgrade() -> None:
    op.drop_table("chosen_quotation")
    op.drop_table("approval")
    op.drop_table("testimony_circle")
    op.drop_table("release_file")
    op.drop_table("recusal")
    with op.batch_alter_table("decision", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_decision_testimony_id"))

    op.drop_table("decision")
    with op.batch_alter_table("testimony", schema=None) as batch_op:
        batch_op.drop_index("ix_testimony_tag")
        batch_op.drop_index("ix_testimony_state_written_on")
        batch_op.drop_index(batch_op.f("ix_testimony_consultation_id"))

    op.drop_table("testimony")
    op.drop_table("sheet_answer")
    with op.batch_alter_table("release", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_release_consultation_id"))

    op.drop_table("release")
    op.drop_table("choice")
    op.drop_table("synthesis")
    op.drop_table("staff_tie")
    op.drop_table("question")
    op.drop_table("public_answer")
    op.drop_table("audience_band")
    with op.batch_alter_table("answer_sheet", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_answer_sheet_consultation_id"))

    op.drop_table("answer_sheet")
    op.drop_table("alert_circle")
    op.drop_table("staff_appointment")
    op.drop_table("service")
    op.drop_table("consultation")
    with op.batch_alter_table("alert", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_alert_testimony_id"))
        batch_op.drop_index("ix_alert_state")

    op.drop_table("alert")
    op.drop_table("staff")
    op.drop_table("journal_entry")
    with op.batch_alter_table("draft", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_draft_expires_on"))

    op.drop_table("draft")
    op.drop_table("department_setting")
    op.drop_table("circle")
    op.drop_table("card")
    op.drop_table("agreement")
    op.drop_table("account")
