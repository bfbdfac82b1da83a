pragma user_version = 7;

-- Events (contract: events.md) are written with the change that they tell of. "seq" is the site's
-- number times 2^40 plus the event's number within its site, so that the events of a site are one
-- range, in order, without an index.
alter table site add column last_event integer not null default 0; -- greatest number given away

create table event (
  seq     integer primary key,
  id      text    not null,
  type    integer not null,
  entity  text    not null,
  time    integer not null,
  body    text,                           -- JSON; null when it is written as it is told
  deleted integer                         -- when what came back was trashed; only without a body
) strict;
create index event_time on event (time);

create table subscription (
  number       integer primary key,
  id           text    not null unique,
  site         integer not null,
  app          text    not null,
  url          text    not null,
  types        text    not null,          -- JSON, numbers
  active       integer not null,
  created      integer not null,
  updated      integer not null,
  position     integer not null,          -- seq of the last event that was looked at
  paused_until integer not null default 0 -- asked for by the subscriber
) strict;
create index subscription_of_site on subscription (site, number);

-- "attempts" and "failures" count attempts whose end is known; "claims" tells one holder of a lease
-- from the next. Everything about one subscription is found by its own part of an index.
create table delivery (
  number       integer primary key,
  subscription integer not null,
  event        integer not null,          -- seq
  entity       text    not null,
  state        text    not null,
  attempts     integer not null default 0,
  failures     integer not null default 0,
  claims       integer not null default 0,
  due          integer not null,
  leased_until integer,
  last_attempt integer,
  last_status  integer,
  last_error   text
) strict;
create index delivery_of_event on delivery (event);
create index delivery_listed on delivery (subscription, number);
create index delivery_listed_by_state on delivery (subscription, state, number)
  where state <> 'WAITING';
create index delivery_fresh on delivery (subscription, number)
  where state = 'WAITING' and attempts = 0;
create index delivery_waiting_of_entity on delivery (subscription, entity, number)
  where state = 'WAITING';
create index delivery_again on delivery (subscription, due, number)
  where state = 'WAITING' and attempts > 0;
create index delivery_due on delivery (due) where state = 'WAITING' and leased_until is null;
create index delivery_leased on delivery (leased_until) where leased_until is not null;
create index delivery_leased_to on delivery (subscription, attempts) where leased_until is not null;
create index delivery_ended on delivery (state, last_attempt) where state <> 'WAITING';

create table signing_key (
  id         text    not null primary key,
  public     text    not null,
  private    text    not null,            -- sealed
  created    integer not null,
  signs_from integer not null
) strict, without rowid;
