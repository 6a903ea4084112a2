"""weir ingest: what it says of a load.  The layouts and bad input have tests of their own."""
import weir


class Ingest(weir.Case):
    def test_summary(self):
        path = self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n")
        row = self.json("ingest", "--vintage", "2024-02-01", path)[0]
        self.assertEqual((row["source"], row["layout"], row["rows_read"], row["rows_kept"]),
                         (1, "baci", 1, 1))
        source = self.json("sources")[0]
        self.assertEqual(source["vintage"], "2024-02-01")
        self.assertEqual(len(source["sha256"]), 64)

    def test_first_file_stays(self):
        """Each file is a load of its own: a bad second one does not undo the first."""
        good = self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n")
        bad = self.write("c.csv", "x,y\n1,2\n")
        self.assertIn("1 of 2 files were loaded", self.fails_with_notes(good, bad))
        self.assertEqual(len(self.json("sources")), 1)

    def fails_with_notes(self, *paths):
        done = self.call("ingest", *paths)
        self.assertEqual(done.returncode, 1)
        return done.stderr

    def test_units_by_number(self):
        """UN Comtrade's files name the unit of a quantity, or give its number alone."""
        head = ("typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
                "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,{}primaryValue\n")
        row = "C,A,2022,52,2022,276,X,398,0,H6,{},C00,0,1000,{},{},{}10000\n"
        named = head.format("qtyUnitAbbr,") + row.format("870323", 5, 5, "u,") + row.format("270900", 7, -1, "N/A,")
        bare = head.format("") + row.format("870324", 6, 5, "") + row.format("842952", 8, 12, "") + row.format(
            "847130", 9, -1, "")
        self.json("ingest", self.write("named.csv", named), self.write("bare.csv", bare))
        rows = self.json("sql", "SELECT code, quantity, unit FROM flow ORDER BY code")
        self.assertEqual([(r["code"], r["quantity"], r["unit"]) for r in rows],
                         [("270900", None, None), ("842952", 8, "m³"), ("847130", None, None), ("870323", 5, "u"),
                          ("870324", 6, "u")])

    def test_more_fields_than_columns(self):
        """What an unquoted comma shifts is no figure; an empty field at the end of each row is none."""
        head = "reporter,partner,year,hs2017,value_usd,net_weight_kg\n"
        wrong = self.fails("ingest", self.write("a.csv", head + "CHN,RUS,2019,842952,3,931,700\n"
                                                "CHN,RUS,2020,842952,5,234,567\n"))
        self.assertIn("a.csv:2: 2 of 2 rows cannot be used", wrong)
        self.assertIn("too many columns", wrong)
        self.weir("ingest", self.write("b.csv", head + "CHN,RUS,2019,842952,3931,700,\nCHN,RUS,2020,842952,5234,567,\n"))
        self.assertEqual(self.json("sql", "SELECT sum(value) AS v FROM flows"), [{"v": 9165}])

    def test_decimal_commas(self):
        """Of 100,123 in a file with semicolons nobody knows whether it is a fraction; 0,500 is no number."""
        for row in ("100,123;5", "100;0,321"):
            wrong = self.fails("ingest", self.write("a.csv", f"t;i;j;k;v;q\n2020;156;643;842952;{row}\n"))
            self.assertIn("not a number", wrong)
        self.weir("ingest", self.write("b.csv", "t;i;j;k;v;q\n2020;156;643;842952;1,100,123;2,500.5\n"))
        self.assertEqual(self.json("sql", "SELECT value AS v, net_weight AS w FROM flows"),
                         [{"v": 1100123000, "w": 2500500}])
        self.assertIn("not a number '0,500'", self.fails(
            "ingest", self.write("c.csv", 'reporter,partner,year,hs2017,value_usd,net_weight_kg\n'
                                          'CHN,RUS,2019,842951,"0,500",1\n')))

    def test_the_world_twice(self):
        """A file that holds its rows of the World, or of all goods, twice is refused as any other is."""
        for partner, code in ((0, "842952"), (643, "TOTAL")):
            rows = f"A,2020,156,X,{partner},{code},100\n"
            wrong = self.fails("ingest", self.write("a.csv", "freqCode,period,reporterCode,flowCode,partnerCode,cmdCode,"
                                                    "primaryValue\n" + 2 * rows))
            self.assertIn(f"a.csv:2: the same cell (code {code}) stands here and at line 3", wrong)

    def test_called_wrongly(self):
        path = self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n")
        for options in (["--flow", "sideways"], ["--period", "soon"], ["--vintage", "today"],
                        ["--max-rejects", "lots"], ["--no-such"], ["--flow"]):
            self.fails("ingest", path, *options, code=2)
        self.assertFalse(self.store.exists())


weir.main()
