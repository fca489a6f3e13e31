-- What every table of ours stands on: the schema of functions, the roles' enum, the general triggers.
-- EXECUTE is never PUBLIC's: each function says who may call it.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

CREATE SCHEMA app;
REVOKE ALL ON SCHEMA app FROM PUBLIC;
GRANT USAGE ON SCHEMA app, public TO eventai_anon, eventai_user, eventai_system;

CREATE TYPE app_role AS ENUM ('admin', 'organizer', 'attendee');

-- Who is asking. Nothing set is NULL, and a setting once used locally is '' afterwards: both mean nobody.
-- plpgsql, not sql: an inlined SQL body would be parsed again in every planning.
CREATE FUNCTION app.current_profile_id() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = '' AS
$$ BEGIN RETURN nullif(current_setting('app.profile_id', true), '')::uuid; END $$;
GRANT EXECUTE ON FUNCTION app.current_profile_id() TO eventai_anon, eventai_user, eventai_system;

-- Only the hash of a guest's secret is stored, so only hashes are compared.
CREATE FUNCTION app.guest_token_hash() RETURNS bytea
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = '' AS
$$ BEGIN RETURN sha256(convert_to(nullif(current_setting('app.guest_token', true), ''), 'UTF8')); END $$;
GRANT EXECUTE ON FUNCTION app.guest_token_hash() TO eventai_anon, eventai_user, eventai_system;

CREATE FUNCTION app.touch_updated_at() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS
$$ BEGIN NEW.updated_at := clock_timestamp(); RETURN NEW; END $$;

-- Django saves whole rows, so columns are compared instead of taking UPDATE (column) away.
-- Arguments: the columns which people may not change. Definer functions, the system and cascades pass.
CREATE FUNCTION app.freeze_columns() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE _column text; _old jsonb; _new jsonb;
BEGIN
  IF current_user NOT IN ('eventai_user', 'eventai_anon') THEN RETURN NEW; END IF;
  _old := to_jsonb(OLD); _new := to_jsonb(NEW);
  FOREACH _column IN ARRAY TG_ARGV LOOP
    IF (_old -> _column) IS DISTINCT FROM (_new -> _column) THEN
      RAISE EXCEPTION 'column %.% may not be changed', TG_TABLE_NAME, _column USING ERRCODE = '42501';
    END IF;
  END LOOP;
  RETURN NEW;
END $$;

CREATE FUNCTION app.refuse() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN RAISE EXCEPTION '% on % is not allowed', TG_OP, TG_TABLE_NAME USING ERRCODE = '42501'; END $$;

-- The audit trail. Arguments: columns to leave out; with a leading ~, columns of which only the fact of a
-- change is kept (personal data, which must not outlive its person here). A change of nothing else writes nothing.
CREATE FUNCTION app.audit() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  _old jsonb; _new jsonb; _changes jsonb; _argument text; _column text;
  _profile uuid := app.current_profile_id();
BEGIN
  IF TG_OP <> 'INSERT' THEN _old := to_jsonb(OLD) - 'updated_at'; END IF;
  IF TG_OP <> 'DELETE' THEN _new := to_jsonb(NEW) - 'updated_at'; END IF;
  IF TG_OP = 'UPDATE' THEN
    SELECT jsonb_object_agg(key, jsonb_build_array(_old -> key, _new -> key)) INTO _changes
      FROM jsonb_object_keys(_new) key WHERE (_old -> key) IS DISTINCT FROM (_new -> key);
  ELSE
    SELECT jsonb_object_agg(key, jsonb_build_array(_old -> key, _new -> key)) INTO _changes
      FROM jsonb_object_keys(coalesce(_new, _old)) key
     WHERE coalesce(_new, _old) -> key NOT IN ('null', '""', '{}', '[]');
  END IF;
  FOREACH _argument IN ARRAY coalesce(TG_ARGV, '{}') LOOP
    _column := ltrim(_argument, '~');
    IF _argument LIKE '~%' AND _changes ? _column THEN
      _changes := jsonb_set(_changes, ARRAY[_column], '["not recorded", "not recorded"]');
    ELSIF _argument NOT LIKE '~%' THEN
      _changes := _changes - _column;
    END IF;
  END LOOP;
  IF TG_OP = 'UPDATE' AND coalesce(_changes, '{}') = '{}' THEN RETURN NULL; END IF;
  INSERT INTO public.audit_logs (actor_id, actor_kind, action, table_name, row_id, changes, request_id, created_at)
  VALUES (
    _profile,
    CASE WHEN _profile IS NOT NULL THEN 'profile'
         -- not current_user: inside a definer function that is the owner
         ELSE CASE coalesce(nullif(current_setting('role', true), 'none'), session_user)
              WHEN 'eventai_system' THEN 'system'
              WHEN 'eventai_user' THEN 'profile'
              WHEN 'eventai_anon' THEN CASE WHEN app.guest_token_hash() IS NULL THEN 'anonymous' ELSE 'guest' END
              ELSE 'dba:' || session_user END END,
    coalesce(nullif(current_setting('app.operation', true), ''), lower(TG_OP)),
    TG_TABLE_NAME, coalesce(_new, _old) ->> 'id', coalesce(_changes, '{}'),
    coalesce(current_setting('app.request_id', true), ''), clock_timestamp());
  RETURN NULL;
END $$;

-- Django writes foreign keys without ON DELETE and hashes their names: find the constraint and say it in the database.
CREATE FUNCTION app.set_on_delete(_child regclass, _column text, _action text) RETURNS void
LANGUAGE plpgsql SET search_path = '' AS $$
DECLARE _found record;
BEGIN
  SELECT con.conname AS name, con.confrelid::regclass AS parent, parent_column.attname AS parent_column INTO STRICT _found
    FROM pg_catalog.pg_constraint con
    JOIN pg_catalog.pg_attribute a ON a.attrelid = con.conrelid AND a.attnum = con.conkey[1]
    JOIN pg_catalog.pg_attribute parent_column ON parent_column.attrelid = con.confrelid AND parent_column.attnum = con.confkey[1]
   WHERE con.contype = 'f' AND con.conrelid = _child AND a.attname = _column AND array_length(con.conkey, 1) = 1;
  EXECUTE format('ALTER TABLE %s DROP CONSTRAINT %I, ADD CONSTRAINT %I FOREIGN KEY (%I) REFERENCES %s (%I) ON DELETE %s',
                 _child, _found.name, _found.name, _column, _found.parent, _found.parent_column, _action);
END $$;

-- reverse --
DROP SCHEMA app CASCADE;
DROP TYPE app_role;
ALTER DEFAULT PRIVILEGES GRANT EXECUTE ON FUNCTIONS TO PUBLIC;
