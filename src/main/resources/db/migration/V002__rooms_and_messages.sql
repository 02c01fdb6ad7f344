-- Rooms, who belongs to them, and what is said. The messages are the log: seq orders them, change finds what is new.
create table rooms (
    id          uuid                        not null primary key,
    kind        varchar(10)                 not null, -- DIRECT, CLOSED or OPEN
    name        varchar(80),
    topic       varchar(250),
    direct_key  varchar(73),                          -- DIRECT: the two user ids in order
    first_seq   bigint                      not null, -- the oldest message still kept
    last_seq    bigint                      not null, -- messages are numbered 1..last_seq without a hole
    last_change bigint                      not null,
    created_at  timestamp(6) with time zone not null,
    constraint rooms_direct_key_unique unique (direct_key)
);

create table memberships (
    room_id       uuid                        not null references rooms (id),
    user_id       uuid                        not null references users (id),
    role          varchar(10)                 not null, -- OWNER, MODERATOR or MEMBER
    last_read_seq bigint                      not null,
    joined_at_seq bigint                      not null,
    notify        varchar(10)                 not null, -- ALL, MENTIONS or NONE
    joined_at     timestamp(6) with time zone not null,
    primary key (room_id, user_id)
);

create index memberships_user on memberships (user_id);

create table messages (
    id         uuid                        not null primary key,
    room_id    uuid                        not null references rooms (id),
    seq        bigint                      not null,
    change     bigint                      not null,
    sender_id  uuid                        not null references users (id),
    client_id  uuid                        not null, -- made by the client once per message, repeated on every retry
    body       varchar(65536)              not null,
    reply_to   uuid,
    created_at timestamp(6) with time zone not null,
    edited_at  timestamp(6) with time zone,
    deleted_at timestamp(6) with time zone,
    constraint messages_room_seq_unique unique (room_id, seq),
    constraint messages_sender_client_unique unique (sender_id, client_id)
);

create index messages_room_change on messages (room_id, change);
