"""weir claim on the sample: the worked example, claims of others, and what is made wrong of them."""
import json
import re

import weir

EXAMPLE = weir.SOURCE / "examples" / "fortified-line.yaml"
NEAR = "ARM,BLR,GEO,KAZ,KGZ,UZB"

# true claims about the sample: field by field, with what is wrong of each kind of change
TRUE = {
    "C10": dict(kind="level", to="RUS", code="01-97", period="2023", says="111 bn USD"),
    "C10g": dict(kind="growth", to="RUS", code="01-97", period="2023", **{"with": "2022"}, says="+47 %"),
    "C11": dict(kind="growth", to="RUS", code="87", period="2023", **{"with": "2022"}, says="+258 %"),
    "C12": dict(kind="growth", to="RUS", code="8703", period="2023", **{"with": "2022"}, says="+594 %"),
    "C14": dict(kind="level", to="RUS", code="391220", period="2017..2021", says="about 0 tonnes"),
    "C15": dict(kind="cumulative", to="RUS", code="391220", period="2022", says="more than 700 tonnes"),
    "C16": dict(kind="cumulative", to="RUS", code="391220", period="2023", says="between 1300 and 1400 tonnes"),
    "C23": dict(kind="level", to="RUS", code="848210", period="2023", says="5-7 million USD per month"),
    "excavators": dict(kind="growth", to="RUS", code="842952", period="2022", **{"with": "2021"}, says="more than doubled"),
    "C50": {"from": "EU27", "kind": "growth", "to": "RUS", "code": "01-97", "period": "2022-03..2022-11",
            "with": "2021-03..2021-11", "says": "-72 %"},
    "C50n": {"from": "EU27", "kind": "growth", "to": NEAR, "code": "01-97", "period": "2022-03..2022-11",
             "with": "2021-03..2021-11", "says": "+95 %"},
}
WRONG = {
    "factor": {"C10": "55 bn USD", "C10g": "+20 %", "C11": "+128 %", "C12": "+200 %",
               "C14": "about 400 tonnes", "C15": "more than 1500 tonnes",
               "C16": "between 600 and 700 tonnes", "C23": "10-14 million USD per month",
               "excavators": "more than quadrupled", "C50": "-36 %", "C50n": "+30 %"},
    "sign": {"C10g": "-47 %", "C11": "-58 %", "C12": "fell by 90 %", "excavators": "halved",
             "C50": "+72 %", "C50n": "-50 %", "C10": "none", "C15": "none", "C16": "none",
             "C14": "more than 100 tonnes", "C23": "less than 1 million USD per month"},
    "period": {"C10": "2018", "C10g": "2020", "C11": "2020", "C12": "2020", "C14": "2022",
               "C15": "2021", "C16": "2022", "C23": "2019", "excavators": "2019",
               "C50": "2022-01..2022-02", "C50n": "2021-03..2021-11"},
    "destination": {name: "KAZ" for name in TRUE if not name.startswith("C50")} |
                   {"C50": "KAZ", "C50n": "RUS"},
}


def mutant(claim, change, value):
    t = {"from": "CHN"} | claim
    if change in ("factor", "sign"):
        t["says"] = value
    elif change == "destination":
        t["to"] = value
    else:
        t["period"] = value
        if "with" in t:
            t["with"] = {"2020": "2019", "2019": "2018", "2022-01..2022-02": "2021-01..2021-02",
                         "2021-03..2021-11": "2020-03..2020-11"}[value]
    return t


def yaml(tests):
    """A claim per test; JSON strings are YAML."""
    lines = ["claims:"]
    for name, t in tests.items():
        lines += [f"  - id: {name}", f"    sentence: {json.dumps('Claim ' + name)}", "    tests:", "      - " + json.dumps(t)]
    return "\n".join(lines) + "\n"


class Claim(weir.SampleCase):
    def check(self, tests, *options):
        path = self.write("claims.yaml", tests if isinstance(tests, str) else yaml(tests))
        return {c["id"]: c for c in self.json("claim", "check", path, *options)}

    def test_example(self):
        got = {c["id"]: c for c in self.json("claim", "check", EXAMPLE)}
        self.assertEqual({k: c["verdict"] for k, c in got.items()}, {
            "excavators-tripled": "cannot_tell", "excavators-line": "consistent",
            "dual-use-rise": "cannot_tell", "mostly-lawful": "confirmed",
            "no-lethal-goods": "cannot_tell", "heavy-trucks": "consistent",
            "warrant-issuer": "contradicted", "rome-parties": "confirmed", "beijing": "confirmed"})
        self.assertAlmostEqual(got["excavators-tripled"]["value"], 761.2 / 317.4, places=2)
        self.assertIn("weir fetch comtrade --reporter CHN --partner RUS --code 842952 --from 2022-09 "
                      "--to 2022-09", got["excavators-tripled"]["needs"][0])
        self.assertIn("International Criminal Court", " ".join(got["warrant-issuer"]["reasons"]))
        self.assertEqual(got["rome-parties"]["value"], 123)

    def test_keys(self):
        c = self.check({"C11": {"from": "CHN"} | TRUE["C11"]})["C11"]
        self.assertLessEqual({"id", "sentence", "verdict", "value", "low", "high", "claimed", "gap",
                              "reasons", "needs", "evidence"}, set(c))
        self.assertAlmostEqual(c["value"], 22518.2 / 6296.3, places=3)
        self.assertAlmostEqual(c["claimed"], 3.58)
        self.assertAlmostEqual(c["gap"], c["value"] - 3.58)
        self.assertRegex(c["evidence"], r"^e[0-9a-f]{11}/C11$")

    def test_true_claims(self):
        got = self.check({k: {"from": "CHN"} | t for k, t in TRUE.items()})
        self.assertEqual({k: c["verdict"] for k, c in got.items()},
                         {k: "confirmed" for k in TRUE})

    def test_mutants(self):
        """What is made wrong of a true claim is not confirmed."""
        tests = {f"{name}-{change}": mutant(TRUE[name], change, value)
                 for change, values in WRONG.items() for name, value in values.items()}
        self.assertGreaterEqual(len(tests), 40)
        got = self.check(tests)
        self.assertEqual([k for k, c in got.items() if c["verdict"] == "confirmed"], [])

    def test_code_sets(self):
        """The claim about machine tools hides its codes: 8457-8461 +92 %, -8459 +142 %, 8456-8463 +66 %."""
        c = self.check({"x": {"from": "CHN", "to": "RUS", "kind": "growth", "code": "8457-8461",
                              "code_sets": "8457-8459; 8456-8463", "period": "2022",
                              "with": "2021", "says": "+120 %"}})["x"]
        self.assertEqual(c["verdict"], "not_reproduced")
        tried = {a["name"]: a["value"] for a in c["tests"][0]["alternatives"]}
        self.assertEqual([round(100 * (v - 1)) for v in
                          (c["value"], tried["codes 8457-8459"], tried["codes 8456-8463"])], [92, 142, 66])
        self.assertTrue(any(r.startswith("code set") for r in c["reasons"]))

    def test_unit_value(self):
        c = self.check({"x": {"kind": "price", "from": "CHN", "to": "RUS", "code": "848220",
                              "period": "2023", "with": "2021", "says": "about 4 times"}})["x"]
        self.assertEqual(c["verdict"], "not_reproduced")
        self.assertAlmostEqual(c["value"], 7.17 / 6.98, places=2)
        self.assertTrue(any(r.startswith("unit") for r in c["reasons"]))

    def test_rise_and_event(self):
        """Servers from India: the month of the rise is found; another month is not."""
        tests = {f"at-{m}": {"kind": "rise", "from": "IND", "to": "RUS", "code": "847150", "when": m}
                 for m in ("2024-04", "2023-05")}
        got = self.check(tests | {"event": {"kind": "coincidence", "from": "IND", "to": "RUS",
                                            "code": "847150", "event": "2024-03..2024-05"}})
        self.assertEqual({k: c["verdict"] for k, c in got.items()},
                         {"at-2024-04": "confirmed", "at-2023-05": "not_reproduced",
                          "event": "consistent"})

    def test_other_kinds(self):
        flow = {"from": "CHN", "to": "RUS"}
        got = self.check({
            "first": flow | {"kind": "first", "code": "391220", "when": "2022", "measure": "weight"},
            "zero": flow | {"kind": "zero", "code": "842952", "period": "2022"},
            "share": flow | {"kind": "share", "code": "8429", "period": "2023", "of": "goods", "says": "about 2 %"},
            "listed": {"kind": "listed", "name": "Nobody", "says": "yes"},
            "bound": {"kind": "bound", "treaty": "rome", "state": "ARM", "on": "2024-02-01", "says": "yes"},
            "charge": {"kind": "warrant", "person": "Putin", "issuer": "International Criminal Court",
                       "charge": "unlawful deportation children"},
            "nobody": {"kind": "warrant", "person": "Nobody"},
        })
        self.assertEqual({k: c["verdict"] for k, c in got.items()},
                         {"first": "not_reproduced", "zero": "contradicted", "share": "confirmed",
                          "listed": "cannot_tell", "bound": "confirmed", "charge": "confirmed",
                          "nobody": "cannot_tell"})

    MAP = ("[map]\ntitle = Made\nheader = month from hs value_usd\n[fields]\ncode = hs\n"
           "reporter = from\npartner = 'RUS'\ndirection = 'export'\nperiod = month\n"
           "value = value_usd\ncurrency = 'USD'\n")

    def made(self, rows, name="made", vintage="2024-02-01"):
        """A store with rows (month, exporter, code, value)."""
        store = self.dir / f"{name}.weir"
        text = "\n".join(",".join(map(str, r)) for r in [("month", "from", "hs", "value_usd"), *rows])
        self.weir("-q", "ingest", "--map", self.write("m.map", self.MAP), "--vintage", vintage,
                  self.write(f"{name}-{vintage}.csv", text + "\n"), store=store)
        return store

    def verdict(self, store, **test):
        path = self.write("one.yaml", yaml({"x": {"from": "CHN", "to": "RUS", "code": "842952"} |
                                            {k.rstrip("_"): v for k, v in test.items()}}))
        got = self.json("claim", "check", path, store=store)[0]
        return got["verdict"], got

    def months(self, level, first=2019, years=5, exporter="CHN", code="842952"):
        return [(f"{first + m // 12}-{m % 12 + 1:02}", exporter, code, level(m) + m % 3)
                for m in range(12 * years)]

    def test_rise_after_a_fall(self):
        """100, then 8 from month 38 on, then 60 from month 44 on: the rise counts by itself."""
        store = self.made(self.months(lambda m: 1000 if m < 38 else 80 if m < 44 else 600))
        v, got = self.verdict(store, kind="rise", when="2022-09")
        self.assertEqual(v, "confirmed")
        self.assertAlmostEqual(got["value"], 7.5, delta=1)
        self.assertEqual(self.verdict(store, kind="rise", when="2022-03")[0], "not_reproduced")
        self.assertEqual(self.verdict(store, kind="rise", when="2025-03")[0], "cannot_tell")
        step = self.made(self.months(lambda m: 1000 if m < 38 else 4000), "step")
        v, got = self.verdict(step, kind="rise", when="2022-03", says="quadrupled")
        self.assertEqual(v, "confirmed", got)

    def test_windows(self):
        store = self.made(self.months(lambda m: 1000))
        v, got = self.verdict(store, kind="growth", period="2023", with_="2021..2022", says="fell")
        self.assertEqual(v, "not_reproduced")
        self.assertAlmostEqual(got["value"], 1, places=3)  # by means: the windows are not as long
        self.assertEqual(self.verdict(store, kind="level", period="2023-07..2024-06", says="12 thousand USD")[0],
                         "cannot_tell")
        v, got = self.verdict(store, kind="growth", period="2023-01", with_="2022-01", says="unchanged")
        self.assertEqual(v, "confirmed")
        self.assertIn("a month later", [a["name"] for a in got["tests"][0]["alternatives"]])

    def test_exporters_that_are_not_there(self):
        """Hong Kong has nine of ten parts and ends in September 2023; the United States are nowhere."""
        rows = self.months(lambda m: 1000) + self.months(lambda m: 9000, exporter="HKG")[:57]
        store = self.made(rows)
        test = {"from": "CHN,HKG", "kind": "growth", "period": "2023-10..2023-12", "with": "2022-10..2022-12",
                "says": "fell by 90 %"}
        self.assertEqual(self.verdict(store, **test)[0], "cannot_tell")
        v, got = self.verdict(store, **{"from": "CHN,USA", "kind": "level", "period": "2022", "says": "12 thousand USD"})
        self.assertEqual(v, "cannot_tell")
        self.assertIn("no source has figures of USA", got["reasons"])
        self.assertEqual(self.verdict(store, kind="rank", period="2022", says="main supplier")[0],
                         "contradicted")  # Hong Kong alone is above
        v, got = self.verdict(store, **{"from": "HKG", "kind": "rank", "period": "2022", "says": "main supplier"})
        self.assertEqual(v, "cannot_tell")  # who is not there may be
        v, got = self.verdict(store, kind="rank", period="2022", says="second", of="CHN,HKG")
        self.assertEqual((v, got["value"]), ("confirmed", 2))

    def test_vintages_and_the_other_side(self):
        """A revision doubles 2023: the earlier figure is shown; what did not change is not."""
        self.made(self.months(lambda m: 1000), vintage="2024-02-01")
        store = self.made(self.months(lambda m: 1000 if m < 48 else 2000), vintage="2024-06-01")
        v, got = self.verdict(store, kind="growth", period="2023", with_="2022", says="doubled")
        self.assertEqual(v, "confirmed")
        views = {a["name"]: a["value"] for a in got["tests"][0]["alternatives"]}
        self.assertAlmostEqual(views["as published by 2024-05-31"], 1, places=2)
        self.assertIn("as the importer reports it", views)
        v, got = self.verdict(store, kind="growth", period="2022", with_="2021", says="unchanged")
        self.assertEqual([a["name"] for a in got["tests"][0]["alternatives"] if "published" in a["name"]], [])

    def test_a_ban_within_a_month(self):
        """Excavators from Germany, Annex XXIII since 2023-02-26: of February neither all nor none is told, and of four
        equal months from January on one is not."""
        store = self.made([(f"2023-{m:02}", "DEU", "842952", 100) for m in range(1, 13)])
        def ask(period, says):
            return self.verdict(store, kind="lawful", from_="DEU", period=period, status="prohibited", says=says)
        for period, says, verdict in (("2023-02", "all", "cannot_tell"),
                                      ("2023-02", "none", "cannot_tell"), ("2023-03", "all", "confirmed"),
                                      ("2023-01..2023-04", "more than 40 %", "confirmed"),
                                      ("2023-01..2023-04", "more than 60 %", "cannot_tell"),
                                      ("2023-01..2023-04", "60 %", "cannot_tell"),
                                      ("2023-01..2023-04", "20 %", "contradicted")):
            self.assertEqual((period, says, ask(period, says)[0]), (period, says, verdict))
        got = ask("2023-02", "all")[1]
        self.assertEqual((got["tests"][0]["low"], got["tests"][0]["high"]), (0, 1))
        self.assertIn("100 USD are of a month or year in which what they are by law changed", " ".join(got["reasons"]))

    def test_a_record_since(self):
        """The lowest since March: in March it was lower, and that is why it is said; April and May were not."""
        rows = [(f"2022-{m:02}", "CHN", "842952", v) for m, v in enumerate((9, 8, 3, 7, 6, 5), 1)]
        store = self.made(rows, "since")
        for since, verdict in (("2022-03", "confirmed"), ("2022-02", "contradicted"), ("2022-04", "confirmed")):
            got = self.verdict(store, kind="record", period="2022-06", since=since, says="lowest")
            self.assertEqual((since, got[0]), (since, verdict), got)

    def test_the_level_of_a_price(self):
        """1,000 USD of 2 kg, then of 4 kg: half, and 250 USD a kilogram; a pair with the right quotient is not enough."""
        rows = [("2022-01", "CHN", "842952", 1000, 2), ("2023-01", "CHN", "842952", 1000, 4)]
        text = "\n".join(",".join(map(str, r)) for r in [("month", "from", "hs", "value_usd", "kg"), *rows])
        store = self.dir / "price.weir"
        mapped = self.MAP.replace("hs value_usd", "hs value_usd kg") + "net_weight = kg\n"
        self.weir("-q", "ingest", "--map", self.write("p.map", mapped), self.write("p.csv", text + "\n"), store=store)
        for price, verdict in (("250 USD a kg", "confirmed"), ("250,000 USD a tonne", "confirmed"),
                               ("300 USD a kg", "not_reproduced"), ("250 EUR a kg", "cannot_tell"), (None, "confirmed")):
            more = {"price": price} if price else {}
            got, full = self.verdict(store, kind="unit value", period="2023-01", with_="2022-01", says="halved", **more)
            self.assertEqual((price, got), (price, verdict))
            self.assertIn(", 250,000 USD a tonne in" if "tonne" in (price or "") else ", 250 USD a kg in" if price else "times",
                          full["tests"][0]["found"])

    def test_nothing_as_far_back_as_can_be_seen(self):
        """Of 1988 to 2021 two years of months are there, without the code: consistent; one year less a month says nothing."""
        def ask(first, value=0):
            rows = [(f"{2020 + i // 12}-{i % 12 + 1:02}", "CHN", code, v) for i in range(first, 36)
                    for code, v in (("842951", 5), ("842952", 7 if i >= 24 else value))]
            store = self.made(rows, f"back{first}{value}")
            return self.verdict(store, kind="zero", code="842952", period="1988..2021")
        verdict, got = ask(0)
        self.assertEqual(verdict, "consistent")
        self.assertIn("nothing from 2020-01 on", json.dumps(got))
        self.assertIn("what was before cannot be seen", " ".join(got["reasons"]))
        self.assertEqual(ask(13)[0], "cannot_tell")
        self.assertEqual(ask(0, 9)[0], "contradicted")

    def test_codes_that_say_less_than_their_heading(self):
        """84 itself is 3.6 M, its codes 1.8 M: neither is the figure. Germany reports 84 only, and its excavators are
        no zero; Korea reports others of the heading, and its cranes are."""
        rows = [(f"2022-{m:02}", who, code, value) for m in range(1, 13) for who, code, value in (
            ("CHN", "842952", 100000), ("CHN", "842951", 50000), ("CHN", "84", 300000), ("DEU", "84", 100000),
            ("KOR", "842952", 90000), ("KOR", "84", 95000))]
        store = self.made(rows)
        def ask(says, code="84", who="CHN", **more):
            return self.verdict(store, kind="level", from_=who, code=code, period="2022", says=says, **more)
        for says in ("1.8 million USD", "3.6 million USD"):
            verdict, got = ask(says)
            self.assertEqual(verdict, "cannot_tell")
            self.assertIn("codes lack 50 % of what their headings are reported with", " ".join(got["reasons"]))
        self.assertEqual(ask("1.2 million USD", who="DEU")[0], "confirmed")
        self.assertEqual(ask("1.08 million USD", who="KOR")[0], "confirmed")    # 5 % less than 84 itself
        self.assertEqual(self.verdict(store, kind="compare", code="84", period="2022", from_with="DEU",
                                      says="1.5 times")[0], "cannot_tell")
        verdict, got = ask("1.2 million USD", "842952", "CHN,DEU")
        self.assertEqual(verdict, "cannot_tell")
        self.assertIn("reported as a whole only by DEU (84)", " ".join(got["reasons"]))
        self.assertEqual(ask("0.6 million USD", "842951", "CHN,KOR")[0], "confirmed")

    def test_a_chapter_that_families_cross(self):
        """Of tobacco China's codes to Russia come to 8.7 M in 2023 and 35.4 M in 2021; the families that begin with 24
        hold 382499 too, and come to 624 M."""
        for period, says in ("2023", "8.7 million USD"), ("2021", "35.36 million USD"):
            verdict, got = self.verdict(self.store, kind="level", from_="CHN", code="24", period=period, says=says)
            self.assertEqual(verdict, "confirmed", got)
        verdict, _ = self.verdict(self.store, kind="level", from_="CHN", code="24", period="2023", says="624 million USD")
        self.assertEqual(verdict, "contradicted")

    def test_what_is_there_settles_it(self):
        """Ten of twelve months come to 1 M: more than .8 M is true, 12 M and nothing false, 1.1 M cannot be told."""
        store = self.made([(f"2022-{m:02}", "DEU", "842952", 100000) for m in range(1, 11)])
        flow = dict(from_="DEU", code="842952")
        def ask(says):
            return self.verdict(store, kind="level", period="2022", says=says, **flow)
        for says, verdict in (("more than 0.8 million USD", "confirmed"), ("more than 0.3 million USD", "consistent"),
                              ("more than 1.1 million USD", "cannot_tell"), ("1.2 million USD", "cannot_tell"),
                              ("0.9 million USD", "not_reproduced"), ("less than 0.4 million USD", "contradicted"),
                              ("more than 80000 USD per month", "confirmed"), ("none", "contradicted"),
                              ("more than 0.8 million EUR", "cannot_tell")):
            self.assertEqual((says, ask(says)[0]), (says, verdict))
        test = ask("more than 0.8 million USD")[1]["tests"][0]
        self.assertEqual((test["value"], test["at_least"], test["high"], test["gap"]), (1e6, True, None, None))
        self.assertEqual(test["found"], "at least 1.0 M USD in 2022")
        self.assertIn("2 of 12 months of 2022-01 to 2022-12 have no figure", test["reasons"])
        self.assertEqual(self.verdict(store, kind="zero", period="2022", **flow)[0], "contradicted")
        verdict, got = self.verdict(store, kind="growth", period="2022-01..2022-03", with_="2022-10..2022-12",
                                    says="doubled", **flow)
        self.assertEqual(verdict, "cannot_tell")
        self.assertIn("2 of 3 months of 2022-10 to 2022-12 have no figure", got["reasons"])

    def test_counts_with_a_hedge(self):
        """124 states were bound on 2024-02-01: about 120, nearly 125; no number is exactly another."""
        for says, verdict in (("about 120", "confirmed"), ("around 125", "confirmed"), ("nearly 125", "confirmed"),
                              ("124", "confirmed"), ("125", "contradicted"), ("nearly 124", "confirmed"),
                              ("nearly 120", "contradicted"), ("about 200", "contradicted"), ("exactly 123", "contradicted")):
            got = self.check({"x": {"kind": "count", "treaty": "rome", "on": "2024-02-01", "says": says}})["x"]
            self.assertEqual((says, got["verdict"]), (says, verdict))

    def test_a_difference_a_thousand_times_off(self):
        """Excavators: 761.2 - 317.4 M; what is off by a thousand is contradicted, as an amount is."""
        test = TRUE["excavators"] | {"kind": "change", "from": "CHN"}
        for says, verdict in (("444 million USD more", "confirmed"), ("444 bn USD more", "contradicted"),
                              ("600 million USD more", "not_reproduced"), ("444 thousand USD more", "contradicted"),
                              ("444 million USD less", "contradicted")):
            self.assertEqual((says, self.check({"x": test | {"says": says}})["x"]["verdict"]), (says, verdict))

    def test_munitions_in_time(self):
        store = self.made([(f"{y}-{m:02}", "CHN", "842952", 5) for y in (2020, 2021, 2022) for m in range(1, 13)] +
                          [("2020-03", "CHN", "930690", 7), ("2022-03", "CHN", "930690", 7),
                           ("2022-04", "CHN", "360300", 9)])
        def ask(**more):
            path = self.write("one.yaml", yaml({"x": {"kind": "munitions", "to": "RUS", "says": "no"} | more}))
            return self.json("claim", "check", path, store=store)[0]["verdict"]
        self.assertEqual(ask(period="2021"), "consistent")
        self.assertEqual(ask(period="2022"), "contradicted")
        self.assertEqual(ask(period="2022-04"), "cannot_tell")  # detonators, by their code of HS2017
        self.assertEqual(ask(period="2024"), "cannot_tell")
        self.assertEqual(ask(**{"period": "2022", "from": "China"}), "contradicted")

    def test_munitions_of_the_union(self):
        """The Union is an exporter by either of its names."""
        tests = {f"x{i}": {"kind": "munitions", "from": who, "to": "RUS", "says": "no", "period": "2022"}
                 for i, who in enumerate(("EU27", "European Union"))}
        first, second = self.json("claim", "check", self.write("two.yaml", yaml(tests)))
        self.assertEqual(first["verdict"], second["verdict"])

    def test_law_that_is_held_in_part(self):
        """What is on no list here may be prohibited still for whom the acts bind."""
        flow = {"to": "RUS", "kind": "lawful", "status": "prohibited", "says": "none"}
        got = self.check({"eu": flow | {"from": "EU27", "code": "848210", "period": "2022-06..2022-09"},
                          "cn": flow | {"from": "CHN", "code": "85", "period": "2022"},
                          "later": flow | {"from": "CHN", "code": "85", "period": "2023..2026"}})
        self.assertEqual({k: c["verdict"] for k, c in got.items()},
                         {"eu": "cannot_tell", "cn": "confirmed", "later": "cannot_tell"})

    def test_registers(self):
        got = self.check({
            "name": {"kind": "bound", "treaty": "rome", "state": "South Korea", "on": "2023-11-01", "says": "yes"},
            "icc": {"kind": "warrant", "person": "Putin", "issuer": "the ICC", "charge": "war crimes"},
            "early": {"kind": "warrant", "person": "Putin", "on": "2022-05-01"},
            "china": {"kind": "warrant", "person": "Putin", "state": "CHN", "on": "2023-10-17"},
        })
        self.assertEqual({k: c["verdict"] for k, c in got.items()},
                         {"name": "confirmed", "icc": "confirmed", "early": "contradicted",
                          "china": "contradicted"})
        path = self.write("c.yaml", yaml({"x": {"kind": "bound", "treaty": "rome", "state": "Atlantis",
                                                "on": "2023-11-01", "says": "no"}}))
        self.assertIn("'Atlantis'", self.fails("claim", "check", path))

    def test_listed(self):
        store = self.dir / "lists.weir"
        self.weir("-q", "lists", "load", "--vintage", "2022-06-01", self.write(
            "sdn.csv", '36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'),
            store=store)
        def ask(**more):
            path = self.write("one.yaml", yaml({"x": {"kind": "listed"} | more}))
            return self.json("claim", "check", path, store=store)[0]["verdict"]
        self.assertEqual(ask(name="Aerocaribbean Airlines", says="yes"), "confirmed")
        self.assertEqual(ask(name="Nobody", says="no"), "confirmed")
        self.assertEqual(ask(name="Nobody", says="no", register_list="eu-fsf"), "cannot_tell")
        self.assertEqual(ask(name="Nobody", says="no", on="2022-05-31"), "cannot_tell")
        self.assertEqual(ask(name="Airlines", says="yes"), "cannot_tell")

    def test_faults_have_a_place(self):
        good = yaml({"a": {"from": "CHN"} | TRUE["C11"]})
        for text, place, why in (
                ("claims:\n  - id: a\n    sentence: b\n    tests: [\n", ":5:1", "not YAML"),
                ("claim: x\n", ":1:1", "beside 'claims'"),
                ("", ":1:1", "empty"),
                (good.replace('"growth"', '"growht"'), ":5:33", "no kind of test is called 'growht'"),
                (good.replace('"code"', '"codes"'), ":5:", "has no field 'codes'"),
                (good.replace('+258 %', 'quite a lot'), ":5:", "'quite' is not understood"),
                (good.replace(', "period": "2023"', ''), ":5:9", "needs 'period'"),
                (good.replace('"RUS"', '"Ruritania"'), ":5:49", "area 'Ruritania' is not known"),
                (good.replace('"2023"', '"soon"'), ":5:", "'soon' is not a period"),
                (good + good.split("\n", 1)[1], ":6:5", "two claims are called a"),
                (good + "    tests: []\n", ":6:5", "'tests' is there twice"),
                (good + "claims: []\n", ":6:1", "'claims' is there twice"),
                (good + "---\nclaims: []\n", ":7:1", "a second document"),
                (good.replace("Claim a", "Claim \\u0007 a"), ":3:15", "control character")):
            message = self.fails("claim", "check", self.write("claims.yaml", text))
            self.assertIn("claims.yaml" + place, message, why)
            self.assertIn(why, message)

    def test_bytes_that_are_no_text(self):
        path = self.write("bytes.yaml", b"claims:\n  - id: \xff\n")
        self.assertIn("bytes.yaml:2:9: not YAML: invalid leading UTF-8 octet",
                      self.fails("claim", "check", path))

    def test_new(self):
        for kind in ("ratio", "level", "share", "rank", "unit value", "zero", "first", "rise",
                     "coincidence", "lawful", "munitions", "count", "bound", "warrant", "listed", "mirror_gap",
                     "diverted"):
            text = self.weir("claim", "new", kind, "--from", "CHN", "--to", "RUS", "--code", "842952")
            path = self.write("new.yaml", text)
            self.assertEqual(len(self.json("claim", "check", path)), 1, kind)
        self.fails("claim", "new", "poem", code=2)
        self.fails("claim", "burn", code=2)
        self.fails("claim", "check", code=2)

    def test_page_escapes(self):
        evil = "<script>alert('x')</script> \"quoted\" & more"
        text = yaml({"a": {"from": "CHN"} | TRUE["C11"]}).replace('"Claim a"', json.dumps(evil))
        self.weir("claim", "check", self.write("c.yaml", text), "--html", "p.html")
        page = (self.dir / "p.html").read_text()
        self.assertNotIn("<script>alert", page)
        self.assertIn("&lt;script&gt;alert(&#39;x&#39;)", page)

    def test_golden_page(self):
        """The page of the example; WEIR_GOLDEN=update writes it anew, to be read before it is kept."""
        self.weir("claim", "check", EXAMPLE, "--html", "p.html")
        page = (self.dir / "p.html").read_text()
        main = page[page.index("<main>"):page.index("</main>")] + "</main>\n"
        main = re.sub(r"e[0-9a-f]{11}/", "EVIDENCE/", main)
        main = re.sub(r"(vintage |reference data )[0-9a-f-]+", r"\1X", main)
        self.golden("fortified-line.html", main)

    # --- differences, records, spans ---

    def test_differences(self):
        """1,000 a month in 2022 and 1,400 in 2023: 4,800 more; the other way it is contradicted."""
        store = self.made([(f"{y}-{m:02}", "CHN", "842952", 1000 if y == 2022 else 1400)
                           for y in (2022, 2023) for m in range(1, 13)])
        test = {"kind": "change", "period": "2023", "with_": "2022"}
        for says, verdict in (("4.8 thousand USD more", "confirmed"), ("up by 4.8 thousand USD", "confirmed"),
                              ("4.8 thousand USD less", "contradicted"), ("9 thousand USD more", "not_reproduced")):
            v, got = self.verdict(store, **test, says=says)
            self.assertEqual((v, got["value"]), (verdict, 4800), says)
        self.assertEqual(self.verdict(store, kind="change", period="2022", with_="2023",
                                      says="4.8 thousand USD less")[0], "confirmed")
        self.assertEqual(self.verdict(store, kind="change", period="2023", with_="2021", says="1 USD more")[0],
                         "cannot_tell")

    def test_records(self):
        """Months of 100 to 159, one of 500 in March 2022 and one of 900 in June 2019."""
        values = {(2019, 6): 900, (2022, 3): 500}
        store = self.made([(f"{y}-{m:02}", "CHN", "842952", values.get((y, m), 100 + (y - 2019) * 12 + m))
                           for y in range(2019, 2024) for m in range(1, 13)])
        record = lambda **test: self.verdict(store, kind="record", **test)[0]
        self.assertEqual(record(period="2019-06", says="the most"), "consistent")  # as far as the figures go
        self.assertEqual(record(period="2022-03", says="the most"), "contradicted")
        self.assertEqual(record(period="2022-03", says="the most since", since="2019-07"), "confirmed")
        self.assertEqual(record(period="2022-03", says="the most since", since="2015"), "contradicted")
        self.assertEqual(record(period="2023-12", says="a record", since="2022-04"), "confirmed")
        self.assertEqual(record(period="2023-12", says="the least", since="2022-04"), "contradicted")
        self.assertEqual(record(period="2020", says="the least"), "consistent")  # 1,422 after 2,072

    def test_spans_of_days(self):
        """Armenia was bound from 2024-02-01 on."""
        for on, says, verdict in (("2024-02-01..2024-05-01", "yes", "confirmed"),
                                  ("2023-05-01..2024-01-31", "no", "confirmed"),
                                  ("2023-05-01..2024-05-01", "yes", "not_reproduced")):
            got = self.check({"x": {"kind": "bound", "treaty": "rome", "state": "ARM", "on": on, "says": says}})["x"]
            self.assertEqual(got["verdict"], verdict, on)

    def test_months_that_both_have(self):
        """December 2023 is not there: no verdict, and the eleven months beside it."""
        store = self.made([(f"{y}-{m:02}", "CHN", "842952", 100 if y == 2022 else 600)
                           for y in (2022, 2023) for m in range(1, 13) if (y, m) != (2023, 12)])
        v, got = self.verdict(store, kind="ratio", period="2023", with_="2022", says="more than 5 times")
        self.assertEqual(v, "cannot_tell")
        views = {a["name"]: a["value"] for a in got["tests"][0]["alternatives"]}
        self.assertEqual(views["over the 11 of 12 months that both have"], 6)

    def test_a_new_code_is_not_contradicted(self):
        """851713 came with the HS of 2022: months without it in that year say nothing of phones."""
        rows = [("2022-05", "CHN", "851713", 10), ("2022-06", "CHN", "851713", 20)]
        rows += [(f"2022-{m:02}", "CHN", "851770", 1) for m in range(1, 7)]
        test = {"kind": "level", "period": "2022-01..2022-06", "says": "about 500 USD"}
        v, got = self.verdict(self.made(rows), **test, code="851713")
        self.assertEqual(v, "cannot_tell")
        self.assertIn("851713 came with the HS of 2022, and nothing is reported under it in 4 of 6 months",
                      " ".join(got["reasons"]))
        old = [(m, c, "842952" if k == "851713" else k, x) for m, c, k, x in rows]
        self.assertEqual(self.verdict(self.made(old, "old"), **test, code="842952")[0], "contradicted")

    # --- the file ---

    def test_all_faults_in_one_run(self):
        text = ("claims:\n- id: a\n  sentence: s\n  tests:\n  - {kind: level, from: CHN, to: RUS, code: 842952, "
                "period: 2023, says: dubled}\n  - {kind: levle, from: CHN}\n- id: b\n  sentence: s\n  colour: red\n"
                "  tests:\n  - {kind: level, from: CHN, to: RUS, code: 842952}\n")
        message = self.fails("claim", "check", self.write("c.yaml", text))
        for part in ("c.yaml:5:73: says: 'dubled' is not understood: is 'doubled' meant?", "c.yaml:6:12: no kind of test",
                     "c.yaml:9:3: a claim has no field 'colour'", "c.yaml:11:5: a test of kind level needs 'period'"):
            self.assertIn(part, message)

    def test_meaning_is_looked_at_before_the_work(self):
        text = ("claims:\n- id: a\n  sentence: s\n  tests:\n  - {kind: level, from: Atlantis, to: RUS, code: 842952, "
                "period: 2023, says: 1 USD}\n- id: b\n  sentence: s\n  tests:\n  - {kind: level, from: CHN, to: RUS, "
                "code: 842952, period: 2023-13, says: 1 USD}\n  - {kind: coincidence, from: CHN, to: RUS, code: 842952, "
                "event: party}\n")
        message = self.fails("claim", "check", self.write("c.yaml", text))
        for part in ("c.yaml:5:25: claim a, test level: area 'Atlantis' is not known",
                     "c.yaml:9:61: claim b, test level: period: '2023-13' is not a period", "c.yaml:10:"):
            self.assertIn(part, message)

    def test_the_sentence_says_otherwise(self):
        store = self.made([(f"{y}-{m:02}", "CHN", "842952", 1000) for y in (2022, 2023) for m in range(1, 13)])
        def warnings(sentence, says="12 thousand USD", period="2023", to="RUS", code="842952"):
            path = self.write("w.yaml", yaml({"x": {"from": "CHN", "to": to, "code": code, "kind": "level",
                                                    "period": period, "says": says}}).replace(
                '"Claim x"', json.dumps(sentence)))
            got = self.json("claim", "check", path, store=store)[0]
            return [r for r in got["tests"][0]["reasons"] if r.startswith("sentence")]
        right = "China sent excavators worth 12 thousand dollars to Russia in 2023"
        self.assertEqual(warnings(right), [])
        self.assertEqual(warnings("Excavators went there"), [])  # says nothing of it
        self.assertIn("'12 thousand USD', is not in it", warnings(right.replace("12", "60"))[0])
        self.assertIn("names a year, and not that of the test", warnings(right.replace("2023", "2019"))[0])
        self.assertIn("it names Kazakhstan, which the test", warnings(right.replace("Russia", "Kazakhstan"))[0])
        self.assertIn("it speaks of 'bearings', which 842952 is not",
                      warnings(right.replace("excavators", "bearings"))[0])
        months = "In March 2023 it was 1 thousand dollars"
        self.assertEqual(warnings(months, "1 thousand USD", "2023-03"), [])
        self.assertIn("it names months", warnings(months, "1 thousand USD", "2023-05")[0])
        self.assertEqual(warnings("It came to 12,000 dollars"), [])


weir.main()
