pragma user_version = 6;

-- What processing made of files. "assets" is 1 when there are rows in the table of that name, so
-- that pages of files without any need not ask. "text" are folded words of the file's content, as
-- "words" holds them too. A blob's "files" counts files and assets.
alter table file add column facts text;
alter table file add column assets integer not null default 0;
alter table file add column text text;

create table asset (
  file      integer not null,             -- seq
  key       text    not null,
  state     text    not null,
  blob      blob,
  mime_type text    not null,
  width     integer,
  height    integer,
  duration  integer,                      -- milliseconds
  bitrate   integer,
  details   text    not null,
  failure   text,                         -- JSON
  primary key (file, key)
) strict, without rowid;

alter table job add column step text;     -- null until its worker has told
alter table job add column percent integer;
alter table job add column step_percent integer;
alter table job add column step_started integer;
