-- What `createcachetable` would make, with row security. It holds counters under hashed keys, nobody's data.
CREATE TABLE django_cache (
  cache_key varchar(255) PRIMARY KEY,
  value text NOT NULL,
  expires timestamptz NOT NULL
);
CREATE INDEX django_cache_expires ON django_cache (expires);

ALTER TABLE django_cache ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON django_cache TO eventai_anon, eventai_user, eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON django_cache TO eventai_anon, eventai_user, eventai_system;

-- reverse --
DROP TABLE django_cache;
