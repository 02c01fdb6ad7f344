-- People and what they show of themselves. Runs alike on H2 2 and PostgreSQL 15.
create table users (
    id               uuid                        not null primary key,
    username         varchar(30)                 not null, -- lower case: unique whatever the case
    email            varchar(254)                not null, -- lower case
    password_hash    varchar(255),                         -- null: signs in elsewhere
    first_name       varchar(60)                 not null,
    last_name        varchar(60)                 not null,
    is_active        boolean                     not null,
    is_staff         boolean                     not null,
    external_subject varchar(255),
    created_at       timestamp(6) with time zone not null,
    constraint users_username_unique unique (username),
    constraint users_email_unique unique (email),
    constraint users_external_subject_unique unique (external_subject)
);

create table user_profiles (
    user_id      uuid                        not null primary key references users (id),
    status       varchar(10)                 not null, -- ONLINE, AWAY, BUSY or INVISIBLE as chosen; being online is never stored
    status_text  varchar(120),
    title        varchar(120),
    department   varchar(120),
    avatar       varchar(255),
    time_zone    varchar(60),
    locale       varchar(20),
    last_seen_at timestamp(6) with time zone,
    created_at   timestamp(6) with time zone not null,
    updated_at   timestamp(6) with time zone not null
);

-- Who is signed in, where: the truth behind the sign-in cookie, so that a restart signs nobody out.
create table login_sessions (
    id           uuid                        not null primary key,
    user_id      uuid                        not null references users (id),
    token_hash   varchar(64)                 not null, -- SHA-256 of the cookie, in hex
    address      varchar(64)                 not null,
    user_agent   varchar(255)                not null,
    created_at   timestamp(6) with time zone not null,
    last_seen_at timestamp(6) with time zone not null,
    ended_at     timestamp(6) with time zone,
    constraint login_sessions_token_hash_unique unique (token_hash)
);

create index login_sessions_user on login_sessions (user_id);
