"""weir rates: conversion to USD where a table of rates covers a currency."""
import weir

FLOWS = ("reporter,partner,product_nc,period,value_in_euros\n"
         "DE,RU,84295210,202201,100\nDE,RU,84295210,202202,100\n")


class Rates(weir.Case):
    def points(self, *options):
        answer = self.json("series", "--from", "DEU", "--to", "RUS", "--code", "842952", *options)
        return answer["series"]["currency"], [p["value"] for p in answer["points"]]

    def test_converted(self):
        self.weir("ingest", self.write("eu.csv", FLOWS))
        self.assertEqual(self.points(), ("EUR", [100, 100]))
        part = self.write("part.csv", "currency,period,per_usd\nEUR,2022-01,0.8\n")
        self.weir("rates", part)  # February is missing: nothing is converted
        self.assertEqual(self.points(), ("EUR", [100, 100]))
        full = self.write("full.csv",
                          "currency,period,per_usd\nEUR,2022-01,0.8\nEUR,2022-02,0.5\n")
        self.assertEqual(self.json("rates", full)[0]["rates"], 2)
        self.assertEqual(self.points(), ("USD", [125, 200]))
        self.assertEqual(self.points("--own-currency"), ("EUR", [100, 100]))
        asked = self.weir("series", "--from", "DEU", "--to", "RUS", "--code", "842952").split("evidence: ")[1].split()[0]
        self.assertEqual(self.json("evidence", asked)["converted"], "EUR")

    def test_never_mixed(self):
        self.weir("ingest", self.write("eu.csv", FLOWS))
        self.weir("ingest", self.write("turkey.csv",
                                       "flow,reported_by,period,hs8,unit,value_usd,net_kg,qty\n"
                                       "TUR->RUS,TUR,202201,84295210,PST,500,40,1\n"))
        message = self.fails("series", "--from", "DEU,TUR", "--to", "RUS", "--code", "842952")
        self.assertIn("figures in EUR and in USD cannot be added", message)
        self.assertIn("weir rates", message)

    def test_bad_table(self):
        for text in ("a,b\n1,2\n", "currency,period,per_usd\nEUR,2022-01,-1\n",
                     "currency,period,per_usd\nEUR,January,1\n"):
            self.fails("rates", self.write("r.csv", text))
        self.fails("rates", code=2)

    def test_no_months_and_two_rates_of_one(self):
        """A year beside its months would count twice in it, a month 13 make eleven months a year; nothing is taken."""
        months = "".join(f"EUR,2022-{m:02},0.5\n" for m in range(1, 12))
        for row, words in (("EUR,2022,0.5", "'2022' is no month (YYYY-MM)"), ("EUR,2022-13,9", "'2022-13' is no month"),
                           ("EUR,2022-03,90", "EUR in 2022-03 is 90 here and 0.5 in line 4"),
                           ("EURO,2022-12,1", "'EURO' is no currency"), ("EUR,2022-12,", "'' is no rate"),
                           ("EUR,2022-12,0", "'0' is no rate")):
            message = self.fails("rates", self.write("r.csv", f"currency,period,per_usd\n{months}{row}\n"))
            self.assertIn("r.csv:13: " + words, message)
        gap = self.write("gap.csv", "currency,period,per_usd\n\nEUR,2022-01,0.5\n\n\nEUR,2022-13,1\n")
        self.assertIn("gap.csv:6: '2022-13' is no month", self.fails("rates", gap))
        self.assertEqual(self.weir("sql", "--csv", "SELECT count(*) AS n FROM rate").split(), ["n", "0"])
        again = f"currency,period,per_usd\n{months}EUR,2022-12,0.5\nEUR,2022-12,0.5\n"
        self.assertEqual(self.json("rates", self.write("r.csv", again))[0]["rates"], 12)


weir.main()
