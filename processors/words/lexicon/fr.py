"""French. Letters are folded; an elided article is a word: `l'`, `d'`, `qu'`."""

PHRASES = {
    "o:people": (
        "une personne|"
        "personnes|des personnes|la personne|gens|quelqu' un|visiteur/visiteurs|visiteuse|employe/employes"
        "|salarie/salaries|client/clients|cliente|pieton/pietons|personnel|individu/individus|caissier/caissiers"
        "|caissiere|conducteur/conducteurs|chauffeur/chauffeurs|monde|invite/invites|humain/humains|etre humain"
        "|livreur/livreurs|collaborateur/collaborateurs|ouvrier/ouvriers|travailleur/travailleurs|intrus"
        "|receptionniste|agent/agents|passant/passants|acheteur/acheteurs|collegue/collegues|n' importe qui"
        "|toute personne|chaque personne|les personnes|qui que ce soit|personne seule|aucun employe|une personne"
        "|une autre personne|d' une personne"
    ),
    "o:vehicles": "vehicule/vehicules",
    "o:car": "voiture/voitures|auto/autos|automobile/automobiles|taxi/taxis",
    "o:truck": "camion/camions|poids lourd/lourds|semi remorque",
    "o:van": "camionnette/camionnettes|fourgon/fourgons|fourgonnette/fourgonnettes",
    "o:bus": "bus|autobus|autocar/autocars",
    "o:bicycle": "velo/velos|bicyclette/bicyclettes",
    "o:motorcycle": "moto/motos|motocyclette|mobylette",
    "o:train": "train/trains",
    "o:boat": "bateau/bateaux",
    "o:bag": "sac/sacs|bagage/bagages|sac de voyage",
    "o:parcel": "colis|paquet/paquets|livraison/livraisons",
    "o:box": "carton/cartons|boite/boites|caisse en bois|caisse de bois",
    "o:backpack": "sac a dos|sacs a dos",
    "o:suitcase": "valise/valises",
    "o:handbag": "sac a main|sacs a main",
    "o:object": (
        "objet/objets|quelque chose|chose/choses|article/articles|produit/produits|n' importe quoi"
        "|marchandise/marchandises|affaires|quoi que ce soit"
    ),
    "o:pets": "animal de compagnie|animaux de compagnie|animal domestique|animaux domestiques",
    "o:animals": "animal|animaux",
    "o:cat": "chat/chats|chatte",
    "o:dog": "chien/chiens",
    "o:bird": "oiseau/oiseaux|pigeon/pigeons",
    "o:horse": "cheval|chevaux",
    "o:laptop": "ordinateur/ordinateurs|ordinateur portable|ordinateurs portables|portable/portables",
    "o:umbrella": "parapluie/parapluies",
    "o:bottle": "bouteille/bouteilles",
    "o:cell phone": "telephone/telephones|telephone portable|smartphone",
    "o:skateboard": "skateboard|planche a roulettes",
    "o:chair": "chaise/chaises",
    "o:knife": "couteau/couteaux",
    "o:any": "mouvement/mouvements|activite|quelque chose bouge|quelque chose qui bouge|ca bouge|tout ce qui bouge",
    "pl:lobby": "hall|hall d' entree|lobby|vestibule|camera du hall|hall d' accueil",
    "pl:floor": "sol du hall|tout le hall|ensemble du hall|sol",
    "pl:front-door": "porte d' entree|porte principale|porte de devant|porte avant|grande porte",
    "pl:reception": (
        "reception|accueil|comptoir d' accueil|bureau d' accueil|zone d' accueil|banque d' accueil"
        "|comptoir de reception|zone de reception|guichet d' accueil|comptoir de l' accueil"
    ),
    "pl:waiting-area": (
        "salle d' attente|zone d' attente|espace d' attente|aire d' attente|coin attente|espace attente"
        "|salon d' attente"
    ),
    "pl:entrance": "entree|entree principale|ligne d' entree|l' entree|ligne de l' entree",
    "pl:parking": "parking|parc de stationnement|aire de stationnement|stationnement|camera du parking",
    "pl:bays": (
        "places|places de parking|places de stationnement|emplacements|place de parking|place de stationnement"
        "|emplacement|emplacements de parking|emplacements de stationnement"
    ),
    "pl:driveway": (
        "allee|voie d' acces|chemin d' acces|voie d' entree|rampe d' acces|allee d' acces|voie carrossable"
        "|route d' acces"
    ),
    "pl:disabled-bay": (
        "place handicapes|place pour handicapes|place handicape|place handicapee|place pour personnes handicapees"
        "|place reservee aux handicapes|place de parking handicape|place pmr|places handicapes|places pour handicapes"
        "|place reservee aux personnes handicapees|place de stationnement pour handicapes"
        "|place pour personne handicapee|stationnement handicape|emplacement handicape"
        "|place de parking pour handicapes|place des handicapes|emplacement pour handicapes|emplacement handicapes"
        "|emplacement reserve aux handicapes|place a mobilite reduite|place de parking handicapes"
        "|place pour les handicapes|place des personnes handicapees|place reservee aux personnes a mobilite reduite"
    ),
    "pl:gate": "portail|barriere|grille|porte du parking|portails",
    "pl:dock": (
        "quai|quai de chargement|zone de chargement|aire de chargement|quai de dechargement|zone du quai"
        "|rampe de chargement|rampe|quais|zone de dechargement|quai de livraison"
    ),
    "pl:restricted": (
        "zone interdite|zone reglementee|zone restreinte|zone d' acces restreint|zone reservee|secteur interdit"
        "|zone protegee|zone a acces restreint|zone securisee|perimetre interdit|zone d' acces limite"
        "|zone a acces limite|espace interdit|zone defendue"
    ),
    "pl:conveyor": (
        "convoyeur|tapis|tapis roulant|bande transporteuse|convoyeur a bande|transporteur|zone du convoyeur"
        "|tapis convoyeur"
    ),
    "pl:dock-door": "porte du quai|porte de quai|porte du quai de chargement|porte de chargement|portes du quai",
    "pl:queue": (
        "file|file d' attente|queue|file de la caisse|file a la caisse|file d' attente de la caisse"
        "|queue de la caisse|file d' attente a la caisse|zone de la file|file aux caisses"
    ),
    "pl:till": (
        "caisse|caisses|caisse enregistreuse|zone de caisse|zone de la caisse|comptoir de caisse|espace caisse"
        "|comptoir|zone caisse"
    ),
    "pl:shelf": "etagere|etageres|rayon|rayonnage|rayons|presentoir|rayonnages",
    "pl:exit": "sortie|porte de sortie|ligne de sortie|sortie du magasin",
    "pl:shop": "magasin|boutique|camera du magasin|supermarche|commerce",
    "pl:hq": "siege|siege social|quartier general|bureau principal|maison mere",
    "pl:plant": "usine|fabrique|site de production|entrepot|atelier",
    "pl:everywhere": (
        "n' importe ou|partout|toutes les cameras|n' importe quelle camera|ou que ce soit|toute camera|chaque camera"
        "|tous les sites|l' ensemble des cameras"
    ),
    "m:cameras": "toutes les cameras du/de/des|cameras du/de|toutes les cameras",
    "v:enter": (
        "acces a|acces|entre|entrent|entrer|entrant|penetre|penetrent|penetrer|penetration|rentre|rentrent|rentrer|accede|accedent"
        "|acceder|va a|va dans|va au|vont dans|vient a|vient dans|viennent a|met les pieds|met le pied|s' introduit"
        "|s' introduire|s' engage|s' engagent|arrive|arrivent|monte sur|passe dans|intrusion|intrusions|s' avance"
        "|s' approche|franchit l' entree de|pose le pied|marche dans|est entre|est entree|viens dans|s' aventure"
        "|engage|introduit|s' approchent|roule dans|roulent dans"
    ),
    "v:exit": (
        "sort|sortent|sortir|sortant|s' en va|s' en vont|part de|part du|partent de|ressort|ressortent|est sorti"
        "|est sortie|s' eloigne|eloigne|repart|repartent|s' en aille|sorte"
    ),
    "v:leave": "quitte|quittent|quitter|laisse|laissent|laisser|partant",
    "v:left": "laisse x",
    "v:cross": (
        "franchit|franchissent|franchir|franchisse|franchissement|traverse|traversent|traverser|passe par|passent par"
        "|passe la|passer par|passe le|passe a travers|passent a travers|passe sous|depasse la ligne|passe|passent"
        "|passer|traversant|passage par|emprunte|empruntent|passant par"
    ),
    "v:appear": (
        "apparait|apparaissent|apparaitre|est vu|est vue|sont vus|sont vues|vu|vue|vus|vues|visible|visibles"
        "|a l' image|detecte|detectee|detectes|dans l' image|montre|montrez|montre moi|montrez moi|se montre|surgit"
        "|surgissent|se presente|on voit|voit|apparition|presence de|presence d'|repere|reperee|apercu|apercue"
        "|a l' ecran|est detecte|est detectee|en vue|aperçoit|apercoit|signale la presence"
    ),
    "v:stay": (
        "plante|reste plante|planté|"
        "reste|restent|rester|traine|trainent|trainer|stationne|stationnent|stationner|attend|attendent|attendre"
        "|flane|flanent|flaner|rode|rodent|roder|s' attarde|s' attardent|attarde|attardent|demeure|demeurent|sejourne"
        "|est assis|assis|debout|gare|garee|gares|garees|est gare|est garee|se gare|se garent|immobile|patiente"
        "|patientent|se trouve|se trouvent|est la depuis|est present|sont presents|est presente|passe plus de|occupe"
        "|bloque|passe trop de temps|immobilise|immobilisee|arrete|arretee|s' arrete|s' arretent|stationnee|rester la"
        "|tourne en rond|tient|se tient|se tiennent|deambule|deambulent|maraude|erre|errent|encombre|stationnement"
        "|sejourner|stagne|s' eternise|depuis"
    ),
    "v:alone": (
        "seul|seule|seuls|seules|abandonne|abandonnee|abandonnes|abandonnees|sans surveillance|oublie|oubliee|oublies"
        "|oubliees|delaisse|delaissee|sans personne|laisse seul|laissee seule|non surveille|non surveillee"
        "|laisse sans|laisse|laissee|laisses|laissees|personne a cote|personne a proximite|sans personne a cote"
        "|sans personne a proximite|personne autour|isole|isolee|sans que personne|sans attention|traine seul"
        "|sans garde|sans personne autour|non accompagne|laisse a l' abandon|a l' abandon|personne aupres"
        "|sans personne aupres"
    ),
    "v:owner": (
        "sans proprietaire|sans son proprietaire|sans leur proprietaire|son proprietaire s' eloigne"
        "|proprietaire s' eloigne|proprietaire parti|proprietaire est parti|proprietaire absent|proprietaire part"
        "|proprietaire s' en va|sans celui qui|son proprietaire est parti|proprietaire quitte"
        "|loin de son proprietaire|proprietaire n' est plus|proprietaire n' est pas|proprietaire s' est eloigne"
        "|proprietaire a quitte|separe de son proprietaire|separee de son proprietaire|celui qui l' a depose"
        "|celui qui l' a apporte|celui qui l' a laisse|proprietaire s' en est alle|sans sa proprietaire"
    ),
    "v:remove": (
        "prend|prennent|prendre|prenne|pris|prise|enleve|enlevent|enlever|retire|retirent|retirer|retiree|emporte"
        "|emportent|emporter|emportee|disparait|disparaissent|disparaitre|disparu|disparue|disparition|manque"
        "|manquent|saisit|ramasse|s' empare|deplace|enlevee|disparus|recupere|subtilise|retires|enleves"
    ),
    "v:deliver": (
        "livre|livrent|livrer|livree|livres|depose|deposent|deposer|deposee|deposes|apporte|apportent|apporter"
        "|apportee|pose|posent|poser|posee|amene|met|mettent|apportes|place un|placent|depot|poses|remet|remis"
    ),
    "v:absent": (
        "vide|vides|desert|deserte|inoccupe|inoccupee|sans personnel|plus personne|il n' y a personne|n' y a personne"
        "|il n' y a plus personne|n' y a plus personne|y a personne|personne a|personne au|personne dans"
        "|personne derriere|personne n' est|aucune personne|sans personne a|pas de personnel|aucun employe"
        "|aucun agent|sans employe|degarni|degarnie|sans occupant|personne n' attend|personne sur|pas ame qui vive"
        "|n' y a aucun|personne ne se trouve|personne ne tient|depourvu de personnel|sans caissier"
        "|sans receptionniste|personne ne garde|aucun client|aucun caissier|vacant|vacante|personne en"
        "|n' est pas occupe|n' est pas occupee|non occupe|non occupee|personne ne s' occupe|sans agent"
        "|pas de caissier|desertee|personne ne soit|personne pres|depeuple|pas un chat"
    ),
    "m:nobody": "personne|nul|aucun",
    "v:speed": (
        "exces de vitesse|trop vite|vitesse|roule a plus de|depasse les|depasse|depassent|plus vite|vite|roule trop"
        "|depassement|limite de vitesse|rapide|rapidement|excede|a toute allure|a vive allure|fonce|foncent"
        "|trop rapide"
    ),
    "v:run": "court|courent|courir|courant|coure|course|sprinte|en courant",
    "v:wrong": (
        "mauvais sens|sens inverse|contresens|contre sens|sens interdit|mauvaise direction|sens contraire|a l' envers"
        "|direction interdite|sens oppose|direction opposee|sens unique|direction inverse|rebours|mauvais cote"
        "|direction contraire"
    ),
    "v:tailgate": (
        "talonne|talonnage|juste derriere|colle a|colle|collee|se suivent|suit de pres|l' un derriere l' autre"
        "|l' une derriere l' autre|dans la foulee|se faufile|se faufilent|faufile|immediatement apres"
        "|l' un apres l' autre|l' une apres l' autre|coup sur coup|tailgating|juste apres|de pres|d' affilee"
        "|aussitot apres|sur les talons|a la suite|dans le sillage|immediatement derriere|suit|successivement"
        "|directement derriere|suivent|en suivant"
    ),
    "v:crowd": (
        "foule|trop de|trop de monde|bonde|bondee|surpeuple|plein|pleine|attroupement|beaucoup|plusieurs"
        "|rassemblement|sature|affluence|groupe/groupes|cohue|encombree|surcharge|trop longue|trop nombreux"
        "|engorgement"
    ),
    "cm:over": (
        "plus|"
        "plus de|superieur a|superieure a|au dela de|au dessus de|plus que|depasse|depassent|plus grand que"
        "|plus grande que|supérieure|plus longtemps que|excede|davantage que|plus d'|superieurs a|superieures a"
        "|au dela d'"
    ),
    "cm:least": (
        "au moins|ou plus|minimum|au minimum|a partir de|pas moins de|un minimum de|d' au moins|et plus|minimum de"
    ),
    "cm:under": (
        "moins de|inferieur a|inferieure a|en dessous de|moins que|moins|plus petit que|sous les|moins d'|en deca de"
        "|meme pas"
    ),
    "cm:most": (
        "au plus|au maximum|pas plus de|ou moins|maximum|jusqu' a|un maximum de|tout au plus|pas plus d'|maximum de"
    ),
    "cm:allowed": (
        "autorise|autorises|autorisees|permis|admis|admises|autorisee|toleres|capacite|jauge|limite|tolere"
        "|sont autorisees|admise|permises"
    ),
    "cm:must": (
        "doit y avoir|doivent etre|il faut|doit|doivent|il doit|il doit y avoir|devrait y avoir|devraient|il devrait"
        "|necessaire|requis|requises|sont necessaires|faut toujours"
    ),
    "cm:exact": "exactement|precisement|juste",
    "u:1": "seconde/secondes|sec|s|secs",
    "u:60": "minute/minutes|min|mn|m|mins",
    "u:3600": "heure/heures|h",
    "u:86400": "jour/jours",
    "u:604800": "semaine/semaines",
    "dur:1800": "demi heure|une demi heure|demie heure|une demie heure",
    "dur:30": "demi minute|une demi minute|demie minute|une demie minute",
    "dur:900": "quart d' heure|un quart d' heure",
    "dur:2700": "trois quarts d' heure",
    "dur:5400": "heure et demie|une heure et demie|heure et demi",
    "dur:90": "minute et demie|une minute et demie",
    "dur:vague": (
        "un moment|trop longtemps|longtemps|quelque temps|quelques minutes|plusieurs minutes|un certain temps"
        "|quelques secondes|un bon moment|un long moment|longuement|un peu de temps|un instant|trop de temps"
        "|un petit moment|plusieurs secondes|plusieurs heures|quelques heures|plus longtemps que prevu"
        "|plus longtemps que la normale|durablement|de facon prolongee|prolonge|prolongee|des heures"
        "|anormalement longtemps|un peu trop longtemps|quelques instants|deux ou trois minutes|une duree inhabituelle"
        "|plus longtemps|un temps anormal"
    ),
    "m:instant": (
        "des que|immediatement|aussitot|aussitot que|tout de suite|sans delai|sur le champ|a l' instant|sitot que"
        "|a l' instant ou|au moment ou|sans attendre|instantanement"
    ),
    "m:half": "et demie|et demi",
    "d:mon": "lundi/lundis|lun",
    "d:tue": "mardi/mardis",
    "d:wed": "mercredi/mercredis",
    "d:thu": "jeudi/jeudis|jeu",
    "d:fri": "vendredi/vendredis|ven",
    "d:sat": "samedi/samedis|sam",
    "d:sun": "dimanche/dimanches|dim",
    "d:mon,tue,wed,thu,fri": (
        "jours ouvrables|jour ouvrable|jours ouvres|en semaine|jours de semaine|la semaine|jours de travail"
        "|jours travailles|pendant la semaine"
    ),
    "d:sat,sun": "week end|week ends|le week end|les week ends|weekend/weekends|fin de semaine|fins de semaine",
    "d:mon,tue,wed,thu,fri,sat,sun": (
        "tous les jours|chaque jour|quotidiennement|toujours|en permanence|a toute heure|24 7|24 heures sur 24"
        "|jour et nuit|a tout moment|n' importe quand|en continu|7 jours sur 7|tout le temps|toute la journee"
        "|toute la semaine"
    ),
    "h:night": (
        "nuit/nuits|la nuit|de nuit|pendant la nuit|nocturne|nocturnes|durant la nuit|les nuits|chaque nuit"
        "|toute la nuit|en pleine nuit|la nuit tombee"
    ),
    "h:office": (
        "heures de bureau|heures ouvrables|heures d' ouverture|horaires de bureau|horaires d' ouverture"
        "|heures de travail|heures ouvrees|horaires de travail|heures d' activite|horaires ouvrables|horaires ouvres"
        "|temps de travail"
    ),
    "h:closed": (
        "hors des heures de bureau|en dehors des heures de bureau|hors heures de bureau"
        "|en dehors des heures d' ouverture|hors des heures d' ouverture|apres la fermeture"
        "|en dehors des heures de travail|sauf pendant les heures de bureau|sauf aux heures de bureau"
        "|hors horaires de bureau|en dehors des horaires de bureau|en dehors des horaires d' ouverture"
        "|hors heures ouvrables|en dehors des heures ouvrables|hors des heures ouvrables|sauf heures de bureau"
        "|hors heures d' ouverture|sauf durant les heures de bureau|quand c' est ferme|quand le magasin est ferme"
        "|hors des heures de travail|excepte pendant les heures de bureau|en dehors des heures ouvrees"
        "|apres les heures de bureau|hors horaires d' ouverture"
    ),
    "h:vague": (
        "matin/matins|le matin|soir/soirs|le soir|apres midi|l' apres midi|midi|a midi|la journee|en journee|pause"
        "|pause dejeuner|pause de midi|equipe de nuit|equipe du matin|heure de pointe|heures de pointe|soiree|matinee"
        "|le jour|pendant la journee|dejeuner|a l' aube|au crepuscule|pendant la pause|dans la matinee|en soiree"
        "|poste de nuit|de jour"
    ),
    "h:holiday": "vacances scolaires|jours feries|jour ferie|feries|ferie|vacances|noel|paques|nouvel an|fetes|jours de fete|reveillon",
    "t:720": "midi",
    "t:1440": "minuit",
    "ap:am": "du matin|am",
    "ap:pm": "du soir|de l' apres midi|pm",
    "ap:night": "de la nuit",
    "m:oclock": "heures|heure|h",
    "mo:1": "janvier",
    "mo:2": "fevrier",
    "mo:3": "mars",
    "mo:4": "avril",
    "mo:5": "mai",
    "mo:6": "juin",
    "mo:7": "juillet",
    "mo:8": "aout",
    "mo:9": "septembre",
    "mo:10": "octobre",
    "mo:11": "novembre",
    "mo:12": "decembre",
    "us:km/h": "km/h|kmh|kilometres heure|kilometres a l' heure|km a l' heure|kilometres par heure|km h|kilometre heure",
    "us:m/s": "m/s|metres par seconde|metre par seconde|metres a la seconde",
    "us:mph": "mph|miles par heure|miles a l' heure",
    "us:heights": "hauteurs par seconde|hauteurs de corps par seconde|fois sa taille par seconde|tailles par seconde",
    "ul:m": "metre/metres|m",
    "ul:h": (
        "hauteur/hauteurs|hauteurs de corps|longueurs de corps|tailles|hauteurs d' homme|hauteurs de personne"
        "|hauteur de corps|fois sa taille|taille humaine|tailles humaines"
    ),
    "ul:cm": "centimetre/centimetres|cm",
    "fr:picture": "de l' image|de l' ecran|image|du cadre|ecran",
    "m:percent": "pour cent|%|pourcent",
    "m:score": "confiance|certitude|probabilite|score|fiabilite",
    "m:size": "taille|grand|grande|petit|petite|occupe|occupent|occupant|plus grand|plus grande",
    "fx:0.5": "moitie|la moitie|demi",
    "fx:0.3333": "tiers|un tiers",
    "fx:0.25": "quart|un quart",
    "fx:0.2": "cinquieme|un cinquieme",
    "fx:0.1": "dixieme|un dixieme",
    "m:except": (
        "sauf|excepte|a l' exception de|a l' exception du|a l' exception des|hormis|mais pas|en dehors de|a part|hors"
        "|exclu|mais sans|mis a part|excluant|sauf si c' est|a l' exclusion"
    ),
    "m:and": "et|ainsi que|et aussi|aussi|et egalement",
    "m:or": "ou|ou bien|soit",
    "m:from": "de|des|a partir de",
    "m:to": "a|jusqu' a|au",
    "m:between": "entre",
    "m:after": "apres|a partir de|des|passe|depuis",
    "m:before": "avant|jusqu' a",
    "m:on": "le|les",
    "m:corr": (
        "je veux dire|pardon|plutot|non plutot|enfin|correction|ou plutot|desole|non pardon|excusez moi|attendez"
        "|je voulais dire|non attends|attends|euh non|mieux|disons|non disons|rectification|mettez plutot"
    ),
    "m:trigger": (
        "alerte|alertez|alertez moi|alerte moi|alarme|previens|prevenez|prevenez moi|previens moi|prevenir|avertis"
        "|avertissez|avertir|avertissez moi|informe|informez|informez moi|signale|signalez|dis moi|dites moi|notifie"
        "|notifiez|notifier|je veux savoir|faites moi savoir|fais moi savoir|je voudrais savoir|envoie|envoyez"
        "|declenche|declenchez|declencher|surveille|surveillez|alerter|detecte|detectez|detecter|avertissement"
        "|signaler|donne l' alerte|donnez l' alerte|enregistre|enregistrez|consigne|consignez|sonne|garde|regle"
        "|reconnais|repere|reperez|je souhaite savoir|je souhaite etre|j' aimerais savoir|je veux etre averti"
        "|je veux etre prevenu|je veux etre alerte|montre moi|guette|guettez|previens nous|prevenez nous|alerte nous"
        "|une alerte|lance une alerte|lancer une alerte|avise|avisez|message|gardez un oeil|fais nous signe"
        "|signale moi|journalise|journalisez|note|notez"
    ),
    "m:if": (
        "si|quand|lorsque|lorsqu'|chaque fois que|a chaque fois que|des que|s'|qu'|au cas ou|en cas de|que|en cas d'"
        "|toutes les fois que|sitot que"
    ),
    "m:me": "moi|nous|me|tous",
    "m:while": (
        "pendant que|en meme temps|simultanement|alors que|tandis que|au meme moment|tant que|en meme temps que"
        "|pendant qu'|alors qu'|au meme instant"
    ),
    "m:cooldown": (
        "au plus une fois toutes les|au maximum une fois toutes les|pas plus d' une fois toutes les"
        "|pas plus d' une fois par|au plus une fois par|au maximum une fois par|une fois toutes les"
        "|pas plus souvent que toutes les|pas plus souvent qu' une fois toutes les|une seule fois toutes les"
        "|au plus toutes les|une fois par|au plus une alerte toutes les|pas plus d' une alerte toutes les"
        "|pas plus d' une alerte par|au plus une alerte par|une alerte toutes les|maximum une fois par"
        "|maximum une fois toutes les|seulement une fois toutes les|tout au plus une fois par"
        "|tout au plus une fois toutes les|au maximum une alerte toutes les|au maximum une alerte par"
        "|une alerte maximum toutes les|pas plus d' une fois en|au plus une fois en|pas plus souvent qu' une fois par"
        "|sans repeter pendant|ne pas repeter pendant|avec une pause de|une alerte au plus toutes les"
    ),
    "m:escalate": (
        "passe|passez|monte|augmente|augmentez|devient|escalade|elever|eleve|puis|ensuite|faites en|rendez|rends|mets"
        "|mettez|passer|hausser|monter|deviens"
    ),
    "m:another": (
        "autres|de plus|supplementaires|supplementaire|plus tard|encore|apres|autre|minutes plus tard|encore apres"
    ),
    "m:within": (
        "en moins de|dans les|a moins de|en l' espace de|dans un delai de|d' intervalle|d' ecart|en moins d'|a"
        "|moins de|intervalle|dans l' intervalle de|espacees de moins de|en"
    ),
    "m:near": "a moins de|dans un rayon de|rayon de|rayon|autour|a moins d'",
    "dir:in": (
        "vers l' interieur|vers le dedans|de l' exterieur|depuis l' exterieur|a l' interieur|sens entrant|entrante"
        "|en entrant|sens de l' entree|dans le sens entree|vers le magasin|vers le batiment|pour entrer"
    ),
    "dir:out": (
        "vers l' exterieur|vers le dehors|de l' interieur|depuis l' interieur|dehors|vers dehors|sens sortant"
        "|sortante|en sortant|sens de la sortie|dans le sens sortie|vers la rue|pour sortir|a l' exterieur"
    ),
    "dir:any": (
        "dans les deux sens|dans n' importe quel sens|dans un sens ou dans l' autre|les deux directions|les deux sens"
        "|peu importe le sens|quel que soit le sens|dans les deux directions|n' importe quelle direction"
        "|un sens ou l' autre"
    ),
    "sev:low": (
        "juste pour memoire|pour memoire|juste pour info|pour info|simplement pour memoire|"
        "juste pour le journal|juste a noter|"
        "note le|notez le|note le simplement|simplement noter|juste noter|a noter|consigne le|consignez le|"
        "simplement enregistrer|juste enregistrer|juste pour le journal|pour memoire|faible|basse|pas urgent"
        "|juste consigner|seulement consigner|pour info|simple journal|bas|sans importance|seulement enregistrer"
        "|juste noter|simplement noter|pour information|juste pour information|pour le registre|peu important|mineur"
        "|mineure|simplement consigner|juste le noter|juste journaliser|juste a titre d' information|priorite faible"
        "|simple enregistrement|seulement pour le journal|pas important|faible importance"
    ),
    "sev:medium": "normale|normal|moyenne|moyen",
    "sev:high": (
        "urgent|urgente|important|importante|haute|grave|c' est urgent|tres important|priorite haute|haute priorite"
        "|severite elevee|priorite elevee|gravite elevee|serieux"
    ),
    "sev:critical": (
        "critique|urgence absolue|priorite maximale|urgence|priorite absolue|gravite critique|tres grave"
        "|urgence maximale|severite critique|gravite maximale|plus haute priorite|priorite critique"
    ),
    "m:not": "pas|ne|sans|jamais|non|n'|aucun|aucune",
    "m:no": "aucun|aucune|pas de|pas d'|sans",
    "m:may": "peut|peuvent|doit|doivent|devrait|autorise|a le droit|permis",
    "m:denied": (
        "interdit|interdite|interdits|ne doit|ne doivent|ne peut|ne peuvent|n' a pas le droit|pas autorise"
        "|pas autorisee|pas autorises|personne ne doit|personne ne peut|defendu|n' est pas autorise|n' est pas permis"
        "|pas le droit|nul ne doit|nul ne peut|interdites|pas permis|pas cense|pas censee|personne n' a le droit"
        "|personne ne devrait|n' a rien a faire|n' ont rien a faire|pas admis|interdiction"
    ),
    "m:only": "seulement|uniquement|que",
    "m:zone": "zone|secteur|camera|ligne|espace",
    "m:notify": (
        "previens|prevenez|avertis|avertissez|informe|informez|alerte|alertez|notifie|notifiez|dis a|dites a|envoie a"
        "|envoyez a|signale a|signalez a|prevenir|notifier|avertir|informer|alerter|previens aussi|signale le a"
        "|message a|contacte|contactez|en notifiant|en prevenant|appelle|appelez|en informant|alerte a|une alerte a"
        "|avise|avisez|prevenant"
    ),
    "m:det": (
        "hors de|hors du|a travers|le|la|l'|les|un|une|a|au|aux|du|des|de|d'|dans|sur|par|vers|notre|cette|ce|cet"
        "|pres|devant|derriere|chez|en|nos|chaque|toute|tout|a cote|ma|mon|son|sa|sous|entre"
    ),
    "m:prep": (
        "a|au|aux|dans|sur|par|vers|pres de|pres du|devant|derriere|en|chez|a cote de|a cote du|autour de|autour du"
        "|sous|face a|hors de|devant la|pres de la|a l'|dans l'|sur l'"
    ),
    "m:article": "le|la|l'|les|un|une|notre|cette|ce|cet|du|de|des|d'|nos|ma|mon",
    "m:camera": "camera|cameras",
    "m:notplace": "accueil|reception|stationnement|queue|file|places|place|sol|allee|quai|commerce|comptoir|siege|rayon",
    "m:anaphora": "elle|il|ils|elles|y|ca|cela|encore|toujours|puis|ensuite|celui",
    "m:about": "de|par|que|via|avec",
    "m:also": "aussi|seulement|et|immediatement|bien|le|la|l'",
    "r:identity": (
        "visage/visages|reconnaissance faciale|identifie|identifiez|identifier|identite|qui est|monsieur|madame|mme"
        "|mr|nomme|nommee|nom|prenom|ancien employe|ex employe|ancien salarie|personne connue|inconnu/inconnus"
        "|inconnue|non autorise|non autorisee|non autorisees|non autorises|liste noire|mon patron|mon chef|le patron"
        "|le directeur|directeur|voisin|voisine|celebrite|habitue|habitues|etranger a l' entreprise|recherche|mon ex"
        "|mon mari|ma femme|biometrique|biometrie|licencie|vip|reconnaitre|personnes connues|mademoiselle"
        "|personne autorisee|personnes autorisees"
    ),
    "r:protected": (
        "homme/hommes|femme/femmes|enfant/enfants|garcon/garcons|fille/filles|juif/juifs|juive/juives"
        "|musulman/musulmans|musulmane|chretien/chretiens|personne noire|homme noir|personnes noires|arabe/arabes"
        "|immigre/immigres|migrant/migrants|etranger/etrangers|asiatique/asiatiques|africain/africains|rom|roms"
        "|gitan/gitans|religion|religieux|race|couleur de peau|peau|ethnique|ethnie|vieux|vieille|vieillard"
        "|personne agee|personnes agees|jeune/jeunes|adolescent/adolescents|mineurs|retraite/retraites|enceinte|voile"
        "|foulard|hijab|sexe|genre|gay|homosexuel|age de|ans|sdf|sans abri|mendiant/mendiants|nationalite|origine"
        "|origines|chinois|turc/turcs|polonais|roumain/roumains|bebe/bebes|adulte/adultes|gros|grosse|belle"
        "|senior/seniors|russe/russes|dame/dames|maghrebin*|ados|ado|gamin/gamins"
    ),
    "r:feeling": (
        "en colere|fache|fachee|triste|tristes|heureux|heureuse|nerveux|nerveuse|effraye|peur|content|contente"
        "|contents|emotion/emotions|sentiment/sentiments|humeur|sourit|sourient|pleure|pleurent|pleurer|ennuye"
        "|s' ennuie|frustre|frustree|agressif|agressive|mecontent|mecontente|mecontents|satisfait|anxieux|panique"
        "|stresse|stressee|furieux|furieuse|inquiet|inquiete|enerve|enervee|enerves|ressent|colere|agace|rit|souriant"
        "|aimable|impatient|impatiente|angoisse|apeure|irrite"
    ),
    "r:intent": (
        "voleur/voleurs|voleuse|vole|volent|voler|vol|vols|cambrioleur/cambrioleurs|cambriolage|braqueur"
        "|suspect/suspects|suspecte|suspectes|intention/intentions|compte voler|projette|criminel/criminels"
        "|delinquant/delinquants|terroriste/terroristes|vandale/vandales|vandalisme|dangereux|dangereuse|menace"
        "|menacent|menacant|bagarre|bagarres|se bat|se battent|attaque|violence|violent|violents|drogue"
        "|dealer/dealers|bizarre|bizarres|bizarrement|etrange|etrangement|inhabituel|pickpocket/pickpockets|louche"
        "|louches|espion|malveillant|agression|harcele|anormal|malfaiteur/malfaiteurs|complote|prepare un|sabotage"
        "|veut voler|comportement|derobe|paresseux"
    ),
    "r:state": (
        "ivre|ivres|saoul|soul|malade|malades|fatigue|fatiguee|endormi|endormie|dort|dorment|inconscient|inconsciente"
        "|blesse|blessee|evanoui|evanouit|malaise|mort|fievre|crise cardiaque|besoin d' aide|en detresse|detresse"
        "|urgence medicale|epuise|alcoolise|somnole|s' endort|s' evanouit|perd connaissance|souffrant"
    ),
    "r:sound": (
        "sons|bruit/bruits|bruyant|crie|crient|crier|cri|cris|hurle|hurlent|hurlement|voix|musique|aboie|aboient"
        "|aboiement/aboiements|coup de feu|coups de feu|bris de verre|bris de glace|vitre cassee|parle|parlent|parler"
        "|conversation/conversations|entend|entendez|ecoute|ecoutez|audio|micro|appelle a l' aide|appelle au secours"
        "|au secours|a l' aide|sirene|klaxon|klaxonne|dispute|se disputent|chuchote|chante|explosion|tousse"
        "|appels a l' aide|sonore|discute|discutent|siffle"
    ),
    "r:text": (
        "plaque/plaques|plaque d' immatriculation|immatriculation|immatriculee|texte|inscription|lit|lire|logo|marque"
        "|code qr|code barres|badge|badges|panneau|numero de plaque|etiquette|numero de serie"
    ),
    "r:again": (
        "meme personne|memes personnes|meme voiture|meme vehicule|le meme|la meme|les memes|revient|reviennent"
        "|revenir|retourne|de nouveau|a nouveau|deuxieme fois|deux fois|plusieurs fois|encore une fois|troisieme fois"
        "|trois fois|deja venu|deja venue|deja ete|d' une camera a l' autre|regulierement|hier|a plusieurs reprises"
        "|seconde fois|meme homme"
    ),
    "r:pose": (
        "tombe|tombent|tomber|chute|chutes|chuter|allonge|allongee|au sol|par terre|couche|couchee|accroupi|accroupie"
        "|s' accroupit|a genoux|s' agenouille|mains en l' air|leve la main|leve les mains|leve les bras|salue"
        "|fait signe|saute|sautent|grimpe|grimpent|danse|fume|fument|fumer|mange|mangent|manger|boit|boivent"
        "|telephone au|au telephone|telephone en|frappe|coup de pied|donne un coup|embrasse|regarde|regardent"
        "|geste/gestes|posture|se penche|s' assoit|s' assied|trebuche|glisse|crache|urine|lance des|jette|pousse"
        "|vapote|se baisse|adosse|gesticule"
    ),
    "r:act": (
        "ouvre la porte|ferme la porte|ouvrir la porte|fermer la porte|ouvrir le portail|fermer le portail"
        "|ferme le portail|ouvre le portail|ouvrez le portail|fermez le portail|ouvrez la porte|fermez la porte"
        "|allume|allumez|allumer|eteins|eteignez|eteindre|appelle la police|appelez la police|appeler la police"
        "|appelle une ambulance|arrete le convoyeur|arretez le convoyeur|arreter le convoyeur|stoppe le convoyeur"
        "|verrouille|verrouillez|verrouiller|leve la barriere|baisse la barriere|levez la barriere|prends une photo"
        "|filme|diffuse|annonce|demarre|lumieres|appelle les pompiers|arrete le tapis|active"
    ),
    "r:order": (
        "ignore|ignorez|ignorer|desactive|desactivez|desactiver|supprime|supprimez|supprimer|efface|effacez|effacer"
        "|configuration|mot de passe|mots de passe|affiche la configuration|toutes les regles|tous les guards"
        "|redemarre|oublie toutes|oubliez toutes|oublie les|prompt|execute|executez|instructions|tu es maintenant"
        "|administrateur|identifiants|exporte|arrete le systeme|arrete tous|reinitialise|reinitialisez|drop table"
        "|annule toutes|eteins le systeme|oublie tout|coupe toutes|script"
    ),
    "r:cannot": (
        "temperature|chaud|froid|meteo|pluie|pleut|neige|vent|odeur|poids|pese|feu|incendie|flammes|brule|fumee|eau"
        "|inondation|fuite|flaque|lumiere|lumiere allumee|sombre|sale|propre|casse|cassee|endommage|porte ouverte"
        "|porte reste ouverte|porte est ouverte|reste ouverte|ouverte|ouvert|fenetre/fenetres|chariot elevateur"
        "|chariots elevateurs|chariot|chariots|palette/palettes|drone/drones|arme/armes|pistolet/pistolets|fusil"
        "|casque/casques|gilet/gilets|masque/masques|uniforme/uniformes|chapeau|casquette|bonnet|veste|manteau"
        "|lunettes|vetement/vetements|habille|habillee|vetu|vetue|porte un|porte une|portant|gants|chaussures|barbe"
        "|cheveux|fauteuil roulant|poussette|caddie|caddies|trottinette/trottinettes|echelle|rat/rats|souris|renard"
        "|dechet/dechets|poubelle|ordures|argent|cle/cles|document/documents|papier|papiers|accident|collision"
        "|statistiques|combien|prevision|voiture electrique|ambulance|voiture de police|tracteur|grue|remorque|lent"
        "|lente|lentement|trop lentement|bombe|explosif/explosifs|etagere vide|rayon vide|en panne|gaz|huile"
        "|distance entre|neuf|neuve|luxe|capuche|sweat"
    ),
    "r:colour": (
        "rouge/rouges|bleu/bleus|bleue/bleues|vert|verte|verts|jaune/jaunes|noir|noire|noirs|noires|blanc|blanche"
        "|blancs|blanches|gris|grise|argente|argentee|orange|marron|violet|violette|rose|couleur/couleurs|dore|beige"
    ),
    "f:": (
        "compte|comporte|ca m' agace|ca nous agace|ca m' enerve|c'est agacant|ca gene|cela m' agace|"
        "le|la|l'|les|un|une|des|du|de|d'|au|aux|a|et|ou|mais|donc|or|ni|car|que|qu'|qui|quoi|dont|si|s'|quand"
        "|lorsque|comme|comment|pourquoi|parce|puisque|en|dans|sur|sous|par|pour|avec|sans|chez|vers|entre|contre"
        "|depuis|pendant|durant|avant|apres|jusqu'|jusque|selon|je|j'|tu|il|elle|on|nous|vous|ils|elles|me|m'|te|t'"
        "|se|lui|leur|leurs|y|moi|toi|eux|mon|ma|mes|ton|ta|tes|son|sa|ses|notre|nos|votre|vos|ce|c'|cet|cette|ces"
        "|cela|ca|ceci|celui|celle|ceux|est|sont|etait|sera|serait|soit|etre|ete|ont|avait|aura|avoir|ai|avons|avez"
        "|fait|fais|faites|faire|font|va|vont|aller|peut|peuvent|pouvez|pourrait|pourriez|doit|doivent|devrait|faut"
        "|veux|veut|voulons|voudrais|voudrait|souhaite|souhaitons|aimerais|aimerions|besoin|merci|bonjour|bonsoir"
        "|salut|cher|chere|cordialement|svp|plait|stp|ici|dedans|dehors|loin|pres|cote|devant|derriere|dessus|dessous"
        "|autour|alors|ensuite|puis|maintenant|aujourd'|hui|deja|encore|toujours|jamais|souvent|parfois|tres|trop|peu"
        "|assez|aussi|bien|mal|plus|moins|tant|autant|tout|toute|tous|toutes|chaque|quelque|quelques|quelqu'|aucun"
        "|aucune|autre|autres|meme|memes|tel|telle|certain|certaine|certains|ne|n'|pas|non|oui|environ"
        "|approximativement|consecutives|consecutifs|continu|continue|interruption|interrompu|d'affilee|temps|duree"
        "|periode|total|fois|zone|secteur|camera|ligne|endroit|lieu|place|partie|point|cas|niveau|priorite|severite"
        "|gravite|type|alerte|alarme|avertissement|notification|message|evenement|regle|systeme|securite|equipe"
        "|responsable|chef|service|heure|heures|locale|local|berlin|paris|afin|ainsi|lors|il y a|quel|quelle|quels"
        "|quelles|possible|simplement|juste|vraiment|normalement|actuellement|seul|min|soient|arrive|passe|passer"
        "|produit|produise|nuit|chose|recevoir|savoir|voir|donner|donne|donnez|mettre|mets|mettez|creer|cree|creez"
        "|laquelle|lequel|site|batiment|locaux|dire|etant|roule|roulent|roulant|marche|marchent|vient|viennent"
        "|circule|circulent|conduit|plein|interieur|exterieur|tour|attention|surveiller|note|madame monsieur|presence"
        "|presente|present|soudain|vite fait|depart|quelconque|nombre|vu que|sens|direction"
    ),
    "v:move": "marche|marchent|roule|roulent|circule|circulent|va|vont|conduit|vient|viennent",
    "m:through": "par|a travers",
    "m:into": "dans|vers|sur",
    "m:outof": "hors de|hors du",
    "v:staffed": "occupe|occupee|tenu|tenue|y avoir quelqu' un|etre present",
    "m:otherwise": "sinon|autrement|s' il y en a plus|au dela|si c' est depasse|dans le cas contraire|si on depasse",
    "n:1": "une personne|d' une personne",
    "pl:elsewhere": (
        "cuisine|cantine|cafeteria|jardin|couloir/couloirs|escalier/escaliers|ascenseur|toit|sous sol|cave|garage"
        "|cour|toilettes|wc|salle des serveurs|salle serveur|salle de reunion|terrasse|balcon|reserve|aire de jeux"
        "|arret de bus|rue|trottoir|premier etage|deuxieme etage|second etage|troisieme etage|cabine d' essayage"
        "|cabines d' essayage|vestiaire/vestiaires|laboratoire|sortie de secours|issue de secours|porte arriere"
        "|porte laterale|entree arriere|cloture|archives|coffre fort|bureau|bureaux|gymnase"
    ),
    "m:outside": "hors de|hors du|en dehors de|en dehors du",
    "m:attribute": "avec|sans",
    "m:still": ("toujours la|encore la|est toujours la|reste la"),
}
