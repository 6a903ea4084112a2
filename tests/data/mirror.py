"""India and Russia on the same trade of 2021, against sums of the file by Python."""
import collections
import csv
import gzip
import math
import statistics

import weir

FOLDER = ("trade", "india-russia-monthly")


class Mirror(weir.Case):
    def test_india_and_russia(self):
        weir.loaded(self.store, weir.data(*FOLDER, "comparison_data_ind.parquet"))
        rows = self.json("mirror", "--from", "IND", "--to", "RUS", "--period", "2021")
        india = sum(r["value_exporter"] or 0 for r in rows)
        russia = sum(r["value_importer"] or 0 for r in rows)
        self.assertEqual((round(india / 1e6, 1), round(russia / 1e6, 1)), (3322.3, 4427.0))
        # by subheading, from the file: published are 283, 1.20 and 0.77; rows are families, of which most
        # are one subheading
        sums = {side: self.sums(side, "hs6") for side in ("IND", "RUS")}
        codes = {c: (sums["IND"][c], sums["RUS"][c]) for c in sums["IND"] if c in sums["RUS"]}
        self.closely(list(codes.values()), 0.01)
        self.closely([(r["value_exporter"] or 0, r["value_importer"] or 0) for r in rows], 0.015)
        alike = [r for r in rows if r["key"] in codes and min(codes[r["key"]]) >= 1e6
                 and abs(r["value_exporter"] - codes[r["key"]][0]) < 1 and abs(r["value_importer"] - codes[r["key"]][1]) < 1]
        self.assertGreater(len(alike), 240)
        months = {r["key"]: r for r in self.json("mirror", "--from", "IND", "--to", "RUS", "--period",
                                                 "2021", "--by", "month")}
        self.assertEqual(len(months), 12)
        for side, name in (("IND", "value_exporter"), ("RUS", "value_importer")):
            sums = self.sums(side, "period")
            for month, row in months.items():
                self.assertAlmostEqual(row[name] / 1e6, sums[month] / 1e6, delta=0.05)

    def test_armenia(self):
        """Imports from China, September 2022: 70.8 M by consignment, 155.5 M by origin."""
        weir.loaded(self.store, weir.data("trade", "armenia-total-monthly",
                                          "armenia_total_monthly_by_partner.csv.gz"))
        got = self.json("series", "--from", "CHN", "--to", "ARM", "--code", "TOTAL", "--flow", "import")
        point, = (p for p in got["points"] if p["period"] == "2022-09")
        self.assertEqual((round(point["value"] / 1e6, 1), round(point["by_consignment"] / 1e6, 1)), (155.5, 70.8))

    def test_georgia(self):
        """Cars that Georgia sells on are not its own in Armenia's figures."""
        weir.loaded(self.store, weir.data("trade", "armenia-georgia", "vehicle_trade_georgia.csv"),
                    weir.data("trade", "armenia-georgia", "vehicle_trade_armenia.csv"))
        row, = self.json("mirror", "--from", "GEO", "--to", "ARM", "--code", "8703", "--period", "2021-01..2023-10")
        self.assertEqual(row["cause"], "origin against consignment")
        self.assertAlmostEqual(row["value_exporter"] / 1e6, 405.5, places=1)
        self.assertLess(row["value_importer"], 30000)
        with open(weir.data("trade", "armenia-georgia", "vehicle_trade_georgia.csv"), encoding="latin-1") as f:
            brought = sum(float(r["trade_value_us"]) for r in csv.DictReader(f) if r["trade_flow"] == "Import" and
                          r["period_desc"] <= "202310" and r["mot_code"] == "0" and r["partner_code"] != "0")
        self.assertIn(f"the exporter imported {brought / 1e6:,.1f} M USD of these itself", row["evidence"])

    def closely(self, pairs, delta):
        both = [(x, y) for x, y in pairs if min(x, y) >= 1e6]
        self.assertLessEqual(abs(len(both) - 283), 4)
        self.assertAlmostEqual(statistics.median(y / x for x, y in both), 1.20, delta=delta)
        self.assertAlmostEqual(statistics.correlation([math.log(x) for x, _ in both], [math.log(y) for _, y in both]),
                               0.77, delta=0.01)

    @staticmethod
    def sums(side, by):
        out = collections.Counter()
        with gzip.open(weir.data(*FOLDER, "india_russia_monthly_2010-2025.csv.gz"), "rt") as f:
            for r in csv.DictReader(f):
                if r["reported_by"] == side and r["flow"] == "IND->RUS" and r["period"].startswith("2021"):
                    out[r[by]] += float(r["value_usd"] or 0)
        return out


weir.main()
