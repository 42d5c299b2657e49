"""The short list of words that say nothing a guard could say: articles, pronouns, auxiliaries, courtesies, fillers.

Wherever one of them stands, or is left out, the wish is the same. Whatever limits, denies, counts, orders, compares or
dates is none of them. Words are folded; a phrase is harmless as a whole.
"""

from orin.processors.words.lexicon.en.politeness import COURTESIES

_EN = """
teh plese pleas plz pleaes
contains contain counts holds weve ive got urgency importance single
both
you're youre we're they're he's she's who's that's what's here's let's there'll it'll we'll i'll you'll yeah yep right ok uhm um uh erm like actually well anyway kinda sorta gonna wanna btw basically obviously apparently honestly frankly ta hiya yo mate reckon suppose figure guess bloody damn darn wee lil er ah oh hmm folks' tho though whenever simply also too them it'd someone'd anyone's anybody's a's an's ours' yours'
a an the this that these those there theres there's here it its it's he she they them their theirs his her him i i'm
im ive i've i'd id we we'd our ours my mine you your yours me us myself ourselves who whom whose which where what
is are was were be been being am has have had having do does did doing will would shall could can
please pls plz thanks thank thx hi hello hey dear kind regards ok okay well cheers kindly
really very quite so too as of at in on for by to with into onto from near about around ca circa approx approximately
roughly whole entire continuous continuously straight consecutive uninterrupted
want wants like wish wishes hope let lets let's see sees know think guess believe say get gets got give gives given
happen happens happening occurs occur possible possibly perhaps maybe simply basically currently probably already now
ever even somehow severity priority prio level somebodys someones someone's somebody's people's case event
such whenever time during throughout yes yeah uh um uhm er hm
"""
_EN_PHRASES = (
    "and_not_by_the_feet|not_by_the_feet|not_the_feet|rather_than_the_feet|instead_of_the_feet|"
    "rather_than_by_the_feet|and_not_the_feet|not_by_its_feet|not_their_feet|that_way|this_way|in_total|"
    "altogether|all_told|same_goes_for|the_same_goes_for|the_same_applies_to|"
    "same_applies_to|in_question|by_the_way|if_possible|to_be_honest|as_it_were|in_this_case|in_general|"
    "for_that_matter|of_course|as_a_matter_of_fact|in_particular|from_now_on|from_today|as_of_now|"
    "as_of_today|starting_today|effective_immediately|i_think|i_guess|you_know|if_you_can|if_you_could|"
    "when_you_can|as_discussed|as_agreed|as_usual|if_you_like|in_either_of_the_two|either_of_the_two|"
    "in_one_of_the_two|in_either_one|either_one|both_of_them|stop_spamming_me|dont_spam_me|no_spam|"
    "we've_got|i've_got|zone_named|area_named|camera_named|line_named|zone_called|area_called|"
    "camera_called|line_called|at_a_time|set_something_up|set_up_something|at_any_time|a_row|in_a_row|"
    "limit_of|to_be|by_which|does_so|does_it|does_that|hi_all"
)
_DE = """
der die das den dem des ein eine einen einem einer eines und_das dass bitte danke hallo guten tag liebe lieber moin
ich du er sie es wir ihr mich mir uns dir ihnen ihm ihn sich mein meine meinem meiner unser unsere unserem unserer
unseren sein seine seinem seiner ihre ihrem ihrer dies diese dieser dieses diesem diesen man
ist sind war waren wird werden wurde wurden hat haben hatte habe gewesen kann konnen will wollen mochte mochten
in im am an auf bei beim mit von vom zu zum zur fur um als wie da dort hier denn doch mal so sehr
etwa ungefahr circa ca rund gerne gern brauche brauchen wunsche geben gibt gib lasst wirklich eigentlich einfach wohl
eben gerade aber bereits schon zeit dauer lang lange durchgehend ununterbrochen irgendein irgendeine irgendeinen
prioritat prio stufe schweregrad dringlichkeit befindet befinden fall ereignis moglich vielleicht derzeit aktuell
was wo ja ah ahm ner nem nen ne rum was welche welcher welches auch ins ans aufs  ganze ganzen gesamte gesamten
"""
_DE_PHRASES = "konnten_sie|konntest_du|konntet_ihr|konnt_ihr|kannst_du|konnen_sie|wurden_sie|wurdest_du|ware_es_moglich|ware_nett_wenn|ware_schon_wenn|ware_gut_wenn|es_ware_nett_wenn|es_ware_schon_wenn|es_ware_gut_wenn|ich_hatte_gern|ich_hatte_gerne|wir_hatten_gern|wir_hatten_gerne|hatte_gern|hatte_gerne|ich_brauchte|wir_brauchten|ich_wurde_gern|ich_wurde_gerne|wir_wurden_gern|wir_wurden_gerne|falls_moglich|wenn_moglich|wenn_es_geht|sei_so_gut_und|seien_sie_so_gut_und|sei_so_nett_und|seien_sie_so_nett_und|richte_mir_ein|richten_sie_ein|ubrigens|jedenfalls|sozusagen|quasi|irgendwie|halt|namlich|schon_mal|mal_eben|mal_kurz|besten_dank|vielen_dank|danke_schon|dankeschon|mit_freundlichen_grussen|schonen_gruss|viele_grusse|guten_morgen|guten_abend|hallo_team|liebes_team|also|zu_fuss|sofern_moglich|im_voraus|ab_und_lauft_weg|ab_und_verschwindet|ab_und_geht_weg|ab_und_geht|am_stuck|hallo_zusammen|das_tut|es_tut|es_gibt|gibt_es|mir_bescheid|uns_bescheid"
_RU = """
 а но же ли бы в на у к ко о об во при для там тут здесь это этот эта эти этой этом эту этого что чтобы как так тоже
очень пожалуйста привет здравствуйте добрый  спасибо я ты он она оно мы вы они мне меня нам нас вам вас
ему ей им его ее их себя свой своя свое свои своего своей мой моя мое мои наш наша наше наши нашей нашем нашу нашего
который которая которое которые которую которого был была было были быть будет будут есть является
хочу хотим хотел хотела прошу примерно приблизительно непрерывно подряд около времени время
приоритет приоритета приоритетом уровень уровня уровнем важность важности ну вот уже случай случае
 какой-нибудь какая-нибудь какой-то какая-то находится нахождение происходит ка весь всю всей то из
"""
_RU_PHRASES = "будьте_добры|будь_добр|если_можно|по_возможности|не_могли_бы_вы|могли_бы_вы|можете_ли_вы|можно_ли|мне_нужно_чтобы|нужно_чтобы|хотелось_бы|хотелось_бы_знать|заранее_спасибо|большое_спасибо|с_уважением|добрый_день|доброе_утро|добрый_вечер|доброго_дня|всем_привет|кстати|в_общем|собственно|просто|пешком|в_течение|так_сделает|это_сделает|в_случае|если_вдруг|со_стороны"
_ES = """
el la los las un una unos unas lo que a al de del en con por para me te se nos le les mi mis tu tus su sus
nuestro nuestra nuestros nuestras este esta esto estos estas ese esa eso es son era fue sea sean ser esta esten estar
estan estaba estado hay haya hayan ha han haber he hemos tiene tienen tenga tener quiero queremos quisiera
gustaria puede pueden favor gracias hola buenos buenas  saludos alli ahi aqui muy tan tambien ya
aproximadamente seguidos seguido continuo continuos tiempo periodo duracion prioridad severidad gravedad nivel caso
encuentra encuentre encuentran ocurre ocurra sucede suceda quiza quizas posible simplemente durante  como
 junto yo ellos ella cual quien donde pero
"""
_ES_PHRASES = "podria_usted|podrias|podrian|puedes|puede_usted|seria_posible|si_es_posible|si_puede_ser|si_fuera_posible|seria_bueno|seria_bueno_que|estaria_bien_que|agradeceria_que|le_agradeceria|te_agradeceria|muchas_gracias|mil_gracias|gracias_de_antemano|un_saludo|buenos_dias|buenas_tardes|buenas_noches|por_cierto|en_fin|la_verdad|a_pie|de_antemano|o_sea|por_favor|lo_hace|lo_haga|de_forma|en_caso_de|junto_a|junto_al|me_gustaria"
_FR = """
compte comporte
le la l' les un une des du de d' au aux a à en dans sur par pour avec chez vers qui que qu' ce c' cet cette ces cela ca
je j' tu il elle on nous vous ils elles me m' te t' se s' lui leur leurs y mon ma mes ton ta tes son sa ses notre nos
votre vos est sont etait sera soit soient etre ete ont avait avoir ai avons avez  fait peut peuvent
veux veut voulons voudrais voudrait souhaite souhaitons aimerais aimerions merci bonjour bonsoir salut
svp plait stp  tres environ approximativement consecutives consecutifs continu continue d'affilee affilee
temps duree priorite severite gravite niveau cas possible simplement actuellement pendant durant ici deja aussi
trouve trouvent quelqu' comme afin ainsi lors  n' il_y_a toute   presence dont celui mais
"""
_FR_PHRASES = "pourriez_vous|pourrais_tu|peux_tu|pouvez_vous|serait_il_possible_de|serait_il_possible|si_possible|si_c'_est_possible|ce_serait_bien_de|ce_serait_bien|il_faudrait|j'_aimerais|nous_aimerions|merci_d'_avance|merci_beaucoup|bien_cordialement|bonne_journee|bonne_soiree|d'_ailleurs|en_fait|bref|a_pied|ca_gene|cela_m'_agace|ca_m'_enerve|ca_nous_agace|ca_m'_agace|s'il_vous_plait|le_fait|fait_ca|s'il_te_plait|en_cas_de|il_y_a|il_y|de_suite|il_n'y_a"


def _phrases(written: str) -> str:
    return written.replace("_", " ")


_WRITTEN = {
    "en": (_EN, _EN_PHRASES), "de": (_DE, _DE_PHRASES), "ru": (_RU, _RU_PHRASES), "es": (_ES, _ES_PHRASES),
    "fr": (_FR, _FR_PHRASES),
}  # fmt: skip
HARMLESS = {
    lang: frozenset({*words.split(), *_phrases(phrases).split("|"), *(COURTESIES.split("|") if lang == "en" else ())})
    for lang, (words, phrases) in _WRITTEN.items()
}
PHRASES = {
    lang: {"f:": "|".join(sorted(each for each in found if not each.endswith("'s")))}
    for lang, found in HARMLESS.items()
}
VAGUE = frozenset(
    """
    many few several much viele wenige mehrere einige много мало несколько muchos muchas pocos
    pocas varios varias beaucoup peu plusieurs
    """.split()  # noqa: SIM905  a list of words is read by people
)
"""How many there are, where nobody counts: beside a count they say something else."""
QUANTIFIERS = {
    "en": frozenset({"any", "each", "every", "all", "either", "some"}),
    "de": frozenset({"jeder", "jede", "jedes", "jeden", "jedem", "alle", "allen", "irgendwelche"}),
    "ru": frozenset(
        {"каждый", "каждая", "каждое", "каждую", "любой", "любая", "любое", "любую", "любого", "все", "всех"}
    ),
    "es": frozenset({"cada", "cualquier", "cualquiera", "todo", "toda", "todos", "todas", "algun", "alguna"}),
    "fr": frozenset({"chaque", "tout", "toute", "tous", "toutes", "quelque", "quelques"}),
}
"""Harmless before what they are of, and not before a number or a duration."""
