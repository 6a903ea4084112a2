"""weir warrant: who issued it, for what, and where the statute bound."""
import weir


class Warrant(weir.Case):
    def test_china(self):
        got = self.json("warrant", "Putin", "--in", "CHN", "--on", "2023-10-17")
        self.assertEqual((got["issuer"], got["warrant_date"], got["state"], got["state_bound"],
                          got["bound_since"]),
                         ("International Criminal Court", "2023-03-17", "CHN", False, None))
        self.assertEqual(len(got["charges"]), 2)
        self.assertIn("deportation", got["charges"][0])
        self.assertIn("transfer", got["charges"][1])
        self.assertEqual(got["articles"], ["8(2)(a)(vii)", "8(2)(b)(viii)"])
        self.assertTrue(any("immunity" in n for n in got["notes"]))
        self.assertTrue(any("no party" in n for n in got["notes"]))

    def test_any_spelling(self):
        """A name in its own script, in the order of lists or as others romanise it finds the person; another's does not."""
        for name, person in {"Путин": "PUTIN", "Владимир Путин": "PUTIN", "Putin, Vladimir": "PUTIN", "Wladimir Poutine": "PUTIN",
                             "Львова-Белова": "LVOVA-BELOVA", "Schoigu": "SHOIGU", "Gerassimow": "GERASIMOV"}.items():
            self.assertIn(person, self.json("warrant", name, "--in", "CHN", "--on", "2024-12-01")["person"], name)
        for name in "Putilin", "Vladimir Petrov":
            message = self.fails("warrant", name, "--in", "CHN", "--on", "2024-12-01")
            self.assertIn(f"no warrant against '{name}' in the register", message)
            self.assertIn("Viktor Nikolayevich SOKOLOV", message)

    def test_ratified_is_not_yet_bound(self):
        got = self.json("warrant", "vladimir putin", "--in", "Armenia", "--on", "2023-12-01")
        self.assertFalse(got["state_bound"])
        self.assertTrue(any("ratified is not yet bound" in n for n in got["notes"]))
        got = self.json("warrant", "Putin", "--in", "ARM", "--on", "2024-02-01")
        self.assertTrue(got["state_bound"])
        self.assertEqual(got["bound_since"], "2024-02-01")

    def test_accepted_before(self):
        """Ukraine's declarations under Art. 12(3) are said where it was no party yet; without a state of none is said."""
        text = self.weir("warrant", "Putin", "--in", "UKR", "--on", "2024-01-01")
        self.assertIn("Art. 12(3) of 2014-04-17 and 2015-09-08", text)
        self.assertIn("ratified is not yet bound", text)
        self.assertNotIn("Art. 12(3)", self.weir("warrant", "Putin", "--in", "FRA", "--on", "2024-01-01"))
        got = self.json("warrant", "Putin", "--on", "2024-01-01")
        self.assertEqual((got["warrant_date"], got["state"], got["state_bound"]), ("2023-03-17", None, None))
        self.assertFalse(any("no party" in n for n in got["notes"]))
        self.assertNotIn("bound", self.weir("warrant", "Putin", "--on", "2024-01-01"))
        path = self.write("c.yaml", "claims:\n  - id: a\n    sentence: x\n    tests:\n"
                                    "      - {kind: warrant, person: Putin, state: UKR, on: 2024-01-01, says: yes}\n")
        self.assertIn("with the duty to cooperate", self.weir("claim", "check", path))

    def test_bound(self):
        self.assertTrue(self.json("warrant", "Putin", "--in", "MNG", "--on", "2024-09-02")
                        ["state_bound"])
        got = self.json("warrant", "Putin", "--in", "BDI", "--on", "2023-10-17")
        self.assertFalse(got["state_bound"])
        self.assertEqual(got["bound_until"], "2017-10-26")

    def test_before_the_warrant(self):
        got = self.json("warrant", "Shoigu", "--in", "MNG", "--on", "2024-01-01")
        self.assertFalse(got["in_force_on_day"])
        self.assertTrue(any("no warrant yet" in n for n in got["notes"]))
        text = self.weir("warrant", "Putin", "--in", "MNG", "--on", "2023-03-16")
        self.assertIn("there was no warrant yet, it is of 2023-03-17", text)
        self.assertNotIn("no warrant yet", self.weir("warrant", "Putin", "--in", "MNG", "--on", "2023-03-17"))

    def test_the_union_and_the_future(self):
        """The Union is no state: its members are parties.  Of a day that has not come no register says what will be."""
        self.assertIn("is no state", self.fails("warrant", "Putin", "--in", "EU27", "--on", "2023-10-12", code=2))
        said = self.call("warrant", "Putin", "--in", "HUN", "--on", "2090-01-01")
        self.assertIn("2090-01-01 has not come", said.stderr)
        self.assertIn("2090-01-01 has not come", self.call("treaty", "rome", "--on", "2090-01-01").stderr)
        for kind, more in (("bound", "treaty: rome, state: EU27, on: 2023-11-01, says: yes"),
                           ("count", "treaty: rome, on: 2090-01-01, says: 125"),
                           ("warrant", "person: Putin, state: EU27, says: yes")):
            path = self.write("c.yaml", f"claims:\n  - id: a\n    sentence: x\n    tests:\n      - {{kind: {kind}, {more}}}\n")
            found, = self.json("claim", "check", path)
            self.assertEqual(found["verdict"], "cannot_tell", kind)

    def test_of_one_day(self):
        """Armenia was bound for two of these three months: neither yes nor no is true of them."""
        for words in (("warrant", "Putin", "--in", "ARM"), ("treaty", "rome", "--count")):
            self.assertIn("is not one day", self.fails(*words, "--on", "2024-01..2024-03", code=2))

    def test_unconfirmed_is_said(self):
        got = self.json("warrant", "Sokolov", "--in", "MNG", "--on", "2024-06-01")
        self.assertTrue(any("unconfirmed" in n for n in got["notes"]))

    def test_called_wrongly(self):
        self.assertIn("no warrant", self.fails("warrant", "Nobody", "--in", "CHN"))
        self.fails("warrant", "Putin", "--in", code=2)
        self.fails("warrant", "--in", "CHN", code=2)


weir.main()
