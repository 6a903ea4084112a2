#!/usr/bin/env python3
"""weir serve under load (wrk, 32 connections, keep-alive), beside libmicrohttpd's own hello in the same run; 64
connections asking surge at once, each answered or told to wait, within 2 GiB.  bench/serve.py WEIR HELLO"""
import concurrent.futures
import http.client
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
ASKED = {"/v1/version": 50_000, "/v1/status?arg=842952&from=CHN&to=RUS&on=2023-06-30": 5_000}
P99_MS, SECONDS, OF_HELLO, MEMORY_KB = 20, 5, .5, 2 << 20


def load(port, path):
    """Answers a second, and the 99th percentile in milliseconds."""
    out = subprocess.run(["wrk", "-t1", "-c32", f"-d{SECONDS}", "--latency", f"http://127.0.0.1:{port}{path}"], check=True,
                         capture_output=True, text=True).stdout
    number, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", out).groups()
    assert "Non-2xx" not in out, out
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1]), float(number) * {"us": .001, "ms": 1, "s": 1000}[unit]


def surge(port, i):
    c = http.client.HTTPConnection("127.0.0.1", port, timeout=300)
    c.request("GET", f"/v1/surge?to=RUS&from=EU27&fdr=0.{i + 10}")
    return c.getresponse().status


def memory(parent):
    """Peak memory of a server and its workers, in kilobytes."""
    pids = [parent] + [int(p) for p in pathlib.Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]
    return sum(int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{p}/status").read_text())[1]) for p in pids)


def main(weir, hello):
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "s.weir"
        subprocess.run([weir, "--store", store, "-q", "ingest", *sorted((ROOT / "data/sample").glob("*.zst"))], check=True,
                       stdout=subprocess.DEVNULL)
        peer = subprocess.Popen([hello], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        least, _ = load(int(peer.stdout.readline()), "/")
        peer.stdin.close()
        server = subprocess.Popen([weir, "--store", store, "serve", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
        port = int(re.search(r":(\d+)", server.stderr.readline().split("//")[1])[1])
        os.set_blocking(server.stderr.fileno(), False)
        try:
            for path, wanted in ASKED.items():
                http.client.HTTPConnection("127.0.0.1", port).request("GET", path)      # asked once before
                time.sleep(1)
                rate, p99 = load(port, path)
                bad = rate < wanted or p99 > P99_MS or (wanted == 50_000 and rate < OF_HELLO * least)
                failed |= bad
                print(f"serve: {path.split('?')[0]} {rate:,.0f} a second ({wanted:,} wanted), p99 {p99:.1f} ms ({P99_MS}), "
                      f"{rate / least:.2f} of libmicrohttpd's hello{'  MISSED' if bad else ''}")
            start = time.monotonic()
            with concurrent.futures.ThreadPoolExecutor(64) as many:
                got = list(many.map(lambda i: surge(port, i), range(64)))
            kilobytes = memory(server.pid)
            bad = set(got) - {200, 503} or 200 not in got or kilobytes > MEMORY_KB
            failed |= bool(bad)
            print(f"serve: 64 ask surge at once: {got.count(200)} answered, {got.count(503)} told to wait in "
                  f"{time.monotonic() - start:.1f} s, {kilobytes / 1024:.0f} MB (2048){'  MISSED' if bad else ''}")
        finally:
            server.send_signal(signal.SIGTERM)
            server.wait()
    return failed


if __name__ == "__main__":
    sys.exit(main(*map(lambda p: str(pathlib.Path(p).resolve()), sys.argv[1:3])))
