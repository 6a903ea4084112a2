#!/usr/bin/env python3
"""weir divert over sixty intermediaries and five thousand families of 10 million rows, against the time in
which DuckDB makes and orders the same series.  bench/divert.py WEIR [ROWS]"""
import csv
import pathlib
import random
import resource
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
BOUND, MEMORY = 3.0, 2 << 20     # times; kilobytes
VIAS = [398, 417, 51, 268, 860, 762, 31, 688, 784, 792, 840, 392, 156, 410, 702, 764, 704, 360, 458, 608, 36, 554,
        76, 32, 152, 604, 170, 484, 124, 710, 566, 404, 818, 788, 504, 12, 376, 400, 682, 634, 414, 512, 48, 364,
        586, 50, 144, 104, 116, 496, 795, 112, 804, 498, 8, 807, 70, 499, 352, 578]
MONTHS = [year * 100 + month for year in (2019, 2020, 2021, 2022) for month in range(1, 13)]
SERIES = """SELECT count(*), sum(len(v)), sum(len(p)) FROM (SELECT reporter, partner, family, list(value) AS v,
list(period) AS p FROM flows WHERE summed AND (reporter = 'DEU' OR partner = 'RUS')
GROUP BY reporter, partner, family ORDER BY reporter, partner, family)"""


def codes():
    with open(ROOT / "data" / "hs" / "code.csv") as f:
        of = {}
        for r in csv.DictReader(f):
            if r["level"] == "6":
                of.setdefault(r["revision"], set()).add(r["code"])
    return sorted(set.intersection(*of.values()))


def flow(rnd, out, exporter, importer, code, level, often, fall=1.0):
    for month in MONTHS:
        if rnd.random() < often:
            value = level * (fall if month >= 202203 else 1) * rnd.lognormvariate(0, .5)
            out.write(f"C,M,{month // 100},{month % 100},{month},{exporter},X,{importer},0,H5,{code},C00,0,0,0,-1,"
                      f"{value:.0f}\n")


def make(path, rows):
    rnd, families = random.Random(7), codes()
    share = rows / (len(families) * len(VIAS) * len(MONTHS) * .42)
    with open(path, "w") as out:
        out.write("typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
                  "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue\n")
        for code in families:
            level = rnd.lognormvariate(14, 1)
            flow(rnd, out, 276, 643, code, level, .95, .1)
            for via in VIAS:
                often = rnd.random() * rnd.random() * share
                flow(rnd, out, 276, via, code, level * rnd.random(), often)
                flow(rnd, out, via, 643, code, level * rnd.random() * .3, often * .7)


def timed(*command):
    start = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - start


def main(weir, rows):
    with tempfile.TemporaryDirectory() as folder:
        store = pathlib.Path(folder) / "s.weir"
        make(pathlib.Path(folder) / "w.csv", rows)
        run = [weir, "-q", "--store", store]
        timed(*run, "ingest", pathlib.Path(folder) / "w.csv")
        peer = min(timed(*run, "sql", SERIES) for _ in range(2))
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        own = min(timed(*run, "divert", "--to", "RUS", "--from", "DEU") for _ in range(2))
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        print(f"divert over {len(VIAS)} intermediaries and 5,000 families: {own:.1f} s; DuckDB makes and orders the "
              f"same series in {peer:.1f} s: {own / peer:.2f} times (bound {BOUND:g}); at most {memory >> 10} MiB "
              f"(bound {MEMORY >> 10}, loading {before >> 10})")
        return 0 if own <= BOUND * peer and memory <= MEMORY else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 10_000_000))
