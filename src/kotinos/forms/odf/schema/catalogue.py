"""The DocumentTypes of this generation, and what is known of the form of each."""

from __future__ import annotations

import msgspec

from kotinos.codes.rsc import Level

D, G, E, P, U = Level.DISCIPLINE, Level.GENDER, Level.EVENT, Level.PHASE, Level.UNIT


class Form(msgspec.Struct, frozen=True):
    """The schema of a message, the levels its DocumentCode may have, and whether it carries a ResultStatus."""

    schema: str
    levels: frozenset[Level]
    has_status: bool


FORMS = {
    "DT_SCHEDULE": Form("schedule.xsd", frozenset({D}), False),
    "DT_SCHEDULE_UPDATE": Form("schedule.xsd", frozenset({D}), False),
    "DT_PARTIC": Form("partic.xsd", frozenset({D}), False),
    "DT_PARTIC_UPDATE": Form("partic.xsd", frozenset({D}), False),
    "DT_PARTIC_TEAMS": Form("teams.xsd", frozenset({D}), False),
    "DT_PARTIC_TEAMS_UPDATE": Form("teams.xsd", frozenset({D}), False),
    "DT_PARTIC_HORSES": Form("horses.xsd", frozenset({D}), False),
    "DT_PARTIC_HORSES_UPDATE": Form("horses.xsd", frozenset({D}), False),
    "DT_PARTIC_NAME": Form("names.xsd", frozenset({D}), False),
    "DT_RESULT": Form("result.xsd", frozenset({U}), True),
    "DT_RESULT_ANALYSIS": Form("result.xsd", frozenset({U}), True),
    "DT_ESL": Form("result.xsd", frozenset({U}), True),
    "DT_CURRENT": Form("result.xsd", frozenset({U}), False),
    "DT_PLAY_BY_PLAY": Form("play_by_play.xsd", frozenset({U}), True),
    "DT_PHASE_RESULT": Form("result.xsd", frozenset({P}), True),
    "DT_CUMULATIVE_RESULT": Form("result.xsd", frozenset({E, P}), True),
    "DT_RANKING": Form("result.xsd", frozenset({E}), True),
    "DT_POOL_STANDING": Form("result.xsd", frozenset({P}), True),
    "DT_CONFIG": Form("config.xsd", frozenset({E, P, U}), False),
    "DT_BRACKETS": Form("brackets.xsd", frozenset({E}), True),
    "DT_STATS": Form("stats.xsd", frozenset({D, G, E, U}), True),
    "DT_MEDALLISTS": Form("medallists.xsd", frozenset({E}), True),
    "DT_MEDALLISTS_DISCIPLINE": Form("medallists_discipline.xsd", frozenset({D}), False),
    "DT_MEDALS": Form("medals.xsd", frozenset({D}), False),
    "DT_COMMUNICATION": Form("communication.xsd", frozenset({D, E, P, U}), False),
    "DT_RECORD": Form("record.xsd", frozenset({D}), False),
    "DT_WEATHER": Form("weather.xsd", frozenset({D, P, U}), False),
    "DT_CODES": Form("codes.xsd", frozenset({D}), False),
}
"""Messages whose whole form is checked."""

OTHERS = frozenset(
    [
        "DT_ENTRIES",
        "DT_MEDALLISTS_DAY",
        "DT_VEN_COND",
        "DT_WEA_ALERT",
        "DT_IMAGE",
        "DT_PRESSPHOTOFINISH_LK",
        "DT_PDF",
        "DT_PIC",
        "DT_AUDIO",
        "DT_LOCAL_ON",
        "DT_LOCAL_OFF",
        "DT_KA",
        "DT_PING",
        "DT_GLOBAL_GM",
        "DT_GLOBAL_GN",
        "DT_ALERT",
        "DT_NOTIFICATION",
        "DT_BIO_PAR",
        "DT_BIO_TEA",
        "DT_BIO_NOC",
        "DT_BIO_HOR",
        "DT_BIO_PAR_IMP",
        "DT_BIO_TEA_IMP",
        "DT_BIO_NOC_IMP",
        "DT_BIO_HOR_IMP",
        "DT_NEWS",
        "DT_NEWS_IMP",
        "DT_BCK",
        "DT_BCK_IMP",
        "DT_TRS",
        "DT_TRS_IMP",
        "DT_PRESENTER",
        "DT_FLAGBEARERS",
        "DT_FED_RANKING",
        "DT_ACHIEVEMENT",
        "DT_TV_TRACKING",
        "DT_SCHED_RES_NOC",
        "DT_IDK_COMMAND",
    ]
)
"""Messages of which only the envelope is checked."""
FREE_CODES = ("DT_BIO_", "DT_NEWS", "DT_BCK", "DT_TRS", "DT_PIC", "DT_AUDIO")
"""Messages whose DocumentCode need not be an RSC."""
