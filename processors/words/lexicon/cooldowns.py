"""Ways to say how often there may be an alert at most: `at most one alert an hour`, in each language.

The parts are put together here; `PHRASES` has one table a language, as the lexicons have.
"""

_EN_MOST = "but not more than|but no more than|at most|not more than|no more than|max|maximum|only|limit to|limited to|never more than|up to|just"
_EN_ALERT = "alert/alarm/notification/message/event/email/mail/ping/warning/report/one"
_EN_EACH = "every/per/an/a/each/in/in an/in a/within"
_DE_MOST = "hochstens|maximal|max|nicht mehr als|nur|allenfalls"
_DE_ALERT = "alarm/meldung/nachricht/benachrichtigung/hinweis/alarme/mal/warnung"
_DE_EACH = "alle/pro/je/in/innerhalb von/in der/in einer/jede"
_RU_MOST = "не более|не больше|максимум|не чаще|только"
_RU_ALERT = "сигнала/тревоги/уведомления/сообщения/оповещения/алерта/раза/сигнал/тревога/уведомление/сообщение/раз"
_ES_MOST = "como maximo|como mucho|maximo|no mas de|a lo sumo|solo|max"
_ES_ALERT = "alerta/aviso/alarma/mensaje/notificacion/vez"
_ES_EACH = "cada/por/en/a la/al/en una"
_FR_MOST = "au plus|au maximum|maximum|max|pas plus d'|tout au plus|seulement|maxi|pas plus de"
_FR_ALERT = "alerte/alarme/notification/message/avis/fois"
_FR_EACH = "par/toutes les/en/chaque/tous les/dans l'/a l'/en une"


def _together(most: str, alert: str, each: str) -> str:
    """Phrases of every beginning with every end; `each` has phrases of several words, which choices do not."""
    return "|".join(
        f"{begin} {alert} {end}" for begin in most.split("|") for end in each.split("/")
    )  # fmt: skip


PHRASES = {
    "en": {
        "m:cooldown": "|".join(
            [
                _together(_EN_MOST, f"one/1/a/once? single? {_EN_ALERT}", _EN_EACH),
                _together(f"{_EN_MOST}|not more often than|no more often than", "once", _EN_EACH),
                (
                    "once every|once per|dont repeat within|do not repeat within|dont alert again for|no repeats within"
                    "|do not alert again for|not again in|hold off for|one alert per|one alert every|one alarm per"
                    "|one alarm every|repeat only every|repeat no more than every|repeat only after"
                ),
            ]
        )
    },
    "de": {
        "m:cooldown": "|".join(
            [
                _together(_DE_MOST, f"ein/eine/einen/1 {_DE_ALERT}", _DE_EACH),
                _together(_DE_MOST, "einmal", _DE_EACH),
                "nicht ofter als alle|nicht wieder innerhalb von|erst nach|hochstens stundlich x|dann pause fur",
            ]
        )
    },
    "ru": {
        "m:cooldown": "|".join(
            [
                _together(_RU_MOST, f"одного/одной/один/одна/одно/1 {_RU_ALERT}", "в/за/каждые/на"),
                _together(_RU_MOST, "раза/раз", "в/за/каждые"),
                "не чаще чем каждые|не чаще чем раз в|не повторять в течение|не повторяй в течение",
            ]
        )
    },
    "es": {
        "m:cooldown": "|".join(
            [
                _together(_ES_MOST, f"un/una/1 sola? {_ES_ALERT}", _ES_EACH),
                "no mas a menudo que cada|sin repetir antes de|no repetir antes de",
            ]
        )
    },
    "fr": {
        "m:cooldown": "|".join(
            [
                _together(_FR_MOST, f"un/une/1 seule? {_FR_ALERT}", _FR_EACH),
                "ne pas repeter avant|pas plus souvent que toutes les|sans repeter avant",
            ]
        )
    },
}
