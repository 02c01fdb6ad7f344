-- The second factor of local accounts: time-based one-time codes (RFC 6238) and codes for the day the phone is lost.
create table second_factors (
    user_id      uuid                        not null primary key references users (id),
    secret       varchar(32)                 not null, -- 160 bits in base32; the server computes the codes from it
    last_step    bigint                      not null, -- no code of this time step or an earlier one counts any more
    failures     integer                     not null, -- wrong codes in a row
    failed_at    timestamp(6) with time zone,
    created_at   timestamp(6) with time zone not null,
    confirmed_at timestamp(6) with time zone           -- null: shown, but no code of it was ever typed
);

create table recovery_codes (
    id        uuid        not null primary key,
    user_id   uuid        not null references users (id),
    code_hash varchar(64) not null, -- SHA-256 in hex
    used_at   timestamp(6) with time zone
);

create index recovery_codes_user on recovery_codes (user_id);

-- Who typed the right password a moment ago and still owes the code; nobody is signed in by this.
create table pending_sign_ins (
    token_hash varchar(64)                 not null primary key, -- SHA-256 of the cookie, in hex
    user_id    uuid                        not null references users (id),
    expires_at timestamp(6) with time zone not null
);

create index pending_sign_ins_expires on pending_sign_ins (expires_at);
