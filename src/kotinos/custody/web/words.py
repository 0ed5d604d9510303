"""Words for what an application is, marked for the catalogues; a shape goes with each, for those who do not see the colour."""

from __future__ import annotations

from kotinos.custody.web.i18n import N_

STATES = {
    "DRAFT": (N_("draft"), "list"),
    "SUBMITTED": (N_("submitted"), "ready"),
    "HELD_DUPLICATE": (N_("held: looks like somebody known"), "pause"),
    "APPROVED": (N_("approved"), "official"),
    "REJECTED": (N_("rejected"), "cross"),
    "WITHDRAWN": (N_("withdrawn"), "lost"),
}

GROUPS = (
    # the fields of an application, in the order of a passport
    (N_("Name"), ("family_name", "given_names", "local_name")),
    (N_("Birth"), ("birth_date", "birth_place", "birth_country", "sex", "nationality")),
    (N_("Travel document"), ("document_type", "document_number", "document_issuer", "document_expiry", "mrz")),
    (N_("Reached at"), ("address", "email", "phone")),
)

CHOICES = {
    "sex": (("F", N_("female")), ("M", N_("male")), ("X", N_("unspecified"))),
    "document_type": (("P", N_("passport")), ("I", N_("identity card")), ("V", N_("visa"))),
}

AXES = {
    "venues": N_("Venues"),
    "zones": N_("Zones"),
    "transport": N_("Transport"),
    "dining": N_("Meals"),
    "seating": N_("Seats"),
    "ticket": N_("High-demand events"),
}

CARD_STATES = {
    "prevalid": (N_("printed, not in force"), "half"),
    "shipped": (N_("sent, not in force"), "half"),
    "received": (N_("received, not in force"), "half"),
    "validated": (N_("in force"), "official"),
    "suspended": (N_("suspended"), "pause"),
    "cancelled": (N_("cancelled"), "cross"),
    "expired": (N_("over"), "lost"),
}

REPLACEMENTS = {
    "lost": N_("lost"),
    "stolen": N_("stolen"),
    "damaged": N_("damaged"),
    "identity": N_("printed for another identity"),
    "reprint": N_("badly printed"),
}

SHIPMENT_STATES = {
    "sent": (N_("on its way"), "half"),
    "received": (N_("received"), "official"),
    "lost": (N_("lost on its way"), "cross"),
}

PASS_KINDS = {
    "day": N_("day pass"),
    "guest": N_("guest pass"),
    "upgrade": N_("upgrade"),
}

PASS_STATES = {
    "requested": (N_("asked for"), "list"),
    "approved": (N_("approved, not handed out"), "half"),
    "issued": (N_("opens its venue"), "official"),
    "returned": (N_("handed back"), "lost"),
    "expired": (N_("over"), "lost"),
    "cancelled": (N_("cancelled"), "cross"),
}

PASS_CANCELLATIONS = {
    "mistake": N_("made by mistake"),
    "not_coming": N_("the bearer does not come"),
    "lost": N_("lost"),
    "misuse": N_("misuse"),
}

VISA_STATES = {
    "": (N_("nobody asked"), "list"),
    "not_needed": (N_("not needed"), "official"),
    "pending": (N_("waits for the authority"), "half"),
    "issued": (N_("issued"), "official"),
    "recheck": (N_("to be checked again"), "pause"),
    "refused": (N_("refused"), "cross"),
    "annulled": (N_("annulled"), "lost"),
}

VISA_MESSAGES = {
    "annul": N_("annul the visa"),
    "recheck": N_("check the visa again"),
}

ALARMS = {
    # what the log calls it: what it means; another one is a file of the authority that may change nothing
    "copied_card": N_("A card went in at two gates"),
    "canary": N_("Somebody looked at a person who does not exist: a decoy"),
    "over_quota": N_("A grant was asked for more people than it may"),
    "seal_broken": N_("A sealed value does not open: it was changed, or moved"),
    "envelope_unreadable": N_("An envelope of the open zone does not open"),
    "witness_refuses": N_("A witness of the log refuses to sign"),
    "vetting-gap": N_("A file of the authority is missing"),
    "vetting-cannot-pack": N_("A batch for the authority cannot be packed"),
    "vetting-unacknowledged": N_("The authority has not acknowledged a batch"),
    "vetting-": N_("A file of the authority was put aside: nothing of it counts"),
}

DOUBTS = {
    "misuse": N_("misuse"),
    "photo": N_("the photo is in doubt"),
    "lost_sight": N_("nobody knows where it is"),
}

ROLE_NAMES = {
    "organisation": N_("user of a responsible organisation"),
    "officer": N_("accreditation officer"),
    "desk": N_("desk"),
    "supervisor": N_("supervisor"),
    "custodian": N_("custodian"),
    "protection-officer": N_("data protection officer"),
}

DEVICE_STATES = {
    "invited": (N_("waits for its device"), "half"),
    "enrolled": (N_("at work"), "official"),
    "blocked": (N_("blocked"), "cross"),
}

ORGANISATION_KINDS = {
    "noc": N_("national Olympic committee"),
    "if": N_("international federation"),
    "press": N_("press"),
    "broadcaster": N_("broadcaster"),
    "partner": N_("partner"),
    "contractor": N_("contractor"),
    "state": N_("State"),
    "ioc": N_("International Olympic Committee"),
    "ocog": N_("organising committee"),
}

HELD = {
    # what nobody types into a form
    "mrz_name": N_("Name in the machine-readable zone"),
    "card_name": N_("Name on the card"),
    "visa_number": N_("Visa number"),
    "photo": N_("Photo"),
    "passage": N_("Each scan at a gate: card, gate, time, answer"),
}

BASES = (
    N_("GDPR 6(1)(e): a task of public interest, the security of the Games"),
    N_("GDPR 6(1)(c): a legal duty, the vetting of those accredited (CSI L. 211-11-1)"),
    N_("GDPR 6(1)(e); a picture is compared by people, never by measuring a face"),
    N_(
        "GDPR 6(1)(c): a legal duty, the visa that the card carries (Regulation (EC) 810/2009, article 49 and Annex XI)"
    ),
)

RECIPIENTS = {
    "State vetting service": N_("State vetting service"),
    "open zone: athletes": N_("open zone, for athletes"),
    "accreditation": N_("officers and organisations"),
    "card": N_("printer of cards"),
    "desk": N_("desk"),
    "gate": N_("gates"),
    "release": N_("door to the open zone"),
    "rights": N_("data protection officer"),
    "vetting": N_("exchange with the State"),
}

OPERATIONS = {
    "answer": N_("answers yes or no"),
    "mask": N_("masked values"),
    "reveal": N_("values"),
    "export": N_("values that leave the zone"),
}

GRANT_STATES = {
    "requested": N_("asked for"),
    "active": N_("active"),
    "suspended": N_("stopped"),
    "dormant": N_("asleep"),
    "expired": N_("ended"),
}

KEY_STATES = {
    "pre_active": N_("made, not in use"),
    "active": N_("in use"),
    "decrypt_only": N_("only opens"),
    "destroyed": N_("destroyed"),
}

RETENTIONS = {
    "identity": N_("identity"),
    "document": N_("travel document and visa"),
    "contact": N_("address, e-mail, telephone"),
    "picture": N_("photo"),
}

REQUESTS = {
    "access": N_("access"),
    "correction": N_("correction"),
    "restriction": N_("restriction"),
    "erasure": N_("erasure"),
    "portability": N_("portability"),
}

REQUEST_REFUSALS = {
    "not_the_person": N_("it was not shown that it is the person"),
    "legal_duty": N_("the law requires that it is kept"),
    "legal_claim": N_("it is needed for a legal claim"),
    "excessive": N_("it is manifestly excessive"),
}
