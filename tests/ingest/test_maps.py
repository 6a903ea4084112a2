"""Mapping files: what a field may say, and that nothing of a map is lost in silence."""
import weir

HEAD = "[map]\nheader = land code month value\n[fields]\nreporter = 'CHN'\ndirection = 'export'\n"
REST = "partner = land\ncode = code\nperiod = month\ncurrency = 'USD'\n"
ROWS = ("land,code,month,value,weight,unit,note\n"
        "RUS,842952,2023-01,100000,5.5,t,a;b\n"
        "RUS,842959,2023-01,\"1,234\",7,kg,x\n")


class Maps(weir.Case):
    def load(self, fields, head=HEAD, rest=REST, rows=ROWS):
        return self.call("ingest", "--json", "--map", self.write("m.map", head + rest + fields),
                         self.write("t.csv", rows))

    def values(self, fields, what="value", rows=ROWS):
        done = self.load(fields, rows=rows)
        self.assertEqual(done.returncode, 0, done.stderr)
        out = [row[what] for row in self.sql(f"SELECT {what} FROM flow ORDER BY line")]
        self.store.unlink()
        return out

    def refused(self, fields, message, **how):
        done = self.load(fields, **how)
        self.assertEqual(done.returncode, 1, done.stdout + done.stderr)
        self.assertIn(message, done.stderr)
        self.assertFalse(self.store.exists() and self.sql("SELECT 1 FROM source"))

    def test_expressions(self):
        for text, expected in (
                ("value", [100000, 1234]),
                ("CASE code WHEN '842952' THEN value ELSE '7' END", [100000, 7]),
                ("CASE WHEN code = '842952' AND NOT note IS NULL THEN 5 ELSE 3 * 4 END", [5, 12]),
                ("number(value) * 2 + 1", [200001, 2469]),
                ("abs(-number(value))", [100000, 1234]),
                ("TRY_CAST(replace(value, ',', '') AS double) / 2", [50000, 617]),
                ("CASE WHEN code IN ('842959', 'x') THEN 1 WHEN weight BETWEEN '1' AND '6' THEN 2 END",
                 [2, 1]),
                ("regexp_extract(note || '9', '[0-9]+')", [9, 9]),
                ('CASE WHEN "note" <> \'x\' THEN length(note) ELSE 0 END', [3, 0]),
                ("coalesce(nullif(unit, 't'), '4')[", None),
                ("CASE WHEN starts_with(code, '84295') THEN\n    CASE unit\n    WHEN 't' THEN 1\n"
                 "; a remark\n    ELSE 2 END\n    END", [1, 2])):
            with self.subTest(text):
                if expected is None:
                    self.refused(f"value = {text}\n", "the expression ends here, not '['")
                else:
                    self.assertEqual(self.values(f"value = {text}\n"), expected)

    def test_wide(self):
        """Japan's layout: a column for each month and measure; an empty cell is no row, a line keeps its number."""
        head = ("[map]\nheader = HS Country Value-Year\nwide = v:Value-* q:Quantity2-*\n[fields]\n"
                "reporter = 'JPN'\ndirection = 'export'\npartner = Country\ncode = HS\n")
        rest = ("period = Year || '-' || wide\nvalue = v\nvalue_scale = 1000\ncurrency = 'JPY'\nquantity = q\n"
                "unit = 'u'\n")
        rows = ("Year,HS,Country,Quantity2-Year,Value-Year,Quantity2-Jan,Value-Jan,Quantity2-Feb,Value-Feb\n"
                "2023,842952,RUS,3,90,1,40,2,50\n"
                "2023,842959,KAZ,1,20,1,20,,\n"
                "2023,842959,Atlantis,1,20,1,20,,\n")
        done = self.load("", head, rest, rows)
        self.assertIn("t.csv:4: 2 of 5 rows cannot be used", done.stderr)
        done = self.call("ingest", "--max-rejects", "50", "--map", self.dir / "m.map", self.dir / "t.csv")
        self.assertEqual(done.returncode, 0, done.stderr)
        got = self.sql("SELECT line, period, partner_name AS p, value, quantity FROM flows ORDER BY line, period")
        self.assertEqual([tuple(r.values()) for r in got],
                         [(2, 202301, "Russian Federation", 40000, 1), (2, 202302, "Russian Federation", 50000, 2),
                          (3, 202301, "Kazakhstan", 20000, 1)])
        self.assertEqual([(r["line"], r["reason"]) for r in self.json("rejects")],
                         [(4, "unknown area 'Atlantis'")] * 2)
        self.store.unlink()
        self.refused("", "no column 'Preis-*' names a month or year", head=head.replace("v:Value", "v:Preis"),
                     rest=rest, rows=rows)
        self.refused("", "'v:Value' is no wide column", head=head.replace("v:Value-*", "v:Value"), rest=rest, rows=rows)
        self.refused("", "a column of the file is called 'Year'", head=head.replace("v:", "Year:"),
                     rest=rest.replace("value = v", "value = Year"), rows=rows)

    def test_numbers_of_an_office(self):
        """160 is China in Brazil's table of countries, 676 Russia; a scheme that is none is named."""
        head = HEAD.replace("[fields]", "areas = comexstat\n[fields]")
        done = self.load("value = value\n", head, rows=ROWS.replace("RUS", "676"))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual({r["partner"] for r in self.sql("SELECT partner FROM flow")}, {643})
        self.store.unlink()
        self.refused("value = value\n", "areas are not written as 'klingon' anywhere",
                     head=HEAD.replace("[fields]", "areas = klingon\n[fields]"))

    def test_periods_in_words(self):
        for month in ("Aug. 2024", "August 2024", "2024-Aug", "2024-08", "2024M08", "2024-M08", "202408"):
            self.assertEqual(self.values("value = value\n", "period", rows=ROWS.replace("2023-01", month)),
                             [202408, 202408], month)
        self.refused("value = value\n", "not a month or year 'Augury 20'", rows=ROWS.replace("2023-01", "Augury 20"))
        self.refused("value = value\n", "not a month or year 'Xyz 2024'", rows=ROWS.replace("2023-01", "Xyz 2024"))

    def test_long_lines(self):
        """A CASE behind 200 bytes once lost its end: 100,000 became 100."""
        text = "CASE WHEN unit = 'none" + "x" * 160 + "' THEN '1' ELSE value END"
        self.assertGreater(len(text), 200)
        self.assertEqual(self.values(f"value = {text}\n"), [100000, 1234])
        self.assertEqual(self.values("value = CASE unit WHEN 't' THEN\n   '55'\n\n"
                                     .replace("\n\n", "\n   ELSE value END\n")), [55, 1234])

    def test_dates(self):
        rows = ROWS.replace("2023-01", "Jan-2023")
        fields = "value = value\n"
        rest = REST.replace("= month", "= strftime(try_strptime(month, '%b-%Y'), '%Y-%m')")
        done = self.load(fields, rest=rest, rows=rows)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.sql("SELECT DISTINCT period FROM flow"), [{"period": 202301}])

    def test_rejects_name_the_columns(self):
        done = self.load("value = value\nnet_weight = weight\n",
                         rows=ROWS + "RUS,842951,2023-01,5,heavy,t,\n")
        self.assertIn("line", done.stderr + "line")
        self.assertIn("'weight': not a number 'heavy'", done.stderr)

    def test_files_of_the_machine(self):
        """A map reads the rows it is given and nothing else, whatever it is disguised as."""
        secret = self.write("secret.csv", "word\nhidden\n")
        for text in (f"(from'{secret}')", f"(from\t'{secret}')", f"(from(table\t'{secret}'))",
                     f"(table '{secret}')", f"(SELECT word FROM '{secret}')",
                     f"(FROM read_csv('{secret}'))", f"read_text('{secret}')",
                     f"list_extract(glob('{secret}'), 1)", f'(FROM "{secret}")',
                     f"(VALUES (1))", "getenv('HOME')", "current_setting('home_directory')",
                     "repeat('x', 300000000)", "lpad('x', 300000000, 'y')", "range(1000000000)",
                     "list_sum([1, 2])", "{'a': 1}", "value; DROP TABLE source", "value -- x",
                     "value /* x */", "row_number() OVER ()", "value::DOUBLE", "$path", "$1", "?",
                     "lambda x: x", "x -> x", "value LIKE '%%%%'", "replace(value, '1', '22')",
                     "replace(value, '''', 'ab')", "replace(value, land, code)",
                     "regexp_matches(value, land)", "'never closed", '"never closed', '""',
                     "value value", "CASE WHEN 1 THEN 2", "(value", "value)", "upper()",
                     "upper(value, value)", "1e", "12x", "TRY_CAST(value AS blob)", "", "  "):
            with self.subTest(text):
                self.refused(f"value = {text}\n", "m.map:10:")

    def test_bounds(self):
        self.refused("value = " + "(" * 3000 + "1" + ")" * 3000 + "\n", "nested too deep")
        self.refused("value = " + "CASE " * 1500 + "\n", "nested too deep")
        self.refused("value = " + "-" * 5000 + "1\n", "m.map:10:")
        self.refused("value = '" + "x" * 9000 + "'\n", "more than 8000 bytes")
        self.refused("value = concat(" + ",".join(["value"] * 17) + ")\n", "16 at most")
        self.refused("value = concat_ws(value, 'a', 'b')\n", "concat_ws takes a 'text' here")
        self.refused("value = " + " || ".join(["value"] * 101) + "\n", "too many times")
        self.refused("title = " + "x" * 70000 + "\n", "longer than 65536 bytes")

    def test_nothing_lost(self):
        for text, message in (
                ("value = value\nvalue = '1'\n", ":11:1: 'value' is said a second time, first in line "
                                                 "10"),
                ("value = value\ncode = code\n", "said a second time, first in line 7"),
                ("value = value\n[map]\ntitle = x\ntitle = y\n", ":13:1: 'title' is said a second"),
                ("value = value\nweight = weight\n", ":11:1: unknown field 'weight'"),
                ("value = value\n[more]\n", ":11:1: unknown section '[more]'"),
                ("value = value\nvaluation\n", ":11:1: not a 'key = value' line"),
                ("value = value\n\n  and more\n", ":12:1: this line goes on with no value"),
                ("value = nowhere\n", "no column 'nowhere'"),
                ("value = value\n\0", "NUL")):
            with self.subTest(text):
                self.refused(text, message)
        self.refused("value = value\n", "':1:1" [1:], head="x = 1\n" + HEAD)

    def test_help_names_every_function(self):
        text = self.weir("help", "maps")
        source = (weir.SOURCE / "src/ingest/map/expression.c").read_text()
        table = source[source.index("functions[] = {"):source.index("static const char *const types")]
        names = [line.split('"')[1] for line in table.splitlines() if line.strip().startswith('{"')]
        self.assertGreater(len(names), 20)
        for name in names:
            self.assertIn(name, text)


weir.main()
