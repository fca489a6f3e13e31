-- Events, their tasks, and who may do what at one event.

ALTER TABLE ai_events ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE ai_tasks ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE event_user_permissions ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE event_group_permissions ALTER COLUMN id SET DEFAULT gen_random_uuid();

SELECT app.set_on_delete('ai_events', 'organizer_id', 'RESTRICT');
SELECT app.set_on_delete('ai_tasks', 'event_id', 'CASCADE');
SELECT app.set_on_delete('event_user_permissions', 'content_object_id', 'CASCADE');
SELECT app.set_on_delete('event_user_permissions', 'permission_id', 'CASCADE');
SELECT app.set_on_delete('event_user_permissions', 'user_id', 'CASCADE');
SELECT app.set_on_delete('event_group_permissions', 'content_object_id', 'CASCADE');
SELECT app.set_on_delete('event_group_permissions', 'permission_id', 'CASCADE');
SELECT app.set_on_delete('event_group_permissions', 'group_id', 'CASCADE');

CREATE INDEX ai_events_landing_page_config_gin ON ai_events USING gin (landing_page_config jsonb_path_ops);
CREATE INDEX ai_tasks_data_gin ON ai_tasks USING gin (data jsonb_path_ops);

-- What policies of other tables mirror: kept true by foreign keys that cascade (ticketing's migration)
ALTER TABLE ai_events ADD CONSTRAINT ai_events_mirrored_organizer UNIQUE (id, organizer_id);
ALTER TABLE ai_events ADD CONSTRAINT ai_events_mirrored_public UNIQUE (id, is_public);

-- --- helpers of the policies ---------------------------------------------------------------------

-- Events at which the acting profile holds one of the permissions, by itself or through a group.
-- Owners are matched by column before this is ever asked.
CREATE FUNCTION app.event_ids(VARIADIC _permissions text[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _user uuid;
BEGIN
  SELECT p.user_id INTO _user FROM public.profiles p
   WHERE p.id = nullif(current_setting('app.profile_id', true), '')::uuid;
  IF _user IS NULL THEN RETURN '{}'; END IF;
  RETURN ARRAY(
    SELECT up.content_object_id FROM public.event_user_permissions up
      JOIN public.auth_permission ap ON ap.id = up.permission_id
     WHERE up.user_id = _user AND ap.codename = ANY (_permissions)
    UNION
    SELECT gp.content_object_id FROM public.users_groups ug
      JOIN public.event_group_permissions gp ON gp.group_id = ug.group_id
      JOIN public.auth_permission ap ON ap.id = gp.permission_id
     WHERE ug.user_id = _user AND ap.codename = ANY (_permissions));
END $$;

CREATE FUNCTION app.owns_event(_event uuid) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM public.ai_events e WHERE e.id = _event AND e.organizer_id = app.current_profile_id());
END $$;

-- The organizer or an admin opens an event to somebody by e-mail address; the person must have an account.
CREATE FUNCTION app.grant_event_permission(_event uuid, _email text, _permission text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _user uuid; _permission_id int;
BEGIN
  IF NOT (app.owns_event(_event) OR app.is_admin()) THEN
    RAISE EXCEPTION 'this profile may not open the event to others' USING ERRCODE = '42501';
  END IF;
  SELECT p.user_id INTO _user FROM public.profiles p WHERE p.email = lower(_email) AND p.user_id IS NOT NULL;
  SELECT ap.id INTO _permission_id FROM public.auth_permission ap
    JOIN public.django_content_type ct ON ct.id = ap.content_type_id
   WHERE ct.app_label = 'events' AND ct.model = 'event' AND ap.codename = _permission;
  IF _user IS NULL OR _permission_id IS NULL THEN RETURN false; END IF;
  INSERT INTO public.event_user_permissions (content_object_id, user_id, permission_id)
  VALUES (_event, _user, _permission_id) ON CONFLICT DO NOTHING;
  RETURN true;
END $$;

CREATE FUNCTION app.revoke_event_permission(_event uuid, _email text, _permission text) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT (app.owns_event(_event) OR app.is_admin()) THEN
    RAISE EXCEPTION 'this profile may not close the event to others' USING ERRCODE = '42501';
  END IF;
  DELETE FROM public.event_user_permissions up USING public.profiles p, public.auth_permission ap
   WHERE up.content_object_id = _event AND up.user_id = p.user_id AND p.email = lower(_email)
     AND up.permission_id = ap.id AND ap.codename = _permission;
  RETURN FOUND;
END $$;

-- Whether any event, seen or unseen, has this slug: it says no more than the refusal of a second one would.
CREATE FUNCTION app.slug_is_taken(_slug text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN RETURN EXISTS (SELECT 1 FROM public.ai_events e WHERE e.slug = _slug); END $$;

-- --- triggers ------------------------------------------------------------------------------------

CREATE TRIGGER aa_touch BEFORE UPDATE ON ai_events FOR EACH ROW EXECUTE FUNCTION app.touch_updated_at();
CREATE TRIGGER aa_touch BEFORE UPDATE ON ai_tasks FOR EACH ROW EXECUTE FUNCTION app.touch_updated_at();

CREATE TRIGGER ab_freeze BEFORE UPDATE ON ai_events FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'organizer_id', 'created_at');
CREATE TRIGGER ab_freeze BEFORE UPDATE ON ai_tasks FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'event_id', 'rule', 'occurrence', 'created_at');

CREATE FUNCTION app.derive_event_columns() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  NEW.is_public := NEW.status <> 'draft' AND NEW.visibility <> 'private';
  IF TG_OP = 'UPDATE' THEN NEW.version := OLD.version + 1; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ad_derive BEFORE INSERT OR UPDATE ON ai_events FOR EACH ROW EXECUTE FUNCTION app.derive_event_columns();

-- Publishing is for organizers; what has been public never becomes a draft by a person's hand once it was ended or
-- cancelled, and never while it has orders (that half stands in ticketing's migration).
CREATE FUNCTION app.guard_event_status() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF current_user NOT IN ('eventai_user', 'eventai_anon') OR OLD.status = NEW.status THEN RETURN NEW; END IF;
  IF (OLD.status, NEW.status) NOT IN (('draft', 'published'), ('published', 'draft'), ('published', 'cancelled'),
                                      ('published', 'ended')) THEN
    RAISE EXCEPTION 'an event does not go from % to %', OLD.status, NEW.status USING ERRCODE = '42501';
  END IF;
  IF NEW.status = 'published' AND NOT (app.has_role('organizer') OR app.is_admin()) THEN
    RAISE EXCEPTION 'publishing needs the role organizer' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ac_status BEFORE UPDATE ON ai_events FOR EACH ROW EXECUTE FUNCTION app.guard_event_status();

CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON ai_events FOR EACH ROW EXECUTE FUNCTION app.audit('version');
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON ai_tasks FOR EACH ROW EXECUTE FUNCTION app.audit();
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON event_user_permissions FOR EACH ROW EXECUTE FUNCTION app.audit();
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON event_group_permissions FOR EACH ROW EXECUTE FUNCTION app.audit();

-- --- policies ------------------------------------------------------------------------------------

ALTER TABLE ai_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_events TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY anon_sees ON ai_events FOR SELECT TO eventai_anon
  USING (is_public OR organizer_id = (SELECT app.guest_profile_id()));
CREATE POLICY sees ON ai_events FOR SELECT TO eventai_user USING (
  is_public
  OR organizer_id = (SELECT app.current_profile_id())
  OR id = ANY ((SELECT app.event_ids('view_event', 'change_event', 'check_in_attendee'))::uuid[])
  OR (SELECT app.is_admin()));
CREATE POLICY begins ON ai_events FOR INSERT TO eventai_user
  WITH CHECK (organizer_id = (SELECT app.current_profile_id()) AND status = 'draft');
CREATE POLICY changes ON ai_events FOR UPDATE TO eventai_user USING (
  organizer_id = (SELECT app.current_profile_id())
  OR id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
  OR (SELECT app.is_admin()));
CREATE POLICY discards ON ai_events FOR DELETE TO eventai_user
  USING (organizer_id = (SELECT app.current_profile_id()) AND status = 'draft');
GRANT SELECT ON ai_events TO eventai_anon;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_events TO eventai_user, eventai_system;

ALTER TABLE ai_tasks ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_tasks TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY guest_sees_own ON ai_tasks FOR SELECT TO eventai_anon
  USING (event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.guest_profile_id())));
CREATE POLICY sees ON ai_tasks FOR SELECT TO eventai_user USING (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR event_id = ANY ((SELECT app.event_ids('view_event', 'change_event'))::uuid[])
  OR (SELECT app.is_admin()));
CREATE POLICY plans ON ai_tasks FOR INSERT TO eventai_user WITH CHECK (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
  OR (SELECT app.is_admin()));
CREATE POLICY changes ON ai_tasks FOR UPDATE TO eventai_user USING (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
  OR (SELECT app.is_admin()));
CREATE POLICY removes ON ai_tasks FOR DELETE TO eventai_user USING (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
  OR (SELECT app.is_admin()));
GRANT SELECT ON ai_tasks TO eventai_anon;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_tasks TO eventai_user, eventai_system;

-- Only the organizer (or an admin) opens an event to others; everybody sees what was opened to them.
ALTER TABLE event_user_permissions ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON event_user_permissions TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY sees ON event_user_permissions FOR SELECT TO eventai_user USING (
  user_id = (SELECT p.user_id FROM profiles p WHERE p.id = (SELECT app.current_profile_id()))
  OR content_object_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR (SELECT app.is_admin()));
CREATE POLICY opens ON event_user_permissions FOR INSERT TO eventai_user
  WITH CHECK (app.owns_event(content_object_id) OR (SELECT app.is_admin()));
CREATE POLICY closes ON event_user_permissions FOR DELETE TO eventai_user
  USING (app.owns_event(content_object_id) OR (SELECT app.is_admin()));
GRANT SELECT, INSERT, DELETE ON event_user_permissions TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON event_user_permissions TO eventai_system;

ALTER TABLE event_group_permissions ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON event_group_permissions TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY sees ON event_group_permissions FOR SELECT TO eventai_user USING (
  content_object_id = ANY ((SELECT app.event_ids('view_event', 'change_event', 'check_in_attendee'))::uuid[])
  OR content_object_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR (SELECT app.is_admin()));
CREATE POLICY opens ON event_group_permissions FOR INSERT TO eventai_user WITH CHECK ((SELECT app.is_admin()));
CREATE POLICY closes ON event_group_permissions FOR DELETE TO eventai_user USING ((SELECT app.is_admin()));
GRANT SELECT, INSERT, DELETE ON event_group_permissions TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON event_group_permissions TO eventai_system;

GRANT EXECUTE ON FUNCTION app.event_ids(text[]), app.owns_event(uuid), app.slug_is_taken(text) TO eventai_anon, eventai_user, eventai_system;
GRANT EXECUTE ON FUNCTION app.grant_event_permission(uuid, text, text), app.revoke_event_permission(uuid, text, text) TO eventai_user, eventai_system;

-- reverse --
DROP POLICY closes ON event_group_permissions;
DROP POLICY opens ON event_group_permissions;
DROP POLICY sees ON event_group_permissions;
DROP POLICY system_all ON event_group_permissions;
DROP POLICY closes ON event_user_permissions;
DROP POLICY opens ON event_user_permissions;
DROP POLICY sees ON event_user_permissions;
DROP POLICY system_all ON event_user_permissions;
DROP POLICY removes ON ai_tasks;
DROP POLICY changes ON ai_tasks;
DROP POLICY plans ON ai_tasks;
DROP POLICY sees ON ai_tasks;
DROP POLICY guest_sees_own ON ai_tasks;
DROP POLICY system_all ON ai_tasks;
DROP POLICY discards ON ai_events;
DROP POLICY changes ON ai_events;
DROP POLICY begins ON ai_events;
DROP POLICY sees ON ai_events;
DROP POLICY anon_sees ON ai_events;
DROP POLICY system_all ON ai_events;
ALTER TABLE event_group_permissions DISABLE ROW LEVEL SECURITY;
ALTER TABLE event_user_permissions DISABLE ROW LEVEL SECURITY;
ALTER TABLE ai_tasks DISABLE ROW LEVEL SECURITY;
ALTER TABLE ai_events DISABLE ROW LEVEL SECURITY;
DROP TRIGGER zz_audit ON event_group_permissions;
DROP TRIGGER zz_audit ON event_user_permissions;
DROP TRIGGER zz_audit ON ai_tasks;
DROP TRIGGER zz_audit ON ai_events;
DROP TRIGGER ac_status ON ai_events;
DROP TRIGGER ad_derive ON ai_events;
DROP TRIGGER ab_freeze ON ai_tasks;
DROP TRIGGER ab_freeze ON ai_events;
DROP TRIGGER aa_touch ON ai_tasks;
DROP TRIGGER aa_touch ON ai_events;
ALTER TABLE ai_events DROP CONSTRAINT ai_events_mirrored_public;
ALTER TABLE ai_events DROP CONSTRAINT ai_events_mirrored_organizer;
DROP INDEX ai_tasks_data_gin;
DROP INDEX ai_events_landing_page_config_gin;
DROP FUNCTION app.guard_event_status, app.derive_event_columns, app.slug_is_taken, app.revoke_event_permission, app.grant_event_permission, app.owns_event, app.event_ids;
