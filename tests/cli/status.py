"""weir status against dated cases taken from the acts (tests/cases/status.csv)."""
import csv

import weir


class Status(weir.Case):
    def test_cases(self):
        answers, cases = {}, list(csv.DictReader(open(weir.SOURCE / "tests/cases/status.csv")))
        self.assertGreaterEqual(len(cases), 30)
        for case in cases:
            key = (case["code"], case["from"], case["to"], case["on"])
            if key not in answers:
                answers[key] = self.json("status", key[0], "--from", key[1], "--to", key[2], "--on",
                                         key[3])
            rows = [r for r in answers[key] if r["regime"] == case["regime"]]
            with self.subTest(**case):
                self.assertEqual(bool(rows), case["listed"] == "yes")
                if not rows:
                    continue
                found = [r["prohibits"] for r in rows]
                got = "yes" if True in found else "unknown" if None in found else "no"
                self.assertEqual(got, case["prohibits"])
                self.assertEqual({r["binding_on_exporter"] for r in rows}, {case["binds"] == "yes"})
                for r in rows:
                    self.assertTrue(r["act"] and r["basis"] and r["date_status"])
                    if r["listed_since"]:
                        self.assertLessEqual(r["listed_since"][:7], case["on"][:7])
                    if r["listed_until"]:
                        self.assertGreaterEqual(r["listed_until"], case["on"])

    def test_words(self):
        text = self.weir("status", "842952", "--from", "China", "--to", "RUS", "--on", "2022-09-15")
        self.assertIn("does not bind the exporter: lawful there", text)
        self.assertIn("not yet listed then: from 2023-02-26", text)
        text = self.weir("status", "842952", "--from", "DEU", "--to", "RUS", "--on", "2023-03-01")
        self.assertIn("prohibited for the exporter", text)
        text = self.weir("status", "842952", "--from", "GBR", "--to", "RUS", "--on", "2023-03-01")
        self.assertIn("regime of its own", text)
        self.assertIn("on no list held here", self.weir("status", "070190", "--from", "CHN", "--to",
                                                        "RUS", "--on", "2024-03-01"))

    def test_range(self):
        rows = self.json("status", "842952", "--from", "DEU", "--to", "RUS", "--on",
                         "2022-01..2023-12")
        self.assertEqual([r["annex"] for r in rows if r["regime"] == "EU"],
                         ["XXIII (Part C)", "XXIII (as replaced, 11th)", "XXIII (as replaced, 12th)"])
        self.assertIn("inferred", rows[0]["date_status"])

    def test_part(self):
        rows = self.json("status", "847150", "--from", "DEU", "--to", "RUS", "--on", "2024-01-01")
        twelfth = next(r for r in rows if r["annex"] == "XXIII (as replaced, 12th)")
        self.assertTrue(twelfth["partial"])

    def test_no_such_code(self):
        """What is no code is not said to be on no list; a code of another HS is named."""
        for code in ("999999", "847151", "9801"):
            ask = ("status", code, "--from", "CHN", "--to", "RUS", "--on", "2024-05-01")
            self.assertIn("cannot tell: no code of the HS", self.weir(*ask))
            self.assertIn("cannot tell", self.json(*ask)[0]["verdict"])
        with open(weir.SOURCE / "data/hs/code.csv") as f:
            of = {r["revision"] for r in csv.DictReader(f) if r["code"] == "854151"}
        self.assertEqual(of, {"HS2022"})
        early = self.weir("status", "854151", "--from", "DEU", "--to", "RUS", "--on", "2019-05-01")
        self.assertIn("no code of the HS 2017, in force on 2019-05-01: it is one of the HS 2022", early)
        self.assertNotIn("no code of", self.weir("status", "854151", "--from", "DEU", "--to", "RUS",
                                                 "--on", "2022-01-01"))

    def test_several(self):
        """Codes, headings and exporters together say what each says alone."""
        day = ("--to", "RUS", "--on", "2023-03-01")
        with open(weir.SOURCE / "data/hs/code.csv") as f:
            codes = sorted(r["code"] for r in csv.DictReader(f) if r["revision"] == "HS2022"
                           and r["level"] == "6" and r["code"].startswith("8471"))
        together = self.json("status", "8471,842952", "--from", "CHN,Germany", *day)
        self.assertEqual(sorted({(r["asked"], r["exporter"]) for r in together}),
                         sorted((c, e) for c in codes + ["842952"] for e in ("CHN", "DEU")))
        alone = [r for code in codes + ["842952"] for e in ("CHN", "DEU")
                 for r in self.json("status", code, "--from", e, *day)]
        self.assertEqual(sorted(map(str, together)), sorted(map(str, alone)))
        self.assertIn("prohibited for the exporter by a list held here (9 of 18): 847130 from DEU",
                      self.weir("status", "8471,842952", "--from", "CHN,Germany", *day))

    def test_called_wrongly(self):
        for arguments in (["842952"], ["841", "--from", "CHN", "--to", "RUS"],
                          ["abcdef", "--from", "CHN", "--to", "RUS"],
                          ["842952", "--from", "CHN", "--to", "RUS", "--on", "2022-02-30"],
                          ["842952", "--from", "CHN", "--to", "RUS", "--on", "2023..2022"]):
            self.fails("status", *arguments, code=2)
        self.assertIn("Atlantis", self.fails("status", "842952", "--from", "Atlantis", "--to", "RUS"))


weir.main()
