-- A big organizer's world in seconds: triggers rest, so every derived column is written here.
-- 100,000 profiles, 2,000 events, 10,000 ticket types, 200,000 orders, 1,000,000 attendees.
SET session_replication_role = replica;

INSERT INTO users (id, email, password, is_active, is_staff, is_superuser, created_at)
SELECT md5('user ' || n)::uuid, 'person' || n || '@example.com', '!', true, false, false, now() FROM generate_series(1, 100000) n;
INSERT INTO profiles (id, user_id, full_name, email, avatar_url, company_name, timezone, locale, created_at, updated_at)
SELECT md5('profile ' || n)::uuid, md5('user ' || n)::uuid, 'Person ' || n, 'person' || n || '@example.com', '', '', '', '', now(), now()
  FROM generate_series(1, 100000) n;
INSERT INTO user_roles (user_id, role, created_at)
SELECT md5('profile ' || n)::uuid, 'attendee', now() FROM generate_series(1, 100000) n;
INSERT INTO user_roles (user_id, role, created_at)
SELECT md5('profile ' || n)::uuid, 'organizer', now() FROM generate_series(1, 200) n;

-- 200 organizers with ten events each
INSERT INTO ai_events (id, organizer_id, name, slug, kind, host, summary, landing_page_config, start_date, end_date, has_start_time,
                       timezone, venue, city, country, online_url, is_online, capacity, currency, status, visibility, is_public,
                       version, published_at, created_at, updated_at)
SELECT md5('event ' || n)::uuid, md5('profile ' || (n % 200 + 1))::uuid, 'Event ' || n, 'event-' || n, 'concert', 'Person ' || (n % 200 + 1), '',
       :page, now() + n % 90 * interval '1 day', now() + n % 90 * interval '1 day' + interval '3 hours', true, 'Europe/Berlin',
       'Hall ' || n, 'Berlin', 'DE', '', false, 1000, 'EUR', 'published', 'public', true, 1, now(), now(), now()
  FROM generate_series(1, 2000) n;

INSERT INTO tickets (id, event_id, organizer_id, event_is_public, reference, name, description, price, quantity, sold, reserved,
                     min_per_order, max_per_order, visibility, position, created_at, updated_at)
SELECT md5('ticket ' || n)::uuid, md5('event ' || (n / 5 + 1))::uuid, md5('profile ' || ((n / 5 + 1) % 200 + 1))::uuid, true,
       't' || n % 5, 'Type ' || n % 5, '', 20, 200, 100, 0, 1, 10, 'public', n % 5, now(), now()
  FROM generate_series(0, 9999) n;

INSERT INTO orders (id, reference, event_id, organizer_id, customer_id, secret_hash, email, full_name, total_amount, currency,
                    stripe_payment_intent, status, expires_at, paid_at, created_at, updated_at)
SELECT md5('order ' || n)::uuid, 'R' || n, md5('event ' || (n % 2000 + 1))::uuid, md5('profile ' || ((n % 2000 + 1) % 200 + 1))::uuid,
       md5('profile ' || (n % 100000 + 1))::uuid, sha256(n::text::bytea), 'person' || (n % 100000 + 1) || '@example.com', 'Person', 100, 'EUR',
       '', 'paid', now(), now() - n % 60 * interval '1 day', now() - n % 60 * interval '1 day', now()
  FROM generate_series(0, 199999) n;

INSERT INTO attendees (id, order_id, ticket_id, event_id, organizer_id, customer_id, position, attendee_info, price, qr_code, status,
                       checked_in, checked_in_at, created_at, updated_at)
SELECT md5('attendee ' || n)::uuid, md5('order ' || (n / 5))::uuid, md5('ticket ' || ((n / 5 % 2000) * 5 + n % 5))::uuid,
       md5('event ' || (n / 5 % 2000 + 1))::uuid, md5('profile ' || ((n / 5 % 2000 + 1) % 200 + 1))::uuid,
       md5('profile ' || (n / 5 % 100000 + 1))::uuid, n % 5 + 1, jsonb_build_object('full_name', 'Person ' || n, 'email', ''), 20,
       'code-' || n, 'valid', n % 3 = 0, CASE WHEN n % 3 = 0 THEN now() END, now(), now()
  FROM generate_series(0, 999999) n;

SET session_replication_role = origin;
ANALYZE;
