"""Why a card's action is refused, as constants that pages translate. PURE."""

from __future__ import annotations

REFUSALS = {
    "no_card": "no card has this serial",
    "no_pass": "no pass has this serial",
    "no_application": "there is no such application",
    "not_approved": "the application is not approved",
    "no_identity": "no identity was submitted yet",
    "no_photo": "no photo is sealed",
    "not_cleared": "the authority has not answered in time for this; the card stays closed",
    "identity_changed": "the card was printed for an identity that the person no longer has: print a new one",
    "wrong_state": "this does not happen to a card or pass in this state",
    "bearer_absent": "the bearer is not at the desk",
    "document_differs": "the travel document is not the one in the file, or the file does not decide it",
    "document_expired": "the travel document is no longer valid",
    "photo_not_compared": "nobody compared the photo with the bearer",
    "terms_not_accepted": "the terms of use are not accepted",
    "visa_missing": "a visa is needed and not issued",
    "visa_number": "a visa number is C or XX and six digits",
    "no_visa": "no visa is known of this person",
    "duplicate_open": "another file looks like this person; two officers decide first",
    "visa_not_now": "this does not happen to a visa in this state",
    "told_in_order": "an earlier message about this person was not passed on yet",
    "card_in_force": "the person has a card in force or suspended: cancel it first",
    "second_person": "who suspended a card does not lift it: a second person does",
    "reason_unknown": "this is no reason that the card knows",
    "not_on_manifest": "a card that the manifest does not name",
    "other_organisation": "the shipment is for another organisation",
    "manifest_differs": "the manifest that was signed is not the one that was shipped",
    "no_shipment": "there is no such shipment",
    "nothing_to_ship": "no card is ready to be shipped",
    "pass_quota_full": "the quota of passes of this day is used up",
    "pass_quota_missing": "no quota of passes of this kind was given",
    "bearer_not_valid": "the card that the pass leans on is not in force",
    "not_escorted": "a guest is escorted and leaves an identity document",
    "window": "a pass is for a window of time that is not over, of a day at most",
    "not_over": "its window is not over yet",
    "no_signer": "no key may sign now",
    "unknown_key": "there is no such key of cards, or it is withdrawn already",
    "window_over": "the days on which this card would open anything are over",
}
"""Code of `kotinos.custody.act.Refused` → what it means."""

SUSPENSIONS = ("clearance", "identity", "misuse", "photo", "visa", "lost_sight")
"""Why a card is suspended."""
CANCELLATIONS = (
    "lost",
    "stolen",
    "damaged",
    "reprint",
    "identity",
    "role",
    "withdrawn",
    "misuse",
    "death",
    "not_received",
    "purge",
)
"""Why a card is cancelled."""
