"""weir update: what a server of this machine has published since."""
import json

import replay
import weir

RUS, CHN = 643, 156
UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="{day}T00:00:00Z"><INDIVIDUALS>{people}</INDIVIDUALS><ENTITIES/>
</CONSOLIDATED_LIST>
"""
PERSON = ("<INDIVIDUAL><DATAID>{id}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>{name}</FIRST_NAME>"
          "<UN_LIST_TYPE>X</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.{id}</REFERENCE_NUMBER>"
          "<LISTED_ON>2020-01-01</LISTED_ON></INDIVIDUAL>")
WISH = ("--reporter", "CHN", "--partner", "RUS", "--code", "842952", "--from", "2024-01", "--to", "2024-06")


class Update(weir.Case):
    def setUp(self):
        super().setUp()
        self.values = {(CHN, RUS, "842952", 202400 + m, "X"): 100.0 * m for m in range(1, 7)}
        self.world = replay.World(values=self.values, until=202406)
        self.world.release = "2024-09-01T00:00:00"
        self.server = replay.Server(self.world)
        self.addCleanup(self.server.close)
        table = replay.services(self.server, self, fresh_hours="0")
        self.common = ("--services", table, "--cache", self.dir / "cache")

    def fetch(self, *args):
        return self.json("fetch", *args, *self.common)

    def update(self, *args, code=0):
        return self.json("update", *self.common, *args, code=code)

    def test_nothing_is_new(self):
        self.fetch("comtrade", *WISH)
        calls = len(self.server.calls)
        got = self.update()
        self.assertEqual(got["revisions"], [])
        self.assertEqual({x["state"] for x in got["fetched"]}, {"in the cache", "not reported"})
        self.assertTrue(all("getDa" in c for c in self.server.calls[calls:]))

    def test_new_months_and_revisions(self):
        """cell X was 5.1, now 6.3"""
        self.fetch("comtrade", *WISH)
        self.values[CHN, RUS, "842952", 202403, "X"] = 345.5
        self.values |= {(CHN, RUS, "842952", m, "X"): 7.0 for m in (202407, 202408)}
        self.world.until, self.world.release = 202408, "2031-01-01T00:00:00"
        plan = self.update("--dry-run")
        self.assertTrue(plan["fetched"])
        got = self.update()
        self.assertEqual(got["revisions"], [{
            "reporter": "CHN", "partner": "RUS", "code": "842952", "flow": "export", "period": "2024-03", "was": 300,
            "now": 345.5, "currency": "USD", "was_on": "2024-09-01", "now_on": "2031-01-01"}])
        held = {r["period"]: r["value"] for r in self.sql(
            "SELECT period, value FROM flows WHERE summed AND replaced_on IS NULL")}
        self.assertEqual(held, {m: v for (_, _, _, m, _), v in self.values.items()})
        before = self.json("series", "--from", "CHN", "--to", "RUS", "--code", "842952", "--as-of", "2024-12-01")
        self.assertEqual([p["value"] for p in before["points"] if p["value"] is not None], [100, 200, 300, 400, 500, 600])
        text = self.weir("update", *self.common)
        self.assertIn("0 figures changed", text)

    def lists(self, day, *people):
        text = UN.format(day=day, people="".join(PERSON.format(id=i, name=n) for i, n in people))
        self.server.files["/resources/xml/en/consolidated.xml"] = text.encode()

    def test_listings(self):
        people = [(6900000 + i, f"PERSON NUMBER {chr(65 + i)}") for i in range(10)]
        self.lists("2024-01-01", *people)
        rows = self.fetch("un")
        self.assertEqual([(r["state"], r["rows_kept"]) for r in rows], [("fetched", 10)])
        self.lists("2024-02-01", *people[1:], (6900100, "SOMEBODY NEW"))
        got = self.update()
        self.assertEqual({(x["list"], x["name"]) for x in got["listings"]},
                         {(got["listings"][0]["list"], people[0][1]), (got["listings"][0]["list"], "SOMEBODY NEW")})
        self.assertEqual(len({x["change"] for x in got["listings"]}), 2)

    def test_by_hand(self):
        self.weir("ingest", *sorted(weir.SAMPLE.glob("brazil*.csv.zst"))[:1] or sorted(weir.SAMPLE.glob("*.zst"))[:1])
        done = self.call("update", *self.common)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("loaded by hand", done.stdout + done.stderr)
        self.assertEqual(self.server.calls, [])
        self.assertEqual(json.loads(self.weir("update", *self.common, "--json"))["fetched"], [])


if __name__ == "__main__":
    weir.main()
