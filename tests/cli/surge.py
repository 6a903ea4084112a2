"""weir surge on the sample."""
import calendar
import math
import random

import weir


class Surge(weir.SampleCase):
    def test_one_reading_over_one_window(self):
        """What a finding says of itself is one statement, whatever was asked."""
        for words in (("--from", "EU27"), ("--to", "RUS"), ("--from", "IND", "--since", "2023-01")):
            for more in ((), ("--drops",)):
                for f in self.json("surge", *words, *more, "--fdr", "0.5"):
                    self.assertEqual(weir.incoherent(f), [], f)

    def test_servers(self):
        """Servers (847150) from India in spring 2024: the largest rise of all, on the list."""
        rows = self.asked("surge", "--from", "IND", "--to", "RUS", "--since", "2024-04", "--fdr", "0.1")
        first = rows[0]
        self.assertEqual((first["family"], first["kind"], first["direction"], first["since"],
                          first["tier"], first["rank"]),
                         ("847150", "spike", "up", "2024-04", "3.A", 1))
        # the five months until it went back: 54.78 + 60.84 + 67.82 + 88.69 + 135.24
        self.assertAlmostEqual(first["value_after"] / 1e6, 407.37, places=2)
        self.assertEqual(first["until"], "2024-08")
        self.assertLess(first["p_adjusted"], 0.06)
        self.assertIn("unconfirmed", first["tier_date_status"])
        self.assertEqual(len({r["series_tested"] for r in rows}), 1)
        self.assertEqual([r["rank"] for r in rows], list(range(1, len(rows) + 1)))

    def test_trade_that_begins_and_ends(self):
        """Among steady series those that begin, and those that end, are found, in their month: a chain
        of trade that comes and goes would turn more than once in some of them."""
        noise, rows = random.Random(1), []
        months = [y * 100 + m for y in range(2019, 2024) for m in range(1, 13)]
        for k in range(60):
            for month in months:
                if (k < 6 and month < 202203) or (6 <= k < 12 and month >= 202203):
                    continue
                value = 1e6 * math.exp(noise.gauss(0, .2))
                rows.append(f"DEU,KAZ,{month},{840110 + 10 * k},{value:.0f}")
        store = self.dir / "begins.weir"
        self.weir("-q", "ingest", self.write("begins.csv", "reporter,partner,period,hs6_as_published,value_usd\n" +
                                             "\n".join(rows) + "\n"), store=store)
        for way, kind, first in (((), "new", 0), (("--drops",), "ended", 6)):
            found = self.json("surge", "--to", "KAZ", "--since", "2022-03", *way, store=store)
            self.assertEqual({(f["family"], f["kind"], f["since"]) for f in found},
                             {(str(840110 + 10 * k), kind, "2022-03") for k in range(first, first + 6)})

    def test_trade_that_stops_and_goes_on(self):
        """Ten months without trade in six of a hundred steady series are a fall, from the first to the last of them."""
        noise, rows = random.Random(2), []
        months = [y * 100 + m for y in range(2019, 2024) for m in range(1, 13)]
        for k in range(100):
            for month in months:
                value = 0 if k < 6 and 202205 <= month <= 202302 else 1e6 * math.exp(noise.gauss(0, .3))
                rows.append(f"{'DEU' if k < 50 else 'FRA'},KAZ,{month},{840110 + 10 * (k % 50)},{value:.0f}")
        store = self.dir / "stops.weir"
        self.weir("-q", "ingest", self.write("stops.csv", "reporter,partner,period,hs6_as_published,value_usd\n" +
                                             "\n".join(rows) + "\n"), store=store)
        found = self.json("surge", "--to", "KAZ", "--since", "2022-03", "--drops", store=store)
        self.assertEqual({(f["family"], f["kind"], f["since"], f["until"], f["value_after"]) for f in found},
                         {(str(840110 + 10 * k), "ended", "2022-05", "2023-02", 0) for k in range(6)})
        self.assertEqual(self.json("surge", "--to", "KAZ", "--since", "2022-03", store=store), [])

    def test_growth_is_said_though_no_change_is_sure(self):
        """What grows by a tenth a month has no change, and yet its sums are 8.2 times the same months before."""
        noise, store = random.Random(3), self.dir / "grows.weir"
        months = [y * 100 + m for y in (2021, 2022, 2023) for m in range(1, 13)]
        values = {(way, month): round(1e6 * (1.1 ** t if way == "KAZ" else 1) * math.exp(noise.gauss(0, .3)))
                  for way in ("KAZ", "KGZ") for t, month in enumerate(months)}
        self.weir("-q", "ingest", self.write("grows.csv", "reporter,partner,period,hs6_as_published,value_usd\n" + "".join(
            f"DEU,{way},{month},842952,{value}\n" for (way, month), value in values.items())), store=store)
        since = [m for m in months if m >= 202203]
        sums = [values["KAZ", m] for m in since], [values["KAZ", 202100 + m % 100 if m % 100 > 2 else 202200 + m % 100]
                                                   for m in since]
        done = self.call("surge", "--from", "DEU", "--to", "KAZ", "--code", "842952", "--since", "2022-03", store=store)
        self.assertIn("0 of 1 series", done.stdout)
        self.assertIn(f"{sum(sums[0]) / 1e6:.1f} M USD since 2022-03 are {sum(sums[0]) / sum(sums[1]):.2f} times the same "
                      "months of the year before, yet no change is sure", done.stderr)
        for words in (("KGZ",), ("KAZ", "--drops")):
            done = self.call("surge", "--from", "DEU", "--to", *words, "--code", "842952", "--since", "2022-03", store=store)
            self.assertNotIn("no change is sure", done.stderr)

    def test_the_largest_of_many_are_not_passed_over(self):
        """Of 13 destinations 12 go up to three times, one after the other, at once; KAZ grows by a tenth a month from
        less: its rise is the largest, and no change is sure.  Nothing is said of falls, where there are none."""
        noise = random.Random(5)
        ways = "KGZ ARM GEO TUR ARE UZB TJK AZE SRB CHN MNG MDA".split()
        months = [y * 100 + m for y in (2021, 2022, 2023) for m in range(1, 13)]
        rows = [f"DEU,{way},{month},842952,{round(1e6 * (3 if month > 202205 else 1) * math.exp(noise.gauss(0, .1)))}"
                for way in ways for month in months]
        grows = {month: round(3e5 * 1.12 ** t * math.exp(noise.gauss(0, .3))) for t, month in enumerate(months)}
        rows += [f"DEU,KAZ,{month},842952,{value}" for month, value in grows.items()]
        since = [m for m in months if m >= 202203]
        after = sum(grows[m] for m in since)
        before = sum(grows[202100 + m % 100 if m % 100 > 2 else 202200 + m % 100] for m in since)
        head, store = "reporter,partner,period,hs6_as_published,value_usd\n", self.dir / "many.weir"
        self.weir("-q", "ingest", self.write("many.csv", head + "\n".join(rows) + "\n"), store=store)
        done = self.call("surge", "--from", "DEU", "--since", "2022-03", store=store)
        self.assertIn("12 of 13 series", done.stdout)
        self.assertIn("of the 10 largest rises since 2022-03, from the same months of the year before to twice as much or "
                      f"more, 1 has no change that is sure: DEU to KAZ, 842952 ({after / 1e6:.1f} M USD, "
                      f"{after / before:.2f} times); ", done.stderr)
        self.assertNotIn("largest", self.call("surge", "--from", "DEU", "--since", "2022-03", "--drops", store=store).stderr)

    def test_renumbering_is_no_rise(self):
        """Families whose codes begin with HS2022 are left out, not found."""
        rows = self.asked("surge", "--from", "EU27", "--to", "KAZ,KGZ,ARM,GEO,UZB,BLR,RUS", "--since",
                         "2022-01", "--fdr", "0.2")
        for family in ("851712", "870120"):
            self.assertNotIn(family, {r["family"] for r in rows})
        self.assertFalse([r for r in rows if r["kind"] == "new" and r["since"] == "2022-01"
                          and r["value_after"] > 5e6])

    def test_drops(self):
        rows = self.asked("surge", "--from", "EU27", "--to", "RUS", "--drops")
        self.assertEqual({r["direction"] for r in rows}, {"down"})
        cars = next(r for r in rows if r["family"] == "870324")
        self.assertEqual(cars["since"], "2022-03")
        self.assertIn("ended", {r["kind"] for r in rows})

    def test_cars_to_kyrgyzstan(self):
        rows = {r["family"]: r for r in self.asked("surge", "--from", "EU27", "--to", "KGZ")}
        self.assertEqual(rows["870324"]["direction"], "up")
        self.assertIn(rows["870324"]["since"][:4], "2022")

    def test_orders(self):
        def keys(order, key):
            rows = self.asked("surge", "--from", "EU27", "--to", "KGZ", "--order", order)
            return [r[key] for r in rows]
        p = keys("p", "p")
        self.assertEqual(p, sorted(p))
        excess = keys("excess", "excess")
        self.assertEqual(excess, sorted(excess, reverse=True))
        since = keys("since", "since")
        self.assertEqual(since, sorted(since))
        tiers = [t for t in keys("tier", "tier") if t]
        self.assertEqual(tiers, sorted(tiers))

    def test_list_narrows(self):
        rows = self.asked("surge", "--to", "KGZ", "--list", "chpl:1", "--fdr", "0.5")
        self.assertEqual({r["tier"] for r in rows} - {"1"}, set())
        self.assertTrue(rows)

    def test_deterministic(self):
        options = ("surge", "--to", "RUS", "--json")
        self.assertEqual(self.weir(*options), self.weir(*options))

    def test_alert(self):
        options = ["surge", "--from", "IND", "--to", "RUS", "--since", "2024-04", "--fdr", "0.1"]
        self.weir(*options, "--alert", "1e8", code=3)
        self.weir(*options, "--alert", "1e10", code=0)

    def test_comparison(self):
        """Cars to Kyrgyzstan stand out; one reporter and one destination have no comparison."""
        rows = {r["family"]: r for r in self.asked("surge", "--from", "EU27", "--to", "KGZ")}
        cars = rows["870324"]
        self.assertEqual(cars["comparison"], "stands out")
        self.assertGreater(cars["elsewhere_low"], 1)
        self.assertGreater(cars["others_low"], 1)
        alone = self.asked("surge", "--from", "IND", "--to", "RUS", "--since", "2024-04", "--fdr", "0.1")
        self.assertEqual({r["elsewhere_ratio"] for r in alone}, {None})

    def test_no_comparison(self):
        """A store with one series only."""
        path = self.write("one.csv", "month,country,hs,value_usd\n" + "".join(
            f"{2019 + i // 12}-{1 + i % 12:02},RUS,842952,{(100 + i * 7 % 11) * (5000 if i > 40 else 1000)}\n"
            for i in range(60)))
        map_ = self.write("one.map", "[map]\ntitle = One\nheader = month country hs value_usd\n"
                          "[fields]\ncode = hs\nreporter = 'CHE'\npartner = country\n"
                          "direction = 'export'\nperiod = month\nvalue = value_usd\n"
                          "currency = 'USD'\n")
        store = self.dir / "one.weir"
        self.weir("ingest", "--map", map_, path, store=store)
        found = self.json("surge", "--to", "RUS", "--since", "2022-01", store=store)
        self.assertEqual([r["comparison"] for r in found], ["nothing to compare"])

    def test_event(self):
        options = ("surge", "--from", "EU27", "--to", "RUS", "--drops", "--event", "2022-03")
        rows = self.asked(*options)
        self.assertEqual({r["event_overlap"] for r in rows}, {"coincides", "apart"})
        for r in rows:
            inside = r["since_low"] <= "2022-03" <= r["since_high"]
            self.assertEqual(r["event_overlap"], "coincides" if inside else "apart")
            self.assertGreater(r["event_chance"], 0)
        text = self.weir(*options)
        self.assertIn("does not mean 'caused'", text)
        self.assertIn("by chance", text)
        self.assertIn("Surovikin", self.weir("surge", "--to", "KGZ", "--event", "surovikin-line"))
        self.assertIn("surovikin-line", self.fails("surge", "--to", "KGZ", "--event", "x", code=2))

    def test_method(self):
        rows = self.asked("surge", "--from", "IND", "--to", "RUS", "--since", "2024-04", "--fdr", "0.1",
                         "--method", "ltsts")
        self.assertIn("ltsts", rows[0]["method"])
        self.assertEqual(rows[0]["family"], "847150")
        self.fails("surge", "--to", "RUS", "--method", "guess", code=2)

    def test_law(self):
        """The column agrees with weir status on that day; from China nothing binds."""
        china = self.asked("surge", "--from", "CHN", "--to", "RUS", "--since", "2022")
        tractors = next(r for r in china if r["family"] == "870120")
        self.assertEqual(tractors["legal"], "listed, not binding")
        self.assertEqual({r["legal"] for r in china} - {"listed, not binding", "not listed"}, set())
        falls = self.asked("surge", "--from", "EU27", "--to", "RUS", "--drops")
        for kind in ("prohibited", "cannot tell"):
            row = next(r for r in falls if r["legal"] == kind and len(r["codes"]) == 1)
            lists = self.json("status", row["family"], "--from", "EU27", "--to", "RUS", "--on",
                              "%s-%d" % (row["until"], calendar.monthrange(*map(int, row["until"].split("-")))[1]))
            bound = [r for r in lists if r["prohibits"] and r["binding_on_exporter"]]
            self.assertEqual(bool(bound), kind == "prohibited", row["family"])
        self.assertRegex(self.weir("surge", "--from", "EU27", "--to", "RUS", "--drops"),
                         r"by law on the last day of each finding, of .* M EUR: [\d.]+ % prohibited")

    def test_called_wrongly(self):
        self.fails("surge", code=2)
        self.fails("surge", "--to", "RUS", "--order", "colour", code=2)
        self.fails("surge", "--to", "RUS", "--fdr", "7", code=2)
        self.fails("surge", "--to", "RUS", "--since", "then", code=2)
        self.fails("surge", "--to", "RUS", "--json", "--csv", code=2)

    def test_a_group_is_one_exporter_too(self):
        """Three members double from 1,000 under noise that hides it in each: the sum of the group is tested
        beside them, and what is in both counts once."""
        noise = [((i * 7919) % 13 - 6) / 6 for i in range(200)]
        def rows(who, k):
            return "".join(f"{who},KGZ,{2018 + m // 12}-{m % 12 + 1:02},842952,"
                           f"{(1000 if m < 48 else 4000) * 2.0 ** noise[m * 3 + k]:.0f}\n" for m in range(60))
        self.store = self.dir / "made.weir"
        self.weir("-q", "ingest", self.write("m.csv", "reporter,partner,period,hs6,value_eur\n" + "".join(
            rows(who, k) for k, who in enumerate(("DEU", "POL", "LTU")))))
        found = self.json("surge", "--from", "EU27", "--to", "KGZ", "--since", "2022-01")
        self.assertEqual({f["series_tested"] for f in found}, {4})
        whole = next(f for f in found if f["exporter"] == "EU27")
        points = self.json("series", "--from", "EU27", "--to", "KGZ", "--code", "842952")["points"]
        after = sum(p["value"] for p in points if whole["since"] <= p["period"] <= whole["until"])
        self.assertAlmostEqual(whole["value_after"], after, places=2)
        text = self.weir("surge", "--from", "EU27", "--to", "KGZ", "--since", "2022-01")
        self.assertIn("4 series at a false discovery rate of 5 %; 1 of them sums of the group as one", text)
        members = sum(f["value_after"] for f in found if f["exporter"] != "EU27")
        self.assertIn(f"of {members:,.0f} EUR:", text)
        alone = self.json("surge", "--from", "DEU,POL,LTU", "--to", "KGZ", "--since", "2022-01")
        self.assertNotIn("EU27", {f["exporter"] for f in alone})


weir.main()
