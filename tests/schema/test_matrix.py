"""Row security as one table: every table, every kind of person, every verb.

A cell reads `sees/inserts/changes/deletes`: how many rows the verb reached; `-` where the database refuses the verb, `k`
where row security lets it pass and a key or another constraint holds it back. An insert is a copy of the table's oldest
row (Olga's, as a rule) under a new id.
"""

import json
import uuid
from contextlib import AbstractContextManager

import pytest
from django.db import DatabaseError, connection, transaction

from eventai.db.acting import acting_as, acting_as_anonymous, acting_as_guest, acting_as_system
from tests.schema.catalogue import our_tables, rows
from tests.world import GUEST_TOKEN, World, make_world

pytestmark = pytest.mark.django_db

ACTORS = ("anonymous", "guest", "ben", "olga", "omar", "dora", "sam", "ada", "system")

MATRIX = """
                         anonymous     guest         ben           olga          omar          dora          sam           ada           system
ai_attachments           0/-/-/-       1/-/-/-       0/-/0/0       1/k/1/1       0/-/0/0       0/-/0/0       0/-/0/0       all/-/0/0     all/k/all/all
ai_conversations         0/-/0/0       1/-/1/1       0/-/0/0       1/k/1/1       0/-/0/0       0/-/0/0       0/-/0/0       all/-/0/0     all/k/all/all
ai_events                1/-/-/-       2/-/-/-       1/-/0/0       2/-/2/1       1/-/1/0       1/-/0/0       2/-/1/0       all/-/all/0   all/k/all/k
ai_messages              0/-/-/-       1/-/-/-       0/-/-/-       1/k/-/-       0/-/-/-       0/-/-/-       0/-/-/-       all/-/-/-     all/k/all/all
ai_model_records         -/-/-/-       -/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       1/-/-/-       1/k/1/1
ai_run_events            0/-/-/-       1/-/-/-       0/-/-/-       1/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       all/-/-/-     all/k/all/all
ai_runs                  0/-/0/-       1/-/1/-       0/-/0/-       1/-/1/-       0/-/0/-       0/-/0/-       0/-/0/-       all/-/0/-     all/k/all/all
ai_tasks                 0/-/-/-       4/-/-/-       0/-/0/0       8/k/8/8       4/k/4/4       0/-/0/0       4/-/4/4       all/k/all/all all/k/all/all
ai_tool_calls            0/-/0/-       1/-/1/-       0/-/0/-       1/-/1/-       0/-/0/-       0/-/0/-       0/-/0/-       all/-/0/-     all/k/all/all
ai_usage                 -/-/-/-       -/-/-/-       0/-/-/-       1/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       all/-/-/-     all/1/all/all
attendees                0/-/-/-       1/-/-/-       1/-/-/-       all/-/-/-     all/-/-/-     all/-/-/-     0/-/-/-       all/-/-/-     all/k/all/all
audit_logs               -/-/-/-       -/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       all/-/-/-     all/-/-/-
change_items             0/-/-/-       6/-/-/-       0/-/-/-       13/-/-/-      8/-/-/-       0/-/-/-       7/-/-/-       all/-/-/-     all/k/all/all
change_sets              0/-/-/-       2/-/-/-       0/-/-/-       5/-/-/-       4/-/-/-       0/-/-/-       3/-/-/-       all/-/-/-     all/k/all/all
checked_claims           0/-/-/-       0/-/-/-       0/-/-/0       1/k/-/1       1/-/-/1       0/-/-/0       0/-/-/0       1/-/-/1       1/k/1/1
email_templates          -/-/-/-       -/-/-/-       1/-/0/0       all/-/1/1     all/-/1/0     1/-/0/0       1/-/0/0       all/k/all/all all/k/all/all
event_group_permissions  -/-/-/-       -/-/-/-       0/-/-/0       0/-/-/0       0/-/-/0       0/-/-/0       0/-/-/0       0/k/-/0       0/k/0/0
event_slugs              -/-/-/-       -/-/-/-       0/-/-/-       1/-/-/-       1/-/-/-       0/-/-/-       0/-/-/-       1/-/-/-       1/k/1/1
event_user_permissions   -/-/-/-       -/-/-/-       0/-/-/0       all/k/-/all   1/-/-/0       1/-/-/0       0/-/-/0       all/k/-/all   all/k/all/all
orders                   0/-/-/-       1/-/-/-       1/-/-/-       all/-/-/-     all/-/-/-     0/-/-/-       0/-/-/-       all/-/-/-     all/k/all/k
outbox_messages          -/-/-/-       -/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       1/-/-/-       1/k/1/1
payments                 0/-/-/-       1/-/-/-       1/-/-/-       all/-/-/-     all/-/-/-     0/-/-/-       0/-/-/-       all/-/-/-     all/k/all/all
profiles                 0/-/-/-       1/-/-/-       1/-/1/-       1/-/1/-       1/-/1/-       1/-/1/-       1/-/1/-       all/-/all/-   all/k/all/k
provider_events          -/-/-/-       -/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       0/-/-/-       1/-/-/-       1/k/1/1
rate_limits              -/-/-/-       -/-/-/-       0/-/-/0       0/-/-/0       0/-/-/0       0/-/-/0       0/-/-/0       1/-/-/1       1/k/1/1
storage_objects          2/-/-/-       2/-/-/-       2/-/0/0       all/k/all/all all/-/1/1     2/-/0/0       2/-/0/0       all/k/all/all all/k/all/all
ticket_keys              -/-/-/-       -/-/-/-       -/-/-/-       -/-/-/-       -/-/-/-       -/-/-/-       -/-/-/-       -/-/-/-       1/k/1/1
tickets                  1/-/-/-       2/-/-/-       1/-/0/0       2/k/2/k       2/k/2/k       2/-/0/0       2/-/1/1       all/k/all/k   all/k/all/k
user_roles               -/-/-/-       -/-/-/-       1/-/-/-       2/-/-/-       1/-/-/-       1/-/-/-       2/-/-/-       all/-/-/-     all/k/all/all
users                    all/k/all/-   all/k/all/-   all/k/1/-     all/k/1/-     all/k/1/-     all/k/1/-     all/k/1/-     all/k/all/-   all/k/all/all
"""


def scope(world: World, actor: str) -> AbstractContextManager[None]:
    """Whoever asks."""
    match actor:
        case "anonymous":
            return acting_as_anonymous()
        case "guest":
            return acting_as_guest(GUEST_TOKEN)
        case "system":
            return acting_as_system()
        case _:
            return acting_as(world.people[actor].pk)


def reached(world: World, actor: str, sql: str, *parameters: str) -> int | str:
    """How many rows the statement reaches; everything is rolled back."""
    try:
        with transaction.atomic(), scope(world, actor), connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            count: int = cursor.rowcount
            transaction.set_rollback(True)
    except DatabaseError as refusal:
        return "-" if getattr(refusal.__cause__, "sqlstate", "") == "42501" else "k"
    return count


def cell(world: World, actor: str, table: str, sample: str, total: int) -> str:
    """One person and one table."""
    insert = f"INSERT INTO {table} SELECT * FROM jsonb_populate_record(NULL::{table}, %s::jsonb)"
    found = (
        reached(world, actor, f"SELECT * FROM {table}"),
        reached(world, actor, insert, sample),
        reached(world, actor, f"UPDATE {table} SET id = id"),
        reached(world, actor, f"DELETE FROM {table}"),
    )
    return "/".join("all" if count == total and total > 1 else str(count) for count in found)


def sample_of(table: str) -> str:
    """A copy of the table's first row with another id."""
    with acting_as_system():
        found = rows(f"SELECT to_jsonb(t)::text FROM {table} t ORDER BY to_jsonb(t) ->> 'created_at', id LIMIT 1")
    row = json.loads(found[0][0]) if found else {}
    return json.dumps({**row, "id": str(uuid.uuid4())})


def test_the_matrix() -> None:
    world = make_world()
    found = [" " * 25 + "".join(f"{name:<14}" for name in ACTORS).rstrip()]
    for table in sorted(our_tables()):
        with acting_as_system():
            total = rows(f"SELECT count(*) FROM {table}")[0][0]
        sample = sample_of(table)
        cells = [cell(world, actor, table, sample, total) for actor in ACTORS]
        found.append(f"{table:<25}" + "".join(f"{one:<14}" for one in cells).rstrip())
    assert "\n".join(found) == MATRIX.strip("\n")
