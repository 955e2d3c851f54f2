"""The demonstration: whole, marked, the same content for a seed, secrets never the same."""

from collections import Counter
from datetime import date, datetime, time, timedelta

import pytest
from nacl.public import PrivateKey
from sqlalchemy import select

from hcec import clock
from hcec.accounts.services.youth import open_account
from hcec.audit.queries import span
from hcec.consultations.models import Consultation
from hcec.demo import data_files
from hcec.demo.services import DatabaseInUse, load_demonstration
from hcec.department.services import load
from hcec.followup.enums import ProposalState
from hcec.followup.lateness import days_late
from hcec.followup.models import Proposal, PublicAnswer
from hcec.moderation.models import Approval
from hcec.permissions import STAFF_ROLES
from hcec.safeguarding.models import Alert
from hcec.safeguarding.services.cover import gaps
from hcec.syntheses.models import Release
from hcec.testimonies.models import AnswerSheet, Testimony
from tests.platform import empty

DAY = date(2026, 11, 21)
PUBLIC = bytes(PrivateKey.generate().public_key).hex()


def content(platform):
    """What the seed decides, whatever the identifiers: sheets by consultation, age and place, and every message."""
    with platform.database.reading() as session:
        slugs = dict(session.execute(select(Consultation.id, Consultation.slug)).all())
        sheets = Counter(
            (slugs[sheet.consultation_id], sheet.age_band, sheet.placement_type, sheet.month)
            for sheet in session.scalars(select(AnswerSheet))
        )
        messages = Counter(
            (slugs.get(each.consultation_id), each.original, each.state, each.written_on)
            for each in session.scalars(select(Testimony))
        )
        releases = Counter(
            release.content.decode().partition('"reference"')[0] for release in session.scalars(select(Release))
        )
    return sheets, messages, releases


def test_the_same_seed_tells_the_same_story_with_other_secrets_at_any_hour(platform):
    first = load_demonstration(platform, young=30, seed=7, today=DAY, crip_public_key=PUBLIC)
    told = content(platform)
    empty(platform.database)
    early = datetime.combine(DAY, time(0, 5), tzinfo=clock.local().tzinfo)
    with clock.frozen(early):
        second = load_demonstration(platform, young=30, seed=7, today=DAY, crip_public_key=PUBLIC)
    assert content(platform) == told
    with platform.database.reading() as session:
        assert session.execute(span()).one()[1] <= early  # else the clock seems to have gone back
    assert {each.phrase for each in first.young}.isdisjoint(each.phrase for each in second.young)
    assert {card.code for card, _ in first.cards}.isdisjoint(card.code for card, _ in second.cards)
    assert {each.arming.password for each in first.colleagues}.isdisjoint(
        each.arming.password for each in second.colleagues
    )


def test_s3_two_years_of_a_demonstration_are_covered(platform):
    load_demonstration(platform, young=30, seed=7, today=DAY, crip_public_key=PUBLIC)
    with platform.database.reading() as session:
        assert gaps(session, DAY, DAY + timedelta(days=730)) == []


def test_a_demonstration_of_the_usual_size_has_everything(platform):
    loaded = load_demonstration(platform, young=140, seed=1, today=DAY, crip_public_key=PUBLIC)
    assert {each.person.role for each in loaded.colleagues} == set(STAFF_ROLES)
    moderators = [each for each in loaded.colleagues if each.person.role == "moderator"]
    assert len({frozenset(each.person.circles) for each in moderators}) >= 3
    assert {each.service for each in moderators} <= {service for _, service in loaded.cards}
    assert len(loaded.cards) >= 8
    statuses = Counter(status for _, status in loaded.consultations)
    assert set(statuses) == {"draft", "open", "closed", "archived"}
    sheets, messages, _ = content(platform)
    by_slug = Counter()
    for (slug, *_), count in sheets.items():
        by_slug[slug] += count
    closed = {slug for slug, status in loaded.consultations if status == "closed"}
    assert sum(by_slug[slug] >= 110 for slug in closed) >= 2
    assert sum(messages.values()) == 250 + len(data_files.council()["topic"])
    with platform.database.reading() as session:
        assert session.scalars(select(Approval)).all()
        assert session.scalars(select(Alert)).all()
        assert session.scalars(select(Release)).all()
        of_consultations = select(PublicAnswer).where(PublicAnswer.consultation_id.is_not(None))
        assert session.scalars(of_consultations).one().published_on
        proposals = session.scalars(select(Proposal)).all()
        assert {each.state for each in proposals} == set(ProposalState)
        assert any(days_late(each.due_on, DAY) for each in proposals if each.state is ProposalState.ADOPTED)
        assert load(session).is_demonstration
        assert open_account(session, " ".join(loaded.young[0].phrase)) is not None


def test_a_database_in_use_is_refused(platform, cast):
    with pytest.raises(DatabaseInUse):
        load_demonstration(platform, young=30, seed=1, today=DAY, crip_public_key=PUBLIC)
