-- What a public page is made of has versions: the event's own (events' migration) and one of each ticket type. A page kept
-- by a web process is the present one as long as its stamp is. The versions stay with their rows, because a counter at
-- the event would make all buyers queue for it.

-- No value is ever used twice, so a ticket type that was removed and put back is another version, too.
CREATE SEQUENCE app.ticket_versions;
UPDATE tickets SET version = nextval('app.ticket_versions');

CREATE FUNCTION app.raise_ticket_version() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  NEW.version := nextval('app.ticket_versions');
  RETURN NEW;
END $$;
CREATE TRIGGER ad_version BEFORE INSERT OR UPDATE ON tickets FOR EACH ROW EXECUTE FUNCTION app.raise_ticket_version();

-- The version is bookkeeping like sold and reserved: alone it is not audited.
DROP TRIGGER zz_audit ON tickets;
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON tickets FOR EACH ROW
  EXECUTE FUNCTION app.audit('sold', 'reserved', 'event_is_public', 'version');

-- The stamp of an event that everybody may see; NULL for any other. Hidden types count: the event's room depends on them.
CREATE FUNCTION app.page_stamp(_slug text) RETURNS text
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN (SELECT e.id || '.' || e.version || '.' || coalesce(
                   (SELECT sum(hashtextextended(t.id::text, t.version)) FROM public.tickets t WHERE t.event_id = e.id), 0)
            FROM public.ai_events e WHERE e.slug = _slug AND e.is_public);
END $$;

GRANT EXECUTE ON FUNCTION app.page_stamp(text) TO eventai_anon, eventai_user, eventai_system;

-- reverse --
DROP FUNCTION app.page_stamp(text);
DROP TRIGGER zz_audit ON tickets;
CREATE TRIGGER zz_audit AFTER INSERT OR UPDATE OR DELETE ON tickets FOR EACH ROW
  EXECUTE FUNCTION app.audit('sold', 'reserved', 'event_is_public');
DROP TRIGGER ad_version ON tickets;
DROP FUNCTION app.raise_ticket_version();
DROP SEQUENCE app.ticket_versions;
