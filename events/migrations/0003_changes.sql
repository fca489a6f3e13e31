-- Change sets: what a person, or one turn of the assistant, changed about an event, so that it can be taken back.

ALTER TABLE change_sets ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE change_items ALTER COLUMN id SET DEFAULT gen_random_uuid();

SELECT app.set_on_delete('change_sets', 'event_id', 'CASCADE');
SELECT app.set_on_delete('change_sets', 'actor_id', 'SET NULL');
SELECT app.set_on_delete('change_sets', 'undoes_id', 'CASCADE');
SELECT app.set_on_delete('change_sets', 'undone_by_id', 'SET NULL');
SELECT app.set_on_delete('change_items', 'change_set_id', 'CASCADE');

CREATE INDEX change_items_before_gin ON change_items USING gin (before jsonb_path_ops);
CREATE INDEX change_items_after_gin ON change_items USING gin (after jsonb_path_ops);

CREATE FUNCTION app.may_change_event(_event uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN app.owns_event(_event) OR _event = ANY (app.event_ids('change_event')) OR app.is_admin();
END $$;

-- The set that a change of this event belongs to now: the named one (a turn of the assistant, an undo), else the one of
-- the person's scope, else one of the transaction. A set of another event, or one that was undone, is not written on: its
-- successor's name follows from its own.
CREATE FUNCTION app.open_change_set(_event uuid, _operation text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  _named uuid := nullif(current_setting('app.change_set', true), '')::uuid;
  _set uuid := coalesce(_named, nullif(current_setting('app.scope', true), '')::uuid);
  _new uuid := gen_random_uuid();
BEGIN
  IF _set IS NULL THEN
    _set := _new;
    PERFORM set_config('app.scope', _set::text, true);
  END IF;
  WHILE EXISTS (SELECT FROM public.change_sets s WHERE s.id = _set AND (s.event_id <> _event OR s.undone_by_id IS NOT NULL)) LOOP
    _set := md5(_set::text || _event::text)::uuid;
  END LOOP;
  INSERT INTO public.change_sets (id, reference, event_id, actor_id, run_id, operation, kind, created_at)
  VALUES (_set, left(replace(_new::text, '-', ''), 12), _event, coalesce(app.current_profile_id(), app.guest_profile_id()),
          _named, _operation, 'change', clock_timestamp())
  ON CONFLICT (id) DO NOTHING;
  RETURN _set;
END $$;

-- Writes down what a person changes. Arguments: the columns that can be taken back. The first value before and the last
-- one after are kept for each row; what comes back to where it was is forgotten. The system's own changes are not told.
CREATE FUNCTION app.capture_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' SET timezone = 'UTC' AS $$
DECLARE
  _old jsonb; _new jsonb; _before jsonb; _after jsonb; _op text := lower(TG_OP);
  _event uuid; _row uuid; _subject text; _set uuid; _known public.change_items;
BEGIN
  IF coalesce(nullif(current_setting('role', true), 'none'), session_user) NOT IN ('eventai_user', 'eventai_anon')
     OR coalesce(app.current_profile_id(), app.guest_profile_id()) IS NULL THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN _old := to_jsonb(OLD) - 'updated_at'; END IF;
  IF TG_OP <> 'DELETE' THEN _new := to_jsonb(NEW) - 'updated_at'; END IF;
  _row := coalesce(_new, _old) ->> 'id';
  _event := CASE WHEN TG_TABLE_NAME = 'ai_events' THEN _row ELSE (coalesce(_new, _old) ->> 'event_id')::uuid END;
  _subject := coalesce(coalesce(_old, _new) ->> 'name', coalesce(_old, _new) ->> 'title');
  IF TG_OP = 'DELETE' AND NOT EXISTS (SELECT FROM public.ai_events e WHERE e.id = _event) THEN
    RETURN NULL;  -- the event itself goes
  END IF;
  SELECT jsonb_object_agg(c, _old -> c), jsonb_object_agg(c, _new -> c) INTO _before, _after
    FROM unnest(TG_ARGV) c WHERE (_old -> c) IS DISTINCT FROM (_new -> c);
  CASE TG_OP
  WHEN 'INSERT' THEN _before := '{}';
  WHEN 'DELETE' THEN _before := _old; _after := '{}';
  ELSE IF _after IS NULL THEN RETURN NULL; END IF;
  END CASE;

  _set := app.open_change_set(_event, coalesce(current_setting('app.operation', true), ''));
  DELETE FROM public.change_items i WHERE i.change_set_id = _set AND i.table_name = TG_TABLE_NAME AND i.row_id = _row
    RETURNING * INTO _known;
  IF _known.id IS NOT NULL THEN
    _subject := _known.subject;
    IF _known.op = 'insert' AND TG_OP = 'UPDATE' THEN
      _op := 'insert'; _before := '{}'; _after := _known.after || _after;
    ELSIF _known.op = 'update' THEN
      _before := _before || _known.before;
      _after := CASE WHEN TG_OP = 'UPDATE' THEN _known.after || _after ELSE '{}' END;
    ELSIF _known.op = 'delete' THEN
      _op := 'update'; _before := _known.before;
    ELSE
      _op := NULL;  -- born and gone in the same set
    END IF;
    IF _op = 'update' THEN
      SELECT jsonb_object_agg(key, _before -> key), jsonb_object_agg(key, _after -> key) INTO _before, _after
        FROM jsonb_object_keys(_after) key WHERE (_before -> key) IS DISTINCT FROM (_after -> key);
      IF _after IS NULL THEN _op := NULL; END IF;
    END IF;
  END IF;
  IF _op IS NOT NULL THEN
    INSERT INTO public.change_items (change_set_id, table_name, row_id, op, subject, before, after, "position")
    VALUES (_set, TG_TABLE_NAME, _row, _op, coalesce(_subject, ''), _before, _after, coalesce(_known."position",
            (SELECT coalesce(max(i."position"), 0) + 1 FROM public.change_items i WHERE i.change_set_id = _set)));
  ELSE
    DELETE FROM public.change_sets s WHERE s.id = _set AND s.kind = 'change'
       AND NOT EXISTS (SELECT FROM public.change_items i WHERE i.change_set_id = _set);
  END IF;
  RETURN NULL;
END $$;

-- Begins the set of an undo or a redo and marks what it takes back; the caller holds the event. An undone change stands
-- again once its undo is taken back.
CREATE FUNCTION app.begin_taking_back(_taken_back uuid, _kind text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _found record; _id uuid := gen_random_uuid();
BEGIN
  SELECT s.event_id, s.kind, s.undoes_id, s.undone_by_id INTO _found FROM public.change_sets s WHERE s.id = _taken_back FOR UPDATE;
  IF NOT FOUND OR NOT app.may_change_event(_found.event_id) THEN
    RAISE EXCEPTION 'this profile may not change the event' USING ERRCODE = '42501';
  END IF;
  IF _found.undone_by_id IS NOT NULL OR (_found.kind, _kind) NOT IN (('change', 'undo'), ('undo', 'redo')) THEN
    RAISE EXCEPTION 'a % cannot take this back', _kind USING ERRCODE = '42501';
  END IF;
  INSERT INTO public.change_sets (id, reference, event_id, actor_id, run_id, operation, kind, undoes_id, created_at)
  VALUES (_id, left(replace(_id::text, '-', ''), 12), _found.event_id, app.current_profile_id(),
          nullif(current_setting('app.change_set', true), '')::uuid, coalesce(current_setting('app.operation', true), ''),
          _kind, _taken_back, clock_timestamp());
  UPDATE public.change_sets s SET undone_by_id = _id WHERE s.id = _taken_back;
  IF _kind = 'redo' THEN
    UPDATE public.change_sets s SET undone_by_id = NULL WHERE s.id = _found.undoes_id;
  END IF;
  RETURN _id;
END $$;

-- Who changed an event, by name: the rest of a profile is nobody else's to read.
CREATE FUNCTION app.people_who_changed(_event uuid) RETURNS TABLE (profile_id uuid, full_name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT app.may_change_event(_event) THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, coalesce(nullif(p.full_name, ''), p.email)::text FROM public.profiles p
     WHERE p.id IN (SELECT s.actor_id FROM public.change_sets s WHERE s.event_id = _event);
END $$;

CREATE TRIGGER zw_changes AFTER INSERT OR UPDATE OF name, slug, kind, host, summary, landing_page_config, start_date, end_date,
    has_start_time, timezone, venue, city, country, online_url, is_online, capacity, currency, visibility ON ai_events
  FOR EACH ROW EXECUTE FUNCTION app.capture_change('name', 'slug', 'kind', 'host', 'summary', 'landing_page_config',
    'start_date', 'end_date', 'has_start_time', 'timezone', 'venue', 'city', 'country', 'online_url', 'is_online', 'capacity',
    'currency', 'visibility');
CREATE TRIGGER zw_changes AFTER INSERT OR DELETE OR UPDATE OF title, due_date, status, data ON ai_tasks
  FOR EACH ROW EXECUTE FUNCTION app.capture_change('title', 'due_date', 'status', 'data');

-- Whoever may change the event reads what was changed; nobody writes it but the functions above.
ALTER TABLE change_sets ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON change_sets TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY guest_sees_own ON change_sets FOR SELECT TO eventai_anon
  USING (event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.guest_profile_id())));
CREATE POLICY sees ON change_sets FOR SELECT TO eventai_user USING (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
  OR (SELECT app.is_admin()));
GRANT SELECT ON change_sets TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON change_sets TO eventai_system;

ALTER TABLE change_items ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON change_items TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY guest_sees_own ON change_items FOR SELECT TO eventai_anon
  USING (change_set_id IN (SELECT s.id FROM change_sets s));
CREATE POLICY sees ON change_items FOR SELECT TO eventai_user USING (change_set_id IN (SELECT s.id FROM change_sets s));
GRANT SELECT ON change_items TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON change_items TO eventai_system;

GRANT EXECUTE ON FUNCTION app.may_change_event(uuid), app.begin_taking_back(uuid, text), app.people_who_changed(uuid)
  TO eventai_user, eventai_system;

-- reverse --
DROP POLICY sees ON change_items;
DROP POLICY guest_sees_own ON change_items;
DROP POLICY system_all ON change_items;
DROP POLICY sees ON change_sets;
DROP POLICY guest_sees_own ON change_sets;
DROP POLICY system_all ON change_sets;
ALTER TABLE change_items DISABLE ROW LEVEL SECURITY;
ALTER TABLE change_sets DISABLE ROW LEVEL SECURITY;
DROP TRIGGER zw_changes ON ai_tasks;
DROP TRIGGER zw_changes ON ai_events;
DROP INDEX change_items_after_gin;
DROP INDEX change_items_before_gin;
DROP FUNCTION app.people_who_changed(uuid), app.begin_taking_back(uuid, text), app.capture_change(),
  app.open_change_set(uuid, text), app.may_change_event(uuid);
