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

    def test_called_wrongly(self):
        path = self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n")
        for options in (["--flow", "sideways"], ["--period", "soon"], ["--vintage", "today"],
                        ["--max-rejects", "lots"], ["--no-such"], ["--flow"]):
            self.fails("ingest", path, *options, code=2)
        self.assertFalse(self.store.exists())


weir.main()
