"""weir redline on the sample and on made flows."""
import weir

MAP = ("[map]\ntitle = Made\nheader = month country hs value_usd\n[fields]\ncode = hs\n"
       "reporter = 'CHE'\npartner = country\ndirection = 'export'\nperiod = month\n"
       "value = value_usd\ncurrency = 'USD'\n")


class Redline(weir.SampleCase):
    def made(self, rows):
        store = self.dir / "made.weir"
        self.weir("ingest", "--map", self.write("m.map", MAP),
                  self.write("made.csv", "month,country,hs,value_usd\n" + rows), store=store)
        return store

    def test_reported(self):
        store = self.made("2022-03,RUS,930630,500\n2022-04,RUS,930630,700\n2022-04,RUS,842952,9\n"
                          "2022-04,KAZ,930200,1000\n2022-04,RUS,890690,5\n")
        rows = self.json("redline", "RUS", store=store)
        self.assertEqual([(r["exporter"], r["code"], r["value"], r["first"], r["last"])
                          for r in rows], [("CHE", "930630", 1200, "202203", "202204")])
        self.assertEqual([r["code"] for r in self.json("redline", "KAZ", store=store)], ["930200"])

    def test_nothing_reported(self):
        store = self.made("2022-03,RUS,842952,500\n2022-04,KAZ,930200,1000\n")
        self.assertEqual(self.json("redline", "RUS", store=store), [])
        text = self.weir("redline", "RUS", store=store)
        self.assertIn("nothing was reported", text)
        self.assertIn("not that nothing was sent", text)

    def test_cannot_tell(self):
        """Figures without any goods of the group to anyone cannot show that none were sent."""
        store = self.made("2022-03,RUS,842952,500\n2022-04,RUS,842952,1000\n")
        self.assertIn("cannot tell", self.weir("redline", "RUS", store=store))

    def test_sample(self):
        self.assertIn("munitions group to RUS", self.weir("redline", "RUS"))

    def test_called_wrongly(self):
        self.fails("redline", code=2)
        self.fails("redline", "Atlantis")


weir.main()
