-- Counted up whenever somebody comes into the room or leaves it: who is in it need not be read for each message.
alter table rooms add column members_version bigint default 0 not null;
