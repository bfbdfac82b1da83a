pragma user_version = 4;

-- Answers that are given again when their request comes again with the same Idempotency-Key. The
-- content is encrypted: it holds URLs that are keys.
create table kept_answer (
  number  integer primary key,
  id      blob    not null unique,        -- SHA-256 of site, caller, method and key
  content blob    not null,
  expires integer not null
) strict;
create index kept_answer_expires on kept_answer (expires);
