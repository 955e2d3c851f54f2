"""ATTACKS 9 and 10: words that want to be code, typed in a scheme and its contract, leave in every file as they are."""

import io
import zipfile
from datetime import date
from uuid import uuid4
from xml.etree import ElementTree

import pypdf
import pytest

from hcec.documents.tabular import read_tables
from hcec.scheme.enums import ActionState, CommitmentKind, FundingSource
from hcec.scheme.services import agreeing, committing, contracts, funding, measuring, planning
from hcec.scheme.services.agreeing import AgreedPlan, Years
from hcec.scheme.services.committing import CommitmentPlan
from hcec.scheme.services.contracts import ContractPlan, EvaluationWords
from hcec.scheme.services.funding import FundingPlan
from hcec.scheme.services.measuring import IndicatorPlan
from hcec.scheme.services.planning import ActionPlan, AxisPlan, SchemePlan

CODE = "=1+1<x-canary onload='a()'>{{73*71}}{% raw %}%(x)s{0.__class__}#eval(1)$x$\\x"
TODAY = date(2026, 11, 23)


@pytest.fixture
def home(platform, cast):
    """Write the same hostile words everywhere; return the addresses of the scheme and of its contract."""
    acted, ids = {"actor": cast.staff["odile"]}, [uuid4() for _ in range(2)]
    with platform.database.transaction() as session:
        scheme = planning.start_scheme(session, row_id=ids[0], plan=SchemePlan(CODE, 2025, 2027), **acted)
        axis = planning.add_axis(session, row_id=uuid4(), scheme=scheme, plan=AxisPlan(1, CODE), **acted)
        words = dict.fromkeys(("title", "aim", "audience", "pilot", "partners"), CODE)
        fiche = ActionPlan(number=1, engagements=["adult_life"], **words)
        action = planning.add_action(session, row_id=uuid4(), axis=axis, plan=fiche, **acted)
        measured = {"action": action, "plan": IndicatorPlan(CODE, CODE), "by_year": {2026: 100}}
        measuring.add_indicator(session, row_id=uuid4(), **measured, **acted)
        stood = {"version": action.version, "year": 2026, "state": ActionState.LATE, "words": CODE, "today": TODAY}
        planning.review_action(session, action=action, **stood, **acted)
        plan = ContractPlan(CODE, 2025, 2027)
        contract = contracts.start_contract(session, row_id=ids[1], scheme=scheme, plan=plan, **acted)
        of_it = {"contract": contract, **acted}
        agreed = AgreedPlan(CODE, CODE)
        agreeing.agree_indicator(session, row_id=uuid4(), plan=agreed, years=Years({2026: 100}), **of_it)
        money = FundingPlan(action_id=action.id, year=2026, source=FundingSource.STATE, planned=100)
        funding.fund(session, row_id=uuid4(), plan=money, **of_it)
        contracts.evaluate(session, year=2026, version=0, words=EvaluationWords(CODE, CODE, CODE), today=TODAY, **of_it)
        charter = CommitmentPlan(kind=CommitmentKind.CHARTER, title=CODE, about=CODE, parties=CODE)
        committing.follow(session, row_id=uuid4(), plan=charter, today=TODAY, **acted)
    return [f"/observatoire/schema/{ids[0].hex}", f"/observatoire/schema/contrat/{ids[1].hex}"]


def test_tables_hold_words_and_no_formula(browser_of, home):
    odile, scheme = browser_of("odile"), home[0]
    files = (
        *(f"{scheme}/actions.csv", f"{scheme}/indicateurs.csv", f"{scheme}/bilans.csv", f"{scheme}/schema.ods"),
        *("/observatoire/schema/chartes/chartes.csv", "/observatoire/schema/chartes/chartes.ods"),
    )
    for address in files:
        data = odile.get(address).data
        cells = [cell for table in read_tables(data) for _line, row in table for cell in row]
        assert CODE in cells, address
        if address.endswith("csv"):
            assert f"'{CODE}" in data.decode("utf-8-sig")
        else:
            assert b":formula=" not in zipfile.ZipFile(io.BytesIO(data)).read("content.xml")


def test_documents_hold_the_words_and_nothing_that_runs(browser_of, home):
    odile, (scheme, contract) = browser_of("odile"), home
    for address in (f"{scheme}/suivi-2026", f"{contract}/evaluation-2026"):
        content = zipfile.ZipFile(io.BytesIO(odile.get(f"{address}.odt").data)).read("content.xml")
        tree = ElementTree.fromstring(content)
        assert CODE in "".join(tree.itertext())
        assert not [each.tag for each in tree.iter() if "canary" in each.tag or each.tag.endswith("}script")]
        links = [value for each in tree.iter() for name, value in each.attrib.items() if name.endswith("}href")]
        assert [link for link in links if not link.startswith("#")] == [], "its own contents alone are linked"
        pages = pypdf.PdfReader(io.BytesIO(odile.get(f"{address}.pdf").data)).pages
        words = "".join("".join(page.extract_text() for page in pages).split())
        assert "".join(["<x-canary", "onload='a()'>{{73*71}}{%", "raw", "%}%(x)s{0.__class__}#eval(1)$x$\\x"]) in words
        assert "5183" not in words
