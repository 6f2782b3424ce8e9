"""Starting `portal serve`, and its memory: from the command to the first answer, then after thousands of pages."""

import argparse
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from itertools import cycle, islice
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.load import make_user, portal_at
from benchmarks.measure import TOKEN
from benchmarks.pages import addresses

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
PATIENCE = 60
SAID = "PSS {:.0f} MB, {:.0f} MB of it without mapped files; RSS {:.0f} MB"


def free_port() -> int:
    """Return a port nobody answers at."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return probe.getsockname()[1]


@contextmanager
def served(database: str) -> Iterator[tuple[int, int, float]]:
    """Serve the database as `portal serve` does; yield the port, the process and the seconds to the first answer."""
    with tempfile.TemporaryDirectory() as instance:
        port = free_port()
        given = {"PORTAL_INSTANCE": instance, "PORTAL_DATABASE": database, "PORTAL_LOG_LEVEL": "WARNING"}
        command = [sys.executable, "-m", "portal", "serve", "--port", str(port)]
        began = time.perf_counter()
        server = subprocess.Popen(command, cwd=ROOT, env=os.environ | given, stdout=subprocess.DEVNULL)
        try:
            while not _answers(port):
                if server.poll() is not None or time.perf_counter() - began > PATIENCE:
                    raise SystemExit("the portal did not start")
                time.sleep(0.005)
            yield port, server.pid, time.perf_counter() - began
        finally:
            server.terminate()
            server.wait(10)


def _answers(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1):
            pass
        return _ask(http.client.HTTPConnection(HOST, port, timeout=5), "/healthz")[0] == 200
    except OSError:
        return False


def _ask(line: http.client.HTTPConnection, address: str, cookie: str = "", form: dict | None = None) -> tuple:
    headers = {"Cookie": cookie} if cookie else {}
    if form is not None:
        headers["Content-Type"] = "application/x-www-form-urlencoded"
    line.request("POST" if form is not None else "GET", address, urlencode(form) if form else None, headers)
    answer = line.getresponse()
    return answer.status, answer.read().decode(), (answer.getheader("Set-Cookie") or "").split(";")[0]


def sign_in(line: http.client.HTTPConnection, email: str, password: str) -> str:
    """Return the cookie of somebody who signed in."""
    _status, page, cookie = _ask(line, "/login")
    token = TOKEN.search(page)
    form = {"email": email, "password": password, "csrf_token": token[1] if token else ""}
    status, _page, cookie = _ask(line, "/login", cookie, form)
    if status != 303:
        raise SystemExit(f"sign-in was answered with {status}")
    return cookie


def cpu_seconds(process: int) -> float:
    """Return the CPU time a process has used, in seconds; on a busy machine it tells more than the clock."""
    user, system = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> tuple[float, float, float]:
    """Return the process's share of memory, what of it is its own and no file's, and all it touches, in MB."""
    text = Path(f"/proc/{process}/smaps_rollup").read_text()
    found = {name: int(size) / 1024 for name, size in re.findall(r"^(\w+):\s+(\d+) kB", text, re.MULTILINE)}
    return found["Pss"], found["Pss_Anon"], found["Rss"]


def main() -> int:
    """Start a few times, then look at many pages, and print seconds and memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", help="as load.py filled it")
    parser.add_argument("--starts", type=int, default=5)
    parser.add_argument("--pages", type=int, default=2000)
    asked = parser.parse_args()
    app = portal_at(asked.database, BACKGROUND=False)
    with app.app_context():
        email, password = make_user()
    mixed = list(addresses(app).values())
    seconds, worked = [], []
    for _start in range(asked.starts):
        with served(asked.database) as (_port, process, spent):
            seconds.append(spent)
            worked.append(cpu_seconds(process))
    print(f"{date.today()}, load {os.getloadavg()[0]:.1f}")
    print(f"start to first answer: {min(seconds):.2f} s at best of {asked.starts}, {max(seconds):.2f} s at worst")
    print(f"CPU time meanwhile:    {min(worked):.2f} s at best, {max(worked):.2f} s at worst")
    with served(asked.database) as (port, process, _spent):
        print(f"memory, fresh:              {SAID}".format(*memory(process)))
        line = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
        cookie = sign_in(line, email, password)
        for number, address in enumerate(islice(cycle(mixed), asked.pages), 1):
            status = _ask(line, address, cookie)[0]
            if status != 200:
                raise SystemExit(f"{address} was answered with {status}")
            if number in (asked.pages // 10, asked.pages // 2, asked.pages):
                print(f"memory, after {number:>5,} pages:  {SAID}".format(*memory(process)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
