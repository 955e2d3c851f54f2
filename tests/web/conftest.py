"""What pages of every audience start from: a consultation whose synthesis is out."""

import pytest
from sqlalchemy import select

from hcec import clock
from hcec.consultations.models import Consultation
from hcec.syntheses.enums import Level, Theme
from hcec.syntheses.services.publishing import publish_synthesis
from hcec.syntheses.services.writing import choose_quotations, create_synthesis
from tests.syntheses import snapshots

SLUG = "mes-freres-et-soeurs"


@pytest.fixture
def release(platform, cast):
    """Return a function that publishes a release over a closed consultation of 120 sheets, one quotation in it."""

    def make(level=Level.PUBLIC, sheets=120, **more):
        with platform.database.transaction() as session:
            odile = cast.staff["odile"]
            consultation = session.scalars(select(Consultation).where(Consultation.slug == SLUG)).first()
            consultation = consultation or snapshots.closed(session, cast.staff["cyril"], sheets=sheets)
            readers = cast.staff["karine"], cast.staff["malik"]
            said = snapshots.message(session, consultation, readers, "On devrait dormir là-bas.")
            synthesis = create_synthesis(
                session,
                author=odile,
                consultation=consultation,
                level=level,
                title="Vos mots",
                text="Les voir.",
                **more,
            )
            chosen = {said.id: Theme.FRATRIE}
            choose_quotations(session, synthesis=synthesis, actor=odile, version=1, chosen=chosen)
            day = clock.today()
            made = publish_synthesis(session, synthesis=synthesis, actor=odile, version=2, today=day)
            return made.id, synthesis.id

    return make
