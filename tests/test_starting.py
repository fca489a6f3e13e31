"""`make run` and what it stands on: the built-in PostgreSQL, its roles, the processes beside it."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction

from eventai.db import bootstrap
from eventai.db.embedded import PORT, Cluster, default_database, ensure_started
from eventai.db.owner import as_owner
from eventai.management.commands import run
from eventai.supervisor import Child, GaveUp, sole_marker, stop_all

PROJECT = Path(__file__).resolve().parent.parent
START = """
import sys, pathlib
from eventai.db.embedded import Cluster
Cluster(pathlib.Path(sys.argv[1]), fast=True).start()
"""
HOLD = f"{START}\nprint('up', flush=True); sys.stdin.read()"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """The built-in PostgreSQL of a checkout that is thrown away."""
    checkout = tmp_path_factory.mktemp("a checkout, with a comma") / "eventai"
    yield ensure_started(checkout)
    Cluster(checkout).delete()


def ask(server: Cluster, query: str, **connect: str) -> Any:
    """The first value that a query answers, asked in a connection of its own."""
    with psycopg.connect(**{**server.params, **connect}, autocommit=True) as own:  # type: ignore[arg-type]  # all text
        row = own.execute(query.encode()).fetchone()
    return row[0] if row else None


def postmaster(server: Cluster) -> int:
    return int((server.data / "postmaster.pid").read_text().split()[0])


# --- The server -----------------------------------------------------------------------------------


def test_a_killed_server_comes_back_with_its_rows(server: Cluster) -> None:
    with psycopg.connect(**server.params, autocommit=True) as own:  # type: ignore[arg-type]  # all text
        own.execute("CREATE TABLE kept AS SELECT 7 AS seven")
    os.kill(postmaster(server), signal.SIGKILL)

    server.start()

    assert ask(server, "SELECT seven FROM kept") == 7


def test_a_lock_file_whose_number_another_process_got_does_not_stop_the_start(server: Cluster) -> None:
    server.stop()
    (server.data / "postmaster.pid").write_text(f"{os.getpid()}\n{server.data}\n1\n{PORT}\n{server.socket_dir}\n")

    server.start()

    assert ask(server, "SELECT 1") == 1


def test_a_server_whose_socket_was_cleaned_away_is_reached_again(server: Cluster) -> None:
    for leftover in server.socket_dir.iterdir():
        leftover.unlink()

    server.start()

    assert ask(server, "SELECT 1") == 1


def test_two_checkouts_have_nothing_in_common(tmp_path: Path) -> None:
    left, right = Cluster(tmp_path / "left"), Cluster(tmp_path / "right")

    assert left.data != right.data
    assert left.params["host"] != right.params["host"]


def test_the_data_directory_names_the_major_version(tmp_path: Path) -> None:
    server = Cluster(tmp_path, "pgtest")

    assert server.root.name.removeprefix("pgtest").isdecimal()


def test_the_server_speaks_no_network_and_only_to_us(server: Cluster) -> None:
    assert ask(server, "SHOW listen_addresses") == ""
    assert server.socket_dir.stat().st_mode & 0o077 == 0
    assert server.data.stat().st_mode & 0o077 == 0


def test_a_server_that_somebody_uses_is_not_stopped(server: Cluster) -> None:
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(server.project)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert other.stdout is not None
    other.stdout.readline()

    stopped_beside_another = server.stop_if_unused()
    other.communicate()
    with psycopg.connect(**server.params):  # type: ignore[arg-type]  # all text
        stopped_under_a_client = server.stop_if_unused()

    assert (stopped_beside_another, stopped_under_a_client, server.stop_if_unused()) == (False, False, True)
    server.start()


# --- Its first start ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    """One with a very long path, after a first start that was killed, started by four processes at once."""
    far = Cluster(tmp_path_factory.mktemp("long") / ("long " * 30), fast=True)
    (far.root / "data.new").mkdir(parents=True)
    (far.root / "data.new" / "PG_VERSION").write_text("unfinished")
    starters = [subprocess.Popen([sys.executable, "-c", START, str(far.project)], cwd=PROJECT) for _ in range(4)]
    assert [starter.wait(timeout=60) for starter in starters] == [0, 0, 0, 0]
    yield far
    far.delete()


def test_several_starters_at_once_make_one_server(far: Cluster) -> None:
    assert ask(far, "SELECT 1") == 1
    assert [log.name for log in far.root.glob("server.log*")] == ["server.log"]


def test_a_killed_first_start_leaves_nothing_that_disturbs_the_next(far: Cluster) -> None:
    assert not (far.root / "data.new").exists()
    assert (far.data / "PG_VERSION").read_text() != "unfinished"


def test_a_very_long_path_gets_a_socket_that_fits(far: Cluster) -> None:
    assert ask(far, "SHOW unix_socket_directories") == far.params["host"]
    assert len(os.fsencode(far.params["host"])) < 90


def test_what_is_deleted_is_gone(far: Cluster) -> None:
    far.delete()

    assert not far.root.exists()
    assert not far.socket_dir.exists()


# --- Roles and the database -----------------------------------------------------------------------


def test_settings_find_the_database_without_starting_it(tmp_path: Path) -> None:
    database = default_database(tmp_path)

    assert (database["NAME"], database["USER"]) == ("eventai", "eventai")
    assert not Path(database["HOST"]).exists()


def test_a_plain_connection_is_anonymous(server: Cluster) -> None:
    assert ask(server, "SELECT current_user", user="eventai", dbname="eventai") == "eventai_anon"


def test_the_login_alone_may_nothing(server: Cluster) -> None:
    with psycopg.connect(**{**server.params, "user": "eventai", "dbname": "eventai"}) as own:  # type: ignore[arg-type]
        own.execute("SET ROLE NONE")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            own.execute("CREATE TABLE public.mine ()")


def test_no_role_of_ours_bypasses_row_security(server: Cluster) -> None:
    query = "SELECT array_agg(rolname::text) FROM pg_roles WHERE rolname LIKE 'eventai%' AND (rolsuper OR rolbypassrls)"

    assert ask(server, query) is None


def test_only_the_owner_makes_temporary_tables(server: Cluster) -> None:
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(server, "CREATE TEMP TABLE mine ()", user="eventai", dbname="eventai")


def test_a_dropped_database_is_made_again(server: Cluster) -> None:
    server.prepare("spare")
    with psycopg.connect(**server.params, autocommit=True) as own:  # type: ignore[arg-type]  # all text
        own.execute("DROP DATABASE spare")

    server.prepare("spare")

    assert ask(server, "SELECT current_database()", dbname="spare", user="eventai") == "spare"


def test_an_administrator_without_superuser_rights_suffices(server: Cluster) -> None:
    with psycopg.connect(**server.params, autocommit=True) as own:  # type: ignore[arg-type]  # all text
        own.execute("CREATE ROLE administrator LOGIN CREATEROLE CREATEDB")
        own.execute(
            "GRANT eventai_owner, eventai_anon, eventai_user, eventai_system TO administrator WITH ADMIN OPTION"
        )

    for _ in range(2):  # again changes nothing
        bootstrap.apply({**server.params, "user": "administrator"}, database="town", login="town", password="secret")

    assert ask(server, "SELECT datdba::regrole::text FROM pg_database WHERE datname = 'town'") == "eventai_owner"
    assert ask(server, "SELECT current_user::text", user="town", dbname="town") == "eventai_anon"
    assert ask(server, "SELECT rolpassword LIKE 'SCRAM-SHA-256$%' FROM pg_authid WHERE rolname = 'town'") is True


def test_bootstrap_roles_prints_what_an_administrator_must_run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://app%20login:secret@db.example/fair")

    call_command("bootstrap_roles")

    printed = capsys.readouterr().out
    assert 'GRANT eventai_owner, eventai_anon, eventai_user, eventai_system TO "app login";' in printed
    assert 'REVOKE TEMPORARY ON DATABASE "fair" FROM PUBLIC;' in printed
    assert "secret" not in printed


def test_the_administrator_does_not_become_the_login(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://postgres@db.example/fair")

    with pytest.raises(CommandError, match="put another name there"):
        call_command("bootstrap_roles", apply="postgres://postgres@db.example/postgres")


@pytest.mark.django_db(transaction=True)
def test_the_owner_steps_in_and_out() -> None:
    def who() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user::text")
            return cursor.fetchone()[0]

    before = who()
    with as_owner():
        inside = who()

    assert (before, inside, who()) == ("eventai_anon", "eventai_owner", "eventai_anon")


@pytest.mark.django_db(transaction=True)
def test_the_owner_does_not_step_into_a_transaction() -> None:
    with transaction.atomic(), pytest.raises(RuntimeError, match="transaction"), as_owner():
        pass


# --- The processes --------------------------------------------------------------------------------


@pytest.fixture
def busy_port() -> Iterator[int]:
    """A port on which another program listens."""
    with socket.create_server((run.HOST, 0)) as other:
        yield other.getsockname()[1]


def test_a_busy_port_that_was_asked_for_is_refused(busy_port: int) -> None:
    with pytest.raises(CommandError, match=f"Port {busy_port} is in use"):
        run.choose_port(str(busy_port))


def test_a_busy_port_that_was_not_asked_for_is_passed_over(
    busy_port: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "FIRST_PORT", busy_port)

    port = run.choose_port("")

    assert port > busy_port
    assert f"Port {busy_port} is in use by another program, so this is port {port}." in capsys.readouterr().out


@pytest.mark.parametrize("asked", ["0", "65536", "http", "-1", "²"])
def test_a_port_that_is_none_is_refused(asked: str) -> None:
    with pytest.raises(CommandError, match="PORT must be a number"):
        run.choose_port(asked)


def test_one_checkout_runs_once(tmp_path: Path) -> None:
    with run.only_one(tmp_path / "running") as note:
        note.write("http://localhost:8000")
        note.flush()
        with (
            pytest.raises(CommandError, match="already running in this checkout: http://localhost:8000"),
            run.only_one(tmp_path / "running"),
        ):
            pass


def child(code: str) -> Child:
    return Child("test", [sys.executable, "-c", code], os.environ, PROJECT)


def test_a_dead_process_is_started_again_but_not_for_ever(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dying = child("raise SystemExit(3)")
    with sole_marker(tmp_path / "processes") as mark:
        dying.start(mark)
        with pytest.raises(GaveUp, match="ended 5 times"):
            for _ in range(5):
                assert dying.process is not None
                dying.process.wait(timeout=30)
                dying.revive(mark)

    assert capsys.readouterr().out.count("The test process ended (exit code 3); starting it again.") == 4


def test_the_end_reaches_a_process_that_will_not_hear(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("eventai.supervisor.GRACE", 0.1)
    deaf = child(
        "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print('up', flush=True); signal.pause()"
    )
    with sole_marker(tmp_path / "processes") as mark:
        deaf.start(mark)
        stop_all([deaf])

    assert deaf.process is not None
    assert deaf.process.returncode in {-signal.SIGKILL, -signal.SIGTERM}


def test_what_a_killed_supervisor_left_running_is_ended(tmp_path: Path) -> None:
    orphan = child("import signal; signal.pause()")
    with sole_marker(tmp_path / "processes") as mark:
        orphan.start(mark)

    with sole_marker(tmp_path / "processes"):
        stop_all([orphan])

    assert orphan.process is not None
    assert orphan.process.returncode == -signal.SIGKILL


def test_the_example_names_every_setting() -> None:
    text = (PROJECT / "eventai" / "settings.py").read_text()
    read = set(re.findall(r'(?:env\.\w+|secret)\(\s*"([A-Z_]+)"', text))

    assert read - set(re.findall(r"^#?([A-Z_]+)=", (PROJECT / ".env.example").read_text(), re.MULTILINE)) == set()
