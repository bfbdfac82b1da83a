-- What exists. Times are milliseconds since 1970 in UTC. Rows refer to each other by small numbers
-- (seq, the order of arrival), because the ID texts would make every index several times larger.

create table site (
  seq integer primary key autoincrement,
  id text not null unique,
  created integer not null,
  bytes integer not null default 0,
  files integer not null default 0
) strict;

-- root: 0 media, 1 visitor uploads, 2 trash: the tree in which a row lies now, kept on every row so
-- that no listing has to climb. home and trashed are set on what was moved to the trash bin itself.
create table folder (
  seq integer primary key autoincrement,
  site integer not null,
  id text not null,
  parent integer,
  root integer not null,
  name text not null,
  sort_name text not null,
  search_text text not null,
  created integer not null,
  updated integer not null,
  home integer,
  trashed integer,
  unique (site, id)
) strict;

create index folder_children_sort_name on folder (parent, sort_name, seq);
create index folder_children_updated on folder (parent, updated, seq);
create index folder_tree_sort_name on folder (site, root, sort_name, seq);
create index folder_tree_updated on folder (site, root, updated, seq);
create index folder_trashed on folder (trashed) where trashed is not null;

create table file (
  seq integer primary key autoincrement,
  site integer not null,
  id text not null unique,
  folder integer not null,
  root integer not null,
  name text not null,
  sort_name text not null,
  search_text text not null,
  media_type integer not null,
  mime_type text not null,
  private integer not null,
  status integer not null,
  size integer not null,
  blob text,
  width integer,
  height integer,
  labels text not null,
  tags text not null,
  source_url text,
  external_info text,
  created integer not null,
  updated integer not null,
  home integer,
  trashed integer
) strict;

create index file_children_sort_name on file (folder, sort_name, seq);
create index file_children_updated on file (folder, updated, seq);
create index file_children_size on file (folder, size, seq);
create index file_tree_sort_name on file (site, root, sort_name, seq);
create index file_tree_updated on file (site, root, updated, seq);
create index file_tree_size on file (site, root, size, seq);
create index file_types_updated on file (site, root, media_type, updated, seq);
create index file_trashed on file (trashed) where trashed is not null;

-- The three-letter parts of the folded words. The text that they come from has two spaces before
-- each word, so the parts tell also how words begin. It lies in the row itself, for the recheck.
create virtual table file_part using fts5 (
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);
create virtual table folder_part using fts5 (
  text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
);

create trigger file_added after insert on file begin
  insert into file_part (rowid, text) values (new.seq, new.search_text);
end;
create trigger file_renamed after update of search_text on file
when new.search_text <> old.search_text begin
  insert or replace into file_part (rowid, text) values (new.seq, new.search_text);
end;
create trigger file_deleted after delete on file begin
  delete from file_part where rowid = old.seq;
end;
create trigger folder_added after insert on folder begin
  insert into folder_part (rowid, text) values (new.seq, new.search_text);
end;
create trigger folder_renamed after update of search_text on folder
when new.search_text <> old.search_text begin
  insert or replace into folder_part (rowid, text) values (new.seq, new.search_text);
end;
create trigger folder_deleted after delete on folder begin
  delete from folder_part where rowid = old.seq;
end;

-- files: how many files name it; a blob that none names any more goes to released_blob.
create table blob (
  key text primary key,
  site integer not null,
  size integer not null,
  sha256 text not null,
  crc32 integer not null,
  files integer not null
) strict, without rowid;

create unique index blob_content on blob (site, sha256, size);

create table released_blob (
  key text primary key
) strict, without rowid;

create table upload (
  id text primary key,
  site integer not null,
  mime_type text not null,
  file_name text,
  size integer,
  folder text not null,
  file_path text not null,
  private integer not null,
  labels text not null,
  tags text not null,
  external_info text,
  created integer not null,
  expires integer not null,
  file text
) strict, without rowid;

create index upload_expires on upload (expires);

create table api_key (
  seq integer primary key autoincrement,
  id text not null unique,
  secret_hash text not null,
  name text not null,
  site text not null,
  every_site integer not null,
  role text not null,
  scopes text not null,
  created integer not null,
  expires integer,
  last_used integer,
  revoked integer
) strict;

create table refresh_token (
  hash text primary key,
  client text not null,
  site text not null,
  subject text not null,
  expires integer not null
) strict, without rowid;

create index refresh_token_expires on refresh_token (expires);

pragma user_version = 1;
