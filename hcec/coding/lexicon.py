"""Words that each theme of the house begins from. What coders confirm soon weighs more (suggesting.py).

A word of five letters or more stands for those that begin with it ("scolar": scolarité, scolaire); a shorter one, for
itself. Without accents, as they are compared.
"""

_WORDS = """
LIEU foyer maison chambre appartement mecs logement batiment jardin cuisine repas cantine dortoir bruit salle
ADULTES educ educs educat eduquer adulte equipe accueil tata tonton assfam veilleu maitresse
REFERENT referent assistante inspect rendez suivi
FAMILLE mere meres pere peres maman papa parent famille mamie papi tante oncle cousin visite
FRATRIE frere soeur sœur fratrie jumeau jumelle separe
HISTOIRE histoire pourquoi dossier souvenir photo comprendre placement
PARCOURS changer change demenag transfer partir depart nouveau valise rupture adieu
DECISIONS decid decision ecout juge audience avis reunion synthese avocat
ECOLE ecole college lycee scolar scolai classe prof profs devoirs bac cap stage apprenti formation metier etude brevet
SANTE sante medecin docteur psy psycho hopital dormir sommeil angoiss stress triste moral depress medicament dentist
AMIS ami amis amie amies copain copine foot sport loisir sortie danse musique
ARGENT argent poche euros vetement habits affaires acheter payer cher compte banque allocation
NUMERIQUE telephone portable internet wifi reseau instagram insta snap tiktok ordinateur console ecran
REGARD regard juger moque honte cassos normal different etiquette
SECURITE peur peurs securite danger violence frappe harcel protege menace insult agress
MAJORITE majeur majorite 18 autonom contrat permis apl studio sortir
MNA france papiers titre sejour prefect asile langue pays traduct interpre mineur
DROITS droit loi lois liberte interdit autorisation defenseur respect signer
BIEN merci content heureu super genial sympa gentil mieux fier fiere aime
"""

LEXICON = {theme: tuple(words) for theme, *words in map(str.split, _WORDS.strip().splitlines())}
