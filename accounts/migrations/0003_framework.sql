-- Tables that Django and the libraries read before they know who is asking: one narrow policy each, and no more rights
-- than the library uses. They hold no event, order or attendee.

-- Django and allauth
ALTER TABLE django_session ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON django_session TO eventai_anon, eventai_user, eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON django_session TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE django_migrations ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON django_migrations FOR SELECT TO eventai_anon, eventai_user, eventai_system USING (true);
GRANT SELECT ON django_migrations TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE django_content_type ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON django_content_type FOR SELECT TO eventai_anon, eventai_user, eventai_system USING (true);
GRANT SELECT ON django_content_type TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE django_admin_log ENABLE ROW LEVEL SECURITY;
CREATE POLICY admins ON django_admin_log TO eventai_user USING ((SELECT app.is_admin())) WITH CHECK ((SELECT app.is_admin()));
CREATE POLICY system_all ON django_admin_log TO eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON django_admin_log TO eventai_user;
GRANT SELECT, INSERT, DELETE ON django_admin_log TO eventai_system;
GRANT USAGE ON SEQUENCE django_admin_log_id_seq TO eventai_user, eventai_system;

ALTER TABLE auth_permission ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON auth_permission FOR SELECT TO eventai_anon, eventai_user, eventai_system USING (true);
GRANT SELECT ON auth_permission TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE auth_group ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON auth_group FOR SELECT TO eventai_anon, eventai_user, eventai_system USING (true);
GRANT SELECT ON auth_group TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE auth_group_permissions ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON auth_group_permissions FOR SELECT TO eventai_anon, eventai_user, eventai_system USING (true);
GRANT SELECT ON auth_group_permissions TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE users_groups ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON users_groups FOR SELECT TO eventai_anon, eventai_user USING (true);
CREATE POLICY system_all ON users_groups TO eventai_system USING (true) WITH CHECK (true);
GRANT SELECT ON users_groups TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, DELETE ON users_groups TO eventai_system;
GRANT USAGE ON SEQUENCE users_groups_id_seq TO eventai_system;

ALTER TABLE users_user_permissions ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON users_user_permissions FOR SELECT TO eventai_anon, eventai_user USING (true);
CREATE POLICY system_all ON users_user_permissions TO eventai_system USING (true) WITH CHECK (true);
GRANT SELECT ON users_user_permissions TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, DELETE ON users_user_permissions TO eventai_system;
GRANT USAGE ON SEQUENCE users_user_permissions_id_seq TO eventai_system;

ALTER TABLE account_emailaddress ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON account_emailaddress TO eventai_anon, eventai_user, eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON account_emailaddress TO eventai_anon, eventai_user, eventai_system;
GRANT USAGE ON SEQUENCE account_emailaddress_id_seq TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE account_emailconfirmation ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON account_emailconfirmation TO eventai_anon, eventai_user, eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON account_emailconfirmation TO eventai_anon, eventai_user, eventai_system;
GRANT USAGE ON SEQUENCE account_emailconfirmation_id_seq TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE mfa_authenticator ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON mfa_authenticator TO eventai_anon, eventai_user, eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON mfa_authenticator TO eventai_anon, eventai_user, eventai_system;
GRANT USAGE ON SEQUENCE mfa_authenticator_id_seq TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE usersessions_usersession ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON usersessions_usersession TO eventai_anon, eventai_user, eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON usersessions_usersession TO eventai_anon, eventai_user, eventai_system;
GRANT USAGE ON SEQUENCE usersessions_usersession_id_seq TO eventai_anon, eventai_user, eventai_system;

-- guardian's generic tables stay empty: grants stand in event_user_permissions and event_group_permissions
ALTER TABLE guardian_userobjectpermission ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON guardian_userobjectpermission FOR SELECT TO eventai_anon, eventai_user, eventai_system USING (true);
GRANT SELECT ON guardian_userobjectpermission TO eventai_anon, eventai_user, eventai_system;

ALTER TABLE guardian_groupobjectpermission ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON guardian_groupobjectpermission FOR SELECT TO eventai_anon, eventai_user, eventai_system USING (true);
GRANT SELECT ON guardian_groupobjectpermission TO eventai_anon, eventai_user, eventai_system;

-- procrastinate: people defer a job in the transaction that needs it; arguments hold ids only
ALTER TABLE procrastinate_jobs ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON procrastinate_jobs TO eventai_anon, eventai_user, eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE ON procrastinate_jobs TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_jobs TO eventai_system;

ALTER TABLE procrastinate_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON procrastinate_events TO eventai_anon, eventai_user, eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT ON procrastinate_events TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_events TO eventai_system;

ALTER TABLE procrastinate_periodic_defers ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON procrastinate_periodic_defers TO eventai_system USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_periodic_defers TO eventai_system;

ALTER TABLE procrastinate_workers ENABLE ROW LEVEL SECURITY;
CREATE POLICY framework ON procrastinate_workers FOR SELECT TO eventai_anon, eventai_user USING (true);
CREATE POLICY system_all ON procrastinate_workers TO eventai_system USING (true) WITH CHECK (true);
GRANT SELECT ON procrastinate_workers TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON procrastinate_workers TO eventai_system;

GRANT USAGE ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq TO eventai_anon, eventai_user, eventai_system;
GRANT USAGE ON SEQUENCE procrastinate_periodic_defers_id_seq TO eventai_system;
-- its functions run with the caller's rights, and were made after EXECUTE was taken from PUBLIC
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO eventai_anon, eventai_user, eventai_system;

-- reverse --
DROP POLICY system_all ON procrastinate_workers;
DROP POLICY framework ON procrastinate_workers;
DROP POLICY system_all ON procrastinate_periodic_defers;
DROP POLICY framework ON procrastinate_events;
DROP POLICY framework ON procrastinate_jobs;
DROP POLICY framework ON guardian_groupobjectpermission;
DROP POLICY framework ON guardian_userobjectpermission;
DROP POLICY framework ON usersessions_usersession;
DROP POLICY framework ON mfa_authenticator;
DROP POLICY framework ON account_emailconfirmation;
DROP POLICY framework ON account_emailaddress;
DROP POLICY system_all ON users_user_permissions;
DROP POLICY framework ON users_user_permissions;
DROP POLICY system_all ON users_groups;
DROP POLICY framework ON users_groups;
DROP POLICY framework ON auth_group_permissions;
DROP POLICY framework ON auth_group;
DROP POLICY framework ON auth_permission;
DROP POLICY system_all ON django_admin_log;
DROP POLICY admins ON django_admin_log;
DROP POLICY framework ON django_content_type;
DROP POLICY framework ON django_migrations;
DROP POLICY framework ON django_session;
ALTER TABLE procrastinate_workers DISABLE ROW LEVEL SECURITY;
ALTER TABLE procrastinate_periodic_defers DISABLE ROW LEVEL SECURITY;
ALTER TABLE procrastinate_events DISABLE ROW LEVEL SECURITY;
ALTER TABLE procrastinate_jobs DISABLE ROW LEVEL SECURITY;
ALTER TABLE guardian_groupobjectpermission DISABLE ROW LEVEL SECURITY;
ALTER TABLE guardian_userobjectpermission DISABLE ROW LEVEL SECURITY;
ALTER TABLE usersessions_usersession DISABLE ROW LEVEL SECURITY;
ALTER TABLE mfa_authenticator DISABLE ROW LEVEL SECURITY;
ALTER TABLE account_emailconfirmation DISABLE ROW LEVEL SECURITY;
ALTER TABLE account_emailaddress DISABLE ROW LEVEL SECURITY;
ALTER TABLE users_user_permissions DISABLE ROW LEVEL SECURITY;
ALTER TABLE users_groups DISABLE ROW LEVEL SECURITY;
ALTER TABLE auth_group_permissions DISABLE ROW LEVEL SECURITY;
ALTER TABLE auth_group DISABLE ROW LEVEL SECURITY;
ALTER TABLE auth_permission DISABLE ROW LEVEL SECURITY;
ALTER TABLE django_admin_log DISABLE ROW LEVEL SECURITY;
ALTER TABLE django_content_type DISABLE ROW LEVEL SECURITY;
ALTER TABLE django_migrations DISABLE ROW LEVEL SECURITY;
ALTER TABLE django_session DISABLE ROW LEVEL SECURITY;
