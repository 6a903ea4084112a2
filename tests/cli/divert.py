"""weir divert: corridors made by hand, in the layout of UN Comtrade."""
import json
import math
import random

import weir

DEU, RUS, KAZ, KGZ, USA, FRA = 276, 643, 398, 417, 840, 251
MONTHS = [year * 100 + month for year in (2020, 2021, 2022, 2023) for month in range(1, 13)]
CUT = MONTHS.index(202203)
HEADER = ("typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
          "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue")
STEADY = [str(code) for code in range(841911, 841990, 10)] + [
    "843010", "843020", "843110", "843120", "850110", "850120", "850131", "850132", "850133", "850134",
    "850140", "850151", "850152", "850153", "850211", "850212", "850213", "850220", "901010", "901110"]


class Divert(weir.Case):
    def setUp(self):
        super().setUp()
        self.random = random.Random(5)
        self.flows = {}

    def flow(self, exporter, importer, code, level, times=1.0, since=CUT):
        """A level with noise of a tenth, that many times higher from a month on."""
        self.flows[exporter, importer, code] = [
            round(level * (times if t >= since else 1) * math.exp(self.random.gauss(0, .1)))
            for t in range(len(MONTHS))]

    def load(self):
        lines = [HEADER]
        for (exporter, importer, code), values in self.flows.items():
            for month, value in zip(MONTHS, values):
                lines.append(f"C,M,{month // 100},{month % 100},{month},{exporter},X,{importer},0,H5,{code},"
                             f"C00,0,0,0,-1,{value}")
        self.weir("ingest", "--vintage", "2024-01-01", self.write("made.csv", "\n".join(lines) + "\n"))

    def corridor(self, code, direct=0.1, came=5.0, came_since=CUT + 1, sent=6.0, via=KAZ):
        self.flow(DEU, RUS, code, 1e6, direct)
        self.flow(DEU, via, code, 1e5, came, came_since)
        if sent:
            self.flow(via, RUS, code, 4e4, sent, came_since)

    def world(self):
        for code in STEADY:
            self.corridor(code, 1, 1, sent=1)
        self.corridor("842952")                             # all three
        self.corridor("847150", sent=1)                     # nothing more went on
        self.corridor("870323", direct=1)                   # nothing fell
        self.corridor("841810", came_since=CUT + 17)        # too late
        self.corridor("901890", via=KGZ, sent=None)         # the flow out is not in the store
        self.load()

    def sums(self, flow, since=CUT):
        """Since the date, and the same months of the year before it."""
        values = self.flows[flow]
        return (sum(values[since - 12 + (t - since) % 12] for t in range(since, len(MONTHS))),
                sum(values[since:]))

    def divert(self, *words, **options):
        rows = self.json("divert", "--to", "RUS", "--from", "DEU", *words, **options)
        return {(r["via"], r["family"]): r for r in rows}

    def test_verdicts(self):
        self.world()
        got = self.divert()
        self.assertEqual({k: r["verdict"] for k, r in got.items()
                          if r["verdict"].startswith(("pattern", "consistent"))},
                         {("KAZ", "842952"): "pattern of diversion",
                          ("KGZ", "901890"): "consistent with diversion"})
        self.assertEqual([got["KAZ", c]["reason"] for c in ("847150", "870323", "841810")],
                         ["no more was sent on", "the direct flow did not fall",
                          "the dates do not fit"])
        self.assertEqual(got["KGZ", "901890"]["links_missing"], ["KGZ to RUS"])
        self.assertEqual(got["KAZ", "842952"]["links_missing"], [])
        self.assertIsNone(got["KAZ", "847150"]["diverted"])
        # first those that are shown; one corridor of each of 33 families
        self.assertEqual({k[1] for k in list(got)[:2]}, {"842952", "901890"})
        self.assertEqual(got["KAZ", "842952"]["corridors_tested"], len(STEADY) + 5)
        # of those that are shown too no more rows than asked for, and how many there are
        text = self.weir("divert", "--to", "RUS", "--from", "DEU", "--limit", "1")
        self.assertEqual(len([line for line in text.split("\n") if line.startswith("DEU ")]), 1)
        self.assertIn(f"{len(got) - 1} more: --limit 0 shows all", text)

    def test_who_may_be_an_origin(self):
        """Where none is named: neither the target, which buys from intermediaries too, nor areas that are
        no state."""
        self.flow(DEU, RUS, "842952", 1e6, .1)
        for exporter in (DEU, RUS, 899):
            self.flow(exporter, KAZ, "842952", 1e5, 5)
        self.load()
        rows = self.json("divert", "--to", "RUS", "--via", "KAZ")
        self.assertEqual([(r["origin"], r["corridors_tested"]) for r in rows], [("DEU", 1)])

    def test_an_intermediary_that_is_not_there(self):
        """That the store has nothing of it is said, and what would tell is in the plan."""
        self.world()
        done = self.call("divert", "--to", "RUS", "--from", "DEU", "--via", "TUR,ARE")
        self.assertIn("to intermediaries: nothing is in the store", done.stdout)
        self.assertIn("the store has nothing from DEU to TUR, ARE: that is not none", done.stdout + done.stderr)

    def test_a_rise_that_is_not_sure(self):
        """Sums that rose are not said to have not: of a flow that jumps, a half more is nothing sure."""
        for code in STEADY:
            self.corridor(code, 1, 1, sent=1)
        self.corridor("842952", sent=None)
        self.flows[DEU, KAZ, "842952"] = [round((1.5 if t >= CUT else 1) * 1e5 * (.1, 1, 4, .3, 2)[t * 7 % 5])
                                          for t in range(len(MONTHS))]
        self.load()
        got = self.divert()["KAZ", "842952"]
        before, after = self.sums((DEU, KAZ, "842952"))
        self.assertGreater(after, 1.25 * before)
        self.assertEqual((got["verdict"], got["reason"]), ("not shown", "what goes in did not surely rise"))

    def test_flows_from_nothing(self):
        """A direct flow that ends and a flow out that begins are no less sure than others."""
        for code in STEADY:
            self.corridor(code, 1, 1, sent=1)
        for code in ("842952", "848210", "842951"):
            self.corridor(code, direct=0, came=8)
            self.flows[KAZ, RUS, code] = [round((t > CUT) * 5e5 * math.exp(self.random.gauss(0, .1)))
                                          for t in range(len(MONTHS))]
        self.load()
        shown = {k[1]: r for k, r in self.divert().items() if r["verdict"] == "pattern of diversion"}
        self.assertEqual(set(shown), {"842952", "848210", "842951"})
        self.assertEqual({r["since_out"] for r in shown.values()}, {"2022-04"})

    def test_what_rose_late(self):
        """Flows in and out rose six months after the direct flow fell: what came since then is diverted, not a share
        of all months since the date."""
        for code in STEADY[:4]:
            self.corridor(code, 1, 1, sent=1)
        self.corridor("842952", direct=.05, came=8, came_since=CUT + 16, sent=16)
        self.load()
        row = self.divert("--via", "KAZ", "--within", "24")["KAZ", "842952"]
        _, since_in = self.sums((DEU, KAZ, "842952"), CUT + 16)
        before_in = sum(self.flows[DEU, KAZ, "842952"][:CUT + 16]) / (CUT + 16) * (len(MONTHS) - CUT - 16)
        _, since_out = self.sums((KAZ, RUS, "842952"), CUT + 16)
        before_out = sum(self.flows[KAZ, RUS, "842952"][:CUT + 16]) / (CUT + 16) * (len(MONTHS) - CUT - 16)
        self.assertEqual((row["verdict"], row["since_in"]), ("pattern of diversion", "2023-07"))
        true = min(since_in - before_in, since_out - before_out)
        self.assertAlmostEqual(row["diverted"] / true, 1, delta=.05)

    def test_a_fall_before_the_date(self):
        """The direct flow fell nine months before: since when is said, and no share is made of a part of the fall."""
        for code in STEADY[:4]:
            self.corridor(code, 1, 1, sent=1)
        self.corridor("842952", came_since=CUT, sent=16, came=8)
        self.flow(DEU, RUS, "842952", 1e6, .05, CUT - 9)
        self.load()
        done = self.call("divert", "--to", "RUS", "--from", "DEU", "--via", "KAZ", "--code", "842952", "--json")
        row, = json.loads(done.stdout)
        self.assertEqual((row["since_direct"], row["since_in"], row["substitution"]), ("2021-06", "2022-03", None))
        self.assertIn("the direct flow of 1 of the corridors shown fell before 2022-03", done.stderr)

    def test_what_rose_before(self):
        """What rose half a year before the direct flow fell is no "no more than other goods"."""
        for code in STEADY[:4]:
            self.corridor(code, 1, 1, sent=1)
        self.corridor("842952", came=8, came_since=CUT - 6)
        self.load()
        row = self.divert("--via", "KAZ", "--code", "842952")["KAZ", "842952"]
        self.assertEqual((row["verdict"], row["reason"]),
                         ("not shown", "what goes in is more than before, but no rise since then is sure"))

    def test_from_nothing_alone(self):
        """One corridor, asked for by itself, whose flows in and out begin from nothing in the month of the fall: no
        less sure than from a hundredth, and no ratio is made of nothing."""
        for code in STEADY[:4]:
            self.corridor(code, 1, 1, sent=1)
        for exporter, importer, before, after in ((DEU, RUS, 1e6, 0), (DEU, KAZ, 0, 8e5), (KAZ, RUS, 0, 6e5)):
            self.flow(exporter, importer, "842952", 1e6)
            values = self.flows[exporter, importer, "842952"]
            self.flows[exporter, importer, "842952"] = [
                round(v / 1e6 * (after if t >= CUT else before)) for t, v in enumerate(values)]
        self.flow(DEU, USA, "842952", 5e5)
        self.load()
        row = self.divert("--via", "KAZ", "--code", "842952")["KAZ", "842952"]
        self.assertEqual((row["verdict"], row["since_in"], row["since_out"], row["times_goods"], row["times_elsewhere"]),
                         ("pattern of diversion", "2022-03", "2022-03", None, None))
        sent_on = sum(self.flows[KAZ, RUS, "842952"])
        self.assertEqual(row["rise_out"], sent_on)
        self.assertTrue(row["diverted_low"] < row["diverted"] <= row["diverted_high"] == sent_on)

    def test_amounts(self):
        self.world()
        got = self.divert()["KAZ", "842952"]
        before, after = self.sums((DEU, RUS, "842952"))
        self.assertEqual(got["fall"], before - after)
        before, after = self.sums((DEU, KAZ, "842952"))
        self.assertEqual(got["rise_in"], after - before)
        before, after = self.sums((KAZ, RUS, "842952"))
        self.assertEqual(got["rise_out"], after - before)
        self.assertEqual((got["since_direct"], got["since_in"], got["since_out"]),
                         ("2022-03", "2022-04", "2022-04"))
        # what went in beyond a fifth of it, but no more than went on
        self.assertEqual(got["diverted"], got["rise_out"])
        self.assertTrue(got["diverted_low"] <= got["rise_out"] <= got["diverted_high"] < got["rise_in"])
        self.assertAlmostEqual(got["substitution"], got["diverted"] / got["fall"])
        self.assertAlmostEqual(got["times_goods"], 5, delta=.4)

    def test_more_goes_on_than_in(self):
        """Then all that went in beyond what was expected is diverted: four fifths of it."""
        for code in STEADY:
            self.corridor(code, 1, 1, sent=1)
        self.corridor("842952", sent=40)
        self.load()
        got = self.divert()["KAZ", "842952"]
        after = self.sums((DEU, KAZ, "842952"))[1]
        self.assertAlmostEqual(got["diverted"] / after, .8, delta=.04)
        self.assertTrue(got["diverted_low"] / after < .8 < got["diverted_high"] / after)

    def test_boom_of_all_goods(self):
        """What rises with all other goods to there is no corridor, and with the same goods elsewhere."""
        for code in STEADY:
            self.corridor(code, .1, 5, sent=5)
        self.load()
        for row in self.divert().values():
            self.assertEqual(row["verdict"], "not shown")

    def test_boom_of_the_goods(self):
        for code in STEADY:
            self.corridor(code, 1, 1, sent=1)
            self.flow(DEU, USA, code, 1e6)
        self.corridor("842952")
        self.flow(DEU, USA, "842952", 1e6, 5, CUT + 1)
        self.load()
        row = self.divert("--via", "KAZ")["KAZ", "842952"]
        self.assertEqual(row["verdict"], "not shown")
        self.assertAlmostEqual(row["times_elsewhere"], 1, delta=.1)

    def test_evidence(self):
        """Lines of what was sent to all, and of what was sent on."""
        self.world()
        self.divert("--code", "842952", "--via", "KAZ")
        lines = self.json("evidence", self.json("evidence")[-1]["id"])["sources"]
        self.assertEqual([(r["what"], r["rows"]) for r in lines],
                         [("what origins sent", 2 * len(MONTHS)), ("what was sent on", len(MONTHS))])

    def test_by_via(self):
        self.world()
        rows = self.json("divert", "--to", "RUS", "--from", "DEU", "--code", "842952,847150", "--by", "via")
        self.assertEqual([r["via"] for r in rows], ["KAZ", "all"])
        fall = rise = 0
        for code in ("842952", "847150"):
            before, after = self.sums((DEU, RUS, code))
            fall += before - after
            before, after = self.sums((DEU, KAZ, code))
            rise += after - before
        self.assertEqual((rows[1]["fall"], rows[1]["rise"]), (fall, rise))
        self.assertAlmostEqual(rows[1]["gross"], rise / fall)
        others = [self.sums((DEU, KAZ, code)) for _, via, code in self.flows
                  if via == KAZ and code not in ("842952", "847150")]
        control = sum(x[1] for x in others) / sum(x[0] for x in others)
        self.assertAlmostEqual(rows[1]["control"], control)
        before, after = (sum(x) for x in zip(*(self.sums((DEU, KAZ, c)) for c in ("842952", "847150"))))
        self.assertAlmostEqual(rows[1]["net"], (after - control * before) / fall)
        self.assertIsNone(rows[1]["net_low"])       # two products vary too little
        rows = self.json("divert", "--to", "RUS", "--from", "DEU", "--code", "84", "--by", "via")
        self.assertTrue(rows[-1]["net_low"] < rows[-1]["net"] < rows[-1]["net_high"])

    def test_claims(self):
        self.world()
        gross = self.json("divert", "--to", "RUS", "--from", "DEU", "--code", "842952,847150", "--by", "via")[-1]
        text = "claims:\n" + "".join(
            f"  - id: {name}\n    sentence: '{says}'\n    tests:\n      - {{kind: diverted, from: DEU, to: RUS, "
            f"code: '842952,847150', since: 2022-03, says: '{says}'{more}}}\n" for name, says, more in (
                ("gross", f"{100 * gross['gross']:.1f} %", ", of: gross"), ("far", "90 %", ", of: gross"),
                ("net", f"{100 * gross['net']:.1f} %", ", via: KAZ"),
                ("later", "half", ", via: UZB")))
        got = {c["id"]: c for c in self.json("claim", "check", self.write("c.yaml", text))}
        self.assertEqual({k: c["verdict"] for k, c in got.items()},
                         {"gross": "confirmed", "far": "contradicted", "net": "confirmed",
                          "later": "cannot_tell"})
        self.assertAlmostEqual(got["net"]["tests"][0]["value"], gross["net"])

    def rows(self, *lines, name="more.csv"):
        self.weir("ingest", "--vintage", "2024-01-01", self.write(name, "\n".join([HEADER, *lines]) + "\n"))

    def monthly(self, exporter, flow, importer, code, values, months=MONTHS):
        reporter, partner = (exporter, importer) if flow == "X" else (importer, exporter)
        return [f"C,M,{m // 100},{m % 100},{m},{reporter},{flow},{partner},0,H5,{code},C00,0,0,0,-1,{v}"
                for m, v in zip(months, values)]

    def test_shares_of_the_same_months(self):
        """What Kazakhstan reports of its imports ends a year before the rest: of the months that are there
        all arrived, and what was sent on is held against those."""
        self.world()
        came, sent = self.flows[DEU, KAZ, "842952"], self.flows[KAZ, RUS, "842952"]
        self.rows(*self.monthly(DEU, "M", KAZ, "842952", came[:36]))
        got = self.divert("--via", "KAZ")["KAZ", "842952"]
        self.assertAlmostEqual(got["mirrored"], 1)
        self.assertAlmostEqual(got["passed_on"], sum(sent[CUT:36]) / sum(came[CUT:36]))

    def test_who_reports_longer(self):
        """The intermediary's own figures go on for six months after the exporter's: of these there is no fall."""
        self.world()
        full, self.flows = self.flows, {k: v[:-6] for k, v in self.flows.items()}
        short = self.divert_of("short.weir", 6)["KAZ", "842952"]
        self.flows = {k: v if k[0] == KAZ else v[:-6] for k, v in full.items()}
        longer = self.divert_of("longer.weir", 0)["KAZ", "842952"]
        for field in "fall", "rise_in", "rise_out", "diverted":
            self.assertEqual(longer[field], short[field], field)

    def divert_of(self, name, less):
        self.store = weir.place(self.dir / name)
        self.load()
        self.rows(*self.monthly(FRA, "M", KAZ, "842952", [1000] * (len(MONTHS) - less)))  # who reports nothing itself
        return {(r["via"], r["family"]): r for r in self.json("divert", "--to", "RUS", "--from", "EU27")}

    def test_what_was_sent_on_for_a_few_months(self):
        """Four months of 22 bound nothing."""
        self.world()
        self.rows(*self.monthly(KAZ, "X", RUS, "842959", self.flows[KAZ, RUS, "842952"][:CUT + 4]),
                  *self.monthly(DEU, "X", KAZ, "842959", self.flows[DEU, KAZ, "842952"]),
                  *self.monthly(DEU, "X", RUS, "842959", self.flows[DEU, RUS, "842952"]))
        got = {r["family"]: r for r in self.json("divert", "--to", "RUS", "--from", "DEU")}
        self.assertGreaterEqual(got["842959"]["rise_in"], got["842959"]["diverted"] or 0)
        self.assertEqual(got["842952"]["diverted"], got["842952"]["rise_out"])

    def test_headings(self):
        """What goes out by heading says nothing against a code of it: it is not seen."""
        for code in STEADY:
            self.corridor(code, 1, 1, sent=1)
        self.corridor("842952", sent=None)
        self.flow(KAZ, RUS, "8429", 4e4, 6, CUT + 1)
        self.load()
        got = self.divert()["KAZ", "842952"]
        self.assertEqual((got["verdict"], got["links_missing"]), ("consistent with diversion", ["KAZ to RUS"]))

    def test_own_goods_of_an_intermediary(self):
        """What Kazakhstan sends is no direct flow of others, whoever else is named or not."""
        self.world()
        named = self.json("divert", "--to", "RUS", "--from", "DEU", "--via", "KAZ", "--by", "via")[-1]
        for words in ((), ("--from", "world")):
            got = self.json("divert", "--to", "RUS", "--via", "KAZ", "--by", "via", *words)[-1]
            self.assertLessEqual(abs(got["fall"] - named["fall"]), 1e-6 * named["fall"])
        self.assertIn("--via is missing", self.fails("divert", "--to", "RUS", "--by", "via", code=2))

    def test_a_part_that_did_not_happen(self):
        """However wide the rate is."""
        self.world()
        for rate in ("0.3", "0.9"):
            got = self.divert("--fdr", rate)
            self.assertEqual(got["KAZ", "870323"]["verdict"], "not shown")
            self.assertTrue(all(r["diverted_low"] <= r["diverted"] <= r["diverted_high"] for r in got.values()
                                if r["diverted"] is not None))
            self.assertTrue(all(r["diverted"] <= r["rise_in"] for r in got.values() if r["diverted"] is not None))

    def test_edges(self):
        """What is there but too short to compare is not called missing from the store."""
        self.world()
        got = self.divert("--since", "2023-11")["KAZ", "842952"]
        self.assertEqual(got["links_missing"], ["DEU to RUS (too few periods on both sides)",
                                                "KAZ to RUS (too few periods on both sides)"])
        self.assertIn("of the year before", self.weir("divert", "--to", "RUS", "--from", "DEU", "--since", "2020-01"))
        text = self.weir("divert", "--to", "RUS", "--from", "DEU", "--code", "842952,847150")
        self.assertNotIn("nan", text)

    def test_named_twice(self):
        self.world()
        for words, why in ((("--from", "DEU,DEU"), "named twice"), (("--from", "DEU,EU27"), "named twice"),
                           (("--from", "DEU", "--via", "RUS"), "RUS is the target"),
                           (("--from", "DEU", "--via", "DEU"), "DEU is an origin"),
                           (("--from", "EU27", "--via", "POL,KAZ"), "POL is an origin"),
                           (("--to", "RUS,BLR"), "a target is one")):
            self.assertIn(why, self.fails("divert", *(() if "--to" in words else ("--to", "RUS")), *words, code=2))

    def test_beside_other_findings(self):
        """weir watch says the same, and the page draws both corridors as three flows."""
        self.world()
        text = self.weir("watch", "RUS", "--from", "DEU", "--divert")
        self.assertIn("1 of 33 corridors through others show a pattern of diversion, 1 are consistent", text)
        self.assertIn("DEU by KAZ to RUS, 842952", text)
        self.assertNotIn("DEU by KAZ", self.weir("watch", "RUS", "--from", "DEU"))
        self.weir("report", "RUS", "--from", "DEU", "--divert", "-o", "r.html")
        page = (self.dir / "r.html").read_text()
        self.assertEqual(page.count('<figure class="corridor">'), 2)
        begin = page.index('<figure class="corridor">')
        one = page[begin:page.index("</figure>", begin)]
        self.assertEqual(one.count("<svg"), 4)      # three flows and the axis of time
        for name in ("DEU to RUS", "DEU to KAZ", "KAZ to RUS"):
            self.assertIn(f"<title>{name}</title>", page)
        self.weir("report", "KAZ", "--divert", "-o", "k.html")
        self.assertNotIn('<figure class="corridor">', (self.dir / "k.html").read_text())

    def test_by_month(self):
        """40, 100, 80 in and 0, 50, 90 out: shares of a month, with what came in two months before."""
        lines = [HEADER]
        for month, came, went in ((202203, 40, 0), (202204, 100, 50), (202205, 80, 90)):
            lines += [f"C,M,2022,{month % 100},{month},{KAZ},M,{USA},0,H5,851713,C00,0,0,0,-1,{came}",
                      f"C,M,2022,{month % 100},{month},{KAZ},X,{RUS},0,H5,851713,C00,0,0,0,-1,{went}"]
        self.weir("ingest", self.write("made.csv", "\n".join(lines) + "\n"))
        rows = self.json("divert", "--to", "RUS", "--via", "KAZ", "--code", "851713", "--by", "month",
                         "--since", "2022-03")
        self.assertEqual([(r["period"], r["imported"], r["sent_on"], r["share"], r["share_low"],
                           r["share_high"]) for r in rows],
                         [("2022-03", 40, 0, 0, 0, 0), ("2022-04", 100, 50, .5, .5, 1.25),
                          ("2022-05", 80, 90, 1.125, .9, 2.25),
                          ("all", 220, 140, 140 / 220, None, None)])

    def test_dearer_by_weight(self):
        """Ten a kilogram before, fifteen since: weights of what goes in, which the others do not state."""
        self.world()
        rows = [HEADER] + [
            f"C,M,{m // 100},{m % 100},{m},{DEU},X,{KAZ},0,H5,842952,C00,0,{v / (15 if t >= CUT else 10)},0,-1,{v}"
            for t, (m, v) in enumerate(zip(MONTHS, self.flows[DEU, KAZ, "842952"]))]
        self.weir("ingest", "--vintage", "2024-02-01", self.write("weights.csv", "\n".join(rows) + "\n"))
        self.assertAlmostEqual(self.divert()["KAZ", "842952"]["unit_value"], 1.5)
        self.assertIsNone(self.divert()["KGZ", "901890"]["unit_value"])

    def test_group_is_one(self):
        """Germany and France as the Union: what they send each other is no flow of it."""
        self.world()
        self.flows.clear()
        self.flow(251, RUS, "842952", 1e6)
        self.flow(251, KAZ, "842952", 1e5)
        self.flow(251, DEU, "842952", 1e5)
        lines = [HEADER] + [f"C,M,{m // 100},{m % 100},{m},{e},X,{i},0,H5,{c},C00,0,0,0,-1,{v}"
                            for (e, i, c), values in self.flows.items() for m, v in zip(MONTHS, values)]
        self.weir("ingest", self.write("france.csv", "\n".join(lines) + "\n"))
        rows = self.json("divert", "--to", "RUS", "--from", "EU27", "--code", "842952")
        self.assertEqual({(r["origin"], r["via"]) for r in rows}, {("EU27", "KAZ")})

    def test_a_member_that_is_behind(self):
        """Without France's last months it is not known what both sent: they are left out, and that is said."""
        self.corridor("842952")
        self.flow(251, KAZ, "842952", 5e4)
        self.flows[251, KAZ, "842952"] = self.flows[251, KAZ, "842952"][:-2]
        self.load()
        done = self.call("divert", "--to", "RUS", "--from", "EU27", "--json")
        behind = f"not all have reported so far: FRA ({MONTHS[-3] // 100}-{MONTHS[-3] % 100:02})"
        self.assertIn(behind, done.stderr)
        row, = json.loads(done.stdout)
        both = [sum(self.flows[e, KAZ, "842952"][t] for e in (DEU, 251)) for t in range(len(MONTHS) - 2)]
        rise = sum(both[t] - both[CUT - 12 + (t - CUT) % 12] for t in range(CUT, len(MONTHS) - 2))
        self.assertEqual(row["rise_in"], rise)
        self.assertNotIn("reported so far", self.call("divert", "--to", "RUS", "--from", "DEU,FRA").stderr)

    def test_bad_questions(self):
        self.assertIn("--to is missing", self.fails("divert", "--from", "DEU", code=2))
        self.world()
        self.assertIn("--by 'hs' is none", self.fails("divert", "--to", "RUS", "--by", "hs", code=2))
        self.assertIn("no figures since then",
                      self.fails("divert", "--to", "RUS", "--from", "DEU", "--since", "2025-01"))
        self.assertIn("no imports as an intermediary reports them",
                      self.fails("divert", "--to", "RUS", "--by", "month", "--via", "KAZ"))
        self.weir("ingest", "--currency", "EUR", "--map", self.write("m.map", "\n".join([
            "[map]", "header = month who hs eur", "[fields]", "code = hs", "reporter = 'FRA'", "partner = who",
            "direction = 'export'", "period = month", "value = eur", "currency = 'EUR'", ""])),
                  self.write("eur.csv", "month,who,hs,eur\n2022-05,KAZ,842952,7\n"))
        self.assertIn("figures are in", self.fails("divert", "--to", "RUS", "--from", "DEU,FRA"))
        # of all exporters those of one currency are looked at, and that is said
        done = self.call("divert", "--to", "RUS", "--json")
        self.assertIn("in another currency than USD", done.stderr)

    def test_years_and_months(self):
        """An intermediary that reports by year only is said to, and its flow is missing."""
        for code in STEADY:
            self.corridor(code, 1, 1, sent=None)
        self.corridor("842952", sent=None)
        self.load()
        self.weir("ingest", self.write("years.csv", "\n".join([HEADER] + [
            f"C,A,{y},52,{y},{KAZ},X,{RUS},0,H5,842952,C00,0,0,0,-1,1000" for y in (2020, 2021, 2022)]) + "\n"))
        done = self.call("divert", "--to", "RUS", "--from", "DEU", "--json")
        self.assertIn("what some intermediaries sent on is there by year only", done.stderr)
        self.assertEqual(self.divert()["KAZ", "842952"]["links_missing"], ["KAZ to RUS"])


if __name__ == "__main__":
    weir.main()
