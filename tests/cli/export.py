"""weir export: rows with their source, to CSV and Parquet."""
import csv
import gzip
import subprocess

import weir


class Export(weir.SampleCase):
    def rows(self):
        with open(self.dir / "out.csv") as f:
            return list(csv.DictReader(f))

    def test_csv(self):
        self.weir("export", "--from", "CHN", "--code", "842952", "-o", "out.csv")
        rows = self.rows()
        self.assertEqual(len(rows), 7)
        by_year = {r["period"]: r for r in rows}
        self.assertAlmostEqual(float(by_year["2023"]["value"]) / 1e6, 1187.5, places=1)
        self.assertEqual(by_year["2023"]["reporter_iso3"], "CHN")
        self.assertEqual(len(by_year["2023"]["sha256"]), 64)
        self.assertGreater(int(by_year["2023"]["line"]), 1)

    def test_every_direction(self):
        """Re-exports are rows of the selection too, though no series adds them to exports."""
        head = ("typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
                "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue\n")
        rows = "".join(f"C,M,2021,1,202101,344,{flow},643,0,H6,847150,C00,0,0,0,-1,{value}\n"
                       for flow, value in (("X", 10), ("RX", 7)))
        self.weir("ingest", self.write("hk.csv", head + rows))
        self.weir("export", "--from", "HKG", "--to", "RUS", "--code", "847150", "-o", "out.csv")
        self.assertEqual([(r["direction"], float(r["value"])) for r in self.rows()],
                         [("export", 10), ("re-export", 7)])

    def test_line_is_where_the_figure_stands(self):
        self.weir("export", "--from", "CHN", "--code", "842952", "-o", "out.csv")
        text = subprocess.run(["zstd", "-dc", weir.SAMPLE / "china_exports.csv.zst"],
                              capture_output=True, text=True, check=True).stdout.split("\n")
        for row in self.rows():
            line = text[int(row["line"]) - 1].split(",")
            self.assertEqual((line[2], line[3], float(line[4])),
                             (row["period"], "842952", float(row["value"])))

    def test_other_formats(self):
        self.weir("export", "--from", "CHN", "--code", "842952", "-o", "out.csv.gz")
        with gzip.open(self.dir / "out.csv.gz") as f:
            self.assertEqual(len(f.readlines()), 8)
        self.weir("export", "--from", "CHN", "--code", "842952", "-o", "out.parquet")
        self.assertEqual((self.dir / "out.parquet").read_bytes()[:4], b"PAR1")

    def test_called_wrongly(self):
        self.fails("export", "--from", "CHN", code=2)
        self.fails("export", "--from", "CHN", "-o", "out.xls", code=2)


weir.main()
