-- Appends one piece of text to each of these runs and renews their leases. Comes back with the runs that still are this
-- worker's; what the others said is dropped. The locks come first, in order, so that the numbers are counted behind them.
CREATE FUNCTION app.append_run_texts(_runs uuid[], _worker text, _texts text[], _lease_seconds int) RETURNS SETOF uuid
LANGUAGE plpgsql VOLATILE SET search_path = '' AS $$
BEGIN
  PERFORM FROM public.ai_runs r WHERE r.id = ANY (_runs) ORDER BY r.id FOR NO KEY UPDATE;
  RETURN QUERY
    WITH mine AS (
      UPDATE public.ai_runs r SET lease_until = clock_timestamp() + make_interval(secs => _lease_seconds)
        FROM unnest(_runs, _texts) AS said(run, words)
       WHERE r.id = said.run AND r.worker = _worker AND r.status = 'running'
      RETURNING r.id, said.words)
    INSERT INTO public.ai_run_events (run_id, seq, kind, data, created_at)
      SELECT m.id, (SELECT coalesce(max(e.seq), 0) + 1 FROM public.ai_run_events e WHERE e.run_id = m.id), 'text',
             jsonb_build_object('text', m.words), clock_timestamp()
        FROM mine m
    RETURNING run_id;
END $$;

GRANT EXECUTE ON FUNCTION app.append_run_texts(uuid[], text, text[], int) TO eventai_system;

-- reverse --
DROP FUNCTION app.append_run_texts;
