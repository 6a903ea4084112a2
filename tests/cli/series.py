"""weir series on the sample: figures published in BACI and computed from Eurostat's extract."""
import re

import weir


class Series(weir.SampleCase):
    def points(self, *options):
        return {p["period"]: p for p in self.json("series", *options)["points"]}

    def test_excavators(self):
        """China to Russia, 842952, million USD: 93.4 165.8 171.3 158.4 317.4 761.2 1187.5."""
        answer = self.json("series", "--from", "CHN", "--to", "RUS", "--code", "842952")
        self.assertEqual([round(p["value"] / 1e6, 1) for p in answer["points"]],
                         [93.4, 165.8, 171.3, 158.4, 317.4, 761.2, 1187.5])
        self.assertEqual([p["period"] for p in answer["points"]], [str(y) for y in range(2017, 2024)])
        self.assertAlmostEqual(answer["points"][5]["ratio"], 2.40, places=2)
        s = answer["series"]
        self.assertEqual((s["exporter"], s["importer"], s["flow"], s["family"], s["currency"],
                          s["valuation"], s["reporter"]),
                         ("CHN", "RUS", "export", "842952", "USD", "FOB", "CEPII, who reconciles both reports (BACI)"))

    def test_a_sum_without_one_of_its_parts_is_partial(self):
        """Norway has not reported after 2022: what Switzerland alone sold since is no fall by half."""
        rows = ["month,from,hs,value_usd"] + [f"{2021 + m // 12}-{m % 12 + 1:02},{who},842952,1000"
                                              for who, n in (("CHE", 30), ("NOR", 24)) for m in range(n)]
        layout = ("[map]\ntitle = made\nheader = month from hs value_usd\n[fields]\ncode = hs\nreporter = from\n"
                  "partner = 'RUS'\ndirection = 'export'\nperiod = month\nvalue = value_usd\ncurrency = 'USD'\n")
        store = self.dir / "two.weir"
        self.weir("-q", "ingest", "--map", self.write("m.map", layout), self.write("m.csv", "\n".join(rows) + "\n"),
                  store=store)
        asked = ("series", "--from", "CHE,NOR", "--to", "RUS", "--code", "842952")
        points = self.json(*asked, store=store)["points"]
        self.assertEqual([(p["status"], p["value"], p["ratio"]) for p in points[23:25]],
                         [("reported", 2000, 1), ("incomplete", 1000, None)])
        alone = self.json("series", "--from", "CHE", *asked[3:], store=store)["points"]
        self.assertEqual((alone[24]["status"], alone[24]["ratio"]), ("reported", 1))
        years = self.json(*asked, "--by", "year", store=store)["points"]
        self.assertEqual([(p["status"], p["value"]) for p in years],
                         [("reported", 24000), ("reported", 24000), ("partial", 6000)])

    def test_months_and_years_together_by_year(self):
        """India reports months, China's figures are of years: by year both are added, else it is said."""
        asked = ("--from", "CHN,IND", "--to", "RUS", "--code", "842952")
        both = {p["period"]: (p["status"], p["value"]) for p in self.json("series", *asked, "--by", "year")["points"]}
        one = {who: {p["period"]: p["value"] for p in self.json("series", "--from", who, *asked[2:], "--by", "year")["points"]}
               for who in ("CHN", "IND")}
        self.assertAlmostEqual(both["2023"][1], one["CHN"]["2023"] + one["IND"]["2023"], delta=1)
        self.assertEqual((both["2023"][0], both["2024"][0]), ("reported", "incomplete"))
        self.assertIn("1 series of another frequency was left out (--by year takes both)", self.weir("series", *asked))

    def test_areas_by_any_name(self):
        want = self.weir("series", "--from", "CHN", "--to", "RUS", "--code", "842952", "--csv")
        for china, russia in (("CN", "RU"), ("156", "643"), ("China", "Russian Federation")):
            self.assertEqual(self.weir("series", "--from", china, "--to", russia, "--code",
                                       "842952", "--csv"), want)

    def test_families_run_through_revisions(self):
        """870120 was split into 870121..29 in 2022, 851712 into 851713 and 851714: any of the
        codes asks for the whole family."""
        for codes in (("870120", "870121", "870129"), ("851712", "851713", "851714")):
            answers = [self.json("series", "--from", "IND" if codes[0][:2] == "85" else "CHN",
                                 "--to", "RUS", "--code", c) for c in codes]
            self.assertEqual(answers[0]["points"], answers[1]["points"])
            self.assertEqual(answers[0]["points"], answers[2]["points"])
            self.assertLessEqual(set(codes), set(answers[0]["series"]["codes"]))

    def test_no_false_start_in_2022(self):
        """The extract holds the codes of 2023 only: before 2022 it does not cover these families,
        which is not a zero."""
        for code in ("851713", "870121"):
            points = self.points("--from", "EU27", "--to", "KAZ", "--code", code)
            self.assertEqual({p["status"] for k, p in points.items() if k < "2022"},
                             {"not_covered"})
            self.assertTrue(all(p["value"] is None for k, p in points.items() if k < "2022"))
            self.assertEqual(points["2022-03"]["status"], "reported")

    def test_years(self):
        points = self.points("--from", "EU27", "--to", "KAZ", "--code", "870323", "--by", "year")
        months = self.points("--from", "EU27", "--to", "KAZ", "--code", "870323")
        self.assertEqual([p["status"] for p in points.values()], ["reported", "reported", "partial"])
        self.assertEqual(points["2021"]["value"],
                         sum(p["value"] for k, p in months.items() if k[:4] == "2021"))
        self.assertIsNone(points["2022"]["ratio"])

    def test_weight_and_unit_value(self):
        kg = self.points("--from", "CHN", "--to", "RUS", "--code", "842952", "--weight")
        usd = self.points("--from", "CHN", "--to", "RUS", "--code", "842952")
        per_kg = self.points("--from", "CHN", "--to", "RUS", "--code", "842952", "--unit-value")
        self.assertAlmostEqual(per_kg["2023"]["value"], usd["2023"]["value"] / kg["2023"]["value"],
                               places=6)

    def test_law(self):
        """The column says of each period what weir status says of its last day; the shares add up."""
        points = self.points("--from", "CHN", "--to", "RUS", "--code", "842952")
        self.assertEqual(points["2023"]["law"], "listed, not binding")  # EU, 10th package
        points = self.points("--from", "EU27", "--to", "RUS", "--code", "854231")
        # by no list of the Union, but its dual-use list (for the military, since August 2014) has no codes
        self.assertEqual(points["2021-06"]["law"], "cannot tell")
        self.assertEqual(points["2022-01"]["law"], "cannot tell")
        self.assertEqual(points["2022-02"]["law"], "cannot tell")
        self.assertEqual(points["2022-06"]["law"], "cannot tell")
        self.assertEqual(points["2022-10"]["law"], "prohibited")  # Annex VII Part B, 2022-10-07
        text = self.weir("series", "--from", "EU27", "--to", "RUS", "--list", "chpl")
        said, = re.findall(r"by law on the last day of each month or year, of .*", text)
        shares = [float(x) for x in re.findall(r"([\d.]+) %", said.split(";")[0])]
        self.assertAlmostEqual(sum(shares), 100, delta=1)
        # Canada listed them in May 2022: 761.2 M of 2,855.0 M were sent in that year
        self.assertIn("; 26.7 % in those within which it changed",
                      self.weir("series", "--from", "CHN", "--to", "RUS", "--code", "842952"))

    def test_not_there_is_not_zero(self):
        message = self.fails("series", "--from", "CHN", "--to", "RUS", "--code", "999999")
        self.assertIn("no source", message)
        self.assertIn("not a zero", message)
        self.fails("series", "--from", "CHN", "--to", "DEU", "--code", "842952")
        self.assertIn("did you mean China", self.fails("series", "--from", "Chna", "--to", "RUS",
                                                       "--code", "842952"))

    def test_called_wrongly(self):
        self.fails("series", "--from", "CHN", "--to", "RUS", code=2)
        self.assertIn("leading zero", self.fails("series", "--from", "CHN", "--to", "RUS", "--code",
                                                 "10620", code=2))
        self.fails("series", "--from", "CHN", "--to", "RUS", "--code", "x'; DROP", code=2)
        self.fails("series", "--from", "CHN", "--to", "RUS", "--code", "842952", "--by", "moon",
                   code=2)

    def test_text(self):
        text = self.weir("series", "--from", "CHN", "--to", "RUS", "--code", "842952")
        self.assertIn("CHN to RUS, family 842952", text)
        self.assertIn("|▁▂▂▂▃▆█|", text)
        self.assertIn("vintage", text)


weir.main()
