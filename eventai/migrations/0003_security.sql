-- System: rate limits, stored files, letters.

ALTER TABLE rate_limits ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE storage_objects ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE outbox_messages ALTER COLUMN id SET DEFAULT gen_random_uuid();

SELECT app.set_on_delete('storage_objects', 'owner_id', 'CASCADE');
SELECT app.set_on_delete('storage_objects', 'event_id', 'SET NULL');
SELECT app.set_on_delete('outbox_messages', 'profile_id', 'SET NULL');
SELECT app.set_on_delete('outbox_messages', 'event_id', 'SET NULL');

CREATE TRIGGER aa_touch BEFORE UPDATE ON outbox_messages FOR EACH ROW EXECUTE FUNCTION app.touch_updated_at();
CREATE TRIGGER ab_freeze BEFORE UPDATE ON storage_objects FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'bucket', 'path', 'owner_id', 'created_at');
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON storage_objects FOR EACH ROW EXECUTE FUNCTION app.audit();

-- Counts one try; true while the limit of the window (seconds) is not passed. One row, one upsert, no race.
CREATE FUNCTION app.count_against_limit(_key text, _action text, _limit int, _window int) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _count int; _start timestamptz := to_timestamp(floor(extract(epoch FROM clock_timestamp()) / _window) * _window);
BEGIN
  INSERT INTO public.rate_limits AS r (key, action, window_start, count) VALUES (_key, _action, _start, 1)
  ON CONFLICT (key, action, window_start) DO UPDATE SET count = r.count + 1 RETURNING r.count INTO _count;
  RETURN _count <= _limit;
END $$;

-- A person's letter is written with the act that causes it, by whoever acts; reading it is another matter.
CREATE FUNCTION app.write_letter(_key text, _kind text, _profile uuid, _event uuid, _recipient text, _subject text,
                                 _text text, _html text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _id uuid;
BEGIN
  INSERT INTO public.outbox_messages (key, kind, profile_id, event_id, recipient, subject, body_text, body_html, status, error, created_at, updated_at)
  VALUES (_key, _kind, _profile, _event, _recipient, _subject, _text, _html, 'waiting', '', now(), now())
  ON CONFLICT (key) DO NOTHING RETURNING id INTO _id;
  RETURN _id;
END $$;

ALTER TABLE rate_limits ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON rate_limits TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY admin_sees ON rate_limits FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
CREATE POLICY admin_clears ON rate_limits FOR DELETE TO eventai_user USING ((SELECT app.is_admin()));
GRANT SELECT, DELETE ON rate_limits TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON rate_limits TO eventai_system;

ALTER TABLE storage_objects ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON storage_objects TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY anon_sees ON storage_objects FOR SELECT TO eventai_anon USING (bucket IN ('landing-pages', 'avatars'));
CREATE POLICY sees ON storage_objects FOR SELECT TO eventai_user USING (
  bucket IN ('landing-pages', 'avatars')
  OR owner_id = (SELECT app.current_profile_id())
  OR event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
  OR (SELECT app.is_admin()));
CREATE POLICY stores ON storage_objects FOR INSERT TO eventai_user
  WITH CHECK (owner_id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
CREATE POLICY changes ON storage_objects FOR UPDATE TO eventai_user
  USING (owner_id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
CREATE POLICY removes ON storage_objects FOR DELETE TO eventai_user
  USING (owner_id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
GRANT SELECT ON storage_objects TO eventai_anon;
GRANT SELECT, INSERT, UPDATE, DELETE ON storage_objects TO eventai_user, eventai_system;

ALTER TABLE outbox_messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON outbox_messages TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY admin_sees ON outbox_messages FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
GRANT SELECT ON outbox_messages TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON outbox_messages TO eventai_system;

GRANT EXECUTE ON FUNCTION app.count_against_limit(text, text, int, int) TO eventai_anon, eventai_user, eventai_system;
GRANT EXECUTE ON FUNCTION app.write_letter(text, text, uuid, uuid, text, text, text, text)
  TO eventai_anon, eventai_user, eventai_system;

-- reverse --
DROP POLICY admin_sees ON outbox_messages;
DROP POLICY system_all ON outbox_messages;
DROP POLICY removes ON storage_objects;
DROP POLICY changes ON storage_objects;
DROP POLICY stores ON storage_objects;
DROP POLICY sees ON storage_objects;
DROP POLICY anon_sees ON storage_objects;
DROP POLICY system_all ON storage_objects;
DROP POLICY admin_clears ON rate_limits;
DROP POLICY admin_sees ON rate_limits;
DROP POLICY system_all ON rate_limits;
ALTER TABLE outbox_messages DISABLE ROW LEVEL SECURITY;
ALTER TABLE storage_objects DISABLE ROW LEVEL SECURITY;
ALTER TABLE rate_limits DISABLE ROW LEVEL SECURITY;
DROP TRIGGER zz_audit ON storage_objects;
DROP TRIGGER ab_freeze ON storage_objects;
DROP TRIGGER aa_touch ON outbox_messages;
DROP FUNCTION app.write_letter, app.count_against_limit;
