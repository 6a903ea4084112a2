"""BACI, Armenia and Georgia, Turkey, and genuine samples of layouts."""
import weir


class Others(weir.Case):
    def ingest(self, *path, options=()):
        return self.json("-q", "ingest", *options, weir.data("trade", *path))[0]

    def test_baci(self):
        self.ingest("baci-china-russia", "baci_russia_china_processed_2017_2023.csv")
        points = self.json("series", "--from", "CHN", "--to", "RUS", "--code", "842952")["points"]
        by_year = {p["period"]: p["value"] for p in points}
        self.assertAlmostEqual(by_year["2022"] / by_year["2021"], 2.40, places=2)
        self.assertAlmostEqual(by_year["2023"] / by_year["2021"], 3.74, places=2)
        rows = self.json("compare", "--from", "CHN", "--to", "RUS", "--period", "2023", "--with",
                         "2017")
        self.assertEqual((round(rows[0]["value_with"] / 1e9, 1), round(rows[0]["value"] / 1e9, 1)),
                         (45.9, 110.0))
        first = self.sql("SELECT count(*) AS n FROM flow WHERE code = '010620'")
        self.assertGreater(first[0]["n"], 0)

    def test_comtrade_totals_are_aggregates(self):
        row = self.ingest("baci-china-russia", "comtrade_imports_chn_from_rus_2017_2024.csv")
        self.assertEqual((row["layout"], row["rows_kept"], row["rows_aggregate"]),
                         ("comtrade", 96, 96))

    def test_phones_pass_through_armenia(self):
        """Million USD, imports / exports to Russia: 2022-01 5.0 / 0.0, 2022-09 72.5 / 72.3."""
        self.ingest("armenia-georgia", "mobile_phone_reexports.csv")
        def total(direction, month, partner):
            rows = self.sql(f"SELECT coalesce(sum(value), 0) AS v FROM flow_at(NULL) WHERE reporter "
                            f"= 51 AND direction IN {direction} AND period = {month} {partner}")
            return round(rows[0]["v"] / 1e6, 1)
        self.assertEqual(total("('import')", 202201, ""), 5.0)
        self.assertEqual(total("('import')", 202209, ""), 72.5)
        self.assertEqual(total("('export')", 202209, "AND partner = 643"), 72.3)

    def test_cars_of_armenia_and_georgia(self):
        """HS4 beside HS6 and modes of transport without a total: Georgia to Armenia 415 M USD from
        2021-01 to 2023-11, once (405 without the last month); Armenia books the country of origin and has 0.02 M."""
        row = self.ingest("armenia-georgia", "vehicle_trade_armenia.csv")
        self.assertGreater(row["rows_aggregate"], 3000)
        self.ingest("armenia-georgia", "vehicle_trade_georgia.csv")
        options = ["compare", "--from", "GEO", "--to", "ARM", "--period", "2021-01..2023-11",
                   "--with", "2021-01..2023-11"]
        self.assertEqual(round(self.json(*options)[0]["value"] / 1e6), 415)
        mirror = self.json(*options, "--flow", "import")[0]["value"] / 1e6
        self.assertEqual(round(mirror, 2), 0.02)

    def test_turkey_one_year(self):
        self.ingest("turkey-russia-2025", "turkey_2025_processed.parquet")
        text = self.weir("surge", "--to", "RUS", "--since", "2025-06")
        self.assertIn("no series is long enough", text)
        points = self.json("series", "--from", "TUR", "--to", "RUS", "--code", "84")["points"]
        self.assertEqual({p["ratio"] for p in points}, {None})

    def test_data_sets_of_one_layout(self):
        """India's extract lacks codes that were renumbered: 234 series are cut. Turkey's of 2025, in the same layout,
        neither is cut for that, nor does it hide India's."""
        def cut(*asked):
            return self.json("compare", *asked)[0]["one_sided"]
        self.ingest("india-russia-monthly", "comparison_data_ind.parquet")
        india = ("--from", "IND", "--to", "RUS", "--period", "2024", "--with", "2021")
        self.assertEqual(cut(*india), 234)
        self.ingest("turkey-russia-2025", "turkey_2025_processed.parquet")
        self.assertEqual(cut(*india), 234)
        self.assertEqual(cut("--from", "TUR", "--to", "RUS", "--period", "2025-07..2025-12", "--with", "2025-01..2025-06"), 0)
        points = self.json("series", "--from", "TUR", "--to", "RUS", "--code", "842952")["points"]
        self.assertEqual({p["status"] for p in points}, {"reported", "none"})

    def test_genuine_samples(self):
        for name, options, layout, rows in (
                (("comtrade", "HS-60a6ad.json"), (), "comtrade", 4),
                (("comtrade", "comtrade_api_fields_example_3.csv"), (), "comtrade", 1586),
                (("gacc", "gacc_zh_gb18030_2024out.csv"), ("--flow", "export"), "gacc_zh", 29),
                (("gacc", "gacc_en_sample_truncated10000.csv"),
                 ("--flow", "export", "--period", "2024-01"), "gacc_en", 9998)):
            with self.subTest(name):
                self.store = self.dir / f"{name[1]}.weir"
                row = self.ingest("format-samples", *name, options=options)
                self.assertEqual((row["layout"], row["rows_kept"]), (layout, rows))


weir.main()
