-- What came to them with cards, door and gates, before anything of it had changed.
CREATE TABLE card_serial (
    serial SERIAL NOT NULL,
    kind VARCHAR(7) NOT NULL,
    ended BOOLEAN NOT NULL,
    PRIMARY KEY (serial),
    UNIQUE (serial, kind, ended),
    CONSTRAINT serial_kind CHECK (kind IN ('card', 'upgrade', 'day', 'guest'))
);
CREATE TABLE card_shipment (
    id SERIAL NOT NULL,
    organisation VARCHAR(20) NOT NULL,
    manifest TEXT NOT NULL,
    digest VARCHAR(64) NOT NULL,
    shipped_at VARCHAR(27) NOT NULL,
    received_at VARCHAR(27),
    received_by VARCHAR(80),
    PRIMARY KEY (id),
    CONSTRAINT shipment_received CHECK ((received_at IS NULL) = (received_by IS NULL))
);
CREATE TABLE card_signer (
    kid VARCHAR(16) NOT NULL,
    role VARCHAR(6) NOT NULL,
    public BYTEA NOT NULL,
    wrapped BYTEA NOT NULL,
    signs_from VARCHAR(27) NOT NULL,
    signs_until VARCHAR(27) NOT NULL,
    trusted_until VARCHAR(27) NOT NULL,
    withdrawn BOOLEAN NOT NULL,
    edition INTEGER NOT NULL,
    PRIMARY KEY (kid),
    CONSTRAINT signer_role CHECK (role IN ('signer', 'anchor'))
);
CREATE TABLE crossing (
    seq INTEGER NOT NULL,
    at VARCHAR(27) NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (seq)
);
CREATE TABLE envelope_opened (
    id VARCHAR(32) NOT NULL,
    at VARCHAR(27) NOT NULL,
    outcome VARCHAR(20) NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE gate_device (
    id VARCHAR(32) NOT NULL,
    gate VARCHAR(40) NOT NULL,
    games VARCHAR(6) NOT NULL,
    venue VARCHAR(3) NOT NULL,
    zone VARCHAR(5) NOT NULL,
    direction VARCHAR(3) NOT NULL,
    passback INTEGER NOT NULL,
    photos BOOLEAN NOT NULL,
    state VARCHAR(8) NOT NULL,
    invitation VARCHAR(64),
    invited_until VARCHAR(27) NOT NULL,
    sign_key BYTEA,
    seal_key BYTEA,
    made_at VARCHAR(27) NOT NULL,
    made_by VARCHAR(80) NOT NULL,
    enrolled_at VARCHAR(27),
    PRIMARY KEY (id),
    CONSTRAINT gate_device_state CHECK (state IN ('invited', 'enrolled', 'blocked')),
    CONSTRAINT gate_device_direction CHECK (direction IN ('in', 'out')),
    CONSTRAINT gate_device_keys CHECK ((state = 'invited') = (invitation IS NOT NULL) AND (state <> 'enrolled' OR (sign_key IS NOT NULL AND seal_key IS NOT NULL))),
    UNIQUE (invitation)
);
CREATE TABLE gate_session (
    code VARCHAR(12) NOT NULL,
    venue VARCHAR(3) NOT NULL,
    opens VARCHAR(27) NOT NULL,
    closes VARCHAR(27) NOT NULL,
    PRIMARY KEY (code),
    CONSTRAINT gate_session_window CHECK (opens < closes)
);
CREATE TABLE pass_quota (
    organisation VARCHAR(20) NOT NULL,
    kind VARCHAR(7) NOT NULL,
    venue VARCHAR(3) NOT NULL,
    day DATE NOT NULL,
    number INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    PRIMARY KEY (organisation, kind, venue, day),
    CONSTRAINT pass_quota_kept CHECK (0 <= taken AND taken <= number)
);
CREATE TABLE rights_request (
    id VARCHAR(32) NOT NULL,
    subject VARCHAR(32) NOT NULL,
    kind VARCHAR(11) NOT NULL CONSTRAINT request_kind CHECK (kind IN ('access', 'correction', 'restriction', 'erasure', 'portability')),
    state VARCHAR(9) NOT NULL CONSTRAINT request_state CHECK (state IN ('asked', 'checked', 'fulfilled', 'refused')),
    asked_at VARCHAR(27) NOT NULL,
    due_on DATE NOT NULL,
    extended BOOLEAN NOT NULL,
    reason VARCHAR(20) NOT NULL,
    changed_at VARCHAR(27) NOT NULL,
    PRIMARY KEY (id)
);
CREATE INDEX ix_rights_request_subject ON rights_request (subject);
CREATE INDEX rights_request_due ON rights_request (state, due_on);
CREATE TABLE visa (
    subject VARCHAR(32) NOT NULL,
    games VARCHAR(6) NOT NULL,
    state VARCHAR(10) NOT NULL,
    kind VARCHAR(2) NOT NULL,
    changed_at VARCHAR(27) NOT NULL,
    PRIMARY KEY (subject, games),
    CONSTRAINT visa_state CHECK (state IN ('not_needed', 'pending', 'issued', 'recheck', 'refused', 'annulled')),
    CONSTRAINT visa_kind CHECK ((state = 'issued') = (kind IN ('C', 'XX')))
);
CREATE TABLE visa_message (
    id SERIAL NOT NULL,
    subject VARCHAR(32) NOT NULL,
    games VARCHAR(6) NOT NULL,
    what VARCHAR(10) NOT NULL,
    at VARCHAR(27) NOT NULL,
    sent_at VARCHAR(27),
    PRIMARY KEY (id),
    CONSTRAINT visa_message_what CHECK (what IN ('annul', 'recheck'))
);
CREATE TABLE crossing_told (
    subject VARCHAR(32) NOT NULL,
    kind VARCHAR(8) NOT NULL CONSTRAINT told_kind CHECK (kind IN ('athlete', 'card')),
    state VARCHAR(200) NOT NULL,
    seq INTEGER NOT NULL,
    PRIMARY KEY (subject, kind),
    FOREIGN KEY(seq) REFERENCES crossing (seq)
);
CREATE TABLE gate_scan (
    id VARCHAR(32) NOT NULL,
    device VARCHAR(32) NOT NULL,
    serial INTEGER,
    at VARCHAR(27) NOT NULL,
    answer VARCHAR(7) NOT NULL,
    reason VARCHAR(16) NOT NULL,
    passed BOOLEAN NOT NULL,
    edition INTEGER NOT NULL,
    received_at VARCHAR(27) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT gate_scan_answer CHECK (answer IN ('GRANTED', 'DENIED', 'REFER')),
    FOREIGN KEY(device) REFERENCES gate_device (id)
);
CREATE INDEX gate_scan_of_card ON gate_scan (serial, at);
CREATE INDEX gate_scan_of_device ON gate_scan (device, at);
CREATE TABLE list_import (
    id VARCHAR(32) NOT NULL,
    organisation VARCHAR(20) NOT NULL,
    sha256 VARCHAR(64) NOT NULL,
    overlay BOOLEAN NOT NULL,
    lines INTEGER NOT NULL,
    taken INTEGER NOT NULL,
    "by" VARCHAR(80) NOT NULL,
    begun_at VARCHAR(27) NOT NULL,
    ended_at VARCHAR(27),
    PRIMARY KEY (id),
    CONSTRAINT list_import_taken CHECK (0 <= taken AND taken <= lines),
    FOREIGN KEY(organisation) REFERENCES organisation (id)
);
CREATE TABLE card (
    serial INTEGER NOT NULL,
    kind VARCHAR(7) NOT NULL,
    games VARCHAR(6) NOT NULL,
    subject VARCHAR(32) NOT NULL,
    identity_mark VARCHAR(64) NOT NULL,
    seq INTEGER NOT NULL,
    application VARCHAR(32) NOT NULL,
    version INTEGER NOT NULL,
    privileges TEXT NOT NULL,
    valid_from VARCHAR(27) NOT NULL,
    valid_to VARCHAR(27) NOT NULL,
    state VARCHAR(9) NOT NULL,
    clearance_id INTEGER,
    clearance_verdict VARCHAR(12),
    valid_mark VARCHAR(64),
    ended BOOLEAN NOT NULL,
    replaces INTEGER,
    shipment INTEGER,
    reason VARCHAR(20) NOT NULL,
    suspended_by VARCHAR(80),
    terms VARCHAR(20) NOT NULL,
    produced_at VARCHAR(27) NOT NULL,
    validated_at VARCHAR(27),
    changed INTEGER NOT NULL,
    PRIMARY KEY (serial),
    UNIQUE (subject, games, seq),
    UNIQUE (serial, state),
    CONSTRAINT card_kind CHECK (kind = 'card'),
    CONSTRAINT card_state CHECK (state IN ('prevalid', 'shipped', 'received', 'validated', 'suspended', 'cancelled', 'expired')),
    CONSTRAINT card_in_force CHECK ((state = 'validated' AND clearance_id IS NOT NULL AND clearance_verdict IS NOT NULL AND valid_mark IS NOT NULL AND clearance_verdict = 'favourable' AND valid_mark = identity_mark AND valid_mark <> '') OR (state <> 'validated' AND clearance_id IS NULL AND clearance_verdict IS NULL AND valid_mark IS NULL)),
    CONSTRAINT card_suspended CHECK ((state = 'suspended') = (suspended_by IS NOT NULL)),
    CONSTRAINT card_ended CHECK (ended = (state IN ('cancelled', 'expired'))),
    CONSTRAINT card_number FOREIGN KEY(serial, kind, ended) REFERENCES card_serial (serial, kind, ended) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT card_clearance FOREIGN KEY(clearance_id, subject, valid_mark, clearance_verdict) REFERENCES clearance (id, subject, identity_mark, verdict) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT card_identity FOREIGN KEY(subject, valid_mark) REFERENCES person (subject, identity_mark) DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(application) REFERENCES application (id),
    FOREIGN KEY(replaces) REFERENCES card (serial),
    FOREIGN KEY(shipment) REFERENCES card_shipment (id)
);
CREATE UNIQUE INDEX card_one_in_force ON card (subject, games) WHERE state IN ('validated', 'suspended');
CREATE INDEX ix_card_changed ON card (changed);
CREATE INDEX ix_card_subject ON card (subject);
CREATE TABLE card_device (
    serial INTEGER NOT NULL,
    kind VARCHAR(7) NOT NULL,
    games VARCHAR(6) NOT NULL,
    subject VARCHAR(32) NOT NULL,
    organisation VARCHAR(20) NOT NULL,
    venue VARCHAR(3) NOT NULL,
    zones VARCHAR(40) NOT NULL,
    session VARCHAR(12) NOT NULL,
    day DATE NOT NULL,
    valid_from VARCHAR(27) NOT NULL,
    valid_to VARCHAR(27) NOT NULL,
    state VARCHAR(9) NOT NULL,
    bearer INTEGER,
    bearer_state VARCHAR(9),
    escorted BOOLEAN NOT NULL,
    document_left BOOLEAN NOT NULL,
    ended BOOLEAN NOT NULL,
    reason VARCHAR(20) NOT NULL,
    changed INTEGER NOT NULL,
    PRIMARY KEY (serial),
    CONSTRAINT device_kind CHECK (kind IN ('upgrade', 'day', 'guest')),
    CONSTRAINT device_state CHECK (state IN ('requested', 'approved', 'issued', 'returned', 'expired', 'cancelled')),
    CONSTRAINT device_bearer CHECK ((kind = 'day') = (bearer IS NULL)),
    CONSTRAINT device_leans_on_a_valid_card CHECK ((kind <> 'day' AND state = 'issued' AND bearer_state IS NOT NULL AND bearer_state = 'validated') OR ((kind = 'day' OR state <> 'issued') AND bearer_state IS NULL)),
    CONSTRAINT device_guest CHECK (kind <> 'guest' OR state <> 'issued' OR (escorted AND document_left)),
    CONSTRAINT device_ended CHECK (ended = (state IN ('returned', 'expired', 'cancelled'))),
    CONSTRAINT device_number FOREIGN KEY(serial, kind, ended) REFERENCES card_serial (serial, kind, ended) DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT device_bearer_card FOREIGN KEY(bearer) REFERENCES card (serial),
    CONSTRAINT device_bearer_state FOREIGN KEY(bearer, bearer_state) REFERENCES card (serial, state) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX ix_card_device_changed ON card_device (changed);
CREATE INDEX ix_card_device_subject ON card_device (subject);
