"""An absence is never shown as a number: what is not there is said, and what was read in its place."""
import weir

YEARS = "reporter,partner,year,hs2017,value_usd,net_weight_kg\n"
MONTHS = "reporter,partner,period,hs6_as_published,value_usd\n"


def months(exporter, first, last, value=1000, importer="RUS"):
    return "".join(f"{exporter},{importer},{y}-{m:02},842952,{value}\n" for y in range(first // 100, last // 100 + 1)
                   for m in range(1, 13) if first <= y * 100 + m <= last)


class Absence(weir.Case):
    def load(self, name, text, *options):
        self.weir("-q", "ingest", self.write(name, text), *options)

    def compare(self, *words):
        return self.json("compare", "--to", "RUS", "--period", "2023", "--with", "2021", *words)

    def test_one_file_hides_no_years(self):
        """Seven years of one file, and one month of another: the years answer for years."""
        self.load("years.csv", YEARS + "".join(f"CHN,RUS,{y},842952,{y * 1000},5\n" for y in range(2017, 2024)))
        before = self.compare("--from", "CHN")
        self.assertEqual([before[0]["value"], before[0]["value_with"]], [2023000, 2021000])
        surge = self.weir("surge", "--from", "CHN", "--to", "RUS")
        self.load("month.csv", MONTHS + "CHN,RUS,2024-03,842952,77\n")
        after = self.compare("--from", "CHN")
        self.assertEqual([after[0][k] for k in ("value", "value_with", "periods")], [2023000, 2021000, 1])
        self.assertIn("1 flow is read by year: the months that are there cover less", after[0]["notes"])
        self.assertEqual(surge.splitlines()[1], self.weir("surge", "--from", "CHN", "--to", "RUS").splitlines()[1])
        got = self.json("compare", "--from", "CHN", "--to", "RUS", "--period", "2024-03", "--with", "2024-03")
        self.assertEqual(got[0]["value"], 77)
        self.assertEqual(len(self.json("series", "--from", "CHN", "--to", "RUS", "--code", "842952")["points"]), 7)
        got = self.json("series", "--from", "CHN", "--to", "RUS", "--code", "842952", "--freq", "month")
        self.assertEqual([p["value"] for p in got["points"]], [77])
        self.fails("series", "--from", "CHN", "--to", "RUS", "--code", "842952", "--freq", "week", code=2)

    def test_months_that_cover_are_read(self):
        """Where both answer whole, months are read, as ever; two years of months are enough."""
        self.load("years.csv", YEARS + "".join(f"IND,RUS,{y},842952,5,5\n" for y in range(2015, 2024)))
        self.load("months.csv", MONTHS + months("IND", 202101, 202312))
        self.assertEqual([self.compare("--from", "IND")[0][k] for k in ("value", "periods")], [12000, 12])
        self.assertEqual(len(self.json("series", "--from", "IND", "--to", "RUS", "--code", "842952")["points"]), 36)
        got = self.json("compare", "--from", "IND", "--to", "RUS", "--period", "2016", "--with", "2015")
        self.assertEqual((got[0]["value"], got[0]["periods"]), (5, 1))

    def test_nothing_is_no_zero(self):
        self.load("months.csv", MONTHS + months("IND", 202301, 202312))
        text = self.weir("compare", "--from", "IND", "--to", "RUS", "--period", "2023", "--with", "2021")
        self.assertIn("12,000, compared with no figures of 2021\n", text)
        self.assertNotIn("compared with 0.0 M", text)
        self.assertIn("no figures of 2019, nor of 2018",
                      self.fails("compare", "--from", "IND", "--to", "RUS", "--period", "2019", "--with", "2018"))

    def test_who_has_no_figures(self):
        """Of a group some members do not report: they are named, and a claim about it cannot be told."""
        self.load("months.csv", MONTHS + months("DEU", 202101, 202312) + months("JPN", 202101, 202312))
        notes = self.compare("--from", "G7")[0]["notes"]
        self.assertIn("no source has figures of CAN, FRA, ITA, GBR, USA", notes)
        notes = self.compare("--from", "DEU")[0]["notes"]
        self.assertFalse(notes and "no source" in notes)
        claim = ("claims:\n- id: x\n  sentence: s\n  tests:\n  - {kind: level, from: G7, to: RUS, code: 842952, "
                 "period: 2023, says: 24 thousand USD}\n")
        got = self.json("claim", "check", self.write("c.yaml", claim))[0]
        self.assertEqual(got["verdict"], "cannot_tell")
        self.assertTrue(any("no source has figures of CAN" in r for r in got["reasons"]))

    def test_the_union_stands_for_its_members_where_it_is_asked(self):
        """The Union reports as one area: it has no figures of Germany alone, nor of three of the G7."""
        union = "reporter,partner,period,hs6,value_eur\n" + "".join(
            f"EU,RUS,{y}-{m:02},842952,5\n" for y in (2021, 2023) for m in range(1, 13))
        self.load("union.csv", union)
        self.load("months.csv", MONTHS + months("IND", 202101, 202312))
        self.assertIn("no source has figures of DEU, HRV:", self.compare("--from", "DEU,HRV,IND")[0]["notes"])
        self.assertIn("no source has figures of CAN, FRA, DEU, ITA, JPN, GBR, USA:",
                      self.compare("--from", "G7,IND")[0]["notes"])
        notes = self.compare("--from", "EU27,IND")[0]["notes"]
        self.assertFalse(notes and "no source" in notes)

    def test_stopped(self):
        """An office that is years behind the others of its layout has stopped; that is no end of trade."""
        self.load("months.csv", MONTHS + months("IND", 202001, 202412) + months("TUR", 202001, 202201)
                  + months("CHN", 202001, 202410))
        def statuses(exporter):
            got = self.json("series", "--from", exporter, "--to", "RUS", "--code", "842952")
            return [p["status"] for p in got["points"]], got["notes"]
        points, notes = statuses("TUR")
        self.assertEqual(points, ["reported"] * 25 + ["no_longer_published"] * 35)
        self.assertTrue(any("nothing is published after 2022-01, while others" in n for n in notes))
        points, notes = statuses("CHN")
        self.assertEqual(points[-2:], ["not_yet_published"] * 2)
        self.assertFalse(any("nothing is published" in n for n in notes))

    def test_a_revision_before_the_tables(self):
        """Phones were 852520 until 2006, and 851712 since: neither began or ended, though no table held goes back."""
        rows = [(f, u, c) for c, f, u in (("852520", 2004, 2006), ("852540", 2004, 2012), ("851730", 2004, 2012),
                                          ("851712", 2007, 2012))]
        self.load("phones.csv", MONTHS + "".join("".join(months("TUR", f * 100 + 1, u * 100 + 12)).replace("842952", c)
                                                 for f, u, c in rows))
        got = self.json("series", "--from", "TUR", "--to", "RUS", "--code", "852520", "--by", "year")["points"]
        self.assertEqual([p["status"] for p in got], ["reported"] * 3 + ["not_covered"] * 6)
        found = self.json("changepoints", "--from", "TUR", "--to", "RUS", "--code", "851712")["readings"]
        self.assertEqual([r for r in found if r["kind"] in ("new", "ended")], [])

    def test_weights_that_are_not_stated(self):
        """Cars without a weight beside wine with one: the sum of weights lacks them, and cars have none."""
        self.load("w.csv", YEARS + "CHN,RUS,2023,220421,1200,600\nCHN,RUS,2023,870323,500,\n")
        def points(code):
            got = self.json("series", "--from", "CHN", "--to", "RUS", "--code", code, "--weight")
            return [(p["status"], p["value"]) for p in got["points"]]
        self.assertEqual(points("220421"), [("reported", 600)])
        self.assertEqual(points("870323"), [("not_stated", None)])
        self.assertEqual(points("22,87"), [("incomplete", 600)])

    def test_a_source_that_ends_is_no_renumbering(self):
        """Cars end with their file in 2021, phones of the same office go on: no code was renumbered."""
        cars = "".join(months("IND", 201801, 202112, importer=p) for p in ("RUS", "KAZ", "BLR", "KGZ"))
        phones = "".join(months("IND", 201801, 202412, importer=p) for p in ("RUS", "KAZ", "BLR", "KGZ"))
        self.load("cars.csv", MONTHS + cars)
        self.load("phones.csv", MONTHS + phones.replace("842952", "851830"))
        self.assertEqual(self.sql("SELECT family FROM renumbering"), [])
        # an extract by single years in which a code stops while its heading goes on is one
        self.store = self.dir / "years.weir"
        for year in range(2018, 2025):
            rows = phones.replace("842952", "841459") + (cars.replace("842952", "841451") if year < 2022 else "")
            self.load(f"y{year}.csv", MONTHS + "".join(r + "\n" for r in rows.splitlines() if f",{year}-" in r))
        self.assertEqual(self.sql("SELECT DISTINCT family, until_period FROM renumbering"),
                         [{"family": "841451", "until_period": 202112}])

    def test_lists_before_their_first_vintage(self):
        denied = (weir.SOURCE / "tests/data/v0.1.0/denied.txt").read_text()
        self.weir("-q", "lists", "load", self.write("d.txt", denied), "--vintage", "2024-05-01")
        message = self.fails("lists", "find", "I. Ash", "--on", "2024-04-30")
        self.assertIn("no list is known as it was on 2024-04-30: bis-denied-persons (first vintage 2024-05-01)", message)
        self.fails("lists", "names", "--on", "2024-04-30")
        self.assertTrue(self.json("lists", "find", "I. Ash", "--on", "2024-05-01"))
        self.weir("-q", "lists", "load", self.write("f.json", '{"id": "Q1", "schema": "Person", "properties": {"name": '
                  '["Jane Doe"]}, "datasets": ["x"]}\n'), "--vintage", "2024-01-01")
        done = self.call("lists", "find", "Jane Doe", "--on", "2024-02-01")
        self.assertIn("not looked at: bis-denied-persons (first vintage 2024-05-01)", done.stderr)


weir.main()
