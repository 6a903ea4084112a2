"""weir store: info and drop."""
import weir


class Store(weir.Case):
    def test_info_and_drop(self):
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n"))
        info = {r["key"]: r["value"] for r in self.json("store", "info")}
        self.assertEqual((info["sources"], info["flow rows"], info["years"]),
                         ("1", "1", "2022 to 2022"))
        self.weir("store", "drop", "1")
        info = {r["key"]: r["value"] for r in self.json("store")}
        self.assertEqual((info["sources"], info["flow rows"]), ("0", "0"))
        self.assertIn("holds no flows", self.fails("surge", "--to", "RUS"))

    def test_called_wrongly(self):
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n"))
        self.fails("store", "drop", code=2)
        self.fails("store", "drop", "x", code=2)
        self.fails("store", "burn", code=2)
        self.assertIn("no source 7", self.fails("store", "drop", "7"))


weir.main()
