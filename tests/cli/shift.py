"""weir shift: the published fits are in tests/data/methods.py; here files, options and the store."""
import math

import weir

STEP = [20 + (i * 7) % 5 + (i >= 30) * 25 for i in range(48)]  # a step of 25 at position 31


class Shift(weir.SampleCase):
    def file(self, text, name="y.csv"):
        return self.write(name, text)

    def test_step(self):
        path = self.file("\n".join(map(str, STEP)))
        fit = self.json("shift", "--series", path, "--trend", "0", "--seasonal", "0",
                        "--positions", "10..40")
        self.assertEqual(fit["position"], 31)
        self.assertEqual(fit["positions_tried"], 31)
        self.assertEqual([c["name"] for c in fit["coefficients"]], ["trend1", "level_shift"])
        # levels 22 and 47: the residues of 7 i mod 5 have mean 2
        self.assertAlmostEqual(fit["coefficients"][0]["value"], 22, delta=0.5)
        self.assertAlmostEqual(fit["coefficients"][1]["value"], 25, delta=0.5)
        self.assertLess(fit["p_level_shift"], 1e-9)
        self.assertEqual(fit["outliers"], [])
        self.assertEqual(len(fit["weights"]), 48)
        for y, raw, fitted in zip(STEP, fit["raw_residuals"], fit["fitted"]):
            self.assertAlmostEqual(y, raw + fitted, places=8)

    def test_other_changes_are_named(self):
        """A slope and a doubled spread are not passed off as a shift; a step is one."""
        def noise(i):
            return math.sin(i * 12.9898 + 1.3 * math.sin(i * 78.233))
        slope = [100 + 3 * noise(i) + 4 * max(0, i - 48) for i in range(84)]
        spread = [100 + (3 if i < 48 else 15) * noise(i) for i in range(84)]
        step = [100 + 3 * noise(i) + (60 if i >= 48 else 0) for i in range(84)]
        for values, warned in ((slope, True), (spread, True), (step, False)):
            notes = self.json("shift", "--series", self.file("\n".join(map(str, values))))["notes"]
            self.assertEqual(any("does not describe" in n for n in notes), warned)

    def test_columns(self):
        rows = "".join(f"{i + 1};{v};{-v}\n" for i, v in enumerate(STEP))
        path = self.file("t;up;down\n" + rows)
        fit = self.json("shift", "--series", path, "--column", "down", "--trend", "0",
                        "--seasonal", "0")
        self.assertLess(fit["coefficients"][-1]["value"], -20)
        self.assertIn("3 columns: which one?", self.fails("shift", "--series", path))
        self.assertIn("no column 'left'",
                      self.fails("shift", "--series", path, "--column", "left"))

    def test_faults_have_a_place(self):
        path = self.file("t,y\n1,5\n2,x7\n")
        self.assertIn("y.csv:3:3: 'x7' is not a finite number",
                      self.fails("shift", "--series", path))
        path = self.file("t,y\n1,5\n2\n")
        self.assertIn("y.csv:3:", self.fails("shift", "--series", path))
        self.assertIn("inf", self.fails("shift", "--series", self.file("1\ninf\n")))
        self.assertIn("empty", self.fails("shift", "--series", self.file("")))
        self.assertIn("too few", self.fails("shift", "--series", self.file("1\n2\n3\n")))
        self.assertIn("nothing to fit", self.fails("shift", "--series", self.file("0\n" * 60)))
        self.assertIn("nothing to fit", self.fails("shift", "--series", self.file("5\n" * 60)))
        self.assertIn("NUL", self.fails("shift", "--series", self.file(b"1\n\0\n")))
        self.fails("shift", "--series", "nowhere.csv")

    def test_gaps(self):
        path = self.file("y\n" + "".join("NA\n" if i % 9 == 4 else f"{v}\n"
                                         for i, v in enumerate(STEP)))
        fit = self.json("shift", "--series", path, "--trend", "0", "--seasonal", "0")
        self.assertIn(fit["position"], (31, 32))  # value 32 is missing
        self.assertEqual(fit["weights"][4], 0)
        self.assertIsNone(fit["residuals"][4])

    def test_long(self):
        path = self.file("".join(f"{(i * 7919) % 101}\n" for i in range(10000)))
        self.assertIn("--positions A..B", self.fails("shift", "--series", path))
        self.assertIn("changepoints", self.fails("shift", "--series", path, "--multiple"))

    def test_store(self):
        fit = self.json("shift", "--from", "EU27", "--to", "RUS", "--code", "870324", "--log",
                        "--seasonal", "0", "--trend", "0")
        self.assertEqual(fit["period"], "2022-03")
        self.assertLess(fit["p_level_shift"], 1e-6)
        text = self.weir("shift", "--from", "EU27", "--to", "RUS", "--code", "870324")
        self.assertIn("level shift at", text)
        self.assertIn("source ", text)

    def test_wedge(self):
        path = self.file("\n".join(map(str, STEP)))
        fit = self.json("shift", "--series", path, "--wedge", "--positions", "20..40")
        self.assertEqual(len(fit["wedge"]["residuals"]), 21)
        self.assertEqual(len(fit["wedge"]["residuals"][0]), 48)

    def test_called_wrongly(self):
        path = self.file("\n".join(map(str, STEP)))
        for options in (["--positions", "9"], ["--positions", "40..10"], ["--positions", "1..9"],
                        ["--trend", "4"], ["--seasonal", "109"], ["--h", "5"],
                        ["--from", "CHN"], ["--json", "--csv"]):
            self.fails("shift", "--series", path, *options, code=2)
        self.fails("shift", code=2)
        self.fails("shift", "--column", "y", code=2)

    def test_no_shift_twice(self):
        """Half of India's months are zero: a place that was found is not found again."""
        places = [x["position"] for x in self.json("shift", "--multiple", "--from", "IND", "--to",
                                                   "RUS", "--code", "847150")["shifts"]]
        self.assertTrue(places)
        self.assertEqual(len(places), len(set(places)))


weir.main()
