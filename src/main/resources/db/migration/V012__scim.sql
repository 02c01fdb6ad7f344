-- What a directory of the organisation keeps here over SCIM. The accounts themselves stay where all others are.
create table scim_users (
    user_id       uuid                        not null primary key references users (id),
    user_name     varchar(254),                         -- as the directory writes it; null once it is removed
    user_name_key varchar(254),                         -- the same in lower case
    external_id   varchar(255),                         -- the name the directory itself knows the person by
    updated_at    timestamp(6) with time zone not null,
    removed_at    timestamp(6) with time zone,          -- hidden from the directory since; what was said stays
    constraint scim_users_user_name_unique unique (user_name_key)
);

create index scim_users_external_id on scim_users (external_id);

create table scim_groups (
    id           uuid                        not null primary key,
    display_name varchar(255)                not null,
    display_key  varchar(255)                not null, -- the same in lower case
    external_id  varchar(255),
    created_at   timestamp(6) with time zone not null,
    updated_at   timestamp(6) with time zone not null,
    constraint scim_groups_display_name_unique unique (display_key)
);

create index scim_groups_external_id on scim_groups (external_id);

create table scim_members (
    group_id uuid not null references scim_groups (id),
    user_id  uuid not null references users (id),
    primary key (group_id, user_id)
);

create index scim_members_user on scim_members (user_id);
