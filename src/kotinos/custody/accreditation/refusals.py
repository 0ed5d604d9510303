"""Why this room refuses: the codes of `kotinos.custody.act.Refused`, in English and French, for pages and command lines. PURE."""

from __future__ import annotations

REFUSALS: dict[str, tuple[str, str]] = {
    "unknown_organisation": ("there is no organisation {organisation}", "il n'y a pas d'organisation {organisation}"),
    "unknown_application": ("there is no such application", "cette demande n'existe pas"),
    "unknown_person": ("there is no such person", "cette personne n'existe pas"),
    "window_closed": (
        "{organisation} may send applications from {opens} to {closes}",
        "{organisation} peut envoyer des demandes du {opens} au {closes}",
    ),
    "not_yours": ("this belongs to another organisation", "ceci relève d'une autre organisation"),
    "not_an_officer": ("only an accreditation officer decides this", "seul un agent des accréditations décide cela"),
    "not_now": ("“{event}” is not possible while the application is {state}", "« {event} » n'est pas possible à l'état {state}"),
    "category_not_allowed": (
        "category {category} is not for {organisation}", "la catégorie {category} n'est pas pour {organisation}"
    ),
    "no_quota": ("{organisation} has no quota in {category} {sport}", "{organisation} n'a aucun quota en {category} {sport}"),
    "quota_full": (
        "all {number} places of {organisation} in {category} {sport} are taken",
        "les {number} places de {organisation} en {category} {sport} sont prises",
    ),
    "organisation_exists": ("there is an organisation {organisation} already", "l'organisation {organisation} existe déjà"),
    "window_order": ("a window opens before it closes", "une période s'ouvre avant de se clore"),
    "quota_below_reserved": (
        "{reserved} places are taken already; the quota cannot be {number}",
        "{reserved} places sont déjà prises ; le quota ne peut pas être {number}",
    ),
    "most": ("{organisation} may have {number} of category {category}", "{organisation} peut avoir {number} personnes en {category}"),
    "incomplete": ("not complete: {problems}", "incomplet : {problems}"),
    "unknown_reason": ("{reason} is no reason for {step}", "{reason} n'est pas un motif pour {step}"),
    "identity_settled": (
        "the identity of an approved file changes by a change of identity only",
        "l'identité d'un dossier approuvé ne change que par un changement d'identité",
    ),
    "unknown_privilege": ("{axis} {value} is not in the reference data", "{axis} {value} n'est pas dans les données de référence"),
    "second_person": ("a second person must decide this", "une deuxième personne doit décider"),
    "reference_taken": ("the reference {reference} is taken", "la référence {reference} est prise"),
    "invitation_over": ("this invitation was used or is over", "cette invitation a été utilisée ou a expiré"),
    "photo_unfit": ("the photo cannot be used: {findings}", "la photo ne convient pas : {findings}"),
    "unknown_letter": ("there is no such letter", "ce courrier n'existe pas"),
    "no_address": ("the file has no e-mail address", "le dossier n'a pas d'adresse électronique"),
    "list_unreadable": (
        "this is neither an xlsx workbook nor a csv with , or ;", "ce n'est ni un classeur xlsx ni un csv avec , ou ;"
    ),
    "list_too_large": ("the list is larger than {megabytes} MB", "la liste dépasse {megabytes} Mo"),
    "list_too_many": ("the list has more than {lines} lines", "la liste a plus de {lines} lignes"),
    "list_under_way": ("this list is being taken in at this moment", "cette liste est en cours d'import"),
    "list_already_here": (
        "this very list was taken in whole on {day} and is already here; nothing was changed",
        "cette même liste a été importée en entier le {day} et est déjà là ; rien n'a été changé",
    ),
    "lines_wrong": ("{lines} lines have errors; nothing was taken in", "{lines} lignes ont des erreurs ; rien n'a été importé"),
}  # fmt: skip
"""Code → what it says in English and in French; braces are its details."""
