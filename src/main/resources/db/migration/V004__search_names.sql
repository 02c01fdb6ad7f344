-- Names as people look for them: in lower case, without accents, the user name last, which makes every row differ. The
-- directory is sorted by it, read page by page along the index, and searched in it. Rows without one (older ones, or put
-- in by hand) get theirs when ChatBoard starts.
alter table users add column search_name varchar(300) default '' not null;

create index users_search_name on users (search_name);
