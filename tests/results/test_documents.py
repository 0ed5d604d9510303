"""Documents: the same value always gives the same bytes, however its texts came about."""

from __future__ import annotations

import msgspec
import pytest

from kotinos.codes import canonical
from kotinos.results import documents

STRUCTS = [
    one
    for one in vars(documents).values()
    if isinstance(one, type) and issubclass(one, msgspec.Struct) and one.__struct_fields__
]
TEXTS = [
    (struct, field.name, field.default)
    for struct in STRUCTS
    for field in msgspec.structs.fields(struct)
    if isinstance(field.default, str) and field.default
]
NEEDED = {
    documents.CompetitorRef: {"id": "1"},
    documents.UnitLine: {"rsc": "ATHM100M--------------FNL-000100--", "name": {}},
    documents.GamesBody: {"code": "G", "name": {}},
    documents.Horse: {"id": "1", "name": "H", "noc": "GER"},
    documents.Conditions: {},
}


def test_there_are_defaults_to_hold():
    assert {struct for struct, _, _ in TEXTS} == set(NEEDED)


@pytest.mark.parametrize(("struct", "name", "default"), TEXTS, ids=lambda value: getattr(value, "__name__", str(value)))
def test_a_default_is_left_out_whichever_object_holds_it(struct, name, default):
    """A live step once published without `type`, and its replay with it: one letter from JSON is not the letter in the code."""
    read = msgspec.json.decode(msgspec.json.encode(default))
    given = canonical.convert({**NEEDED[struct], name: read}, struct)
    built = struct(**NEEDED[struct], **{name: "".join(list(default))})
    assert (
        canonical.encode(given)
        == canonical.encode(built)
        == canonical.encode(canonical.convert(NEEDED[struct], struct))
    )
