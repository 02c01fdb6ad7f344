-- Browsers that stay signed in. Each row is a secret that a browser has, or had: a use replaces it by the next of its series.
create table remembered_tokens (
    token_hash  varchar(64)                 not null primary key, -- SHA-256 of the cookie, in hex
    series      uuid                        not null, -- one browser, from the password on
    user_id     uuid                        not null references users (id),
    login_id    uuid                        not null references login_sessions (id) on delete cascade, -- given along with this one; once that is ended, this is worth nothing
    with_factor boolean                     not null, -- whether a code was typed, too
    began_at    timestamp(6) with time zone not null, -- when the password was typed
    replaced_at timestamp(6) with time zone           -- who shows it after this is not the browser
);

create index remembered_tokens_series on remembered_tokens (series);
create index remembered_tokens_user on remembered_tokens (user_id);
create index remembered_tokens_login on remembered_tokens (login_id);

-- Whether the browser is to stay signed in once the code is there, too.
alter table pending_sign_ins add column remember boolean default false not null;

-- Secrets of second factors are encrypted from now on, under a key outside of the database, which makes them longer.
-- SQL knows no key: those that are here are encrypted when ChatBoard starts.
alter table second_factors alter column secret set data type varchar(200);

-- Links to another e-mail address, sent there: each works once and for half an hour, for whom it was made.
create table email_changes (
    id         uuid                        not null primary key,
    user_id    uuid                        not null references users (id),
    email      varchar(254)                not null, -- lower case
    token_hash varchar(64)                 not null, -- SHA-256 of the secret in the link, in hex
    created_at timestamp(6) with time zone not null,
    expires_at timestamp(6) with time zone not null,
    used_at    timestamp(6) with time zone,
    constraint email_changes_token_hash_unique unique (token_hash)
);

create index email_changes_user on email_changes (user_id, created_at);
