"""Keep what the desk suggests, exchanges and measures."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


THEMES = (
    "suicide_selfharm",
    "sexual_violence",
    "physical_violence",
    "neglect",
    "prostitution_exploitation",
    "runaway",
    "bullying_cyber",
    "drugs",
    "threat_to_others",
    "forced_marriage_trafficking",
)


def upgrade() -> None:
    op.add_column("testimony", sa.Column("urgency", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("decision", sa.Column("suggested", sa.Integer(), nullable=True))
    op.add_column("decision", sa.Column("followed", sa.Integer(), nullable=True))
    theme = sa.Enum(*THEMES, name="hardtheme", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "staff_avoidance",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("theme", theme, nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_staff_avoidance_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", "theme", name=op.f("pk_staff_avoidance")),
    )
    op.create_table(
        "desk_preference",
        sa.Column("staff_id", sa.Uuid(), nullable=False),
        sa.Column("has_shortcuts", sa.Boolean(), nullable=False),
        sa.Column("reads_on", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_desk_preference_staff_id")),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_desk_preference")),
    )
    op.add_column("testimony", sa.Column("objected_version", sa.Integer(), nullable=True))
    op.add_column("testimony", sa.Column("objection_box", sa.LargeBinary(), nullable=True))
    op.add_column("testimony", sa.Column("objection_answer_box", sa.LargeBinary(), nullable=True))
    op.create_table(
        "exchange",
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("answered_by", sa.Uuid(), nullable=False),
        sa.Column("is_over", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["testimony.id"], name=op.f("fk_exchange_testimony_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["answered_by"], ["staff.id"], name=op.f("fk_exchange_answered_by")),
        sa.PrimaryKeyConstraint("testimony_id", name=op.f("pk_exchange")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "exchange_line",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("testimony_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("written_on", sa.Date(), nullable=False),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("body_box", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["testimony_id"], ["exchange.testimony_id"], name=op.f("fk_exchange_line_testimony_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_exchange_line_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exchange_line")),
        sa.UniqueConstraint("testimony_id", "position", name=op.f("uq_exchange_line_testimony_id_position")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "kind_answer",
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_kind_answer")),
    )
    opinion = sa.Enum("keep", "publish", "refuse", name="opinion", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "rereading",
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("staff_id", sa.Uuid(), nullable=True),
        sa.Column("opinion", opinion, nullable=True),
        sa.Column("reason_box", sa.LargeBinary(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.CheckConstraint("(staff_id IS NULL) = (opinion IS NULL)", name=op.f("ck_rereading_opinion_is_somebodys")),
        sa.CheckConstraint("(staff_id IS NULL) = (done_on IS NULL)", name=op.f("ck_rereading_opinion_is_dated")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["decision.id"], name=op.f("fk_rereading_decision_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff.id"], name=op.f("fk_rereading_staff_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_rereading")),
    )


def downgrade() -> None:
    for table in ("rereading", "kind_answer", "exchange_line", "exchange"):
        op.drop_table(table)
    for column in ("objection_answer_box", "objection_box", "objected_version"):
        op.drop_column("testimony", column)
    op.drop_table("desk_preference")
    op.drop_table("staff_avoidance")
    op.drop_column("decision", "followed")
    op.drop_column("decision", "suggested")
    op.drop_column("testimony", "urgency")
