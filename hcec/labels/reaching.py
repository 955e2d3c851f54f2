"""Labels of who is reached, of Lundy's four conditions and of the days to come."""

from hcec.labels.marking import N_

REACHING: dict[str, dict[str, str]] = {
    "channel": {
        "in_person": N_("en main propre"),
        "letter": N_("par lettre"),
        "poster": N_("près d’une affiche"),
    },
    "condition": {
        "space": N_("Un espace : pouvoir parler"),
        "voice": N_("Une voix : être entendus"),
        "audience": N_("Une audience : être lus"),
        "influence": N_("Une influence : que cela change quelque chose"),
    },
    "measure": {
        "opened": N_("consultations ouvertes en douze mois"),
        "services_reached": N_("services dont des cartes ont servi"),
        "contributors": N_("jeunes comptés dans la dernière synthèse"),
        "coverage": N_("part des jeunes confiés qui ont répondu, en %"),
        "months_to_decide": N_("mois entre le message et la décision, médiane"),
        "readers_trained": N_("lectrices et lecteurs formés"),
        "answered": N_("consultations closes qui ont leur réponse"),
        "days_to_answer": N_("jours entre la clôture et la réponse, médiane"),
        "late": N_("réponses en retard aujourd’hui"),
        "proposals_done": N_("propositions adoptées qui sont faites"),
    },
    # What each figure counts and what it cannot tell: printed with it, on the page and in the files.
    "measure_definition": {
        "opened": N_("Toutes celles dont le premier jour est dans les douze derniers mois, brouillons exclus."),
        "services_reached": N_("Parmi ceux qui ont reçu des cartes. Un service compte à partir du seuil interne."),
        "contributors": N_("Une fiche compte un jeune. Qui répond sur papier et en ligne est compté deux fois."),
        "coverage": N_("Dernière synthèse, et jeunes confiés cette année-là. À partir de 90 %, rien n’est dit."),
        "months_to_decide": N_(
            "Douze mois, à partir de 20 messages. Seuls les mois sont gardés : 0 veut dire « le même mois »."
        ),
        "readers_trained": N_("Personnes présentes qui peuvent lire des messages, et dont la formation est datée."),
        "answered": N_("Depuis le début, archives comprises. Une réponse compte le jour où elle est publique."),
        "days_to_answer": N_("Depuis le début, pour celles qui ont leur réponse. Ces jours-là sont publics."),
        "late": N_("Consultations et propositions dont la date promise est passée, sans réponse publique."),
        "proposals_done": N_("Adoptées en plénière, et dites faites par qui en répond. Personne ne l’a vérifié ici."),
    },
    "due": {
        "opens": N_("ouvre"),
        "closes": N_("se clôt"),
        "answer": N_("réponse promise"),
        "proposal": N_("réponse due à une proposition"),
        "council": N_("séance du conseil"),
        "plenary": N_("séance plénière"),
        "embargo": N_("synthèse publique ce jour-là"),
    },
}
