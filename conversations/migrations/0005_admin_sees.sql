CREATE POLICY admin_sees ON ai_run_events FOR SELECT TO eventai_user USING ((SELECT app.is_admin()));

-- reverse --
DROP POLICY admin_sees ON ai_run_events;
