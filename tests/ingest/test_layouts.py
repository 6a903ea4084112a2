"""Every layout is recognised and becomes the flow rows that its publisher means."""
import gzip
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import weir
from layouts import LAYOUTS


class Layouts(weir.Case):
    def check(self, name, path, options, want, left_out):
        done = self.json("ingest", *options, path)
        self.assertEqual(done[0]["layout"], name.split(".")[0])
        self.assertEqual(done[0]["rows_rejected"], 0)
        rows = self.sql("SELECT code, period, reporter, partner, direction::VARCHAR AS direction, "
                        "sum(value) AS value, currency, sum(net_weight) AS net_weight "
                        "FROM flow_at(NULL) GROUP BY ALL")
        got = {(r["code"], r["period"]): (r["reporter"], r["partner"], r["direction"], r["value"],
                                          r["currency"], r["net_weight"])
               for r in rows if r["partner"] == 643 or r["reporter"] == 643}
        self.assertEqual({k: got.get(k) for k in want}, want)
        flags = self.sql("SELECT count(*) AS n FROM flow WHERE flags & 60 <> 0")
        self.assertEqual(flags[0]["n"], left_out)

    def test_layouts(self):
        for name, (text, options, encoding, want, left_out) in LAYOUTS.items():
            with self.subTest(name):
                self.store = self.dir / f"{name}.weir"
                path = self.write(name, text, encoding)
                self.check(name, path, options, want, left_out)

    def test_compressed(self):
        text, options, _, want, left_out = LAYOUTS["comtrade.tsv"]
        path = self.write("bulk.gz", gzip.compress(text.encode()))
        self.check("comtrade", path, options, want, left_out)
        text, options, _, want, left_out = LAYOUTS["baci"]
        subprocess.run(["zstd", "-q", self.write("b.csv", text)], check=True)
        self.store = self.dir / "second.weir"
        self.check("baci", self.dir / "b.csv.zst", options, want, left_out)

    def test_parquet(self):
        text, options, _, want, left_out = LAYOUTS["baci"]
        self.weir("ingest", self.write("b.csv", text))
        self.weir("export", "--to", "RUS", "-o", "b.parquet")
        self.write("p.map", "[map]\nheader = code reporter partner period value\n[fields]\n"
                   "code = code\nreporter = reporter\npartner = partner\ndirection = 'export'\n"
                   "period = period\nvalue = value\ncurrency = 'USD'\nnet_weight = net_weight\n")
        self.store = self.dir / "second.weir"
        done = self.json("ingest", "--map", "p.map", "b.parquet")
        self.assertEqual((done[0]["layout"], done[0]["rows_kept"]), ("p", 2))
        points = self.json("series", "--from", "CHN", "--to", "RUS", "--code", "842952")["points"]
        self.assertEqual(points, [{"period": "2022", "status": "reported", "value": 761200,
                                   "ratio": None, "law": "listed, not binding"}])

    def test_several_files(self):
        paths = [self.write(n, LAYOUTS[n][0]) for n in ("baci", "eu27_cn8")]
        done = self.json("ingest", *paths)
        self.assertEqual([d["source"] for d in done], [1, 2])

    def test_truncated_at_limit(self):
        head, row = LAYOUTS["gacc_en"][0].split("\n")[:2]
        rows = [row.replace("84295212", f"{84000000 + i}") for i in range(10000)]
        path = self.write("gacc.csv", "\n".join([head] + rows) + "\n", "gb18030")
        done = self.call("ingest", *LAYOUTS["gacc_en"][1], path)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("exactly 10000 rows", done.stderr)
        self.assertIn("probably truncated", done.stderr)

    def test_needs(self):
        path = self.write("gacc.csv", LAYOUTS["gacc_en"][0], "gb18030")
        self.assertIn("--flow export", self.fails("ingest", path, code=2))
        self.assertIn("--period", self.fails("ingest", "--flow", "export", path, code=2))

    def test_skeleton_months(self):
        """Months in which every figure is zero are not published yet; a zero among others is."""
        months = [f"2022{m:02}" for m in range(1, 7)]
        text = "reporter,partner,product_nc,period,value_in_euros\n" + "".join(
            f"DE,RU,{code},{m},{0 if m > '202204' or (code == '84295290' and m == '202202') else 9}\n"
            for m in months for code in ("84295210", "84295290"))
        self.weir("ingest", self.write("eu.csv", text))
        points = self.json("series", "--from", "DEU", "--to", "RUS", "--code", "84295290")["points"]
        self.assertEqual([p["status"] for p in points],
                         ["reported", "zero", "reported", "reported", "not_yet_published",
                          "not_yet_published"])
        self.assertEqual([p["value"] for p in points], [9, 0, 9, 9, None, None])


weir.main()
