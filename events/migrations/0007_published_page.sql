-- Visitors see the published page, organizers write the draft (landing_page_config) until they publish its changes.

-- An event goes before the public with the page it has then; withdrawn, it has its draft alone.
CREATE FUNCTION app.keep_published_page() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  IF NEW.status = 'draft' THEN
    NEW.published_page := NULL;
  ELSIF NEW.published_page IS NULL OR (TG_OP = 'UPDATE' AND OLD.status = 'draft') THEN
    NEW.published_page := NEW.landing_page_config;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ah_published_page BEFORE INSERT OR UPDATE ON ai_events FOR EACH ROW EXECUTE FUNCTION app.keep_published_page();

-- Every page that is out now is published as it stands. Nobody changed anything, so nothing is told or audited.
ALTER TABLE ai_events DISABLE TRIGGER USER;
UPDATE ai_events SET published_page = landing_page_config WHERE status <> 'draft';
ALTER TABLE ai_events ENABLE TRIGGER USER;

CREATE INDEX ai_events_published_page_gin ON ai_events USING gin (published_page jsonb_path_ops);

-- A picture is used as long as the draft or the published page names it.
CREATE OR REPLACE FUNCTION app.note_used_files() RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = '' AS $$
DECLARE _noted bigint;
BEGIN
  UPDATE public.storage_objects s SET used_at = clock_timestamp()
   WHERE s.bucket <> 'documents'
     AND (s.id IN (SELECT found.id[1]::uuid FROM public.ai_events e,
                     regexp_matches(concat(e.landing_page_config, e.published_page),
                                    '"asset:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"', 'g') AS found(id))
          OR s.path IN (SELECT substring(p.avatar_url from '[^/]+$') FROM public.profiles p WHERE p.avatar_url <> ''));
  GET DIAGNOSTICS _noted = ROW_COUNT;
  RETURN _noted;
END $$;

CREATE OR REPLACE FUNCTION app.raise_versions_of_pages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE _picture public.storage_objects := coalesce(NEW, OLD);
BEGIN
  UPDATE public.ai_events e SET version = e.version
   WHERE e.organizer_id = _picture.owner_id
     AND concat(e.landing_page_config, e.published_page) LIKE '%asset:' || _picture.id || '%';
  RETURN NULL;
END $$;

-- reverse --
CREATE OR REPLACE FUNCTION app.raise_versions_of_pages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE _picture public.storage_objects := coalesce(NEW, OLD);
BEGIN
  UPDATE public.ai_events e SET version = e.version
   WHERE e.organizer_id = _picture.owner_id AND e.landing_page_config::text LIKE '%asset:' || _picture.id || '%';
  RETURN NULL;
END $$;
CREATE OR REPLACE FUNCTION app.note_used_files() RETURNS bigint
LANGUAGE plpgsql VOLATILE SET search_path = '' AS $$
DECLARE _noted bigint;
BEGIN
  UPDATE public.storage_objects s SET used_at = clock_timestamp()
   WHERE s.bucket <> 'documents'
     AND (s.id IN (SELECT found.id[1]::uuid FROM public.ai_events e,
                     regexp_matches(e.landing_page_config::text, '"asset:([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"', 'g') AS found(id))
          OR s.path IN (SELECT substring(p.avatar_url from '[^/]+$') FROM public.profiles p WHERE p.avatar_url <> ''));
  GET DIAGNOSTICS _noted = ROW_COUNT;
  RETURN _noted;
END $$;
DROP TRIGGER ah_published_page ON ai_events;
DROP FUNCTION app.keep_published_page();
DROP INDEX ai_events_published_page_gin;
