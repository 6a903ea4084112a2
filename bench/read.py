#!/usr/bin/env python3
"""weir read: precision and recall by field, beside a baseline that takes the first number and the nearest two
countries; words a second, beside wc -w over the same text.  bench/read.py WEIR"""
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import reading                                                                      # noqa: E402

PUBLISHED = pathlib.Path(os.environ.get("WEIR_TEST_DATA", ROOT / "../shared/data")) / "articles/sentences_open.jsonl"
WORDS_A_SECOND = 10_000


def areas():
    """Names and adjectives of data/phrase/en/area.csv, the longest first."""
    rows = (ROOT / "data/phrase/en/area.csv").read_text().splitlines()[1:]
    names = {w: r.rsplit(",", 2)[0].strip('"') for r in rows for w in r.rsplit(",", 2)[2].split(";")}
    return sorted(names.items(), key=lambda x: -len(x[0]))


def baseline(row, names):
    """The first number with its unit, the two countries nearest to it, the last year that is named."""
    text = row["text"]
    said = re.search(r"[$€£]?\d[\d,.]*\s*(?:%|percent|per cent|million|billion|tonnes|times)?", text)
    at = said.start() if said else 0
    found = []
    for name, code in names:
        for m in re.finditer(rf"\b{re.escape(name)}\b", text):
            found.append((abs(m.start() - at), m.start(), code))
    near = [code for _, _, code in sorted(found)[:2]] + ["WLD", "WLD"]
    years = re.findall(r"\b(?:19|20)\d\d\b", text)
    percent = said and ("%" in said[0] or "percent" in said[0])
    kind = "ratio" if percent or said and "times" in said[0] else "level"
    fields = {"from": near[0], "to": near[1], "says": said[0].strip(" .,") if said else None,
              "period": years[-1] if years else row["dateline"][:4]}
    test = {"kind": kind, "asks": [], "fields": {k: {"value": v} for k, v in fields.items() if v}}
    return {"checkable": bool(said and found), "tests": [test]}


def show(name, score):
    print(f"{name}: found {score.found / score.checkable:.2f}, of those marked checkable "
          f"{score.marked_right / max(1, score.marked):.2f}, every field right {score.right / score.tests:.2f} "
          f"(easy {score.easy_right / max(1, score.easy):.2f}), asked {score.asked / score.tests:.2f}, wrong "
          f"{score.wrong / score.tests:.3f}")


def table(ours, theirs):
    print(f"  {'field':8} {'precision':>10} {'recall':>8}   baseline {'precision':>10} {'recall':>8}")
    for name in reading.KINDS:
        a, b = ours.field[name], theirs.field[name]
        print(f"  {name:8} {a[0] / max(1, a[1]):10.3f} {a[0] / max(1, a[2]):8.3f}            "
              f"{b[0] / max(1, b[1]):10.3f} {b[0] / max(1, b[2]):8.3f}")


def compare(weir, name, path):
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    names, theirs = areas(), reading.Score()
    for row in rows:
        theirs.add(row, baseline(row, names))
    ours = reading.score(weir, path)
    show(f"{name}, weir", ours)
    show(f"{name}, baseline", theirs)
    table(ours, theirs)


def speed(weir):
    rows = [json.loads(line) for line in (ROOT / "tests/data/reading/sentences.jsonl").read_text().splitlines()]
    text = " ".join(r["text"] for r in rows) * 20
    with tempfile.TemporaryDirectory() as d:
        path = pathlib.Path(d) / "long.txt"
        path.write_text(text)
        begun = time.monotonic()
        subprocess.run([weir, "--store", f"{d}/none.weir", "read", path, "--date", "2024-01-07", "--json"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        took = time.monotonic() - begun
    rate = len(text.split()) / took
    print(f"read: {rate:,.0f} words a second, {rate / WORDS_A_SECOND:.1f} of the {WORDS_A_SECOND:,} wanted")
    return rate >= WORDS_A_SECOND


def main(weir):
    compare(weir, "own sentences", ROOT / "tests/data/reading/sentences.jsonl")
    if PUBLISHED.exists():
        compare(weir, "published bank", PUBLISHED)
    else:
        print("published bank: skipped: no data")
    return 0 if speed(weir) else 1


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
