"""The council, its proposals, what the département answers, the scheme."""

from hcec.labels.marking import N_

FOLLOWING: dict[str, dict[str, str]] = {
    "session_kind": {"session": N_("séance de travail"), "plenary": N_("assemblée plénière")},
    "session_state": {"planned": N_("prévue"), "held": N_("tenue"), "published": N_("publiée")},
    "council_decision": {
        "to_do": N_("à faire"),
        "under_way": N_("en cours"),
        "done": N_("fait"),
        "given_up": N_("abandonné"),
    },
    "topic_state": {
        "supported": N_("soutenu"),
        "planned": N_("à l’ordre du jour"),
        "discussed": N_("le conseil en a parlé"),
    },
    "proposal_kind": {"proposal": N_("proposition"), "opinion": N_("avis")},
    "proposal_state": {
        "draft": N_("en préparation"),
        "adopted": N_("adoptée, attend une réponse"),
        "answered": N_("répondue"),
        "in_progress": N_("en cours"),
        "done": N_("faite"),
        "cannot_be_done": N_("ne peut pas se faire"),
    },
    "engagement": {
        "act_early": N_("Agir tôt"),
        "secure_path": N_("Sécuriser le parcours"),
        "power_and_rights": N_("Pouvoir d’agir et droits"),
        "adult_life": N_("Vie d’adulte"),
    },
    "action_state": {
        "planned": N_("prévue"),
        "under_way": N_("en cours"),
        "done": N_("faite"),
        "late": N_("en retard"),
        "given_up": N_("abandonnée"),
    },
    "signatory": {
        "department": N_("le département"),
        "prefect": N_("le préfet"),
        "health_agency": N_("l’agence régionale de santé (ARS)"),
    },
    "funding_source": {
        "state": N_("État (programme 304)"),
        "health_fund": N_("ARS (fonds d’intervention régional)"),
        "health_insurance": N_("Assurance maladie (ONDAM)"),
        "department": N_("département"),
        "other": N_("autre"),
    },
    "criterion": {
        "needs": N_("Une analyse précise des besoins des enfants et des familles du territoire"),
        "prevention": N_("Une ambition claire pour la prévention"),
        "care": N_("De meilleures conditions d’accueil et d’accompagnement, avec des objectifs précis"),
        "innovation": N_("La volonté d’investir et d’innover"),
        "territory": N_("Les particularités du territoire"),
    },
    "commitment_kind": {"charter": N_("charte"), "protocol": N_("protocole")},
    "commitment_state": {
        "draft": N_("en préparation"),
        "signed": N_("signé, en vigueur"),
        "in_review": N_("en révision"),
        "ended": N_("terminé"),
    },
    # The same, as everyone reads it on the page of results.
    "proposal_told": {
        "adopted": N_("attend une réponse"),
        "answered": N_("répondu"),
        "in_progress": N_("en route"),
        "done": N_("fait"),
        "cannot_be_done": N_("pas possible"),
    },
    "answer_stage": {
        "draft": N_("en écriture"),
        "sent": N_("à relire par l’observatoire"),
        "validated": N_("validée, à publier"),
        "published": N_("publiée"),
    },
    "answer_part": {
        "by_function": N_("Qui répond"),
        "said": N_("Ce que vous avez dit"),
        "will_do": N_("Ce qu’on va faire"),
        "by_whom": N_("Qui le fera"),
        "by_when": N_("Pour quand"),
        "will_study": N_("Ce qu’on étudie"),
        "cannot_do": N_("Ce qu’on ne peut pas faire, et pourquoi"),
    },
}
