"""Values that a page shows: read through the vault under the zone's own grant, so that who looked at what is in the log first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from starlette.exceptions import HTTPException
from starlette.responses import Response

from kotinos.custody.accreditation import queries
from kotinos.custody.act import Refused
from kotinos.custody.web.visit import Visit

Values = Mapping[str, str | bytes]
NAMES = ("family_name", "given_names")


def look(visit: Visit, why: str, subject: str, fields: Sequence[str]) -> Values:
    """The values of ``fields`` of one person; empty where nothing is sealed yet. Raises Refused (``restricted``, ``quota``, …)."""
    try:
        return queries.look(visit.zone.vault, visit.act(why), [subject], fields).get(subject, {})
    except Refused as refused:
        if refused.code != "unknown_subject":
            raise
        return {}


def portrait(visit: Visit, why: str, subject: str) -> Response:
    """The photo of one person, as it was sealed; 404 where there is none."""
    found = look(visit, why, subject, ("photo",)).get("photo")
    if not isinstance(found, bytes):
        raise HTTPException(404)
    return Response(found, media_type="image/jpeg")


def names(visit: Visit, why: str, subjects: Sequence[str]) -> dict[str, str]:
    """The names of people for a list: ``LACROIX Maëlle``. Who has none yet, is restricted or erased stays without."""
    wanted = list(dict.fromkeys(subjects))
    if not wanted:
        return {}
    try:
        found = queries.look(visit.zone.vault, visit.act(why), wanted, NAMES)
    except Refused as refused:
        if refused.code not in ("unknown_subject", "erased", "restricted"):
            raise
        # One of them cannot be shown: each is asked for alone, so that the others can.
        found = {subject: _alone(visit, why, subject) for subject in wanted}
    return {subject: name(values) for subject, values in found.items() if values}


def name(values: Values) -> str:
    """How a name is shown."""
    family, given = (str(values.get(field, "")) for field in NAMES)
    return f"{family.upper()} {given}".strip()


def _alone(visit: Visit, why: str, subject: str) -> dict[str, str | bytes]:
    try:
        return queries.look(visit.zone.vault, visit.act(why), [subject], NAMES).get(subject, {})
    except Refused as refused:
        if refused.code not in ("unknown_subject", "erased", "restricted"):
            raise
        return {}
