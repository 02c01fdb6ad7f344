-- Directories (LDAP) are compared with the accounts that came from them, by one server at a time.
create table directory_syncs (
    directory    varchar(255)                not null primary key, -- its name; empty for the one without
    started_at   timestamp(6) with time zone not null, -- the last run; before the first one, when it was seen here first
    leased_by    uuid,                                 -- the run that is on
    leased_until timestamp(6) with time zone,          -- by the clock of the database; nobody else starts before
    ended_at     timestamp(6) with time zone,
    outcome      varchar(20),                          -- of the last run that ended
    detail       varchar(2000)                         -- the same in a sentence
);

-- Since when the directory holds a disabled account disabled; whoever is disabled by somebody else has none.
alter table users add column left_directory_at timestamp(6) with time zone;
