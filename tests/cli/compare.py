"""weir compare on the sample, against the analysis of V. Zemlys-Balevicius (January 2023)."""
import weir

MONTHS = ["--period", "2022-03..2022-11", "--with", "2021-03..2021-11"]


class Compare(weir.SampleCase):
    def rows(self, *options):
        return {r["key"]: r for r in self.json("compare", *options)}

    def test_published(self):
        """Billion EUR: RU 25.78 -> 7.33 (-71.6 %), the neighbours 4.45 -> 8.67 (+94.6 %)."""
        rows = self.rows("--from", "EU27", "--to", "RUS,ARM,BLR,GEO,KGZ,KAZ,UZB", *MONTHS)
        want = {"RUS": (25.78, 7.33), "ARM": (0.15, 0.66), "BLR": (1.95, 2.34), "GEO": (0.43, 0.96),
                "KGZ": (0.06, 0.48), "KAZ": (1.38, 3.37), "UZB": (0.48, 0.86)}
        self.assertEqual({k: (round(r["value_with"] / 1e9, 2), round(r["value"] / 1e9, 2))
                          for k, r in rows.items()}, want)
        self.assertEqual(round((rows["RUS"]["ratio"] - 1) * 100, 1), -71.6)
        near = [r for k, r in rows.items() if k != "RUS"]
        ratio = sum(r["value"] for r in near) / sum(r["value_with"] for r in near)
        self.assertEqual(round((ratio - 1) * 100, 1), 94.6)
        self.assertEqual(rows["RUS"]["currency"], "EUR")

    def test_order(self):
        """What rose most from China, chapters 84 to 87, 2021 to 2023."""
        rows = self.json("compare", "--from", "CHN", "--to", "RUS", "--code", "84,85,86,87",
                         "--period", "2023", "--with", "2021", "--by", "family")
        self.assertEqual([r["key"] for r in rows[:5]],
                         ["870323", "870322", "870120", "870423", "842952"])
        self.assertAlmostEqual(rows[4]["ratio"], 3.74, places=2)
        self.assertEqual(rows, sorted(rows, key=lambda r: -r["difference"]))

    def test_groups(self):
        rows = self.rows("--from", "CHN", "--to", "RUS", "--period", "2023", "--with", "2021",
                         "--by", "group")
        self.assertGreater(rows["heavy trucks"]["ratio"], 10)
        self.assertGreater(rows["construction"]["ratio"], 2.5)

    def test_basket_does_not_rise(self):
        options = ["compare", "--from", "CHN", "--to", "RUS", "--list", "chpl", "--period", "2023",
                   "--with", "2021", "--by", "exporter"]
        self.assertAlmostEqual(self.json(*options)[0]["ratio"], 0.98, places=2)
        self.assertIn("does not rise", self.weir(*options))

    def test_chapters_and_lists_narrow(self):
        all_of = self.rows("--from", "EU27", "--to", "RUS", *MONTHS, "--by", "chapter")
        some = self.rows("--from", "EU27", "--to", "RUS", *MONTHS, "--by", "chapter", "--list",
                         "chpl:1")
        self.assertEqual(set(some), {"85"})
        self.assertLess(some["85"]["value_with"], all_of["85"]["value_with"])

    def test_what_is_missing(self):
        rows = self.rows("--from", "EU27", "--to", "KAZ", "--period", "2022-10..2023-01", "--with",
                         "2021-10..2022-01")
        self.assertEqual((rows["KAZ"]["periods"], rows["KAZ"]["periods_with"]), (2, 4))
        self.assertGreater(rows["KAZ"]["gaps"], 0)

    def test_unequal_periods_are_named(self):
        text = self.weir("compare", "--from", "EU27", "--to", "KAZ", "--period", "2022", "--with",
                         "2021")
        self.assertIn("beware: 1 row has figures for more periods on one side", text)

    def test_called_wrongly(self):
        self.fails("compare", "--from", "EU27", "--to", "RUS", code=2)
        self.fails("compare", "--from", "EU27", "--to", "RUS", "--period", "2022", "--with",
                   "2021-03", code=2)
        self.fails("compare", "--from", "EU27", "--to", "RUS", *MONTHS, "--by", "weekday", code=2)
        self.assertIn("re-export", self.fails("compare", "--to", "RUS", *MONTHS, "--flow", "foo",
                                              code=2))
        self.assertIn("no list 'foo'", self.fails("compare", "--to", "RUS", *MONTHS, "--list", "foo",
                                                  code=2))


weir.main()
