"""Claims that others made, on the published data: the verdicts of the claims bank."""
import weir

CASES = weir.SOURCE / "tests" / "cases" / "claims.yaml"
VERDICTS = {
    "C01": "consistent", "C02": "cannot_tell", "C03": "consistent", "C04": "cannot_tell",
    "C05": "cannot_tell", "C10": "confirmed", "C11": "confirmed", "C12": "confirmed",
    "C14": "confirmed", "C15": "confirmed", "C16": "confirmed", "C20": "cannot_tell",
    "C23": "confirmed", "C26": "not_reproduced", "C35": "not_reproduced", "C50": "confirmed",
    "C50-members": "confirmed", "C50-rank": "confirmed",
}


class Claims(weir.Case):
    def test_verdicts(self):
        self.weir("-q", "ingest",
                  weir.data("trade", "baci-china-russia", "baci_russia_china_processed_2017_2023.csv"),
                  weir.data("trade", "eu27-monthly", "eu27_exports_cn8_monthly_2020-01_2022-11.csv.gz"))
        got = {c["id"]: c for c in self.json("claim", "check", CASES)}
        self.assertEqual({k: c["verdict"] for k, c in got.items()}, VERDICTS)
        # million USD, tonnes and ratios of the bank, from BACI
        self.assertAlmostEqual(got["C12"]["value"], 11654.3 / 1680.5, places=3)
        self.assertAlmostEqual(got["C15"]["value"], 703567, delta=50)
        self.assertAlmostEqual(got["C23"]["value"] / 1e6, 71.07 / 12, places=2)
        self.assertTrue(any(r.startswith("code set") for r in got["C35"]["reasons"]))
        self.assertTrue(any(r.startswith("unit") for r in got["C26"]["reasons"]))
        self.assertTrue(any(r.startswith("period") for r in got["C01"]["reasons"]))
        self.assertTrue(any(r.startswith("unit") for r in got["C04"]["reasons"]))


weir.main()
