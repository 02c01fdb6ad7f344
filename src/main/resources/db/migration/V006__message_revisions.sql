-- What messages said before they were edited or withdrawn, for auditors. A text is known by the change with which it came.
create table message_revisions (
    message_id  uuid                        not null references messages (id),
    change      bigint                      not null,
    body        varchar(65536)              not null,
    written_at  timestamp(6) with time zone not null, -- since when the message said so
    replaced_at timestamp(6) with time zone not null,
    replaced_by uuid                        not null references users (id), -- the author, or a moderator
    withdrawn   boolean                     not null, -- whether nothing came in its place
    primary key (message_id, change)
);
