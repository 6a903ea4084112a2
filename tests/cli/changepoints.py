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

    def test_spread_is_seldom_a_shift(self):
        """Of 40 series whose spread doubles and whose level stays, at most a tenth has a shift; of
        as many with a step of two standard deviations nearly all."""
        found = {}
        for times, step in ((2, 0), (1, 6)):
            for seed in range(40):
                noise = random.Random(seed)
                got = self.read([100 + step * (i >= 60) + noise.gauss(0, 3) * (times if i >= 48 else 1)
                                 for i in range(84)])
                found[step] = found.get(step, 0) + any(r["kind"] == "shift" for r in got["readings"])
        self.assertLessEqual(found[0], 4)
        self.assertGreaterEqual(found[6], 38)

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

    def test_store(self):
        got = self.json("changepoints", "--from", "EU27", "--to", "RUS", "--code", "870324")
        self.assertIn("2022-03", [r["period"] for r in got["readings"]])
        got = self.json("changepoints", "--from", "IND", "--to", "RUS", "--code", "847150")
        dates = {(r["period"], r["direction"]) for r in got["readings"]}
        self.assertTrue({("2024-03", "up"), ("2024-04", "up")} & dates, dates)
        self.assertTrue({("2024-08", "down"), ("2024-09", "down")} & dates, dates)


weir.main()
