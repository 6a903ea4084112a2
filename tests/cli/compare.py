"""weir compare on the sample, against the analysis of V. Zemlys-Balevicius (January 2023)."""
import math

import weir

MONTHS = ["--period", "2022-03..2022-11", "--with", "2021-03..2021-11"]


class Compare(weir.SampleCase):
    def rows(self, *options):
        return {r["key"]: r for r in self.json("compare", *options)}

    def test_published(self):
        """Billion EUR: RU 25.78 -> 7.33 (-71.6 %), the neighbours 4.45 -> 8.67 (+94.6 %)."""
        rows = self.rows("--from", "EU27", "--to", "RUS,ARM,BLR,GEO,KGZ,KAZ,UZB", *MONTHS)
        want = {"RUS": (25.78, 7.33), "ARM": (0.15, 0.66), "BLR": (1.95, 2.34), "GEO": (0.43, 0.96),
                "KGZ": (0.06, 0.48), "KAZ": (1.38, 3.37), "UZB": (0.48, 0.86)}
        self.assertEqual({k: (round(r["value_with"] / 1e9, 2), round(r["value"] / 1e9, 2))
                          for k, r in rows.items()}, want)
        self.assertEqual(round((rows["RUS"]["ratio"] - 1) * 100, 1), -71.6)
        near = [r for k, r in rows.items() if k != "RUS"]
        ratio = sum(r["value"] for r in near) / sum(r["value_with"] for r in near)
        self.assertEqual(round((ratio - 1) * 100, 1), 94.6)
        self.assertEqual(rows["RUS"]["currency"], "EUR")

    def test_order(self):
        """What rose most from China, chapters 84 to 87, 2021 to 2023."""
        rows = self.json("compare", "--from", "CHN", "--to", "RUS", "--code", "84,85,86,87",
                         "--period", "2023", "--with", "2021", "--by", "family")
        self.assertEqual([r["key"] for r in rows[:5]],
                         ["870323", "870322", "870120", "870423", "842952"])
        self.assertAlmostEqual(rows[4]["ratio"], 3.74, places=2)
        self.assertEqual(rows, sorted(rows, key=lambda r: -r["difference"]))

    def test_groups(self):
        rows = self.rows("--from", "CHN", "--to", "RUS", "--period", "2023", "--with", "2021",
                         "--by", "group")
        self.assertGreater(rows["heavy trucks"]["ratio"], 10)
        self.assertGreater(rows["construction"]["ratio"], 2.5)

    def test_basket_does_not_rise(self):
        options = ["compare", "--from", "CHN", "--to", "RUS", "--list", "chpl", "--period", "2023",
                   "--with", "2021", "--by", "exporter"]
        self.assertAlmostEqual(self.json(*options)[0]["ratio"], 0.98, places=2)
        self.assertIn("does not rise", self.weir(*options))

    def test_chapters_and_lists_narrow(self):
        all_of = self.rows("--from", "EU27", "--to", "RUS", *MONTHS, "--by", "chapter")
        some = self.rows("--from", "EU27", "--to", "RUS", *MONTHS, "--by", "chapter", "--list",
                         "chpl:1")
        self.assertEqual(set(some), {"85"})
        self.assertLess(some["85"]["value_with"], all_of["85"]["value_with"])

    def test_what_is_missing(self):
        rows = self.rows("--from", "EU27", "--to", "KAZ", "--period", "2022-10..2023-01", "--with",
                         "2021-10..2022-01")
        self.assertEqual((rows["KAZ"]["periods"], rows["KAZ"]["periods_with"]), (2, 4))
        self.assertGreater(rows["KAZ"]["gaps"], 0)

    def test_unequal_periods_are_named(self):
        text = self.weir("compare", "--from", "EU27", "--to", "KAZ", "--period", "2022", "--with",
                         "2021")
        self.assertIn("1 row has figures for more periods on one side", text)

    def test_a_member_that_stopped(self):
        """A sum that lacks six months of one of two exporters is said to."""
        store = self.dir / "stopped.weir"
        rows = [f"DEU,KGZ,{y}{m:02},842952,2000" for y in (2021, 2022) for m in range(1, 13) if y * 100 + m <= 202206]
        rows += [f"FRA,KGZ,{y}{m:02},842952,{800 if y == 2021 else 1700}" for y in (2021, 2022) for m in range(1, 13)]
        self.weir("-q", "ingest", self.write("stopped.csv", "reporter,partner,period,hs6_as_published,value_usd\n" +
                                             "\n".join(rows) + "\n"), store=store)
        row, = self.json("compare", "--from", "DEU,FRA", "--to", "KGZ", "--period", "2022", "--with", "2021", store=store)
        self.assertEqual((row["value"], row["value_with"], row["gaps"], row["gaps_with"]), (32400, 33600, 6, 0))
        self.assertIn("some exporters lack months on one side", row["notes"])

    def test_who_has_no_figure_on_one_side(self):
        """Germany reports 2021 alone: a third of that sum, and there is no ratio; a fiftieth of it changes little."""
        for share, ratio in ((50, None), (2, 2.4 / 1.02)):
            rows = [(who, f"{year}{m:02}", v) for who, year, v in (("CHN", 2021, 100), ("CHN", 2022, 240), ("DEU", 2021, share))
                    for m in range(1, 13)]
            store = self.dir / f"share{share}.weir"
            self.weir("-q", "ingest", self.write(f"s{share}.csv", "reporter,partner,period,hs6_as_published,value_usd\n" +
                                                 "".join(f"{r},RUS,{p},870323,{v}\n" for r, p, v in rows)), store=store)
            row, = self.json("compare", "--to", "RUS", "--code", "870323", "--period", "2022", "--with", "2021", store=store)
            self.assertEqual(row["ratio"], ratio if ratio is None else row["ratio"])
            self.assertAlmostEqual(row["ratio"] or 0, ratio or 0)
            self.assertEqual("no figure at all in the other period" in row["notes"], ratio is None)
            text = self.weir("compare", "--to", "RUS", "--code", "870323", "--period", "2022", "--with", "2021", store=store)
            self.assertEqual("times" in text.split("total of")[1].split("\n")[0], ratio is not None)

    def test_an_option_twice(self):
        """Of two values the first was lost without a word."""
        self.assertIn("--from is given twice", self.fails("compare", "--from", "IND", "--from", "CHN", "--to", "RUS",
                                                          "--period", "2022", "--with", "2021", code=2))

    def test_called_wrongly(self):
        self.fails("compare", "--from", "EU27", "--to", "RUS", code=2)
        self.fails("compare", "--from", "EU27", "--to", "RUS", "--period", "2022", "--with",
                   "2021-03", code=2)
        self.fails("compare", "--from", "EU27", "--to", "RUS", *MONTHS, "--by", "weekday", code=2)
        self.assertIn("re-export", self.fails("compare", "--to", "RUS", *MONTHS, "--flow", "foo",
                                              code=2))
        self.assertIn("no list 'foo'", self.fails("compare", "--to", "RUS", *MONTHS, "--list", "foo",
                                                  code=2))


class Split(weir.Case):
    """Price and volume, by hand, in the layout of UN Comtrade."""

    def load(self, *rows):
        lines = ["typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
                 "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue"]
        for period, code, value, weight in rows:
            lines.append(f"C,A,{period},52,{period},156,X,643,0,H5,{code},C00,0,{weight},0,-1,{value}")
        self.weir("ingest", self.write("made.csv", "\n".join(lines) + "\n"))

    def split(self, *words):
        return self.json("compare", "--from", "CHN", "--to", "RUS", "--period", "2022", "--with", "2021",
                         "--split", *words)

    def test_by_hand(self):
        self.load((2021, "842952", 100, 10), (2022, "842952", 200, 10),     # twice as dear
                  (2021, "847150", 100, 10), (2022, "847150", 200, 20),     # twice as much
                  (2022, "870323", 50, 5), (2021, "901890", 40, 4),         # begun, ended
                  (2021, "841810", 30, ""), (2022, "841810", 70, ""))       # without a weight
        row, = self.split()
        self.assertEqual({k: round(row[k], 9) for k in ("value", "value_with", "difference", "price", "volume",
                                                        "begun", "ended", "unmeasured", "price_share", "series")},
                         {"value": 520, "value_with": 270, "difference": 250, "price": 100, "volume": 100,
                          "begun": 50, "ended": -40, "unmeasured": 40, "price_share": .5, "series": 2})
        self.assertIsNone(row["price_share_low"])
        by = {r["key"]: r for r in self.split("--by", "family")}
        self.assertEqual((round(by["842952"]["price"], 9), round(by["842952"]["volume"], 9)), (100, 0))

    def test_quantities_of_some_months(self):
        """300,000 and 20,000 kg a month against 100,000 and 10,000, the weights of half of 2021 not stated:
        half as dear again and twice as much, of the months that can be compared; the rest is not measured."""
        lines = ["typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
                 "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue"]
        for m in range(1, 13):
            lines += [f"C,M,2021,{m},2021{m:02},156,X,643,0,H5,842952,C00,0,{10000 if m > 6 else ''},0,-1,100000",
                      f"C,M,2022,{m},2022{m:02},156,X,643,0,H5,842952,C00,0,20000,0,-1,300000",
                      # and one that stated none before: it did not begin
                      f"C,M,2021,{m},2021{m:02},156,X,643,0,H5,870323,C00,0,,0,-1,7000",
                      f"C,M,2022,{m},2022{m:02},156,X,643,0,H5,870323,C00,0,10,0,-1,7000"]
        self.weir("ingest", self.write("made.csv", "\n".join(lines) + "\n"))
        row, = self.split()
        self.assertAlmostEqual(row["price_share"], math.log(1.5) / math.log(3))
        self.assertAlmostEqual(row["price"] + row["volume"], 6 * 200000)
        self.assertEqual((row["begun"], row["ended"], round(row["unmeasured"])), (0, 0, 6 * 200000))

    def test_months_without_trade(self):
        """Half a year of trade and then a whole one at the same price: all of it is volume."""
        lines = ["typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
                 "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue"]
        lines += [f"C,M,{y},{m},{y}{m:02},156,X,643,0,H5,{code},C00,0,10,0,-1,{value}" for y in (2021, 2022)
                  for m in range(1, 13) for code, value in (("010121", 1), ("842952", 1000))
                  if code == "010121" or y == 2022 or m <= 6]
        self.weir("ingest", self.write("made.csv", "\n".join(lines) + "\n"))
        row, = self.split()
        self.assertEqual([round(row[k], 6) for k in ("difference", "price", "volume", "unmeasured", "price_share")],
                         [6000, 0, 6000, 0, 0])

    def test_periods_of_other_lengths(self):
        """Two years over one are no growth, nor a period over a part of itself."""
        self.load((2020, "842952", 90, 9), (2021, "842952", 100, 10), (2022, "842952", 200, 10))
        def said(period, other):
            return self.call("compare", "--from", "CHN", "--to", "RUS", "--period", period, "--with", other).stderr
        self.assertIn("24 and 12 months long: their ratio is no growth", said("2021..2022", "2020"))
        self.assertIn("have months in common", said("2021..2022", "2022"))
        self.assertNotIn("months", said("2022", "2021"))

    def test_interval(self):
        """The jackknife over eight series, worked out here."""
        codes = ["842952", "847150", "870323", "901890", "841810", "850440", "640399", "610910"]
        made = {c: (100 + 7 * i, 10 + i % 3, 180 + 13 * i, 12 + i % 4) for i, c in enumerate(codes)}
        self.load(*((2021, c, v[0], v[1]) for c, v in made.items()), *((2022, c, v[2], v[3]) for c, v in made.items()))

        def share(those):
            price = volume = 0
            for v0, q0, v1, q1 in those:
                mean = (v1 - v0) / math.log(v1 / v0)
                price += mean * math.log(v1 / q1 / (v0 / q0))
                volume += mean * math.log(q1 / q0)
            return price / (price + volume)
        all_of = list(made.values())
        one = [share(all_of[:i] + all_of[i + 1:]) for i in range(8)]
        error = math.sqrt(7 / 8 * sum((x - sum(one) / 8) ** 2 for x in one))
        def check():
            row, = self.split()
            self.assertAlmostEqual(row["price_share"], share(all_of))
            self.assertAlmostEqual(row["price_share_high"], share(all_of) + 2.364624 * error, places=5)  # t, 7
            self.assertAlmostEqual(row["price_share_low"], share(all_of) - 2.364624 * error, places=5)
        check()
        # thirty that state no quantity say nothing of the share, nor of how sure it is
        self.load(*((y, f"{730110 + i}", 1, "") for y in (2021, 2022) for i in range(0, 3000, 100)))
        check()

    def test_constant_prices(self):
        """200 at an index of 125 are 160 at the prices of 100; a month has the index of its year."""
        self.load((2021, "842952", 100, 10), (2022, "842952", 200, 10), (2020, "842952", 70, 10))
        table = self.write("index.csv", "period,index\n2021,100\n2022,125\n")
        row, = self.json("compare", "--from", "CHN", "--to", "RUS", "--period", "2022", "--with", "2021",
                         "--deflators", table)
        self.assertEqual((row["value"], row["value_with"], row["currency"]), (160, 100, "USD at constant prices"))
        message = self.fails("series", "--from", "CHN", "--to", "RUS", "--code", "842952", "--deflators", table)
        self.assertIn("there is no index of 2020", message)
        table = self.write("index.csv", "period,index\n2020,50\n2021,100\n2022,125\n")
        got = self.json("series", "--from", "CHN", "--to", "RUS", "--code", "842952", "--deflators", table)
        self.assertEqual([p["value"] for p in got["points"]], [140, 100, 160])
        self.assertEqual(got["series"]["unit"], "USD at constant prices")
        for text, why in (("year,index\n2021,100\n", "index.csv:1:1: the columns are not period,index"),
                          ("period,index\n2021,0\n", "index.csv:2:6: '0' is no index above 0"),
                          ("period,index\nsoon,100\n", "index.csv:2:1: 'soon,100' is no period and index"),
                          ("period,index\n2021,100\n2021,101\n", "2021 has two indices")):
            table = self.write("index.csv", text)
            self.assertIn(why, self.fails("series", "--from", "CHN", "--to", "RUS", "--code", "842952",
                                          "--deflators", table))
        self.fails("compare", "--from", "CHN", "--to", "RUS", "--period", "2022", "--with", "2021", "--split",
                   "--deflators", table, code=2)

    def test_called_wrongly(self):
        self.fails("compare", "--from", "CHN", "--to", "RUS", "--period", "2022", "--with", "2021", "--split",
                   "--weight", code=2)
        self.fails("compare", "--from", "CHN", "--to", "RUS", "--period", "2022", "--with", "2021", "--split",
                   "--per", "dozen", code=2)


weir.main()
