"""Published files met in the wild: rows and sums are those of an independent count, or the file is refused in
words that a stranger understands."""
import collections
import csv
import gzip
import io
import json
import re
import zipfile

import weir

FOLDER = ("trade", "genuine")


def table(path, delimiter=",", encoding="utf-8-sig"):
    raw = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return [r for r in csv.DictReader(io.StringIO(raw.decode(encoding)), delimiter=delimiter)
            if any(v and str(v).strip() for k, v in r.items() if k)]


def sums(rows, direction, value, scale=1):
    """Rows and value by direction."""
    out = collections.defaultdict(lambda: [0, 0.0])
    for r in rows:
        way = {"x": "export", "m": "import", "rx": "re-export", "rm": "re-import", "1": "import", "2": "export",
               "2-export": "export", "1-import": "import"}.get(direction(r).lower(), direction(r).lower())
        out[way][0] += 1
        out[way][1] += float(value(r) or 0) * scale
    return {k: (n, round(v)) for k, (n, v) in out.items()}


class Genuine(weir.Case):
    def load(self, name, layout, options=()):
        self.store = self.dir / f"{name}.weir"
        row = self.json("-q", "ingest", *options, weir.data(*FOLDER, name))[0]
        self.assertEqual((row["layout"], row["rows_rejected"]), (layout, 0), name)
        got = self.sql("SELECT direction::VARCHAR AS d, count(*) AS n, coalesce(round(sum(value)), 0) AS v FROM flow "
                       "GROUP BY ALL")
        return {r["d"]: (r["n"], round(r["v"])) for r in got}

    def rows(self, name, **options):
        return table(weir.data(*FOLDER, name), **options)

    def test_sums(self):
        expected = {
            "comtrade_api_pandas_2020M.csv": ("comtrade", {}, "flowCode", "primaryValue", 1),
            "comtrade_legacy_bicycles.csv.gz": ("comtrade_legacy", {}, "Trade Flow", "Trade Value (US$)", 1),
            "comtrade_legacy_milk.csv": ("comtrade_legacy", {}, "Trade Flow", "Trade Value (US$)", 1),
            "comtrade_old_bulk_IN_CN.csv.gz": ("comtrade_bulk", {}, "Trade Flow Code", "Value", 1),
            "comtrade_plus_TradeData_thailand.csv.gz":
                ("comtrade", {"encoding": "latin1"}, "flowCode", "primaryValue", 1),
            "easy_comext_armenia_2024-08.csv": ("easy_comext", {}, "FLOW", "VALUE_IN_EUR", 1),
            "easy_comext_kazakhstan_codes.csv": ("easy_comext", {}, "FLOW", "VALUE_IN_EUR", 1),
            "wits_china_17-20.csv.gz": ("wits", {}, "TradeFlowName", "TradeValue in 1000 USD", 1000),
            "comext_full_v2_202402_13_rows.dat": ("comext", {}, "FLOW", "VALUE_EUR", 1),
        }
        for name, (layout, options, direction, value, scale) in expected.items():
            with self.subTest(name):
                got = self.load(name, layout)
                self.assertEqual(got, sums(self.rows(name, **options), lambda r: r[direction], lambda r: r[value],
                                           scale))

    def test_brazil(self):
        rows = self.rows("brazil_comexstat_EXP_5_rows.csv", delimiter=";")
        got = self.load("brazil_comexstat_EXP_5_rows.csv", "comexstat")
        self.assertEqual(got, {"export": (len(rows), sum(int(r["VL_FOB"]) for r in rows))})
        got = self.sql("SELECT partner_name, code, period, net_weight FROM flows ORDER BY line LIMIT 2")
        self.assertEqual([(r["partner_name"], r["code"], r["period"], r["net_weight"]) for r in got],
                         [("Peru", "08012100", 202302, 251580), ("Spain", "44072920", 202311, 46165)])

    def test_sdmx_and_answers(self):
        rows = self.rows("estat_sdmx_csv_6_rows.csv")
        got = self.load("estat_sdmx_csv_6_rows.csv", "eurostat_sdmx")
        value = sum(float(r["OBS_VALUE"]) for r in rows if r["indicators"] == "VALUE_IN_EUROS")
        self.assertEqual(sum(v for n, v in got.values()), round(value))
        answer = json.loads(weir.data(*FOLDER, "comtrade_api_answer.json").read_text())["data"]
        got = self.load("comtrade_api_answer.json", "comtrade")
        self.assertEqual(got, sums(answer, lambda r: r["flowCode"], lambda r: r["primaryValue"]))

    def test_legacy_italy(self):
        """Italy is 381 in files of before 2022."""
        rows = [r for r in self.rows("comtrade_legacy_bicycles.csv.gz") if r["Reporter"] == "Italy"]
        self.load("comtrade_legacy_bicycles.csv.gz", "comtrade_legacy")
        got = self.sql("SELECT count(*) AS n FROM flow WHERE reporter = 380")
        self.assertTrue(rows)
        self.assertEqual(got[0]["n"], len(rows))

    def test_the_union_beside_its_members(self):
        """Members and the Union of 27 stand in one file: the sum of the members is what the Union reports."""
        for name, to in (("easy_comext_armenia_2024-08.csv", "ARM"), ("easy_comext_kazakhstan_codes.csv", "KAZ")):
            self.load(name, "easy_comext")
            points = self.json("series", "--from", "EU27", "--to", to, "--code", "TOTAL")["points"]
            union = [r for r in self.rows(name) if "27 countries" in r["REPORTER"]]
            self.assertEqual([p["value"] for p in points], [float(union[0]["VALUE_IN_EUR"])])

    def test_refused(self):
        for name, words in (("comtrade_legacy_R_names.csv.gz", "a code of SITC, not of the HS: '27861'"),
                            ("comtrade_plus_TradeData_services.csv.gz", "a code of EBOPS, not of the HS: '200'"),
                            ("uzbekistan_sdmx_1105.csv", "no known layout has these 18 columns: Code, Klassifikator")):
            self.assertIn(words, self.fails("ingest", weir.data(*FOLDER, name)))

    def test_wide_table_by_a_map(self):
        """Uzbekistan, a column a year: the map says what the columns are."""
        path = weir.data(*FOLDER, "uzbekistan_sdmx_1105.csv")
        made = ("[map]\ntitle = Uzbekistan, total by country\nheader = Code Klassifikator_en\nwide = v:*\nareas = m49\n"
                "[fields]\ncode = 'TOTAL'\nreporter = '860'\npartner = Code\ndirection = 'import'\nperiod = wide\n"
                "value = v\nvalue_scale = 1000\ncurrency = 'USD'\n")
        rows = self.rows("uzbekistan_sdmx_1105.csv")
        years = [str(y) for y in range(2010, 2024)]
        done = self.json("-q", "ingest", "--max-rejects", "10", "--map", self.write("uz.map", made), path)[0]
        rejected = {r["line"] for r in self.json("rejects")}  # areas of before 1992
        kept = [r for line, r in enumerate(rows, 2) if line not in rejected]
        self.assertLess(len(rejected), 5)
        self.assertGreater(len(kept), 200)
        self.assertEqual(done["rows_kept"], sum(bool(r[y].strip()) for r in kept for y in years))
        got = self.sql("SELECT sum(value) AS v FROM flow WHERE period = 2023")[0]["v"]
        self.assertAlmostEqual(got, 1000 * sum(float(r["2023"] or 0) for r in kept), places=0)
        lines = self.sql("SELECT line FROM flow WHERE partner = 8 GROUP BY line")
        self.assertEqual([r["line"] for r in lines], [7])  # Albania

    def test_workbook(self):
        """Each figure of each sheet once; ':' is no trade."""
        path = weir.data("trade", "format-samples", "eurostat_databrowser_workbook.xlsx")
        row = self.json("-q", "ingest", path)[0]
        count, value = 0, 0.0
        with zipfile.ZipFile(path) as book:
            for name in book.namelist():
                text = book.read(name).decode() if name.startswith("xl/worksheets/") else ""
                for line in re.findall(r"<row .*?</row>", text, re.S):
                    cells = {k: re.sub("<[^>]+>", "", v) for k, v in re.findall(
                        r'<c r="([A-Z]+)\d+"[^>]*?(?:/>|>(.*?)</c>)', line, re.S)}
                    if re.match("[A-Z]", cells.get("B") or "") and "A" in cells:
                        figures = [float(v) for k, v in cells.items()
                                   if k not in ("A", "B") and re.fullmatch(r"\d+(\.\d+)?", v)]
                        count += len(figures)
                        value += sum(figures)
        got = self.sql("SELECT count(*) AS n, sum(value) AS v, count(DISTINCT code) AS codes FROM flow")[0]
        self.assertEqual((row["layout"], got["n"], round(got["v"])), ("eurostat_sdmx", count, round(value)))
        points = self.json("series", "--from", "AUT", "--to", "ARM", "--code", "21039090")["points"]
        self.assertEqual([p["value"] for p in points[:3]], [8813, 0, 17949])


weir.main()
