"""weir changepoints: what the panel detector reads, on series whose answer is known by hand."""
import math
import random

import weir


class Changepoints(weir.SampleCase):
    def read(self, values):
        path = self.write("y.csv", "".join(f"{v}\n" for v in values))
        return self.json("changepoints", "--series", path)

    def test_two_levels(self):
        got = self.read([100 + (i * 7) % 11 + (i >= 40) * 200 for i in range(72)])
        self.assertEqual(got["changepoints"], [40])
        reading = got["readings"][0]
        self.assertEqual((reading["kind"], reading["direction"]), ("shift", "up"))
        # 105 -> 305
        self.assertLess(reading["size_low"], 305 / 105)
        self.assertGreater(reading["size_high"], 305 / 105)

    def test_growth_is_no_stair(self):
        """3 % a month from the 49th value on: one change of growth, not five shifts."""
        noise = random.Random(2)
        got = self.read([100 * 1.03 ** max(0, i - 48) * math.exp(noise.gauss(0, 0.03))
                         for i in range(72)])
        reading, = got["readings"]
        self.assertEqual((reading["kind"], reading["direction"]), ("trend", "up"))
        self.assertLessEqual(reading["size_low"], 1.03)
        self.assertGreaterEqual(reading["size_high"], 1.03)
        self.assertLess(abs(got["changepoints"][0] - 49), 3)

    def shifted(self, times, step):
        """In how many of 40 series a shift is read: noise that is so many times as loud in the last
        36 of 84 values, a step after 60."""
        found = 0
        for seed in range(40):
            noise = random.Random(seed)
            got = self.read([100 + step * (i >= 60) + noise.gauss(0, 3) * (times if i >= 48 else 1)
                             for i in range(84)])
            found += any(r["kind"] == "shift" for r in got["readings"])
        return found

    def test_spread_is_no_shift(self):
        """Where the spread doubles, triples or grows five times and the level stays, 2 of 40 would
        be chance."""
        for times in (1, 2, 3, 5):
            self.assertLessEqual(self.shifted(times, 0), 2, times)

    def test_steps(self):
        """A step of three standard deviations is read in nearly all series, one of two in some: it
        may as well be a level that wanders."""
        self.assertGreaterEqual(self.shifted(1, 9), 36)
        self.assertGreaterEqual(self.shifted(1, 6), 12)

    def test_steps_are_no_growth(self):
        """Three levels of a year each stay three shifts."""
        levels = [100] * 60 + [200] * 12 + [400] * 12 + [800] * 12
        got = self.read([v * (1 + 0.03 * math.sin(i * 12.9898)) for i, v in enumerate(levels)])
        self.assertEqual([r["kind"] for r in got["readings"]], ["shift"] * 3)
        self.assertEqual(got["changepoints"], [60, 72, 84])

    def test_first_trade(self):
        got = self.read([0] * 30 + [50 + (i * 5) % 7 for i in range(20)])
        self.assertEqual(got["changepoints"], [30])
        self.assertEqual(got["readings"][0]["kind"], "new")

    def test_last_trade(self):
        got = self.read([50 + (i * 5) % 7 for i in range(30)] + [0] * 20)
        self.assertEqual([r["kind"] for r in got["readings"]][:1], ["ended"])

    def test_long(self):
        """Of more than 240 values levels in noise are read: two steps, and none in noise."""
        noise = random.Random(5)
        got = self.read([math.exp(noise.gauss(0, .2) + (i >= 150) - (i >= 300)) for i in range(400)])
        self.assertEqual([(r["direction"], r["test"]) for r in got["readings"]],
                         [("up", "level shift"), ("down", "level shift")])
        self.assertLess(abs(got["changepoints"][0] - 150) + abs(got["changepoints"][1] - 300), 5)
        self.assertEqual(self.read([noise.gauss(0, 1) for _ in range(400)])["readings"], [])

    def test_rare_trade_before(self):
        """What was traded now and then before trade began for good is of another regime: it hides no
        rise of five months (India's servers, made small)."""
        noise = random.Random(8)
        level = [0.] * 100 + [1.] * 18 + [30.] * 5 + [1.] * 6
        values = [v * math.exp(noise.gauss(0, .6)) for v in level]
        values[20], values[60] = 0.01, 5
        got = self.read(values)
        self.assertIn((118, "up"), [(r["index"], r["direction"]) for r in got["readings"]])

    def test_fall_after_growth(self):
        """Armenia's cars, made small: a fall to a tenth after years of growth is to a tenth of what was
        there just before, not to nothing."""
        noise = random.Random(3)
        grown = [10 * 1.3 ** i for i in range(30)]
        got = self.read([v * math.exp(noise.gauss(0, .3))
                         for v in grown + [grown[-1]] * 14 + [grown[-1] / 10] * 4])
        falls = [r for r in got["readings"] if r["direction"] == "down"]
        self.assertEqual([r["index"] for r in falls], [44])
        self.assertLess(0.02, falls[0]["size_low"])
        self.assertLess(falls[0]["size_low"], 0.1)
        self.assertGreater(falls[0]["size_high"], 0.1)

    def test_gaps_of_negative_values(self):
        """Values below zero with many gaps are read as they are."""
        got = self.read(["NA" if i % 3 == 2 else -100 + (i >= 36) * 60 + (i * 7) % 11
                         for i in range(72)])
        self.assertEqual(got["scale"], "linear")
        reading, = got["readings"]
        self.assertLess(abs(reading["size"] - 60), 5)

    def test_trade_begins_and_ends(self):
        """38 months of none, then 22 of trade, or the other way round: that month, and sure."""
        noise = random.Random(4)
        traded = [1e6 * math.exp(noise.gauss(0, .2)) for _ in range(22)]
        for values, at, kind in (([0] * 38 + traded, 38, "new"), (traded + [0] * 38, 22, "ended")):
            reading = self.read(values)["readings"][0]
            self.assertEqual((reading["kind"], reading["index"]), (kind, at))
            self.assertLess(reading["p"], .005)

    def test_spike_is_no_regime(self):
        values = [100 + (i * 7) % 11 for i in range(60)]
        values[33] = 4000
        got = self.read(values)
        self.assertEqual(got["changepoints"], [])
        self.assertEqual([(r["kind"], r["index"]) for r in got["readings"]], [("spike", 33)])

    def test_nothing(self):
        for values in ([7] * 60, [0] * 60, [1, 2, 3], [(i * 7919) % 101 for i in range(60)],
                       [(i * 7919) % 101 for i in range(10000)]):
            self.assertEqual(self.read(values)["changepoints"], [])

    def test_trade_that_stops(self):
        """Fifteen months of nothing, and on: both ends; a value thirty times the others is named, not called a change."""
        noise = random.Random(5)
        values = [0 if 35 <= i < 50 else round(1e6 * math.exp(noise.gauss(0, .3))) for i in range(60)]
        self.write("stops.csv", "v\n" + "".join(f"{v}\n" for v in values))
        found = self.json("changepoints", "--series", "stops.csv", "--column", "v")["readings"]
        self.assertEqual([(r["index"], r["direction"], r["test"]) for r in found],
                         [(35, "down", "trade or none"), (50, "up", "trade or none")])
        values = [round(1e6 * math.exp(noise.gauss(0, .2)) * (30 if i == 40 else 1)) for i in range(60)]
        self.write("spike.csv", "v\n" + "".join(f"{v}\n" for v in values))
        got = self.json("changepoints", "--series", "spike.csv", "--column", "v")
        self.assertEqual(got["readings"], [])
        self.assertRegex(" ".join(got["notes"]), r"41 is (2\d|3\d)(\.\d+)? times the level beside it")

    def test_store(self):
        got = self.json("changepoints", "--from", "EU27", "--to", "RUS", "--code", "870324")
        self.assertIn("2022-03", [r["period"] for r in got["readings"]])
        got = self.json("changepoints", "--from", "IND", "--to", "RUS", "--code", "847150")
        dates = {(r["period"], r["direction"]) for r in got["readings"]}
        self.assertTrue({("2024-03", "up"), ("2024-04", "up")} & dates, dates)
        self.assertTrue({("2024-08", "down"), ("2024-09", "down")} & dates, dates)
        self.assertIn("2022-08", {r["period"] for r in got["readings"]})


weir.main()
