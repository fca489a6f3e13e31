-- Figures for the organizer's desk: one gate per call, then no filter per row.

-- Those of the events whose figures the acting person may read: its own, opened to it, all for an admin and the system.
CREATE FUNCTION app.events_with_figures(_events uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  _me uuid := app.current_profile_id();
  _all boolean := app.is_admin() OR app.is_system();
  _opened uuid[] := app.event_ids('view_event', 'change_event');
BEGIN
  RETURN ARRAY(SELECT e.id FROM public.ai_events e
                WHERE e.id = ANY (_events) AND (_all OR e.organizer_id = _me OR e.id = ANY (_opened)));
END $$;

-- Gross is what was ever paid; refunded was given back of it. Seats are those that let somebody in.
CREATE FUNCTION app.sales_of_events(_events uuid[])
RETURNS TABLE (event_id uuid, orders bigint, gross numeric, refunded numeric, seats bigint, checked_in bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  RETURN QUERY
    SELECT asked.id, coalesce(paid.orders, 0), coalesce(paid.gross, 0), coalesce(given_back.amount, 0),
           coalesce(seat.valid, 0), coalesce(seat.inside, 0)
      FROM unnest(app.events_with_figures(_events)) AS asked (id)
      LEFT JOIN (SELECT o.event_id, count(*) AS orders, sum(o.total_amount) AS gross FROM public.orders o
                  WHERE o.event_id = ANY (_events) AND o.status IN ('paid', 'partially_refunded', 'refunded')
                  GROUP BY o.event_id) paid ON paid.event_id = asked.id
      LEFT JOIN (SELECT o.event_id, sum(p.refunded_amount) AS amount
                   FROM public.payments p JOIN public.orders o ON o.id = p.order_id
                  WHERE o.event_id = ANY (_events) AND o.status IN ('partially_refunded', 'refunded')
                  GROUP BY o.event_id) given_back ON given_back.event_id = asked.id
      LEFT JOIN (SELECT a.event_id, count(*) AS valid, count(*) FILTER (WHERE a.checked_in) AS inside
                   FROM public.attendees a WHERE a.event_id = ANY (_events) AND a.status = 'valid'
                  GROUP BY a.event_id) seat ON seat.event_id = asked.id;
END $$;

CREATE FUNCTION app.sales_by_ticket(_event uuid)
RETURNS TABLE (ticket_id uuid, seats bigint, value numeric, checked_in bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  IF cardinality(app.events_with_figures(ARRAY[_event])) = 0 THEN RETURN; END IF;
  RETURN QUERY
    SELECT a.ticket_id, count(*), sum(a.price), count(*) FILTER (WHERE a.checked_in)
      FROM public.attendees a WHERE a.event_id = _event AND a.status = 'valid' GROUP BY a.ticket_id;
END $$;

-- By the day on which orders were paid, in the given time zone.
CREATE FUNCTION app.sales_by_day(_event uuid, _zone text)
RETURNS TABLE (day date, seats bigint, amount numeric)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
BEGIN
  IF cardinality(app.events_with_figures(ARRAY[_event])) = 0 THEN RETURN; END IF;
  RETURN QUERY
    SELECT (o.paid_at AT TIME ZONE _zone)::date, sum(seat.count)::bigint, sum(o.total_amount)
      FROM public.orders o
      JOIN (SELECT a.order_id, count(*) FROM public.attendees a WHERE a.event_id = _event GROUP BY a.order_id) seat
        ON seat.order_id = o.id
     WHERE o.event_id = _event AND o.paid_at IS NOT NULL AND o.status IN ('paid', 'partially_refunded', 'refunded')
     GROUP BY 1;
END $$;

-- Orders are in the event's currency, so it stays as long as there are any.
CREATE FUNCTION app.guard_event_currency() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF EXISTS (SELECT 1 FROM public.orders o WHERE o.event_id = NEW.id AND o.status NOT IN ('expired', 'cancelled')) THEN
    RAISE EXCEPTION 'an event with orders keeps its currency' USING ERRCODE = '42501';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ae_currency BEFORE UPDATE OF currency ON public.ai_events FOR EACH ROW
  WHEN (OLD.currency IS DISTINCT FROM NEW.currency) EXECUTE FUNCTION app.guard_event_currency();

GRANT EXECUTE ON FUNCTION app.events_with_figures(uuid[]), app.sales_of_events(uuid[]), app.sales_by_ticket(uuid),
  app.sales_by_day(uuid, text) TO eventai_user, eventai_system;

-- reverse --
DROP TRIGGER ae_currency ON public.ai_events;
DROP FUNCTION app.guard_event_currency(), app.sales_by_day(uuid, text), app.sales_by_ticket(uuid), app.sales_of_events(uuid[]),
  app.events_with_figures(uuid[]);
