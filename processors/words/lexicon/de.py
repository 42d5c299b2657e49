"""German. Letters are folded: `ä` is `a`, `ß` is `ss`."""

PHRASES = {
    "o:people": (
        "person/personen|leute|leuten|jemand|jemanden|jemandem|irgendjemand|irgendwer|wer|mensch/menschen|besucher*"
        "|gast|gaste|gasten|mitarbeiter*|angestellte*|kunde/kunden|kundschaft|passant/passanten|fussganger*"
        "|kassierer*|personal|belegschaft|fahrer*|kollege/kollegen|bote/boten|kurier*|empfangsmitarbeiter*|man"
        "|arbeiter*|beschaftigte*|eindringling*|personals|lieferant/lieferanten|dienstleister*|handwerker*|wachmann"
    ),
    "o:vehicles": "fahrzeug*|kfz",
    "o:car": "auto/autos|pkw/pkws|wagen|personenwagen|taxi/taxis",
    "o:truck": "lkw/lkws|lastwagen|laster|lastkraftwagen|lastzug|sattelzug",
    "o:van": "lieferwagen|transporter|kleinbus",
    "o:bus": "bus|busse|bussen",
    "o:bicycle": "fahrrad|fahrrader*|rad|rader|bike/bikes|radfahrer*",
    "o:motorcycle": "motorrad|motorrader*|moped/mopeds",
    "o:train": "zug|zuge",
    "o:boat": "boot|boote*",
    "o:bag": "tasche/taschen|gepack|gepackstuck*|reisetasche/reisetaschen|tute/tuten|beutel",
    "o:parcel": "paket/pakete/paketen/pakets|packchen|lieferung/lieferungen|sendung/sendungen|packstuck*",
    "o:box": "karton/kartons|kiste/kisten|schachtel/schachteln",
    "o:backpack": "rucksack*|rucksacke*",
    "o:suitcase": "koffer|koffern|rollkoffer|koffers",
    "o:handbag": "handtasche/handtaschen",
    "o:object": (
        "gegenstand|gegenstande*|gegenstandes|objekt/objekte/objekten|etwas|irgendetwas|irgendwas|ding/dinge/dingen"
        "|sache/sachen|ware/waren|artikel|produkt/produkte|was"
    ),
    "o:pets": "haustier*",
    "o:animals": "tier/tiere/tieren",
    "o:cat": "katze/katzen|kater",
    "o:dog": "hund/hunde/hunden",
    "o:bird": "vogel",
    "o:horse": "pferd/pferde",
    "o:laptop": "laptop/laptops|notebook/notebooks",
    "o:umbrella": "regenschirm*|schirm/schirme",
    "o:bottle": "flasche/flaschen",
    "o:cell phone": "handy/handys|mobiltelefon*|telefon|smartphone/smartphones",
    "o:skateboard": "skateboard/skateboards",
    "o:chair": "stuhl|stuhle",
    "o:knife": "messer",
    "o:any": "bewegung/bewegungen|aktivitat*|irgendetwas bewegt|etwas bewegt|was sich bewegt|alles was sich bewegt",
    "pl:lobby": "lobby|foyer|halle|eingangshalle|empfangshalle|vorhalle|lobbykamera",
    "pl:floor": "boden der lobby|ganze lobby|ganzen lobby|gesamte lobby|gesamten lobby|boden",
    "pl:front-door": "haustur*|vordertur*|eingangstur*|vordere tur|haupttur",
    "pl:reception": (
        "rezeption|empfang|empfangs|empfangstresen|empfangstheke|empfangsbereich|empfangstisch|rezeptionsbereich"
        "|anmeldung|empfangsschalter|empfangstheken"
    ),
    "pl:waiting-area": "wartebereich*|wartezone*|warteraum|wartezimmer|warteecke|wartebereichs|wartesaal|sitzecke",
    "pl:entrance": "eingang|eingangs|haupteingang|eingangslinie|haupteingangs|zugang|eingangsbereich",
    "pl:parking": "parkplatz|parkplatzes|parkplatze|parkplatzkamera|parkhaus|parkflache|parkgelande|parkkamera",
    "pl:bays": "stellplatz|stellplatze*|parkbucht*|parkbuchten|stellflache*|parklucke*|parkbox*",
    "pl:driveway": "einfahrt|auffahrt|zufahrt|fahrweg|fahrspur|zufahrtsweg|einfahrtsweg",
    "pl:disabled-bay": (
        "behindertenparkplatz*|behindertenstellplatz*|behindertenplatz|behindertenparkplatze*|behinderten parkplatz"
        "|behindertenbucht|rollstuhlparkplatz|parkplatz fur behinderte|behindertenparkbucht|stellplatz fur behinderte"
        "|schwerbehindertenparkplatz"
    ),
    "pl:gate": "tor|tors|tores|schranke|einfahrtstor|parkplatztor|hoftor|toreinfahrt|torlinie",
    "pl:dock": (
        "dock|laderampe|rampe|verladerampe|ladedock|ladezone|ladebereich|verladebereich|anlieferung|ladestelle"
        "|verladung|verladezone|laderampenbereich"
    ),
    "pl:restricted": (
        "sperrbereich*|sperrzone*|gesperrten bereich|gesperrte zone|gesperrter bereich|gesperrten zone"
        "|verbotenen bereich|verbotene zone|verbotenen zone|sicherheitsbereich|sperrgebiet|abgesperrten bereich"
        "|abgesperrter bereich|abgesperrte zone|nicht zuganglichen bereich|eingeschrankten bereich"
        "|zutrittsbeschrankten bereich"
    ),
    "pl:conveyor": (
        "forderband*|fliessband*|band|laufband|forderanlage|bandes|transportband*|forderbands|forderbandes"
        "|forderbandbereich"
    ),
    "pl:dock-door": (
        "docktor|docktur|tor der laderampe|ladetor|rampentor|tur der laderampe|tur zum dock|tur am dock|rolltor"
        "|tor zur rampe|tor am dock|laderampentor|hallentor"
    ),
    "pl:queue": (
        "warteschlange*|schlange|kassenschlange|schlange an der kasse|warteschlange an der kasse"
        "|schlange vor der kasse|warteschlange vor der kasse"
    ),
    "pl:till": "kasse|kassen|kassenbereich|kassentisch|kassenzone|ladenkasse|kassentheke|ladentheke",
    "pl:shelf": "regal|regals|regale|regalen|warenregal|regalbereich|regalboden",
    "pl:exit": (
        "ladentur*|ladeneingang*|tur des ladens|tur vom laden|"
        "ausgang|ausgangs|ladenausgang|ausgangslinie|ausgangstur|ausgange"
    ),
    "pl:shop": "laden|geschaft|ladens|geschafts|verkaufsraum|filiale|shop|ladenkamera|supermarkt|verkaufsflache",
    "pl:hq": "hq|zentrale|hauptsitz|hauptquartier|firmensitz|hauptverwaltung",
    "pl:plant": "werk|fabrik|werks|werkskamera|betrieb|produktion|lager|werkshalle|lagerhalle|fertigung",
    "pl:everywhere": (
        "irgendeiner kamera|uberall|irgendwo|allen kameras|alle kameras|jeder kamera|samtlichen kameras|egal wo|an allen standorten"
        "|auf allen kameras"
    ),
    "m:cameras": "alle/allen/jede/jeder kameras/kamera in/im/am/an/der|alle kameras|allen kameras",
    "v:enter": (
        "betritt|betreten|betretet|betreten wird|betreten werden|eintritt|eintreten|eintrittst|hineingeht|hineinfahrt"
        "|hereinkommt|reingeht|reinfahrt|reinkommt|hineinkommt|hinein|herein|rein|hereinkommen|hineingehen"
        "|hineinfahren|einfahrt in|einfahren|einfahrt|fahrt in|fahren in|fahrt auf|fahren auf|fahrt ein|fahren ein"
        "|geht in|gehen in|geht auf|geht zum|geht zur|geht an|gehen zum|gehen zur|kommt in|kommen in|kommt zum"
        "|kommt zur|kommt an|kommt herein|kommt rein|kommt hinein|geht hinein|geht rein|fahrt hinein|fahrt rein"
        "|lauft in|laufen in|tritt in|treten in|tritt ein|gelangt|gelangen|eindringt|eindringen|dringt|einbiegt"
        "|biegt in|auffahrt|ankommt|rollt in|rollt auf|steigt auf|zugang verschafft|heranfahrt|sich begibt"
        "|begibt sich|hineinlauft|reinlauft|hineinlaufen|hereinlauft|befahrt|befahren"
    ),
    "v:exit": (
        "hinausgeht|rausgeht|herauskommt|hinausgehen|hinausfahrt|rausfahrt|rauskommt|hinaus|heraus|raus|geht hinaus"
        "|geht raus|fahrt hinaus|fahrt raus|fahrt weg|wegfahrt|weggeht|geht weg|herausfahrt|ausfahrt aus|ausfahrt"
        "|abfahrt|wegfahren|weggehen|kommt heraus|kommt raus|herausgeht|hinauslauft|rauslauft|herauskommen|geht aus"
        "|fahrt aus|kommt aus"
    ),
    "v:leave": "verlasst|verlassen wird|verlassen werden|verlasse|verlassen",
    "v:left": "zuruckgelassen wurde x",
    "v:cross": (
        "uberquert|uberqueren|uberschreitet|uberschreiten|passiert|passieren|durchquert|durchqueren|geht durch"
        "|gehen durch|fahrt durch|fahren durch|durchgeht|durchfahrt|lauft durch|laufen durch|uberfahrt|kommt durch"
        "|kommen durch|hindurchgeht|hindurch|durchfahren|durchgehen|durchlauft|hindurchfahrt|uberquerung"
    ),
    "v:appear": (
        "erscheint|erscheinen|auftaucht|auftauchen|taucht auf|tauchen auf|zu sehen|sichtbar|gesehen|gesehen wird"
        "|gesichtet|gesehen werden|im bild|auf dem bild|zu sehen ist|zu sehen sind|entdeckt|erkannt wird|erfasst"
        "|gezeigt|zeig|zeige|zeigt sich|sieht man|im blickfeld|auftritt|blicken lasst|gesichtet wird|vorbeikommt"
    ),
    "v:stay": (
        "hangt|hangt rum|hangen rum|rumhangen|hangt herum|treibt sich|treibt sich herum|treiben sich|"
        "steht seit|stehen seit|liegt seit|wartet seit|parkt seit|lungert rum|steht rum|hangen|"
        "aufhalt|aufhalten|halt sich|halten sich|verweilt|verweilen|herumlungert|herumlungern|lungert|lungern|bleibt"
        "|bleiben|stehen bleibt|steht|stehen|stehenbleibt|wartet|warten|parkt|parken|geparkt|abgestellt ist"
        "|herumsteht|herumstehen|sitzt|sitzen|liegt|liegen|parkendes|parkende|blockiert|blockieren|gestanden|halt"
        "|stehend|wartend|verbringt|steht herum|stehen herum|sich befindet|befindet sich|befinden sich|herumtreibt"
        "|herumtreiben|belegt|rumsteht|rumlungert|rumhangt|rumstehen|verharrt|stillsteht|parkendem|stehendes"
        "|falschparkt|aufgehalten"
    ),
    "v:alone": (
        "allein|alleine|unbeaufsichtigt*|herrenlos*|zuruckgelassen*|verlassene|verlassener|verlassenes"
        "|verlassen steht|vergessen|vergessene|vergessener|vergessenes|ohne aufsicht|stehen gelassen|stehengelassen"
        "|liegen gelassen|liegengelassen|stehen lasst|liegen lasst|zurucklasst|lasst zuruck|unbewacht*|niemand dabei"
        "|niemand in der nahe|ohne dass jemand dabei ist|ohne jemanden in der nahe|niemand daneben|keiner dabei"
        "|herumliegt|herumliegen|herumliegende|ohne person in der nahe|ohne dass jemand in der nahe ist"
        "|niemand bei ihm ist|niemand bei ihr ist|unbeobachtet*|zuruckbleibt|stehenlasst|liegenlasst"
        "|keiner in der nahe|ohne begleitung|liegenbleibt|liegen bleibt|einsam|zuruckgeblieben"
    ),
    "v:owner": (
        "ohne besitzer*|ohne seinen besitzer*|ohne ihren besitzer*|ohne eigentumer*|ohne seinen eigentumer"
        "|ohne ihren eigentumer|besitzer weg|besitzer weggeht|besitzer sich entfernt|besitzer weggegangen"
        "|eigentumer weg|eigentumer weggeht|besitzer fort|besitzer gegangen|besitzer verlasst|besitzer ist weg"
        "|besitzer nicht da|besitzer nicht dabei|der besitzer weg ist|sein besitzer weg|dessen besitzer"
        "|deren besitzer|vom besitzer getrennt|besitzer entfernt sich|besitzer nicht mehr|besitzer den raum"
        "|besitzer gegangen ist|von seinem besitzer|von ihrem besitzer|wer ihn abgestellt hat|wer sie abgestellt hat"
        "|wer es gebracht hat"
    ),
    "v:remove": (
        "nimmt|nehmen|genommen|weggenommen|wegnimmt|entfernt|entfernt wird|verschwindet|verschwinden|verschwunden"
        "|fehlt|weg ist|entwendet|mitgenommen|mitnimmt|herausgenommen|herausnimmt|wegtragt|abholt|weggetragen"
        "|entnimmt|entnommen|abhandenkommt|abgeholt|weg sind|greift sich"
    ),
    "v:deliver": (
        "stellt|stellen|legt|legen|bringt|bringen|"
        "liefert|geliefert|abgeliefert|zugestellt|gebracht|bringt|hinstellt|hingestellt|abstellt|abgestellt|ablegt"
        "|abgelegt|abgibt|abgegeben|angeliefert|stellt ab|legt ab|deponiert|hinlegt|hingelegt|stellt hin|gestellt"
        "|gelegt|abliefert|anliefert|zustellt"
    ),
    "v:absent": (
        "keiner ist|niemand da ist|keiner da ist|keiner mehr da|niemand mehr da|steht leer|leer steht|"
        "verlassen ist|"
        "leer|unbesetzt|nicht besetzt|verwaist|menschenleer|unbemannt|niemand an|niemand am|niemand in|niemand im"
        "|niemand da|niemand hinter|keiner da|keiner an|keiner am|keiner in|keiner im|ohne personal|kein personal"
        "|keine menschenseele|frei von personen|keine person|keine personen|keine mitarbeiter"
        "|kein mitarbeiter|niemand steht|niemand sitzt|niemand arbeitet|niemand ist|keiner ist|ohne mitarbeiter"
        "|nicht bemannt|niemand auf|leersteht|leer steht|keiner hinter|kein kassierer|ohne besetzung|niemand bei"
        "|niemand mehr|keiner mehr|nicht besetzt ist|leer ist|leer bleibt|keine leute"
    ),
    "m:nobody": "niemand|niemanden|keiner|keine person",
    "v:speed": (
        "zu schnell|rast|rasen|schneller|geschwindigkeit|tempo|tempolimit|uberschreitet die geschwindigkeit"
        "|geschwindigkeitsuberschreitung*|schneller als|raser|rasende|hochstgeschwindigkeit"
        "|geschwindigkeitsbegrenzung"
    ),
    "v:run": "rennt|rennen|lauft schnell|rennende|rennender|sprintet|sprinten|joggt|gerannt|losrennt",
    "v:wrong": (
        "falschfahrer|geisterfahrer|in verkehrter richtung|verkehrt herum|in der verkehrten richtung|"
        "falsche richtung|falscher richtung|falschen richtung|verkehrt herum|gegen die richtung"
        "|gegen die fahrtrichtung|entgegen der fahrtrichtung|gegen die einbahnstrasse|verkehrte richtung"
        "|in die falsche richtung|gegenrichtung|verkehrter richtung|entgegengesetzter richtung|einbahnstrasse"
        "|falschrum|falsch herum|geisterfahrer|entgegen der richtung|verbotene richtung|verbotener richtung"
        "|falschen weg|einbahnig|nur in eine richtung|gegen die laufrichtung|entgegen der laufrichtung"
    ),
    "v:tailgate": (
        "dicht hinter|direkt hinter|hinterher|dicht hintereinander|kurz hintereinander|unmittelbar hintereinander"
        "|direkt hintereinander|unmittelbar hinter|hinter jemandem|folgt|folgen|auffahrt dicht|durchschlupft"
        "|mitdurchgeht|mit hineinschlupft|tailgating|im windschatten|huckepack|hintereinander|nacheinander"
        "|mit durchschlupft|kurz nacheinander|schlupft|direkt nacheinander|auf dem fuss|kurz hinter"
        "|unmittelbar nacheinander|hinterhergeht|hinterherfahrt"
    ),
    "v:crowd": (
        "zu viele|uberfullt|zu voll|gedrange|menschenmenge|menge|viele|mehrere|voll|andrang|ansammlung*"
        "|gruppe/gruppen|zu lang|uberlauft|etliche"
    ),
    "cm:over": (
        "seit mehr als|seit uber|schon mehr als|schon uber|bereits mehr als|bereits uber|uber mehr als|"
        "mehr als|uber|langer als|schneller als|grosser als|oberhalb von|hoher als|ubersteigt|mehr wie"
    ),
    "cm:least": (
        "seit mindestens|schon mindestens|seit wenigstens|"
        "mindestens|oder mehr|wenigstens|minimum|ab|und mehr|nicht weniger als|oder langer|oder daruber"
    ),
    "cm:under": "weniger als|unter|kleiner als|weniger|kurzer als|niedriger als|nicht mal|langsamer als|nicht einmal",
    "cm:most": (
        "hochstens|maximal|nicht mehr als|oder weniger|bis zu|maximum|max|allenfalls|keine mehr als|nicht uber"
        "|hochstenfalls"
    ),
    "cm:allowed": (
        "erlaubt|zulassig|zugelassen|gestattet|hochstens zulassig|durfen|limit|obergrenze|kapazitat|hochstzahl"
        "|in ordnung"
    ),
    "cm:must": "mussen|muss|sollen|sollten|sollte|benotigt|erforderlich|vorgeschrieben|es mussen",
    "cm:exact": "genau|exakt",
    "u:1": "sekunde/sekunden|sek|s|sekundige|sec",
    "u:60": "minute/minuten|min|m|minutige|mins",
    "u:3600": "stunde/stunden|std|h|stundige",
    "u:86400": "tag/tage/tagen",
    "u:604800": "woche/wochen",
    "dur:1800": "ner halben stunde|halbe std|halbe stunde|eine halbe stunde|halben stunde|einer halben stunde|halbstunde",
    "dur:30": "halbe minute|eine halbe minute|halben minute|einer halben minute",
    "dur:900": "viertelstunde|eine viertelstunde|einer viertelstunde|viertel stunde",
    "dur:2700": "dreiviertelstunde|eine dreiviertelstunde|einer dreiviertelstunde|dreiviertel stunde",
    "dur:5400": "anderthalb stunden|eineinhalb stunden|einundeinhalb stunden|ein einhalb stunden",
    "dur:90": "anderthalb minuten|eineinhalb minuten",
    "dur:9000": "zweieinhalb stunden",
    "dur:150": "zweieinhalb minuten",
    "dur:vague": (
        "eine weile|zu lange|zu lang|langere zeit|lange|langere|einige minuten|ein paar minuten|eine zeit lang"
        "|eine zeitlang|ewig|einige zeit|mehrere minuten|paar minuten|lange zeit|langer|ein paar sekunden"
        "|einige sekunden|einen moment|kurz|kurze zeit|stundenlang|minutenlang|ungewohnlich lange|sehr lange"
        "|langer als ublich|langer als notig|ein bisschen|uberlange|dauerhaft|ein paar stunden|ubermassig lange"
        "|langerer zeit|geraume zeit|unnotig lange"
    ),
    "m:instant": "sofort|sobald|unverzuglich|umgehend|gleich|augenblicklich|im moment wo|direkt wenn|auch nur kurz",
    "m:half": "einhalb|und eine halbe|und ein halb",
    "n:1": "einzige x",
    "d:mon": "montag*|mo",
    "d:tue": "dienstag*|di",
    "d:wed": "mittwoch*|mi",
    "d:thu": "donnerstag*|do",
    "d:fri": "freitag*|fr",
    "d:sat": "samstag*|sonnabend*|sa",
    "d:sun": "sonntag*",
    "d:mon,tue,wed,thu,fri": "werktag*|wochentag*|unter der woche|arbeitstag*|an werktagen|werktags|wochentags",
    "d:sat,sun": "sa so|sa und so|sa bis so|wochenende|wochenenden|am wochenende|an wochenenden|wochenends",
    "d:mon,tue,wed,thu,fri,sat,sun": (
        "mo so|mo bis so|taglich|jeden tag|rund um die uhr|immer|jederzeit|tag und nacht|24 7|ganztags|standig|an allen tagen"
        "|zu jeder zeit|24 stunden am tag|den ganzen tag|die ganze woche"
    ),
    "h:night": (
        "nachts|nacht|in der nacht|bei nacht|uber nacht|nachtlich|nachtlicher|wahrend der nacht|nachte|jede nacht"
        "|bei dunkelheit"
    ),
    "h:office": (
        "burozeiten|burozeit|geschaftszeiten|geschaftszeit|arbeitszeit|arbeitszeiten|offnungszeiten|dienstzeit"
        "|dienstzeiten|offnungszeit|ublichen arbeitszeiten|betriebszeiten"
    ),
    "h:closed": (
        "ausserhalb der burozeiten|ausserhalb der geschaftszeiten|ausserhalb der arbeitszeit"
        "|ausserhalb der arbeitszeiten|ausserhalb der offnungszeiten|nach feierabend|nach ladenschluss"
        "|nach geschaftsschluss|ausser wahrend der burozeiten|nicht wahrend der burozeiten|ausserhalb der dienstzeit"
        "|ausserhalb der dienstzeiten|nach dienstschluss|ausser zu den burozeiten|ausser in den burozeiten"
        "|nach betriebsschluss|wenn geschlossen ist|ausser zu burozeiten|nicht zu burozeiten"
        "|ausserhalb von burozeiten"
    ),
    "h:vague": (
        "morgens|abends|vormittags|nachmittags|mittags|am morgen|am abend|am vormittag|am nachmittag|mittagspause"
        "|tagsuber|am tag|morgen|abend|vormittag|nachmittag|mittag|schicht|nachtschicht|fruhschicht|spatschicht|pause"
        "|tag uber|stosszeiten|stosszeit|dammerung"
    ),
    "h:holiday": "schulferien|ferientag*|feiertag*|weihnachten|ostern|silvester|neujahr|ferien|heiligabend|urlaub",
    "t:720": "zwolf uhr mittags|mittag um zwolf",
    "t:1440": "mitternacht",
    "ap:am": "morgens|fruh|vormittags|uhr morgens|uhr fruh|am morgen|in der fruhe",
    "ap:pm": "abends|nachmittags|uhr abends|am abend|am nachmittag",
    "ap:night": "nachts|in der nacht",
    "m:oclock": "uhr",
    "m:halfto": "halb",
    "mo:1": "januar|janner",
    "mo:2": "februar",
    "mo:3": "marz",
    "mo:4": "april",
    "mo:5": "mai",
    "mo:6": "juni",
    "mo:7": "juli",
    "mo:8": "august",
    "mo:9": "september",
    "mo:10": "oktober",
    "mo:11": "november",
    "mo:12": "dezember",
    "us:km/h": "km/h|kmh|stundenkilometer*|kilometer pro stunde|km pro stunde|kilometern pro stunde|sachen|km h",
    "us:m/s": "m/s|meter pro sekunde|metern pro sekunde",
    "us:mph": "mph|meilen pro stunde",
    "us:heights": "korperhohen pro sekunde|korpergrossen pro sekunde|korperlangen pro sekunde",
    "ul:m": "meter/metern|m",
    "ul:h": "korperhohe/korperhohen|korpergrosse/korpergrossen|korperlange/korperlangen",
    "ul:cm": "zentimeter/zentimetern|cm",
    "fr:picture": "des bildes|des bilds|vom bild|der bildflache|bild|bildes",
    "m:percent": "prozent|%",
    "m:score": "treffer|sicherheit|konfidenz|wahrscheinlichkeit|zuverlassigkeit|sicher|erkennungssicherheit|score",
    "m:size": "grosser|gross|grosse|kleiner|einnimmt|einnehmen|ausfullt|gross ist",
    "fx:0.5": "halfte|die halfte|halbe|halb",
    "fx:0.3333": "drittel|ein drittel",
    "fx:0.25": "viertel|ein viertel",
    "fx:0.2": "funftel|ein funftel",
    "fx:0.1": "zehntel|ein zehntel",
    "m:except": (
        "aber nichts|nichts am|aber nicht am|"
        "ausser|ausgenommen|bis auf|aber nicht|mit ausnahme|jedoch nicht|nur nicht|ohne|abgesehen von|nicht aber"
        "|aber keine|aber kein|aber ohne|keine|nicht"
    ),
    "m:weak": "ohne|keine|nicht",
    "m:and": "und|sowie|ausserdem|und auch",
    "m:or": "oder|beziehungsweise|bzw",
    "m:from": "von|ab",
    "m:to": "bis|auf",
    "m:between": "zwischen",
    "m:after": "nach|ab|seit|spater als",
    "m:before": "vor|bis|fruher als",
    "m:on": "am|an",
    "m:corr": (
        "ich meine|quatsch|nein|besser gesagt|korrektur|vielmehr|sorry|entschuldigung|eher|ach nein|genauer gesagt"
        "|doch lieber|lieber|halt stopp|stopp|moment|oder nein|meine|pardon|beziehungsweise besser|ach was"
    ),
    "m:trigger": (
        "alarm auslosen|alarm schlagen|alarm geben|soll alarm ausgelost werden|alarm ausgelost werden|"
        "lose alarm aus|lost alarm aus|schlag alarm|schlage alarm|gib alarm|einen alarm auslosen|"
        "anpingen|ping mich an|ping|pingen|gib mir ein zeichen|ein hinweis|einen hinweis|"
        "mochte ich wissen|mochte ich es wissen|will ich wissen|will ich es wissen|wollen wir wissen|"
        "muss ich wissen|mussen wir wissen|mochte ich benachrichtigt werden|"
        "will ich benachrichtigt werden|mochte ich informiert werden|will ich informiert werden|"
        "mochten wir informiert werden|wollen wir informiert werden|benachrichtigt werden|gewarnt werden|"
        "im auge behalten|behalt im auge|behalte im auge|ein auge auf|achte auf|achtet auf|"
        "achten sie auf|uberwache|uberwachen|sag mir bescheid|sagt mir bescheid|sagen sie mir bescheid|"
        "sagen sie bescheid|geben sie bescheid|geben sie mir bescheid|gebt mir bescheid|gebt bescheid|"
        "melden sie|meldet mir|melden sie mir|warnen sie mich|warnt mich|informieren sie mich|"
        "benachrichtigen sie mich|schicken sie mir eine nachricht|schick mir eine nachricht|"
        "schick mir eine mail|schreib mir|nachricht an mich|meldung an mich|wird gemeldet|"
        "soll gemeldet werden|bitte gemeldet bekommen|alarmieren sie mich|alarmiert mich|alarmiere mich|"
        "alarmier mich|"
        "anrufen|anrufe|rufen|wird gemeldet|gemeldet|ist zu melden|zu melden|ich will bescheid|"
        "will bescheid|muss ich wissen|will ich wissen|mochte ich wissen|moechte ich wissen|"
        "alarm|alarmiere|alarmieren|melde|melden|meldung|benachrichtige|benachrichtigen|informiere|informieren|warne"
        "|warnen|gib alarm|gib bescheid|bescheid|sag|sage|wissen|schlag alarm|alarm schlagen|hinweis|warnung"
        "|bescheid geben|bescheid sagen|erkenne|meldet|verstandige|verstandigen|sende|schicke|uberwache|uberwachen"
        "|pass auf|achte|achten|nachricht|ich mochte wissen|ich will wissen|protokolliere|protokollieren|erfasse"
        "|aufzeichnen|guard|regel|finde|zeig mir|zeige mir|alarmierung|gib laut|ruf|rufe|lass mich wissen"
        "|lass uns wissen|erfassen|sagt|unterrichte"
    ),
    "m:if": "wenn|sobald|falls|jedes mal wenn|immer wenn|sofern|dass|sollte|sollten|ob",
    "m:me": "mir|mich|uns|alle",
    "m:while": "wahrend|gleichzeitig|zugleich|zur selben zeit|zur gleichen zeit|solange|im selben moment",
    "m:cooldown": (
        "hochstens alle|hochstens einmal alle|nicht ofter als alle|nicht haufiger als alle|maximal alle"
        "|maximal einmal alle|hochstens einmal pro|hochstens einmal in|hochstens einmal je|nicht ofter als einmal"
        "|nicht mehr als einmal|nur einmal pro|nur einmal alle|maximal einmal pro|nur alle"
        "|hochstens eine meldung alle|hochstens eine meldung pro|maximal eine meldung pro|maximal eine meldung alle"
        "|hochstens ein alarm pro|hochstens ein alarm alle|nicht ofter als einmal alle|nicht ofter als einmal pro"
        "|nicht ofter als einmal in|hochstens ein mal pro|danach ruhe fur|pause von|dann ruhe fur|maximal einmal in"
        "|maximal ein alarm pro|maximal ein alarm alle|nicht haufiger als einmal pro|nicht haufiger als einmal alle"
        "|nicht haufiger als einmal in|nicht mehr als ein alarm pro|nicht mehr als ein alarm alle"
        "|hochstens einmal innerhalb von"
    ),
    "m:escalate": (
        "mach|mache|wird|dann|hochstufen|stufe|erhohe|eskaliere|eskalieren|werden|danach|hochgestuft|setze|steigere"
        "|heraufstufen|steigt"
    ),
    "m:another": "weitere|weiteren|weiterer|noch|spater|zusatzlichen|nochmal|anschliessend",
    "m:within": "innerhalb|innerhalb von|binnen|in weniger als|weniger als|im abstand von|innert",
    "m:near": "innerhalb|im umkreis von|naher als|umkreis|radius|im umkreis|radius von|abstand",
    "dir:in": (
        "in das gebaude|ins gebaude|ins haus|auf das gelande|aufs gelande|von draussen|"
        "nach innen|einwarts|von aussen|in das gebaude|ins gebaude|ins innere|hereinwarts|auf das gelande|rein|hinein"
        "|herein|stadteinwarts|in den laden hinein|in den laden"
    ),
    "dir:out": (
        "verlasst das gebaude|verlassen das gebaude|das gebaude verlasst|das gebaude verlassen|"
        "aus dem gebaude|vom gelande|aus dem haus|nach draussen|"
        "nach aussen|auswarts|von innen|aus dem gebaude|ins freie|nach draussen|hinaus|heraus|raus|vom gelande"
    ),
    "dir:any": (
        "beide richtungen|beiden richtungen|egal in welche richtung|jede richtung|jeder richtung|in beide richtungen"
        "|egal in welcher richtung|rein oder raus|hinein oder hinaus|rein und raus"
    ),
    "sev:low": (
        "nur ins protokoll|ins protokoll|nur mitprotokollieren|"
        "nur protokollieren|nur loggen|nur mitschreiben|niedrig|niedrige|niedriger|unwichtig|geringe|geringer"
        "|nur aufzeichnen|nur fur das protokoll|nur furs protokoll|nur zur info|zur info|nur vermerken|nicht dringend"
        "|nicht wichtig|furs protokoll|bloss protokollieren|nur notieren"
    ),
    "sev:medium": "normal|normale|mittel|mittlere|mittlerer|normaler",
    "sev:high": "dringend|wichtig|eilig|hoch|hohe|hoher|sehr wichtig|hohe prioritat|hoher prioritat|ernst",
    "sev:critical": (
        "kritisch|notfall|hochste prioritat|kritische|kritischer|hochster prioritat|lebenswichtig|oberste prioritat"
        "|oberster prioritat|hochste stufe|allerhochste"
    ),
    "m:not": "nicht|kein|keine|keinen|keinem|ohne|nie|niemals",
    "m:no": "kein|keine|keinen|keinem",
    "m:may": "darf|durfen|soll|sollte|sollen|erlaubt|muss|kann",
    "m:denied": (
        "darf nicht|durfen nicht|nicht erlaubt|verboten|nicht gestattet|niemand darf|keiner darf|untersagt"
        "|nichts zu suchen|darf niemand|darf keiner|nicht betreten werden|darf sich niemand|durfen keine|darf kein"
        "|soll niemand|soll keiner|niemand soll|keiner soll|nichts verloren"
    ),
    "m:only": "nur|ausschliesslich",
    "m:zone": "zone|bereich|kamera|linie",
    "m:notify": (
        ""
        "benachrichtige|informiere|alarmiere|warne|verstandige|sag|sage|melde|melde an|melden an|meldung an"
        "|nachricht an|schicke an|sende an|benachrichtigung an|bescheid an|gib bescheid an|ruf|rufe|alarm an"
        "|informieren|benachrichtigen|unterrichte|hinweis an|weiterleiten an|gib"
    ),
    "m:det": (
        "vorm|hinterm|uber die|uber den|uber das|"
        "in die|in den|auf die|auf den|in das|auf das|an die|an den|in unsere|in unseren|durch die|durch den"
        "|durch das|aus dem|aus der|von der|der|die|das|den|dem|des|ein|eine|einen|einem|einer|in|im|am|an|auf|zum"
        "|zur|ins|beim|bei|vom|vor|hinter|durch|unser|unsere|unserem|unserer|unseren|ans|aufs|jeder|jede|jedes|jeden"
        "|uber|ganze|ganzen"
    ),
    "m:prep": (
        "seit|"
        "vorm|hinterm|ubern|unterm|uber die|uber den|uber das|"
        "in die|in den|auf die|auf den|in das|auf das|an die|an den|durch die|durch den|durch das|aus dem|aus der|in"
        "|im|am|an|auf|beim|bei|vor|hinter|durch|ins|zum|zur|neben|ans|aufs|nahe|aus|vom|von|unter"
    ),
    "m:article": "der|die|das|den|dem|des|ein|eine|einen|einem|einer|unser|unsere|unserem|unserer|unseren",
    "m:camera": "kamera|kameras",
    "m:notplace": "band|laden|betrieb|lager|schlange|einfahrt|auffahrt|boden",
    "m:anaphora": "er|sie|es|dort|da|dann|noch|diese|dieser",
    "m:about": "uber|von|dass|mit|per",
    "m:also": "bitte|auch|dann|sofort|nur",
    "r:identity": (
        "gesicht|gesichter|gesichtserkennung|herr|frau|herrn|identitat|identifiziere|identifizieren|erkenne wer"
        "|wer das ist|wer es ist|bekannte person|bekannte personen|bekannter|hausverbot|ex mitarbeiter*"
        "|ehemaliger mitarbeiter|ehemalige mitarbeiter|ehemaliger|ehemalige|namens|name|unbefugte*|unbefugter|fremde*"
        "|unbekannte person|unbekannte*|mein chef|chef|nachbar|nachbarin|mein mann|stammkunde*|stammkunden|promi"
        "|gesuchte*|berechtigte*|entlassene*|gekundigte*|biometrisch*"
    ),
    "r:protected": (
        "moslem*|"
        "mann|manner|mannern|frauen|kind|kinder|kindern|junge|jungen|madchen|mannlich*|weiblich*|jude/juden|judisch*"
        "|muslim*|christ/christen|christlich*|turke/turken|turkisch*|auslander*|migrant*|fluchtling*|schwarze person"
        "|schwarze personen|schwarzer mann|schwarze menschen|hautfarbe|herkunft|religion|religios*|alte leute"
        "|alter mann|alte frau|altere*|jugendliche*|senior*|rentner*|minderjahrig*|teenager|schwanger*|kopftuch"
        "|obdachlos*|bettler*|araber*|arabisch*|afrikaner*|russe/russen|pole/polen|polnisch*|geschlecht|schwul*"
        "|homosexuell*|behinderte person|behinderte menschen|roma|zigeuner*|asiat*|asiatisch*|dick|dicke|schone"
        "|erwachsene*|baby|babys|unter 18|nationalitat|ethnisch*|jahrige*|dunkelhautig*"
    ),
    "r:feeling": (
        "wutend*|traurig*|glucklich*|nervos*|angstlich*|verargert*|aufgeregt*|stimmung|gefuhl*|emotion*|angst|lachelt"
        "|lacheln|weint|weinen|gelangweilt*|frustriert*|aggressiv*|unzufrieden*|zufrieden*|genervt*|gestresst*|sauer"
        "|argerlich*|verzweifelt*|lacht|lachen|zornig*|bose|freundlich*|unfreundlich*|panik|besorgt*|unruhig*"
        "|schlecht gelaunt*|gut gelaunt*"
    ),
    "r:intent": (
        "dieb/diebe/dieben/diebin|ladendieb*|einbrecher*|rauber*|stiehlt|stehlen|gestohlen|klaut|klauen|geklaut"
        "|diebstahl|diebstahle|verdachtig*|absicht|vorhat|plant|kriminell*|verbrecher*|terrorist*|vandal*|gefahrlich*"
        "|bedroht|bedrohen|drohend*|spion*|taschendieb*|drogen|dealer|schlagerei|prugel*|kampf|kampfen|angriff"
        "|angreift|gewalt|gewalttatig*|randaliert|randalieren|auffallig*|komisch*|seltsam*|ungewohnlich*|belastig*"
        "|merkwurdig*|faul|etwas im schilde|uberfall|einbruch|einbrechen|sabotage"
    ),
    "r:state": (
        "betrunken*|krank*|mude|schlaft|schlafen|bewusstlos*|verletzt*|ohnmachtig*|ohnmacht|fieber|tot|berauscht*"
        "|herzinfarkt|zusammenbricht|kollabiert|medizinischer notfall|braucht hilfe|hilflos*|schlafend*|erschopft*"
        "|zusammengebrochen*|schmerzen"
    ),
    "r:sound": (
        "gerausch*|larm|laut|laute|lauten|schreit|schreien|schrei|schreie|ruft|hort|horen|stimme*|musik|bellt|bellen"
        "|schuss|schusse|knall|glasbruch|spricht|sprechen|redet|reden|gesprach*|audio|mikrofon|ton|hupt|hupen"
        "|flustert|streit|streiten|hilferufe|hilferuf|um hilfe|sirene|explosion|klirr*|singt|brullt|brullen|klingelt"
        "|hustet"
    ),
    "r:text": (
        "kennzeichen|nummernschild*|autonummer|schriftzug|beschriftung|aufschrift|text|logo/logos|marke|qr code"
        "|barcode|namensschild*|ausweis*|liest|steht geschrieben|seriennummer"
    ),
    "r:again": (
        "dieselbe person|dieselben|dasselbe auto|derselbe|gleiche person|gleichen person|gleiches auto|gleiche auto"
        "|selbe person|wiederkommt|zuruckkommt|zuruckkehrt|zum zweiten mal|zweites mal|zweimal|mehrmals|wiederholt"
        "|schon einmal|schon mal|wieder da|erneut|zum dritten mal|dreimal|nochmals|wieder|von kamera zu kamera"
        "|regelmassig|mehrfach|gestern|bereits da war"
    ),
    "r:pose": (
        "fallt|sturzt|fallen|sturzen|gefallen|hinfallt|sturz|gesturzt|am boden liegt|auf dem boden liegt"
        "|liegt am boden|liegt auf dem boden|hinlegt sich|kniet|hockt|winkt|hebt die hand|hebt die hande|hande hoch"
        "|arme|buckt|springt|klettert|tanzt|raucht|rauchen|isst|essen|trinkt|telefoniert|telefonieren|am handy"
        "|tritt gegen|schlagt|umarmt|kusst|kriecht|lehnt|zeigt auf|schaut|blickt|hinsetzt|setzt sich|aufsteht|geste*"
        "|korperhaltung|haltung|ruckwarts geht|spuckt|uriniert|pinkelt|stolpert|wirft|werfen|kauert|gahnt"
    ),
    "r:act": (
        "schliesse das tor|offne das tor|offne die tur|schliesse die tur|tor schliessen|tor offnen|tur offnen"
        "|tur schliessen|tur abschliessen|schalte|schalt|einschalten|ausschalten|licht einschalten|licht an"
        "|ruf die polizei|rufe die polizei|polizei rufen|sperre|verriegle|schranke offnen|schranke schliessen"
        "|forderband stoppen|forderband anhalten|stoppe das forderband|halte das forderband an|durchsage|starte"
        "|anhalten|zoome|mach ein foto|foto machen|nimm auf|aufnahme starten|verriegeln|krankenwagen|drohne schicken"
        "|tor zu"
    ),
    "r:order": (
        "ignoriere|losche|loschen|deaktiviere|deaktivieren|schalte alle|passwort|passworter|konfiguration"
        "|zeige die konfiguration|zeig die konfiguration|systemprompt|system prompt|herunterfahren|neustart|fuhre aus"
        "|vergiss alle|vergiss alles|alle regeln|alle guards|entferne alle|setze zuruck|beende|abschalten|stoppe alle"
        "|zugangsdaten|du bist jetzt|deine anweisungen|administrator|exportiere|drop table|uberschreibe|anweisungen"
        "|stelle alle"
    ),
    "r:cannot": (
        "temperatur*|warm|kalt|wetter|regen|regnet|schnee|wind|geruch|riecht|gewicht|schwer|feuer|flammen|brand"
        "|brennt|rauch|wasser|uberschwemmung|leck|pfutze*|licht brennt|licht|dunkel|schmutzig*|sauber|kaputt*"
        "|beschadigt*|tur offen|tur offen steht|tur ist offen|offene tur|offen steht|tor offen|fenster|gabelstapler"
        "|stapler|palette/paletten|drohne/drohnen|waffe/waffen|pistole/pistolen|gewehr|helm/helme"
        "|warnweste/warnwesten|weste/westen|maske/masken|uniform*|hut|mutze|jacke|mantel|brille|kleidung|gekleidet"
        "|tragt|schutzhelm*|schuhe|bart|haare|haarig*|rollstuhl|kinderwagen|einkaufswagen|roller|leiter|ratte/ratten"
        "|maus|mause|fuchs|mull|abfall|geld|schlussel|dokument*|papier|unfall|unfalle|zusammenstoss|durchschnitt*"
        "|statistik*|wie viele|gesamtzahl|vorhersage|elektroauto*|krankenwagen|polizeiauto|traktor|kran|anhanger"
        "|langsam|zu langsam|langsamer|ausser betrieb|leeres regal|regal leer|bombe|sprengstoff|ol|gas"
        "|abstand zwischen|neues|teures|teure|mercedes|bmw|tesla|audi|vw"
    ),
    "r:colour": (
        "rot|rote|rotes|roter|roten|rotem|blau|blaue|blaues|blauer|blauen|grun|grune|grunes|gruner|grunen|gelb*"
        "|schwarz|schwarze|schwarzes|schwarzer|schwarzen|weisse|weisses|weisser|weissen|grau|graue|graues|grauer"
        "|grauen|orange|orangefarben*|braun|braune|braunes|brauner|braunen|silber*|bunt*|farbe|farbig*|rosa|lila"
    ),
    "f:": (
        "ab und geht|ab und geht weg|ab und verschwindet|ab und lauft weg|das nervt|das stort|"
        "ner|nem|nen|ne|rum|"
        "der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|und|oder|aber|auch|nur|noch|schon|sehr|bitte|danke"
        "|hallo|liebe|lieber|guten|tag|ich|du|er|sie|es|wir|ihr|mich|mir|uns|dir|ihnen|ihm|ihn|sich|mein|meine|meinem"
        "|meiner|unser|unsere|unserem|unserer|unseren|sein|seine|seinem|seiner|ihre|ihrem|ihrer|dies|diese|dieser"
        "|dieses|diesem|diesen|ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|habe|gewesen|kann|konnen"
        "|soll|sollen|sollte|will|wollen|mochte|mochten|muss|mussen|darf|durfen|in|im|am|an|auf|aus|bei|beim|mit|nach"
        "|von|vom|vor|zu|zum|zur|fur|uber|unter|um|bis|ab|seit|als|wie|wenn|dass|ob|weil|da|dort|hier|dann|denn|so"
        "|doch|mal|einmal|ja|nein|jede|jeder|jedes|jeden|jedem|alle|allen|aller|alles|irgendein|irgendeine"
        "|irgendeinen|mehr|weniger|etwa|ungefahr|circa|ca|rund|gerne|gern|brauche|brauchen|wunsche|hatten|geben|gibt"
        "|gib|mach|mache|machen|lass|lassen|lasst|gerade|immer|wieder|bereits|wirklich|eigentlich|einfach|wohl|halt"
        "|eben|zeit|dauer|lang|lange|insgesamt|ununterbrochen|durchgehend|mindestens|bereich|bereichs|zone|linie"
        "|kamera|platz|stelle|ort|seite|nahe|prioritat|stufe|schwere|schweregrad|fall|falle|moment|ganze|ganzen|ganz"
        "|selbst|eigene|eigenen|welche|welcher|welches|was|wer|wo|wann|warum|zwar|jedoch|sondern|daher|deshalb|damit"
        "|dafur|darauf|daran|davon|dabei|darin|hin|her|los|weg|zusammen|gleich|sofort|schnell|vorne|hinten|oben|unten"
        "|links|rechts|innen|aussen|draussen|drinnen|chef|kollegen|kollege|team|sicherheit|sicherheitsdienst|alarm"
        "|meldung|nachricht|hinweis|regel|guard|system|ereignis|fahrt|fahren|geht|gehen|kommt|kommen|lauft|laufen"
        "|befindet|befinden|jemals|uhrzeit|zeitraum|ende|anfang|beginn|woche|stunde|ins|ans|aufs|durch|gegen|ohne"
        "|innerhalb|ausserhalb|wahrend|statt|trotz|wegen|zwischen|entlang|herum|hinein|heraus|langer|kurz|neue|neuen"
        "|neuer|neues|weitere|einzelne|einzelner|bestimmte|entsprechend|beispielsweise|zb|usw|bzw|sowie|sowohl|weder"
        "|entweder|etwas|nichts|niemand|keiner|vielleicht|wahrscheinlich|normalerweise|gewohnlich|momentan|aktuell"
        "|kunftig|zukunft|ab jetzt|hinweisen|aufpassen|bescheid|drin|dran|drauf|steht|stehen|liegt|liegen|bleibt"
        "|abgestellt|dieselbe|irgendwie|man|mindest|gesamt|gesamte|gesamten|normal|wichtig|richtung|lokal|ortszeit"
        "|berlin|berliner|vorbei|dazu|hierzu|diesbezuglich|sog|namlich|gang|passiert|geschieht|ortlich|sonst"
        "|ausserdem|allerdings|ubrigens|leider|endlich|anders|andere|anderen|anderer|beide|beiden|erste|ersten|zweite"
        "|zweiten|letzte|nachste|gegeben|erhalten|bekommen|kriegen|wissen|horen|sehen|sieht|sag|sagt|sagen|falls"
        "|sobald|stets|jeweils|pro|je|a|gelande|grundstuck|gebaude|firma|haus"
    ),
    "v:move": (
        "fahrt|fahren|geht|gehen|lauft|laufen|kommt|kommen|tritt|treten|gefahren|gegangen|begibt|rollt|gelaufen"
        "|reitet|spaziert|komme|gehe|fahre"
    ),
    "m:through": "durch|durchs|durch die|durch den|durch das|uber die|uber den",
    "m:into": (
        "in die|in den|ins|auf die|auf den|aufs|in das|auf das|an die|an den|zum|zur|in unsere|in unseren|in unser|ans"
    ),
    "m:outof": "aus dem|aus der|aus|vom|von der",
    "v:staffed": "besetzt|bemannt",
    "m:otherwise": (
        "druber|wenn druber|wird es mehr|werden es mehr|bei mehr|ab mehr|"
        "druber|daruber|sonst|andernfalls|ansonsten|wenn es mehr sind|daruber hinaus"
    ),
    "pl:elsewhere": (
        "kuche|kantine|cafeteria|garten|flur|gang|treppe|treppenhaus|aufzug|fahrstuhl|dach|keller|garage|hof|innenhof"
        "|toilette/toiletten|wc|serverraum|besprechungsraum|konferenzraum|terrasse|balkon|lagerraum|buro|spielplatz"
        "|bushaltestelle|strasse|gehweg|burgersteig|erster stock|zweiter stock|ersten stock|zweiten stock"
        "|obergeschoss|umkleide|umkleidekabine|labor|werkstatt|notausgang|hintertur|hintereingang|seiteneingang"
        "|tresor|zaun|archiv|bahnsteig|turnhalle|raucherbereich"
    ),
    "m:outside": "ausserhalb|ausserhalb von",
    "m:attribute": "mit|ohne",
    "m:informed": "muss es wissen|muss das wissen|soll es wissen|soll bescheid bekommen|bekommt bescheid|ist zu informieren",
    "m:coverage": ("der zeit|abdeckung|zeitabdeckung"),
}
