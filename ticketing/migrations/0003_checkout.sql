-- Selling and the door: the only ways to write orders, seats and stock.
-- Locks are taken in one order everywhere: buyer, event, orders, ticket types by id, the event's capacity.

-- --- who is asking ---------------------------------------------------------------------------------

CREATE FUNCTION app.is_system() RETURNS boolean
LANGUAGE plpgsql STABLE PARALLEL SAFE SET search_path = '' AS
$$ BEGIN RETURN coalesce(current_setting('role', true), '') = 'eventai_system'; END $$;

-- The person themselves, the guest whose cookie is shown, or the system.
CREATE FUNCTION app.acts_for(_profile uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN coalesce(_profile = app.current_profile_id() OR _profile = app.guest_profile_id(), false) OR app.is_system();
END $$;

CREATE FUNCTION app.may_check_in(_event uuid) RETURNS boolean
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  RETURN app.owns_event(_event)
      OR _event = ANY (app.event_ids('check_in_attendee', 'change_event'))
      OR app.is_admin();
END $$;

-- --- giving back, taking -----------------------------------------------------------------------------

-- Gives back the held seats of orders which the caller has locked.
CREATE FUNCTION app.free_held_seats(_orders uuid[], _status text) RETURNS void
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _held record;
BEGIN
  FOR _held IN
    SELECT a.ticket_id, count(*) AS seats FROM public.attendees a
     WHERE a.order_id = ANY (_orders) AND a.status = 'held' GROUP BY 1 ORDER BY 1
  LOOP
    UPDATE public.tickets t SET reserved = t.reserved - _held.seats WHERE t.id = _held.ticket_id;
  END LOOP;
  UPDATE public.attendees a SET status = 'cancelled' WHERE a.order_id = ANY (_orders) AND a.status = 'held';
  UPDATE public.orders o SET status = _status WHERE o.id = ANY (_orders);
END $$;

-- Frees what was held too long, of one event or of all. Who is just being paid is locked and left alone.
CREATE FUNCTION app.release_expired_holds(_now timestamptz, _event uuid) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _due uuid[];
BEGIN
  SELECT array_agg(due.id) INTO _due FROM (
    SELECT o.id FROM public.orders o
     WHERE o.status = 'pending' AND o.expires_at <= _now AND (_event IS NULL OR o.event_id = _event)
     ORDER BY o.expires_at LIMIT 500 FOR NO KEY UPDATE SKIP LOCKED) due;
  IF _due IS NULL THEN RETURN 0; END IF;
  PERFORM app.free_held_seats(_due, 'expired');
  RETURN array_length(_due, 1);
END $$;

-- Seats beyond the event's capacity, counting what the caller has just taken; NULL while it does not bind.
-- Where ticket types share a capacity that is smaller than their sum, buyers queue here; nowhere else.
CREATE FUNCTION app.seats_over_capacity(_event uuid) RETURNS int
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _capacity int; _offered bigint;
BEGIN
  SELECT e.capacity INTO _capacity FROM public.ai_events e WHERE e.id = _event;
  IF _capacity IS NULL THEN RETURN NULL; END IF;
  SELECT sum(t.quantity) INTO _offered FROM public.tickets t WHERE t.event_id = _event;
  IF _offered <= _capacity THEN RETURN NULL; END IF;
  PERFORM pg_advisory_xact_lock(hashtextextended(_event::text, 0));
  RETURN (SELECT sum(t.sold + t.reserved) FROM public.tickets t WHERE t.event_id = _event) - _capacity;
END $$;

-- Why a ticket type did not give what was asked: the reason, its name, the number that matters.
CREATE FUNCTION app.why_not_sold(_ticket uuid, _seats int, _now timestamptz, OUT refusal text, OUT ticket_name text, OUT number int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  SELECT CASE WHEN t.visibility <> 'public' THEN 'unknown'
              WHEN t.sale_starts_at > _now THEN 'not_yet'
              WHEN t.sale_ends_at <= _now THEN 'ended'
              WHEN _seats < t.min_per_order THEN 'too_few'
              WHEN _seats > t.max_per_order THEN 'too_many'
              ELSE 'sold_out' END,
         t.name,
         CASE WHEN _seats < t.min_per_order THEN t.min_per_order
              WHEN _seats > t.max_per_order THEN t.max_per_order
              ELSE greatest(0, t.quantity - t.sold - t.reserved) END
    INTO refusal, ticket_name, number
    FROM public.tickets t WHERE t.id = _ticket;
END $$;

-- Holds seats: {reference of the type: how many}. One round trip, conditional updates in id order, no row oversold.
-- The same buyer asking for the same again gets the hold he has; asking for something else gives the old one back.
CREATE FUNCTION app.reserve_tickets(_event uuid, _customer uuid, _quantities jsonb, _order uuid, _reference text,
                                    _secret_hash bytea, _now timestamptz, _hold_minutes int)
RETURNS TABLE (order_id uuid, refusal text, ticket_name text, number int)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE
  _found record; _line record; _short uuid; _asked int; _over int; _price numeric;
  _seats int := 0; _total numeric := 0; _earlier uuid[]; _email text := ''; _name text := '';
BEGIN
  IF NOT app.acts_for(_customer) THEN
    RAISE EXCEPTION 'this profile may not buy for another' USING ERRCODE = '42501';
  END IF;
  PERFORM 1 FROM public.profiles p WHERE p.id = _customer FOR NO KEY UPDATE;
  SELECT e.currency, e.status, e.is_public, coalesce(e.end_date, e.start_date + interval '1 day') AS over_at INTO _found
    FROM public.ai_events e WHERE e.id = _event FOR SHARE;  -- it is not withdrawn or cancelled meanwhile; buyers share it
  IF NOT FOUND OR _found.status <> 'published' OR _found.over_at <= _now
     OR NOT (_found.is_public OR app.owns_event(_event) OR app.is_system()) THEN
    RETURN QUERY SELECT NULL::uuid, CASE WHEN _found.status = 'cancelled' THEN 'event_cancelled'
      WHEN _found.over_at <= _now THEN 'event_over' ELSE 'closed' END, '', 0;
    RETURN;
  END IF;
  IF EXISTS (SELECT 1 FROM jsonb_object_keys(_quantities) wanted WHERE NOT EXISTS (
       SELECT 1 FROM public.tickets t WHERE t.event_id = _event AND t.reference = wanted AND t.visibility = 'public')) THEN
    RETURN QUERY SELECT NULL::uuid, 'unknown', '', 0;
    RETURN;
  END IF;

  RETURN QUERY
    SELECT o.id, '', '', 0 FROM public.orders o
     WHERE o.customer_id = _customer AND o.event_id = _event AND o.status = 'pending' AND o.expires_at > _now
       AND _quantities = (SELECT jsonb_object_agg(held.reference, held.seats) FROM (
             SELECT t.reference, count(*) AS seats FROM public.attendees a JOIN public.tickets t ON t.id = a.ticket_id
              WHERE a.order_id = o.id GROUP BY 1) held)
     LIMIT 1;
  IF FOUND THEN RETURN; END IF;

  FOR _attempt IN 1..2 LOOP
    BEGIN
      SELECT array_agg(earlier.id) INTO _earlier FROM (
        SELECT o.id FROM public.orders o WHERE o.customer_id = _customer AND o.event_id = _event AND o.status = 'pending'
         ORDER BY o.id FOR NO KEY UPDATE) earlier;
      IF _earlier IS NOT NULL THEN PERFORM app.free_held_seats(_earlier, 'cancelled'); END IF;

      _seats := 0; _total := 0; _over := NULL;
      FOR _line IN
        SELECT t.id, wanted.value::int AS seats FROM jsonb_each_text(_quantities) wanted
          JOIN public.tickets t ON t.event_id = _event AND t.reference = wanted.key ORDER BY t.id
      LOOP
        _short := _line.id; _asked := _line.seats;
        UPDATE public.tickets t SET reserved = t.reserved + _line.seats
         WHERE t.id = _line.id AND t.visibility = 'public'
           AND (t.sale_starts_at IS NULL OR t.sale_starts_at <= _now) AND (t.sale_ends_at IS NULL OR t.sale_ends_at > _now)
           AND _line.seats BETWEEN t.min_per_order AND t.max_per_order
           AND t.sold + t.reserved + _line.seats <= t.quantity
        RETURNING t.price INTO _price;
        IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = 'EA001', MESSAGE = 'not available'; END IF;
        _seats := _seats + _line.seats; _total := _total + _price * _line.seats;
      END LOOP;
      IF _seats = 0 THEN RETURN QUERY SELECT NULL::uuid, 'nothing', '', 0; RETURN; END IF;
      _over := app.seats_over_capacity(_event);
      IF _over > 0 THEN RAISE EXCEPTION USING ERRCODE = 'EA001', MESSAGE = 'event full'; END IF;
      EXIT;
    EXCEPTION WHEN SQLSTATE 'EA001' THEN
      IF _attempt = 1 AND app.release_expired_holds(_now, _event) > 0 THEN CONTINUE; END IF;
      IF _over > 0 THEN
        RETURN QUERY SELECT NULL::uuid, 'event_full', '', greatest(0, _seats - _over);
      ELSE
        RETURN QUERY SELECT NULL::uuid, why.refusal, why.ticket_name, why.number FROM app.why_not_sold(_short, _asked, _now) why;
      END IF;
      RETURN;
    END;
  END LOOP;

  -- What the buyer told us last time need not be told again.
  SELECT o.email, o.full_name INTO _email, _name FROM public.orders o
   WHERE o.customer_id = _customer AND o.email <> '' ORDER BY o.created_at DESC LIMIT 1;
  INSERT INTO public.orders (id, reference, event_id, customer_id, secret_hash, email, full_name, total_amount, currency,
                             stripe_payment_intent, status, expires_at, created_at, updated_at)
  VALUES (_order, _reference, _event, _customer, _secret_hash, coalesce(_email, ''), coalesce(_name, ''), _total,
          _found.currency, '', 'pending', _now + make_interval(mins => _hold_minutes), _now, _now);
  INSERT INTO public.attendees (order_id, ticket_id, position, attendee_info, price, status, checked_in, created_at, updated_at)
  SELECT _order, t.id, row_number() OVER (ORDER BY t.position, t.created_at, t.id, seat), '{}', t.price, 'held', false, _now, _now
    FROM jsonb_each_text(_quantities) wanted
    JOIN public.tickets t ON t.event_id = _event AND t.reference = wanted.key
   CROSS JOIN generate_series(1, wanted.value::int) seat;
  RETURN QUERY SELECT _order, '', '', 0;
END $$;

-- Buyer and guests, written by whoever holds the order: its customer or the holder of its link. Answers the status;
-- only an open order takes names.
CREATE FUNCTION app.name_attendees(_order uuid, _email text, _full_name text, _attendees jsonb) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _found record;
BEGIN
  SELECT o.customer_id, o.secret_hash, o.status INTO _found FROM public.orders o WHERE o.id = _order FOR NO KEY UPDATE;
  IF NOT FOUND OR NOT (app.acts_for(_found.customer_id) OR coalesce(_found.secret_hash = app.guest_token_hash(), false)) THEN
    RAISE EXCEPTION 'this order belongs to somebody else' USING ERRCODE = '42501';
  END IF;
  IF _found.status NOT IN ('pending', 'awaiting_payment') THEN RETURN _found.status; END IF;
  UPDATE public.orders o SET email = _email, full_name = _full_name WHERE o.id = _order;
  UPDATE public.attendees a SET attendee_info = a.attendee_info
           || jsonb_build_object('full_name', named.full_name, 'email', named.email)
    FROM jsonb_to_recordset(_attendees) AS named ("position" int, full_name text, email text)
   WHERE a.order_id = _order AND a.position = named.position;
  RETURN _found.status;
END $$;

-- The buyer gives the seats back before paying. Answers the status afterwards.
CREATE FUNCTION app.release_order(_order uuid) RETURNS text
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _found record;
BEGIN
  SELECT o.customer_id, o.secret_hash, o.status INTO _found FROM public.orders o WHERE o.id = _order FOR NO KEY UPDATE;
  IF NOT FOUND OR NOT (app.acts_for(_found.customer_id) OR coalesce(_found.secret_hash = app.guest_token_hash(), false)) THEN
    RAISE EXCEPTION 'this order belongs to somebody else' USING ERRCODE = '42501';
  END IF;
  IF _found.status <> 'pending' THEN RETURN _found.status; END IF;
  PERFORM app.free_held_seats(ARRAY[_order], 'cancelled');
  RETURN 'cancelled';
END $$;

-- Turns the seats of an order, which the caller has locked, into sold ones. Those of an expired order are taken anew, if
-- there are enough: otherwise false.
CREATE FUNCTION app.sell_seats(_order uuid, _now timestamptz) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
DECLARE _found record; _line record;
BEGIN
  SELECT o.event_id, o.status INTO _found FROM public.orders o WHERE o.id = _order;
  IF _found.status NOT IN ('pending', 'awaiting_payment', 'expired') THEN RETURN false; END IF;
  IF _found.status = 'expired' THEN PERFORM app.release_expired_holds(_now, _found.event_id); END IF;
  FOR _line IN
    SELECT a.ticket_id, count(*) AS seats FROM public.attendees a WHERE a.order_id = _order GROUP BY 1 ORDER BY 1
  LOOP
    IF _found.status = 'expired' THEN
      UPDATE public.tickets t SET sold = t.sold + _line.seats
       WHERE t.id = _line.ticket_id AND t.sold + t.reserved + _line.seats <= t.quantity;
      IF NOT FOUND THEN RAISE EXCEPTION USING ERRCODE = 'EA001', MESSAGE = 'not available'; END IF;
    ELSE
      UPDATE public.tickets t SET sold = t.sold + _line.seats, reserved = t.reserved - _line.seats WHERE t.id = _line.ticket_id;
    END IF;
  END LOOP;
  IF _found.status = 'expired' AND app.seats_over_capacity(_found.event_id) > 0 THEN
    RAISE EXCEPTION USING ERRCODE = 'EA001', MESSAGE = 'event full';
  END IF;
  RETURN true;
EXCEPTION WHEN SQLSTATE 'EA001' THEN
  RETURN false;
END $$;

-- --- the door ----------------------------------------------------------------------------------------

-- One conditional update: of two doors that scan the same code, one says "come in".
CREATE FUNCTION app.check_in_attendee(_event uuid, _attendee uuid, _now timestamptz)
RETURNS TABLE (outcome text, full_name text, ticket_name text, reference text, "position" int, checked_in_at timestamptz, checked_in_by text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
DECLARE _let_in boolean;
BEGIN
  IF NOT app.may_check_in(_event) THEN
    RAISE EXCEPTION 'this profile does not work at this door' USING ERRCODE = '42501';
  END IF;
  UPDATE public.attendees a SET checked_in = true, checked_in_at = _now, checked_in_by_id = app.current_profile_id()
    FROM public.ai_events e
   WHERE a.id = _attendee AND a.event_id = _event AND e.id = a.event_id
     AND a.status = 'valid' AND NOT a.checked_in AND e.status <> 'cancelled';
  _let_in := FOUND;
  RETURN QUERY
    SELECT CASE WHEN _let_in THEN 'valid'
                WHEN e.status = 'cancelled' THEN 'event_cancelled'
                WHEN a.status = 'held' THEN 'unpaid'
                WHEN a.status = 'cancelled' THEN 'void'
                ELSE 'repeat' END,
           coalesce(nullif(a.attendee_info ->> 'full_name', ''), o.full_name)::text, t.name::text, o.reference::text,
           a.position::int, a.checked_in_at, coalesce(nullif(p.full_name, ''), p.email, '')::text
      FROM public.attendees a
      JOIN public.ai_events e ON e.id = a.event_id
      JOIN public.tickets t ON t.id = a.ticket_id
      JOIN public.orders o ON o.id = a.order_id
      LEFT JOIN public.profiles p ON p.id = a.checked_in_by_id
     WHERE a.id = _attendee AND a.event_id = _event;
END $$;

CREATE FUNCTION app.undo_check_in(_event uuid, _attendee uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT app.may_check_in(_event) THEN
    RAISE EXCEPTION 'this profile does not work at this door' USING ERRCODE = '42501';
  END IF;
  UPDATE public.attendees a SET checked_in = false, checked_in_at = NULL, checked_in_by_id = NULL
   WHERE a.id = _attendee AND a.event_id = _event AND a.checked_in;
  RETURN FOUND;
END $$;

-- Guests of one event by name, address, order or seat; the door knows no orders, so it asks here.
CREATE FUNCTION app.find_attendees(_event uuid, _words text, _limit int)
RETURNS TABLE (id uuid, full_name text, ticket_name text, reference text, "position" int, status text, checked_in boolean, checked_in_at timestamptz)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
#variable_conflict use_column
DECLARE _name text := lower(trim(_words)); _code text := upper(replace(trim(_words), ' ', ''));
BEGIN
  IF NOT app.may_check_in(_event) THEN RETURN; END IF;
  RETURN QUERY
    SELECT a.id, coalesce(nullif(a.attendee_info ->> 'full_name', ''), o.full_name)::text, t.name::text, o.reference::text,
           a.position::int, a.status::text, a.checked_in, a.checked_in_at
      FROM public.attendees a
      JOIN public.tickets t ON t.id = a.ticket_id
      JOIN public.orders o ON o.id = a.order_id
     WHERE a.event_id = _event AND o.status NOT IN ('expired', 'cancelled')
       AND (position(_name IN lower(coalesce(a.attendee_info ->> 'full_name', ''))) > 0
            OR position(_name IN lower(coalesce(a.attendee_info ->> 'email', ''))) > 0
            OR position(_name IN lower(o.full_name || ' ' || o.email)) > 0
            OR o.reference = _code OR o.reference || '-' || a.position = _code)
     ORDER BY 2, 4, 5 LIMIT _limit;
END $$;

-- What the door verifies codes with.
CREATE FUNCTION app.ticket_public_key(_event uuid) RETURNS bytea
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT app.may_check_in(_event) THEN RETURN NULL; END IF;
  RETURN (SELECT k.public_key FROM public.ticket_keys k WHERE k.event_id = _event);
END $$;

-- One gate, then no filter per row: the door and the desk count thousands.
CREATE FUNCTION app.event_counters(_event uuid, _now timestamptz, OUT expected bigint, OUT checked_in bigint, OUT last_minute bigint)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = '' AS $$
BEGIN
  IF NOT (app.may_check_in(_event) OR _event = ANY (app.event_ids('view_event')) OR app.is_system()) THEN RETURN; END IF;
  SELECT count(*), count(*) FILTER (WHERE a.checked_in),
         count(*) FILTER (WHERE a.checked_in_at > _now - interval '1 minute')
    INTO expected, checked_in, last_minute
    FROM public.attendees a WHERE a.event_id = _event AND a.status = 'valid';
END $$;

-- --- hot reads: row security applies inside, the plan is kept per session --------------------------------

CREATE FUNCTION app.page_my_tickets()
RETURNS TABLE (reference text, "position" int, full_name text, ticket_name text, checked_in boolean, event_name text, slug text,
               event_status text, start_date timestamptz, end_date timestamptz, has_start_time boolean, timezone text, venue text, city text)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
#variable_conflict use_column
DECLARE _me uuid := coalesce(app.current_profile_id(), app.guest_profile_id());
BEGIN
  RETURN QUERY
    SELECT o.reference::text, a.position::int, coalesce(nullif(a.attendee_info ->> 'full_name', ''), o.full_name)::text,
           t.name::text, a.checked_in, e.name::text, e.slug::text, e.status::text, e.start_date, e.end_date, e.has_start_time,
           e.timezone::text, e.venue::text, e.city::text
      FROM public.attendees a
      JOIN public.orders o ON o.id = a.order_id
      JOIN public.tickets t ON t.id = a.ticket_id
      JOIN public.ai_events e ON e.id = a.event_id
     WHERE a.customer_id = _me AND a.status = 'valid'
     ORDER BY e.start_date, o.reference, a.position;
END $$;

-- Orders that wait for something or gave no tickets; those with tickets show by their tickets.
CREATE FUNCTION app.page_my_orders()
RETURNS TABLE (reference text, status text, total_amount numeric, currency text, expires_at timestamptz, created_at timestamptz,
               event_name text, seats bigint)
LANGUAGE plpgsql STABLE SET search_path = '' AS $$
#variable_conflict use_column
DECLARE _me uuid := coalesce(app.current_profile_id(), app.guest_profile_id());
BEGIN
  RETURN QUERY
    SELECT o.reference::text, o.status::text, o.total_amount, o.currency::text, o.expires_at, o.created_at, e.name::text,
           (SELECT count(*) FROM public.attendees a WHERE a.order_id = o.id)
      FROM public.orders o
      JOIN public.ai_events e ON e.id = o.event_id
     WHERE o.customer_id = _me AND o.status IN ('pending', 'awaiting_payment', 'refunded')
     ORDER BY o.created_at DESC LIMIT 20;
END $$;

GRANT EXECUTE ON FUNCTION app.is_system(), app.acts_for(uuid), app.may_check_in(uuid),
  app.reserve_tickets(uuid, uuid, jsonb, uuid, text, bytea, timestamptz, int), app.name_attendees(uuid, text, text, jsonb),
  app.release_order(uuid), app.page_my_tickets(), app.page_my_orders() TO eventai_anon, eventai_user, eventai_system;
GRANT EXECUTE ON FUNCTION app.check_in_attendee(uuid, uuid, timestamptz), app.undo_check_in(uuid, uuid),
  app.find_attendees(uuid, text, int), app.ticket_public_key(uuid), app.event_counters(uuid, timestamptz)
  TO eventai_user, eventai_system;
GRANT EXECUTE ON FUNCTION app.release_expired_holds(timestamptz, uuid), app.sell_seats(uuid, timestamptz) TO eventai_system;

-- reverse --
DROP FUNCTION app.page_my_orders, app.page_my_tickets, app.event_counters, app.ticket_public_key, app.find_attendees,
  app.undo_check_in, app.check_in_attendee, app.sell_seats, app.release_order, app.name_attendees, app.reserve_tickets,
  app.why_not_sold, app.seats_over_capacity, app.release_expired_holds, app.free_held_seats, app.may_check_in, app.acts_for,
  app.is_system;
