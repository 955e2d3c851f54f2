"""Consultations: their questions and what keeps them from opening."""

from hcec.labels.marking import N_

ASKING: dict[str, dict[str, str]] = {
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
}
