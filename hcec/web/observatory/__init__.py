"""The observatory: consultations and syntheses."""

from flask import Blueprint

from hcec.web.observatory import (
    answers,
    code_review,
    coding,
    commitment_files,
    commitments,
    consultations,
    contract,
    contract_funding,
    contract_indicators,
    council,
    council_decisions,
    council_groups,
    council_mandates,
    council_sessions,
    council_topics,
    council_workshop,
    editions,
    evaluations,
    evaluations_actions,
    evaluations_files,
    figures,
    figures_files,
    figures_releases,
    figures_tables,
    home,
    ledger,
    method,
    paper,
    partners,
    partners_files,
    partners_mandates,
    parts,
    population,
    postponing,
    proposals,
    questions,
    reach,
    rereading,
    reviews,
    scheme,
    scheme_actions,
    scheme_files,
    scheme_indicators,
    shelf,
    stages,
    survey_questions,
    survey_results,
    survey_stages,
    survey_texts,
    surveys,
    syntheses,
    training,
    training_files,
    training_lines,
    training_needs,
    training_programmes,
    training_sessions,
)

bp = Blueprint("observatory", __name__)
for feature in (editions, ledger, method, parts, rereading, code_review):
    bp.register_blueprint(feature.bp)
for feature in (home, consultations, questions, stages, answers, coding, syntheses, population):
    bp.register_blueprint(feature.bp)
for feature in (proposals, reviews, paper, reach, postponing):
    bp.register_blueprint(feature.bp)
for feature in (scheme, scheme_actions, scheme_files, scheme_indicators):
    bp.register_blueprint(feature.bp)
for feature in (contract, contract_funding, contract_indicators, commitments, commitment_files):
    bp.register_blueprint(feature.bp)
for feature in (shelf, evaluations, evaluations_actions, evaluations_files):
    bp.register_blueprint(feature.bp)
for feature in (figures, figures_tables, figures_files, figures_releases):
    bp.register_blueprint(feature.bp)
for feature in (council, council_sessions, council_decisions, council_mandates):
    bp.register_blueprint(feature.bp)
for feature in (council_groups, council_topics, council_workshop):
    bp.register_blueprint(feature.bp)
for feature in (partners, partners_mandates, partners_files):
    bp.register_blueprint(feature.bp)
for feature in (training, training_needs, training_programmes, training_lines, training_sessions, training_files):
    bp.register_blueprint(feature.bp)
for feature in (surveys, survey_questions, survey_stages, survey_texts, survey_results):
    bp.register_blueprint(feature.bp)
