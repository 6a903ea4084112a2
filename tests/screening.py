"""What published sets of names say of weir screen: for the tests on data and the benchmark."""
import collections
import csv
import gzip
import io
import itertools
import json
import subprocess
import tempfile
import pathlib

import weir

THRESHOLD = .7


def set_of(*parts):
    return weir.data("screening", *parts)


def run(*args, **options):
    return subprocess.run([weir.WEIR, "-q", *map(str, args)], capture_output=True, text=True,
                          check=True, **options).stdout


def scores(pairs, *options):
    """Of pairs of names, in order."""
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "pairs.csv"
        with path.open("w", newline="") as f:
            csv.writer(f).writerows([("name1", "name2", "schema"), *((a, b, "") for a, b in pairs)])
        said = run("screen", "--pairs", path, "--csv", *options).splitlines()
        return [float(r["score"]) for r in csv.DictReader(said)]


def screen(names, lists, folder):
    """What is found of each name on list files, as objects in order."""
    path = pathlib.Path(folder) / "names.txt"
    path.write_text("".join(n.replace("\n", " ") + "\n" for n in names))
    out = pathlib.Path(folder) / "hits.ndjson"
    run("screen", "--file", path, "-o", out, "--lists", *lists)
    return [json.loads(x) for x in out.open()]


def f1(path):
    """F1 at the threshold, by group, and pairs of strong quality that are wrong."""
    rows = list(csv.DictReader(path.open()))
    found = scores([(r["name1"], r["name2"]) for r in rows])
    counts = collections.defaultdict(collections.Counter)
    wrong = []
    for row, score in zip(rows, found):
        match, said = row["is_match"] == "true", score >= THRESHOLD
        for group in "all", row["case_group"]:
            counts[group][("rest", "missed", "extra", "right")[2 * said + match]] += 1
        if row["quality"] == "STRONG" and match != said:
            wrong.append((row["name1"], row["name2"], score))
    return {g: 2 * c["right"] / (2 * c["right"] + c["extra"] + c["missed"])
            for g, c in counts.items()}, wrong


def ofac(path):
    """Share within 5 points of the regulator's score, and the mean difference."""
    rows = [r for r in csv.DictReader(path.open()) if float(r["ofac_score"]) >= 0]
    found = scores([(r["query_name"], r["result_name"]) for r in rows], "--mode", "ofac")
    apart = [abs(100 * s - float(r["ofac_score"])) for r, s in zip(rows, found)]
    return sum(d <= 5 for d in apart) / len(apart), sum(apart) / len(apart)


def un_and_ofac():
    return [weir.data("reference", "lists", *x) for x in (
        ("un", "UN_consolidated.xml"), ("ofac-2021-original-format", "sdn.csv"),
        ("ofac-2021-original-format", "alt.csv"), ("ofac-alt-2025", "alt.csv"))]


def vocabulary(folder):
    """The names listed by the UN and OFAC."""
    store = pathlib.Path(folder) / "lists.weir"
    if not store.exists():
        run("lists", "load", *un_and_ofac(), "--store", store)
    return list(csv.DictReader(io.StringIO(run("lists", "names", "--csv", "--store", store))))


def recall(folder):
    """Entries of the UN that are found by spoilt names, of how many that are on the list."""
    rows = list(csv.DictReader(set_of("recall", "un_recall_treated.tsv").open(), delimiter="\t"))
    found, listed = collections.Counter(), set()
    for row, got in zip(rows, screen([r["query"] for r in rows], un_and_ofac(), folder)):
        ids = set(row["un_dataid"].split("|")) - {""}
        if ids:
            listed.add(row["un_dataid"])
            found[row["un_dataid"]] |= any(h["list"] == "un" and h["uid"] in ids
                                           for h in got["hits"])
    return sum(found.values()), len(listed)


def alerts(folder, most=None):
    """Share of invented people for whom anybody is found."""
    with gzip.open(set_of("negatives", "negatives_us.csv.gz"), "rt") as f:
        names = [r["full_name"] for r in itertools.islice(csv.DictReader(f), most)]
    got = screen(names, un_and_ofac(), folder)
    return sum(bool(x["hits"]) for x in got) / len(got)


DENIED = "\t".join(f'"{x}"' for x in (
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date",
    "Expiration_Date", "Standard_Order", "Last_Update", "Action", "FR_Citation")) + "\n"
ROW = ("1 ROAD", "X", "TX", "US", "1", "06/19/2003", "06/29/2056", "Y", "2007-01-31", "A", "B")


def perturbed(folder):
    """By class of what was done to names of OFAC's individuals: the share that is found, of
    negatives the share for whom anybody is."""
    with gzip.open(set_of("recall", "ssb_ofac_individuals.json.gz"), "rt") as f:
        made = json.load(f)
    path = pathlib.Path(folder) / "list.txt"
    names = [(n, key) for key, all_names in made["candidates"].items() for n in all_names]
    path.write_text(DENIED + "".join(
        "\t".join(f'"{x}"' for x in (n.replace('"', ""), *ROW)) + "\n" for n, _ in names))
    whose = collections.defaultdict(set)
    for n, key in names:
        whose[n.replace('"', "")].add(key)
    count, right = collections.Counter(), collections.Counter()
    cases = made["cases"]
    for case, got in zip(cases, screen([c["query"] for c in cases], [path], folder)):
        keys = set().union(*(whose[h["name"]] for h in got["hits"])) if got["hits"] else set()
        count[case["perturbation"]] += 1
        right[case["perturbation"]] += (bool(keys) if case["family"] == "negative"
                                        else case["expected_entity_id"] in keys)
    return {k: right[k] / n for k, n in count.items()}


def original_script():
    rows = csv.DictReader(set_of("pairs", "un_alias_pairs.tsv").open(), delimiter="\t")
    found = scores([(r["primary"], r["alias"]) for r in rows if r["quality"] == "OriginalScript"])
    return sum(s >= THRESHOLD for s in found) / len(found)


def romanisations():
    names = set_of("pairs", "ermakov_variants.txt").read_text().split("\n")
    found = scores(list(itertools.permutations([n for n in names if n.strip()], 2)))
    return sum(s >= THRESHOLD for s in found) / len(found)


def scripts(script, vocabulary):
    """Of words of a script: the share that is found by its Latin form, and false ones of the
    vocabulary in 1,000."""
    with gzip.open(set_of("crossscript", f"wd_{script}_80.tsv.gz"), "rt") as f:
        rows = [x.rstrip("\n").split("\t")[:2] for x in f][::17][:1500]
    words = [(latin, native.replace(" ", "")) for latin, native in rows]
    found = scores(words)
    other = scores([(vocabulary[(i * 7919 + k * 104729) % len(vocabulary)], native)
                    for i, (_, native) in enumerate(words) for k in range(60)])
    return (sum(s >= THRESHOLD for s in found) / len(found),
            1000 * sum(s >= THRESHOLD for s in other) / len(other))
