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

    def test_tiers(self):
        """Each family counts once: munitions, tier 1 (854231), tier 4 (845710), other lists, rest."""
        store = self.made("2022-03,RUS,930630,500\n2022-04,RUS,854231,40\n2022-05,RUS,854231,2\n"
                          "2022-04,RUS,845710,7\n2022-04,RUS,842952,9\n2022-04,RUS,080810,3\n"
                          "2022-04,KAZ,854231,1000\n")
        rows = {r["tier"]: r for r in self.json("redline", "RUS", "--by", "tier", store=store)}
        self.assertEqual({k: r["value"] for k, r in rows.items()},
                         {"lethal: munitions group": 500, "high priority, tier 1": 42,
                          "high priority, tier 2": None, "high priority, tier 3": None,
                          "high priority, tier 4": 7, "other control lists": 9,
                          "on no list held here": 3, "whole headings: cannot be told": None})
        self.assertEqual((rows["high priority, tier 1"]["first"],
                          rows["high priority, tier 1"]["last"]), ("2022-04", "2022-05"))
        self.fails("redline", "RUS", "--by", "month", code=2)

    def test_years_beside_months(self):
        """A year is before its months end and after they began, and after all months of the years before."""
        store = self.made("2010-06,RUS,930690,7\n2019-03,RUS,930690,7\n")
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2017,156,643,930630,500,1\n"), store=store)
        row = self.json("redline", "RUS", "--by", "tier", store=store)[0]
        self.assertEqual((row["first"], row["last"]), ("2010-06", "2019-03"))

    def test_tiers_of_headings(self):
        """A chapter all of arms is of the group; of another, lists say nothing: it is not "on no list"."""
        store = self.made("2022-03,RUS,93,480\n2022-03,RUS,8473,600\n2022-03,RUS,080810,3\n")
        rows = {r["tier"]: r["value"] for r in self.json("redline", "RUS", "--by", "tier", store=store)}
        self.assertEqual({k: v for k, v in rows.items() if v is not None},
                         {"lethal: munitions group": 480, "whole headings: cannot be told": 600, "on no list held here": 3})

    def test_sample(self):
        self.assertIn("munitions group to RUS", self.weir("redline", "RUS"))

    def test_called_wrongly(self):
        self.fails("redline", code=2)
        self.fails("redline", "Atlantis")


weir.main()
