"""Time zones by the cities that people name them by: `London time`, `Moskauer Zeit`, `по Москве`."""

_CITIES = {
    "Europe/London": "london;london/londoner;лондону/лондонскому/лондона;londres;londres",
    "Europe/Paris": "paris;paris/pariser;парижу/парижскому/парижа;paris;paris",
    "Europe/Berlin": "berlin/german;berlin/berliner;берлину/берлинскому/берлина;berlin;berlin",
    "Europe/Madrid": "madrid;madrid/madrider;мадриду/мадридскому/мадрида;madrid;madrid",
    "Europe/Rome": "rome;rom/romer;риму/римскому/рима;roma;rome",
    "Europe/Vienna": "vienna;wien/wiener;вене/венскому/вены;viena;vienne",
    "Europe/Zurich": "zurich;zurich/zurcher;цюриху;zurich;zurich",
    "Europe/Warsaw": "warsaw;warschau/warschauer;варшаве/варшавскому;varsovia;varsovie",
    "Europe/Kyiv": "kyiv/kiev;kiew/kiewer;киеву/киевскому/киева;kiev/kyiv;kiev/kyiv",
    "Europe/Istanbul": "istanbul;istanbul/istanbuler;стамбулу/стамбульскому;estambul;istanbul",
    "Europe/Moscow": "moscow;moskau/moskauer;москве/московскому/москвы;moscu;moscou",
    "Europe/Lisbon": "lisbon;lissabon/lissaboner;лиссабону;lisboa;lisbonne",
    "Europe/Dublin": "dublin;dublin/dubliner;дублину;dublin;dublin",
    "Europe/Athens": "athens;athen/athener;афинам/афинскому;atenas;athenes",
    "America/New_York": "new_york/eastern/nyc;new_york/new_yorker;нью_йорку;nueva_york;new_york",
    "America/Chicago": "chicago;chicago;чикаго;chicago;chicago",
    "America/Los_Angeles": "los_angeles/pacific;los_angeles;лос_анджелесу;los_angeles;los_angeles",
    "America/Mexico_City": "mexico_city;mexiko_stadt;мехико;ciudad_de_mexico;mexico",
    "America/Sao_Paulo": "sao_paulo;sao_paulo;сан_паулу;sao_paulo;sao_paulo",
    "Asia/Tokyo": "tokyo;tokio/tokioter;токио/токийскому;tokio;tokyo",
    "Asia/Dubai": "dubai;dubai;дубаю/дубайскому;dubai;dubai",
    "Asia/Singapore": "singapore;singapur;сингапуру;singapur;singapour",
    "Asia/Shanghai": "shanghai/beijing;schanghai/shanghai/peking;пекину/шанхаю;pekin/shanghai;pekin/shanghai",
    "Asia/Kolkata": "mumbai/delhi/kolkata/indian;mumbai/delhi;дели/мумбаи;delhi/bombay;delhi/bombay",
    "Australia/Sydney": "sydney;sydney/sydneyer;сиднею/сиднейскому;sidney/sydney;sydney",
    "UTC": "utc/gmt/zulu;utc/gmt;utc/гринвичу;utc/gmt;utc/gmt",
}
_WAYS = {
    "en": "{} time|{} local time|{} timezone|time in {}|local time in {}|time of {}",
    "de": "{} zeit|{} ortszeit|zeit in {}|ortszeit in {}|zeit von {}|zeitzone {}",
    "ru": "по {}|по {} времени|времени {}|время {}",
    "es": "hora de {}|hora local de {}|horario de {}|zona horaria de {}|hora {}",
    "fr": "heure de {}|heure locale de {}|heure a {}|fuseau de {}|heure {}|heures de {}",
}


def _of(lang: str, number: int) -> dict[str, str]:
    found = {}
    for zone, written in _CITIES.items():
        names = written.split(";")[number].split("/")
        phrases = [way.format(name.replace("_", " ")) for name in names for way in _WAYS[lang].split("|")]
        bare = [name for name in names if name in ("utc", "gmt")]
        found[f"tz:{zone}"] = "|".join([*phrases, *bare])
    return found


PHRASES = {lang: _of(lang, number) for number, lang in enumerate(_WAYS)}
