-- Twice a second each server asks which sign-ins ended a moment ago and which belong to disabled accounts.
create index login_sessions_ended on login_sessions (ended_at);
create index login_sessions_user_ended on login_sessions (user_id, ended_at);
create index users_active on users (is_active);
