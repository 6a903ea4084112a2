#!/usr/bin/env python3
"""How long whole commands take beside a C program that opens an empty DuckDB in memory, and a
bundle of 60 questions beside asking them.  bench/blink.py WEIR EMPTY"""
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
RUNS = 15
CODES = ("842952 842959 870423 850440 854231 852872 847130 841391 848210 870899 847170 851762 "
         "871690 853400 854239").split()


def timed(command, code=0):
    """Seconds; a command that fails would be quick for nothing."""
    start = time.perf_counter()
    done = subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    took = time.perf_counter() - start
    assert done.returncode == code, command
    return took


def show(what, value, bound):
    print(f"  {what:<52} {value:7.2f}    (at most {bound:g}){'' if value <= bound else '  MISSED'}")
    return value > bound


def starting(weir, empty, folder):
    """Commands and their peer by turns, the median of each: what else the machine does cancels."""
    store, none = folder / "store.weir", folder / "none.weir"
    small = folder / "small.csv"
    small.write_text("currency,period,per_usd\nCNY,2020-01,6.9\n")
    subprocess.run([weir, "--store", none, "rates", small], check=True, stdout=subprocess.DEVNULL)
    asked = [
        ("version", 2, ["version"]),
        ("treaty", 2, ["--store", none, "treaty", "rome"]),
        ("status", 2, ["--store", store, "status", "842952", "--from", "CHN", "--to", "RUS",
                       "--on", "2022-09-15"]),
        ("lists find, store without lists", 2, ["--store", none, "lists", "find", "Example"]),
        ("series", 3, ["--store", store, "series", "--from", "CHN", "--to", "RUS", "--code",
                       "842952"]),
        ("check of nine claims", 15, ["--store", store, "claim", "check",
                                      ROOT / "examples/fortified-line.yaml"])]
    times = {name: [] for name, _, _ in asked}
    peer = []
    for _ in range(RUNS):
        peer.append(timed([empty]))
        for name, _, command in asked:
            times[name].append(timed([weir, *command], code=int("lists" in command)))
    base = statistics.median(peer)
    print(f"whole commands beside opening an empty DuckDB in memory ({base * 1e3:.0f} ms)")
    return any([show(name, statistics.median(times[name]) / base, bound)
                for name, bound, _ in asked])


def bundling(weir, folder):
    run = [weir, "--store", folder / "store.weir"]
    trade = ["--from", "CHN", "--to", "RUS"]
    pairs = [question for code in CODES for question in (
        ["series", *trade, "--code", code], ["series", *trade, "--code", code, "--weight"],
        ["changepoints", *trade, "--code", code], ["status", code, *trade, "--on", "2023-03-01"])]
    start = time.perf_counter()
    for question in pairs:
        timed([*run, *question])
    asking = time.perf_counter() - start
    packing = timed([*run, "evidence", "--bundle", folder / "b.tar.zst"])
    verifying = timed([weir, "evidence", "--verify", folder / "b.tar.zst"])
    print(f"a bundle of {len(pairs)} questions beside asking them ({asking:.1f} s)")
    return any([show("packed", packing / asking, 1.2), show("verified", verifying / asking, 1.5)])


def main(weir, empty):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        sample = sorted((ROOT / "data/sample").glob("*.csv.zst"))
        subprocess.run([weir, "-q", "--store", folder / "store.weir", "ingest", *sample], check=True,
                       stdout=subprocess.DEVNULL)
        return any([starting(weir, empty, folder), bundling(weir, folder)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
