"""Every code's French label. Web, mail, documents and command line read it; the catalogues translate it."""

from enum import StrEnum

from hcec.text.words import AIDS


def N_(text: str) -> str:
    """Mark a French text for the catalogue."""
    return text


LABELS: dict[str, dict[str, str]] = {
    "age_band": {
        "under_11": N_("moins de 11 ans"),
        "11_14": N_("11 à 14 ans"),
        "15_17": N_("15 à 17 ans"),
        "18_21": N_("18 à 21 ans"),
    },
    "placement_type": {
        "foster_family": N_("en famille d’accueil"),
        "childrens_home": N_("en maison d’enfants (MECS)"),
        "emergency_home": N_("au foyer de l’enfance"),
        "village": N_("en village d’enfants"),
        "small_unit": N_("en lieu de vie"),
        "independent": N_("en appartement, FJT ou semi-autonomie"),
        "relative": N_("chez un proche ou un tiers de confiance"),
        "at_home": N_("suivi(e) chez mes parents"),
        "medico_social": N_("en IME ou ITEP"),
        "hotel": N_("à l’hôtel ou en mise à l’abri"),
        "other": N_("ailleurs"),
        "unknown": N_("je ne sais pas"),
        "unsaid": N_("je ne veux pas le dire"),
    },
    "role": {
        "youth": N_("jeune"),
        "moderator": N_("modératrice ou modérateur"),
        "outside_reader": N_("lectrice ou lecteur d’ailleurs"),
        "coordinator": N_("coordination"),
        "crip": N_("CRIP"),
        "observatory": N_("observatoire (ODPE)"),
        "answerer": N_("réponse du département"),
        "partner": N_("partenaire"),
        "dpo": N_("délégué(e) à la protection des données"),
        "administrator": N_("administration"),
    },
    "appointment": {
        "on_call": N_("d’astreinte"),
        "deputy": N_("suppléance"),
        "head": N_("responsable de l’astreinte"),
    },
    "consultation_status": {
        "draft": N_("en préparation"),
        "open": N_("ouverte"),
        "closed": N_("close"),
        "archived": N_("archivée"),
    },
    "obstacle": {
        "no_title": N_("Il manque un titre."),
        "no_why": N_("Dites pourquoi le conseil pose ces questions."),
        "no_who_reads": N_("Dites qui lira les messages."),
        "no_what_next": N_("Dites ce que les réponses deviendront."),
        "no_audience": N_("Choisissez au moins une tranche d’âge."),
        "no_question": N_("Il n’y a pas encore de question."),
        "no_dates": N_("Donnez trois dates : ouverture, clôture et réponse."),
        "closes_before_opening": N_("La clôture vient avant l’ouverture."),
        "closes_in_the_past": N_("La date de clôture est déjà passée."),
        "answer_before_closing": N_("La réponse est promise avant la clôture."),
        "no_on_call": N_("Nommez une personne d’astreinte, présente et habilitée aux alertes."),
        "no_crip_key": N_("La clé publique de la CRIP n’est pas encore enregistrée : voyez l’administration."),
        "no_crip_account": N_(
            "La CRIP n’a pas de compte : personne n’ouvrirait une enveloppe. Demandez-en un à l’administration."
        ),
        "no_on_call_cover": N_("Personne n’est d’astreinte certains jours : voyez la coordination."),
        "no_deputy": N_("Il manque une suppléance certains jours : voyez la coordination."),
        "no_hours": N_("Personne ne lit pendant trop de jours de suite : voyez la coordination."),
    },
    "holidays_of": {
        "": N_("ceux de toute la France"),
        "57": N_("ceux de la Moselle"),
        "6AE": N_("ceux d’Alsace"),
        "971": N_("ceux de la Guadeloupe"),
        "972": N_("ceux de la Martinique"),
        "973": N_("ceux de la Guyane"),
        "974": N_("ceux de La Réunion"),
        "976": N_("ceux de Mayotte"),
    },
    "cover_gap": {
        "no_on_call": N_("Personne n’est d’astreinte"),
        "no_deputy": N_("Aucune suppléance"),
        "no_hours": N_("Trop de jours de suite sans lecture"),
    },
    "unfit_question": {
        "no_label": N_("Écrivez la question."),
        "too_few_choices": N_("Donnez au moins deux choix, un par ligne."),
        "too_many_choices": N_("Gardez douze choix au plus."),
        "repeated_choice": N_("Le même choix est écrit deux fois."),
        "not_four_faces": N_("Donnez quatre mots, un par visage, ou aucun pour les mots habituels."),
        "too_many_questions": N_("Gardez vingt questions au plus : au-delà, on ne finit pas."),
    },
    "readability": {
        "long_sentence": N_("Plus de douze mots dans une phrase"),
        "acronym": N_("Sigle : dites-le en entier"),
        "formal": N_("Dites « tu », sauf à plusieurs"),
        "anonymous": N_("On dit « sous secret » ou « sans ton nom »"),
        "not_message": N_("On dit toujours « message »"),
    },
    "question_kind": {
        "faces": N_("quatre visages"),
        "one": N_("un seul choix"),
        "several": N_("plusieurs choix"),
        "ranking": N_("un classement"),
        "text": N_("une réponse libre"),
    },
    "face": {
        "0": N_("Je ne sais pas"),
        "1": N_("Pas du tout"),
        "2": N_("Un peu"),
        "3": N_("Assez"),
        "4": N_("Beaucoup"),
    },
    # Where a message stands, as its author is told (web/youth/standing.py), and what happens next.
    "standing": {
        "submitted": N_("arrivé, pas encore lu"),
        "overdue": N_("arrivé, pas encore lu"),
        "opened": N_("lu, pas encore décidé"),
        "claimed": N_("en cours de lecture"),
        "proposed": N_("lu : on te demande ton accord"),
        "proposed_again": N_("d’autres mots : on te demande ton accord"),
        "agreed": N_("tu es d’accord, quelqu’un relit"),
        "silent": N_("pas de réponse : on comprend oui"),
        "objected": N_("tu as dit non, on va te répondre"),
        "contested": N_("une autre personne va le lire"),
        "doubtful": N_("lu, une deuxième personne relit"),
        "approved": N_("lu, pourra être cité sans ton nom"),
        "kept": N_("lu, compté, jamais cité"),
        "kept_as_asked": N_("lu, compté, jamais cité"),
        "refused": N_("lu, ne sera pas cité"),
        "refused_reread": N_("relu : tu peux demander une autre lecture"),
        "refused_erased": N_("lu, ne sera pas cité"),
        "withdrawn": N_("retiré"),
    },
    "next_step": {
        "submitted": N_("Quelqu’un va le lire."),
        "overdue": N_("C’est plus long que promis. Quelqu’un va le lire."),
        "opened": N_("Quelqu’un l’a ouvert. Une décision va venir."),
        "claimed": N_("Une personne est en train de le lire. Reviens dans quelques jours."),
        "proposed": N_("On aimerait te citer. Regarde le texte et dis oui ou non."),
        "proposed_again": N_("Tu avais dit non. On te propose d’autres mots. C’est toi qui décides."),
        "agreed": N_("Une deuxième personne relit avant de citer. Tu peux encore dire non."),
        "silent": N_("Une deuxième personne relit avant de citer. Tu peux encore dire non."),
        "objected": N_("Une deuxième personne va te répondre. Rien n’est cité sans ton accord."),
        "contested": N_("Tu as demandé une autre lecture. Reviens dans quelques jours."),
        "doubtful": N_("Une deuxième personne le relit. Reviens dans quelques jours."),
        "approved": N_("Il pourra être cité, sans ton nom. Tu peux encore dire non."),
        "kept": N_("Il a été lu. Il compte avec les autres. Il ne sera jamais cité."),
        "kept_as_asked": N_("Tu as dit non : il ne sera jamais cité. Il compte avec les autres."),
        "refused": N_("Il a été lu. Tu peux l’écrire autrement, ou demander une autre personne."),
        "refused_reread": N_("Une autre personne l’a relu. Elle pense autrement. À toi de voir."),
        "refused_erased": N_("Ses mots sont effacés. Tu peux écrire un nouveau message."),
        "withdrawn": N_("Il est caché. Il sera effacé cette nuit."),
    },
    "staff_testimony_state": {
        "submitted": N_("à lire"),
        "claimed": N_("en lecture"),
        "proposed": N_("accord demandé au jeune"),
        "second_reader": N_("à relire"),
        "approved": N_("peut être cité"),
        "kept": N_("gardé, sans citer"),
        "refused": N_("refusé"),
        "withdrawn": N_("retiré"),
    },
    "testimony_kind": {
        "answer": N_("réponse à une consultation"),
        "idea": N_("boîte à idées"),
        "help": N_("appel à l’aide"),
    },
    "decision": {
        "keep": N_("Garder, sans citer"),
        "publish": N_("Proposer la citation"),
        "refuse": N_("Refuser"),
        "second-reader": N_("Demander une deuxième lecture"),
        "alert": N_("Donner l’alerte"),
        "recuse": N_("Je reconnais : passer à quelqu’un d’autre"),
        "approve": N_("Approuver la citation"),
    },
    "opinion": {
        "publish": N_("Le proposer, en cachant ce qu’il faut"),
        "keep": N_("Le garder, sans le citer"),
        "refuse": N_("Le refuser"),
    },
    "refusal_reason": {
        "no_way_to_hide": N_("Même en cachant des mots, on pourrait te reconnaître."),
        "names_others": N_("Ton message parle surtout d’autres personnes qu’on pourrait reconnaître."),
        "insults_a_person": N_("Une personne y est insultée. Ta colère, elle, a le droit d’être dite."),
        "not_about_topic": N_("Ton message parle d’autre chose. La boîte à idées est faite pour ça."),
        "unreadable": N_("Nous n’avons pas réussi à lire ton message."),
        "asks_for_a_person_answer": N_("Ta question attend une réponse pour toi, pas une citation."),
    },
    "alert_state": {
        "signalled": N_("signalée"),
        "taken": N_("prise en charge"),
        "transmitted": N_("transmise"),
        "closed": N_("close"),
        "dismissed": N_("sans suite"),
    },
    "rung": {
        "on_call": N_("astreinte"),
        "deputy": N_("astreinte, suppléance"),
        "head": N_("astreinte, suppléance, responsable"),
    },
    "limit": {
        "read": N_("à lire"),
        "taken": N_("à prendre en charge"),
        "transmitted": N_("à transmettre"),
    },
    "limit_met": {
        "read": N_("lue"),
        "taken": N_("prise en charge"),
        "transmitted": N_("transmise"),
    },
    "recipient": {
        "crip": N_("CRIP"),
        "prosecutor": N_("procureur de la République"),
        "other_department": N_("autre département"),
        "emergency": N_("secours (15, 17, 18)"),
    },
    "envelope_state": {
        "asked": N_("demandée"),
        "agreed": N_("acceptée"),
        "declined": N_("refusée"),
        "handed_out": N_("remise"),
    },
    # Who read a message, as the child is told: roles, never people.
    "reader_role": {
        "moderator": N_("une modératrice ou un modérateur d’ailleurs"),
        "outside_reader": N_("une personne d’une autre structure"),
        "coordinator": N_("la personne qui coordonne"),
        "crip": N_("les personnes qui protègent les enfants (la CRIP)"),
        "appointed": N_("une personne d’astreinte"),
    },
    "level": {"internal": N_("interne"), "public": N_("publique")},
    "synthesis_state": {"draft": N_("brouillon"), "published": N_("publiée"), "withdrawn": N_("retirée")},
    "crossing": {
        "questions": N_("Réponses à chaque question"),
        "age_band": N_("Âge des jeunes qui ont répondu"),
        "placement_type": N_("Lieu de vie des jeunes qui ont répondu"),
    },
    "theme": {
        "LIEU": N_("là où je vis"),
        "ADULTES": N_("les adultes qui s’occupent de moi"),
        "REFERENT": N_("mon référent"),
        "FAMILLE": N_("mes parents, ma famille"),
        "FRATRIE": N_("mes frères et sœurs"),
        "HISTOIRE": N_("comprendre mon histoire"),
        "PARCOURS": N_("les changements de lieu"),
        "DECISIONS": N_("être écouté(e)"),
        "ECOLE": N_("l’école et l’avenir"),
        "SANTE": N_("ma santé, mon moral"),
        "AMIS": N_("mes amis, mes loisirs"),
        "ARGENT": N_("l’argent, mes affaires"),
        "NUMERIQUE": N_("téléphone et Internet"),
        "REGARD": N_("le regard des autres"),
        "SECURITE": N_("me sentir en sécurité"),
        "MAJORITE": N_("devenir majeur(e)"),
        "MNA": N_("arriver en France"),
        "DROITS": N_("mes droits"),
        "BIEN": N_("ce qui va bien"),
        "AUTRE": N_("autre"),
    },
    **AIDS,
}


def label(kind: str, code: StrEnum | str | int) -> str:
    """Return the French label of a code; raises KeyError for a code that has none (a defect, not bad input)."""
    return LABELS[kind][str(code)]


def options(kind: str) -> list[tuple[str, str]]:
    """Return (code, French label) pairs in the list's own order."""
    return list(LABELS[kind].items())
