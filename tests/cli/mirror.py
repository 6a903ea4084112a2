"""weir mirror: two reports of one flow, made by hand."""
import weir


class Mirror(weir.Case):
    """Values of two states in the layout of UN Comtrade: reporter, flow, partner, period, code, value."""

    def load(self, *rows, name="made.csv"):
        lines = ["typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
                 "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue"]
        for reporter, flow, partner, period, code, value in rows:
            freq = "M" if len(str(period)) == 6 else "A"
            lines.append(f"C,{freq},{str(period)[:4]},{str(period)[4:] or 52},{period},{reporter},{flow},"
                         f"{partner},0,H6,{code},C00,0,0,0,-1,{value}")
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
                    rows.append((699, "X", 643, month, code, exporter))
                if importer:
                    rows.append((643, "M", 699, month, code, importer))
        self.load(*rows)

    def test_causes(self):
        got = self.mirror("--period", "2021-01..2021-03")
        self.assertEqual({k: r["cause"] for k, r in got.items()}, {
            "842952": "within freight and insurance", "847150": "a lag of one month",
            "870323": "a factor of 1,000", "901890": "unexplained", "070190": "exporter only",
            "841810": "a neighbouring code: 841821", "841821": "a neighbouring code: 841810",
            "240120": "importer only"})
        row = got["901890"]
        self.assertEqual((row["value_exporter"], row["value_importer"], row["ratio"]), (300, 900, 3))
        # 900 / 1.05 - 300, 900 / 1.2 - 300, 900 - 300
        self.assertAlmostEqual(row["gap"], 557.142857, places=4)
        self.assertEqual((row["gap_low"], row["gap_high"]), (450, 600))
        self.assertEqual((got["070190"]["exporter_only"], got["240120"]["importer_only"]), (3, 3))
        self.assertIsNone(got["070190"]["value_importer"])

    def test_by(self):
        months = self.mirror("--period", "2021-01..2021-03", "--by", "month")
        self.assertEqual(list(months), ["2021-01", "2021-02", "2021-03"])
        self.assertEqual((months["2021-01"]["value_exporter"], months["2021-01"]["value_importer"]),
                         (501, 1563))
        one = self.mirror("--period", "2021-01..2021-03", "--by", "exporter")
        self.assertEqual(one["IND"]["value_exporter"], 1503)
        self.assertEqual(self.mirror("--period", "2021-01..2021-03", "--by", "importer")["RUS"]["ratio"],
                         one["IND"]["ratio"])

    def test_periods_of_one_side(self):
        """April was published by the importer only: it is no gap."""
        text = self.weir("mirror", "--from", "IND", "--to", "RUS", "--period", "2021-01..2021-04")
        self.assertIn("6 cells of the importer were left out: the other side has not published", text)
        self.assertEqual(self.mirror("--period", "2021-01..2021-04")["842952"]["value_importer"], 324)

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

    def test_called_wrongly(self):
        self.fails("mirror", "--from", "IND", "--to", "RUS", code=2)
        self.fails("mirror", "--from", "IND", "--to", "RUS", "--period", "soon", code=2)
        self.fails("mirror", "--from", "IND", "--to", "RUS", "--period", "2021", "--by", "moon", code=2)


weir.main()
