"""weir areas: countries and what they are called, against data/."""
import csv

import weir


def table(name):
    with open(weir.SOURCE / "data" / name) as f:
        return list(csv.DictReader(f))


class Areas(weir.Case):
    def test_areas(self):
        row, = self.json("areas", "kyrgyz")
        self.assertEqual((row["m49"], row["iso3"], row["name"]), (417, "KGZ", "Kyrgyzstan"))
        self.assertEqual(row["groups"], "CCA3, CIS, EAEU")
        self.assertEqual([r["iso3"] for r in self.json("areas", "643")], ["RUS"])
        self.assertEqual(len(self.json("areas")), len(table("area/area.csv")))

    def test_nothing_found(self):
        self.assertIn("have 'zzz'", self.fails("areas", "zzz"))


weir.main()
