-- Rooms that a rule of the administrator fills with the people of groups elsewhere (chatboard.groups.rooms).
create table rule_rooms (
    rule_key varchar(500) not null primary key, -- the name in the rule, folded; with a # before it for an open channel
    room_id  uuid         not null references rooms (id)
);

-- Who is in a room's groups, by each of the places that know groups.
create table rule_grants (
    user_id uuid        not null references users (id),
    source  varchar(10) not null, -- OIDC, LDAP, SCIM
    room_id uuid        not null references rooms (id),
    role    varchar(20) not null, -- the highest of the rules that hold
    primary key (user_id, source, room_id)
);

-- What the rules made of memberships. A membership that ends by hand takes this with it.
create table rule_memberships (
    room_id    uuid    not null,
    user_id    uuid    not null,
    brought_in boolean not null, -- false for who was there already and was given a higher role only
    role       varchar(20) not null, -- as the rules gave it
    primary key (room_id, user_id),
    foreign key (room_id, user_id) references memberships (room_id, user_id) on delete cascade
);
