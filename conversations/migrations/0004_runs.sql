-- How a worker writes an answer down, and how the streams read it.

-- Appends one event and renews the lease in the same round trip. No row comes back when the run is no longer this
-- worker's: it was stopped, or another worker took over.
CREATE FUNCTION app.append_run_event(_run uuid, _worker text, _kind text, _data jsonb, _lease_seconds int) RETURNS SETOF int
LANGUAGE plpgsql VOLATILE SET search_path = '' AS $$
DECLARE _seq int;
BEGIN
  UPDATE public.ai_runs r SET lease_until = clock_timestamp() + make_interval(secs => _lease_seconds)
   WHERE r.id = _run AND r.worker = _worker AND r.status = 'running';
  IF NOT FOUND THEN RETURN; END IF;
  SELECT coalesce(max(e.seq), 0) + 1 INTO _seq FROM public.ai_run_events e WHERE e.run_id = _run;
  INSERT INTO public.ai_run_events (run_id, seq, kind, data, created_at) VALUES (_run, _seq, _kind, _data, clock_timestamp());
  RETURN NEXT _seq;
END $$;

-- What is new in many runs at once: one query for all who watch.
CREATE FUNCTION app.run_events_after(_runs uuid[], _after int[]) RETURNS TABLE (run_id uuid, seq int, kind text, data jsonb)
LANGUAGE sql STABLE SET search_path = '' AS $$
  SELECT e.run_id, e.seq, e.kind::text, e.data
    FROM unnest(_runs, _after) AS watched(run_id, after)
    JOIN public.ai_run_events e ON e.run_id = watched.run_id AND e.seq > watched.after
   ORDER BY e.run_id, e.seq
$$;

GRANT EXECUTE ON FUNCTION app.append_run_event(uuid, text, text, jsonb, int), app.run_events_after(uuid[], int[]) TO eventai_system;

-- reverse --
DROP FUNCTION app.append_run_event, app.run_events_after;
