"""Keep shared documents and evaluations."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"

_ON = "CREATE TRIGGER shelf_item_{} AFTER {} ON shelf_item BEGIN {}; END"
_AND_FORGET = "; INSERT INTO shelf_index (shelf_index) VALUES ('optimize'); END"  # words that went stay in no segment
_INDEXED = (
    _ON.format("comes", "INSERT", "INSERT INTO shelf_index (item_id, words) VALUES (new.id, new.words)"),
    _ON.format("changes", "UPDATE OF words", "UPDATE shelf_index SET words = new.words WHERE item_id = new.id"),
    _ON.format("goes", "DELETE", "DELETE FROM shelf_index WHERE item_id = old.id"),
)
FTS5 = (
    "CREATE VIRTUAL TABLE shelf_index USING fts5(item_id UNINDEXED, words, tokenize = 'unicode61 remove_diacritics 2')",
    *(trigger.removesuffix("; END") + _AND_FORGET for trigger in _INDEXED),
)
TSVECTOR = "CREATE INDEX ix_shelf_item_words ON shelf_item USING gin (array_to_tsvector(string_to_array(words, ' ')))"


def upgrade() -> None:
    op.create_table(
        "evaluation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("establishment", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "childrens_home",
                "emergency_home",
                "foster_service",
                "small_unit",
                "village",
                "open_setting",
                "prevention",
                "parent_child",
                "independent_living",
                "medico_social",
                "other",
                name="establishmentkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "nature",
            sa.Enum(
                "external", "internal", name="evaluationnature", native_enum=False, create_constraint=True, length=32
            ),
            nullable=False,
        ),
        sa.Column("evaluator", sa.String(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=True),
        sa.Column("to_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("next_due_on", sa.Date(), nullable=True),
        sa.Column("conclusions", sa.String(), nullable=False),
        sa.Column("strengths", sa.String(), nullable=False),
        sa.Column("to_improve", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "from_on IS NULL OR to_on IS NULL OR to_on >= from_on", name=op.f("ck_evaluation_ends_after_it_starts")
        ),
        sa.CheckConstraint(
            "next_due_on IS NULL OR next_due_on > received_on", name=op.f("ck_evaluation_next_comes_later")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation")),
    )
    op.create_table(
        "shelf_item",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "document",
                "legal_watch",
                "practice",
                name="itemkind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=True),
        sa.Column("link", sa.String(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=False),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_why", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(withdrawn_on IS NULL) = (withdrawn_why = '')", name=op.f("ck_shelf_item_withdrawn_has_reason")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_item")),
    )
    op.create_table(
        "evaluation_action",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("evaluation_id", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "to_do",
                "under_way",
                "done",
                "given_up",
                name="followupstate",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name=op.f("ck_evaluation_action_done_has_day")),
        sa.ForeignKeyConstraint(
            ["evaluation_id"], ["evaluation.id"], name=op.f("fk_evaluation_action_evaluation_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_evaluation_action")),
    )
    op.create_index(op.f("ix_evaluation_action_evaluation_id"), "evaluation_action", ["evaluation_id"], unique=False)
    op.create_table(
        "shelf_tag",
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["item_id"], ["shelf_item.id"], name=op.f("fk_shelf_tag_item_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("item_id", "tag", name=op.f("pk_shelf_tag")),
    )
    op.create_index(op.f("ix_shelf_tag_tag"), "shelf_tag", ["tag"], unique=False)
    op.create_table(
        "shelf_version",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("item_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("what_changed", sa.String(), nullable=False),
        sa.Column(
            "format",
            sa.Enum(
                "pdf",
                "odt",
                "ods",
                "docx",
                "xlsx",
                "png",
                "txt",
                name="fileformat",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.CheckConstraint("number > 0 AND size > 0", name=op.f("ck_shelf_version_is_a_file")),
        sa.ForeignKeyConstraint(
            ["item_id"], ["shelf_item.id"], name=op.f("fk_shelf_version_item_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shelf_version")),
        sa.UniqueConstraint("item_id", "number", name=op.f("uq_shelf_version_item_id_number")),
    )
    for statement in FTS5 if op.get_bind().dialect.name == "sqlite" else (TSVECTOR,):
        op.execute(statement)


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE shelf_index")
    for table in ("shelf_version", "shelf_tag", "evaluation_action", "shelf_item", "evaluation"):
        op.drop_table(table)
