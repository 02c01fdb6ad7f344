-- What search finds messages by on PostgreSQL: their texts in lower case and without accents, in the order of time. They
-- follow the changes of the rooms a few seconds behind; search_progress says how far. On H2 both stay empty.
create table message_search (
    message_id uuid                        not null primary key references messages (id) on delete cascade,
    room_id    uuid                        not null,
    sender_id  uuid                        not null,
    created_at timestamp(6) with time zone not null,
    folded     varchar                     not null
);

create index message_search_room on message_search (room_id, created_at, message_id);

create table search_progress (
    room_id        uuid   not null primary key references rooms (id) on delete cascade,
    indexed_change bigint not null
);
