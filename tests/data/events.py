"""Known events and known non-events of published data: tests/cases/events.csv.

panel: among all series of the question, at its default rate of false ones; alone: when its goods are
asked by their code; said: no change is sure, and the answer names it among the largest rises or falls; missed:
known, and not found today.  A rise of an event is looked for among the
findings of its goods and importer, and it must begin between the months named."""
import collections
import csv
import unittest

import weir

SETS = {
    "eu27": ("eu27-monthly", "eu27_exports_cn8_monthly_2020-01_2022-11.csv.gz"),
    "armenia": ("armenia-georgia", "vehicle_trade_armenia.csv"),
    "georgia": ("armenia-georgia", "vehicle_trade_georgia.csv"),
    "india": ("india-russia-monthly", "comparison_data_ind.parquet"),
}
TO = "RUS,KAZ,KGZ,ARM,BLR,GEO,UZB"


class Events(weir.Case):
    @classmethod
    def setUpClass(cls):
        with (weir.SOURCE / "tests/cases/events.csv").open() as f:
            cls.events = list(csv.DictReader(f))
        cls.asked = {}

    def findings(self, event, words=()):
        """What is found of an event's goods: asked once for a set and way."""
        way = ("--drops",) if event["change"] == "fall" else ()
        to = {"eu27": ("--to", TO), "india": ("--to", "RUS")}.get(event["data"], ())
        rate = ("--fdr", "0.1") if event["data"] == "india" else ()
        key = (event["data"], way, to, words)
        if key not in self.asked:
            self.store = self.dir / f"{event['data']}.weir"
            weir.loaded(self.store, weir.data("trade", *SETS[event["data"]]))
            self.asked[key] = self.json("surge", "--from", event["exporter"], *to, *way, *rate, *words)
        return [f for f in self.asked[key] if event["importer"] == f["importer"]
                and event["exporter"] == f["exporter"] and f["family"].startswith(event["code"])]

    def is_said(self, event):
        self.findings(event)
        done = self.call("surge", "--from", event["exporter"])
        with self.subTest(**event):
            self.assertIn("have no change that is sure: ", done.stderr)
            self.assertIn(f"{event['exporter']} to {event['importer']}, {event['code']} (", done.stderr)

    def test_events(self):
        known = [e for e in self.events if e["change"] in ("rise", "fall")]
        self.assertGreaterEqual(len(known), 30)
        there = collections.Counter()
        for event in known:
            if event["asked"] == "said":
                self.is_said(event)
                continue
            words = () if event["asked"] == "panel" else ("--code", event["code"])
            found = [f for f in self.findings(event, words) if event["first"] <= f["since"] <= event["last"]]
            there[event["asked"], bool(found)] += 1
            if event["asked"] != "missed":
                with self.subTest(**event):
                    self.assertTrue(found)
        self.assertGreaterEqual(there["panel", True] + there["alone", True], 30)

    def test_non_events(self):
        quiet = [e for e in self.events if e["change"] in ("none", "renumbered")]
        self.assertGreaterEqual(len(quiet), 30)
        for event in quiet:
            for change in ("rise", "fall"):
                found = [f for f in self.findings({**event, "change": change})
                         if event["code"] in f["codes"].split(",") or f["family"] == event["code"]]
                if event["change"] == "renumbered":
                    found = [f for f in found if f["since"] in ("2021-12", "2022-01")]
                with self.subTest(**event):
                    self.assertEqual(found, [])


if __name__ == "__main__":
    unittest.main()
