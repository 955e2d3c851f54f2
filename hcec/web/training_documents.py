"""Documents of training as answers: the programme, the yearly review, each in its formats."""

from flask import Response

from hcec import clock, db
from hcec.documents.odf import SPREADSHEET, TEXT
from hcec.documents.report import Report, render_report_odt, render_report_pdf
from hcec.training.models import TrainingProgramme
from hcec.training.services.reviewing import review_year
from hcec.training.services.tabling import review_csv, review_ods
from hcec.training.services.telling import programme_report, review_report
from hcec.web.application import platform
from hcec.web.releases import attachment

CSV = "text/csv; charset=utf-8"


def programme_document(programme: TrainingProgramme, kind: str) -> Response:
    """Return the programme as a text document or to print."""
    return _document(programme_report(programme, department=platform().department()), kind, "programme-formation")


def review_document(programme: TrainingProgramme, year: int, kind: str) -> Response:
    """Return the review of a year: to rework, to print, or its tables."""
    review, department, name = review_year(db.session, programme, year), platform().department(), f"bilan-{year}"
    if kind == "csv":
        return attachment(review_csv(review, department=department, today=clock.today()), CSV, f"{name}.csv")
    if kind == "ods":
        return attachment(review_ods(review, department=department, today=clock.today()), SPREADSHEET, f"{name}.ods")
    return _document(review_report(programme, review, department=department, today=clock.today()), kind, name)


def _document(report: Report, kind: str, name: str) -> Response:
    if kind == "pdf":
        return attachment(render_report_pdf(report), "application/pdf", f"{name}.pdf")
    return attachment(render_report_odt(report), TEXT, f"{name}.odt")
