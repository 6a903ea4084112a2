"""weir mirror: two reports of one flow, made by hand."""
import json

import weir


class Mirror(weir.Case):
    """Values of two states in the layout of UN Comtrade: reporter, flow, partner, period, code, value."""

    def load(self, *rows, name="made.csv"):
        lines = ["typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
                 "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue"]
        for reporter, flow, partner, period, code, value, *weight in rows:
            freq = "M" if len(str(period)) == 6 else "A"
            lines.append(f"C,{freq},{str(period)[:4]},{str(period)[4:] or 52},{period},{reporter},{flow},"
                         f"{partner},0,H6,{code},C00,0,{weight[0] if weight else 0},0,-1,{value}")
        self.weir("ingest", self.write(name, "\n".join(lines) + "\n"))

    def mirror(self, *words):
        return {r["key"]: r for r in self.json("mirror", "--from", "IND", "--to", "RUS", *words)}

    def setUp(self):
        super().setUp()
        months = [202101, 202102, 202103, 202104]
        rows = []
        for i, month in enumerate(months):
            for code, exporter, importer in (
                    ("842952", 100, 108),                      # freight and insurance
                    ("847150", 100, 0 if i == 0 else 104),     # one month on its way
                    ("870323", 1, 1000),                       # thousands
                    ("901890", 100, 300),                      # unexplained
                    ("841810", 100, 0), ("841821", 0, 105),    # the one under the other's code
                    ("070190", 100, 0), ("240120", 0, 50)):    # on one side only
                if exporter and month <= 202103:
                    rows.append((699, "X", 643, month, code, exporter * 1000))
                if importer:
                    rows.append((643, "M", 699, month, code, importer * 1000))
        self.load(*rows)

    def test_causes(self):
        got = self.mirror("--period", "2021-01..2021-03")
        self.assertEqual({k: r["cause"] for k, r in got.items()}, {
            "842952": "within freight and insurance", "847150": "a lag of one month",
            "870323": "a factor of 1,000", "901890": "unexplained", "070190": "exporter only",
            "841810": "a neighbouring code: 841821", "841821": "a neighbouring code: 841810",
            "240120": "importer only"})
        row = got["901890"]
        self.assertEqual((row["value_exporter"], row["value_importer"], row["ratio"]), (300000, 900000, 3))
        # 900,000 / 1.05 - 300,000, 900,000 / 1.2 - 300,000, 900,000 - 300,000
        self.assertAlmostEqual(row["gap"], 557142.857143, places=4)
        self.assertEqual((row["gap_low"], row["gap_high"]), (450000, 600000))
        self.assertEqual((got["070190"]["exporter_only"], got["240120"]["importer_only"]), (3, 3))
        self.assertIsNone(got["070190"]["value_importer"])

    def test_silence_on_one_of_several(self):
        """An importer that reports on five partners and has nothing of a sixth says so, asked for alone or with
        others; what one says that reports on few is left out."""
        self.store = self.dir / "several.weir"
        rows = [(reporter, "X", 792, 202101 + t, "842952", 100000) for t in range(3) for reporter in (251, 381)]
        rows += [(792, "M", partner, 202101 + t, "842952", 108000) for t in range(3)
                 for partner in (251, 276, 56, 528, 724)]
        rows += [(251, "X", 398, 202101 + t, "842952", 100000) for t in range(3)]
        rows += [(398, "M", 276, 202101 + t, "842952", 1000) for t in range(3)]
        self.load(*rows)
        for states, sent, came, alone in (("ITA", 300000, 0, 3), ("FRA,ITA", 600000, 324000, 3)):
            row, = self.json("mirror", "--from", states, "--to", "TUR", "--period", "2021-01..2021-03")
            self.assertEqual((row["value_exporter"], row["value_importer"] or 0, row["exporter_only"]),
                             (sent, came, alone))
        row, = self.json("mirror", "--from", "FRA", "--to", "TUR,KAZ", "--period", "2021-01..2021-03")
        self.assertEqual((row["value_exporter"], row["exporter_only"]), (300000, 0))

    def test_causes_have_evidence(self):
        got = self.mirror("--period", "2021-01..2021-03")
        # 3 * 100 sent, 3 * 104 a month later
        self.assertIn("moved so, the importer has 312,000 USD against 300,000 USD", got["847150"]["evidence"])
        self.assertEqual(got["841810"]["evidence"], "together the exporter has 300,000 USD, the importer 315,000 USD")

    def test_other_views_have_the_causes_of_codes(self):
        """By month most of what is between both sides is of 901890 and 870323: of the first no cause is known."""
        self.store = self.dir / "views.weir"
        self.load(*[(reporter, flow, partner, 202101 + t, code, value)
                    for t in range(3) for reporter, flow, partner, code, value in (
                        (699, "X", 643, "841810", 900000), (643, "M", 699, "841821", 930000),
                        (699, "X", 643, "842952", 1000), (643, "M", 699, "842952", 9000))])
        for by, keys in (("month", {"2021-01", "2021-02", "2021-03"}), ("importer", {"RUS"})):
            got = self.mirror("--period", "2021-01..2021-03", "--by", by)
            self.assertEqual({k: r["cause"] for k, r in got.items()}, {k: "within freight and insurance" for k in keys})
        self.load(*[(699, "X", 643, 202101 + t, "030617", 500000) for t in range(3)],
                  *[(643, "M", 699, 202101 + t, "030695", 95000) for t in range(3)], name="more.csv")
        got = self.mirror("--period", "2021-01..2021-03", "--by", "month")
        self.assertEqual({r["cause"] for r in got.values()}, {"a neighbouring code"})

    def test_no_cause_where_importers_make_up_for_each_other(self):
        """Twice too much by one and a tenth by the other come to freight and insurance together, by code only."""
        self.store = self.dir / "two.weir"
        self.load(*[row for m in range(202101, 202107) for row in (
            (699, "X", 643, m, "842952", 100000), (643, "M", 699, m, "842952", 200000),
            (699, "X", 398, m, "842952", 100000), (398, "M", 699, m, "842952", 10000))])
        words = ("mirror", "--from", "IND", "--to", "RUS,KAZ", "--period", "2021-01..2021-06")
        self.assertEqual({r["key"]: r["cause"] for r in self.json(*words, "--by", "importer")},
                         {"KAZ": "unexplained", "RUS": "unexplained"})
        self.assertEqual({r["cause"] for r in self.json(*words, "--by", "month")}, {"within freight and insurance"})

    def test_what_is_withheld_makes_up_for_one_gap(self):
        """600,000 under codes that are not told are 570,000 of one code, not of four; by month most is open."""
        self.store = self.dir / "secret.weir"
        self.load(*[row for m in range(202101, 202107) for row in (
            (643, "X", 699, m, "XXXXXX", 100000), (643, "X", 699, m, "720110", 50000), (699, "M", 643, m, "720110", 52000),
            *((699, "M", 643, m, code, 95000) for code in ("270119", "090210", "842952", "310420")))])
        words = ("mirror", "--from", "RUS", "--to", "IND", "--period", "2021-01..2021-06")
        causes = sorted(r["cause"] for r in self.json(*words) if r["key"] not in ("XXXXXX", "720110"))
        self.assertEqual(causes, ["codes withheld"] + 3 * ["importer only"])
        self.assertEqual({r["cause"] for r in self.json(*words, "--by", "month")}, {"unexplained"})

    def test_a_thousandfold_month(self):
        """100 M in one month of 0.1 M: by code and by month the same cause."""
        self.store = self.dir / "one.weir"
        self.load(*[row for m in range(1, 13) for row in (
            (276, "X", 643, 202100 + m, "842952", 100000000 if m == 6 else 100000),
            (643, "M", 276, 202100 + m, "842952", 105000))])
        words = ("mirror", "--from", "DEU", "--to", "RUS", "--period", "2021")
        row, = self.json(*words)
        self.assertEqual(row["cause"], "a factor of 1,000")
        self.assertEqual(row["evidence"], "in 1 of 12 periods; in one unit the exporter has 1.2 M USD, the importer "
                                          "1.3 M USD")
        self.assertEqual({r["key"]: r["cause"] for r in self.json(*words, "--by", "month")}["2021-06"],
                         "a factor of 1,000")

    def test_totals_are_no_secret(self):
        self.store = self.dir / "totals.weir"
        self.load(*[(699, "X", 643, 202101 + t, "TOTAL", 100000) for t in range(3)],
                  *[(643, "M", 699, 202101 + t, "TOTAL", 105000) for t in range(3)])
        row, = self.mirror("--period", "2021-01..2021-03", "--code", "TOTAL").values()
        self.assertEqual(row["cause"], "within freight and insurance")

    def test_what_is_withheld(self):
        """The exporter has as much under codes that it does not tell, in the months in which it is missing; what
        is next to nothing beside that might be anywhere."""
        self.store = self.dir / "secret.weir"
        head = "PERIOD,STRANA,TNVED,EDIZM,STOIM,NETTO,KOL,NAPR,Source\n"
        rows = [f"2021-{m:02},IN,XXXXXXXXXX,,{120 + m}000,1,0,ЭК,FTS\n" for m in range(1, 7)]
        rows += [f"2021-{m:02},IN,{code},,{value}000,1,0,ЭК,MIRROR\n" for m in range(1, 7)
                 for code, value in (("270119", 100), ("090210", 500), ("842952", 4))]
        rows += [f"2021-{m:02},IN,720110,,50000,1,0,ЭК,FTS\n" for m in range(1, 7)]
        self.weir("ingest", self.write("customs.csv", head + "".join(rows)))
        got = {r["key"]: r for r in self.json("mirror", "--from", "RUS", "--to", "IND", "--period", "2021-01..2021-06")}
        self.assertEqual(got["270119"]["cause"], "codes withheld")
        self.assertIn("the exporter has", got["270119"]["evidence"])
        self.assertEqual((got["090210"]["cause"], got["842952"]["cause"]), ("importer only", "importer only"))

    def test_evidence(self):
        """Lines of both reports."""
        self.mirror("--period", "2021-01..2021-03", "--code", "842952")
        lines = self.json("evidence", self.json("evidence")[-1]["id"])["sources"]
        self.assertEqual([(r["what"], r["rows"]) for r in lines],
                         [("the exporter's report", 3), ("the importer's report", 3)])

    def test_by(self):
        months = self.mirror("--period", "2021-01..2021-03", "--by", "month")
        self.assertEqual(list(months), ["2021-01", "2021-02", "2021-03"])
        self.assertEqual((months["2021-01"]["value_exporter"], months["2021-01"]["value_importer"]),
                         (501000, 1563000))
        one = self.mirror("--period", "2021-01..2021-03", "--by", "exporter")
        self.assertEqual(one["IND"]["value_exporter"], 1503000)
        self.assertEqual(self.mirror("--period", "2021-01..2021-03", "--by", "importer")["RUS"]["ratio"],
                         one["IND"]["ratio"])

    def month(self, *rows):
        """A pair of its own, Turkey and Kazakhstan, in a store of its own."""
        self.store = self.dir / "pair.weir"
        self.load(*rows, name="pair.csv")
        return {r["key"]: r for r in self.json("mirror", "--from", "TUR", "--to", "KAZ", "--period", "2021-01")}

    def test_origin(self):
        """Turkey sends 900,000 of cars that it bought; Kazakhstan books them as Germany's."""
        sent = (792, "X", 398, 202101, "870323", 900000)
        booked = [(398, "M", 276, 202101, "870323", 950000), (398, "M", 792, 202101, "842952", 5000),
                  (792, "X", 398, 202101, "842952", 5000)]
        row = self.month(sent, *booked, (792, "M", 276, 202101, "870323", 800000))["870323"]
        self.assertEqual(row["cause"], "origin against consignment")
        self.assertIn("imported 800,000 USD of these itself", row["evidence"])
        self.assertIn("has 950,000 USD of them from others", row["evidence"])
        # what it makes itself is no such thing, nor where the importer has too little from others
        row = self.month(sent, *booked, (792, "M", 276, 202101, "870323", 300000))["870323"]
        self.assertEqual(row["cause"], "exporter only")

    def test_too_little_from_others(self):
        row = self.month((792, "X", 398, 202101, "870323", 900000), (398, "M", 276, 202101, "870323", 600000),
                         (792, "M", 276, 202101, "870323", 800000), (398, "M", 792, 202101, "842952", 5000))
        self.assertEqual(row["870323"]["cause"], "exporter only")

    def test_both_kinds_of_partner(self):
        """The importer says by itself what the exporter sent, wherever it was made: 500,000 of 520,000."""
        self.store = self.dir / "pair.weir"
        self.load((792, "X", 398, 202101, "870323", 500000), name="turkey.csv")
        self.weir("ingest", "--map", self.write("kinds.map", "\n".join([
            "[map]", "header = month who hs sent made", "wide = v:*_usd", "[fields]", "code = hs",
            "reporter = 'KAZ'", "partner = who", "direction = 'import'", "period = month", "value = v",
            "currency = 'USD'", "part = CASE WHEN wide = 'sent' THEN 1 ELSE 0 END",
            "detail = CASE WHEN wide = 'sent' THEN 'consignment' ELSE NULL END", ""]).replace("hs sent made", "hs")),
                  self.write("kinds.csv", "month,who,hs,sent_usd,made_usd\n2021-01,TUR,870323,520000,30000\n"
                                          "2021-01,DEU,870323,,490000\n"))
        row, = self.json("mirror", "--from", "TUR", "--to", "KAZ", "--period", "2021-01")
        self.assertEqual((row["value_importer"], row["cause"]), (30000, "origin against consignment"))
        self.assertIn("by country of consignment the importer has 520,000 USD", row["evidence"])
        got = self.json("series", "--from", "TUR", "--to", "KAZ", "--code", "870323", "--flow", "import")
        self.assertEqual([(p["value"], p["by_consignment"]) for p in got["points"]], [(30000, 520000)])
        self.assertIn("two kinds of partner", got["notes"][0])

    def test_what_stands_beside(self):
        row = self.month((792, "X", 398, 202101, "870323", 400000), (792, "RX", 398, 202101, "870323", 500000),
                         (398, "M", 792, 202101, "870323", 950000),
                         (792, "X", 398, 202101, "901890", 500000), (398, "M", 899, 202101, "901890", 520000),
                         (792, "X", 398, 202101, "841810", 900), (398, "M", 792, 202101, "842952", 5000))
        self.assertEqual({k: r["cause"] for k, r in row.items()}, {
            "870323": "re-exports", "901890": "areas not specified",
            "841810": "below the threshold of a report", "842952": "importer only"})

    def year(self, *flows, months=range(1, 13)):
        """TUR to KAZ, a figure a month of each side: (code, exporter, importer); None: not published."""
        self.store = self.dir / "pair.weir"
        rows = []
        for code, exporter, importer in flows:
            for m in months:
                x, y = exporter(m), importer(m)
                rows += [(792, "X", 398, 202100 + m, code, x)] if x else []
                rows += [(398, "M", 792, 202100 + m, code, y)] if y else []
        self.load(*rows, name="pair.csv")
        return {r["key"]: r for r in self.json("mirror", "--from", "TUR", "--to", "KAZ", "--period", "2021")}

    def test_no_lag_at_the_end_of_the_data(self):
        """A third too much in every month is no lag because the last month has no successor."""
        row = self.year(("870323", lambda m: 100000, lambda m: 130000))["870323"]
        self.assertEqual(row["cause"], "unexplained")
        # what comes a month later and follows month by month is one
        row = self.year(("901890", lambda m: 100000 + 40000 * (m % 5),
                         lambda m: round(1.04 * (100000 + 40000 * ((m - 1) % 5))) if m > 1 else 0))["901890"]
        self.assertEqual(row["cause"], "a lag of one month")

    def test_months_that_are_not_published(self):
        """February lacks at the exporter and March at the importer: neither is a gap."""
        self.year(("870323", lambda m: 0 if m == 3 - 1 else 100000, lambda m: 0 if m == 3 else 100000),
                  months=range(1, 5))
        rows = self.json("mirror", "--from", "TUR", "--to", "KAZ", "--period", "2021-01..2021-04", "--by", "month")
        self.assertEqual([(r["key"], r["value_exporter"], r["value_importer"]) for r in rows],
                         [("2021-01", 100000, 100000), ("2021-04", 100000, 100000)])

    def test_evidence_of_the_same_months(self):
        """What came from areas not specified in months that the exporter has not published explains nothing."""
        self.store = self.dir / "pair.weir"
        self.load((792, "X", 398, 202101, "870323", 500000), (398, "M", 792, 202101, "842952", 5000),
                  (398, "M", 899, 202102, "870323", 260000), (398, "M", 899, 202103, "870323", 260000), name="p.csv")
        row = {r["key"]: r for r in self.json("mirror", "--from", "TUR", "--to", "KAZ", "--period",
                                              "2021-01..2021-03")}["870323"]
        self.assertEqual(row["cause"], "exporter only")

    def test_trade_within_a_group(self):
        """What Germany bought from France the Union did not bring in."""
        self.store = self.dir / "pair.weir"
        self.load((276, "X", 398, 202101, "870323", 900000), (398, "M", 276, 202101, "842952", 5000),
                  (398, "M", 156, 202101, "870323", 950000), (276, "M", 251, 202101, "870323", 800000), name="p.csv")
        row = {r["key"]: r for r in self.json("mirror", "--from", "EU27", "--to", "KAZ", "--period", "2021-01")}
        self.assertEqual(row["870323"]["cause"], "exporter only")

    def test_the_union_as_one(self):
        """The Union reports as one, the importer by member: 900 against 500 + 445."""
        self.store = self.dir / "pair.weir"
        self.load((97, "X", 398, 202101, "870323", 900000), (398, "M", 276, 202101, "870323", 500000),
                  (398, "M", 251, 202101, "870323", 445000), name="p.csv")
        row, = self.json("mirror", "--from", "EU27", "--to", "KAZ", "--period", "2021-01")
        self.assertEqual((row["value_exporter"], row["value_importer"], row["cause"]),
                         (900000, 945000, "within freight and insurance"))

    def test_silence(self):
        """Kazakhstan has nothing from Turkey at all, but reports the month: that is no missing report."""
        self.store = self.dir / "pair.weir"
        self.load((792, "X", 398, 202101, "870323", 900000), (792, "X", 398, 202102, "870323", 700000),
                  *((398, "M", area, 202101, "870323", 600000) for area in (276, 251, 380, 528, 724)),
                  name="pair.csv")
        done = self.call("mirror", "--from", "TUR", "--to", "KAZ", "--period", "2021-01..2021-02", "--json")
        row, = json.loads(done.stdout)
        self.assertEqual((row["value_exporter"], row["value_importer"], row["cause"], row["exporter_only"]),
                         (900000, None, "exporter only", 1))
        self.assertIn("1 cells of the exporter were left out", done.stderr)

    def test_headings_and_codes(self):
        """One side has the heading, the other its codes: both are the heading."""
        row = self.month((792, "X", 398, 202101, "8703", 900000), (398, "M", 792, 202101, "870323", 600000),
                         (398, "M", 792, 202101, "870324", 330000))
        self.assertEqual(list(row), ["8703"])
        self.assertEqual((row["8703"]["value_importer"], row["8703"]["cause"]),
                         (930000, "within freight and insurance"))

    def test_weights(self):
        row = self.month((792, "X", 398, 202101, "870323", 900000, 7000), (398, "M", 792, 202101, "870323", 90000,
                                                                           7100))
        self.assertEqual((row["870323"]["weight_exporter"], row["870323"]["weight_importer"]), (7000, 7100))

    def test_how_surely(self):
        """Twelve months of 1.1 times, and of 1.6 to 2 times: the first is freight, the second is not."""
        rows = []
        for m in range(12):
            rows += [(792, "X", 398, 202101 + m, code, 1000000) for code in ("870323", "901890")]
            rows += [(398, "M", 792, 202101 + m, "870323", 1100000 + 1000 * m),
                     (398, "M", 792, 202101 + m, "901890", 1600000 + 100000 * (m % 5))]
        self.month(*rows)
        got = {r["key"]: r for r in self.json("mirror", "--from", "TUR", "--to", "KAZ", "--period", "2021")}
        self.assertEqual(got["870323"]["p_adjusted"], 1)
        self.assertLess(got["901890"]["p_adjusted"], 1e-4)

    def test_reconcile(self):
        """Ten exporters; the importer repeats all within 1 %, but one exporter is off by a half up and down:
        of its figures the importer's is the best, freight taken off."""
        exporters = [276, 251, 380, 528, 724, 616, 752, 792, 699, 156]
        rows = []
        for k, code in enumerate(("870323", "901890", "842952", "847150", "841810", "240120", "070190", "300490",
                                  "610910", "640399", "721420", "850440")):
            for i, area in enumerate(exporters):
                truth = 1000000 + 10000 * ((i * 7 + k * 5) % 12)
                off = (1.5 if k % 2 else 1 / 1.5) if area == 156 else 1 + .01 * ((i + k) % 3 - 1)
                rows += [(area, "X", 643, 202101, code, round(truth * off)),
                         (643, "M", area, 202101, code, round(truth * 1.05))]
        self.store = self.dir / "ten.weir"
        self.load(*rows, name="ten.csv")
        for row in self.json("mirror", "--from", "CHN", "--to", "RUS", "--period", "2021-01", "--reconcile"):
            self.assertAlmostEqual(row["margin"], .05, delta=.01)
            truth = row["value_importer"] / 1.05
            self.assertAlmostEqual(row["best"] / truth, 1, delta=.03)
            self.assertTrue(row["best_low"] < truth < row["best_high"] < truth * 1.1)
        self.assertIn("--reconcile is of a whole period",
                      self.fails("mirror", "--from", "CHN", "--to", "RUS", "--period", "2021", "--by", "month",
                                 "--reconcile", code=2))

    def test_claims(self):
        """1,000,000 sent and 420,000 booked, less 5 % of freight 400,000: 60 % are not in the report."""
        self.month((792, "X", 398, 202101, "870323", 1000000), (398, "M", 792, 202101, "870323", 420000))
        test = "      - {kind: mirror_gap, from: TUR, to: KAZ, code: 870323, period: 2021-01, says: %s}\n"
        text = "claims:\n" + "".join(f"  - id: {name}\n    sentence: {says}\n    tests:\n" + test % says
                                     for name, says in (("a", "60 %"), ("b", "about a third"), ("c", "about 65 %")))
        got = {c["id"]: c for c in self.json("claim", "check", self.write("c.yaml", text))}
        self.assertEqual({k: c["verdict"] for k, c in got.items()},
                         {"a": "confirmed", "b": "not_reproduced", "c": "confirmed"})
        self.assertAlmostEqual(got["a"]["tests"][0]["value"], .6)
        # from no freight to a fifth of it: 58 to 65 %
        self.assertAlmostEqual(got["a"]["tests"][0]["low"], .58)
        self.assertAlmostEqual(got["a"]["tests"][0]["high"], .65)

    def test_periods_of_one_side(self):
        """April was published by the importer only: it is no gap."""
        text = self.weir("mirror", "--from", "IND", "--to", "RUS", "--period", "2021-01..2021-04")
        self.assertIn("6 cells of the importer were left out: the other side has not published", text)
        self.assertEqual(self.mirror("--period", "2021-01..2021-04")["842952"]["value_importer"], 324000)

    def test_one_side_missing(self):
        message = self.fails("mirror", "--from", "RUS", "--to", "IND", "--period", "2021")
        self.assertIn("report", message)
        self.load((156, "X", 643, 202101, "842952", 5), name="china.csv")
        message = self.fails("mirror", "--from", "CHN", "--to", "RUS", "--period", "2021-01")
        self.assertIn("weir coverage", message)

    def test_no_period_in_common(self):
        """Of what nobody or one side alone has published, no zeros are told."""
        for period in ("2030", "2021-04"):
            message = self.fails("mirror", "--from", "IND", "--to", "RUS", "--period", period)
            self.assertIn("no period of these that both sides have published", message)

    def test_months_and_years(self):
        self.load((792, "X", 643, 2021, "842952", 5), (643, "M", 792, 202101, "842952", 5), name="t.csv")
        message = self.fails("mirror", "--from", "TUR", "--to", "RUS", "--period", "2021")
        self.assertIn("years", message)

    def test_what_is_left_out_is_said(self):
        """One pair that reports by year beside months, a state that does not report, months of one side."""
        self.load((792, "X", 643, 2021, "842952", 5000), (643, "M", 792, 2021, "842952", 5000), name="t.csv")
        done = self.call("mirror", "--from", "TUR,IND,GBR", "--to", "RUS", "--period", "2021", "--json")
        rows = {r["key"]: r for r in json.loads(done.stdout)}
        self.assertEqual(rows["842952"]["value_exporter"], 300000)
        self.assertIn("no source has figures of GBR", done.stderr)
        self.assertIn("what is there by year was left out, the other figures are by month: TUR to RUS", done.stderr)
        self.assertIn("of 2021-01..2021-12 both sides of a pair have published 2021-01..2021-03", done.stderr)
        # who imports and does not report is named too
        done = self.call("mirror", "--from", "IND", "--to", "RUS,KAZ", "--period", "2021-01..2021-03", "--json")
        self.assertIn("no source has figures of KAZ", done.stderr)
        self.assertNotIn("have published", done.stderr)

    def test_called_wrongly(self):
        self.fails("mirror", "--from", "IND", "--to", "RUS", code=2)
        self.fails("mirror", "--from", "IND", "--to", "RUS", "--period", "soon", code=2)
        self.fails("mirror", "--from", "IND", "--to", "RUS", "--period", "2021", "--by", "moon", code=2)


weir.main()
