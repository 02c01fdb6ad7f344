-- Who people are at an identity provider. The subject is what never changes there; names and e-mails do.
create table external_identities (
    id           uuid                        not null primary key,
    user_id      uuid                        not null references users (id),
    issuer       varchar(255)                not null,
    subject      varchar(255)                not null, -- as the issuer writes it: the case counts
    created_at   timestamp(6) with time zone not null,
    last_used_at timestamp(6) with time zone not null,
    constraint external_identities_subject_unique unique (issuer, subject),
    constraint external_identities_user_unique unique (user_id, issuer)
);

-- Which sign-ins came from there: the provider may end them, and wants to hear when they end here.
create table external_logins (
    login_id    uuid          not null primary key references login_sessions (id) on delete cascade,
    identity_id uuid          not null references external_identities (id),
    sid         varchar(255),           -- the session at the provider, if it says which
    id_token    varchar(8000)           -- shown to the provider at the sign-out; opens nothing
);

create index external_logins_sid on external_logins (identity_id, sid);
