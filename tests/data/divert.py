"""Corridors through the neighbours of Russia and Armenia, against sums of the files by Python."""
import collections
import csv
import gzip

import weir

EU = ("trade", "eu27-monthly", "eu27_exports_cn8_monthly_2020-01_2022-11.csv.gz")
ARMENIA = ("trade", "armenia-georgia", "mobile_phone_reexports.csv")
GEORGIA = ("trade", "armenia-georgia", "vehicle_trade_georgia.csv")
TOTAL = ("trade", "eu27-total-monthly", "eu27_total_monthly_by_member.csv.gz")


class Divert(weir.Case):
    def test_sanctioned_goods(self):
        """March to November 2022 against 2021: published as 25.78 to 7.33 and 4.45 to 8.67 bn EUR."""
        store = self.store
        weir.loaded(store, weir.data(*EU))
        sums = collections.Counter()
        with gzip.open(weir.data(*EU), "rt") as f:
            for r in csv.DictReader(f):
                year, month = r["period"][:4], int(r["period"].replace("-", "")[4:6])
                if 3 <= month <= 11:
                    sums[r["partner"], year] += float(r["value_in_euros"] or 0)
        partners = {p for p, _ in sums}
        target = next(p for p in partners if p.startswith("RU") or "Russia" in p)
        fall = sums[target, "2021"] - sums[target, "2022"]
        rise = sum(sums[p, "2022"] - sums[p, "2021"] for p in partners - {target})
        rows = self.json("divert", "--to", "RUS", "--from", "EU27", "--by", "via")
        self.assertEqual({r["via"] for r in rows}, {"ARM", "BLR", "GEO", "KAZ", "KGZ", "UZB", "all"})
        last = rows[-1]
        self.assertAlmostEqual(last["fall"] / 1e9, fall / 1e9, places=3)
        self.assertAlmostEqual(last["rise"] / 1e9, rise / 1e9, places=3)
        self.assertAlmostEqual(last["gross"], 0.229, delta=0.001)
        self.assertIsNone(last["net"])          # no other goods are in the store

        rows = self.json("divert", "--to", "RUS", "--from", "EU27")
        self.assertEqual({r["corridors_tested"] for r in rows}, {rows[0]["corridors_tested"]})
        shown = [(r["via"], r["family"]) for r in rows if r["verdict"] == "consistent with diversion"]
        self.assertEqual(set(shown[:8]) & {("KAZ", "870324"), ("KGZ", "870324")},
                         {("KAZ", "870324"), ("KGZ", "870324")})
        self.assertTrue(all(r["links_missing"] == [f"{r['via']} to RUS"] for r in rows
                            if (r["via"], r["family"]) in shown))
        # goods that are not diverted: what fell nowhere, or rose nowhere
        for family, why in NOT_DIVERTED.items():
            self.assertFalse([s for s in shown if s[1] == family], (family, why))

        self.assertLessEqual(set(NOT_DIVERTED), {r["family"] for r in rows})
        self.assertIn(("ARM", "847130"), shown)                         # laptops, as published
        # engines and parts of aircraft to Armenia rose forty-fold, from 11,000 to 28,000 euros: little beside the fall
        for family in ("840734", "840820", "880330"):
            row, = (r for r in rows if (r["via"], r["family"]) == ("ARM", family))
            self.assertEqual(row["verdict"], "consistent with diversion")
            self.assertLess(row["substitution"], 0.002)
        # wood pulp to Kazakhstan begins from nothing in July 2022, when the last went to Russia: small beside it
        row, = (r for r in rows if (r["via"], r["family"]) == ("KAZ", "470321"))
        self.assertEqual((row["since_in"], row["since_direct"], row["verdict"], row["times_goods"]),
                         ("2022-07", "2022-08", "consistent with diversion", None))
        self.assertTrue(row["diverted_low"] == 0 and row["substitution"] < 0.02)

        weir.loaded(store, weir.data(*EU), weir.data(*TOTAL))
        last = self.json("divert", "--to", "RUS", "--from", "EU27", "--via", "ARM,KAZ,KGZ", "--list", "eu",
                         "--by", "via")[-1]
        self.assertTrue(last["net_low"] < 0.075 < last["net_high"])     # the EBRD's 5 to 10 %
        self.assertLess(last["net_high"], last["gross"])

    def test_phones(self):
        """All that Armenia imported and sent to Russia, of code 851713."""
        weir.loaded(self.store, weir.data(*ARMENIA))
        rows = {r["period"]: r for r in self.json("divert", "--to", "RUS", "--via", "ARM", "--code", "851713",
                                                  "--by", "month", "--since", "2022-01")}
        self.assertEqual(tuple(round(rows["2022-09"][k] / 1e6, 1) for k in ("imported", "sent_on")),
                         (72.5, 72.3))
        self.assertEqual(tuple(round(rows["2022-01"][k] / 1e6, 1) for k in ("imported", "sent_on")),
                         (5.0, 0.0))
        self.assertTrue(rows["all"]["share_low"] < rows["all"]["share"] < rows["all"]["share_high"])
        self.assertAlmostEqual(rows["all"]["share"], sum(r["sent_on"] for k, r in rows.items() if k != "all") /
                               sum(r["imported"] for k, r in rows.items() if k != "all"))

    def test_cars_of_georgia(self):
        weir.loaded(self.store, weir.data(*GEORGIA))
        rows = self.json("divert", "--to", "RUS", "--from", "GEO", "--code", "8703")
        self.assertEqual({r["via"] for r in rows[:3]}, {"KAZ", "KGZ", "ARM"})
        self.assertEqual({r["reason"] for r in rows[:3]}, {"the direct flow did not fall"})


# With the reason why they are not to be expected on a way round.
NOT_DIVERTED = {
    "870840": "gear boxes: for assembly lines that stood still",
    "870850": "drive-axles: likewise",
    "841940": "distilling plant: made for one refinery",
    "843910": "pulp machinery: made for one mill",
    "481092": "coated board: bulk, cheap by weight, made at home",
    "390319": "polystyrene: likewise",
    "721933": "stainless sheet: heavy, cheap, made elsewhere too",
    "721012": "tinplate: likewise",
    "721049": "galvanised sheet: likewise",
    "381511": "catalysts of nickel: made for one process",
    "292141": "aniline: bulk, made at home",
}

if __name__ == "__main__":
    weir.main()
