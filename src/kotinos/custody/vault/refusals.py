"""Why the vault refuses, as constants that pages translate. PURE."""

from __future__ import annotations

REFUSALS = {
    "no_grant": "no such grant is active for this operation, purpose and these fields now",
    "standing": "the zone's own grants are suspended, not ended: nobody could make them anew",
    "quota": "the grant's quota of this minute or day is used up",
    "suspended": "the grant is suspended",
    "restricted": "processing of this person's data is restricted (GDPR, article 18)",
    "erased": "this person's data were erased",
    "unknown_subject": "nothing is sealed under this subject",
    "held": "a legal hold keeps these data from being erased",
    "not_held": "there is no legal hold to end",
    "turning": "the keys of blind indexes are being turned over already",
    "two_organisations": "people of two organisations must agree, and the one who asked may not be one of them",
    "quorum": "not enough custodians agree, or all of them are of one organisation",
    "not_custodian": "the person is none of the named custodians",
    "agreed_already": "this person agreed already: another one must",
    "field_purpose": "a field of the grant may not be used for this purpose",
    "log_unavailable": "the access log could not be written, so no value left",
    "no_ledger": "there is no ledger of erasures; nothing may be erased without it",
    "ledger_behind": "the ledger of erasures lacks lines that this database has seen",
    "key_in_use": "subjects still depend on this key epoch",
    "wrong_state": "this is not possible in the present state",
}
"""Code of `kotinos.custody.act.Refused` → what it means."""
