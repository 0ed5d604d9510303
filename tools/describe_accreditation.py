"""Writes the tables of docs/reference/accreditation.md from the reference data and the register of fields.

python tools/describe_accreditation.py [YYYY-MM-DD]          of today, or of a day
"""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path

from kotinos.custody.accreditation import reference
from kotinos.custody.accreditation.fields import FIELDS
from kotinos.custody.accreditation.findings import CODES, Finding
from kotinos.custody.accreditation.reference import Reference
from kotinos.custody.accreditation.season import Season

PAGE = Path(__file__).resolve().parent.parent / "docs" / "reference" / "accreditation.md"
END = "<!-- end -->"


def _table(*rows: tuple[str, ...]) -> str:
    head, *rest = (f"| {' | '.join(row)} |" for row in rows)
    return "\n".join([head, f"|{' --- |' * len(rows[0])}", *rest])


def fields(day: Reference) -> str:
    """Every field, and which categories must fill it in."""
    rows = [("field", "English", "French", "example", "mandatory for")]
    for name, field in FIELDS.items():
        of = "all" if name in day.fields["*"] else " ".join(c for c, own in day.fields.items() if name in own)
        rows.append((f"`{name}`", field.en, field.fr, f"`{field.example}`", of or "–"))
    return _table(*rows)


def categories(day: Reference) -> str:
    """Every category: who may ask for it, its functions, its conditions, its days."""
    rows = [("code", "English", "French", "organisations", "functions", "conditions", "days")]
    for code, row in day.categories.items():
        conditions = "; ".join(rule.en for rule in day.constraints_of(code)) or "–"
        functions = " ".join(f.code for f in day.functions_of(code))
        window = Season().of(day, row.code)
        rows.append(
            (
                f"`{code}`",
                row.en,
                row.fr,
                row.organisations,
                functions,
                conditions,
                f"{window.valid_from} – {window.valid_to}",
            )
        )
    return _table(*rows)


def grants(day: Reference) -> str:
    """What each category gives, and what a function adds."""
    rows = [("category", "function", "venues", "zones", "transport", "meals", "seats", "ticket")]
    for g in day.grants.values():
        rows.append((f"`{g.category}`", g.function, g.venues, g.zones, g.transport, g.dining, g.seating, g.ticket))
    return _table(*rows)


def venues(day: Reference) -> str:
    """The venues of the invented Games."""
    rows = [("code", "English", "French", "kind", "sports", "zones")]
    rows += [(f"`{v.code}`", v.en, v.fr, v.kind, v.sports, v.zones) for v in day.venues.values()]
    return _table(*rows)


def codes(day: Reference) -> str:
    """Zones, transport, meals, stands."""
    return _table(
        ("axis", "code", "English", "French"), *((a, f"`{c}`", row.en, row.fr) for (a, c), row in day.codes.items())
    )


def findings(day: Reference) -> str:
    """What an officer is warned of."""
    rows = [("code", "English", "French")]
    said = (Finding(code, 2, 10, "44") for code in CODES)
    return _table(*rows, *((f"`{f.code}`", f.say("en"), f.say("fr")) for f in said))


PARTS = {
    "fields": fields,
    "categories": categories,
    "grants": grants,
    "venues": venues,
    "codes": codes,
    "findings": findings,
}


def described(page: str, day: date) -> str:
    """The page with the tables in force on ``day``."""
    for name, write in PARTS.items():
        begin = f"<!-- {name}: begin -->"
        head, rest = page.split(begin)
        page = f"{head}{begin}\n{write(reference.on(day))}\n{END}{rest.split(END, 1)[1]}"
    return page


if __name__ == "__main__":
    on = date.fromisoformat(sys.argv[1]) if len(sys.argv) > 1 else datetime.now(UTC).date()
    PAGE.write_text(described(PAGE.read_text(encoding="utf-8"), on), encoding="utf-8")
