-- How the last comparison ended, for readers of any language; detail has it in English, also for older versions.
alter table directory_syncs add column finding varchar(4000);
