"""Totals that published files print, against counts made of the files themselves."""
import csv
import weir


class Totals(weir.Case):
    def claim(self, **test):
        body = "".join(f"    {k.rstrip('_')}: '{v}'\n" for k, v in test.items())
        path = self.write("c.yaml", "claims:\n- id: x\n  sentence: s\n  tests:\n  -\n" + body)
        return self.json("claim", "check", path)[0]

    def test_share_of_american_imports(self):
        """Stones (6801) to the United States in 2020: the World row is the whole, and India the main supplier."""
        path = weir.data("trade", "genuine", "comtrade_api_pandas_2020M.csv")
        self.weir("-q", "ingest", path)
        sums = {}
        for r in csv.DictReader(path.read_text().splitlines()):
            sums[r["partnerISO"]] = sums.get(r["partnerISO"], 0) + float(r["primaryValue"])
        whole = sums.pop("W00")
        for who in ("CHN", "IND"):
            got = self.claim(kind="share", from_=who, to="USA", code="6801", period="2020", of="exporters", says="50 %")
            self.assertAlmostEqual(got["value"], sums[who] / whole, places=9)
        first = max(sums, key=sums.get)
        got = self.claim(kind="rank", from_=first, to="USA", code="6801", period="2020", says="main supplier")
        self.assertEqual((got["verdict"], got["value"]), ("confirmed", 1))

    def test_families_reach_over_a_chapter(self):
        """BACI, China to Russia in 2023: codes that begin with 85 come to 17,083.3 M USD, its families to 17,098.3 M."""
        path = weir.data("trade", "baci-china-russia", "baci_russia_china_processed_2017_2023.csv")
        self.weir("-q", "ingest", path)
        got = self.json("compare", "--from", "CHN", "--to", "RUS", "--code", "85", "--period", "2023", "--with", "2022")
        self.assertEqual(round(got[0]["value"] / 1e6, 1), 17098.3)
        self.assertIn("come to 17,098.3 M USD in 2023, the codes that begin with it to 17,083.3 M USD", got[0]["notes"])


weir.main()
