-- Rooms beyond pairs: closed groups and open channels. A character outside the BMP takes two of H2's, hence the widths.
alter table rooms alter column name set data type varchar(160);
alter table rooms alter column topic set data type varchar(500);
alter table rooms add column archived_at timestamp(6) with time zone; -- since when nothing is said there any more
alter table rooms add column created_by uuid references users (id);
alter table rooms add column open_name varchar(500);                  -- OPEN and not archived: the name, folded
alter table rooms add column member_count integer default 2 not null;
-- The first hundred members of a room are those whose place is not above this; without a hundredth it is the largest number.
alter table rooms add column listed_to bigint default 9223372036854775807 not null;
alter table rooms add constraint rooms_open_name_unique unique (open_name);

-- In which order people came into the room.
alter table memberships add column place bigint default 0 not null;

create index memberships_place on memberships (room_id, place);
