"""The contract: signatures, deadlines, criteria, money whose totals add up, and the yearly sheet."""

import io
from dataclasses import replace
from datetime import date, timedelta
from uuid import uuid4

import odfdo
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from hcec.audit.models import JournalEntry
from hcec.department.services import load
from hcec.documents.report import render_report_odt, render_report_pdf
from hcec.documents.tabular import read_tables
from hcec.scheme.enums import CommitmentKind, CommitmentState, Criterion, FundingSource, Signatory
from hcec.scheme.models import Commitment, Funding
from hcec.scheme.services import (
    ChangedMeanwhile,
    StillInUse,
    YearOutside,
    YearsUnsound,
    accounting,
    committing,
    contracts,
    planning,
)
from hcec.scheme.services import funding as money
from hcec.scheme.services.committing import CommitmentPlan, DaysUnsound
from hcec.scheme.services.contracts import ContractPlan, EvaluationWords
from hcec.scheme.services.evaluating import evaluation_sheet
from hcec.scheme.services.funding import AlreadyFunded, FundingPlan, NotOfTheContract
from hcec.scheme.totals import Sums, total, totals_by
from tests.scheme.conftest import FICHE, TODAY

SUM = st.integers(0, 10**13)
LINES = st.lists(
    st.builds(
        Funding,
        year=st.integers(2025, 2027),
        source=st.sampled_from(FundingSource),
        planned=SUM,
        committed=SUM,
        paid=SUM,
    )
)


@pytest.fixture
def contract(session, odile, scheme, action):
    plan = ContractPlan("Contrat prévention et protection", 2025, 2027)
    return contracts.start_contract(session, row_id=uuid4(), actor=odile, scheme=scheme, plan=plan)


@pytest.fixture
def fund(session, odile, contract, action):
    def keep(year=2026, source=FundingSource.STATE, **sums):
        plan = FundingPlan(action_id=action.id, year=year, source=source, **sums)
        return money.fund(session, row_id=uuid4(), actor=odile, contract=contract, plan=plan)

    return keep


@given(LINES)
def test_totals_add_up_however_they_are_cut(lines):
    everything = total(lines)
    for key in (lambda line: line.year, lambda line: line.source, lambda line: (line.year, line.source)):
        assert total(totals_by(lines, key).values()) == everything
    assert everything == Sums(
        sum(line.planned for line in lines), sum(line.committed for line in lines), sum(line.paid for line in lines)
    )


def test_three_sign_each_by_a_function_and_on_a_day_that_came(session, odile, contract):
    assert {each.signatory for each in contract.signatures} == set(Signatory)
    acted = {"actor": odile, "contract": contract, "signatory": Signatory.PREFECT, "today": TODAY}
    contracts.sign(session, function="La préfète", signed_on=TODAY, **acted)
    with pytest.raises(contracts.NotSignedYet):
        contracts.sign(session, function="La préfète", signed_on=TODAY + timedelta(days=1), **acted)
    session.expire_all()
    signed = {each.signatory: each.signed_on for each in contract.signatures}
    assert signed == {Signatory.DEPARTMENT: None, Signatory.PREFECT: TODAY, Signatory.HEALTH_AGENCY: None}


def test_a_deadline_is_kept_once_held_reopened_and_erased(session, odile, contract):
    row_id = uuid4()
    for _twice in range(2):
        contracts.add_deadline(
            session, row_id=row_id, actor=odile, contract=contract, what="Bilan", due_on=date(2026, 6, 30)
        )
    (deadline,) = contract.deadlines
    acted = {"actor": odile, "contract": contract, "deadline_id": row_id}
    contracts.settle_deadline(session, done_on=TODAY, **acted)
    assert deadline.done_on == TODAY
    contracts.settle_deadline(session, done_on=None, **acted)
    assert deadline.done_on is None
    contracts.drop_deadline(session, **acted)
    contracts.drop_deadline(session, **acted)
    assert contract.deadlines == []


def test_one_line_a_source_year_and_action(session, odile, contract, action, fund):
    line = fund(planned=10_000)
    with pytest.raises(AlreadyFunded):
        fund(planned=1)
    plan = FundingPlan(action_id=action.id, year=2026, source=FundingSource.OTHER, planned=5)
    acted = {"actor": odile, "contract": contract, "funding": line}
    money.change_funding(session, version=1, plan=plan, **acted)
    assert (line.source, line.planned, line.version) == (FundingSource.OTHER, 5, 2)
    with pytest.raises(ChangedMeanwhile):
        money.change_funding(session, version=1, plan=plan, **acted)


def test_money_goes_to_an_action_of_the_contract_in_one_of_its_years(session, odile, contract, fund):
    with pytest.raises(YearOutside):
        fund(year=2028)
    plan = FundingPlan(action_id=uuid4(), year=2026, source=FundingSource.STATE)
    with pytest.raises(NotOfTheContract):
        money.fund(session, row_id=uuid4(), actor=odile, contract=contract, plan=plan)


def test_what_is_funded_stays_and_years_never_leave_money_out(session, odile, contract, action, fund):
    line = fund(planned=1)
    with pytest.raises(StillInUse):
        planning.drop_action(session, actor=odile, action=action)
    with pytest.raises(YearsUnsound):
        contracts.change_contract(
            session, actor=odile, contract=contract, version=1, plan=ContractPlan("C", 2027, 2029)
        )
    money.drop_funding(session, actor=odile, contract=contract, funding_id=line.id)
    planning.drop_action(session, actor=odile, action=action)


def test_the_database_refuses_a_negative_sum(session, fund):
    with pytest.raises(IntegrityError):
        fund(planned=-1)


def test_a_criterion_is_weighed_and_weighed_again(session, odile, contract):
    for is_met, evidence in ((False, ""), (True, "Diagnostic de 2024")):
        contracts.weigh_criterion(
            session, actor=odile, contract=contract, criterion=Criterion.NEEDS, is_met=is_met, evidence=evidence
        )
    (one,) = contract.evidence
    assert (one.is_met, one.evidence) == (True, "Diagnostic de 2024")
    line = session.scalars(select(JournalEntry).order_by(JournalEntry.seq.desc())).first()
    assert (line.action, line.detail) == ("state_contract:weigh", "needs")


def evaluate(session, odile, contract, year=2026, version=0, **words):
    acted = {"actor": odile, "contract": contract, "today": TODAY}
    contracts.evaluate(session, year=year, version=version, words=EvaluationWords(**words), **acted)


def test_a_year_is_evaluated_once_it_has_come_by_one_at_a_time(session, odile, contract):
    evaluate(session, odile, contract, achieved="Fait.")
    with pytest.raises(ChangedMeanwhile):
        evaluate(session, odile, contract, achieved="Moi aussi.")
    evaluate(session, odile, contract, version=1, achieved="Fait et dit.")
    assert contracts.evaluation_of(contract, 2026).achieved == "Fait et dit."
    for year in (2024, 2027):
        with pytest.raises(YearOutside):
            evaluate(session, odile, contract, year=year)


def test_the_sheet_holds_the_words_and_the_sums_of_its_year(session, odile, contract, action, indicator, fund):
    fund(planned=1_234_56, committed=1_000_00, paid=500_00)
    fund(source=FundingSource.DEPARTMENT, planned=765_44)
    fund(year=2025, planned=10_00)
    evaluate(session, odile, contract, achieved="Douze ateliers.", difficulties="Peu de logements.")
    sheet = evaluation_sheet(contract, year=2026, department=load(session))
    document = odfdo.Document(io.BytesIO(render_report_odt(sheet)))
    assert [each.text_recursive for each in document.body.get_headers()] == [
        *("Ce qui a été fait", "Les actions par engagement", "Les financements de l’année"),
        *("Depuis le début du contrat", "Les indicateurs des actions", "Les critères de la candidature"),
    ]
    by_source, by_action, by_year = (table.get_values() for table in document.body.tables[1:4])
    assert [plain(cell) for cell in by_source[-1]] == ["Total", "2 000 €", "1 000 €", "500 €"]
    assert [plain(cell) for cell in by_source[1]] == ["État (programme 304)", "1 234,56 €", "1 000 €", "500 €"]
    assert by_source[-1] == by_action[-1]
    assert [plain(cell) for cell in by_year[-1]] == ["Total", "2 010 €", "1 000 €", "500 €"]
    words = document.body.text_recursive
    assert "Douze ateliers." in words
    assert "Peu de logements." in words
    for render in (render_report_odt, render_report_pdf):
        first = render(sheet)
        session.expire_all()
        assert render(evaluation_sheet(contract, year=2026, department=load(session))) == first


def plain(cell):
    return " ".join(str(cell).split())


def test_a_charter_is_followed_from_its_draft_to_its_review(session, odile):
    plan = CommitmentPlan(kind=CommitmentKind.CHARTER, title="Actes usuels", parties="Département\nParquet")
    made = committing.follow(session, row_id=uuid4(), actor=odile, plan=plan, today=TODAY)
    signed = replace(plan, state=CommitmentState.SIGNED, signed_on=TODAY, review_due_on=TODAY + timedelta(days=365))
    committing.change_commitment(session, actor=odile, commitment=made, version=1, plan=signed, today=TODAY)
    wrong = (
        replace(signed, signed_on=None),
        replace(signed, signed_on=TODAY + timedelta(days=1)),
        replace(signed, review_due_on=TODAY - timedelta(days=1)),
    )
    for each in wrong:
        with pytest.raises(DaysUnsound):
            committing.change_commitment(session, actor=odile, commitment=made, version=2, plan=each, today=TODAY)
    committing.drop_commitment(session, actor=odile, commitment=made)
    assert session.scalars(select(Commitment)).all() == []


def test_an_action_of_another_scheme_is_not_the_contract_s(session, odile, contract):
    other = planning.start_scheme(session, row_id=uuid4(), actor=odile, plan=planning.SchemePlan("Autre", 2025, 2029))
    axis = planning.add_axis(session, row_id=uuid4(), actor=odile, scheme=other, plan=planning.AxisPlan(1, "A"))
    stranger = planning.add_action(session, row_id=uuid4(), actor=odile, axis=axis, plan=FICHE)
    plan = FundingPlan(action_id=stranger.id, year=2026, source=FundingSource.STATE)
    with pytest.raises(NotOfTheContract):
        money.fund(session, row_id=uuid4(), actor=odile, contract=contract, plan=plan)


def test_money_goes_to_a_spreadsheet_and_back(session, odile, contract, fund):
    line = fund(planned=1_234_56, committed=1_000_00)
    fund(source=FundingSource.OTHER, year=2025, paid=7)
    table, book = accounting.as_csv(contract).decode("utf-8-sig"), accounting.as_ods(contract)
    assert "1.1;2026;État (programme 304);1234,56;1000;0" in table
    again = accounting.load_money(session, actor=odile, contract=contract, given=read_tables(book))
    assert (again.added, again.changed, again.same, again.faults) == (0, 0, 2, [])
    money.drop_funding(session, actor=odile, contract=contract, funding_id=line.id)
    wrong = "1.1;2031;autre;1;0;0\r\n9.9;2026;autre;1;0;0\r\n1.1;2026;autre;-1;0;0\r\n1.1;2026;loto;1;0;0\r\n"
    loaded = accounting.load_money(session, actor=odile, contract=contract, given=read_tables((table + wrong).encode()))
    assert (loaded.added, loaded.same) == (1, 1)
    assert [(each.line, each.column) for each in loaded.faults] == [
        *((4, "année"), (5, "numéro d’action"), (6, "prévu"), (7, "source")),
    ]
    assert accounting.as_csv(contract).decode("utf-8-sig") == table
