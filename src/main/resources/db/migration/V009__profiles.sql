-- Pictures of people: square, made by ChatBoard itself out of what was uploaded, so that each is a few KB of known form.
create table avatars (
    user_id    uuid                        not null primary key references users (id),
    image      bytea                       not null, -- PNG
    version    varchar(32)                 not null, -- of the image; part of its address, so that browsers may keep it
    created_at timestamp(6) with time zone not null
);

-- Every second each server asks whose chosen status changed a moment ago.
create index user_profiles_updated on user_profiles (updated_at);
