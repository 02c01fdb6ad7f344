-- Links to a new password, sent by mail: each works once and for half an hour.
create table password_resets (
    id         uuid                        not null primary key,
    user_id    uuid                        not null references users (id),
    token_hash varchar(64)                 not null, -- SHA-256 of the secret in the link, in hex
    created_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    used_at    timestamp(6) with time zone,
    constraint password_resets_token_hash_unique unique (token_hash)
);

create index password_resets_user on password_resets (user_id, created_at);
