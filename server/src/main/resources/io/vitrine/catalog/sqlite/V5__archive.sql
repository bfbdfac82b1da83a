pragma user_version = 5;

-- Zip files that were promised: what was asked for, not what is in them. Kept for ever, as their
-- URLs are permanent.
create table archive (
  number  integer primary key,
  name    blob    not null unique,
  site    integer not null,
  folder  text,                           -- id; one of the two
  files   text,                           -- ids, JSON
  created integer not null
) strict;
