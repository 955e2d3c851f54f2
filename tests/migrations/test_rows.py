"""ATTACKS 38: every migration up, down and up again with rows in it; killed at any statement, it runs again."""

import os
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import event, inspect, select, text
from sqlalchemy.orm import Session

from hcec import clock, keys, migrations
from hcec.accounts.services import cards
from hcec.accounts.services import youth as youth_services
from hcec.audit import services as audit
from hcec.db import Base, open_engine
from hcec.department.services import change
from hcec.followup.models import PublicAnswer
from hcec.permissions import Role
from hcec.safeguarding.models import AlertMessage, AlertNotice, EnvelopeRequest
from hcec.safeguarding.services.alerts import raise_alert
from hcec.testimonies.services import accept_contract
from tests import factories

REVISIONS = [each.revision for each in ScriptDirectory.from_config(migrations.alembic_config()).walk_revisions()]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request, tmp_path):
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'hcec.db'}"
    return request.getfixturevalue("empty_postgres_url")


@pytest.fixture
def engine(url):
    made = open_engine(url)
    yield made
    made.dispose()


@pytest.fixture
def peopled(engine):
    """The newest schema, with people, a consultation, messages and a journal in it."""
    migrations.upgrade(engine)
    keys.use(keys.Keyring.draw())
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        circle = factories.circle(session)
        service = factories.service(session, circle)
        person = factories.staff(session, Role.MODERATOR, works_for=service)
        consultation = factories.consultation(session, person)
        cards.make_cards(session, service=service, count=2, expires=clock.today() + timedelta(days=9))
        youth = factories.youth(service)
        wrapped = youth_services.wrap_account(youth, youth_services.draw_phrase(session))
        youth_services.store_account(session, youth=youth, wrapped=wrapped, today=clock.today())
        accept_contract(session, youth=youth, consultation_id=consultation.id, today=clock.today())
        messages = [factories.message(session, youth, of) for of in (consultation, None)]
        add_alert(session, messages[1], person)
        words = dict.fromkeys(("by_function", "said", "will_do", "cannot_do"), "Oui.")
        days = dict.fromkeys(("sent_on", "validated_on", "published_on"), clock.today())
        session.add(PublicAnswer(consultation_id=consultation.id, **words, **days))
        change(session, actor="platform", role="administrator", site_name="Ma voix")
        audit.record(session, actor=person.id.hex, role=Role.MODERATOR, action="testimony:read", subject="testimony:0")
    return engine


def add_alert(session, message, person):
    """An alert with everything that hangs on it: a copy of its table must not take them away."""
    now = clock.now()
    alert = raise_alert(session, testimony=message, raised_by=None, now=now)
    line = AlertMessage(id=uuid4(), alert_id=alert.id, position=1, written_on=clock.today())
    request = EnvelopeRequest(id=uuid4(), alert_id=alert.id, asked_by=person.id, asked_as=person.role, asked_at=now)
    line.body, request.reason = "Où es-tu ?", "On doit savoir où est cet enfant."
    session.add_all([AlertNotice(alert_id=alert.id, staff_id=person.id, next_try_at=now), line, request])


def rows(engine):
    """Every row of every table, table by table, as the database holds it."""
    present = set(inspect(engine).get_table_names())
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name in present
        }


def test_each_step_back_and_forth_keeps_the_rows(peopled):
    before = rows(peopled)
    assert sum(map(len, before.values())) > 20
    for target in REVISIONS[1:]:
        migrations.downgrade(peopled, target)
        lasting = set(inspect(peopled).get_table_names()) & set(before)
        migrations.upgrade(peopled)
        after = rows(peopled)
        assert {name: after[name] for name in lasting} == {name: before[name] for name in lasting}


def test_the_whole_way_back_with_rows_in_it_leads_to_an_empty_schema_that_works(peopled):
    migrations.downgrade(peopled, "base")
    assert set(inspect(peopled).get_table_names()) <= {"alembic_version"}
    migrations.upgrade(peopled)
    assert not any(rows(peopled).values())


class PowerCut(Exception):
    """The machine stopped here."""


@pytest.mark.parametrize("direction", ["up", "down"])
@pytest.mark.parametrize("statement", [3, 45])
def test_a_migration_cut_short_changed_nothing_and_runs_again(engine, direction, statement):
    if direction == "down":
        migrations.upgrade(engine)
    before = schema(engine)
    left = [statement]

    def cut(connection, cursor, sql, parameters, context, many):
        left[0] -= sql.lstrip().upper().startswith(("CREATE", "ALTER", "DROP", "INSERT", "UPDATE"))
        if left[0] < 0:
            raise PowerCut

    event.listen(engine, "before_cursor_execute", cut)
    with pytest.raises(PowerCut):
        migrations.upgrade(engine) if direction == "up" else migrations.downgrade(engine, "base")
    event.remove(engine, "before_cursor_execute", cut)
    assert schema(engine) == before
    migrations.upgrade(engine)
    migrations.downgrade(engine, "base")
    migrations.upgrade(engine)


def schema(engine):
    """Every table with its columns."""
    inspector = inspect(engine)
    return {
        table: [column["name"] for column in inspector.get_columns(table)]
        for table in inspector.get_table_names()
        if table != "alembic_version"
    }


KILLED = """
import os, sys
from sqlalchemy import event
from hcec import migrations
from hcec.db import open_engine
engine = open_engine(sys.argv[1])
left = [20]
def cut(*arguments):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), 9)
event.listen(engine, "before_cursor_execute", cut)
migrations.upgrade(engine)
"""


def test_a_migration_killed_half_way_runs_again(engine, url):
    ended = subprocess.run([sys.executable, "-c", KILLED, url], env=os.environ | {"PYTHONPATH": os.getcwd()})
    assert ended.returncode == -9
    migrations.upgrade(engine)
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == REVISIONS[0]
