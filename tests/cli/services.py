"""weir services: the table of what can be fetched, and a user's own rows in it."""
import csv
import io

import weir


class Services(weir.Case):
    def table(self, *args):
        return {r["service"]: r for r in csv.DictReader(io.StringIO(self.weir("services", *args, "--csv")))}

    def test_built_in(self):
        rows = self.table()
        for name in ("comtrade", "comtrade-preview", "comext", "census-export", "comexstat-export", "ecb", "gacc", "un",
                     "eu", "uk", "canada", "switzerland", "bis", "opensanctions", "ofac-sdn"):
            self.assertIn(name, rows)
        self.assertEqual((rows["comtrade"]["cap"], rows["comtrade"]["calls_day"]), ("100000", "500"))
        self.assertEqual(rows["comtrade-preview"]["cap"], "500")
        self.assertTrue(all(r["address"].startswith("https://") for r in rows.values() if r["kind"] != "guide"))

    def test_own_rows(self):
        """What --csv prints may be changed and read again: a premium key has a higher cap."""
        before = self.table()
        changed = self.weir("services", "--csv").replace(",100000,500,", ",250000,500,")
        after = self.table("--services", self.write("own.csv", changed))
        self.assertEqual(after["comtrade"]["cap"], "250000")
        self.assertEqual({k: v for k, v in after.items() if "comtrade" not in k},
                         {k: v for k, v in before.items() if "comtrade" not in k})

    def test_faults(self):
        for text, said in [("a,b\n1,2\n", "no table of services"),
                           ("service,kind,address\nx,lists,https://example.org\n", "s.csv:2: kind 'lists'"),
                           ("service,kind,address\nx,list,\n", "s.csv:2: a service without"),
                           ("service,kind,address,pause_ms\nx,list,https://example.org,-1\n", "s.csv:2: pause_ms"),
                           ("service,kind,address,first\nx,list,https://example.org,soon\n", "s.csv:2: first")]:
            self.assertIn(said, self.fails("services", "--services", self.write("s.csv", text)))


if __name__ == "__main__":
    weir.main()
