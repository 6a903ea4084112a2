"""weir price: the price of made flows, those off it, units, refusals."""
import random

import weir

MAP = ("[map]\ntitle = Made\nheader = month from hs value_usd weight_kg number unit\n[fields]\ncode = hs\n"
       "reporter = from\npartner = 'RUS'\ndirection = 'export'\nperiod = month\nvalue = value_usd\n"
       "net_weight = weight_kg\nquantity = number\nunit = unit\n"
       "currency = 'USD'\nvaluation = 'FOB'\n")
HEAD = "month,from,hs,value_usd,weight_kg,number,unit\n"


class Price(weir.Case):
    def load(self, rows):
        self.weir("-q", "ingest", "--map", self.write("m.map", MAP), "--vintage", "2024-02-01",
                  self.write("made.csv", HEAD + "".join(rows)))

    def flows(self, off=None, months=48, seed=1):
        """Two exporters at 3 USD a kg, 30 USD a piece, with noise of 5 %; off: (exporter, month) -> factors
        of value and of weight."""
        noise = random.Random(seed)
        for e in ("CHN", "IND"):
            for m in range(months):
                weight = round(10000 * noise.lognormvariate(0, .8))
                value, w = 3 * weight * (1 + noise.gauss(0, .05)), weight
                by = (off or {}).get((e, m), (1, 1))
                yield (f"{2020 + m // 12}-{m % 12 + 1:02},{e},848220,{value * by[0]:.0f},"
                       f"{w * by[1]:.0f},{weight // 10},u\n")

    def test_price(self):
        self.load(self.flows())
        got = self.json("price", "--code", "848220")
        self.assertEqual((got["flows"], got["outliers"], got["per"], got["valuation"]),
                         (96, [], "USD/kg", "FOB"))
        self.assertLess(got["low"], 3)
        self.assertGreater(got["high"], 3)
        self.assertLess(got["high"] - got["low"], 0.15)
        piece = self.json("price", "--code", "848220", "--per", "piece", "--by", "exporter")
        self.assertLess(abs(piece["price"] - 30), 0.6)
        self.assertEqual([(g["key"], g["flows"]) for g in piece["groups"]], [("CHN", 48), ("IND", 48)])
        part = self.json("price", "--code", "848220", "--period", "2021")
        self.assertEqual(part["flows"], 24)

    def test_who_states_no_quantity(self):
        """India's numbers are gone: its 48 flows are counted and it is named; alone, where to look is said."""
        self.load(line if ",CHN," in line else ",".join([*line.split(",")[:5], "", ""]) + "\n" for line in self.flows())
        got = self.json("price", "--code", "848220", "--per", "piece")
        self.assertEqual((got["flows"], got["without_quantity"]), (48, 48))
        self.assertIn("no quantity of IND: the report that is read does not state it", " ".join(got["notes"]))
        self.assertIn("--flow import", self.fails("price", "--code", "848220", "--per", "piece", "--from", "IND"))

    def test_fair(self):
        """Nine exporters at 3 USD a kg; one flow at half: its peers of the month say 3, and do without it."""
        noise = random.Random(3)
        rows = []
        for e in ("CHN", "IND", "TUR", "DEU", "FRA", "ITA", "POL", "JPN", "KOR"):
            for m in (1, 2, 3):
                weight = round(10000 * noise.lognormvariate(0, .8))
                price = 3 * (1 + noise.gauss(0, .01)) * (.5 if (e, m) == ("CHN", 2) else 1)
                rows.append(f"2020-0{m},{e},848220,{price * weight:.0f},{weight},{weight // 10},u\n")
        self.load(rows)
        got = self.json("price", "--code", "848220", "--fair")["fair"]
        self.assertEqual(len(got), 27)
        first = got[0]
        self.assertEqual((first["exporter"], first["period"], first["peers"], first["same"]),
                         ("CHN", "2020-02", 8, "importer"))
        self.assertTrue(first["fair_low"] < 3 < first["fair_high"])
        self.assertAlmostEqual(first["fair"], 3, delta=.05)
        self.assertAlmostEqual(first["at_stake"], first["value"] - first["fair"] * first["quantity"], delta=1)
        self.assertAlmostEqual(first["at_stake"] / first["quantity"], -1.5, delta=.1)
        self.assertTrue(all(abs(r["fair"] - 3) < .1 for r in got))

    def test_value_or_quantity(self):
        """Beside the flows before and after it, the value is off and not the weight; and the other way round."""
        self.load(self.flows({("CHN", 5): (100, 1), ("IND", 20): (.01, 1), ("IND", 40): (1, .001)}))
        found = {(o["exporter"], o["period"]): o["unit_fault"] for o in self.json("price", "--code", "848220")["outliers"]}
        self.assertEqual(found, {("CHN", "2020-06"): "a value 100 times too large",
                                 ("IND", "2021-09"): "a value 100 times too small",
                                 ("IND", "2023-05"): "a quantity 1000 times too small"})

    def test_a_price_that_changed_of_few(self):
        """5 USD a kg for half a year, 50 for the next: no one price is of all twelve."""
        self.load(f"2021-{m:02},CHN,848220,{5000 if m < 7 else 50000},1000,10,u\n" for m in range(1, 13))
        done = self.call("price", "--code", "848220", "--json")
        self.assertIn("of the first: no one price is of all", done.stderr)

    def test_off(self):
        """Half the value, one and a half, and a weight in tonnes."""
        off = {("CHN", 5): (.5, 1), ("IND", 20): (1.5, 1), ("IND", 40): (1, .001)}
        self.load(self.flows(off))
        got = self.json("price", "--code", "848220")
        self.assertLess(got["low"], 3)
        self.assertGreater(got["high"], 3)
        found = {(o["exporter"], o["period"]): o for o in got["outliers"]}
        self.assertEqual(set(found), {("CHN", "2020-06"), ("IND", "2021-09"), ("IND", "2023-05")})
        self.assertLess(found["CHN", "2020-06"]["at_stake"], 0)
        self.assertGreater(found["IND", "2021-09"]["at_stake"], 0)
        self.assertEqual(found["IND", "2023-05"]["unit_fault"], "a quantity 1000 times too small")
        self.assertEqual(found["CHN", "2020-06"]["unit_fault"], "")
        for o in got["outliers"]:
            self.assertLessEqual(o["p_adjusted"], 0.01)
            self.assertAlmostEqual(o["price"], o["value"] / o["quantity"])
            self.assertAlmostEqual(o["at_stake"], o["value"] - got["price"] * o["quantity"], delta=1)

    def test_a_third_off(self):
        """A third of the flows at twice the price hide neither the price nor themselves, and are no
        fault of units."""
        self.load(self.flows({("IND", m): (10, 1) for m in range(16, 48)}))
        got = self.json("price", "--code", "848220")
        self.assertLess(abs(got["price"] - 3), 0.1)
        self.assertEqual(len(got["outliers"]), 32)
        self.assertEqual({o["unit_fault"] for o in got["outliers"]}, {""})

    def test_order(self):
        rows = list(self.flows({("CHN", 5): (.5, 1)}))
        self.load(rows)
        first = self.json("price", "--code", "848220")
        self.store = self.dir / "other.weir"
        random.Random(4).shuffle(rows)
        self.load(rows)
        self.assertEqual(self.json("price", "--code", "848220"), first)

    def test_refusals(self):
        self.load(list(self.flows(months=12)) + ["2020-01,CHN,848210,1000,10,1,u\n"])
        self.assertIn("several families", self.fails("price", "--code", "8482", code=2))
        self.assertIn("--code is missing", self.fails("price", "--from", "CHN", code=2))
        self.assertIn("a price needs 7", self.fails("price", "--code", "848210"))
        self.assertIn("not a period", self.fails("price", "--code", "848220", "--period", "x", code=2))

    def test_names_of_pieces(self):
        """India counts NOS, Russia 796: both are pieces, and one price."""
        self.load([r.replace(",u\n", ",NOS\n" if "IND" in r else ",796\n") for r in self.flows()])
        self.assertIn("USD/796 and in USD/NOS", self.fails("price", "--code", "848220", "--per", "unit"))
        got = self.json("price", "--code", "848220", "--per", "piece")
        self.assertEqual((got["flows"], got["per"]), (96, "USD/piece"))
        self.assertLess(abs(got["price"] - 30), 0.6)

    def test_valuations(self):
        """FOB and CIF in one price are said."""
        self.load(self.flows(months=12))
        cif = (MAP.replace("'FOB'", "'CIF'").replace("reporter = from", "reporter = 'DEU'"))
        self.weir("-q", "ingest", "--map", self.write("c.map", cif), "--vintage", "2024-02-01",
                  self.write("cif.csv", HEAD + "2020-01,x,848220,30000,10000,10,u\n"))
        got = self.json("price", "--code", "848220")
        self.assertEqual((got["flows"], got["valuation"]), (25, "several valuations"))
        self.assertIn("with freight and without it", " ".join(got["notes"]))
        self.assertEqual(self.json("price", "--code", "848220", "--from", "CHN")["valuation"], "FOB")

    def test_currencies(self):
        """Euros and dollars make no one price; the error says what to load."""
        self.load(self.flows(months=12))
        euros = MAP.replace("'USD'", "'EUR'").replace("reporter = from", "reporter = 'DEU'")
        self.weir("-q", "ingest", "--map", self.write("e.map", euros), "--vintage", "2024-02-01",
                  self.write("euros.csv", HEAD + "2020-01,x,848220,1000,10,1,u\n"))
        message = self.fails("price", "--code", "848220")
        self.assertIn("EUR/kg", message)
        self.assertIn("weir rates", message)

    def test_units(self):
        """Pieces and litres are no one quantity; pieces alone can be asked for."""
        self.load([r.replace(",u\n", ",l\n") if "IND" in r else r for r in self.flows()])
        self.assertIn("prices are in USD/u and in USD/l", self.fails("price", "--code", "848220", "--per", "unit"))
        got = self.json("price", "--code", "848220", "--per", "piece")
        self.assertEqual((got["flows"], got["per"], got["without_quantity"]), (48, "USD/piece", 48))


weir.main()
