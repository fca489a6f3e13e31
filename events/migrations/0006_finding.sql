-- Addresses that events had, so that old links lead to the new ones; and finding events: words, places, organizers.

ALTER TABLE event_slugs ALTER COLUMN id SET DEFAULT gen_random_uuid();
SELECT app.set_on_delete('event_slugs', 'event_id', 'CASCADE');

-- --- former addresses -----------------------------------------------------------------------------

-- An address that people may have kept stays the event's own, and nobody else takes it.
CREATE FUNCTION app.guard_slug() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  DELETE FROM public.event_slugs s WHERE s.slug = NEW.slug AND s.event_id = NEW.id;  -- it comes back to one it had
  IF EXISTS (SELECT 1 FROM public.event_slugs s WHERE s.slug = NEW.slug) THEN
    RAISE EXCEPTION 'this address belongs to another event' USING ERRCODE = '23505';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER af_slug BEFORE INSERT OR UPDATE OF slug ON ai_events FOR EACH ROW EXECUTE FUNCTION app.guard_slug();

CREATE FUNCTION app.keep_former_slug() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  INSERT INTO public.event_slugs (slug, event_id, created_at) VALUES (OLD.slug, OLD.id, now());
  RETURN NULL;
END $$;
CREATE TRIGGER zv_former_slug AFTER UPDATE OF slug ON ai_events FOR EACH ROW
  WHEN (OLD.slug IS DISTINCT FROM NEW.slug AND (OLD.is_public OR OLD.published_at IS NOT NULL))
  EXECUTE FUNCTION app.keep_former_slug();

CREATE OR REPLACE FUNCTION app.slug_is_taken(_slug text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN EXISTS (SELECT 1 FROM public.ai_events e WHERE e.slug = _slug)
      OR EXISTS (SELECT 1 FROM public.event_slugs s WHERE s.slug = _slug);
END $$;

-- Where the event with this former address is now; NULL unless everybody may see it.
CREATE FUNCTION app.slug_now(_former text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN (SELECT e.slug FROM public.event_slugs s JOIN public.ai_events e ON e.id = s.event_id
           WHERE s.slug = _former AND e.is_public);
END $$;

-- Whoever may change the event sees its former addresses; nobody writes them but the triggers above.
ALTER TABLE event_slugs ENABLE ROW LEVEL SECURITY;
CREATE POLICY system_all ON event_slugs TO eventai_system USING (true) WITH CHECK (true);
CREATE POLICY sees ON event_slugs FOR SELECT TO eventai_user USING (
  event_id IN (SELECT e.id FROM ai_events e WHERE e.organizer_id = (SELECT app.current_profile_id()))
  OR event_id = ANY ((SELECT app.event_ids('change_event'))::uuid[])
  OR (SELECT app.is_admin()));
GRANT SELECT ON event_slugs TO eventai_user;
GRANT SELECT, INSERT, UPDATE, DELETE ON event_slugs TO eventai_system;

-- --- former dates ---------------------------------------------------------------------------------

-- When it was to begin as it was published: search engines are told of events that were moved.
CREATE FUNCTION app.keep_announced_date() RETURNS trigger
LANGUAGE plpgsql SET search_path = '' AS $$
BEGIN
  NEW.announced_date := CASE
    WHEN NEW.status = 'draft' THEN NULL
    WHEN TG_OP = 'UPDATE' AND OLD.status <> 'draft' THEN coalesce(OLD.announced_date, OLD.start_date)
    ELSE NEW.start_date END;
  RETURN NEW;
END $$;
CREATE TRIGGER ag_announced BEFORE INSERT OR UPDATE ON ai_events FOR EACH ROW EXECUTE FUNCTION app.keep_announced_date();

-- --- pictures on pages ----------------------------------------------------------------------------

-- A page that names a picture is another one once the picture has other words or sizes, or is gone: the event's version
-- says so.
CREATE FUNCTION app.raise_versions_of_pages() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
DECLARE _picture public.storage_objects := coalesce(NEW, OLD);
BEGIN
  UPDATE public.ai_events e SET version = e.version
   WHERE e.organizer_id = _picture.owner_id AND e.landing_page_config::text LIKE '%asset:' || _picture.id || '%';
  RETURN NULL;
END $$;
CREATE TRIGGER zu_pages AFTER INSERT OR DELETE OR UPDATE OF alt, variants, path, width, height ON storage_objects
  FOR EACH ROW EXECUTE FUNCTION app.raise_versions_of_pages();

-- --- finding --------------------------------------------------------------------------------------

-- Both come with PostgreSQL (contrib) and are trusted: the owner of a database may create them.
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
CREATE EXTENSION IF NOT EXISTS unaccent WITH SCHEMA public;

-- Small letters without accents.
CREATE FUNCTION app.plain(_text text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
BEGIN RETURN lower(public.unaccent('public.unaccent'::regdictionary, _text)); END $$;

CREATE FUNCTION app.event_words(_name text, _host text, _kind text, _venue text, _city text, _summary text) RETURNS tsvector
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
BEGIN
  RETURN setweight(to_tsvector('pg_catalog.simple', app.plain(_name)), 'A')
      || setweight(to_tsvector('pg_catalog.simple', app.plain(concat_ws(' ', _host, _kind, _venue, _city))), 'B')
      || setweight(to_tsvector('pg_catalog.simple', app.plain(_summary)), 'D');
END $$;

-- What a misspelt word is compared with.
CREATE FUNCTION app.event_letters(_name text, _host text, _kind text, _venue text, _city text) RETURNS text
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE SET search_path = '' AS $$
BEGIN RETURN app.plain(concat_ws(' ', _name, _host, _kind, _venue, _city)); END $$;

CREATE INDEX ai_events_words ON ai_events USING gin (app.event_words(name, host, kind, venue, city, summary))
  WHERE status = 'published' AND visibility = 'public';
CREATE INDEX ai_events_letters ON ai_events USING gin (app.event_letters(name, host, kind, venue, city) public.gin_trgm_ops)
  WHERE status = 'published' AND visibility = 'public';
CREATE INDEX ai_events_listed ON ai_events (start_date) INCLUDE (end_date, city, id)
  WHERE status = 'published' AND visibility = 'public';

-- The listed events that fit, best or next first. Runs as the owner and asks for public ones itself: row security would
-- keep the planner from the indexes, because searching operators are not leakproof. NULL or '' leaves a filter out; _kinds
-- is a regular expression of ours. A word fits where one of the event begins with it, or is nearly it.
CREATE FUNCTION app.find_events(_words text, _place text, _kinds text, _from timestamptz, _until timestamptz,
                                _is_online boolean, _now timestamptz, _most int)
RETURNS TABLE (id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  _asked text[] := (regexp_split_to_array(btrim(regexp_replace(app.plain(coalesce(_words, '')), '[^[:alnum:]]+', ' ', 'g')), ' '))[1:8];
  _longest text; _query tsquery; _exact uuid[];
BEGIN
  IF _asked = ARRAY[''] THEN _asked := NULL; END IF;
  IF _asked IS NULL THEN
    RETURN QUERY
      SELECT e.id FROM public.ai_events e
       WHERE e.status = 'published' AND e.visibility = 'public'
         AND (e.end_date >= _now OR (e.end_date IS NULL AND e.start_date >= _now))
         AND app.event_fits(e, _place, _kinds, _from, _until, _is_online)
       ORDER BY e.start_date, e.id LIMIT _most;
    RETURN;
  END IF;
  -- What has all the words, the next first; only so many are weighed against each other.
  _query := to_tsquery('pg_catalog.simple', array_to_string(_asked, ':* & ') || ':*');
  SELECT array_agg(near.id) INTO _exact FROM (
    SELECT e.id FROM public.ai_events e
     WHERE e.status = 'published' AND e.visibility = 'public'
       AND app.event_words(e.name, e.host, e.kind, e.venue, e.city, e.summary) @@ _query
       AND (e.end_date >= _now OR (e.end_date IS NULL AND e.start_date >= _now))
       AND app.event_fits(e, _place, _kinds, _from, _until, _is_online)
     ORDER BY e.start_date, e.id LIMIT greatest(_most, 200)) near;
  RETURN QUERY
    SELECT e.id FROM public.ai_events e WHERE e.id = ANY (_exact)
     ORDER BY round(ts_rank(app.event_words(e.name, e.host, e.kind, e.venue, e.city, e.summary), _query)::numeric, 1) DESC,
              e.start_date, e.id
     LIMIT _most;
  _most := _most - coalesce(array_length(_exact, 1), 0);
  IF _most <= 0 THEN RETURN; END IF;

  -- Then what has words that are nearly the same. The longest one is looked up, the others are compared. The threshold is
  -- set here, because a function's SET of a parameter the server has not met yet is a superuser's.
  PERFORM set_config('pg_trgm.word_similarity_threshold', '0.4', true);
  SELECT w INTO _longest FROM unnest(_asked) w ORDER BY length(w) DESC LIMIT 1;
  RETURN QUERY
    SELECT found.id FROM (
      SELECT e.id, e.start_date, app.event_letters(e.name, e.host, e.kind, e.venue, e.city) AS letters
        FROM public.ai_events e
       WHERE e.status = 'published' AND e.visibility = 'public'
         AND _longest OPERATOR(public.<%) app.event_letters(e.name, e.host, e.kind, e.venue, e.city)
         AND (e.end_date >= _now OR (e.end_date IS NULL AND e.start_date >= _now))
         AND NOT e.id = ANY (coalesce(_exact, '{}'))
         AND app.event_fits(e, _place, _kinds, _from, _until, _is_online)
       LIMIT 300) found
     WHERE NOT EXISTS (SELECT FROM unnest(_asked) w WHERE NOT w OPERATOR(public.<%) found.letters)
     ORDER BY round(public.word_similarity(array_to_string(_asked, ' '), found.letters)::numeric, 1) DESC,
              found.start_date, found.id
     LIMIT _most;
END $$;

CREATE FUNCTION app.event_fits(_event ai_events, _place text, _kinds text, _from timestamptz, _until timestamptz,
                               _is_online boolean) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN (_from IS NULL OR coalesce(_event.end_date, _event.start_date) >= _from)
     AND (_until IS NULL OR _event.start_date < _until)
     AND (NOT coalesce(_is_online, false) OR _event.is_online)
     AND (coalesce(_kinds, '') = '' OR concat_ws(' ', _event.kind, _event.name) ~* _kinds)
     AND (coalesce(_place, '') = ''
          OR public.word_similarity(app.plain(_place), app.plain(concat_ws(' ', _event.city, _event.venue))) >= 0.5
          OR upper(_place) = _event.country);
END $$;

-- Where something is on, the most first.
CREATE FUNCTION app.places_with_events(_now timestamptz, _most int) RETURNS TABLE (city text, events bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN QUERY
    SELECT e.city::text, count(*) FROM public.ai_events e
     WHERE e.status = 'published' AND e.visibility = 'public' AND e.city <> '' AND e.start_date >= _now - interval '30 days'
       AND coalesce(e.end_date, e.start_date) >= _now
     GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT _most;
END $$;

-- --- organizers -----------------------------------------------------------------------------------

-- An organizer as strangers know them: by eight digits of the key, only once something of theirs is listed. The name is
-- the company's or the one the latest listed event already shows, so that nothing new is told about a person.
CREATE FUNCTION app.public_organizer(_digits text) RETURNS TABLE (id uuid, name text)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF _digits !~ '^[0-9a-f]{8}$' THEN RETURN; END IF;
  RETURN QUERY
    SELECT p.id, coalesce(nullif(p.company_name, ''), nullif(latest.host, ''), nullif(p.full_name, ''))::text
      FROM public.profiles p
     CROSS JOIN LATERAL (
       SELECT e.host FROM public.ai_events e
        WHERE e.organizer_id = p.id AND e.status <> 'draft' AND e.visibility = 'public'
        ORDER BY e.published_at DESC NULLS LAST LIMIT 1) latest
     WHERE p.id BETWEEN (_digits || '-0000-0000-0000-000000000000')::uuid AND (_digits || '-ffff-ffff-ffff-ffffffffffff')::uuid
       AND p.erased_at IS NULL
     ORDER BY p.created_at LIMIT 1;
END $$;

GRANT EXECUTE ON FUNCTION app.slug_now(text), app.public_organizer(text), app.places_with_events(timestamptz, int),
  app.find_events(text, text, text, timestamptz, timestamptz, boolean, timestamptz, int)
  TO eventai_anon, eventai_user, eventai_system;

-- What the indexes are made of runs as whoever writes an event.
GRANT EXECUTE ON FUNCTION app.plain(text), app.event_words(text, text, text, text, text, text),
  app.event_letters(text, text, text, text, text) TO eventai_user, eventai_system;

-- reverse --
DROP FUNCTION app.public_organizer(text), app.places_with_events(timestamptz, int),
  app.find_events(text, text, text, timestamptz, timestamptz, boolean, timestamptz, int),
  app.event_fits(ai_events, text, text, timestamptz, timestamptz, boolean);
DROP INDEX ai_events_listed, ai_events_letters, ai_events_words;
DROP FUNCTION app.event_letters(text, text, text, text, text), app.event_words(text, text, text, text, text, text), app.plain(text);
DROP EXTENSION unaccent;
DROP EXTENSION pg_trgm;
DROP POLICY sees ON event_slugs;
DROP POLICY system_all ON event_slugs;
ALTER TABLE event_slugs DISABLE ROW LEVEL SECURITY;
DROP FUNCTION app.slug_now(text);
CREATE OR REPLACE FUNCTION app.slug_is_taken(_slug text) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN RETURN EXISTS (SELECT 1 FROM public.ai_events e WHERE e.slug = _slug); END $$;
DROP TRIGGER zu_pages ON storage_objects;
DROP FUNCTION app.raise_versions_of_pages();
DROP TRIGGER ag_announced ON ai_events;
DROP FUNCTION app.keep_announced_date();
DROP TRIGGER zv_former_slug ON ai_events;
DROP TRIGGER af_slug ON ai_events;
DROP FUNCTION app.keep_former_slug(), app.guard_slug();
