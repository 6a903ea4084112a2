"""Eurostat's extract by CN8: the published analysis, the overlap, and no growth by renumbering."""
import weir

FOLDER = ("trade", "eu27-monthly")
CN8 = "eu27_exports_cn8_monthly_2020-01_2022-11.csv.gz"
HS4 = "eu27_exports_hs4_monthly_2020-01_2022-11.csv.gz"
MONTHS = ["--period", "2022-03..2022-11", "--with", "2021-03..2021-11"]


class Eu27(weir.Case):
    def setUp(self):
        super().setUp()
        weir.loaded(self.store, weir.data(*FOLDER, CN8))

    def test_published(self):
        rows = {r["key"]: r for r in self.json("compare", "--from", "EU27", "--to",
                                               "RUS,ARM,BLR,GEO,KGZ,KAZ,UZB", *MONTHS)}
        self.assertEqual(round((rows["RUS"]["ratio"] - 1) * 100, 1), -71.6)
        near = [r for k, r in rows.items() if k != "RUS"]
        self.assertEqual(round((sum(r["value"] for r in near) /
                                sum(r["value_with"] for r in near) - 1) * 100, 1), 94.6)
        exporters = self.json("compare", "--from", "EU27", "--to", "RUS,ARM,BLR,GEO,KGZ,KAZ,UZB",
                              "--period", "2022-03..2022-11", "--with", "2022-03..2022-11", "--by",
                              "exporter")
        top = sorted(exporters, key=lambda r: -r["value"])[:4]
        self.assertEqual([(r["key"], round(r["value"] / 1e9, 2)) for r in top],
                         [("DEU", 4.40), ("POL", 2.12), ("ITA", 1.97), ("LTU", 1.79)])

    def test_single_lines(self):
        """Laptops 847130 to Kazakhstan 3.6 -> 24.0 M (Feb -> Nov 2022), to Russia 3.6 -> 0.09
        (Feb -> Mar); cars 870324 to Kyrgyzstan 0.18 -> 18.7 (Feb -> Sep)."""
        def value(to, code, month):
            answer = self.json("series", "--from", "EU27", "--to", to, "--code", code)
            return {p["period"]: p["value"] for p in answer["points"]}[month] / 1e6
        self.assertAlmostEqual(value("KAZ", "847130", "2022-02"), 3.6, places=1)
        self.assertAlmostEqual(value("KAZ", "847130", "2022-11"), 24.0, places=1)
        self.assertAlmostEqual(value("RUS", "847130", "2022-03"), 0.09, places=2)
        self.assertAlmostEqual(value("KGZ", "870324", "2022-09"), 18.7, places=1)

    def test_overlap_refused(self):
        message = self.fails("ingest", weir.data(*FOLDER, HS4))
        self.assertIn("sums of finer codes", message)
        self.assertEqual(len(self.json("sources")), 1)

    def test_no_growth_by_renumbering(self):
        """Every family whose codes all begin in January 2022 is cut there, none is found."""
        cut = {r["family"] for r in self.sql(
            "SELECT family FROM renumbering WHERE from_period = 202201")}
        self.assertLessEqual({"851712", "870120"}, cut)
        begins = {r["family"] for r in self.sql(
            "SELECT coalesce(f.family, left(code, 6)) AS family FROM content "
            "LEFT JOIN ref.family f ON f.hs6 = left(code, 6) GROUP BY 1 "
            "HAVING min(first_period) = 202201")}
        self.assertEqual(begins - cut, set())
        rows = self.json("surge", "--to", "RUS,KAZ,KGZ,ARM,GEO,UZB,BLR", "--since", "2022-01",
                         "--fdr", "0.2")
        self.assertEqual({r["family"] for r in rows} & cut, set())

    def test_cars(self):
        """870324: Kyrgyzstan and Kazakhstan up in 2022, Russia down in March 2022."""
        up = self.json("surge", "--to", "KGZ,KAZ", "--code", "870324")
        self.assertLessEqual({"KGZ", "KAZ"}, {r["importer"] for r in up})
        down = self.json("surge", "--to", "RUS", "--code", "870324", "--drops")
        self.assertIn("2022-03", {r["since"] for r in down})


weir.main()
