"""weir groups: groups of areas and goods, and lists, against data/."""
import csv

import weir


def table(name):
    with open(weir.SOURCE / "data" / name) as f:
        return list(csv.DictReader(f))


class Groups(weir.Case):
    def test_groups(self):
        groups = {(r["kind"], r["name"]): r for r in self.json("groups")}
        self.assertEqual(groups["areas", "EAEU"]["members"], ["ARM", "BLR", "KAZ", "KGZ", "RUS"])
        self.assertEqual(groups["areas", "EU"]["count"], 27)
        self.assertEqual(groups["list", "chpl"]["count"], 50)
        for group in {r["grp"] for r in table("group/product.csv")}:
            codes = sorted({r["hs6"] for r in table("group/product.csv") if r["grp"] == group})
            self.assertEqual(groups["goods", group.replace("_", " ")]["members"], codes)
        self.assertIn("870121", self.weir("groups", "heavy", "trucks"))

    def test_nothing_found(self):
        self.assertIn("have 'zzz'", self.fails("groups", "zzz"))


weir.main()
