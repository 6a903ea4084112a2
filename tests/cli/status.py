"""weir status against dated cases taken from the acts (tests/cases/status.csv)."""
import csv

import weir


EFFECTS = ["none", "does not bind", "cannot tell", "above a price", "in part", "prohibited"]


class Status(weir.Case):
    def test_cases(self):
        """What a list, the lists of a regime or any does to a flow on a day, by the acts."""
        with (weir.SOURCE / "tests/cases/status.csv").open() as f:
            cases = list(csv.DictReader(f))
        self.assertGreaterEqual(len(cases), 120)
        for case in cases:
            rows = [r for r in self.json("status", case["code"], "--from", case["from"], "--to",
                                         case["to"], "--on", case["on"])
                    if r["annex"] and (case["list"] in ("any", r["regime"], r["annex"])
                                       or r["annex"].startswith(case["list"] + " "))]
            for r in rows:
                self.assertTrue(r["act"] and r["basis"] and r["date_status"])
            got = max((self.effect(r) for r in rows), key=EFFECTS.index, default="none")
            if case["list"] == "any" and got == "does not bind":
                got = "none"
            with self.subTest(**case):
                self.assertEqual(got, case["answer"])

    def test_transitions_and_quotas(self):
        """What a ban leaves free for a while, or up to an amount, is said with it."""
        with (weir.SOURCE / "tests/cases/transition.csv").open() as f:
            for case in csv.DictReader(f):
                rows = self.json("status", case["code"], "--from", case["from"], "--to", case["to"], "--on", case["on"])
                words = rows[0]["verdict"].split("; of the rest")[0]
                with self.subTest(**case):
                    if case["verdict"] == "none":
                        self.assertNotIn("prohibited", words)
                    elif "in part" in case["verdict"]:
                        self.assertTrue(words.startswith(case["verdict"]), words)
                    else:
                        self.assertEqual(words, case["verdict"])

    @staticmethod
    def effect(row):
        if row["prohibits"] is False:
            return "none"
        if not row["binding_on_exporter"]:
            return "does not bind"
        if row["prohibits"] is None:
            return "cannot tell"
        if (row["condition"] or "").startswith("above"):
            return "above a price"
        return "in part" if row["partial"] else "prohibited"

    def test_words(self):
        """The four answers; what is not held is named, nothing is called lawful."""
        def said(code, frm, to, on):
            text = self.weir("status", code, "--from", frm, "--to", to, "--on", on)
            self.assertNotIn("lawful", text)
            return text

        text = said("842952", "China", "RUS", "2022-09-15")
        self.assertIn("listed elsewhere (CA), does not bind the exporter", text)
        self.assertIn("not yet listed then: from 2023-02-26", text)
        self.assertIn("842952 from DEU to RUS, 2023-04-01: prohibited for the exporter\n",
                      said("842952", "DEU", "RUS", "2023-04-01"))
        self.assertIn("prohibited for the exporter; contracts of before 2023-02-26 until 2023-03-27",
                      said("842952", "DEU", "RUS", "2023-03-27"))
        # a transition is for what the act newly names: excavators were listed before the 11th package
        self.assertNotIn("contracts", said("842952", "DEU", "RUS", "2023-07-01").splitlines()[0])
        self.assertIn("on no list held here", said("070190", "DEU", "RUS", "2024-03-01"))
        self.assertIn("prohibited in part for the exporter: over 1,900 cc, not ambulances",
                      said("870323", "DEU", "RUS", "2024-01-01"))
        self.assertIn("prohibited for the exporter above EUR 300 per item",
                      said("420221", "FRA", "RUS", "2023-01-01"))
        self.assertIn("prohibited in part for the exporter: only what ML3, ML4 of the list describes",
                      said("930630", "DEU", "RUS", "2023-05-01"))
        for code, frm, to, on, missing in (
                ("842952", "JPN", "RUS", "2023-03-01", "JP, Foreign Exchange"),
                ("842952", "CHE", "RUS", "2023-03-01", "CH, Ordinance"),
                ("848180", "DEU", "RUS", "2022-03-01", "Annex I to Reg. (EU) 2021/821"),
                ("842952", "DEU", "IRN", "2023-03-01", "EU, Reg. (EU) 267/2012"),
                ("070190", "CHN", "PRK", "2023-03-01", "UN, Security Council resolutions"),
                ("070190", "DEU", "RUS", "2026-05-01", "the 20th package")):
            text = said(code, frm, to, on)
            self.assertIn("cannot tell: by no list held here, but one that is not held", text)
            self.assertIn(missing, text)

    def test_headings(self):
        """Of a heading it is said how many of its subheadings: 11 of the 14 of 8703 by the 11th
        package (8703 21, 22 and 31 are not in it)."""
        text = self.weir("status", "8703", "--from", "DEU,CHN", "--to", "RUS", "--on", "2023-08-01")
        self.assertIn("8703 from DEU: prohibited in part: 11 of 14 subheadings (7 prohibited, "
                      "4 prohibited in part, 3 cannot tell)", text)
        self.assertIn("8703 from CHN: listed, not binding: 14 of 14 subheadings", text)
        text = self.weir("status", "8429", "--from", "DEU", "--to", "RUS", "--on", "2024-01-01")
        self.assertRegex(text, r"8429 from DEU: prohibited: (\d+) of \1 subheadings")
        ranged = self.json("status", "8428-8430", "--from", "G7", "--to", "RUS", "--on", "2024-01-01")
        self.assertEqual({r["asked"][:4] for r in ranged}, {"8428", "8429", "8430"})
        self.assertEqual({r["exporter"] for r in ranged},
                         {"CAN", "DEU", "FRA", "GBR", "ITA", "JPN", "USA"})

    def test_imports(self):
        """An import ban binds the importer, and is held in part."""
        text = self.weir("status", "271012", "--from", "RUS", "--to", "DEU", "--on", "2023-03-01")
        self.assertIn("prohibited for the importer", text)
        for code, frm, to in (("070190", "RUS", "DEU"), ("310420", "BLR", "DEU"), ("270900", "RUS", "USA"),
                              ("270112", "PRK", "CHN"), ("240220", "CUB", "USA"), ("720827", "RUS", "CHE")):
            text = self.weir("status", code, "--from", frm, "--to", to, "--on", "2023-05-01")
            self.assertIn("cannot tell", text)
            self.assertIn("imports", text)
        # coal contracts of before until 2022-08-10; petroleum products: transition.csv
        coal = self.weir("status", "270112", "--from", "RUS", "--to", "DEU", "--on", "2022-05-01")
        self.assertIn("prohibited for the importer; contracts of before 2022-04-09 until 2022-08-10", coal)

    def test_transitions(self):
        """By the annex that names the code, not by its heading (Annexes XXIIIA to G, Art. 3k(3af), (3ak))."""
        for code, day, until in (("391721", "2024-04-15", "2024-06-20"), ("391220", "2024-02-15", "2024-03-20"),
                                 ("848180", "2024-11-15", "2024-12-26"), ("848190", "2024-08-15", "2024-09-26"),
                                 ("690919", "2026-02-15", "2026-04-25"), ("732690", "2025-11-15", "2026-01-21")):
            text = self.weir("status", code, "--from", "DEU", "--to", "RUS", "--on", day)
            self.assertRegex(text, rf"contracts of before \d{{4}}-\d\d-\d\d until {until}")
        for code, day in (("732090", "2025-03-15"), ("830241", "2025-08-15"), ("848190", "2024-10-15")):
            self.assertNotIn("contracts", self.weir("status", code, "--from", "DEU", "--to", "RUS", "--on", day))

    def test_territories(self):
        """Areas with statistics of their own that are of the United States or of the Union are bound as these are."""
        for who, bound in {"PRI": True, "GUM": True, "REU": True, "JEY": True, "GIB": True, "HKG": False}.items():
            text = self.weir("status", "854231", "--from", who, "--to", "RUS", "--on", "2024-01-01")
            self.assertEqual("prohibited for the exporter" in text, bound, who)

    def test_embargoes_that_ended(self):
        """Resolutions 1907 and 2444, 1572 and 2283: what is on a list that is not held cannot be told; before and
        after it nothing prohibits."""
        for to, day, told in (("ERI", "2015-06-01", False), ("ERI", "2018-11-13", False), ("ERI", "2018-11-14", True),
                              ("ERI", "2009-12-22", True), ("CIV", "2010-06-01", False), ("CIV", "2017-01-01", True),
                              ("LBR", "2015-06-01", False), ("SLE", "2005-06-01", False), ("SLE", "2011-01-01", True)):
            text = self.weir("status", "930190", "--from", "CHN", "--to", to, "--on", day)
            self.assertEqual("cannot tell" not in text.splitlines()[0], told, (to, day, text))

    def test_lists_that_are_not_held(self):
        """15 CFR 744.21 and 746.5 as they stood from 2014, SI 2019/855 in force on 2020-12-31 (by general knowledge):
        what is described without codes cannot be told; nothing is of before."""
        for code, exporter, day, told in (
                ("854231", "USA", "2014-09-16", True), ("854231", "USA", "2021-06-01", False),
                ("730429", "USA", "2014-08-05", True), ("843041", "USA", "2014-08-06", False),
                ("070190", "USA", "2021-06-01", True), ("854231", "GBR", "2021-06-01", False),
                ("070190", "GBR", "2021-06-01", True), ("854231", "CAN", "2021-06-01", True)):
            text = self.weir("status", code, "--from", exporter, "--to", "RUS", "--on", day)
            self.assertEqual("cannot tell" in text.splitlines()[0], not told, (code, exporter, day, text))

    def test_codes_of_the_part(self):
        """Annex XVII as Reg. (EU) 2022/428 has it: 7208 51 20, 91 and 98; 7304 49 10, 93, 95 and 99, of the CN of 2022."""
        for code, day, codes in (("720851", "2022-04-01", "72085120, 72085191, 72085198"),
                                 ("730449", "2022-04-01", "73044910, 73044993, 73044995, 73044999")):
            text = self.weir("status", code, "--from", "RUS", "--to", "DEU", "--on", day)
            self.assertIn("in part for the importer: of it %s;" % codes, text.splitlines()[0])

    def test_imports_and_territories(self):
        """Decision 2014/512/CFSP, Art. 2(2); SI 2019/855, reg. 23; resolutions 2036, 1970, 1643; Reg. (EU) 692/2014: what
        came from where in Ukraine is not in trade statistics."""
        for code, exporter, to, day, told in (
                ("930690", "RUS", "DEU", "2014-07-31", "listed, but by nothing"), ("930690", "RUS", "DEU", "2016-06-01", "prohibited"),
                ("930690", "RUS", "GBR", "2021-06-01", "prohibited"), ("930690", "RUS", "CHN", "2021-06-01", "listed elsewhere (EU, UK), does not bind the exporter or importer"),
                ("440290", "SOM", "OMN", "2015-06-01", "prohibited"), ("930190", "LBY", "EGY", "2012-06-01", "prohibited"),
                ("710231", "CIV", "ISR", "2014-04-28", "prohibited"), ("710231", "CIV", "ISR", "2014-04-29", "on no list"),
                ("220421", "UKR", "DEU", "2016-06-01", "cannot tell"), ("843049", "DEU", "UKR", "2016-06-01", "cannot tell"),
                ("070190", "DEU", "UKR", "2016-06-01", "on no list"), ("841350", "USA", "SDN", "2010-06-01", "cannot tell"),
                ("841350", "CHE", "SYR", "2015-06-01", "cannot tell"), ("930190", "CHN", "PRK", "2012-06-01", "cannot tell"),
                ("930110", "CHN", "PRK", "2012-06-01", "prohibited"), ("930190", "CHN", "PRK", "2016-03-02", "prohibited"),
                ("847150", "DEU", "BLR", "2021-07-01", "cannot tell"), ("731300", "DEU", "MMR", "2015-06-01", "cannot tell")):
            text = self.weir("status", code, "--from", exporter, "--to", to, "--on", day)
            self.assertIn(": " + told, text.splitlines()[0], (code, exporter, to, day))

    def test_contracts_of_before(self):
        """Decision 2014/512/CFSP, Art. 2(4), until Decision (CFSP) 2022/578 closed it."""
        for day, there in (("2014-07-31", False), ("2020-01-01", True), ("2022-04-08", True), ("2022-04-09", False)):
            text = self.weir("status", "930690", "--from", "FRA", "--to", "RUS", "--on", day)
            self.assertEqual("contracts of before 2014-08-01 until 2022-04-08" in text, there, (day, text))

    def test_in_part(self):
        """What part is said, and that of the rest it cannot be told."""
        text = self.weir("status", "847150", "--from", "DEU", "--to", "RUS", "--on", "2022-03-20")
        self.assertIn("above EUR 750 per item; of the rest it cannot be told", text)
        self.assertIn("Annex I to Reg. (EU) 2021/821", text)
        text = self.weir("status", "730411", "--from", "CAN", "--to", "RUS", "--on", "2018-06-01")
        self.assertIn("prohibited in part for the exporter: for the use in oil exploration", text)
        self.assertIn("prohibited for the exporter\n", self.weir(
            "status", "87042110", "--from", "DEU", "--to", "RUS", "--on", "2024-07-01"))
        text = self.weir("status", "842952", "--from", "DEU", "--to", "RUS", "--on", "2035-05-17")
        self.assertIn("by the list as it is held, to 2026-03-31", text)

    def test_four_answers(self):
        for code, frm, to, on, answer, extent in (
                ("842952", "DEU", "RUS", "2023-04-01", "prohibited", "whole"),
                ("870323", "DEU", "RUS", "2024-01-01", "prohibited", "part"),
                ("420221", "DEU", "RUS", "2023-01-01", "prohibited", "above a price"),
                ("842952", "CHN", "RUS", "2023-04-01", "listed elsewhere", None),
                ("070190", "DEU", "RUS", "2024-03-01", "not on any list held", None),
                ("842952", "JPN", "RUS", "2023-04-01", "cannot tell", None),
                ("930690", "GBR", "RUS", "2020-06-01", "prohibited", "whole"),  # Withdrawal Agreement, Art. 127
                ("930690", "USA", "CHN", "2021-01-01", "cannot tell", None),
                ("441251", "CHN", "RUS", "2022-05-01", "not on any list held", None)):
            rows = self.json("status", code, "--from", frm, "--to", to, "--on", on)
            with self.subTest(code=code, frm=frm, to=to, on=on):
                self.assertEqual({(r["answer"], r["extent"]) for r in rows}, {(answer, extent)})

    def test_held(self):
        """What is held and what is missing is a table; every answer rests on it."""
        held = self.json("status", "--held")
        self.assertEqual({r["completeness"] for r in held}, {"whole", "part", "none"})
        by = {(r["list"], r["annex"]): r for r in held}
        self.assertEqual(by["Reg. 833/2014", "XXIII"]["completeness"], "whole")
        self.assertEqual(by["Reg. 833/2014", "XXIII"]["held_from"], "2022-04-09")
        for r in held:
            self.assertEqual(r["codes"] == 0, r["completeness"] == "none", r)
            self.assertTrue(r["gap"] or r["completeness"] == "whole", r)
        self.assertTrue(all("BLR" in r["destinations"]
                            for r in self.json("status", "--held", "--to", "Belarus")))

    def test_range(self):
        rows = self.json("status", "842952", "--from", "DEU", "--to", "RUS", "--on",
                         "2022-01..2023-12")
        self.assertEqual([(r["annex"], r["code"], r["listed_since"]) for r in rows
                          if r["regime"] == "EU"],
                         [("XXIII", "842952", "2023-02-26"), ("XXIII", "8429", "2023-06-24")])
        self.assertEqual({r["verdict"] for r in rows},
                         {"changed: cannot tell from 2022-01-01, prohibited from 2023-02-26"})

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
        self.assertIn("prohibited for the exporter (8 of 18): 847130 from DEU",
                      self.weir("status", "8471,842952", "--from", "CHN,Germany", *day))

    def test_called_wrongly(self):
        for arguments in (["842952"], ["841", "--from", "CHN", "--to", "RUS"],
                          ["abcdef", "--from", "CHN", "--to", "RUS"],
                          ["842952", "--from", "CHN", "--to", "RUS", "--on", "2022-02-30"],
                          ["842952", "--from", "CHN", "--to", "RUS", "--on", "2023..2022"]):
            self.fails("status", *arguments, code=2)
        self.assertIn("Atlantis", self.fails("status", "842952", "--from", "Atlantis", "--to", "RUS"))


weir.main()
