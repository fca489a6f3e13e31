-- The stamp of an event that everybody may see; NULL for any other. Pictures count with what the page shows of them.
CREATE OR REPLACE FUNCTION app.page_stamp(_slug text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN (SELECT e.id || '.' || e.version || '.' || coalesce(
                   (SELECT sum(hashtextextended(t.id::text, t.version)) FROM public.tickets t WHERE t.event_id = e.id), 0)
                 || '.' || coalesce(
                   (SELECT sum(hashtextextended(s.id || s.alt, coalesce(extract(epoch FROM s.drawn_at)::bigint, 0)))
                      FROM public.storage_objects s WHERE s.event_id = e.id AND s.bucket = 'landing-pages'), 0)
            FROM public.ai_events e WHERE e.slug = _slug AND e.is_public);
END $$;

-- reverse --
CREATE OR REPLACE FUNCTION app.page_stamp(_slug text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN (SELECT e.id || '.' || e.version || '.' || coalesce(
                   (SELECT sum(hashtextextended(t.id::text, t.version)) FROM public.tickets t WHERE t.event_id = e.id), 0)
            FROM public.ai_events e WHERE e.slug = _slug AND e.is_public);
END $$;
