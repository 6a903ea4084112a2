"""weir claim on the sample: the worked example, claims of others, and what is made wrong of them."""
import json
import os
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
            "no-lethal-goods": "consistent", "heavy-trucks": "consistent",
            "warrant-issuer": "contradicted", "rome-parties": "confirmed", "beijing": "confirmed"})
        self.assertAlmostEqual(got["excavators-tripled"]["value"], 761.2 / 317.4, places=2)
        self.assertIn("cmdCode=842952", got["excavators-tripled"]["needs"][0])
        self.assertIn("period=202209", got["excavators-tripled"]["needs"][0])
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
        """The claim about machine tools hides its codes: 8457-8461 +93 %, -8459 +142 %, 8456-8463 +66 %."""
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
                (good.replace('"RUS"', '"Ruritania"'), ":5:1", "area 'Ruritania' is not known"),
                (good.replace('"2023"', '"soon"'), ":5:1", "'soon' is not a period"),
                (good + good.split("\n", 1)[1], ":6:5", "two claims are called a")):
            message = self.fails("claim", "check", self.write("claims.yaml", text))
            self.assertIn("claims.yaml" + place, message, why)
            self.assertIn(why, message)

    def test_new(self):
        for kind in ("ratio", "level", "share", "rank", "unit value", "zero", "first", "rise",
                     "coincidence", "lawful", "munitions", "count", "bound", "warrant", "listed"):
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
        golden = weir.SOURCE / "tests" / "golden" / "fortified-line.html"
        if os.environ.get("WEIR_GOLDEN") == "update":
            golden.parent.mkdir(exist_ok=True)
            golden.write_text(main)
        self.assertEqual(main, golden.read_text())


weir.main()
