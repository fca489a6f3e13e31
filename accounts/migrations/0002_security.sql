-- Security & Identity: users, profiles, user_roles, audit_logs.

ALTER TABLE users ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE profiles ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE user_roles ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE audit_logs ALTER COLUMN id SET DEFAULT gen_random_uuid();

SELECT app.set_on_delete('profiles', 'user_id', 'SET NULL');
SELECT app.set_on_delete('user_roles', 'user_id', 'CASCADE');

CREATE INDEX audit_logs_changes_gin ON audit_logs USING gin (changes jsonb_path_ops);

-- --- helpers of the policies ---------------------------------------------------------------------

-- Definer, so that a policy on user_roles may ask without asking itself.
CREATE FUNCTION app.has_role(_role public.app_role) RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM public.user_roles ur
                  WHERE ur.user_id = nullif(current_setting('app.profile_id', true), '')::uuid AND ur.role = _role);
END $$;

CREATE FUNCTION app.is_admin() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM public.user_roles ur
                  WHERE ur.user_id = nullif(current_setting('app.profile_id', true), '')::uuid AND ur.role = 'admin');
END $$;

-- The guest whose cookie is shown, if any.
CREATE FUNCTION app.guest_profile_id() RETURNS uuid
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _hash bytea := app.guest_token_hash();
BEGIN
  IF _hash IS NULL THEN RETURN NULL; END IF;
  RETURN (SELECT p.id FROM public.profiles p WHERE p.guest_token_hash = _hash);
END $$;

-- At sign-in there is no identity yet; this gives an id and nothing else.
CREATE FUNCTION app.profile_of_user(_user_id uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN RETURN (SELECT p.id FROM public.profiles p WHERE p.user_id = _user_id); END $$;

-- --- what people may not write themselves ---------------------------------------------------------

-- A guest begins: the browser keeps the secret, the database its hash.
CREATE FUNCTION app.open_guest(_token text) RETURNS uuid
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _id uuid;
BEGIN
  IF length(coalesce(_token, '')) < 32 THEN RAISE EXCEPTION 'a guest needs a token' USING ERRCODE = '22023'; END IF;
  INSERT INTO public.profiles (full_name, email, avatar_url, company_name, timezone, locale, guest_token_hash, created_at, updated_at)
  VALUES ('', '', '', '', '', '', sha256(convert_to(_token, 'UTF8')), now(), now()) RETURNING id INTO _id;
  RETURN _id;
END $$;

-- Anybody signed in may become an organizer; every other role only an admin gives.
CREATE FUNCTION app.grant_role(_profile uuid, _role public.app_role) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT (app.is_admin()
          OR (_role = 'organizer' AND _profile = app.current_profile_id()
              AND EXISTS (SELECT 1 FROM public.profiles p WHERE p.id = _profile AND p.user_id IS NOT NULL))) THEN
    RAISE EXCEPTION 'role % may not be granted by this profile', _role USING ERRCODE = '42501';
  END IF;
  INSERT INTO public.user_roles (user_id, role, created_at) VALUES (_profile, _role, now()) ON CONFLICT DO NOTHING;
  RETURN FOUND;
END $$;

CREATE FUNCTION app.revoke_role(_profile uuid, _role public.app_role) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT app.is_admin() THEN
    RAISE EXCEPTION 'role % may not be revoked by this profile', _role USING ERRCODE = '42501';
  END IF;
  DELETE FROM public.user_roles ur WHERE ur.user_id = _profile AND ur.role = _role;
  RETURN FOUND;
END $$;

-- --- triggers ------------------------------------------------------------------------------------

CREATE TRIGGER aa_touch BEFORE UPDATE ON profiles FOR EACH ROW EXECUTE FUNCTION app.touch_updated_at();
CREATE TRIGGER ab_freeze BEFORE UPDATE ON profiles FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'user_id', 'guest_token_hash', 'erased_at', 'created_at');

-- Every user has a profile, however the user came into being.
CREATE FUNCTION app.give_user_a_profile() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE _id uuid;
BEGIN
  INSERT INTO public.profiles (user_id, full_name, email, avatar_url, company_name, timezone, locale, created_at, updated_at)
  VALUES (NEW.id, '', NEW.email, '', '', '', '', now(), now())
  ON CONFLICT (user_id) DO NOTHING RETURNING id INTO _id;
  IF _id IS NOT NULL THEN
    INSERT INTO public.user_roles (user_id, role, created_at) VALUES (_id, 'attendee', now()) ON CONFLICT DO NOTHING;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER zy_profile AFTER INSERT ON users FOR EACH ROW EXECUTE FUNCTION app.give_user_a_profile();

-- The profile's address is the one that signs in.
CREATE FUNCTION app.carry_email_to_profile() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN UPDATE public.profiles p SET email = NEW.email WHERE p.user_id = NEW.id; RETURN NEW; END $$;
CREATE TRIGGER zy_email AFTER UPDATE OF email ON users FOR EACH ROW
  WHEN (OLD.email IS DISTINCT FROM NEW.email) EXECUTE FUNCTION app.carry_email_to_profile();

-- Flags that give power: only an admin turns them, and nobody is born with them.
CREATE FUNCTION app.guard_user_flags() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF current_user IN ('eventai_user', 'eventai_anon') AND NOT app.is_admin()
     AND (OLD.is_active, OLD.is_staff, OLD.is_superuser) IS DISTINCT FROM (NEW.is_active, NEW.is_staff, NEW.is_superuser) THEN
    RAISE EXCEPTION 'flags of a user may not be changed' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ab_guard BEFORE UPDATE ON users FOR EACH ROW EXECUTE FUNCTION app.guard_user_flags();

CREATE TRIGGER audit_append_only BEFORE UPDATE OR DELETE ON audit_logs FOR EACH ROW EXECUTE FUNCTION app.refuse();

CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON users FOR EACH ROW
  EXECUTE FUNCTION app.audit('password', 'last_login', '~email');
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON profiles FOR EACH ROW
  EXECUTE FUNCTION app.audit('guest_token_hash', '~full_name', '~email', '~avatar_url', '~company_name');
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON user_roles FOR EACH ROW EXECUTE FUNCTION app.audit();

-- --- policies: who sees and changes which rows -----------------------------------------------------
-- Arms stand in the order of cost: own columns first, helpers (run once per query, and only if reached) last.

ALTER TABLE users ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON users TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY framework ON users TO eventai_anon USING (true) WITH CHECK (true);
CREATE POLICY framework_sees ON users FOR SELECT TO eventai_user USING (true);
CREATE POLICY framework_signs_up ON users FOR INSERT TO eventai_user WITH CHECK (true);
CREATE POLICY changes_own ON users FOR UPDATE TO eventai_user USING (
  id = (SELECT p.user_id FROM profiles p WHERE p.id = (SELECT app.current_profile_id())) OR (SELECT app.is_admin()));
CREATE POLICY no_flags_at_birth ON users AS RESTRICTIVE FOR INSERT TO eventai_anon, eventai_user
  WITH CHECK (NOT is_superuser AND NOT is_staff);
GRANT SELECT, INSERT, UPDATE ON users TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON users TO eventai_system;

ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON profiles TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY guest_sees_own ON profiles FOR SELECT TO eventai_anon USING (id = (SELECT app.guest_profile_id()));
CREATE POLICY sees ON profiles FOR SELECT TO eventai_user
  USING (id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
CREATE POLICY changes ON profiles FOR UPDATE TO eventai_user
  USING (id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
GRANT SELECT ON profiles TO eventai_anon;
GRANT SELECT, UPDATE ON profiles TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON profiles TO eventai_system;

ALTER TABLE user_roles ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON user_roles TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY sees ON user_roles FOR SELECT TO eventai_user
  USING (user_id = (SELECT app.current_profile_id()) OR (SELECT app.is_admin()));
GRANT SELECT ON user_roles TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON user_roles TO eventai_system;

ALTER TABLE audit_logs ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_sees ON audit_logs FOR SELECT TO eventai_system USING (true);
CREATE POLICY admin_sees ON audit_logs FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
GRANT SELECT ON audit_logs TO eventai_user, eventai_system;

GRANT EXECUTE ON FUNCTION app.has_role(public.app_role), app.is_admin(), app.guest_profile_id(), app.profile_of_user(uuid),
  app.open_guest(text) TO eventai_anon, eventai_user, eventai_system;
GRANT EXECUTE ON FUNCTION app.grant_role(uuid, public.app_role), app.revoke_role(uuid, public.app_role)
  TO eventai_user, eventai_system;

-- reverse --
DROP TRIGGER zz_audit ON user_roles;
DROP TRIGGER zz_audit ON profiles;
DROP TRIGGER zz_audit ON users;
DROP TRIGGER audit_append_only ON audit_logs;
DROP TRIGGER ab_guard ON users;
DROP TRIGGER zy_email ON users;
DROP TRIGGER zy_profile ON users;
DROP TRIGGER ab_freeze ON profiles;
DROP TRIGGER aa_touch ON profiles;
DROP FUNCTION app.guard_user_flags(), app.carry_email_to_profile(), app.give_user_a_profile(), app.revoke_role, app.grant_role,
  app.open_guest, app.profile_of_user, app.guest_profile_id, app.is_admin, app.has_role CASCADE;
DROP INDEX audit_logs_changes_gin;
