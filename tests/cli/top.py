"""weir top: largest goods and partners, by hand arithmetic."""
import json
import sys

import weir

sys.path.insert(0, str(weir.SOURCE / "tests/ingest"))
import layouts  # noqa: E402

VALUES = {  # of the same months of 2022 and 2021, thousand
    ("842952", "643"): (600, 200), ("842951", "643"): (300, 600), ("870423", "643"): (100, None),
    ("842952", "398"): (1000, 500)}


class Top(weir.Case):
    def setUp(self):
        super().setUp()
        rows = []
        for (code, partner), values in VALUES.items():
            for year, value in zip(("2022", "2021"), values):
                for month in (3, 4) if value else ():
                    rows.append(layouts.comtrade_row(
                        period=f"{year}{month:02}", refPeriodId=f"{year}{month:02}01", refYear=year,
                        refMonth=str(month), partnerCode=partner, cmdCode=code,
                        partnerISO={"643": "RUS", "398": "KAZ"}[partner],
                        primaryValue=str(value * 500)))  # two months make a thousand each
        self.weir("ingest", self.write("t.csv", layouts.comma(rows)))

    def test_goods(self):
        rows = self.json("top", "--from", "CHN", "--to", "RUS", "--period", "2022-03..2022-04")
        self.assertEqual([(r["rank"], r["key"], r["value"], r["share"], r["value_with"], r["ratio"])
                          for r in rows],
                         [(1, "842952", 600000, 60, 200000, 3), (2, "842951", 300000, 30, 600000, 0.5),
                          (3, "870423", 100000, 10, 0, None)])  # the months of 2021 are there: a zero
        self.assertIn("of what is held here", rows[0]["notes"])

    def test_partners(self):
        rows = self.json("top", "--from", "CHN", "--to", "RUS,KAZ", "--period", "2022-03..2022-04",
                         "--with", "2021-03..2021-04", "--by", "destination", "--limit", "1")
        self.assertEqual([(r["rank"], r["key"], r["value"], r["share"], r["ratio"]) for r in rows],
                         [(1, "KAZ", 1000000, 50, 2)])
        text = self.weir("top", "--from", "CHN", "--to", "RUS,KAZ", "--period", "2022-03..2022-04",
                         "--by", "destination", "--limit", "1")
        self.assertIn("1 of 2 rows in USD, 1.0 M of 2.0 M", text)

    def test_evidence(self):
        """The rows behind it are those of both periods, also where the second was not named."""
        self.weir("top", "--from", "CHN", "--to", "RUS", "--period", "2022-03", "--code", "842952")
        id_ = self.json("evidence")[-1]["id"]
        self.assertEqual([r["rows"] for r in self.json("evidence", id_)["sources"]], [2])

    def test_called_wrongly(self):
        flow = ("top", "--from", "CHN", "--to", "RUS")
        self.assertIn("--period is missing", self.fails(*flow, code=2))
        self.assertIn("no shares", self.fails(*flow, "--period", "2022", "--by", "group", code=2))
        self.assertIn("is not a period", self.fails(*flow, "--period", "2o22", code=2))


class Years(weir.SampleCase):
    def test_years_of_those_who_report_months(self):
        """China's figures are annual, India's monthly: of a whole year both are there, and of months the monthly ones."""
        asked = ("top", "--to", "RUS", "--code", "842952", "--by", "exporter")
        rows = {r["key"]: r for r in self.json(*asked, "--period", "2023")}
        for who, row in rows.items():
            years = self.json("series", "--from", who, "--to", "RUS", "--code", "842952", "--by", "year")["points"]
            value = {p["period"]: p["value"] for p in years}
            self.assertAlmostEqual(row["value"], value["2023"], delta=1)
            self.assertAlmostEqual(row["value_with"], value["2022"], delta=1)
        split = self.json("compare", "--to", "RUS", "--code", "842952", "--period", "2023", "--with", "2022", "--split")
        self.assertNotIn("CHN", json.dumps(split))      # what is of years has no months to split by
        self.assertEqual(rows["CHN"]["rank"], 1)
        self.assertGreater(rows["CHN"]["share"], 99.9)
        self.assertEqual([r["key"] for r in self.json(*asked, "--period", "2023-01..2023-12")], ["IND"])
        self.assertIn("1 annual series was left out", self.weir(*asked, "--period", "2023-01..2023-12"))

    def test_an_unfinished_year_has_no_ratio(self):
        """Twelve months of 100 and then three: a quarter is no fall; the other reporter is whole in both."""
        rows = [f"{who},RUS,{y}{m:02},842952,100" for who in ("KGZ", "KAZ") for y in (2022, 2023) for m in range(1, 13)
                if who == "KAZ" or y == 2022 or m < 4]
        store = self.dir / "unfinished.weir"
        self.weir("-q", "ingest", self.write("u.csv", "reporter,partner,period,hs6_as_published,value_usd\n" +
                                             "\n".join(rows) + "\n"), store=store)
        ask = ("top", "--from", "all", "--to", "RUS", "--period", "2023", "--by", "exporter")
        got = {r["key"]: (r["value"], r["value_with"], r["ratio"]) for r in self.json(*ask, store=store)}
        self.assertEqual(got, {"KAZ": (1200, 1200, 1), "KGZ": (300, 1200, None)})
        self.assertIn("1 row has figures for more periods on one side", self.call(*ask, store=store).stderr)


class Chapters(weir.SampleCase):
    def test_they_are_of_codes(self):
        """A chapter comes to what the codes that begin with it do, whatever families they are of: of the family of
        240412 nearly all is 382499."""
        rows = self.json("sql", "SELECT code[:2] AS chapter, sum(value) AS value FROM flows WHERE reporter = 'CHN' AND "
                         "partner = 'RUS' AND period = '2023' GROUP BY 1")
        ask = ("top", "--from", "CHN", "--to", "RUS", "--period", "2023", "--by", "chapter")
        self.assertEqual({r["key"]: round(r["value"]) for r in self.json(*ask)},
                         {r["chapter"]: round(r["value"]) for r in rows if r["value"]})
        tobacco, = self.json(*ask, "--code", "24")
        self.assertEqual(round(tobacco["value"]), 8714403)


weir.main()
