"""A PostgreSQL server for the tests, where its programs are installed: a fresh one on loopback, gone at the end."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PLACES = [os.environ.get("PATH", ""), *map(str, Path("/usr/lib/postgresql").glob("*/bin"))]


def program(name: str) -> str | None:
    """Return the path of one of PostgreSQL's programs; Debian keeps them out of the way."""
    return shutil.which(name, path=os.pathsep.join(PLACES))


def why_none() -> str | None:
    """Return why no server can be started here, None if one can."""
    if not program("initdb") or not program("pg_ctl"):
        return "no PostgreSQL here: apt-get install postgresql"
    if os.getuid() == 0 and not any(user.pw_name == "postgres" for user in pwd.getpwall()):
        return "PostgreSQL does not run as root, and there is no user postgres"
    return None


def run(*command: str | None) -> None:
    """Run a program of PostgreSQL's, as its own user where we are root."""
    user = "postgres" if os.getuid() == 0 else None
    subprocess.run([str(part) for part in command], check=True, user=user, stdout=subprocess.DEVNULL, cwd="/")


@contextmanager
def started() -> Iterator[str]:
    """Start a server and yield the URL of a database in it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="extract-postgres-") as folder:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        run(program("initdb"), "-D", data, "-U", "tester", "-A", "trust", "-E", "UTF8", "--no-sync")
        settings = f"-c listen_addresses=127.0.0.1 -p {port} -c fsync=off -k {folder}"
        run(program("pg_ctl"), "-D", data, "-w", "-l", f"{folder}/log", "-o", settings, "start")
        try:
            yield f"postgresql://tester@127.0.0.1:{port}/postgres"
        finally:
            run(program("pg_ctl"), "-D", data, "-m", "immediate", "stop")
