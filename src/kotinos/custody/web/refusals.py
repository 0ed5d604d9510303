"""Why something did not happen, said to who asked for it: one sentence a code, and what would be right."""

from __future__ import annotations

from kotinos.custody.accreditation.refusals import REFUSALS as FILE
from kotinos.custody.act import Refused
from kotinos.custody.web.i18n import N_, SENTENCES

PEOPLE = {
    "name_form": N_("“%(name)s” cannot be a name here: small letters, digits, dots and hyphens, a letter first."),
    "name_taken": N_("There is an account called %(name)s already."),
    "role_unknown": N_("There is no role %(role)s."),
    "organisation_missing": N_("Give the full name and the organisation."),
    "nobody": N_("There is no account called %(name)s."),
    "change_unknown": N_("This change does not wait any longer."),
    "same_person": N_("A second person must agree: neither who asked, nor whom it is about."),
    "enrolment_over": N_("This link was used already, or is older than a day. Ask for another one."),
    "code_wrong": N_("This is not the code of this moment. Wait for the next one; look at the clock of the device."),
    "password_short": N_("A password has at least %(least)s characters: several words are easy to keep in mind."),
    "password_long": N_("A password has at most %(most)s characters."),
    "password_is_name": N_("A password does not contain the name of its account."),
    "passwords_differ": N_("The two passwords are not the same."),
    "passkey_wrong": N_("This passkey does not open an account here."),
    "credentials_wrong": N_(
        "Name, password and code do not open an account together. A code opens once: wait for the next one."
    ),
    "wait": N_("Too many tries. The next one is possible in %(seconds)s seconds."),
    "ticket_length": N_("A ticket lasts at most %(most)s minutes."),
    "ticket_needless": N_("This role has nothing that needs a ticket."),
    "ticket_unknown": N_("This ticket does not wait any longer."),
    "may_not": N_("Your role may not do this."),
    "list_missing": N_("Choose a file."),
    "nobody_chosen": N_("Tick the files that this is about."),
    "look_first": N_("There is something to look at: decide about it on its own page."),
    "list_gone": N_("This list was taken in, or waited too long. Send it again."),
    "nothing_over": N_("The time of nothing is over."),
    "reason_missing": N_("Say why: the reason stays in the log."),
}

CERTIFICATES = {
    "name_not_allowed": N_(
        "The zone's authority may certify nobody called %(name)s: only names in the zone, and its hosts."
    ),
    "kind_unknown": N_("A certificate is for a server or a client, not for a %(kind)s."),
    "curve": N_("A key here is on the curve P-256, not on %(curve)s."),
    "serial_unknown": N_("There is no certificate %(serial)s."),
    "not_good": N_("Certificate %(serial)s is %(state)s: nothing can be done with it."),
}

VAULT = {
    "no_grant": N_("No grant of the zone allows this now. Tell the custodian."),
    "standing": N_("The zone's own grants do not end, because nobody could make them anew: stop it instead."),
    "quota": N_("So many looks are not allowed in a minute or a day. Wait, or tell the custodian."),
    "suspended": N_("The grant behind this page is suspended. Tell the custodian."),
    "restricted": N_("The person had the use of these data restricted: they are not shown."),
    "erased": N_("This person's data were erased."),
    "unknown_subject": N_("Nothing is held of this person."),
    "log_unavailable": N_("The access log cannot be written, so nothing is shown. Tell the custodian."),
    "held": N_("A legal hold keeps these data from being erased."),
    "not_held": N_("There is no legal hold on this person."),
    "turning": N_("The keys of the blind indexes are being turned over already; it goes on by itself."),
    "two_organisations": N_("Two people of two organisations must agree, neither of whom asked for it."),
    "quorum": N_(
        "%(needed)s custodians of at least two organisations must agree. Now agree: %(agreed)s; of organisations: %(organisations)s."
    ),
    "not_custodian": N_("Only the custodians whom the zone's settings name may agree to this."),
    "agreed_already": N_("You agreed already: another custodian must."),
    "field_purpose": N_("%(field)s may not be used for %(purpose)s."),
    "no_ledger": N_("There is no ledger of erasures, and without it nobody is erased."),
    "ledger_behind": N_("The ledger of erasures is not this zone's, or was cut: it lacks %(missing)s erasures."),
    "key_in_use": N_("Data keys are still wrapped by the key of epoch %(epoch)s: turn over the keys first."),
    "wrong_state": N_("This is not possible any more, or not yet: %(state)s."),
}

CARD = {
    "nobody_found": N_(
        "Nobody who is approved is found by this. Read the travel document, or send the person to the help desk."
    ),
    "code_not_ours": N_(
        "This code was not made by this zone, or cannot be read: take the card and call the supervisor."
    ),
    "serial_typo": N_("The last digit of this number does not fit: type it again."),
    "document_unread": N_(
        "The travel document is not read yet: hold its lines of letters under the reader, or type them."
    ),
    "no_photo": N_("There is no photo yet: take one."),
    "no_identity": N_("No identity was submitted yet."),
    "not_approved": N_("The application is not approved."),
    "not_cleared": N_(
        "A condition that the law sets for every card is not met: it stays closed. The person learns by letter what to do."
    ),
    "identity_changed": N_("The card was printed for an identity that the person no longer has: make a new one."),
    "bearer_absent": N_("The bearer must be here and accept the terms."),
    "document_differs": N_(
        "This is not the travel document in the file. Was it renewed? An officer can change the file."
    ),
    "document_expired": N_("The travel document is no longer valid."),
    "photo_not_compared": N_("Compare photo, document and person, and say so."),
    "terms_not_accepted": N_("The bearer must accept the terms."),
    "visa_missing": N_("A visa is needed and not issued yet."),
    "card_in_force": N_("The person has a card in force already: number %(serial)s."),
    "reason_unknown": N_("Choose a reason."),
    "no_card": N_("There is no such card."),
    "no_signer": N_("No key may sign cards now. Tell the custodian."),
    "unknown_key": N_("There is no such key of cards, or it is withdrawn already."),
    "window_over": N_("The days on which this card would open anything are over."),
    "no_application": N_("There is no such application."),
    "clearance_under_way": N_("The State is being asked about this person already."),
    "no_campaign": N_("No vetting campaign is open: the State cannot be asked. Tell the supervisor."),
    "campaign_needed": N_("Several vetting campaigns are open: the zone's settings must name one."),
    "duplicate_open": N_("Another file looks like this person: two officers decide first."),
}

PASSES = {
    "no_pass": N_("There is no such pass."),
    "pass_quota_full": N_("All passes of this kind for this venue on this day are given out."),
    "pass_quota_missing": N_("The organisation has no passes of this kind for this venue on this day."),
    "bearer_not_valid": N_("The card that this leans on is not in force."),
    "not_escorted": N_("A guest is escorted, and leaves an identity document: say both."),
    "window": N_("A pass ends after it begins, after now, and within 36 hours."),
    "not_over": N_("Its window is not over yet."),
    "pass_form": N_("Choose kind, organisation, venue and at least one zone of the venue, and give the name."),
    "number_form": N_("Give a whole number."),
    "hours_form": N_("Give a day, and hours such as 08:30."),
}

SHIPMENTS = {
    "no_shipment": N_("There is no such shipment."),
    "nothing_to_ship": N_("No printed card of this organisation waits to be sent."),
    "not_on_manifest": N_("Card %(serial)s is not on the manifest."),
    "other_organisation": N_("This shipment is for another organisation."),
    "manifest_differs": N_("This is not the code on the manifest that was sent: read it again."),
}

VISAS = {
    "visa_number": N_("A visa number is C or XX and six digits."),
    "visa_not_now": N_("This does not happen to a visa as it stands."),
    "no_visa": N_("No visa is known of this person."),
    "told_in_order": N_("An earlier message about this person was not passed on yet: that one first."),
}

GATE = {
    "no_device": N_("There is no such device."),
    "no_invitation": N_("This invitation is unknown, was used, or is too old."),
    "bad_key": N_("The device's keys are not of the right form, or were shown before."),
    "blocked": N_("The device is blocked."),
    "bad_signature": N_("This is not signed by the device."),
    "clock": N_("The device's clock differs by more than five minutes."),
    "no_photos": N_("Photos may not be seen at this gate."),
    "scan_differs": N_("Another scan with this number is kept already."),
    "session_window": N_("A session opens before it closes."),
}

RIGHTS = {
    "no_request": N_("There is no such request."),
    "other_kind": N_("This request asks for something else: %(kind)s."),
    "request_not_now": N_(
        "This does not happen to the request as it stands: first it is checked that it is the person."
    ),
    "breach_times": N_("It ended after it began, and somebody knew of it after it began: mend the times."),
    "grant_form": N_(
        "A grant has an end after now, fields of its purpose, and at least one person a minute and a day."
    ),
}

VETTING = {
    "campaign_exists": N_("There is a campaign %(campaign)s already."),
    "no_clearance": N_("Nobody has asked the State about this person yet."),
    "not_from_here": N_("This is not possible while the vetting is %(state)s."),
    "clearance_under_way": N_("The State is being asked about this person already."),
    "nothing_to_mend": N_("No field of this request was refused."),
    "clearance_still_in_use": N_("A card still leans on a clearance of this campaign: cards go first."),
    "not_yet": N_("This is for %(on)s, not before."),
}

OVERSIGHT = {
    "campaign_form": N_(
        "A campaign has a code of two to twelve capitals and digits, a time zone, a delay of at most two months, and a day of its purge."
    ),
    "authority_no_way": N_("The zone's domain names no way out to the authority %(authority)s."),
    "times_form": N_("Give both times: day and hour."),
    "place_unknown": N_("Choose a venue, and a zone that this venue has."),
    "gate_missing": N_("Give the gate a name of at most 40 characters."),
}

SAID = {
    **OVERSIGHT,
    **VETTING,
    **RIGHTS,
    **GATE,
    **VISAS,
    **SHIPMENTS,
    **PASSES,
    **CARD,
    **PEOPLE,
    **CERTIFICATES,
    **VAULT,
}


UNFORESEEN = N_("This is not possible now (%(code)s). Nothing was changed.")


def sentence(language: str, refused: Refused) -> str:
    """What is said for ``refused``. A code without a sentence is an error of ours, but never of who reads the page."""
    if refused.code in FILE:
        english, french = FILE[refused.code]
        said = (french if language == "fr" else english).format_map(refused.detail)
        return said[0].upper() + said[1:] + "."
    known = SAID.get(refused.code, UNFORESEEN)
    return SENTENCES.gettext(language, known) % {"code": refused.code, **refused.detail}
