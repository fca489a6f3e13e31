-- The database roles, once per server, by a superuser or by an administrator who may create roles (CREATEROLE).
-- Run it again as often as you like. By hand: psql -v login=eventai -f roles.sql

-- The schema belongs to the owner, which only `migrate` uses. The others are who is asking: a stranger, a signed-in
-- person, the system itself. None of them may sign in, none of them bypasses row-level security.
DO $$
DECLARE
    wanted text;
BEGIN
    FOREACH wanted IN ARRAY ARRAY['eventai_owner', 'eventai_anon', 'eventai_user', 'eventai_system'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
            EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
        END IF;
    END LOOP;
END
$$;

-- The login has no right of its own (NOINHERIT): it must say as whom it acts.
SELECT set_config('eventai.login', :'login', false);
DO $$
DECLARE
    login text := current_setting('eventai.login');
BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = login) THEN
        EXECUTE format('CREATE ROLE %I LOGIN NOINHERIT', login);
    END IF;
    EXECUTE format('ALTER ROLE %I LOGIN NOINHERIT', login);
END
$$;
GRANT eventai_owner, eventai_anon, eventai_user, eventai_system TO :"login";

-- A plain connection is anonymous, whatever the client forgets.
ALTER ROLE :"login" SET role = 'eventai_anon';

-- Whoever runs this may then create a database that belongs to the owner.
GRANT eventai_owner TO CURRENT_USER;
