"""Trade between India and Russia in the layout of Russian customs."""
import weir

FILE = ("trade", "india-russia-monthly", "comparison_data_ind.parquet")


class India(weir.Case):
    def setUp(self):
        super().setUp()
        weir.loaded(self.store, weir.data(*FILE))

    def test_servers_first(self):
        rows = self.json("surge", "--to", "RUS", "--since", "2024-04", "--fdr", "0.1")
        self.assertEqual((rows[0]["family"], rows[0]["exporter"], rows[0]["tier"], rows[0]["since"]),
                         ("847150", "IND", "3.A", "2024-04"))
        points = {p["period"]: p["value"] for p in self.json(
            "series", "--from", "IND", "--to", "RUS", "--code", "847150")["points"]}
        self.assertEqual([round(points[f"2024-{m:02}"] / 1e6, 1) for m in range(3, 10)],
                         [11.7, 54.8, 60.8, 67.8, 88.7, 135.2, 2.3])

    def test_mirror(self):
        """2021: India reports 3.32 bn of exports, Russia 4.43 bn of imports."""
        def year(flow):
            rows = self.json("compare", "--from", "IND", "--to", "RUS", "--flow", flow, "--period",
                             "2021", "--with", "2021")
            return round(rows[0]["value"] / 1e9, 2)
        self.assertEqual((year("export"), year("import")), (3.32, 4.43))

    def test_codes_are_whole_again(self):
        rows = self.sql("SELECT count(*) AS n FROM flow WHERE length(code) % 2 = 1")
        self.assertEqual(rows[0]["n"], 0)
        secret = self.sql("SELECT bool_and(flags & 2 = 2) AS flagged FROM flow "
                          "WHERE code = 'XXXXXXXXXX'")
        self.assertTrue(secret[0]["flagged"])

    def test_plain_columns_are_the_same_figures(self):
        plain = self.dir / "plain.weir"
        self.weir("-q", "ingest", weir.data(*FILE[:2], "india_russia_monthly_2010-2025.csv.gz"),
                  store=plain)
        sums = ("SELECT reporter, direction::VARCHAR AS direction, count(*) AS n, "
                "round(sum(value)) AS value, round(sum(net_weight)) AS kg "
                "FROM flow_at(NULL) GROUP BY ALL ORDER BY ALL")
        self.assertEqual(self.json("sql", sums, store=plain), self.sql(sums))


weir.main()
