-- Uploads that come in pieces (tus). "seq" orders them by age. A part that came without a token has
-- neither site nor upload until a final upload takes it in.
pragma user_version = 2;

create table resumable_upload (
  seq      integer primary key,
  id       text    not null unique,
  site     integer,
  upload   text,                          -- id of the reserved upload that the bytes are for
  address  text    not null,              -- of the client that made it
  store    blob    not null,              -- key in the upload store
  length   integer,                       -- null as long as it is not told
  received integer not null default 0,    -- bytes, noted only as long as the length is not told
  metadata text,                          -- as sent
  name     text,                          -- of the file, as the metadata tell
  role     text    not null,
  concat   text,                          -- as sent
  created  integer not null,
  expires  integer not null,
  state    text    not null,
  removed  integer
) strict;
create index resumable_upload_by_upload on resumable_upload (upload) where upload is not null;
create index resumable_upload_by_site on resumable_upload (site, address) where state = 'OPEN';
create index resumable_upload_by_store on resumable_upload (store) where state = 'OPEN';
create index resumable_upload_expires on resumable_upload (expires) where state <> 'REMOVED';
create index resumable_upload_removed on resumable_upload (removed) where state = 'REMOVED';
