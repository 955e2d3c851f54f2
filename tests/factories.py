"""Rows that tests need, each with what makes it valid and nothing more."""

import secrets
from datetime import timedelta
from uuid import uuid4

from hcec import clock
from hcec.accounts.access import EnteredCard, Youth
from hcec.accounts.enums import AgeBand, Appointment
from hcec.accounts.models import Circle, Service, Staff, StaffTie
from hcec.consultations.enums import ConsultationStatus, QuestionKind
from hcec.consultations.models import AudienceBand, Choice, Consultation, Question
from hcec.permissions import Role
from hcec.safeguarding.models import CoverHours, CoverPeriod
from hcec.testimonies.access import ideas_tag, message_tag
from hcec.testimonies.enums import TestimonyKind
from hcec.testimonies.models import Testimony, TestimonyCircle
from hcec.testimonies.services import put_words


def circle(session, name="Nord", children=400):
    made = Circle(name=name, children=children)
    session.add(made)
    session.flush()
    return made


def service(session, of, name="Maison des Tilleuls"):
    made = Service(name=name, short_name=name.split()[-1], circle_id=of.id)
    session.add(made)
    session.flush()
    return made


def staff(session, role=Role.MODERATOR, name="Karine Delorme", works_for=None):
    today = clock.today()
    made = Staff(
        id=uuid4(),
        email=f"{name.split()[0].lower()}.{secrets.token_hex(3)}@valdorne.example",
        name=name,
        role=role,
        charter_signed_on=today,
        trained_on=today,
    )
    if works_for is not None:
        made.ties.append(StaffTie(circle_id=works_for.circle_id, service_id=works_for.id))
    session.add(made)
    session.flush()
    return made


def cover(session, on_call, deputy, last=None):
    """Office hours on weekdays, two people on duty from last week on."""
    session.add_all(CoverHours(weekday=day, starts="09:00", ends="18:00") for day in range(5))
    first = clock.today() - timedelta(days=7)
    for kind, holder in {Appointment.ON_CALL: on_call, Appointment.DEPUTY: deputy}.items():
        made = CoverPeriod(kind=kind, staff_id=holder.id, from_on=first, to_on=last or first + timedelta(days=730))
        session.add(made)
    session.flush()


def youth(of: Service, number="4821-7730") -> Youth:
    return Youth(key=secrets.token_bytes(32), cards=(EnteredCard(number, of.id, of.circle_id),))


def consultation(session, on_call, slug="mes-freres-et-soeurs", status=ConsultationStatus.OPEN, questions=None):
    """An open consultation: faces, one choice, several, ranking, free text."""
    today = clock.today()
    made = Consultation(
        slug=slug,
        title="Mes frères et sœurs",
        why="Pour que vous les voyiez plus souvent.",
        who_reads="Des éducateurs d'un autre endroit que le tien.",
        what_next="Le département répond en février.",
        answer_due_on=today + timedelta(days=90),
        opens_on=today - timedelta(days=7),
        closes_on=today + timedelta(days=21),
        closed_on=today if status in {ConsultationStatus.CLOSED, ConsultationStatus.ARCHIVED} else None,
        status=status,
        on_call_id=on_call.id,
        audience=[AudienceBand(age_band=band) for band in AgeBand],
    )
    for position, kind in enumerate(questions or list(QuestionKind), start=1):
        made.questions.append(question(position, kind))
    session.add(made)
    session.flush()
    return made


def question(position: int, kind: QuestionKind) -> Question:
    labels = {
        QuestionKind.FACES: ("Tu les vois assez souvent ?", ["Pas du tout", "Un peu", "Assez", "Beaucoup"]),
        QuestionKind.ONE: ("Vous vivez où ?", ["Ensemble", "Tout près", "Loin"]),
        QuestionKind.SEVERAL: ("Qu'est-ce qui aiderait ?", ["Le téléphone", "Des week-ends", "Un transport"]),
        QuestionKind.RANKING: ("Qu'est-ce qui compte le plus ?", ["Se voir", "S'appeler", "Vivre ensemble"]),
        QuestionKind.TEXT: ("Autre chose à dire ?", []),
    }
    label, choices = labels[kind]
    return Question(
        position=position,
        kind=kind,
        label=label,
        choices=[Choice(position=place, label=words) for place, words in enumerate(choices, start=1)],
    )


def message(session, by: Youth, of=None, words="J'aimerais voir ma sœur.", circles=None, about_adult=False, quote=True):
    """A message sent and not read yet, in a consultation or (without one) in the idea box."""
    made = Testimony(
        id=uuid4(),
        tag=message_tag(by, of.id) if of else ideas_tag(by, clock.today().year),
        kind=TestimonyKind.ANSWER if of else TestimonyKind.IDEA,
        consultation_id=of.id if of else None,
        age_band=AgeBand.FROM_15_TO_17 if of else None,
        is_about_adult=about_adult,
        may_quote=quote,
        written_on=clock.today(),
        circles=[TestimonyCircle(circle_id=each) for each in (by.circles if circles is None else circles)],
    )
    put_words(made, words)
    made.envelope = b"sealed to the CRIP"
    session.add(made)
    session.flush()
    return made


def topic(session, by: Youth, words="Le téléphone le soir."):
    """A message of the idea box that its author offers to the others; nobody read it yet."""
    made = message(session, by, words=words)
    made.is_topic = True
    session.flush()
    return made
