-- Personal access tokens: how programs sign in. Who is asked for: the hash with each call, the owner on the profile page,
-- and twice a second what was revoked or ran out a moment ago.
create table api_tokens (
    id           uuid                        not null primary key,
    user_id      uuid                        not null references users (id),
    name         varchar(60)                 not null, -- what the owner calls it
    token_hash   varchar(64)                 not null, -- SHA-256 of the secret, in hex
    scopes       varchar(60)                 not null, -- read, write, admin, separated by blanks
    created_at   timestamp(6) with time zone not null,
    expires_at   timestamp(6) with time zone not null,
    last_used_at timestamp(6) with time zone,
    revoked_at   timestamp(6) with time zone,
    constraint api_tokens_token_hash_unique unique (token_hash)
);

create index api_tokens_user on api_tokens (user_id, revoked_at);
create index api_tokens_revoked on api_tokens (revoked_at);
create index api_tokens_expires on api_tokens (expires_at);
