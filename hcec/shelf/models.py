"""Shared documents with their versions, and evaluations of establishments. Nothing here comes from a child.

What is searched is one column of one table, `shelf_item.words`: folded words of the shelf's own texts. SQLite indexes
it by FTS5, kept by three triggers (a migration that copies the table must make them again), PostgreSQL by a tsvector.
"""

from datetime import date
from uuid import UUID, uuid4

from sqlalchemy import DDL, CheckConstraint, ForeignKey, Index, Table, UniqueConstraint, event, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.db import Base
from hcec.shelf.enums import EstablishmentKind, EvaluationNature, FileFormat, FollowUpState, ItemKind

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
TSVECTOR = "array_to_tsvector(string_to_array(words, ' '))"
"""As the lexemes stand: no parser of the database's reads them."""


class ShelfItem(Base):
    """Something shared: what it is, who made it, since when, where."""

    __tablename__ = "shelf_item"
    __table_args__ = (
        CheckConstraint("(withdrawn_on IS NULL) = (withdrawn_why = '')", name="withdrawn_has_reason"),
        Index("ix_shelf_item_words", text(TSVECTOR), postgresql_using="gin").ddl_if(dialect="postgresql"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    kind: Mapped[ItemKind]
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    dated_on: Mapped[date | None]
    link: Mapped[str] = mapped_column(default="")
    added_on: Mapped[date]
    withdrawn_on: Mapped[date | None]
    withdrawn_why: Mapped[str] = mapped_column(default="")
    words: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    tag_rows: Mapped[list["ShelfTag"]] = relationship(
        cascade="all, delete-orphan", order_by="ShelfTag.tag", lazy="selectin"
    )
    versions: Mapped[list["ShelfVersion"]] = relationship(
        cascade="all, delete-orphan", order_by="ShelfVersion.number.desc()", lazy="selectin", back_populates="item"
    )

    @property
    def tags(self) -> list[str]:
        """What it is about."""
        return [each.tag for each in self.tag_rows]

    @property
    def keywords(self) -> str:
        """The same, as they are typed."""
        return ", ".join(self.tags)


class ShelfTag(Base):
    """A word that several documents share."""

    __tablename__ = "shelf_tag"

    item_id: Mapped[UUID] = mapped_column(ForeignKey("shelf_item.id", ondelete="CASCADE"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True, index=True)


class ShelfVersion(Base):
    """One file of a document, as it was on a day, and what changed then. `text`: what could be read of it."""

    __tablename__ = "shelf_version"
    __table_args__ = (
        UniqueConstraint("item_id", "number"),
        CheckConstraint("number > 0 AND size > 0", name="is_a_file"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("shelf_item.id", ondelete="CASCADE"))
    number: Mapped[int]
    given_on: Mapped[date]
    what_changed: Mapped[str] = mapped_column(default="")
    format: Mapped[FileFormat]
    size: Mapped[int]
    content: Mapped[bytes] = mapped_column(deferred=True)
    text: Mapped[str] = mapped_column(default="", deferred=True)

    item: Mapped[ShelfItem] = relationship(back_populates="versions")


class Evaluation(Base):
    """An evaluation of an establishment or a service, as the observatory is told of it (CASF L226-3-1, L312-8).

    The establishment is a free name and no link to a service of the platform: services carry reading circles (A5), and
    nothing that is said of an establishment may come near who reads whose messages.
    """

    __tablename__ = "evaluation"
    __table_args__ = (
        CheckConstraint("from_on IS NULL OR to_on IS NULL OR to_on >= from_on", name="ends_after_it_starts"),
        CheckConstraint("next_due_on IS NULL OR next_due_on > received_on", name="next_comes_later"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    establishment: Mapped[str]
    kind: Mapped[EstablishmentKind]
    nature: Mapped[EvaluationNature]
    evaluator: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    received_on: Mapped[date]
    next_due_on: Mapped[date | None]
    conclusions: Mapped[str] = mapped_column(default="")
    strengths: Mapped[str] = mapped_column(default="")
    to_improve: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    actions: Mapped[list["EvaluationAction"]] = relationship(
        cascade="all, delete-orphan",
        order_by="EvaluationAction.due_on, EvaluationAction.what, EvaluationAction.id",
        lazy="selectin",
        back_populates="evaluation",
    )


class EvaluationAction(Base):
    """What is done after an evaluation, until when, and where it stands."""

    __tablename__ = "evaluation_action"
    __table_args__ = (CheckConstraint("(state = 'done') = (done_on IS NOT NULL)", name="done_has_day"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    evaluation_id: Mapped[UUID] = mapped_column(ForeignKey("evaluation.id", ondelete="CASCADE"), index=True)
    what: Mapped[str]
    due_on: Mapped[date]
    state: Mapped[FollowUpState] = mapped_column(default=FollowUpState.TO_DO)
    done_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)

    evaluation: Mapped[Evaluation] = relationship(back_populates="actions")


def _keep_index(table: Table) -> None:
    for statement in FTS5:
        event.listen(table, "after_create", DDL(statement).execute_if(dialect="sqlite"))


_keep_index(ShelfItem.metadata.tables["shelf_item"])
