-- Counts the comings and goings in a room, so that a server knows whether the members it remembers are still those.
alter table rooms add column members_version bigint default 0 not null;
