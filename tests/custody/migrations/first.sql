-- The tables of the first zone that could be founded, in the words of PostgreSQL.
CREATE TABLE alarm (
    id SERIAL NOT NULL,
    at VARCHAR NOT NULL,
    kind VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    detail VARCHAR NOT NULL,
    seen_by VARCHAR,
    seen_at VARCHAR,
    PRIMARY KEY (id)
);
CREATE TABLE campaign (
    code VARCHAR(12) NOT NULL,
    authority VARCHAR(64) NOT NULL,
    legal_act VARCHAR(200) NOT NULL,
    zone VARCHAR(64) NOT NULL,
    delay_months INTEGER NOT NULL,
    delay_days INTEGER NOT NULL,
    opened_at VARCHAR(27) NOT NULL,
    closed_at VARCHAR(27),
    purge_on DATE NOT NULL,
    purged_at VARCHAR(27),
    next_file INTEGER NOT NULL,
    told_missing INTEGER NOT NULL,
    PRIMARY KEY (code)
);
CREATE TABLE certificate (
    serial VARCHAR(40) NOT NULL,
    kind VARCHAR(8) NOT NULL,
    name VARCHAR(80) NOT NULL,
    names TEXT NOT NULL,
    begins_at VARCHAR(27) NOT NULL,
    ends_at VARCHAR(27) NOT NULL,
    revoked_at VARCHAR(27),
    pem TEXT NOT NULL,
    PRIMARY KEY (serial)
);
CREATE INDEX ix_certificate_name ON certificate (name);
CREATE TABLE home (
    one SERIAL NOT NULL CHECK (one = 1),
    domain VARCHAR NOT NULL,
    PRIMARY KEY (one)
);
CREATE TABLE log_checkpoint (
    size BIGINT NOT NULL,
    at VARCHAR NOT NULL,
    note BYTEA NOT NULL,
    PRIMARY KEY (size)
);
CREATE TABLE log_entry (
    seq BIGINT NOT NULL,
    pseudonym VARCHAR NOT NULL,
    body BYTEA NOT NULL,
    PRIMARY KEY (seq)
);
CREATE INDEX log_entry_of ON log_entry (pseudonym, seq) WHERE pseudonym != '';
CREATE TABLE log_head (
    one SERIAL NOT NULL CHECK (one = 1),
    size BIGINT NOT NULL,
    peaks BYTEA NOT NULL,
    key BYTEA NOT NULL,
    lineage INTEGER NOT NULL,
    PRIMARY KEY (one)
);
CREATE TABLE log_node (
    level INTEGER NOT NULL,
    place BIGINT NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (level, place)
);
CREATE TABLE log_salt (
    subject VARCHAR NOT NULL,
    salt BYTEA NOT NULL,
    PRIMARY KEY (subject)
);
CREATE TABLE organisation (
    id VARCHAR(20) NOT NULL,
    kind VARCHAR(20) NOT NULL,
    name VARCHAR(200) NOT NULL,
    language VARCHAR(5) NOT NULL,
    opens_at VARCHAR(27) NOT NULL,
    closes_at VARCHAR(27) NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT organisation_window CHECK (opens_at < closes_at)
);
CREATE TABLE passkey_challenge (
    challenge BYTEA NOT NULL,
    until VARCHAR(27) NOT NULL,
    PRIMARY KEY (challenge)
);
CREATE TABLE person (
    subject VARCHAR(32) NOT NULL,
    identity_mark VARCHAR(64) NOT NULL,
    language VARCHAR(5) NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    merged_into VARCHAR(32),
    PRIMARY KEY (subject),
    CONSTRAINT person_identity UNIQUE (subject, identity_mark),
    FOREIGN KEY(merged_into) REFERENCES person (subject)
);
CREATE TABLE revocation_list (
    number INTEGER NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    pem TEXT NOT NULL,
    PRIMARY KEY (number)
);
CREATE TABLE sign_in_tries (
    bucket INTEGER NOT NULL,
    spent FLOAT NOT NULL,
    since VARCHAR(27) NOT NULL,
    PRIMARY KEY (bucket)
);
CREATE TABLE staff (
    name VARCHAR(40) NOT NULL,
    full_name VARCHAR(120) NOT NULL,
    organisation VARCHAR(40) NOT NULL,
    role VARCHAR(20) NOT NULL CONSTRAINT staff_role CHECK (role IN ('organisation', 'officer', 'desk', 'supervisor', 'custodian', 'protection-officer')),
    language VARCHAR(5) NOT NULL,
    handle BYTEA NOT NULL,
    password VARCHAR(200),
    totp BYTEA,
    totp_step BIGINT NOT NULL,
    added_at VARCHAR(27) NOT NULL,
    seen_at VARCHAR(27),
    closed_at VARCHAR(27),
    PRIMARY KEY (name),
    CONSTRAINT staff_two_factors CHECK ((password IS NULL) = (totp IS NULL))
);
CREATE TABLE vault_canary (
    mark BYTEA NOT NULL,
    PRIMARY KEY (mark)
);
CREATE TABLE vault_epoch (
    epoch INTEGER NOT NULL,
    state VARCHAR NOT NULL,
    wrapped BYTEA,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (epoch),
    CONSTRAINT vault_epoch_state CHECK (state IN ('pre_active', 'active', 'decrypt_only', 'destroyed')),
    CONSTRAINT vault_epoch_destroyed CHECK ((state = 'destroyed') = (wrapped IS NULL))
);
CREATE UNIQUE INDEX vault_epoch_one_active ON vault_epoch (state) WHERE state = 'active';
CREATE TABLE vault_grant (
    id VARCHAR NOT NULL,
    consumer VARCHAR NOT NULL,
    purpose VARCHAR NOT NULL,
    operation VARCHAR NOT NULL,
    fields VARCHAR NOT NULL,
    per_minute INTEGER NOT NULL,
    per_day INTEGER NOT NULL,
    opens VARCHAR NOT NULL,
    closes VARCHAR NOT NULL,
    standing BOOLEAN NOT NULL,
    state VARCHAR NOT NULL,
    asked_by VARCHAR NOT NULL,
    asked_at VARCHAR NOT NULL,
    used_at VARCHAR NOT NULL,
    PRIMARY KEY (id),
    CONSTRAINT vault_grant_state CHECK (state IN ('requested', 'active', 'suspended', 'dormant', 'expired')),
    CONSTRAINT vault_grant_operation CHECK (operation IN ('answer', 'mask', 'reveal', 'export'))
);
CREATE TABLE vault_index (
    plan VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    epoch INTEGER NOT NULL,
    hash BYTEA NOT NULL,
    PRIMARY KEY (plan, subject)
);
CREATE INDEX vault_index_find ON vault_index (plan, hash);
CREATE INDEX vault_index_of ON vault_index (subject);
CREATE TABLE vault_secret (
    name VARCHAR NOT NULL,
    epoch INTEGER NOT NULL,
    wrapped BYTEA NOT NULL,
    PRIMARY KEY (name, epoch)
);
CREATE TABLE vault_subject (
    subject VARCHAR NOT NULL,
    epoch INTEGER NOT NULL,
    wrapped BYTEA,
    restricted BOOLEAN NOT NULL,
    held BOOLEAN NOT NULL,
    sealed_at VARCHAR NOT NULL,
    erased_at VARCHAR,
    PRIMARY KEY (subject),
    CONSTRAINT vault_subject_erased CHECK ((erased_at IS NULL) = (wrapped IS NOT NULL))
);
CREATE INDEX ix_vault_subject_epoch ON vault_subject (epoch);
CREATE TABLE vault_token (
    mark BYTEA NOT NULL,
    consumer VARCHAR NOT NULL,
    subject VARCHAR NOT NULL,
    sealed BYTEA,
    state VARCHAR NOT NULL,
    made_at VARCHAR NOT NULL,
    PRIMARY KEY (mark),
    CONSTRAINT vault_token_state CHECK (state IN ('live', 'rotated', 'dead'))
);
CREATE UNIQUE INDEX vault_token_one_live ON vault_token (subject, consumer) WHERE state = 'live';
CREATE TABLE vault_use (
    "grant" VARCHAR NOT NULL,
    span VARCHAR NOT NULL,
    given INTEGER NOT NULL,
    asked INTEGER NOT NULL,
    PRIMARY KEY ("grant", span)
);
CREATE TABLE vault_value (
    subject VARCHAR NOT NULL,
    field VARCHAR NOT NULL,
    version INTEGER NOT NULL,
    schema INTEGER NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (subject, field)
);
CREATE TABLE answer_file (
    id SERIAL NOT NULL,
    campaign VARCHAR(12) NOT NULL,
    seq INTEGER NOT NULL,
    kind VARCHAR(3) NOT NULL,
    count INTEGER NOT NULL,
    digest VARCHAR(64) NOT NULL,
    created_at VARCHAR(27) NOT NULL,
    applied_at VARCHAR(27) NOT NULL,
    file BYTEA NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (campaign, seq),
    CONSTRAINT answer_file_kind CHECK (kind IN ('ACK', 'ANS')),
    FOREIGN KEY(campaign) REFERENCES campaign (code),
    UNIQUE (digest)
);
CREATE TABLE application (
    id VARCHAR(32) NOT NULL,
    subject VARCHAR(32) NOT NULL,
    organisation VARCHAR(20) NOT NULL,
    own_reference VARCHAR(20),
    category VARCHAR(10) NOT NULL,
    function VARCHAR(10) NOT NULL,
    sport VARCHAR(3) NOT NULL,
    team VARCHAR(10) NOT NULL,
    state VARCHAR(14) NOT NULL CONSTRAINT application_state CHECK (state IN ('DRAFT', 'SUBMITTED', 'HELD_DUPLICATE', 'APPROVED', 'REJECTED', 'WITHDRAWN')),
    reference DATE NOT NULL,
    photo VARCHAR(7) NOT NULL,
    consent VARCHAR(20) NOT NULL,
    findings TEXT NOT NULL,
    reason VARCHAR(20) NOT NULL,
    place VARCHAR(14),
    version INTEGER NOT NULL,
    opened_at VARCHAR(27) NOT NULL,
    submitted_at VARCHAR(27),
    decided_at VARCHAR(27),
    PRIMARY KEY (id),
    CONSTRAINT application_own_reference UNIQUE (organisation, own_reference),
    CONSTRAINT application_place CHECK ((state = 'APPROVED') = (place IS NOT NULL)),
    FOREIGN KEY(subject) REFERENCES person (subject),
    FOREIGN KEY(organisation) REFERENCES organisation (id)
);
CREATE INDEX application_of ON application (organisation, state);
CREATE INDEX application_queue ON application (state, submitted_at);
CREATE INDEX ix_application_subject ON application (subject);
CREATE TABLE batch (
    id SERIAL NOT NULL,
    campaign VARCHAR(12) NOT NULL,
    seq INTEGER NOT NULL,
    count INTEGER NOT NULL,
    manifest BYTEA NOT NULL,
    digest VARCHAR(64) NOT NULL,
    created_at VARCHAR(27) NOT NULL,
    due_on DATE NOT NULL,
    placed_at VARCHAR(27),
    acknowledged_at VARCHAR(27),
    PRIMARY KEY (id),
    UNIQUE (campaign, seq),
    CONSTRAINT batch_numbers CHECK (seq >= 1 AND count >= 0),
    FOREIGN KEY(campaign) REFERENCES campaign (code)
);
CREATE TABLE comparison (
    key VARCHAR(16) NOT NULL,
    subject VARCHAR(32) NOT NULL,
    PRIMARY KEY (key, subject),
    FOREIGN KEY(subject) REFERENCES person (subject)
);
CREATE INDEX ix_comparison_subject ON comparison (subject);
CREATE TABLE dossier (
    id SERIAL NOT NULL,
    subject VARCHAR(32) NOT NULL,
    identity_mark VARCHAR(64) NOT NULL,
    campaign VARCHAR(12) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (id, identity_mark),
    UNIQUE (id, subject, identity_mark, campaign),
    FOREIGN KEY(campaign) REFERENCES campaign (code)
);
CREATE TABLE enrolment (
    digest VARCHAR(64) NOT NULL,
    name VARCHAR(40) NOT NULL,
    totp BYTEA NOT NULL,
    until VARCHAR(27) NOT NULL,
    used_at VARCHAR(27),
    PRIMARY KEY (digest),
    FOREIGN KEY(name) REFERENCES staff (name)
);
CREATE TABLE passkey (
    id VARCHAR(1400) NOT NULL,
    name VARCHAR(40) NOT NULL,
    public_key BYTEA NOT NULL,
    signed BIGINT NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(name) REFERENCES staff (name)
);
CREATE INDEX ix_passkey_name ON passkey (name);
CREATE TABLE quota (
    organisation VARCHAR(20) NOT NULL,
    category VARCHAR(10) NOT NULL,
    sport VARCHAR(3) NOT NULL,
    number INTEGER NOT NULL,
    reserved INTEGER NOT NULL,
    PRIMARY KEY (organisation, category, sport),
    CONSTRAINT quota_kept CHECK (0 <= reserved AND reserved <= number),
    FOREIGN KEY(organisation) REFERENCES organisation (id)
);
CREATE TABLE session (
    digest VARCHAR(64) NOT NULL,
    name VARCHAR(40) NOT NULL,
    csrf VARCHAR(64) NOT NULL,
    begun_at VARCHAR(27) NOT NULL,
    seen_at VARCHAR(27) NOT NULL,
    PRIMARY KEY (digest),
    FOREIGN KEY(name) REFERENCES staff (name)
);
CREATE INDEX ix_session_name ON session (name);
CREATE TABLE staff_change (
    id VARCHAR(32) NOT NULL,
    name VARCHAR(40) NOT NULL,
    what VARCHAR(8) NOT NULL,
    asked_by VARCHAR(80) NOT NULL,
    asked_at VARCHAR(27) NOT NULL,
    why VARCHAR(200) NOT NULL,
    agreed_by VARCHAR(80),
    agreed_at VARCHAR(27),
    PRIMARY KEY (id),
    CONSTRAINT change_two_people CHECK (agreed_by IS NULL OR agreed_by <> asked_by),
    FOREIGN KEY(name) REFERENCES staff (name)
);
CREATE TABLE ticket (
    id VARCHAR(32) NOT NULL,
    name VARCHAR(40) NOT NULL,
    why VARCHAR(200) NOT NULL,
    minutes INTEGER NOT NULL CONSTRAINT ticket_hour CHECK (minutes BETWEEN 1 AND 60),
    asked_at VARCHAR(27) NOT NULL,
    agreed_by VARCHAR(40),
    until VARCHAR(27),
    PRIMARY KEY (id),
    CONSTRAINT ticket_two_people CHECK (agreed_by IS NULL OR agreed_by <> name),
    CONSTRAINT ticket_open CHECK ((agreed_by IS NULL) = (until IS NULL)),
    FOREIGN KEY(name) REFERENCES staff (name),
    FOREIGN KEY(agreed_by) REFERENCES staff (name)
);
CREATE INDEX ix_ticket_name ON ticket (name);
CREATE TABLE vault_approval (
    "grant" VARCHAR NOT NULL,
    organisation VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY ("grant", organisation),
    FOREIGN KEY("grant") REFERENCES vault_grant (id)
);
CREATE TABLE vault_epoch_approval (
    epoch INTEGER NOT NULL,
    organisation VARCHAR NOT NULL,
    actor VARCHAR NOT NULL,
    at VARCHAR NOT NULL,
    PRIMARY KEY (epoch, organisation, actor),
    FOREIGN KEY(epoch) REFERENCES vault_epoch (epoch)
);
CREATE TABLE clearance_request (
    id SERIAL NOT NULL,
    clearance_id INTEGER NOT NULL,
    token VARCHAR(32),
    batch_id INTEGER,
    outcome VARCHAR(12) NOT NULL,
    accepted BOOLEAN NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (id, clearance_id),
    CONSTRAINT request_outcome CHECK (outcome IN ('waiting', 'open', 'favourable', 'unfavourable', 'deemed', 'rejected', 'dropped')),
    CONSTRAINT request_sent CHECK ((batch_id IS NULL) = (outcome IN ('waiting', 'dropped'))),
    CONSTRAINT request_token CHECK ((batch_id IS NULL) = (token IS NULL)),
    FOREIGN KEY(clearance_id) REFERENCES dossier (id),
    UNIQUE (token),
    FOREIGN KEY(batch_id) REFERENCES batch (id)
);
CREATE INDEX request_of_batch ON clearance_request (batch_id, outcome);
CREATE INDEX request_of_clearance ON clearance_request (clearance_id, id);
CREATE UNIQUE INDEX request_under_way ON clearance_request (clearance_id) WHERE outcome IN ('waiting', 'open');
CREATE TABLE duplicate (
    application VARCHAR(32) NOT NULL,
    other VARCHAR(32) NOT NULL,
    score INTEGER NOT NULL,
    evidence VARCHAR(60) NOT NULL,
    verdict VARCHAR(5) NOT NULL,
    first_by VARCHAR(80) NOT NULL,
    second_by VARCHAR(80) NOT NULL,
    found_at VARCHAR(27) NOT NULL,
    decided_at VARCHAR(27),
    PRIMARY KEY (application, other),
    CONSTRAINT duplicate_two_people CHECK (second_by = '' OR second_by <> first_by),
    FOREIGN KEY(application) REFERENCES application (id),
    FOREIGN KEY(other) REFERENCES person (subject)
);
CREATE TABLE invitation (
    token_hash VARCHAR(64) NOT NULL,
    application VARCHAR(32) NOT NULL,
    made_at VARCHAR(27) NOT NULL,
    expires_at VARCHAR(27) NOT NULL,
    used_at VARCHAR(27),
    PRIMARY KEY (token_hash),
    FOREIGN KEY(application) REFERENCES application (id)
);
CREATE INDEX ix_invitation_application ON invitation (application);
CREATE TABLE letter (
    id VARCHAR(32) NOT NULL,
    subject VARCHAR(32) NOT NULL,
    application VARCHAR(32) NOT NULL,
    template VARCHAR(20) NOT NULL,
    template_version INTEGER NOT NULL,
    language VARCHAR(5) NOT NULL,
    reason VARCHAR(20) NOT NULL,
    state VARCHAR(8) NOT NULL,
    queued_at VARCHAR(27) NOT NULL,
    sent_at VARCHAR(27),
    attempts INTEGER NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(subject) REFERENCES person (subject),
    FOREIGN KEY(application) REFERENCES application (id)
);
CREATE INDEX ix_letter_subject ON letter (subject);
CREATE INDEX letter_outbox ON letter (state, queued_at);
CREATE TABLE privilege_override (
    application VARCHAR(32) NOT NULL,
    axis VARCHAR(10) NOT NULL,
    value VARCHAR(10) NOT NULL,
    given BOOLEAN NOT NULL,
    "by" VARCHAR(80) NOT NULL,
    at VARCHAR(27) NOT NULL,
    why VARCHAR(200) NOT NULL,
    PRIMARY KEY (application, axis, value),
    FOREIGN KEY(application) REFERENCES application (id)
);
CREATE TABLE answer_line (
    id INTEGER NOT NULL,
    file_id INTEGER NOT NULL,
    line INTEGER NOT NULL,
    request_id INTEGER NOT NULL,
    clearance_id INTEGER NOT NULL,
    identity_mark VARCHAR(64) NOT NULL,
    code VARCHAR(1) NOT NULL,
    says VARCHAR(12) NOT NULL,
    case_number VARCHAR(12) NOT NULL,
    valid_until DATE,
    PRIMARY KEY (id),
    UNIQUE (file_id, line),
    UNIQUE (id, clearance_id),
    UNIQUE (id, clearance_id, identity_mark, says, valid_until),
    FOREIGN KEY(request_id, clearance_id) REFERENCES clearance_request (id, clearance_id),
    FOREIGN KEY(clearance_id, identity_mark) REFERENCES dossier (id, identity_mark),
    CONSTRAINT answer_says_its_code CHECK ((code = 'F' AND says = 'favourable') OR (code IN ('U', 'W') AND says = 'unfavourable') OR (code = 'P' AND says = 'none')),
    CONSTRAINT answer_last_day CHECK ((valid_until IS NOT NULL) = (code = 'F')),
    FOREIGN KEY(file_id) REFERENCES answer_file (id)
);
CREATE INDEX answer_of_request ON answer_line (request_id);
CREATE TABLE clearance (
    id INTEGER NOT NULL,
    subject VARCHAR(32) NOT NULL,
    identity_mark VARCHAR(64) NOT NULL,
    campaign VARCHAR(12) NOT NULL,
    reason VARCHAR(10) NOT NULL,
    state VARCHAR(20) NOT NULL,
    verdict VARCHAR(12) NOT NULL,
    present BOOLEAN NOT NULL,
    held_field INTEGER NOT NULL,
    due_on DATE,
    valid_until DATE,
    answer_id INTEGER,
    changed_at VARCHAR(27) NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (id, subject, identity_mark, verdict),
    CONSTRAINT clearance_verdict_of_state CHECK ((verdict = 'favourable' AND state IN ('favourable')) OR (verdict = 'unfavourable' AND state IN ('unfavourable', 'deemed_unfavourable', 'revoked')) OR (verdict = 'none' AND state IN ('pending', 'sent', 'acknowledged', 'in_depth', 'expired', 'superseded'))),
    CONSTRAINT clearance_present CHECK (present = (state <> 'superseded')),
    CONSTRAINT clearance_last_day CHECK ((valid_until IS NOT NULL) = (state = 'favourable')),
    CONSTRAINT clearance_needs_an_answer CHECK (state <> 'favourable' OR answer_id IS NOT NULL),
    CONSTRAINT clearance_reason CHECK (reason = '' OR reason IN ('family', 'delegation', 'technical', 'press', 'broadcast', 'partners', 'workforce', 'guests')),
    FOREIGN KEY(id, subject, identity_mark, campaign) REFERENCES dossier (id, subject, identity_mark, campaign),
    CONSTRAINT clearance_answer FOREIGN KEY(answer_id, id) REFERENCES answer_line (id, clearance_id),
    CONSTRAINT clearance_favourable_answer FOREIGN KEY(answer_id, id, identity_mark, verdict, valid_until) REFERENCES answer_line (id, clearance_id, identity_mark, says, valid_until)
);
CREATE UNIQUE INDEX clearance_of_subject ON clearance (subject) WHERE present;
CREATE INDEX clearance_state ON clearance (state);
