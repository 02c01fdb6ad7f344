-- How often somebody was wrong lately, per account and place. A row is one number: when a wait would be over if each failure
-- took a minute. In milliseconds since 1970, for the two databases add times in different words. Rows in the past say nothing.
create table sign_in_failures (
    id         varchar(64) not null primary key, -- SHA-256 of what was typed as a name and where, in hex: people type passwords there
    busy_until bigint      not null
);

create index sign_in_failures_busy on sign_in_failures (busy_until);
