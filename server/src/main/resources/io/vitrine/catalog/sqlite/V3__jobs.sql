-- Work that outlives the process. "leased_until" is null while a job waits; "attempts" counts the
-- claims and tells one holder of a lease from the next. Priorities, when there are some, go into
-- "job_waiting" before "due".
create table job (
  seq          integer primary key,
  kind         text    not null,
  key          text    not null,
  site         integer not null,
  lane         text    not null,
  file         text,                      -- goes with this file
  payload      text    not null,
  created      integer not null,
  due          integer not null,
  attempts     integer not null default 0,
  failures     integer not null default 0,
  leased_until integer
) strict;
create unique index job_key on job (kind, key);
create index job_waiting on job (kind, site, lane, due, seq) where leased_until is null;
create index job_due on job (kind, due) where leased_until is null;
create index job_running on job (kind, site, lane) where leased_until is not null;
create index job_leased on job (kind, leased_until) where leased_until is not null;
create index job_of_file on job (file) where file is not null;

-- When each site was served last, counted in claims.
create table job_turn (
  kind text    not null,
  site integer not null,
  turn integer not null,
  primary key (kind, site)
) strict, without rowid;
create index job_turn_order on job_turn (kind, turn);

create table file_failure (
  file        text not null primary key,
  code        text not null,
  description text not null,
  data        text not null               -- JSON
) strict, without rowid;

pragma user_version = 3;
