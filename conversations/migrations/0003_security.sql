-- Conversations and the assistant's runs.

ALTER TABLE ai_conversations ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE ai_messages ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE ai_runs ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE ai_run_events ALTER COLUMN id SET DEFAULT gen_random_uuid();
ALTER TABLE ai_tool_calls ALTER COLUMN id SET DEFAULT gen_random_uuid();

SELECT app.set_on_delete('ai_conversations', 'user_id', 'CASCADE');
SELECT app.set_on_delete('ai_conversations', 'event_id', 'SET NULL');
SELECT app.set_on_delete('ai_messages', 'conversation_id', 'CASCADE');
SELECT app.set_on_delete('ai_messages', 'run_id', 'SET NULL');
SELECT app.set_on_delete('ai_runs', 'conversation_id', 'CASCADE');
SELECT app.set_on_delete('ai_run_events', 'run_id', 'CASCADE');
SELECT app.set_on_delete('ai_tool_calls', 'run_id', 'CASCADE');
SELECT app.set_on_delete('ai_tool_calls', 'message_id', 'SET NULL');
SELECT app.set_on_delete('ai_tool_calls', 'decided_by_id', 'SET NULL');

CREATE INDEX ai_conversations_metadata_gin ON ai_conversations USING gin (metadata jsonb_path_ops);
CREATE INDEX ai_messages_tool_calls_gin ON ai_messages USING gin (tool_calls jsonb_path_ops);
CREATE INDEX ai_messages_meta_gin ON ai_messages USING gin (meta jsonb_path_ops);
CREATE INDEX ai_run_events_data_gin ON ai_run_events USING gin (data jsonb_path_ops);
CREATE INDEX ai_tool_calls_arguments_gin ON ai_tool_calls USING gin (arguments jsonb_path_ops);
CREATE INDEX ai_tool_calls_facts_gin ON ai_tool_calls USING gin (facts jsonb_path_ops);
CREATE INDEX ai_tool_calls_result_gin ON ai_tool_calls USING gin (result jsonb_path_ops);

-- Conversations of whoever asks: the acting profile, or the guest whose cookie is shown.
CREATE FUNCTION app.conversation_ids() RETURNS uuid[]
LANGUAGE plpgsql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN ARRAY(SELECT c.id FROM public.ai_conversations c
                WHERE c.user_id = coalesce(app.current_profile_id(), app.guest_profile_id()));
END $$;

CREATE TRIGGER aa_touch BEFORE UPDATE ON ai_conversations FOR EACH ROW EXECUTE FUNCTION app.touch_updated_at();
CREATE TRIGGER aa_touch BEFORE UPDATE ON ai_tool_calls FOR EACH ROW EXECUTE FUNCTION app.touch_updated_at();

CREATE TRIGGER ab_freeze BEFORE UPDATE ON ai_conversations FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'user_id', 'reference', 'created_at');
-- A person stops a run, and decides a call; what was asked for stays as it was frozen.
CREATE TRIGGER ab_freeze BEFORE UPDATE ON ai_runs FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'conversation_id', 'reference', 'client_key', 'kind', 'engine', 'attempt', 'worker',
    'lease_until', 'step', 'created_at', 'started_at');
CREATE TRIGGER ab_freeze BEFORE UPDATE ON ai_tool_calls FOR EACH ROW
  EXECUTE FUNCTION app.freeze_columns('id', 'run_id', 'message_id', 'call_id', 'reference', 'position', 'name', 'arguments', 'risk',
    'result', 'created_at');

CREATE FUNCTION app.guard_decision() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF current_user NOT IN ('eventai_user', 'eventai_anon') OR OLD.status = NEW.status THEN RETURN NEW; END IF;
  IF OLD.status <> 'pending_approval' OR NEW.status NOT IN ('approved', 'denied', 'expired') THEN
    RAISE EXCEPTION 'a call does not go from % to % by a person', OLD.status, NEW.status USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ac_decision BEFORE UPDATE ON ai_tool_calls FOR EACH ROW EXECUTE FUNCTION app.guard_decision();

CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON ai_tool_calls FOR EACH ROW
  EXECUTE FUNCTION app.audit('arguments', 'facts', 'result');

ALTER TABLE ai_conversations ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_conversations TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY guest_own ON ai_conversations TO eventai_anon
  USING (user_id = (SELECT app.guest_profile_id())) WITH CHECK (user_id = (SELECT app.guest_profile_id()));
CREATE POLICY own ON ai_conversations TO eventai_user
  USING (user_id = (SELECT app.current_profile_id())) WITH CHECK (user_id = (SELECT app.current_profile_id()));
CREATE POLICY admin_sees ON ai_conversations FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_conversations TO eventai_anon, eventai_user, eventai_system;

-- People write their own words only; the assistant's are written by the system.
ALTER TABLE ai_messages ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_messages TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY sees ON ai_messages FOR SELECT TO eventai_anon, eventai_user
  USING (conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));
CREATE POLICY admin_sees ON ai_messages FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
CREATE POLICY says ON ai_messages FOR INSERT TO eventai_anon, eventai_user
  WITH CHECK (role = 'user' AND conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));
GRANT SELECT, INSERT ON ai_messages TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_messages TO eventai_system;

ALTER TABLE ai_runs ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_runs TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY sees ON ai_runs FOR SELECT TO eventai_anon, eventai_user
  USING (conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));
CREATE POLICY admin_sees ON ai_runs FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
CREATE POLICY asks ON ai_runs FOR INSERT TO eventai_anon, eventai_user
  WITH CHECK (status = 'queued' AND conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));
CREATE POLICY stops ON ai_runs FOR UPDATE TO eventai_anon, eventai_user
  USING (conversation_id = ANY ((SELECT app.conversation_ids())::uuid[]));
GRANT SELECT, INSERT, UPDATE ON ai_runs TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_runs TO eventai_system;

ALTER TABLE ai_run_events ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_run_events TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY sees ON ai_run_events FOR SELECT TO eventai_anon, eventai_user
  USING (run_id IN (SELECT r.id FROM ai_runs r WHERE r.conversation_id = ANY ((SELECT app.conversation_ids())::uuid[])));
GRANT SELECT ON ai_run_events TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_run_events TO eventai_system;

ALTER TABLE ai_tool_calls ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON ai_tool_calls TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY sees ON ai_tool_calls FOR SELECT TO eventai_anon, eventai_user
  USING (run_id IN (SELECT r.id FROM ai_runs r WHERE r.conversation_id = ANY ((SELECT app.conversation_ids())::uuid[])));
CREATE POLICY admin_sees ON ai_tool_calls FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));
CREATE POLICY decides ON ai_tool_calls FOR UPDATE TO eventai_anon, eventai_user
  USING (run_id IN (SELECT r.id FROM ai_runs r WHERE r.conversation_id = ANY ((SELECT app.conversation_ids())::uuid[])));
GRANT SELECT, UPDATE ON ai_tool_calls TO eventai_anon, eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON ai_tool_calls TO eventai_system;

GRANT EXECUTE ON FUNCTION app.conversation_ids() TO eventai_anon, eventai_user, eventai_system;

-- reverse --
DROP POLICY decides ON ai_tool_calls;
DROP POLICY admin_sees ON ai_tool_calls;
DROP POLICY sees ON ai_tool_calls;
DROP POLICY system_all ON ai_tool_calls;
DROP POLICY sees ON ai_run_events;
DROP POLICY system_all ON ai_run_events;
DROP POLICY stops ON ai_runs;
DROP POLICY asks ON ai_runs;
DROP POLICY admin_sees ON ai_runs;
DROP POLICY sees ON ai_runs;
DROP POLICY system_all ON ai_runs;
DROP POLICY says ON ai_messages;
DROP POLICY admin_sees ON ai_messages;
DROP POLICY sees ON ai_messages;
DROP POLICY system_all ON ai_messages;
DROP POLICY admin_sees ON ai_conversations;
DROP POLICY own ON ai_conversations;
DROP POLICY guest_own ON ai_conversations;
DROP POLICY system_all ON ai_conversations;
ALTER TABLE ai_tool_calls DISABLE ROW LEVEL SECURITY;
ALTER TABLE ai_run_events DISABLE ROW LEVEL SECURITY;
ALTER TABLE ai_runs DISABLE ROW LEVEL SECURITY;
ALTER TABLE ai_messages DISABLE ROW LEVEL SECURITY;
ALTER TABLE ai_conversations DISABLE ROW LEVEL SECURITY;
DROP TRIGGER zz_audit ON ai_tool_calls;
DROP TRIGGER ac_decision ON ai_tool_calls;
DROP TRIGGER ab_freeze ON ai_tool_calls;
DROP TRIGGER ab_freeze ON ai_runs;
DROP TRIGGER ab_freeze ON ai_conversations;
DROP TRIGGER aa_touch ON ai_tool_calls;
DROP TRIGGER aa_touch ON ai_conversations;
DROP INDEX ai_tool_calls_result_gin;
DROP INDEX ai_tool_calls_facts_gin;
DROP INDEX ai_tool_calls_arguments_gin;
DROP INDEX ai_run_events_data_gin;
DROP INDEX ai_messages_meta_gin;
DROP INDEX ai_messages_tool_calls_gin;
DROP INDEX ai_conversations_metadata_gin;
DROP FUNCTION app.guard_decision, app.conversation_ids;
