-- What a turn took, what the model can do, what was given to a conversation; turns that wait for the one before.

ALTER TABLE ai_usage ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE ai_model_records ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE ai_attachments ALTER COLUMN id SET DEFAULT gen_random_uuid();

SELECT app.set_on_delete('ai_runs', 'replaced_by_id', 'SET NULL');
SELECT app.set_on_delete('ai_usage', 'run_id', 'SET NULL');
SELECT app.set_on_delete('ai_usage', 'profile_id', 'SET NULL');
SELECT app.set_on_delete('ai_attachments', 'conversation_id', 'CASCADE');
SELECT app.set_on_delete('ai_attachments', 'run_id', 'SET NULL');

CREATE INDEX ai_model_records_capabilities_gin ON ai_model_records USING gin (capabilities jsonb_path_ops);
CREATE INDEX ai_attachments_candidates_gin ON ai_attachments USING gin (candidates jsonb_path_ops);

CREATE TRIGGER aa_touch BEFORE UPDATE ON ai_model_records FOR EACH ROW EXECUTE FUNCTION app.touch_updated_at();

DROP TRIGGER ab_freeze ON ai_runs;
CREATE TRIGGER ab_freeze BEFORE UPDATE ON ai_runs FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'conversation_id', 'reference', 'client_key', 'kind', 'engine', 'model', 'said', 'attempt',
    'worker', 'lease_until', 'step', 'created_at', 'started_at');
-- A person notes which candidates were taken; what was found stays as it was found.
CREATE TRIGGER ab_freeze BEFORE UPDATE ON ai_attachments FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'reference', 'conversation_id', 'name', 'content_type', 'size', 'text', 'created_at');

-- A turn begins at the end of the queue: live at once, or behind the answer that is being written.
DROP POLICY asks ON ai_runs;
CREATE POLICY asks ON ai_runs FOR INSERT TO eventai_anon, eventai_user
  WITH CHECK (status IN ('queued', 'waiting') AND conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));

ALTER TABLE ai_usage ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_usage TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY own ON ai_usage FOR SELECT TO eventai_user USING (profile_id = (SELECT app.current_profile_id()));
CREATE POLICY admin_sees ON ai_usage FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
GRANT SELECT ON ai_usage TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_usage TO eventai_system;

ALTER TABLE ai_model_records ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_model_records TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY admin_sees ON ai_model_records FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
GRANT SELECT ON ai_model_records TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_model_records TO eventai_system;

-- A visitor without an account gives no files.
ALTER TABLE ai_attachments ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_attachments TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY own ON ai_attachments TO eventai_user
  USING (conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]))
  WITH CHECK (conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));
CREATE POLICY guest_sees ON ai_attachments FOR SELECT TO eventai_anon
  USING (conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));
CREATE POLICY admin_sees ON ai_attachments FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
GRANT SELECT ON ai_attachments TO eventai_anon;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_attachments TO eventai_user, eventai_system;

-- reverse --
DROP POLICY admin_sees ON ai_attachments;
DROP POLICY guest_sees ON ai_attachments;
DROP POLICY own ON ai_attachments;
DROP POLICY system_all ON ai_attachments;
DROP POLICY admin_sees ON ai_model_records;
DROP POLICY system_all ON ai_model_records;
DROP POLICY admin_sees ON ai_usage;
DROP POLICY own ON ai_usage;
DROP POLICY system_all ON ai_usage;
ALTER TABLE ai_attachments DISABLE ROW LEVEL SECURITY;
ALTER TABLE ai_model_records DISABLE ROW LEVEL SECURITY;
ALTER TABLE ai_usage DISABLE ROW LEVEL SECURITY;
DROP POLICY asks ON ai_runs;
CREATE POLICY asks ON ai_runs FOR INSERT TO eventai_anon, eventai_user
  WITH CHECK (status = 'queued' AND conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));
DROP TRIGGER ab_freeze ON ai_attachments;
DROP TRIGGER ab_freeze ON ai_runs;
CREATE TRIGGER ab_freeze BEFORE UPDATE ON ai_runs FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'conversation_id', 'reference', 'client_key', 'kind', 'engine', 'attempt', 'worker',
    'lease_until', 'step', 'created_at', 'started_at');
DROP TRIGGER aa_touch ON ai_model_records;
DROP INDEX ai_attachments_candidates_gin;
DROP INDEX ai_model_records_capabilities_gin;
