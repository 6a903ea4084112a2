"""Totals that are printed: asked, compared with their parts, and the whole of shares and ranks."""
import weir

HEAD = ("typeCode,freqCode,refPeriodId,period,reporterCode,flowCode,partnerCode,partner2Code,classificationCode,"
        "cmdCode,customsCode,mosCode,motCode,qtyUnitAbbr,qty,isQtyEstimated,netWgt,isNetWgtEstimated,primaryValue\n")


def row(reporter, flow, partner, code, value, year=2023):
    return f"C,A,{year}0101,{year},{reporter},{flow},{partner},0,H6,{code},C00,0,0,kg,1,false,1,false,{value}\n"


CHN, RUS, USA, KAZ, IND, WORLD = 156, 643, 842, 398, 699, 0


class Totals(weir.Case):
    def load(self, name, *rows):
        self.weir("-q", "ingest", self.write(name, HEAD + "".join(rows)))

    def value(self, *words):
        got = self.json("series", *words)
        return [p["value"] for p in got["points"]], " ".join(got["notes"])

    def test_totals_beside_parts(self):
        """842952 1,000 of 8429 1,500 of 84 9,000 of TOTAL 99,000: each says what is missing below it."""
        flow = ("--from", "CHN", "--to", "RUS", "--code")
        self.load("x.csv", *(row(CHN, "X", RUS, c, v) for c, v in
                             (("842952", 1000), ("8429", 1500), ("84", 9000), ("TOTAL", 99000))))
        self.assertEqual(self.value(*flow, "842952"), ([1000], "only annual figures are there"))
        value, notes = self.value(*flow, "8429")
        self.assertEqual(value, [1000])
        self.assertIn("8429 itself is reported with 1,500 USD, the codes below it come to 1,000 USD: 500 USD is missing",
                      notes)
        self.assertIn("84 itself is reported with 9,000 USD", self.value(*flow, "84")[1])
        value, notes = self.value(*flow, "TOTAL")
        self.assertEqual(value, [99000])
        self.assertIn("the totals come to 99,000 USD and their parts to 1,000 USD, 99.0 % less", notes)
        self.assertEqual(self.value("--from", "CHN", "--to", "World", "--code", "total")[0], [99000])
        self.assertIn("TOTAL is all goods", self.fails("series", *flow, "TOTAL,84", code=2))
        text = self.weir("series", *flow, "TOTAL")
        self.assertIn("CHN to RUS, all goods\n", text)
        self.assertIn("100 % cannot tell\n", text)  # no list is of all goods

    def test_the_world(self):
        """Of codes to partners, codes to the World and a total of all, what needs the least adding is read."""
        self.load("x.csv", row(CHN, "X", RUS, "842952", 10), row(CHN, "X", KAZ, "842952", 20),
                  row(CHN, "X", WORLD, "842952", 100), row(CHN, "X", RUS, "870423", 1), row(CHN, "X", KAZ, "870423", 2),
                  row(IND, "X", RUS, "842952", 7), row(RUS, "M", WORLD, "842952", 25, 2022),
                  row(CHN, "X", RUS, "842952", 11, 2022))
        def world(*words):
            return self.value("--from", "CHN", "--to", "World", *words)
        value, notes = world("--code", "842952")
        self.assertEqual(value, [11, 100])  # 2022 has no World row
        self.assertIn("1 of 2 figures are printed totals, the others sums of what the store holds", notes)
        self.assertIn("their parts to 30.0 USD, 70.0 % less", notes)
        self.assertEqual(world("--code", "870423")[0], [0, 3])
        self.assertEqual(world("--code", "TOTAL")[0], [11, 100])  # World rows of codes before rows of partners
        value, notes = self.value("--from", "World", "--to", "RUS", "--code", "842952", "--flow", "export")
        self.assertEqual(value, [11, 17])
        self.assertIn("no total is printed", notes)
        self.assertEqual(self.value("--from", "WLD", "--to", "RUS", "--code", "842952", "--flow", "import")[0], [25, None])
        got = self.json("compare", "--from", "CHN", "--to", "World", "--code", "842952", "--period", "2023", "--with", "2022")
        self.assertEqual([(r["key"], r["value"], r["value_with"]) for r in got], [("WLD", 100, 11)])
        # each of all is what it was where none is named
        got = self.json("compare", "--from", "all", "--to", "all", "--period", "2023", "--with", "2022")
        self.assertEqual(sorted((r["key"], r["value"]) for r in got), [("KAZ", 22), ("RUS", 18)])

    def test_parts_of_the_world(self):
        """Parts are added in the order of their size, wherever they stand; one that is missing makes a sum incomplete."""
        self.load("x.csv", *(row(CHN, "X", p, "842952", v) for p, v in ((RUS, .3), (KAZ, .1), (IND, .2))),
                  *(row(CHN, "X", p, "842952", v, 2022) for p, v in ((RUS, 4), (KAZ, ""), (IND, ""))),
                  row(CHN, "X", RUS, "842952", "", 2021), row(CHN, "X", RUS, "842952", 0, 2020))
        points = self.json("series", "--from", "CHN", "--to", "World", "--code", "842952")["points"]
        self.assertEqual([(p["value"], p["status"]) for p in points],
                         [(0, "zero"), (None, "not_stated"), (4, "incomplete"), (.1 + .2 + .3, "reported")])

    def test_two_layouts_print_one_total(self):
        """A total that another layout prints too is not added to it, nor to codes of that."""
        self.load("x.csv", row(CHN, "X", RUS, "TOTAL", 500))
        made = "[map]\ntitle = Made\nheader = y from to hs usd\n[fields]\ncode = hs\nreporter = from\npartner = to\n" \
               "direction = 'export'\nperiod = y\nvalue = usd\ncurrency = 'USD'\n"
        self.weir("-q", "ingest", "--map", self.write("m.map", made), "--vintage", "2020-01-01",
                  self.write("m.csv", "y,from,to,hs,usd\n2023,CHN,RUS,TOTAL,480\n2023,CHN,RUS,842952,200\n"))
        self.assertEqual(self.value("--from", "CHN", "--to", "RUS", "--code", "TOTAL")[0], [500])

    def test_a_store_of_totals_alone(self):
        self.load("x.csv", row(CHN, "X", WORLD, "842952", 100))
        self.assertEqual(self.value("--from", "CHN", "--to", "World", "--code", "842952")[0], [100])
        self.fails("series", "--from", "CHN", "--to", "RUS", "--code", "842952")

    # --- shares and ranks ---

    def claim(self, **test):
        fields = {"to": "USA", "code": "842952", "period": "2023"} | {k.rstrip("_"): v for k, v in test.items()}
        body = "".join(f"    {k}: '{v}'\n" for k, v in fields.items() if v)
        text = "claims:\n- id: x\n  sentence: s\n  tests:\n  -\n" + body
        got = self.json("claim", "check", self.write("c.yaml", text))[0]
        return got["verdict"], got["value"], got

    def test_share_of_a_part(self):
        """A file of three partners gives 766 of 1,000; its World row would give 489 of 1,000."""
        some = [row(USA, "M", p, "842952", v) for p, v in ((CHN, 766), (IND, 200), (KAZ, 34))]
        self.load("part.csv", *some)
        verdict, value, got = self.claim(kind="share", from_="CHN", of="exporters", says="about 77 %")
        self.assertEqual((verdict, value), ("cannot_tell", 0.766))
        self.assertIn("at most 76.6 % of the exporters that are there", got["tests"][0]["found"])
        self.assertEqual(self.claim(kind="share", from_="CHN", of="exporters", says="90 %")[0], "contradicted")
        self.assertEqual(self.claim(kind="rank", from_="CHN", says="main supplier")[0], "cannot_tell")
        self.assertEqual(self.claim(kind="rank", from_="IND", says="main supplier")[0], "contradicted")
        self.store = self.dir / "whole.weir"
        self.load("whole.csv", *some, row(USA, "M", WORLD, "842952", 1566))
        verdict, value, got = self.claim(kind="share", from_="CHN", of="exporters", says="about 77 %")
        self.assertEqual((verdict, round(value, 3)), ("not_reproduced", 0.489))
        self.assertEqual(self.claim(kind="share", from_="CHN", of="exporters", says="49 %")[0], "confirmed")
        # 566 are of others: fewer than China's 766, more than India's 200
        self.assertEqual(self.claim(kind="rank", from_="CHN", says="main supplier")[:2], ("confirmed", 1))
        self.assertEqual(self.claim(kind="rank", from_="IND", says="second")[:2], ("cannot_tell", 2))

    def test_destinations_and_goods(self):
        """Its third largest market; its second largest export."""
        rows = [row(CHN, "X", p, c, v) for p, c, v in
                ((RUS, "842952", 30), (KAZ, "842952", 50), (IND, "842952", 60), (WORLD, "842952", 150),
                 (RUS, "870423", 70), (RUS, "TOTAL", 105))]
        self.load("x.csv", *rows)
        market = dict(kind="rank", from_="CHN", to="RUS", of="destinations")
        self.assertEqual(self.claim(**market, says="third")[:2], ("confirmed", 3))
        self.assertEqual(self.claim(**market, says="second")[0], "contradicted")
        goods = dict(kind="rank", from_="CHN", to="RUS", of="goods")
        self.assertEqual(self.claim(**goods, says="second")[:2], ("confirmed", 2))  # 5 of 105 are left
        self.assertEqual(self.claim(**goods, code="8704", says="first")[:2], ("confirmed", 1))
        share = dict(kind="share", from_="CHN", to="RUS")
        self.assertEqual(self.claim(**share, of="destinations", says="20 %")[:2], ("confirmed", 0.2))
        self.assertEqual(self.claim(**share, of="goods", says="29 %")[0], "confirmed")  # 30 of 105

    def test_totals_of_goods_are_no_world(self):
        """All goods of three destinations, printed, are no whole of destinations, nor a place among them."""
        self.load("x.csv", *(row(CHN, "X", p, "TOTAL", v) for p, v in ((RUS, 700), (KAZ, 200), (IND, 100))))
        share = dict(kind="share", from_="CHN", to="RUS", code="TOTAL", of="destinations", says="70 %")
        verdict, value, got = self.claim(**share)
        self.assertEqual((verdict, value), ("cannot_tell", 0.7))
        self.assertIn("at most 70.0 % of the destinations that are there", got["tests"][0]["found"])
        place = dict(kind="rank", from_="CHN", to="RUS", code=None, of="destinations", says="first")
        self.assertEqual(self.claim(**place)[0], "cannot_tell")
        self.assertIn("the World is not: this is their sum over the partners", self.value(
            "--from", "CHN", "--to", "World", "--code", "TOTAL")[1])
        self.load("w.csv", row(CHN, "X", WORLD, "TOTAL", 1000))
        self.assertEqual(self.claim(**share)[:2], ("confirmed", 0.7))
        self.assertEqual(self.claim(**place)[:2], ("confirmed", 1))

    def test_some_goods_are_not_all(self):
        """A total that one of two periods has: no ratio; what is there is the least that all goods come to."""
        self.load("x.csv", row(CHN, "X", RUS, "TOTAL", 99000, 2022), row(CHN, "X", RUS, "842952", 900, 2022),
                  row(CHN, "X", RUS, "842952", 1000), row(CHN, "X", KAZ, "842952", 40), row(KAZ, "M", CHN, "TOTAL", 41))
        flow = dict(from_="CHN", to="RUS", code=None)
        for code in (None, "TOTAL"):
            for first, second in (("2023", "2022"), ("2022", "2023")):
                asked = flow | {"code": code, "period": first, "with_": second, "kind": "ratio"}
                for says in ("fell", "rose", "110 times"):
                    self.assertEqual(self.claim(**asked, says=says)[0], "cannot_tell", (code, first, says))
        self.assertEqual(self.claim(**flow | {"period": "2022"}, kind="record", says="the most")[0], "cannot_tell")
        self.assertEqual(self.claim(**flow | {"period": "2022"}, kind="level", says="99000 USD")[0], "confirmed")
        self.assertEqual(self.claim(**flow, kind="level", says="1000 USD")[0], "cannot_tell")
        self.assertEqual(self.claim(**flow, kind="level", says="more than 900 USD")[0], "confirmed")
        self.assertEqual(self.claim(**flow, kind="level", says="less than 900 USD")[0], "not_reproduced")
        for first, second in (("2023", "2022"), ("2022", "2023")):
            got = self.json("compare", "--from", "CHN", "--to", "RUS", "--code", "TOTAL", "--period", first, "--with", second)[0]
            self.assertEqual((got["ratio"], got["difference"]), (None, None))
            self.assertIn("no ratio and no share of them means anything", got["notes"])
        got = self.json("top", "--from", "CHN", "--to", "RUS", "--code", "TOTAL", "--period", "2023", "--by", "destination")
        self.assertEqual((got[0]["ratio"], got[0]["share"]), (None, None))
        self.assertIn("all goods as they are printed: --code TOTAL", self.weir(
            "compare", "--from", "CHN", "--to", "RUS", "--period", "2023", "--with", "2022"))
        self.load("y.csv", row(IND, "X", RUS, "842952", 5, 2022), row(IND, "X", RUS, "842952", 10))
        got = {r["key"]: r["ratio"] for r in self.json("compare", "--from", "CHN,IND", "--to", "RUS", "--code", "TOTAL", "--period",
                                                       "2023", "--with", "2022", "--by", "exporter")}
        self.assertEqual(got, {"CHN": None, "IND": None})
        got = self.json("compare", "--from", "CHN,IND", "--to", "RUS", "--code", "842952", "--period", "2023", "--with", "2022")
        self.assertEqual(got[0]["ratio"], 1010 / 905)
        got = self.json("mirror", "--from", "CHN", "--to", "KAZ", "--code", "TOTAL", "--period", "2023")
        self.assertIn("a total beside a sum of what is held", str(got))

    def test_a_file_of_cars_is_no_trade_in_all_goods(self):
        """India reports 30 chapters to October, Kazakhstan cars from there to December: the months more are of cars."""
        def monthly(reporter, flow, partner, code, value, month):
            return row(reporter, flow, partner, code, value).replace("C,A,20230101,2023,", f"C,M,2023{month:02}01,2023{month:02},")
        codes = [f"{c:02}0{1 if c != 87 else 3}21" for c in (*range(1, 10), *range(70, 91)) if c != 77] + ["870120", "870210", "870423"]
        self.load("ind.csv", *(monthly(IND, "X", KAZ, c, 100, m) for c in codes for m in range(1, 11)))
        self.load("kaz.csv", *(monthly(KAZ, "M", IND, "870321", 7, m) for m in range(1, 13)))
        for goods, count in (((), len(codes)), (("--code", "87"), 4)):
            halves = self.json("compare", "--from", "IND", "--to", "KAZ", *goods, "--period", "2023-07..2023-12",
                               "--with", "2023-01..2023-06")[0]
            self.assertEqual((halves["value"], halves["value_with"]), (count * 400, count * 600))
            self.assertNotIn("as the importer reports", halves["notes"])
        value, notes = self.value("--from", "IND", "--to", "KAZ", "--code", "870321", "--by", "year")
        self.assertEqual(value, [84])
        self.assertIn("as the importer reports", notes)

    def test_a_file_for_each_month(self):
        """India's month files hold all chapters, cars to May, and a quarter of the chapters from July on: it has published all
        of them, and Kazakhstan, of seven months and one chapter, does not take its place."""
        def monthly(reporter, flow, partner, code, value, month):
            return row(reporter, flow, partner, code, value).replace("C,A,20230101,2023,", f"C,M,2023{month:02}01,2023{month:02},")
        codes = [f"{c:02}0121" for c in (*range(1, 70), *range(70, 86)) if c != 77]
        for m in range(1, 13):
            cars = [("870321", 50)] if m < 6 else []
            self.load(f"ind{m}.csv", *(monthly(IND, "X", KAZ, c, v, m) for c, v in
                                       [(c, 100) for c in (codes if m < 7 else codes[:21])] + cars))
        self.load("kaz.csv", *(monthly(KAZ, "M", IND, c, 7, m) for m in range(2, 13) for c in ("870321", "840121")))
        def halves(*goods):
            got = self.json("compare", "--from", "IND", "--to", "KAZ", *goods, "--period", "2023-07..2023-12",
                            "--with", "2023-01..2023-06")[0]
            return got["value"], got["value_with"]
        self.assertEqual(halves("--code", "870321"), (0, 250))
        self.assertEqual(halves(), (21 * 600, len(codes) * 600 + 250))

    def test_which_way_a_level_came_about(self):
        """1,000 in 2023 after 900: it rose; of 2022 it is not known."""
        self.load("x.csv", row(CHN, "X", RUS, "842952", 900, 2022), row(CHN, "X", RUS, "842952", 1000))
        level = dict(kind="level", from_="CHN", to="RUS", says="1000 USD")
        self.assertEqual(self.claim(**level, moved="rose")[0], "confirmed")
        verdict, _, got = self.claim(**level, moved="fell")
        self.assertEqual(verdict, "contradicted")
        self.assertIn("1,000 USD in 2023, up from 900 USD a year before", got["tests"][0]["found"])
        self.assertEqual(self.claim(**level | {"period": "2022", "says": "900 USD"}, moved="rose")[0], "consistent")
        self.assertEqual(self.claim(**level | {"says": "5000 USD"}, moved="rose")[0], "contradicted")
        self.load("y.csv", row(CHN, "X", KAZ, "842952", 900, 2022), row(CHN, "X", KAZ, "TOTAL", 99000))
        total = dict(kind="level", from_="CHN", to="KAZ", code=None, says="99000 USD")
        for moved in "rose", "fell":
            self.assertEqual(self.claim(**total, moved=moved)[0], "consistent")

    def test_what_the_other_side_says(self):
        """The exporter has 900, the importer 2,300: who said 2,300 is not contradicted, who said 5,000 is."""
        self.load("x.csv", row(CHN, "X", RUS, "842952", 900), row(RUS, "M", CHN, "842952", 2300))
        level = dict(kind="level", from_="CHN", to="RUS")
        self.assertEqual(self.claim(**level, says="2300 USD")[0], "consistent")
        self.assertEqual(self.claim(**level, says="5000 USD")[0], "contradicted")

    def test_every_month(self):
        """10, 20 and 30: more than 5 in each, more than 15 not in the first; less than 25 not in the last."""
        months = [row(CHN, "X", RUS, "842952", 10 * i).replace("C,A,20230101,2023", f"C,M,20230{i}01,20230{i}") for i in (1, 2, 3)]
        self.load("x.csv", *months)
        level = dict(kind="level", from_="CHN", to="RUS", period="2023-01..2023-03", each="month")
        for says, verdict, value in (("more than 5 USD", "confirmed", 10), ("more than 15 USD", "not_reproduced", 10),
                                     ("less than 25 USD", "not_reproduced", 30), ("about 20 USD", "contradicted", 10)):
            got = self.claim(**level, says=says)
            self.assertEqual(got[1], value, says)
            if verdict == "confirmed":
                self.assertIn(got[0], ("confirmed", "consistent"), says)
            else:
                self.assertIn(got[0], ("not_reproduced", "contradicted"), says)
        self.assertEqual(self.claim(**level | {"period": "2023-01..2023-04"}, says="more than 5 USD")[0], "cannot_tell")

    def test_headings_that_families_reach_over(self):
        """8414 with fans (841460) and, in the year before, filters (842139) that the HS 2022 has there (841470)."""
        self.load("x.csv", row(CHN, "X", RUS, "841460", 50, 2021).replace("H6", "H5"), row(CHN, "X", RUS, "842139", 100, 2021).replace("H6", "H5"),
                  row(CHN, "X", RUS, "841460", 40, 2022), row(CHN, "X", RUS, "842139", 2, 2022), row(CHN, "X", RUS, "841470", 1, 2022))
        flow = dict(from_="CHN", to="RUS", code="8414", period="2022")
        self.assertEqual(self.claim(**flow, kind="level", says="41 USD")[:2], ("confirmed", 41))
        self.assertEqual(self.claim(**flow, kind="ratio", with_="2021", says="fell by 71 %")[0], "cannot_tell")
        self.assertEqual(self.claim(**flow, kind="level", says="41 USD", moved="fell")[0], "confirmed")
        self.assertEqual(self.claim(**flow, kind="level", says="41 USD", moved="rose")[0], "contradicted")

    def test_level_of_all_goods(self):
        """No goods named, or all chapters: the printed total."""
        self.load("x.csv", row(CHN, "X", USA, "TOTAL", 99000), row(CHN, "X", USA, "842952", 1000))
        for code in ("01-97", "TOTAL"):
            verdict, value, got = self.claim(kind="level", from_="CHN", code=code, says="99 thousand USD")
            self.assertEqual((verdict, value), ("confirmed", 99000))
        verdict, value, got = self.claim(kind="level", from_="CHN", code=None, says="99 thousand USD")
        self.assertEqual((verdict, value), ("confirmed", 99000))
        self.assertTrue(any(r.startswith("total: from printed totals") for r in got["tests"][0]["reasons"]))


weir.main()
