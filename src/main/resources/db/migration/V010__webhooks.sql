-- Programs that talk: bots, the addresses at which they post, and the addresses that are told what was said.
alter table users add column is_bot boolean default false not null; -- has no password, stands in no directory

create table incoming_hooks (
    id           uuid                        not null primary key,
    room_id      uuid                        not null references rooms (id),
    bot_id       uuid                        not null references users (id),
    name         varchar(60)                 not null,
    secret_hash  varchar(64)                 not null, -- SHA-256 of the end of the address, in hex
    created_by   uuid                        not null references users (id),
    created_at   timestamp(6) with time zone not null,
    last_used_at timestamp(6) with time zone,
    constraint incoming_hooks_secret_hash_unique unique (secret_hash)
);

create index incoming_hooks_room on incoming_hooks (room_id);

-- What was delivered is a position in the room: the messages themselves are the queue.
create table outgoing_hooks (
    id               uuid                        not null primary key,
    room_id          uuid                        not null references rooms (id),
    url              varchar(1000)               not null,
    events           varchar(100)                not null, -- message.posted and message.changed, separated by commas
    secret_version   integer                     not null, -- the secret is stored nowhere: it is made of id, version and the key
    key_id           varchar(16)                 not null, -- which key; the key itself is a file on the server
    is_enabled       boolean                     not null,
    off_reason       varchar(20),                          -- why ChatBoard itself switched it off
    created_by       uuid                        not null references users (id),
    created_at       timestamp(6) with time zone not null,
    delivered_change bigint                      not null, -- the receiver knows the room up to here
    seen             varchar(2000)               not null, -- which messages it was told of, see SeenMessages
    attempt          integer                     not null, -- failed tries of the next event
    next_at          timestamp(6) with time zone,          -- when to try again
    failing_since    timestamp(6) with time zone,          -- the first failure since the last success
    leased_by        uuid,                                 -- who delivers at this moment, on whatever server
    leased_until     timestamp(6) with time zone
);

create index outgoing_hooks_room on outgoing_hooks (room_id);

-- Every try of the last while. Without the texts: what is withdrawn in the room must not live on here.
create table hook_deliveries (
    id            uuid                        not null primary key,
    hook_id       uuid                        not null references outgoing_hooks (id) on delete cascade,
    event         varchar(20)                 not null,
    message_id    uuid                        not null,
    seq           bigint                      not null,
    change        bigint                      not null,
    attempt       integer                     not null, -- 0 for a replay
    status        varchar(10)                 not null, -- DELIVERED, FAILED or GIVEN_UP
    response_code integer,
    problem       varchar(30),
    duration_ms   bigint                      not null,
    next_at       timestamp(6) with time zone,
    tried_at      timestamp(6) with time zone not null
);

create index hook_deliveries_hook on hook_deliveries (hook_id, id);
