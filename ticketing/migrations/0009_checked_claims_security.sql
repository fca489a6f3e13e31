-- Claims of a page that somebody has checked: theirs who may change the event, each in their own name.

ALTER TABLE checked_claims ALTER COLUMN id SET DEFAULT gen_random_uuid();
SELECT app.set_on_delete('checked_claims', 'event_id', 'CASCADE');
SELECT app.set_on_delete('checked_claims', 'checked_by_id', 'SET NULL');
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON checked_claims FOR EACH ROW EXECUTE FUNCTION app.audit();

ALTER TABLE checked_claims ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON checked_claims TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY guest_sees ON checked_claims FOR SELECT TO eventai_anon USING (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.guest_profile_id())));
CREATE POLICY sees ON checked_claims FOR SELECT TO eventai_user USING (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR event_id = ANY ((SELECT app.event_ids('view_event', 'change_event'))::uuid[])
  OR (SELECT app.is_admin()));
CREATE POLICY confirms ON checked_claims FOR INSERT TO eventai_user WITH CHECK (
  checked_by_id = (SELECT app.current_profile_id()) AND app.may_change_event(event_id));
CREATE POLICY questions ON checked_claims FOR DELETE TO eventai_user USING (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
  OR (SELECT app.is_admin()));
GRANT SELECT ON checked_claims TO eventai_anon;
GRANT SELECT, INSERT, DELETE ON checked_claims TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON checked_claims TO eventai_system;

-- reverse --
REVOKE ALL ON checked_claims FROM eventai_anon, eventai_user, eventai_system;
DROP POLICY questions ON checked_claims;
DROP POLICY confirms ON checked_claims;
DROP POLICY sees ON checked_claims;
DROP POLICY guest_sees ON checked_claims;
DROP POLICY system_all ON checked_claims;
ALTER TABLE checked_claims DISABLE ROW LEVEL SECURITY;
DROP TRIGGER zz_audit ON checked_claims;
