-- Pictures: their sizes, whose storage they fill, who works on an event's, and which nothing names any more.

CREATE INDEX storage_objects_variants_gin ON storage_objects USING gin (variants jsonb_path_ops);

DROP TRIGGER ab_freeze ON storage_objects;
CREATE TRIGGER ab_freeze BEFORE UPDATE ON storage_objects FOR EACH ROW EXECUTE FUNCTION app.freeze_columns(
  'id', 'bucket', 'path', 'owner_id', 'event_id', 'content_type', 'size', 'width', 'height', 'sha256', 'variants',
  'variants_size', 'drawn_at', 'used_at', 'created_at');

-- What the worker notes about a file is bookkeeping.
DROP TRIGGER zz_audit ON storage_objects;
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON storage_objects FOR EACH ROW
  EXECUTE FUNCTION app.audit('variants', 'variants_size', 'drawn_at', 'used_at');

-- Bytes that somebody's files take, for themselves, those who work on an event of theirs, and the system. Two uploads at
-- once must not both find the same room, so with _lock the second waits for the first one's transaction.
CREATE FUNCTION app.storage_used(_owner uuid, _event uuid, _lock boolean) RETURNS bigint
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT (coalesce(_owner = app.current_profile_id(), false) OR app.is_admin()
          OR current_setting('role', true) = 'eventai_system'
          OR EXISTS (SELECT 1 FROM public.ai_events e WHERE e.id = _event AND e.organizer_id = _owner
                        AND e.id = ANY (app.event_ids('change_event', 'view_event')))) THEN
    RAISE EXCEPTION 'whose storage is used how far is not for everybody' USING ERRCODE = '42501';
  END IF;
  IF _lock THEN PERFORM pg_advisory_xact_lock(hashtextextended('storage of ' || _owner, 0)); END IF;
  RETURN (SELECT coalesce(sum(s.size + s.variants_size), 0) FROM public.storage_objects s WHERE s.owner_id = _owner);
END $$;

-- Marks every picture that a page or a profile names as used now; the others keep the time when they last were.
CREATE FUNCTION app.note_used_files() RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = '' AS $$
DECLARE _noted bigint;
BEGIN
  UPDATE public.storage_objects s SET used_at = clock_timestamp()
   WHERE s.bucket <> 'documents'
     AND (s.id IN (SELECT found.id[1]::uuid FROM public.ai_events e,
                     regexp_matches(e.landing_page_config::text, '"asset:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"', 'g') AS found(id))
          OR s.path IN (SELECT substring(p.avatar_url from '[^/]+$') FROM public.profiles p WHERE p.avatar_url <> ''));
  GET DIAGNOSTICS _noted = ROW_COUNT;
  RETURN _noted;
END $$;

-- A file of an event belongs to its organizer, whoever of its people uploads it; nobody leaves one at a stranger's event.
DROP POLICY stores ON storage_objects;
CREATE POLICY stores ON storage_objects FOR INSERT TO eventai_user WITH CHECK (
  (SELECT app.is_admin())
  OR (owner_id = (SELECT app.current_profile_id())
      AND (event_id IS NULL
           OR event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))))
  OR (event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
      AND owner_id = (SELECT e.organizer_id FROM ai_events e WHERE e.id = event_id)));
DROP POLICY changes ON storage_objects;
CREATE POLICY changes ON storage_objects FOR UPDATE TO eventai_user USING (
  owner_id = (SELECT app.current_profile_id())
  OR (bucket = 'landing-pages' AND event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[]))
  OR (SELECT app.is_admin()));
DROP POLICY removes ON storage_objects;
CREATE POLICY removes ON storage_objects FOR DELETE TO eventai_user USING (
  owner_id = (SELECT app.current_profile_id())
  OR (bucket = 'landing-pages' AND event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[]))
  OR (SELECT app.is_admin()));

GRANT EXECUTE ON FUNCTION app.storage_used(uuid, uuid, boolean) TO eventai_user, eventai_system;
GRANT EXECUTE ON FUNCTION app.note_used_files() TO eventai_system;

-- reverse --
DROP POLICY removes ON storage_objects;
CREATE POLICY removes ON storage_objects FOR DELETE TO eventai_user
  USING (owner_id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
DROP POLICY changes ON storage_objects;
CREATE POLICY changes ON storage_objects FOR UPDATE TO eventai_user
  USING (owner_id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
DROP POLICY stores ON storage_objects;
CREATE POLICY stores ON storage_objects FOR INSERT TO eventai_user
  WITH CHECK (owner_id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
DROP FUNCTION app.note_used_files, app.storage_used;
DROP TRIGGER zz_audit ON storage_objects;
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON storage_objects FOR EACH ROW EXECUTE FUNCTION app.audit();
DROP TRIGGER ab_freeze ON storage_objects;
CREATE TRIGGER ab_freeze BEFORE UPDATE ON storage_objects FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'bucket', 'path', 'owner_id', 'created_at');
DROP INDEX storage_objects_variants_gin;
