"""weir treaty: counts as the Assembly of States Parties had them, entry into force by Art. 126."""
import datetime

import weir


class Treaty(weir.Case):
    def count(self, day):
        got = self.json("treaty", "rome", "--on", day, "--count")
        self.assertEqual(got["date"], day)
        return got["bound"]

    def test_counts(self):
        for day, bound in (("2002-06-30", 0), ("2023-11-01", 123), ("2024-01-31", 123),
                           ("2024-02-01", 124), ("2024-12-31", 124), ("2025-01-01", 125)):
            self.assertEqual(self.count(day), bound, day)

    def test_states(self):
        def bound(day):
            return {r["iso3"]: r for r in self.json("treaty", "rome", "--on", day)}
        self.assertNotIn("ARM", bound("2024-01-31"))
        self.assertEqual(bound("2024-02-01")["ARM"]["bound_since"], "2024-02-01")
        self.assertNotIn("UKR", bound("2024-12-31"))
        self.assertIn("UKR", bound("2025-01-01"))
        self.assertEqual(bound("2017-10-26")["BDI"]["bound_until"], "2017-10-26")
        self.assertNotIn("BDI", bound("2017-10-27"))
        self.assertIn("PHL", bound("2019-03-16"))
        self.assertNotIn("PHL", bound("2019-03-17"))
        self.assertIn("HUN", bound("2026-06-03"))

    def test_article_126(self):
        """The first day of the month after the 60th day following the deposit, 2002-07-01 first."""
        for r in self.json("treaty", "rome", "--on", "2026-10-02"):
            if r["instrument"] == "succession":  # with the day of independence
                self.assertEqual((r["iso3"], r["bound_since"]), ("MNE", "2006-06-03"))
                continue
            day = datetime.date.fromisoformat(r["ratified"]) + datetime.timedelta(60)
            first = datetime.date(day.year + day.month // 12, day.month % 12 + 1, 1)
            self.assertEqual(r["bound_since"], str(max(first, datetime.date(2002, 7, 1))), r)

    def test_territories(self):
        """They are bound with their states, or by notice; no state more is counted for them."""
        self.assertNotIn("REU", {r["iso3"] for r in self.json("treaty", "rome", "--on", "2024-01-01")})
        for area, day, bound in (("REU", "2002-07-01", True), ("GRL", "2004-09-30", False), ("GRL", "2004-10-01", True),
                                 ("FRO", "2006-10-01", True), ("BMU", "2010-03-10", False), ("BMU", "2010-03-11", True),
                                 ("IMN", "2013-02-01", True), ("ABW", "2005-01-01", True), ("GIB", "2024-01-01", None),
                                 ("HKG", "2024-01-01", False)):
            found = self.json("warrant", "Putin", "--in", area, "--on", day)
            self.assertEqual(found["state_bound"], bound, area)
            self.write("c.yaml", f"claims:\n  - id: a\n    sentence: x\n    tests:\n      - {{kind: bound, treaty: rome, "
                                 f"state: {area}, on: {day}, says: 'yes'}}\n")
            verdict = self.json("claim", "check", "c.yaml")[0]["verdict"]
            self.assertEqual(verdict, {True: "confirmed", False: "contradicted", None: "cannot_tell"}[bound], area)

    def test_called_wrongly(self):
        self.fails("treaty", "vienna", code=2)
        self.fails("treaty", code=2)
        self.fails("treaty", "rome", "--on", "yesterday", code=2)


weir.main()
