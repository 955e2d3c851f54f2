"""What professionals and families are asked, who is invited, what they answer, what leaves.

No row here points at a table of the children's side, nor is pointed at from one (docs/decisions/0015). Nothing joins a
sheet, or free words, to an invitation: no key, no date finer than the month, no order of arrival.
"""

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hcec.consultations.enums import QuestionKind
from hcec.db import Base
from hcec.disclosure.values import Level
from hcec.keys import Sealed
from hcec.surveys.enums import SurveyAudience, SurveyCategory, SurveyState

UNORDERED = {"sqlite_with_rowid": False}  # laid out anew each night (hcec/storage.py)


class Survey(Base):
    """What the observatory asks adults, by a link in an e-mail. Its questions freeze when it opens."""

    __tablename__ = "survey"
    __table_args__ = (
        CheckConstraint("state = 'draft' OR (opened_on IS NOT NULL AND closes_on IS NOT NULL)", name="open_has_days"),
        CheckConstraint("(state IN ('draft', 'open')) = (closed_on IS NULL)", name="closed_has_day"),
        CheckConstraint("(closed_on IS NULL) = (fingerprint IS NULL)", name="closed_is_frozen"),
        CheckConstraint("(state = 'withdrawn') = (withdrawn_on IS NOT NULL)", name="withdrawn_has_day"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    audience: Mapped[SurveyAudience]
    title: Mapped[str]
    why: Mapped[str] = mapped_column(default="")
    what_next: Mapped[str] = mapped_column(default="")
    state: Mapped[SurveyState] = mapped_column(default=SurveyState.DRAFT)
    opened_on: Mapped[date | None]
    closes_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    reminded_on: Mapped[date | None]
    threshold_internal: Mapped[int | None]  # what was promised at the opening: no release goes under it
    threshold_public: Mapped[int | None]
    fingerprint: Mapped[bytes | None]  # of every sheet, at the closing: a release of anything else is refused
    withdrawn_on: Mapped[date | None]
    withdrawal_reason: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)

    questions: Mapped[list["SurveyQuestion"]] = relationship(
        back_populates="survey", cascade="all, delete-orphan", order_by="SurveyQuestion.position", lazy="selectin"
    )
    releases: Mapped[list["SurveyRelease"]] = relationship(
        back_populates="survey", order_by="SurveyRelease.level", lazy="selectin"
    )


class SurveyQuestion(Base):
    """One question; none is mandatory."""

    __tablename__ = "survey_question"
    __table_args__ = (UniqueConstraint("survey_id", "position"), CheckConstraint("position > 0", name="position"))

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id"))
    position: Mapped[int]
    kind: Mapped[QuestionKind]
    label: Mapped[str]
    hint: Mapped[str] = mapped_column(default="")
    is_sensitive: Mapped[bool] = mapped_column(default=False)
    by_category: Mapped[bool] = mapped_column(default=False)  # declared before the first answer (D2)

    survey: Mapped[Survey] = relationship(back_populates="questions")
    choices: Mapped[list["SurveyChoice"]] = relationship(
        cascade="all, delete-orphan", order_by="SurveyChoice.position", lazy="selectin"
    )

    @property
    def version(self) -> int:
        """What is seen when it is changed: a draft changes as a whole."""
        return self.survey.version


class SurveyChoice(Base):
    """A choice offered; what a sheet keeps is its position."""

    __tablename__ = "survey_choice"

    question_id: Mapped[UUID] = mapped_column(ForeignKey("survey_question.id"), primary_key=True)
    position: Mapped[int] = mapped_column(primary_key=True)
    label: Mapped[str]


class SurveyInvitation(Base):
    """One link, for one address, used once. The address is sealed, and erased at the closing."""

    __tablename__ = "survey_invitation"
    __table_args__ = (UniqueConstraint("survey_id", "address_hash"), UNORDERED)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id"))
    category: Mapped[SurveyCategory]  # whom it was sent to; a sheet says for itself
    address_box: Mapped[bytes | None]
    address_hash: Mapped[bytes | None]  # the same address is written to once
    token_hash: Mapped[bytes | None] = mapped_column(unique=True)
    reminder_hash: Mapped[bytes | None] = mapped_column(unique=True)  # the first link goes on working
    draft_box: Mapped[bytes | None]  # sealed under the link itself: nobody here opens it
    is_sent: Mapped[bool] = mapped_column(default=False)
    is_reminded: Mapped[bool] = mapped_column(default=False)
    is_used: Mapped[bool] = mapped_column(default=False)
    tries: Mapped[int] = mapped_column(default=0)
    next_try_at: Mapped[datetime | None]

    address = Sealed("address_box")


class SurveySheet(Base):
    """What one adult ticked."""

    __tablename__ = "survey_sheet"
    __table_args__ = UNORDERED

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id"), index=True)
    category: Mapped[SurveyCategory | None]
    month: Mapped[date]


class SurveyAnswer(Base):
    """One choice of a sheet; a ranking keeps the place of each choice."""

    __tablename__ = "survey_answer"
    __table_args__ = UNORDERED

    sheet_id: Mapped[UUID] = mapped_column(ForeignKey("survey_sheet.id"), primary_key=True)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("survey_question.id"), primary_key=True)
    choice: Mapped[int] = mapped_column(primary_key=True)
    place: Mapped[int | None]


class SurveyText(Base):
    """A free answer, joined to no sheet: what somebody wrote is not beside what they ticked."""

    __tablename__ = "survey_text"
    __table_args__ = UNORDERED

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    question_id: Mapped[UUID] = mapped_column(ForeignKey("survey_question.id"), index=True)
    body_box: Mapped[bytes]
    is_worrying: Mapped[bool] = mapped_column(default=False)  # the reading aids saw a danger as it came
    is_referred: Mapped[bool] = mapped_column(default=False)

    body = Sealed("body_box")


class SurveyRelease(Base):
    """What left, frozen: files are made from it alone, and never from a sheet."""

    __tablename__ = "survey_release"
    __table_args__ = (UniqueConstraint("survey_id", "level"),)

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    survey_id: Mapped[UUID] = mapped_column(ForeignKey("survey.id"))
    level: Mapped[Level]
    content: Mapped[bytes]
    content_hash: Mapped[bytes]
    published_on: Mapped[date]

    survey: Mapped[Survey] = relationship(back_populates="releases")
