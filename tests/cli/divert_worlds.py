"""weir divert on simulated worlds: how many corridors are found where nothing is diverted, and where a
tenth is.  docs/method/divert.md has the table of larger ones."""
import csv
import math
import random

import weir

VIAS = {"KAZ": 398, "KGZ": 417, "ARM": 51, "GEO": 268, "UZB": 860, "TJK": 762, "AZE": 31, "SRB": 688, "ARE": 784,
        "TUR": 792}
ELSEWHERE = (840, 392, 156)
MONTHS = [year * 100 + month for year in (2019, 2020, 2021, 2022) for month in range(1, 13)]
CUT = MONTHS.index(202203)
FAMILIES = 80
HEADER = ("typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
          "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue\n")


def codes(rnd):
    """Six digits that all three revisions of the HS have: their families are themselves."""
    of = {}
    with open(weir.SOURCE / "data" / "hs" / "code.csv") as f:
        for r in csv.DictReader(f):
            if r["level"] == "6":
                of.setdefault(r["revision"], set()).add(r["code"])
    return rnd.sample(sorted(set.intersection(*of.values())), FAMILIES)


class World:
    """Germany to Russia, directly (a tenth is left since March 2022) and through ten others."""

    def __init__(self, seed, growth=1.0, boom=1.0, diverted=0.0, sent=True):
        self.rnd, self.rows, self.diverted = random.Random(seed), [], {}
        for code in codes(self.rnd):
            noise, memory = self.rnd.choice((.2, .4, .6)), self.rnd.choice((0, .3, .6))
            level = self.rnd.gauss(14, 1)
            self.add(276, 643, code, level, .1, noise, memory)
            for area in ELSEWHERE:
                self.add(276, area, code, level, growth, noise, memory)
            for via, area in VIAS.items():
                came = level - self.rnd.uniform(1, 3)
                wanted = boom if self.rnd.random() < .5 else 1
                is_diverted = self.rnd.random() < diverted
                went_in = self.add(276, area, code, came, growth * wanted * (4 if is_diverted else 1), noise,
                                   memory, self.rnd.randint(0, 3)) * 3 / 4
                went_on = went_in
                if sent:
                    went_on = self.add(area, 643, code, came - self.rnd.uniform(0, 2),
                                       math.sqrt(growth) * (6 if is_diverted else 1), noise, memory,
                                       self.rnd.randint(0, 4)) * 5 / 6
                if is_diverted:
                    self.diverted[via, code] = min(went_in, went_on)

    def add(self, exporter, importer, code, level, times, noise, memory, later=0):
        """A flow that changes by so many times; the sum from then on."""
        e, phase, sum_after = 0, self.rnd.random() * 2 * math.pi, 0
        for t, month in enumerate(MONTHS):
            e = memory * e + self.rnd.gauss(0, noise) * math.sqrt(1 - memory * memory)
            x = level + e + .2 * math.sin(t * math.pi / 6 + phase) + (math.log(times) if t >= CUT + later else 0)
            self.rows.append(f"C,M,{month // 100},{month % 100},{month},{exporter},X,{importer},0,H5,{code},"
                             f"C00,0,0,0,-1,{math.exp(x):.0f}\n")
            sum_after += math.exp(x) if t >= CUT + later else 0
        return sum_after


class Worlds(weir.Case):
    def found(self, world):
        self.weir("ingest", self.write("world.csv", HEADER + "".join(world.rows)))
        rows = self.json("divert", "--to", "RUS", "--from", "DEU", "--via", ",".join(VIAS))
        self.assertEqual({r["corridors_tested"] for r in rows}, {FAMILIES * len(VIAS)})
        return {(r["via"], r["family"]): r for r in rows
                if r["verdict"] in ("pattern of diversion", "consistent with diversion")}

    def test_nothing_happens(self):
        self.assertLessEqual(len(self.found(World(1))), FAMILIES * len(VIAS) * .005)

    def test_all_grows(self):
        self.assertLessEqual(len(self.found(World(2, growth=1.8))), FAMILIES * len(VIAS) * .005)

    def test_own_demand(self):
        self.assertLessEqual(len(self.found(World(3, boom=3))), FAMILIES * len(VIAS) * .005)

    def test_a_tenth_is_diverted(self):
        world = World(4, growth=1.8, diverted=.1)
        got = self.found(world)
        true = [k for k in got if k in world.diverted]
        self.assertGreaterEqual(len(true), .6 * len(world.diverted))
        self.assertLessEqual(len(got) - len(true), .1 * len(got))   # .05, and chance
        self.assertTrue(all(r["links_missing"] == [] for r in got.values()))
        held = [r["diverted_low"] <= world.diverted[k] <= r["diverted_high"] for k, r in got.items() if k in true]
        self.assertGreaterEqual(sum(held), .85 * len(held))     # .95, and chance

    def test_the_flow_out_is_not_there(self):
        world = World(5, growth=1.8, diverted=.1, sent=False)
        got = self.found(world)
        self.assertGreaterEqual(len([k for k in got if k in world.diverted]), .6 * len(world.diverted))
        self.assertLessEqual(len([k for k in got if k not in world.diverted]), .1 * len(got))


if __name__ == "__main__":
    weir.main()
