"""weir codes: goods by word or code, against data/."""
import csv

import weir


def table(name):
    with open(weir.SOURCE / "data" / name) as f:
        return list(csv.DictReader(f))


class Codes(weir.Case):
    def test_codes(self):
        rows = {r["code"]: r for r in self.json("codes", "excavators")}
        named = {r["code"] for r in table("hs/code.csv") if "excavator" in r["label"].lower()}
        self.assertTrue(named <= set(rows))
        self.assertEqual(rows["842952"]["revisions"], "2012, 2017, 2022")
        self.assertEqual((rows["842952"]["level"], rows["8429"]["level"]), ("subheading", "heading"))
        self.assertIn("EU XXIII to RUS since 2023-02-26", rows["842952"]["lists"])
        below = {r["code"] for r in table("hs/code.csv") if r["code"].startswith("8471")}
        self.assertEqual({r["code"] for r in self.json("codes", "8471")}, below)
        chapters = {r["code"] for r in table("hs/code.csv") if r["level"] == "2"}
        self.assertEqual({r["code"] for r in self.json("codes")}, chapters)
        self.assertIn("870323", [r["code"] for r in self.json("codes", "cars")])
        circuits = [r["code"] for r in self.json("codes", "electronic", "integrated", "circuits")]
        self.assertIn("854231", circuits)
        self.assertIn("tier 1", next(r["lists"] for r in self.json("codes", "854231")))

    def test_what_was_meant_comes_first(self):
        """Words of the press first, words as such before parts of words; "car" stands in carcasses."""
        for word, first in (("cars", "8703"), ("chips", "8541"), ("8703", "8703")):
            self.assertEqual(self.json("codes", word)[0]["code"], first, word)

    def test_nothing_found(self):
        self.assertIn("have 'zzz'", self.fails("codes", "zzz"))


weir.main()
