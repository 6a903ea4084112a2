"""How readings of sentences compare with what was annotated: for tests and benchmark."""
import concurrent.futures
import json
import pathlib
import re
import subprocess
import tempfile

WORDS = {"doubled": 2, "doubling": 2, "twice": 2, "twofold": 2, "double": 2, "tripled": 3,
         "trebled": 3, "threefold": 3, "quadrupled": 4, "fourfold": 4, "quintupled": 5,
         "fivefold": 5, "sixfold": 6, "sevenfold": 7, "eightfold": 8, "ninefold": 9, "tenfold": 10,
         "elevenfold": 11, "twelvefold": 12, "twentyfold": 20,
         "halved": .5, "first": 1, "top": 1, "largest": 1, "second": 2, "third": 3, "fourth": 4,
         "fifth": 5, "sixth": 6, "yes": 1, "no": 0, "almost all": .9, "nearly all": .9,
         "highest": 1, "lowest": -1}
SCALES = {"thousand": 1e3, "million": 1e6, "bn": 1e9, "billion": 1e9, "tn": 1e12, None: 1}
FIELDS = ("from", "to", "period", "with", "when", "event", "on", "state", "treaty", "since", "name",
          "of")
KINDS = ("kind", "from", "to", "goods", "period", "with", "says")


def number(says):
    """What a number said comes to: "+62 %" and "1.62 times" are one."""
    says = says.lower().replace(",", "")
    found = re.search(r"([+-]?)\s*([\d.]+)(?:-[\d.]+)?\s*(thousand|million|bn|billion|tn)?", says)
    if found:
        value = float(found[2]) * SCALES[found[3]]
        if "less" in says or (found[1] == "-" and "%" not in says):
            value = -value
        if "%" in says:
            value = 1 + (value if found[1] == "+" else -value) / 100 if found[1] else value / 100
        return value
    return next((v for w, v in sorted(WORDS.items(), key=lambda x: -len(x[0])) if w in says), says)


def same_number(a, b):
    if a is None or b is None:
        return a is b
    a, b = number(a), number(b)
    if isinstance(a, str) or isinstance(b, str):
        return a == b
    return abs(a - b) <= .011 * max(abs(a), abs(b))


def parts(text):
    return sorted((text or "").replace(" ", "").split(","))


def span(period):
    return period if ".." in period else f"{period}..{period}"


def differ(gold, test):
    """The fields of a test that are not as annotated; ["kind"] where it is another test."""
    if gold["kind"] != test["kind"]:
        return ["kind"]
    said = {name: f["value"] for name, f in test["fields"].items()}
    wrong = []
    if gold.get("flow") == "both" and said.get("flow") == "both":    # trade with is of either side
        sides = [parts(gold.get(x)) for x in ("from", "to")]
        if sides == [parts(said.get(x)) for x in ("to", "from")]:
            said["from"], said["to"] = said.get("to"), said.get("from")
    for name in FIELDS:
        if name not in gold:
            continue
        a, b = gold[name], said.get(name)
        if name in ("from", "to"):
            fine = parts(a) == parts(b)
        elif name in ("name", "of"):
            fine = b is not None and (b in a or a in b)
        else:
            fine = b is not None and span(a) == span(b)
        wrong += [] if fine else [name]
    goods = said.get("code") or said.get("group") or said.get("list")
    if "code_or_group" in gold and parts(goods) != parts(gold["code_or_group"]):
        wrong.append("goods")
    if "says" in gold and not same_number(gold["says"], said.get("says")):
        wrong.append("says")
    return wrong


def read(weir, row):
    """The reading of a sentence behind the one before it."""
    with tempfile.TemporaryDirectory() as d:
        path = pathlib.Path(d) / "article.txt"
        path.write_text(f"{row.get('context') or ''}\n{row['text']}\n")
        command = [weir, "--store", f"{d}/none.weir", "read", path, "--json", "--date"]
        command += [row["dateline"]]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)[-1]


class Score:
    """Counts over a bank: sentences found, tests right, asked, wrong."""

    def __init__(self):
        self.checkable = self.found = self.marked = self.marked_right = self.tests = 0
        self.right = self.asked = self.wrong = self.missed = self.easy = self.easy_right = 0
        self.extra = 0
        self.field = {k: [0, 0, 0] for k in KINDS}    # right, given, wanted
        self.faults = []

    def add(self, row, reading):
        marked = reading["checkable"] and bool(reading["tests"])
        self.checkable += row["checkable"]
        self.found += row["checkable"] and marked
        self.marked += marked
        self.marked_right += row["checkable"] and marked
        left = list(reading["tests"]) if marked else []
        for gold in row.get("tests") or []:
            self.add_test(row, gold, left)
        self.extra += sum(not t["asks"] for t in left)

    def add_test(self, row, gold, left):
        easy = row["difficulty"] == "easy"
        self.tests += 1
        self.easy += easy
        ranked = sorted((differ(gold, t) == ["kind"], len(differ(gold, t)), i)
                        for i, t in enumerate(left))
        for name in KINDS:
            self.field[name][2] += name in gold or name == "goods" and "code_or_group" in gold
        if not ranked or ranked[0][0]:
            self.missed += 1
            self.faults.append(f"{row['id']}: missed {gold['kind']}")
            return
        test = left.pop(ranked[0][2])
        wrong = differ(gold, test)
        for name in KINDS:
            there = name in gold or name == "goods" and "code_or_group" in gold
            self.field[name][1] += there
            self.field[name][0] += there and name not in wrong
        self.right += not wrong and not test["asks"]
        self.easy_right += easy and not wrong and not test["asks"]
        self.asked += bool(test["asks"])
        self.wrong += bool(wrong) and not test["asks"]
        if wrong and not test["asks"]:
            self.faults.append(f"{row['id']}: {', '.join(wrong)}")


def score(weir, path):
    rows = [json.loads(line) for line in pathlib.Path(path).read_text().splitlines()]
    out = Score()
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        for row, reading in zip(rows, pool.map(lambda r: read(weir, r), rows)):
            out.add(row, reading)
    return out
