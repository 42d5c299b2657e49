"""Words of what is told beside a wish: greetings, farewells, who speaks, and what was or always is."""

_EN = {
    "is": "is are am its theres there's keep keeps come comes go goes hate love run runs like lose loses leave leaves get gets close open work works use uses asked asks told says said",
    "greet": "hi hello hey dear morning afternoon evening greetings hiya howdy good",
    "vocative": "all team everyone everybody folks there guys support colleagues security control",
    "here": "here speaking calling",
    "intro": "this is|i am|i'm|im|i run|i work|we are|we're|i manage",
    "of": "for about at on in to important urgent what",
    "why": "so that|so i|so we|so they|so you|so somebody|so someone|so nobody|so no one|so people|so the|because|cause|in order to|to avoid|to prevent|since we|since it|since they|since that|since this|as it|as they|as that|as this|as we|as i|which is|which would|which means|thats dangerous|that is dangerous|its dangerous|it is dangerous|it's dangerous|that's dangerous|for safety reasons|for security reasons|for insurance reasons|for safety|for security|for insurance|just in case|so as to|otherwise i|otherwise we|otherwise they|otherwise nobody|or else we",
    "bye": (
        "thanks thank thx cheers ta regards kind best yours rgds br ty sincerely ciao bye appreciated many greetings"
        " signed"
    ),
    "self": "i we he she they i've i'm i'd we've we're my our you your us me people customers it there",
    "was": (
        "had were was last yesterday recently lately ago happened happens kept keep keeps used often sometimes usually"
        " constantly forever again trouble problem problems complaint complaints complain complains complained bothers"
        " annoying annoys tends"
    ),
    "past": "last yesterday ago recently lately",
    "wish": (
        "want need needs like interested mean meant care cares matter matters about looking watch only just except fine"
        " ok okay allowed welcome exempt ignore leave tolerate tolerated excluded exclude count counts please but if"
        " when whenever unless until should must may forbidden prohibited alarm alert alerts trust"
    ),
}
_DE = {
    "is": "ist sind bin haben hat kommen kommt gibt stehen geht gehen verlieren arbeiten liegt",
    "greet": "hallo hi moin servus guten gruss liebe lieber morgen tach",
    "vocative": "zusammen team leute alle kollegen leitstelle",
    "here": "hier",
    "intro": "hier ist|hier spricht|ich bin|wir sind|ich arbeite|ich leite|hier die|hier der|hier das",
    "of": "fur im in am an auf bei wichtig dringend",
    "why": "dann konnen wir|dann kann ich|dann konnen|damit|weil|denn|da wir|da es|da sie|da das|sonst|um zu|aus sicherheitsgrunden|aus versicherungsgrunden",
    "bye": "danke dank gruss grusse gruesse viele besten lg mfg vg ciao tschuss freundliche schone herzlichen",
    "self": "ich wir er sie es mein meine unser unsere bei man uns mir leute",
    "was": (
        "hatte hatten war waren gab letzte letzten letzter gestern neulich kurzlich standig oft manchmal immer dauernd"
        " wieder arger problem probleme beschwerden beschwert seit weil grund passiert vorgekommen schon gesehen wurde"
        " wurden lassen kommt nervt stort"
    ),
    "past": "letzte letzten letzter gestern neulich kurzlich",
    "wish": (
        "will wollen mochte mochten brauche brauchen interessiert meine nur ausser egal erlaubt wenn falls sobald sofern"
        " soll sollen sollte darf durfen muss mussen alarm melden zahlt zahlen bitte aber ignorieren ok okay"
    ),
}
_RU = {
    "is": "есть это бывает приходят приезжают ходят работаем работает",
    "greet": "здравствуйте привет добрый доброе доброго коллеги уважаемые",
    "vocative": "всем коллеги друзья команда",
    "here": "беспокоит",
    "intro": "это|я|пишет|говорит|вас беспокоит|мы",
    "of": "для в на о срочно важно",
    "why": "чтобы|потому что|так как|поскольку|иначе|ведь",
    "bye": "спасибо заранее уважением благодарю пока",
    "self": "я мы он она они у нас нам наш наша наши мой моя мне",
    "was": (
        "был была было были недавно вчера прошлой прошлый прошлом часто иногда постоянно всегда опять снова проблемы"
        " проблема жалуются жаловались потому поскольку случилось случалось уже видели пропадают"
    ),
    "past": "вчера недавно прошлой прошлый прошлом",
    "wish": (
        "хочу хотим нужно надо интересует интересуют только кроме важно если когда как можно нельзя должен должны разрешено"
        " тревога сообщай сообщи сообщите считать но кого"
    ),
}
_ES = {
    "is": "es son esta estan hay tenemos tengo viene vienen hacen",
    "greet": "hola buenos buenas estimados estimado saludos",
    "vocative": "todos equipo companeros",
    "here": "aqui",
    "intro": "soy|somos|les habla|aqui el|aqui la|habla|les escribe|aqui",
    "of": "para en de sobre urgente importante",
    "why": "para que|porque|ya que|asi puedo|asi podemos|pues|por seguridad",
    "bye": "gracias saludos muchas cordialmente atentamente saludo adios",
    "self": "yo nosotros el ella ellos nos mi nuestro nuestra me la gente se",
    "was": (
        "hubo habia era estaba tuvimos semana ayer recientemente ultimamente siempre veces menudo problemas problema"
        " quejan quejas porque paso ocurrio hemos han tenido roban robaron molesta"
    ),
    "past": "ayer pasada pasado recientemente ultimamente",
    "wish": (
        "quiero queremos necesito interesa interesan solo solamente excepto salvo importa si cuando debe deben puede pueden"
        " prohibido permitido alarma avisa avisame pero cuenta"
    ),
}
_FR = {
    "is": "est sont a ont avons ai viennent vient font fait",
    "greet": "bonjour bonsoir salut cher chers chere",
    "vocative": "tous toutes equipe collegues",
    "here": "ici",
    "intro": "ici|c'est|je suis|nous sommes|je travaille|je gere",
    "of": "pour dans a au sur urgent important",
    "why": "pour que|afin que|afin de|car|parce que|parce qu'|puisque|sinon|par securite",
    "bye": "merci cordialement salutations bien bonne amicalement cdt",
    "self": "je j' nous il elle ils on mon notre nos ca les gens c'",
    "was": (
        "avait avaient etait etaient avons eu hier recemment dernierement derniere dernier souvent parfois toujours"
        " problemes probleme plaignent plaintes car parce arrive arrivait deja vu agace gene enerve"
    ),
    "past": "hier derniere dernier recemment dernierement",
    "wish": (
        "veux voulons voudrais besoin interesse interessent seulement uniquement sauf compte comptent importe si quand doit"
        " doivent peut peuvent interdit autorise alarme alerte mais lorsque que qu'"
    ),
}
CONTEXT = {
    lang: {
        name: frozenset(written.split("|") if "|" in written else written.split()) for name, written in table.items()
    }
    for lang, table in (("en", _EN), ("de", _DE), ("ru", _RU), ("es", _ES), ("fr", _FR))
}
"""By language: `greet`, who is greeted (`vocative`), `here` and `intro` of who speaks, `of` after which it is none, `bye`; `why`, which opens a reason; `self`, who tells;
`is`, what says how something is or goes; `was`, what makes a sentence one that tells; `past`, when; `wish`, what makes it one that wishes, limits or leaves out."""

SOMEBODY = {
    "en": frozenset(
        [
            "i",
            "we",
            "you",
            "they",
            "somebody",
            "someone",
            "anybody",
            "anyone",
            "everybody",
            "everyone",
            "nobody",
            "people",
            "he",
            "she",
            "it",
            "who",
            "that",
        ]
    ),
    "de": frozenset(["ich", "wir", "man", "jemand", "niemand", "wer", "alle", "leute", "sie", "er", "es"]),
    "ru": frozenset(["я", "мы", "кто", "то", "все", "никто", "люди", "он", "она", "они"]),
    "es": frozenset(["yo", "nosotros", "alguien", "nadie", "quien", "gente", "todos", "el", "ella"]),
    "fr": frozenset(["je", "nous", "on", "quelqu'", "quelqu'un", "personne", "qui", "gens", "tous", "il", "elle"]),
}
"""Who is nobody's name."""
