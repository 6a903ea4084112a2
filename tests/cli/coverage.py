"""weir coverage: which reporters, years and levels, against the rows of the file."""
import sys

import weir

sys.path.insert(0, str(weir.SOURCE / "tests/ingest"))
import layouts  # noqa: E402


class Coverage(weir.Case):
    def test_matrix(self):
        """China: 2021 whole, three months of 2022, none of 2023, one of 2024; two levels."""
        months = [f"2021{m:02}" for m in range(1, 13)] + ["202201", "202202", "202206", "202405"]
        rows = [layouts.comtrade_row(period=p, refPeriodId=p + "01", refYear=p[:4],
                                     refMonth=str(int(p[4:])), cmdCode=c, primaryValue="1000")
                for p in months for c in ("842952",)]
        annual = [layouts.comtrade_row(freqCode="A", period="2020", refPeriodId="20200101",
                                       refYear="2020", refMonth="52", reporterCode="398",
                                       reporterISO="KAZ", flowCode="M", partnerCode="156",
                                       partnerISO="CHN", cmdCode="8429")]
        self.weir("ingest", self.write("m.csv", layouts.comma(rows)))
        self.weir("ingest", self.write("a.csv", layouts.comma(annual)))
        held = {(r["reporter"], r["year"]): (r["periods"], r["flow"], r["freq"], r["digits"])
                for r in self.json("coverage")}
        self.assertEqual(held, {("CHN", 2021): (12, "export", "month", "6"),
                                ("CHN", 2022): (3, "export", "month", "6"),
                                ("CHN", 2024): (1, "export", "month", "6"),
                                ("KAZ", 2020): (1, "import", "year", "4")})
        lines = [line.split() for line in self.weir("coverage").splitlines()]
        self.assertEqual(lines[0][-5:], ["2020", "2021", "2022", "2023", "2024"])
        self.assertIn(["CHN", "China", "export", "month", "comtrade", "6", "-", "12", "3", "-", "1"],
                      lines)
        self.assertIn(["KAZ", "Kazakhstan", "import", "year", "comtrade", "4", "1", "-", "-", "-", "-"],
                      lines)

    def test_empty(self):
        self.assertIn("no store", self.fails("coverage"))


weir.main()
