#!/usr/bin/env python3
"""How long a report of 500 findings takes to open in headless Chromium.  bench/page.py WEIR"""
import math
import pathlib
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "tests"))
import browser  # noqa: E402

BOUND = 2.0
MAP = ("[map]\ntitle = Made\nheader = month hs value_usd\n[fields]\ncode = hs\nreporter = 'CHE'\n"
       "partner = 'RUS'\ndirection = 'export'\nperiod = month\nvalue = value_usd\ncurrency = 'USD'\n")


def main(weir):
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        codes = [line.split(",")[1] for line in (ROOT / "data/hs/code.csv").read_text().splitlines()
                 if line.startswith("HS2017,") and len(line.split(",")[1]) == 6][:700]
        rows = ["month,hs,value_usd"]
        for k, code in enumerate(codes):
            for m in range(60):
                level = (1 if m < 41 else 4) * (1000 + k) * (1 + 0.05 * math.sin(m * 1.7 + k))
                rows.append(f"{2019 + m // 12}-{m % 12 + 1:02},{code},{level:.0f}")
        (folder / "m.map").write_text(MAP)
        (folder / "d.csv").write_text("\n".join(rows) + "\n")
        run = [weir, "-q", "--store", folder / "s.weir"]
        subprocess.run([*run, "ingest", "--map", folder / "m.map", folder / "d.csv"], check=True,
                       stdout=subprocess.DEVNULL)
        subprocess.run([*run, "report", "RUS", "-o", folder / "r.html"], check=True,
                       stdout=subprocess.DEVNULL)
        size = (folder / "r.html").stat().st_size
        b = browser.Browser(folder / "profile")
        try:
            b.open("/dev/null")
            start = time.monotonic()
            b.open(folder / "r.html")
            drawn = b.run("return document.querySelectorAll('svg.chart').length")
            took = time.monotonic() - start
            found = b.run("return document.querySelectorAll('tr').length")
        finally:
            b.close()
    print(f"page of {found} rows, {size / 1e6:.1f} MB, {drawn} charts drawn: opens in {took:.2f} s, "
          f"{took / BOUND:.2f} of the bound of {BOUND} s{'' if took < BOUND else '  MISSED'}")
    return took >= BOUND or size > 1.5e6


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
