#!/usr/bin/env python3
"""weir screen: how well it finds names on published sets, and how fast, beside an all-pairs Jaro-Winkler in C and one in
Python (jellyfish, of Debian) over the same names in the same run.  bench/screen.py WEIR PEER"""
import csv
import gzip
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
os.environ.setdefault("WEIR", sys.argv[1])
os.environ.setdefault("WEIR_SOURCE", str(ROOT))
os.environ.setdefault("WEIR_TEST_DATA", str(ROOT / "../shared/data"))
import screening                                                                    # noqa: E402
import weir                                                                         # noqa: E402


def say(what, found, wanted, least=True):
    fine = found >= wanted if least else found <= wanted
    print(f"  {what:66} {found:8.3f}  wanted {'at least' if least else 'at most'} {wanted:g}{'' if fine else '  NOT MET'}")
    return fine


def accuracy(folder):
    groups, wrong = screening.f1(screening.set_of("pairs", "name_bench_open.csv"))
    near, mean = screening.ofac(screening.set_of("pairs", "ofac_fixtures.csv"))
    found, listed = screening.recall(folder)
    classes = screening.perturbed(folder)
    fine = [say("name bench, open half: F1", groups["all"], .88), say("pairs of strong quality that are wrong", len(wrong), 0, False),
            say("OFAC's scores: within 5 points", near, .95), say("their mean difference", mean, 1.5, False),
            say(f"spoilt UN names, of {listed}", found, listed - 2),
            say("50,000 invented people: per cent with a hit", 100 * screening.alerts(folder), .25, False),
            say("UN names in their original script", screening.original_script(), .55),
            say("twenty romanisations, ordered pairs", screening.romanisations(), .95)]
    bars = dict(name_order=.95, typo=.95, transpose=.95, ocr=.95, title_affix=.95, translit=.95, homoglyph=.95,
                invisible_char=.95, initials=.85, truncate=.85)
    fine += [say(f"OFAC individuals, {k}", classes[k], v) for k, v in bars.items()]
    fine += [say(f"false ones, {k}", classes[k], .08, False) for k in ("token_swap", "cross_pair")]
    names = [x["name"] for x in screening.vocabulary(folder)]
    words = sorted({w.lower() for n in names for w in n.replace(",", " ").split() if w.isascii() and w.isalpha() and len(w) > 2})
    for script, least, false in ("russian", .91, 1), ("arabic", .81, .6):
        found, other = screening.scripts(script, words)
        fine += [say(f"words of {script}", found, least), say("false ones in 1,000", other, false, False)]
    return all(fine)


def timed(*command):
    start = time.monotonic()
    subprocess.run([str(c) for c in command], check=True, capture_output=True)
    return time.monotonic() - start


def speed(folder, peer):
    folder = pathlib.Path(folder)
    with gzip.open(screening.set_of("negatives", "negatives_us.csv.gz"), "rt") as f:
        people = [r["full_name"] for r in csv.DictReader(f)]
    listed = [x["name"].replace("\n", " ") for x in screening.vocabulary(folder)]
    (folder / "people.txt").write_text("".join(p + "\n" for p in people))
    (folder / "listed.txt").write_text("".join(n + "\n" for n in listed))
    os.environ["XDG_CACHE_HOME"] = str(folder)
    ask = [weir.WEIR, "-q", "screen", "--store", folder / "lists.weir", "--audit", "none", "--file"]
    timed(*ask, folder / "people.txt", "-o", folder / "o.ndjson")                    # the index is made
    ours = min(timed(*ask, folder / "people.txt", "-o", folder / "o.ndjson") for _ in range(3))
    few = 200
    (folder / "few.txt").write_text("".join(p + "\n" for p in people[:few]))
    theirs = min(timed(peer, folder / "few.txt", folder / "listed.txt") for _ in range(2)) / few
    print(f"  {len(people) / ours:9,.0f} names/s against {len(listed):,} listed, cold, with reading and writing, {os.cpu_count()} "
          "processors (100,000 wanted)")
    million(folder, people, ask)
    print(f"  {1 / theirs:9,.0f} names/s by Jaro-Winkler of all pairs in C on one: weir is {theirs * len(people) / ours:,.0f} times as fast")
    script = ("import sys, time, jellyfish\np = open(sys.argv[1]).read().splitlines()[:3]\n"
              "n = open(sys.argv[2]).read().splitlines()\nt = time.monotonic()\n"
              "for a in p:\n    max(jellyfish.jaro_winkler(a, b) for b in n)\nprint((time.monotonic() - t) / len(p))\n")
    python = subprocess.run(["/usr/bin/python3", "-c", script, folder / "few.txt", folder / "listed.txt"], capture_output=True, text=True)
    if python.returncode:
        print("  jellyfish is not there (python3-jellyfish)")
    else:
        each = float(python.stdout)
        print(f"  {1 / each:9,.1f} names/s by jellyfish in Python: weir is {each * len(people) / ours:,.0f} times as fast")
    grown(folder, listed, people)


def million(folder, people, ask):
    """As many people as a bank has, each of the given names of one of them and the family name of another: what is alike
    to a word is looked for once, and most words of so many are known."""
    draws, parts = random.Random(1), [p.split() for p in people]
    with (folder / "million.txt").open("w") as f:
        for _ in range(1_000_000):
            f.write(" ".join(draws.choice(parts)[:-1] + draws.choice(parts)[-1:]) + "\n")
    print(f"  {1_000_000 / timed(*ask, folder / 'million.txt', '-o', folder / 'o.ndjson'):9,.0f} names/s of a million, likewise")


def grown(folder, listed, people):
    """What ten times the names cost."""
    for times in 1, 10:
        path = folder / f"grown{times}.txt"
        path.write_text(screening.DENIED + "".join(
            "\t".join(f'"{x}"' for x in (n.replace('"', "").replace("\t", " ") + (f" {'bcdfghjklm'[k]}a{k}" if k else ""),
                                          *screening.ROW)) + "\n" for k in range(times) for n in listed))
        ask = [weir.WEIR, "-q", "screen", "--lists", path, "--file"]
        base = timed(*ask, folder / "few.txt", "-o", folder / "o.ndjson")
        whole = timed(*ask, folder / "people.txt", "-o", folder / "o.ndjson")
        print(f"  {times * len(listed):9,} names listed: read and indexed in {base:.2f} s, {len(people) / (whole - base):,.0f} names/s")


def main():
    with tempfile.TemporaryDirectory() as folder:
        print("weir screen")
        fine = accuracy(folder)
        speed(folder, sys.argv[2])
    return 0 if fine else 1


sys.exit(main())
