"""Published fits and benchmark series, to the printed digit."""
import csv
import json

import weir

PAPER = ("--trend", "1", "--seasonal", "102", "--positions", "14..35", "--conflev", "0.99")


def f1_and_cover(annotations, found, n, margin=5):
    """The two measures of G. van den Burg and C. Williams, arXiv:2003.06222, section 4."""
    def matched(true, predicted):
        left, hits = set(predicted), 0
        for t in sorted(true):
            near = [(abs(t - x), x) for x in left if abs(t - x) <= margin]
            if near:
                left.discard(min(near)[1])
                hits += 1
        return hits

    def parts(points):
        edges = sorted(set(points) | {0}) + [n]
        return [range(a, b) for a, b in zip(edges, edges[1:])]

    def jaccard(a, b):
        both = max(0, min(a.stop, b.stop) - max(a.start, b.start))
        return both / (len(a) + len(b) - both)

    predicted = set(found) | {0}
    true = [set(a) | {0} for a in annotations.values()]
    precision = matched(set().union(*true), predicted) / len(predicted)
    recall = sum(matched(t, predicted) / len(t) for t in true) / len(true)
    cover = sum(sum(len(r) * max(jaccard(r, s) for s in parts(predicted)) for r in parts(t)) / n
                for t in true) / len(true)
    return 2 * precision * recall / (precision + recall), cover


class Methods(weir.Case):
    def fit(self, name, *options, command="shift"):
        return self.json(command, "--series", weir.data("methods", name), *options)

    def check(self, fit, published):
        """Coefficient, error and t as printed: two decimals."""
        for got, (value, error, t) in zip(fit["coefficients"], published, strict=True):
            self.assertAlmostEqual(got["value"], value, delta=0.00501, msg=got["name"])
            self.assertAlmostEqual(got["se"], error, delta=0.00501, msg=got["name"])
            self.assertAlmostEqual(got["t"], t, delta=0.00501, msg=got["name"])

    def test_plants(self):
        fit = self.fit("fsda_TTP12119085.csv", "--column", "yQ", *PAPER)
        self.assertLessEqual(fit["objective"], 1758.3849)
        self.assertEqual(fit["position"], 27)
        self.assertEqual(fit["outliers"], [1, 9, 15])
        self.assertEqual(sum(fit["weights"]), 42)
        self.assertAlmostEqual(fit["scale"], 13.5711, places=4)
        self.assertAlmostEqual(fit["p_level_shift"] / 7.37e-8, 1, places=2)
        self.check(fit, [(115.27, 4.51, 25.59), (1.59, 0.27, 5.80), (-2.83, 3.92, -0.72),
                         (-12.42, 4.69, -2.65), (-9.07, 4.66, -1.95), (-22.60, 4.71, -4.80),
                         (-0.02, 0.00, -3.72), (-112.62, 7.63, -14.76)])

    def test_sugar(self):
        fit = self.fit("fsda_TTP17049075.csv", "--column", "yQ", *PAPER)
        self.assertLessEqual(fit["objective"], 1751.5454)
        self.assertEqual(fit["position"], 34)
        self.assertEqual(fit["outliers"], [4, 5, 9, 14, 17, 18, 22, 28, 29, 32, 33])
        self.check(fit, [(55.14, 3.85, 14.30), (0.90, 0.20, 4.52), (15.54, 4.15, 3.75),
                         (3.61, 4.27, 0.85), (-32.50, 4.25, -7.64), (-16.06, 4.31, -3.72),
                         (-0.02, 0.00, -12.15), (-79.41, 5.70, -13.94)])

    def test_several_shifts(self):
        got = self.fit("fsda_TTplant.csv", "--column", "yQ", "--multiple")
        self.assertEqual([s["position"] for s in got["shifts"]], [75, 57, 30, 60, 36])
        self.assertAlmostEqual(got["shifts"][4]["p"] / 1.7337e-10, 1, places=3)
        self.assertEqual(got["outliers"], [1, 5, 9, 10, 11, 12, 16, 17, 18, 20, 30, 40, 61, 63, 66,
                                           67, 70, 72, 74])
        got = self.fit("fsda_TTsugar.csv", "--column", "yQ", "--multiple")
        self.assertEqual([s["position"] for s in got["shifts"]], [79, 41, 101])
        self.assertAlmostEqual(got["shifts"][0]["p"] / 4.793e-06, 1, places=3)
        self.assertAlmostEqual(got["shifts"][2]["p"] / 0.0096827, 1, places=4)

    def test_weeks(self):
        """Chapter 87 from the EU, by weeks: down to Belarus, up to Kazakhstan, all positions."""
        expected = {"BY": ("28/02/2022", "07/03/2022", -1), "KZ": ("01/08/2022", "01/08/2022", 1)}
        for area, (low, high, sign) in expected.items():
            name = f"jrc_weekly_hs87_{area}.csv"
            weeks = [r["WEEK"] for r in csv.DictReader(open(weir.data("methods", name)))]
            fit = self.fit(name, "--column", "Y", "--trend", "1", "--seasonal", "101", "--season",
                           "52", "--positions", f"10..{len(weeks) - 9}", "--h",
                           round(0.8 * len(weeks)))
            self.assertIn(weeks[fit["position"] - 1], (low, high))
            self.assertGreater(fit["coefficients"][-1]["value"] * sign, 0)
            self.assertLess(2 * fit["p_level_shift"], 0.01)  # two series looked at

    def test_benchmark(self):
        """16 series of the change-point benchmark, one setting for all."""
        annotations = json.loads(weir.data("methods", "tcpd", "annotations.json").read_text())
        scores = []
        for name, marks in annotations.items():
            y = json.loads(weir.data("methods", "tcpd", name + ".json").read_text())
            y = y["series"][0]["raw"]
            path = self.write("y.csv", "".join(f"{'NA' if v is None else repr(v)}\n" for v in y))
            found = self.json("changepoints", "--series", path)["changepoints"]
            scores.append(f1_and_cover(marks, found, len(y)))
        self.assertEqual(len(scores), 16)
        self.assertGreater(sum(s[0] for s in scores) / 16, 0.75)
        self.assertGreater(sum(s[1] for s in scores) / 16, 0.72)


weir.main()
