"""What the département decides: the name of each decision, and what it changes."""

from hcec.labels.marking import N_

SETTLING: dict[str, dict[str, str]] = {
    "setting_subject": {
        "noms": N_("Noms"),
        "soutien": N_("Soutien et téléphones"),
        "publication": N_("Publication"),
        "delais": N_("Délais promis"),
        "durees": N_("Durées de conservation"),
        "limites": N_("Limites d’une personne"),
        "lecture": N_("Qui peut lire"),
    },
    "setting": {
        "site_name": N_("Nom du site"),
        "council_name": N_("Nom du conseil"),
        "department_name": N_("Nom du département"),
        "department_code": N_("Numéro du département"),
        "tested_with": N_("Testé avec des jeunes"),
        "leave_url": N_("Où mène « Sortir vite »"),
        "supervision_name": N_("Qui soutient les personnes qui lisent"),
        "supervision_phone": N_("À quel numéro"),
        "crip_phone": N_("Téléphone de la CRIP"),
        "threshold_internal": N_("Seuil interne"),
        "threshold_public": N_("Seuil public"),
        "agreement_by_silence_days": N_("Jours de silence qui valent accord"),
        "licence": N_("Licence des versions publiques"),
        "decision_days": N_("Jours pour décider d’un message"),
        "alert_read_hours": N_("Heures pour lire une alerte"),
        "alert_take_hours": N_("Heures pour la prendre en charge"),
        "alert_climb_hours": N_("Heures avant de prévenir la personne suivante"),
        "draft_days": N_("Un brouillon, en jours"),
        "original_days": N_("Les mots d’un message, en jours"),
        "refused_days": N_("Un message refusé, en jours"),
        "alert_days": N_("Les mots d’une alerte, en jours"),
        "account_months": N_("Un accès qui ne sert plus, en mois"),
        "journal_months": N_("Le journal, en mois"),
        "backup_days": N_("Les copies de secours, en jours"),
        "messages_an_hour": N_("Messages en une heure"),
        "messages_a_day": N_("Messages en un jour"),
        "help_calls_an_hour": N_("Appels à l’aide qui font chacun une alerte, en une heure"),
        "certificate_required": N_("Personne ne lit sans attestation d’honorabilité vérifiée"),
        "readers": N_("Personnes qui lisent un jour ordinaire"),
        "reader_minutes": N_("Minutes de lecture par personne et par jour"),
        "message_minutes": N_("Minutes pour lire et régler un message"),
        "holidays_of": N_("Jours fériés"),
        "crip_public_key": N_("Clé publique de la CRIP"),
        "is_demonstration": N_("Démonstration"),
    },
    "setting_effect": {
        "site_name": N_("Dans l’onglet et en haut des pages des jeunes. Un nom neutre : il reste dans l’historique."),
        "council_name": N_("Sur les pages, les cartes et les documents."),
        "department_name": N_("Sur les pages et les documents."),
        "department_code": N_("Par exemple 61 ou 2A : les aides à la lecture connaissent alors mieux ses communes."),
        "tested_with": N_(
            "Par exemple : testé avec six jeunes le 4 novembre. Tant que c’est vide, l’observatoire est prévenu."
        ),
        "leave_url": N_("Une adresse https qui n’étonne personne. Vide : notre page neutre, un calendrier."),
        "supervision_name": N_("Montré à côté des messages qui peuvent peser, et sur « Ma semaine »."),
        "supervision_phone": N_("Un numéro qui répond aux heures de lecture."),
        "crip_phone": N_("Dit aux adultes à qui on demande quelque chose. Vide : seul le 119 est montré."),
        "threshold_internal": N_(
            "Aucun nombre plus petit n’est montré à l’observatoire. Jamais moins de 5. Plus haut cache plus."
        ),
        "threshold_public": N_(
            "Aucun nombre plus petit n’est publié. Jamais sous le seuil interne. Ce qui est déjà publié ne change pas."
        ),
        "agreement_by_silence_days": N_(
            "Comptés depuis que l’enfant a vu ce qu’on veut citer, jamais avant. Sept jours au moins."
        ),
        "licence": N_("Ce que chacun peut faire des fichiers publics. Ce qui est déjà publié garde la sienne."),
        "decision_days": N_("Dit à l’enfant quand il envoie. Au-delà, la page de la coordination le montre."),
        "alert_read_hours": N_("Heures où quelqu’un lit. Au-delà, l’alerte est dite en retard."),
        "alert_take_hours": N_("Comptées de la même façon."),
        "alert_climb_hours": N_("Une alerte que personne ne prend va à la suppléance, puis à la personne responsable."),
        "draft_days": N_("Ce qu’un enfant a commencé et n’a pas envoyé."),
        "original_days": N_("Après la décision. Les enfants l’ont lu en écrivant : on peut l’abréger."),
        "refused_days": N_("Après la décision."),
        "alert_days": N_("Après l’accusé de réception. Les étapes restent, les mots partent."),
        "account_months": N_("Sans connexion. Ensuite la phrase n’ouvre plus rien."),
        "journal_months": N_(
            "Ce que fait l’équipe. Plus court que six mois, on ne pourrait plus comprendre une erreur."
        ),
        "backup_days": N_("Dit aux enfants. Effacez les copies plus vieilles : la plateforme ne peut pas le faire."),
        "messages_an_hour": N_("Le message de trop attend : son texte reste sur la page."),
        "messages_a_day": N_("De même."),
        "help_calls_an_hour": N_("Les suivants rejoignent l’alerte ouverte, avec leurs mots. Aucun n’est refusé."),
        "certificate_required": N_(
            "Là où la loi le demande. Aussitôt, les personnes sans vérification notée ne lisent plus rien."
        ),
    },
}
