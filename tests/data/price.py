"""Prices of published flows, beside a scan over all slopes; cars that Germany sent to Armenia."""
import csv
import math
import statistics

import weir

MAP = ("[map]\ntitle = Made\nheader = month from hs value_usd number\n[fields]\ncode = hs\n"
       "reporter = from\npartner = 'RUS'\ndirection = 'export'\nperiod = month\nvalue = value_usd\n"
       "quantity = number\nunit = 'u'\ncurrency = 'USD'\nvaluation = 'FOB'\n")


def trimmed(flows, spread):
    """Least trimmed squares through the origin over half of the flows, every unit value tried as
    slope, then least squares over what that keeps: slope, kept, standard deviation of those."""
    points = [(q / q ** spread, v / q ** spread) for q, v in flows]
    h = len(points) // 2 + 1
    best = (math.inf, 0)
    for slope in (v / q for q, v in flows):
        off = sorted((z - slope * x) ** 2 for x, z in points)
        best = min(best, (sum(off[:h]), slope))
    slope = best[1]
    for _ in range(50):
        near = sorted(points, key=lambda p: abs(p[1] - slope * p[0]))[:h]
        slope = sum(x * z for x, z in near) / sum(x * x for x, _ in near)
    scale = sorted(abs(z - slope * x) for x, z in points)[len(points) // 2] * 1.4826
    return slope, scale, [abs(z - slope * x) / scale for x, z in points]


class Price(weir.Case):
    def read(self, name):
        text = weir.data("methods", name).read_text().replace(",", "\t")
        return [tuple(map(float, line.split())) for line in text.split("\n") if line.strip()]

    def priced(self, flows):
        rows = ["month,from,hs,value_usd,number\n"]
        for i, (q, v) in enumerate(flows):
            rows.append(f"{1990 + i // 12}-{i % 12 + 1:02},CHN,848220,{v!r},{q!r}\n")
        self.weir("-q", "ingest", "--map", self.write("m.map", MAP), "--vintage", "2024-02-01",
                  self.write("made.csv", "".join(rows)))
        return self.json("price", "--code", "848220", "--per", "unit")

    def test_published_flows(self):
        """FSDA's trade data: the price lies where half of the flows do, all that is far off it is
        listed, and nothing that is near."""
        for name in ("fsda_inttrade.txt", "fsda_inttrade3.txt"):
            with self.subTest(name=name):
                self.store = self.dir / (name + ".weir")
                flows = [(q, v) for q, v in self.read(name) if q > 0 and v > 0]
                got = self.priced(flows)
                slope, _, off = trimmed(flows, got["spread"])
                self.assertLess(abs(got["price"] / slope - 1), 0.1)
                found = {o["period"] for o in got["outliers"]}
                for i, z in enumerate(off):
                    period = f"{1990 + i // 12}-{i % 12 + 1:02}"
                    if z > 8:
                        self.assertIn(period, found)
                    if z < 3:
                        self.assertNotIn(period, found)

    def test_cars_to_armenia(self):
        """Declared at 1,450 to 4,900 USD a piece in 2017 to 2019, at 10,200 to 23,100 since: over all of it there is
        no one price, which is said, and of the months since 2020 there is."""
        weir.loaded(self.store, weir.data("trade", "armenia-georgia", "vehicle_trade_armenia.csv"))
        got = self.json("price", "--code", "870323", "--from", "DEU", "--to", "ARM", "--flow",
                        "import", "--per", "piece", "--by", "period")
        self.assertLess(got["low"], 2000)
        self.assertEqual(sorted(o["period"] for o in got["outliers"])[:2], ["2022-11", "2022-12"])
        self.assertTrue(all(5 < o["times"] < 15 for o in got["outliers"]))
        self.assertEqual({o["unit_fault"] for o in got["outliers"]}, {""})
        self.assertIn("no one price is of all", " ".join(got["notes"]))
        sums = {}
        with open(weir.data("trade", "armenia-georgia", "vehicle_trade_armenia.csv"), encoding="latin-1") as f:
            for r in csv.DictReader(f):
                if (r["commodity_code"], r["trade_flow"], r["partner_iso"]) == ("870323", "Import", "DEU") and float(r["Qty"] or 0):
                    to = sums.setdefault(r["period_desc"], [0, 0])
                    to[0] += float(r["trade_value_us"])
                    to[1] += float(r["Qty"])
        since = [v / q for month, (v, q) in sums.items() if month >= "202001"]
        got = self.json("price", "--code", "870323", "--from", "DEU", "--to", "ARM", "--flow", "import", "--per", "piece",
                        "--period", "2020-01..2023-12")
        self.assertLess(abs(got["price"] / statistics.median(since) - 1), .2)


weir.main()
