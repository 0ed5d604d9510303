"""May this be submitted? What the category asks for, who may have it, how old one must be. PURE, and the same for a form and a list."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from kotinos.codes import disciplines
from kotinos.custody.accreditation.agreement import findings
from kotinos.custody.accreditation.findings import Finding
from kotinos.custody.accreditation.privileges import Facts
from kotinos.custody.accreditation.problems import Problem
from kotinos.custody.accreditation.reference import Constraint, Reference
from kotinos.custody.accreditation.season import Season

NOTICE = "2026-1"
"""The version of the information notice that applicants are shown (what is held, why, for whom, how long)."""


@lru_cache(maxsize=65536)
def role(reference: Reference, facts: Facts) -> tuple[Problem, ...]:
    """What is wrong with category, function, sport and team together."""
    category = reference.categories.get(facts.category)
    if category is None:
        return (Problem("category", "no_category", facts.category, ", ".join(reference.categories)),)
    found: list[Problem] = []
    functions = [row.code for row in reference.functions_of(facts.category)]
    if facts.function not in functions:
        found.append(Problem("function", "no_function", facts.function, ", ".join(functions)))
    if facts.sport and not disciplines.exists(facts.sport):
        found.append(Problem("sport", "no_sport", facts.sport))
    if facts.team and facts.team not in reference.teams:
        found.append(Problem("team", "no_team", facts.team, ", ".join(reference.teams)))
    for rule in reference.constraints_of(facts.category):
        if rule.rule in ("sport", "team") and not getattr(facts, rule.rule):
            found.append(_broken(rule.rule, rule))
    return tuple(found)


def _broken(field: str, rule: Constraint, code: str = "constraint") -> Problem:
    return Problem(field, code, rule.category, rule.en, rule.fr)


def _age(born: str, day: date) -> int:
    """Full years on ``day``; an unknown month or day counts as the last one possible, which makes nobody older than they are."""
    year, month, rest = (int(part) for part in born.split("-"))
    return day.year - year - ((month or 12, rest or 31) > (day.month, day.day))


def person(reference: Reference, season: Season, facts: Facts, values: Mapping[str, str], today: date) -> list[Problem]:
    """What is missing or impossible in a person's values for this category."""
    category = reference.categories[facts.category]
    found = [
        Problem(name, "missing", right=f"category {facts.category}", right_fr=f"la catégorie {facts.category}")
        for name in reference.mandatory(facts.category)
        if not values.get(name)
    ]
    born = values.get("birth_date", "")
    if born > today.isoformat():
        found.append(Problem("birth_date", "future", born))
    elif born:
        first_day = season.window(reference).valid_from
        found += [
            _broken("birth_date", rule, "too_young")
            for rule in reference.constraints_of(category.code)
            if rule.rule == "age" and _age(born, first_day) < rule.value
        ]
    expiry, first = values.get("document_expiry", ""), season.of(reference, facts.category).valid_from
    if expiry and expiry < max(first, today).isoformat():
        found.append(Problem("document_expiry", "past", expiry, max(first, today).isoformat()))
    return found


def complete(
    reference: Reference,
    season: Season,
    facts: Facts,
    values: Mapping[str, str],
    photo: str,
    consent: str,
    today: date,
) -> tuple[Problem, ...]:
    """Everything that keeps an application from being submitted; empty where it may be."""
    found = list(role(reference, facts))
    if facts.category in reference.categories:
        found += person(reference, season, facts, values, today)
    if consent != NOTICE:
        found.append(Problem("consent", "no_consent", right=NOTICE))
    if not photo:
        found.append(Problem("photo", "no_photo"))
    return tuple(found)


def warnings(
    reference: Reference, season: Season, category: str, values: Mapping[str, str], today: date
) -> tuple[Finding, ...]:
    """What an officer should look at: the machine-readable zone against what was typed, and a document that ends too early."""
    return findings(values, today, season.of(reference, category).valid_to)
