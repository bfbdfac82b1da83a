-- Times are milliseconds since 1970, UTC. "seq" numbers files and folders in order of arrival, each
-- site from its number times 2^40 on, so that the rows of a site are one range. The system folders
-- of a site are the first three. "tree" is the site's number times 4 plus the code of the root
-- folder (0 media-root, 1 visitor-uploads, 2 trash-root): it tells site, root and state at once.
pragma application_id = 1447646290;
pragma user_version = 1;

create table site (
  number      integer primary key,
  id          text    not null unique,
  created     integer not null,
  bytes       integer not null default 0,
  files       integer not null default 0,
  kinds       integer not null default 0, -- bit set of the kinds that some file has or had
  last_file   integer not null,           -- greatest seq given away
  last_folder integer not null
) strict;

create table folder (
  seq          integer primary key,
  id           text    not null,
  parent       integer,                   -- seq of a folder; null for system folders
  tree         integer not null,
  name         text    not null,
  sort_key     text    not null,
  words        text    not null,          -- what search looks at: each folded word behind a space
  created      integer not null,
  updated      integer not null,
  trashed_from integer,                   -- seq of the folder that it was in; may be gone
  trashed_at   integer
) strict;
create unique index folder_id on folder (tree >> 2, id);
create index folder_in_folder_by_name on folder (parent, sort_key) where parent is not null;
create index folder_in_folder_by_date on folder (parent, updated) where parent is not null;
create index folder_in_tree_by_name on folder (tree, sort_key) where parent is not null;
create index folder_in_tree_by_date on folder (tree, updated) where parent is not null;
create index folder_trashed on folder (trashed_at) where trashed_at is not null;

create table blob (
  key    blob    not null primary key,
  site   integer not null,
  sha256 blob    not null,
  size   integer not null,
  crc32  integer not null,
  files  integer not null                 -- how many files refer to it, at least one
) strict, without rowid;
create unique index blob_content on blob (site, sha256, size);

create table released_blob (
  key blob not null primary key
) strict, without rowid;

-- The kind is twice the code of the media type, plus one for private files. Every listing merges one
-- walk for each kind that it wants, so that a rare kind is found as fast as a common one.
create table file (
  seq          integer primary key,
  id           text    not null unique,
  folder       integer not null,          -- seq of its folder
  tree         integer not null,
  kind         integer not null,
  name         text    not null,
  sort_key     text    not null,
  words        text    not null,
  size         integer not null,          -- of the blob; -1 without one
  created      integer not null,
  updated      integer not null,
  mime_type    text    not null,
  status       text    not null,
  blob         blob,
  width        integer,
  height       integer,
  labels       text,                      -- JSON, as the next two; null for none
  tags         text,
  external     text,
  source_url   text,
  trashed_from integer,
  trashed_at   integer
) strict;
create index file_in_folder_by_name on file (folder, kind, sort_key);
create index file_in_folder_by_date on file (folder, kind, updated);
create index file_in_folder_by_size on file (folder, kind, size);
create index file_in_tree_by_name on file (tree, kind, sort_key);
create index file_in_tree_by_date on file (tree, kind, updated);
create index file_in_tree_by_size on file (tree, kind, size);
create index file_trashed on file (trashed_at) where trashed_at is not null;

-- Full-text indexes of the grams of "words". The ascii tokenizer keeps every byte above 127 in the
-- token, so that Java alone decides what a letter is. They keep no text of their own.
create virtual table file_search using fts5 (
  grams, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '^'");
create virtual table folder_search using fts5 (
  grams, content = '', columnsize = 0, detail = none, tokenize = "ascii tokenchars '^'");

create table upload (
  id         text    not null primary key,
  site       integer not null,
  mime_type  text    not null,
  file_name  text,
  size       integer,
  folder     text    not null,
  path       text,                        -- JSON, as the next three; null for none
  labels     text,
  tags       text,
  external   text,
  is_private integer not null,
  created    integer not null,
  expires    integer not null,
  file       text
) strict, without rowid;
create index upload_expires on upload (expires);

create table api_key (
  number      integer primary key,
  id          text    not null unique,
  secret_hash text    not null,
  name        text    not null,
  site        integer not null,
  every_site  integer not null,
  role        text    not null,
  scopes      text,                       -- JSON; null for none
  created     integer not null,
  expires     integer,
  last_used   integer,
  revoked     integer
) strict;

create table refresh_token (
  hash    text    not null primary key,
  client  text    not null,
  site    integer not null,
  subject text    not null,
  expires integer not null
) strict, without rowid;
create index refresh_token_expires on refresh_token (expires);

create table health (
  checked integer not null
) strict;
insert into health values (0);
