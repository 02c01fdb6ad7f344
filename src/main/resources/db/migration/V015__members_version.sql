-- Counted up whenever somebody comes into the room or leaves it.
alter table rooms add column members_version bigint default 0 not null;
