"""Rules that every table of ours keeps, read from the catalogue: a table nobody thought of fails here."""

import pytest

from tests.schema.catalogue import (
    EVERY_COLUMN,
    FRAMEWORK_TABLES,
    RUNTIME_ROLES,
    VERBS,
    all_tables,
    column,
    model_tables,
    our_tables,
    rows,
)

pytestmark = pytest.mark.django_db

COLUMNS = {
    "profiles": "id user_id full_name email avatar_url company_name created_at",
    "user_roles": "id user_id role created_at",
    "audit_logs": "id actor_id actor_kind action table_name row_id changes request_id created_at",
    "ai_conversations": "id user_id title metadata created_at",
    "ai_messages": "id conversation_id role content tool_calls created_at",
    "ai_events": "id organizer_id name slug landing_page_config start_date end_date status created_at"
    " timezone venue city country online_url capacity currency summary published_at",
    "ai_tasks": "id event_id type status data due_date",
    "tickets": "id event_id name price quantity sold created_at reserved",
    "orders": "id event_id customer_id total_amount stripe_payment_intent status created_at"
    " reference currency email expires_at",
    "attendees": "id order_id ticket_id attendee_info qr_code checked_in",
    "email_templates": "id owner_id event_id kind subject body created_at",
    "rate_limits": "id key action window_start count",
    "storage_objects": "id bucket path owner_id event_id content_type size created_at",
}


def test_every_table_is_ours_by_a_model_or_the_frameworks_by_name() -> None:
    assert our_tables() == model_tables()
    assert all_tables() >= FRAMEWORK_TABLES


@pytest.mark.parametrize("table", COLUMNS)
def test_the_agreed_columns_exist(table: str) -> None:
    found = set(column(f"SELECT column_name FROM {EVERY_COLUMN} c WHERE table_name = %s", table))
    assert set(COLUMNS[table].split()) - found == set()


def test_keys_are_uuids_with_a_default_of_the_database() -> None:
    keys = rows("""
        SELECT c.relname, a.attname, format_type(a.atttypid, a.atttypmod), pg_get_expr(d.adbin, d.adrelid)
          FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
          JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = i.indkey[0]
          LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
         WHERE i.indisprimary AND c.relnamespace = 'public'::regnamespace""")
    ours = {row[0]: row[1:] for row in keys if row[0] not in FRAMEWORK_TABLES}
    assert ours == dict.fromkeys(our_tables(), ("id", "uuid", "gen_random_uuid()"))


def test_every_table_has_row_security_and_belongs_to_the_owner() -> None:
    assert (
        rows("""
        SELECT relname, relrowsecurity, pg_get_userbyid(relowner) FROM pg_class
         WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')
           AND NOT (relrowsecurity AND pg_get_userbyid(relowner) = 'eventai_owner')""")
        == []
    )


def test_every_right_has_a_policy_and_no_role_empties_or_alters_a_table() -> None:
    silent = [
        (table, role, verb)
        for table in all_tables()
        for role in RUNTIME_ROLES
        for verb, letter in VERBS.items()
        if rows("SELECT has_table_privilege(%s, %s, %s)", role, f"public.{table}", verb)[0][0]
        and not rows(
            "SELECT 1 FROM pg_policy WHERE polrelid = %s::regclass AND polpermissive"
            " AND polcmd IN ('*', %s) AND %s::regrole = ANY (polroles)",
            f"public.{table}",
            letter,
            role,
        )
    ]
    assert silent == []
    powers = column("""
        SELECT c.relname || ' ' || r || ' ' || p FROM pg_class c,
               unnest(ARRAY['eventai_anon', 'eventai_user', 'eventai_system']) r,
               unnest(ARRAY['TRUNCATE', 'TRIGGER', 'REFERENCES']) p
         WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND has_table_privilege(r, c.oid, p)""")
    assert powers == []


def test_no_policy_speaks_to_public() -> None:
    assert column("SELECT polrelid::regclass::text FROM pg_policy WHERE 0 = ANY (polroles)") == []


def test_no_policy_or_function_names_the_users_table() -> None:
    policies = column("""
        SELECT p.polrelid::regclass::text || '.' || p.polname FROM pg_policy p
          JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid
         WHERE d.refclassid = 'pg_class'::regclass AND d.refobjid = 'users'::regclass AND p.polrelid <> 'users'::regclass""")
    functions = column(r"""
        SELECT proname::text FROM pg_proc WHERE pronamespace = 'app'::regnamespace AND prosrc ~ '\musers\M'
           AND proname NOT IN ('give_user_a_profile', 'profile_of_user')""")
    assert (policies, functions) == ([], [])


def test_runtime_roles_are_no_owners_and_no_shortcuts() -> None:
    powers = rows("""
        SELECT rolname FROM pg_roles WHERE rolname LIKE 'eventai\\_%%'
           AND (rolsuper OR rolbypassrls OR rolcreaterole OR (rolcanlogin AND rolinherit))""")
    members = rows("""
        SELECT m.rolname, g.rolname FROM pg_auth_members am
          JOIN pg_roles m ON m.oid = am.member JOIN pg_roles g ON g.oid = am.roleid
         WHERE m.rolname IN ('eventai_anon', 'eventai_user', 'eventai_system')""")
    assert (powers, members) == ([], [])


def test_functions_are_hardened() -> None:
    unpinned = column("""
        SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'app'::regnamespace AND prosecdef
           AND NOT coalesce('search_path=""' = ANY (proconfig), false)""")
    public = column("""
        SELECT p.oid::regprocedure::text FROM pg_proc p,
               aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) acl
         WHERE p.pronamespace = 'app'::regnamespace AND acl.grantee = 0""")
    volatile = column("""
        SELECT DISTINCT p.oid::regprocedure::text FROM pg_depend d JOIN pg_proc p ON p.oid = d.refobjid
         WHERE d.classid = 'pg_policy'::regclass AND d.refclassid = 'pg_proc'::regclass
           AND p.pronamespace = 'app'::regnamespace AND NOT (p.provolatile = 's' AND p.proparallel = 's')""")
    assert (unpinned, public, volatile) == ([], [], [])


def test_views_ask_with_the_readers_rights() -> None:
    assert (
        column("""
        SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('v', 'm')
           AND NOT coalesce('security_invoker=true' = ANY (reloptions), false)""")
        == []
    )


def test_every_json_column_has_a_gin_index() -> None:
    assert (
        rows(
            f"""
        SELECT c.table_name, c.column_name FROM {EVERY_COLUMN} c
         WHERE c.data_type = 'jsonb' AND NOT c.table_name = ANY (%s)
           AND NOT EXISTS (SELECT 1 FROM pg_indexes i WHERE i.tablename = c.table_name
                             AND i.indexdef ~ ('USING gin \\("?' || c.column_name))""",
            list(FRAMEWORK_TABLES),
        )
        == []
    )


def test_every_foreign_key_says_what_happens_on_delete() -> None:
    assert (
        rows(
            """
        SELECT conrelid::regclass::text, conname FROM pg_constraint
         WHERE contype = 'f' AND connamespace = 'public'::regnamespace AND confdeltype = 'a'
           AND NOT conrelid::regclass::text = ANY (%s)""",
            list(FRAMEWORK_TABLES),
        )
        == []
    )


def test_what_touches_money_is_never_deleted_along() -> None:
    money = ("orders", "attendees", "payments")
    loose = rows(
        """
        SELECT conrelid::regclass::text, conname, confdeltype FROM pg_constraint
         WHERE contype = 'f' AND (conrelid::regclass::text = ANY (%s)) AND confdeltype NOT IN ('r', 'n')""",
        list(money),
    )
    assert loose == []


def test_every_foreign_key_has_an_index() -> None:
    assert (
        rows(
            """
        SELECT c.conrelid::regclass::text, a.attname FROM pg_constraint c
          JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
         WHERE c.contype = 'f' AND c.connamespace = 'public'::regnamespace
           AND NOT c.conrelid::regclass::text = ANY (%s)
           AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.conrelid AND i.indkey[0] = a.attnum)
        """,
            list(FRAMEWORK_TABLES),
        )
        == []
    )


def test_updated_at_is_kept_by_a_trigger() -> None:
    assert (
        column(
            f"""
        SELECT c.table_name FROM {EVERY_COLUMN} c
         WHERE c.column_name = 'updated_at' AND NOT c.table_name = ANY (%s)
           AND NOT EXISTS (SELECT 1 FROM pg_trigger t WHERE t.tgrelid = ('public.' || c.table_name)::regclass
                             AND t.tgname = 'aa_touch' AND t.tgenabled = 'O')""",
            list(FRAMEWORK_TABLES),
        )
        == []
    )


def test_states_are_text_with_a_check_and_only_roles_are_an_enum() -> None:
    unchecked = rows(
        f"""
        SELECT c.table_name, c.column_name FROM {EVERY_COLUMN} c
         WHERE c.column_name IN ('status', 'visibility', 'rail', 'risk', 'bucket')
           AND NOT c.table_name = ANY (%s)
           AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.contype = 'c'
                             AND k.conrelid = ('public.' || c.table_name)::regclass
                             AND pg_get_constraintdef(k.oid) ~ ('\\m' || c.column_name || '\\M.*ARRAY'))
        """,
        list(FRAMEWORK_TABLES),
    )
    enums = column("""
        SELECT t.typname FROM pg_type t JOIN pg_namespace n ON n.oid = t.typnamespace
         WHERE t.typtype = 'e' AND n.nspname = 'public' AND t.typname NOT LIKE 'procrastinate%%'""")
    assert (unchecked, enums) == ([], ["app_role"])


AUDITED = {
    "users", "profiles", "user_roles", "ai_events", "ai_tasks", "tickets", "orders", "attendees", "payments",
    "email_templates", "storage_objects", "event_user_permissions", "event_group_permissions", "ai_tool_calls",
    "checked_claims",
}  # fmt: skip


def test_the_audit_trail_is_written_by_triggers_and_by_nobody_else() -> None:
    audited = set(column("SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE 'zz_audit%%'"))
    writers = column("""
        SELECT r || ' ' || v FROM unnest(ARRAY['eventai_anon', 'eventai_user', 'eventai_system']) r,
               unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) v
         WHERE has_table_privilege(r, 'public.audit_logs', v)""")
    assert audited >= AUDITED
    assert writers == []
