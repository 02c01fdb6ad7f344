-- People of a provider whose e-mail address an account has that they may not take over: an administrator may give it to them.
create table identity_requests (
    id          uuid                        not null primary key,
    issuer      varchar(255)                not null,
    subject     varchar(255)                not null, -- as the issuer writes it: the case counts
    name        varchar(255)                not null, -- what the provider calls the person; for people to read
    email       varchar(254)                not null, -- as the provider says it
    user_id     uuid                        not null references users (id), -- whose account it is about
    asked_at    timestamp(6) with time zone not null,
    approved_at timestamp(6) with time zone,          -- by an administrator; the next sign-in makes the link
    constraint identity_requests_subject_unique unique (issuer, subject)
);

create index identity_requests_asked on identity_requests (asked_at);
create index external_identities_user on external_identities (user_id);
