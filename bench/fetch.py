#!/usr/bin/env python3
"""weir fetch of one answer of 100,000 rows from a server of this machine: the time until it is in the store,
against the time in which as many bytes come at 100 Mbit/s; memory beside that of a third of the rows.
bench/fetch.py WEIR"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
os.environ.setdefault("WEIR", sys.argv[1])
os.environ.setdefault("WEIR_SOURCE", str(ROOT))
os.environ.setdefault("WEIR_TEST_DATA", str(ROOT))
import replay                                                                       # noqa: E402

BYTES_A_SECOND, ROWS, GROWTH = 100e6 / 8, 100_000, 1.5
PARTNERS = "RUS,KAZ,KGZ,UZB,ARM,GEO,TUR,ARE,SRB"


def table(server, folder, weir):
    rows = subprocess.run([weir, "services", "--csv"], check=True, capture_output=True, text=True).stdout
    url = urllib.parse.urlsplit("https://comtradeapi.un.org")
    path = folder / "services.csv"
    path.write_text(rows.replace(f"{url.scheme}://{url.netloc}", server.base))
    return path


class Ready(replay.Server):
    """Its answers are made once: what is measured is not how they are made."""

    def __init__(self, world):
        super().__init__(world)
        self.made = {}

    def body(self, path, q):
        key = path, tuple(sorted(q.items()))
        if key not in self.made:
            self.made[key] = super().body(path, q)
        return self.made[key]


def watch(child, peak):
    """Its peak memory in kilobytes, which a process that is gone no longer tells."""
    while child.poll() is None:
        status = pathlib.Path(f"/proc/{child.pid}/status").read_text()
        peak += [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
        time.sleep(.02)


def fetch(weir, folder, server, until, name):
    """Seconds, peak kilobytes, rows and bytes of a fetch into an empty store."""
    key = folder / "key"
    key.write_text("k\n")
    start = time.monotonic()
    child = subprocess.Popen([weir, "fetch", "comtrade", "--reporter", "CHN", "--partner", PARTNERS, "--code", "AG4",
                              "--from", "2022-01", "--to", until, "--services", table(server, folder, weir),
                              "--cache", folder / f"cache-{name}", "--store", folder / f"{name}.weir", "--key-file", key,
                              "--json"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    peak = []
    watcher = threading.Thread(target=watch, args=(child, peak))
    watcher.start()
    out = child.stdout.read()
    assert child.wait() == 0, out
    took = time.monotonic() - start
    watcher.join()
    rows = [r for r in json.loads(out) if r["state"] == "fetched"]
    return took, max(peak), sum(r["rows"] for r in rows), sum(r["bytes"] for r in rows)


def main():
    weir = str(pathlib.Path(sys.argv[1]).resolve())
    server = Ready(replay.World(cap=250_000))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        fetch(weir, folder, server, "2022-09", "first")
        calls = len(server.calls)
        took, small, rows, size = fetch(weir, folder, server, "2022-09", "small")
        made = sum("/get/" in c for c in server.calls[calls:])
        _, large, many, _ = fetch(weir, folder, server, "2024-09", "large")
    server.close()
    line = size / BYTES_A_SECOND
    print(f"fetch: {rows:,} rows of {made} answers, {size / 1e6:.0f} MB, in the store after {took:.1f} s; "
          f"at 100 Mbit/s they take {line:.1f} s to receive: {took / line:.2f} of it (1 wanted)")
    print(f"fetch: peak memory {large / 1024:.0f} MB for {many:,} rows, {small / 1024:.0f} MB for {rows:,}: "
          f"{large / small:.2f} times ({GROWTH} wanted)")
    return took > line or large > GROWTH * small or rows < ROWS * .8


if __name__ == "__main__":
    sys.exit(main())
