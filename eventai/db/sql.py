"""Raw SQL migrations: the `.sql` file beside a migration of the same name, frozen with it."""

from pathlib import Path

from django.db.migrations import RunSQL

_REVERSE = "-- reverse --"


def sql_beside(migration: str) -> RunSQL:
    """The operation that runs `<migration>.sql`; what stands below a line `-- reverse --` takes it back.

    `migration` is the migration's `__file__`.
    """
    forward, marker, reverse = Path(migration).with_suffix(".sql").read_text(encoding="utf-8").partition(_REVERSE)
    if not marker:
        raise ValueError(f"{Path(migration).stem}.sql has no line {_REVERSE!r}")
    return RunSQL(forward, reverse)
