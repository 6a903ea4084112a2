"""The JSON of every question has the shape that docs/schema promises."""
import json
import re
import unittest

import schema
import weir

SMALL = weir.SOURCE / "tests/data/v0.1.0"
FLOW = ["--from", "IND", "--to", "RUS", "--code", "847150"]
# The importer's report of what small.csv has of the exporter.
RUSSIA = ("typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
          "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue\n"
          + "".join(f"C,M,2022,{m},2022{m:02d},643,M,699,0,H6,847150,C00,0,45000,0,-1,900000\n"
                    for m in range(1, 13)))
ASKED = {
    "version": [[]],
    "ingest": [[SMALL / "small.csv"]],
    "rates": [["rates.csv"]],
    "fetch": [["comtrade", "--reporter", "CHN", "--partner", "RUS", "--code", "8429", "--from", "2022-01", "--to",
               "2022-12", "--dry-run"], ["ecb", "--from", "2024-01", "--dry-run"]],
    "services": [[]],
    "update": [["--dry-run"]],
    "lists load": [[SMALL / "denied.txt"]],
    "lists show": [[]],
    "lists names": [[]],
    "lists find": [["I. ASH"], ["nobody at all"]],
    "lists diff": [["bis-denied-persons"]],
    "screen": [["Ivan Ash"], ["nobody at all", "--mode", "wide"]],
    "screen decide": [["Ivan Ash", "--list", "bis-denied-persons", "--id", "DPL-1", "--as", "clear",
                       "--why", "another"]],
    "screen audit": [[], ["--verify"]],
    "sources": [[]],
    "rejects": [[]],
    "store info": [[]],
    "series": [FLOW, [*FLOW, "--by", "year"]],
    "compare": [["--from", "IND", "--to", "RUS", "--period", "2022", "--with", "2021", "--by",
                 "family"],
                ["--from", "IND", "--to", "RUS", "--period", "2022", "--with", "2021", "--split"]],
    "price": [[*FLOW, "--flow", "import", "--by", "period"], [*FLOW, "--flow", "import", "--fair"]],
    "mirror": [["--from", "IND", "--to", "RUS", "--period", "2022"]],
    "divert": [["--to", "RUS", "--from", "IND"], ["--to", "RUS", "--from", "IND", "--by", "via"]],
    "top": [["--from", "IND", "--to", "RUS", "--period", "2022"]],
    "coverage": [[]],
    "changepoints": [FLOW],
    "shift": [FLOW, [*FLOW, "--wedge"]],
    "export": [[*FLOW, "-o", "out.csv"]],
    "sql": [["SELECT period, value, 'x' AS text, value > 5 AS truth FROM flow LIMIT 3"]],
    "surge": [["--from", "IND", "--to", "RUS", "--since", "2022-04"]],
    "watch": [["RUS"]],
    "report": [["RUS", "-o", "r.html"]],
    "status": [["842952", "--from", "DEU", "--to", "RUS", "--on", "2023-03-01"],
               ["999999,84", "--from", "DEU,CHN", "--to", "RUS"]],
    "codes": [["excavators"], ["84"], []],
    "areas": [["kyrgyz"], []],
    "groups": [["EAEU"], []],
    "treaty": [["rome"], ["rome", "--count"]],
    "warrant": [["Putin", "--in", "ARM", "--on", "2024-03-01"]],
    "redline": [["RUS"], ["RUS", "--by", "tier"]],
    "claim new": [["ratio"]],
    "claim check": [[SMALL / "claims.yaml"]],
    "read": [[weir.SOURCE / "examples" / "article.txt", "--date", "2024-01-07"],
             [weir.SOURCE / "examples" / "article.txt", "--date", "2024-01-07", "--check"]],
    "evidence": [[], ["--bundle", "b.tar.zst"], ["--verify", "b.tar.zst"], ["ID"]],
    "store backup": [["backup.weir"]],
    "store make": [[]],
    "store copy": [["STORE", "COPY"]],
    "store compact": [[]],
    "store check": [[]],
    "store repair": [[]],
    "store drop": [["1"]],
}


def fill(case):
    """What the questions are asked of, beside the files that they load themselves."""
    case.write("rates.csv", "currency,period,per_usd\nCNY,2021-01,6.5\n")
    second = case.write("later.txt", (SMALL / "denied.txt").read_text().replace("ASH", "OAK"))
    case.weir("lists", "load", second, "--vintage", "2020-01-01")
    case.weir("ingest", case.write("russia.csv", RUSSIA))


def load(case):
    """What some of them load."""
    fill(case)
    case.weir("ingest", SMALL / "small.csv")
    case.weir("lists", "load", SMALL / "denied.txt")


class Shape(weir.Case):
    def test_all(self):
        fill(self)
        for name, questions in ASKED.items():
            shape = json.loads(self.weir(*name.split(), "--schema"))
            for words in questions:
                if words == ["ID"]:
                    words = [self.json("evidence")[-1]["id"]]
                if words == ["STORE", "COPY"]:
                    words = [self.store, weir.place(self.dir / "copied.weir")]
                with self.subTest(question=name, words=words):
                    answer = self.json(*name.split(), *words)
                    self.assertEqual(list(schema.faults(shape, answer)), [])

    def test_every_question(self):
        """All that help lists is asked above, and its schema in docs/schema is the one it has."""
        names = set(re.findall(r"^  (\w+(?: \w+)?)  ", self.weir("help"), re.M))
        self.assertEqual(names - {"help", "completion", "complete", "serve", "mcp"}, set(ASKED))
        for name in ASKED:
            path = weir.SOURCE / "docs/schema" / f"weir-{name.replace(' ', '-')}.json"
            self.assertEqual(path.read_text(), self.weir(*name.split(), "--schema"), name)

    def test_validator(self):
        """It finds what is wrong."""
        shape = {"type": "object", "required": ["a"], "additionalProperties": False,
                 "properties": {"a": {"type": ["integer", "null"]},
                                "b": {"anyOf": [{"type": "string"},
                                                {"type": "array", "items": {"type": "number"}}]}}}
        for value, count in [({"a": 1}, 0), ({"a": None, "b": [1, 2.5]}, 0), ({"a": 1.5}, 1), ({}, 1),
                             ({"a": True}, 1), ({"a": 1, "b": ["x"]}, 1), ({"a": 1, "c": 0}, 1),
                             ([], 1)]:
            self.assertEqual(len(list(schema.faults(shape, value))), count, value)
        with self.assertRaises(AssertionError):
            list(schema.faults({"minimum": 3}, 1))


if __name__ == "__main__":
    unittest.main()
