"""Bad input: every layout against every kind of damage.  Never a crash, never half a load."""
import gzip
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import io
import zipfile
import weir
from layouts import LAYOUTS


def replace_value(text, new):
    """The last figure of the first row replaced, whatever the layout."""
    for old in ("1000000.5", ",120\n", "761.2", '"1,234,567"', ";10000;", '"5000"', ",60,5",
                ",100,,50", ",120,", ",10000,2,", ",500,40,", ",120"):
        if old in text:
            core = "".join(c for c in old if c.isdigit() or c == ".") or old
            return text.replace(old, old.replace("1,234,567", new) if "1,234" in old
                                else old.replace(core.strip("."), new, 1)
                                if core in old else new, 1)
    raise AssertionError(text)


DAMAGE = {
    "truncated": lambda b, e: b[:len(b) * 2 // 3],
    "cut gzip": lambda b, e: gzip.compress(b)[:-9],
    "wrong encoding": lambda b, e: b[:len(b) // 2] + b"\xff\xfe\xe9" + b[len(b) // 2:],
    "wrong delimiter": lambda b, e: b.replace(b",", b"^").replace(b";", b"^").replace(b"\t", b"^"),
    "10,000 columns": lambda b, e: ",".join(f"c{i}" for i in range(10000)).encode() + b"\n" + b,
    "10,000 more columns": lambda b, e: b.replace(
        b"\n", "".join(f",c{i}" for i in range(10000)).encode() + b"\n", 1),
    "NUL": lambda b, e: b[:len(b) // 2] + b"\0" + b[len(b) // 2:],
    "gigantic field": lambda b, e: b[:-1] + b"9" * 3_000_000 + b[-1:],
    "gigantic line": lambda b, e: b + b"x" * 5_000_000 + b"\n",
    "negative": lambda b, e: replace_value(b.decode(e), "-5").encode(e),
    "not a number": lambda b, e: replace_value(b.decode(e), "many").encode(e),
    "future": lambda b, e: b.replace(b"2022", b"2999").replace(b"2023", b"2999").replace(
        b"2021", b"2999").replace(b"2025", b"2999"),
    "unknown country": lambda b, e: b.replace(b"RUS", b"ZZZ").replace(b"RU", b"ZZ").replace(
        b"643", b"7777").replace(b"4621", b"7777").replace(b"344", b"7777").replace(
        b"IND", b"ZZZ").replace(b'"676"', b'"88X"'),
    "empty": lambda b, e: b"",
    "header only": lambda b, e: b.split(b"\n")[0] + b"\n",
    "quote never closed": lambda b, e: b + b'"',
    "random bytes": lambda b, e: bytes((i * 7919 + 13) % 256 for i in range(4096)),
}
# Damage that no layout can read past.
FATAL = {"cut gzip", "wrong delimiter", "10,000 columns", "10,000 more columns", "NUL", "empty",
         "header only", "random bytes", "future", "unknown country"}


class Bad(weir.Case):
    def rows(self):
        if not self.store.exists():
            return 0
        done = self.call("sql", "SELECT count(*) AS n FROM flow", "--csv")
        return int(done.stdout.split()[1]) if done.returncode == 0 else 0

    def damage(self, layout, name):
        text, options, encoding, _, _ = LAYOUTS[layout]
        path = self.write("bad", DAMAGE[name](text.encode(encoding), encoding))
        options = options + (["--period", "2999-01"] if name == "future" and
                             "--period" in options else [])
        done = self.call("ingest", *options, path, timeout=120)
        self.assertIn(done.returncode, (0, 1, 2), f"{layout}, {name}: {done.stderr}")
        if done.returncode:
            self.assertTrue(done.stderr.startswith("weir: "), done.stderr)
            self.assertIn("bad", done.stderr)
        else:
            self.assertNotIn(name, FATAL, f"{layout} took {name}: {done.stdout}")
            self.weir("store", "drop", "1")

    def test_every_layout(self):
        for layout in LAYOUTS:
            for name in DAMAGE:
                with self.subTest(layout=layout, damage=name):
                    self.damage(layout, name)
            with self.subTest(layout=layout):  # what failed left nothing, what did not was dropped
                self.assertEqual(self.rows(), 0)

    def baci(self, *rows):
        return self.write("b.csv", "\n".join(("t,i,j,k,v,q",) + rows) + "\n")

    def test_message_names_the_place(self):
        good = ["2022,156,643,842952,1,1"]
        for row, column, reason in (
                ("2022,156,643,842951,-5,1", "v", "negative value '-5'"),
                ("2022,156,643,842951,1e999,1", "v", "not a number '1e999'"),
                ("2999,156,643,842951,1,1", "t", "period in the future '2999'"),
                ("2022,156,7777,842951,1,1", "j", "unknown area '7777'"),
                ("2022,9999,643,842951,1,1", "i", "unknown area '9999'"),
                ("2022,156,643,84-2,1,1", "k", "not a commodity code '84-2'"),
                ("2022,156,643,842951,,", "v", "no figure in the row"),
                ("2022,156,643,842951,1,-1", "q", "negative weight '-1'")):
            with self.subTest(row):
                message = self.fails("ingest", self.baci(*good, row))
                self.assertIn("b.csv:3: 1 of 2 rows", message)
                self.assertIn(f"'{column}': {reason}", message)
                self.assertIn("hint: --max-rejects", message)
                self.assertEqual(self.rows(), 0)

    def test_rejects_are_kept(self):
        """A row with too many fields, one with too few, and one with a bad figure, among good."""
        rows = [f"2022,156,643,{840000 + i},1,1" for i in range(100)]
        rows[10] += ",extra"
        rows[20] = "2022,156"
        rows[30] = "2022,156,643,842952,many,1"
        self.weir("ingest", self.baci(*rows))
        got = {r["line"]: (r["column"], r["reason"]) for r in self.json("rejects")}
        self.assertEqual(set(got), {12, 22, 32})
        self.assertEqual(got[32], ("v", "not a number 'many'"))
        self.assertEqual(self.rows(), 97)
        lines = self.sql("SELECT line FROM flow WHERE code IN ('840011', '840021', '840031')")
        self.assertEqual([r["line"] for r in lines], [13, 23, 33])

    def test_encoding(self):
        path = self.write("t.csv", "reporter,partner,hs4,period,value_in_euros\n"
                          "DE,RU,8429,202203,1\nDE,Türkei,8429,202203,1\n", "latin1")
        done = self.json("ingest", "--max-rejects", "50", path)[0]
        self.assertIn("not UTF-8 (byte 0xfc in line 3): read as cp1252", done["note"])
        self.assertEqual(self.json("rejects"), [])  # Türkei is known
        self.store.unlink()
        self.fails("ingest", "--encoding", "klingon", path, code=2)
        self.weir("ingest", "--encoding", "latin1", "--max-rejects", "50", path)
        self.assertEqual(self.rows(), 2)

    def test_unknown_layout(self):
        path = self.write("x.csv", "month;country;amount\n1;2;3\n")
        message = self.fails("ingest", path)
        self.assertIn("no known layout has these 3 columns: month, country, amount", message)
        self.assertIn("--map FILE", message)

    def test_service_error(self):
        path = self.write("x.json", '{"statusCode": 429, "message": "Rate limit is exceeded."}')
        self.assertIn("Rate limit is exceeded", self.fails("ingest", path))

    def comtrade(self, **row):
        base = {"typeCode": "C", "freqCode": "A", "period": "2023", "reporterCode": 156, "flowCode": "X",
                "partnerCode": 643, "partner2Code": 0, "classificationCode": "H6", "cmdCode": "842952",
                "customsCode": "C00", "mosCode": "0", "motCode": 0, "primaryValue": 1000}
        return base | row

    def test_truncated_answer(self):
        """An answer that says 500 and holds two was cut on the way; one of 500 is at its limit."""
        rows = [self.comtrade(), self.comtrade(partnerCode=398)]
        path = self.write("trunc.json", json.dumps({"count": 500, "data": rows, "error": ""}))
        self.assertIn("truncated: it says that it has 500 rows, and holds 2", self.fails("ingest", path))
        self.assertEqual(self.rows(), 0)
        self.assertIn("holds fewer", self.call("ingest", "--truncated", path).stderr)
        self.assertEqual(self.rows(), 2)
        self.weir("store", "drop", "1")
        rows = [self.comtrade(cmdCode=str(840000 + i)) for i in range(500)]
        path = self.write("full.json", json.dumps({"count": 500, "data": rows}))
        self.assertIn("exactly 500 rows", self.call("ingest", path).stderr)
        path = self.write("whole.json", json.dumps({"data": rows[:2], "count": 2}).replace("2023", "2022"))
        self.assertEqual(self.call("ingest", path).stderr, "")

    def test_other_classifications(self):
        """SITC 7843, BEC 4200 and services are no codes of the HS."""
        for code, kind, typ, goods in (("S4", "SITC", "C", "7843"), ("B5", "BEC", "C", "4200"),
                                       ("EB10", "EBOPS", "S", "200")):
            rows = [self.comtrade(classificationCode=code, typeCode=typ, cmdCode=goods)]
            path = self.write(f"{kind}.json", json.dumps({"data": rows}))
            self.assertIn(f"a code of {kind}, not of the HS:", self.fails("ingest", path))
        mixed = [self.comtrade(), self.comtrade(classificationCode="S4", cmdCode="7843")]
        self.weir("ingest", "--max-rejects", "50", self.write("mixed.json", json.dumps({"data": mixed})))
        self.assertEqual([r["code"] for r in self.sql("SELECT code FROM flow")], ["842952"])

    def test_groups_of_the_census(self):
        """Groups of countries and totals are set aside; the rows of countries are kept."""
        rows = [["E_COMMODITY", "CTY_CODE", "ALL_VAL_MO", "time"], ["842952", "4621", "100", "2023-01"],
                ["842952", "0003", "7", "2023-01"], ["842952", "1XXX", "8", "2023-01"], ["842952", "-", "9", "2023-01"]]
        self.weir("-q", "ingest", self.write("c.json", json.dumps(rows)))
        got = self.sql("SELECT partner, flags & 60 AS f, value FROM flow ORDER BY value")
        self.assertEqual([tuple(r.values()) for r in got], [(9003, 32, 7), (9003, 32, 8), (0, 32, 9), (643, 0, 100)])

    def test_workbooks(self):
        """A ZIP that is no workbook, a workbook without such a table and a broken one are told apart."""
        def book(**members):
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as z:
                for name, text in members.items():
                    z.writestr(name.replace("__", "/") + ".xml", text)
            return self.write("b.xlsx", out.getvalue())
        sheet = ("<worksheet><sheetData><row><c r='A1' t='inlineStr'><is><t>{}</t></is></c></row></sheetData>"
                 "</worksheet>")
        self.assertIn("a ZIP archive that is no workbook", self.fails("ingest", book(a="x")))
        self.assertIn("no sheet has a table", self.fails("ingest", book(xl__worksheets__sheet1=sheet.format("x"))))
        self.assertIn("not well-formed", self.fails("ingest", book(xl__worksheets__sheet1=sheet.format("x")[:60] + "</x>")))
        bomb = "<!DOCTYPE x [<!ENTITY a 'aaaa'>]>" + sheet.format("&a;")
        self.assertIn("it declares entities", self.fails("ingest", book(xl__worksheets__sheet1=bomb)))
        far = sheet.format("x").replace("A1", "ZZZZZ1")
        self.assertIn("beyond the columns", self.fails("ingest", book(xl__worksheets__sheet1=far)))
        whole = book(xl__worksheets__sheet1=sheet.format("x" * 9999)).read_bytes()
        self.assertIn("b.xlsx", self.fails("ingest", self.write("b.xlsx", whole[:len(whole) // 2])))

    def test_missing_file(self):
        self.assertIn("no.csv", self.fails("ingest", "no.csv"))
        self.fails("ingest", code=2)

    def test_repeats(self):
        path = self.baci("2022,156,643,842952,1,1", "2022,156,643,842952,2,1")
        self.assertIn("stands here and at line 3", self.fails("ingest", path))

    def test_bad_maps(self):
        table = self.baci("2022,156,643,842952,1,1")
        for text, message in (
                ("[map]\nheader = t\nfoo = 1\n", ":3:1: unknown property 'foo'"),
                ("[map]\nheader = t\n[fields]\ncode = k\n", "field 'reporter' is missing"),
                ("[fields]\ncode = k\n", "property 'header' is missing"),
                ("[map]\nheader = zzz\n[fields]\ncode = k\nreporter=i\npartner=j\ndirection='export'"
                 "\nperiod=t\nvalue=v\ncurrency='USD'\n", "no column 'zzz'"),
                ("[map]\nheader = t\n[fields]\ncode = k +\nreporter=i\npartner=j\n"
                 "direction='export'\nperiod=t\nvalue=v\ncurrency='USD'\n", ":4:11: a column, a text, a number or a function is expected here"),
                ("no ini at all\n", ":1: ")):
            with self.subTest(message):
                self.assertIn(message, self.fails("ingest", "--map", self.write("m.map", text),
                                                  table))


weir.main()
