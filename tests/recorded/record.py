#!/usr/bin/env python3
"""Answers of a build to a list of questions, recorded and compared.

record.py WEIR write FILE.json.gz    asks commands and writes the answers
record.py WEIR compare FILE.json.gz  asks again and says what differs

JSON is compared as values, CSV as text.  What is laid out for people changed with 0.2.0 (nothing
cut, one unit a column), so of it the exit code and what stands on stderr are compared; its figures
are those of the JSON beside it.  Ids of evidence, digests of the reference data,
versions and the names of temporary files are masked: they may differ between builds.
"""
import datetime
import difflib
import gzip
import hashlib
import json
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
DATA = pathlib.Path(os.environ.get("WEIR_TEST_DATA", ROOT.parent / "shared" / "data"))
RECORDED = "2026-11-25"  # files without a vintage of their own have that of the day
MAY_DIFFER = {
    "none: help", "none: help --json",
    # a period without figures is no 0.0 M
    "india: compare --from IND --to RUS --flow import --period 2021 --with 2020 --by chapter",
    # Russia stopped publishing in 2022: no_longer_published, not not_yet_published
    "india: series --from IND --to RUS --code 847150 --flow import",
    "india: series --from IND --to RUS --code 847150 --flow import --json",
    "india: series --from RUS --to IND --code 2709",
    "india: series --from RUS --to IND --code 2709 --csv",
    "india: series --from RUS --to IND --code 2709 --json",
    # Russia's figures begin in January 2021: that is no renumbering of its codes, nor of India's
    "india: series --from IND --to RUS --code 8471 --quantity",
    "india: series --from IND --to RUS --code 8471 --quantity --json",
    "india: surge --to RUS --since 2024-04 --limit 5",
    "india: surge --to RUS --since 2024-04 --limit 5 --json",
    # BACI is CEPII's reconciliation, not as reported by China
    "trade: series --from CHN --to RUS --code 842952",
    "trade: series --from CHN --to RUS --code 842952 --json",
    "trade: series --from CHN --to RUS --code 85 --weight",
    "trade: series --from CHN --to RUS --code 85 --weight --json",
    "trade: series --from CHN --to RUS --code 8703,8704",
    "trade: series --from CHN --to RUS --code 8703,8704 --json",
    "trade: series --from CHN,EU27 --to RUS --code 842952",
    "trade: series --from CHN,EU27 --to RUS --code 842952 --json",
    # its rise of dual-use goods is that of 2023, the year it is dated to
    "sample: claim check ./examples/fortified-line.yaml",
    "sample: claim check ./examples/fortified-line.yaml --csv",
    "sample: claim check ./examples/fortified-line.yaml --json",
    # 'all' is each of all
    "trade: series --from all --to RUS --code 842952",
    "trade: series --from all --to RUS --code 842952 --json",
    "trade: evidence", "trade: evidence --json",
    # a sentence is read beside its test, and the unit a source counts in is said
    "trade: claim check ./tests/cases/claims.yaml --json",
}
# status has a row of each code and exporter, with its verdict; findings say one thing of one window; comparisons say what was compared; a group is one exporter too
MAY_DIFFER_ALL = re.compile(r"[a-z]+: (surge|watch|report|status) ")
LONGEST = 300_000  # characters kept of one answer; past it a digest stands for it


def questions(text):
    """(kind, store, arguments, formats) of each line."""
    for line in text.splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        store, words = line.split(":", 1)
        csv = words.endswith("[csv]")
        words = shlex.split(words.removesuffix("[csv]"))
        if store.startswith("store "):
            yield "make", store[6:], words, [""]
        else:
            yield "ask", store, words, ["", "--json"] + (["--csv"] if csv else [])


def placed(word):
    if word.startswith("./"):
        return str(ROOT / word[2:])
    if re.match(r"(trade|methods|reference)/", word):
        return str(DATA / word)
    return word


def mask(text, folder, version):
    text = text.replace(datetime.datetime.now(datetime.timezone.utc).date().isoformat(), RECORDED)
    text = text.replace(str(folder), "DIR").replace(str(ROOT), "ROOT").replace(str(DATA), "DATA")
    text = re.sub(r"\be[0-9a-f]{11}\b", "EVIDENCE", text)
    text = text.replace(version["reference_data"], "REFERENCE")
    text = text.replace(version["reference_data"][:12], "REFERENCE")
    return text.replace(f"weir {version['version']}", "weir VERSION").replace(
        f'"version": "{version["version"]}"', '"version": "VERSION"')


def ask(weir, folder, store, words, version):
    env = {**os.environ, "LC_ALL": os.environ.get("LC_ALL", "C.UTF-8"), "WEIR_STORE": ""}
    done = subprocess.run([weir, "--store", str(folder / f"{store}.weir"), *map(placed, words)],
                          capture_output=True, text=True, cwd=folder, env=env, check=False)
    out = mask(done.stdout, folder, version)
    out = out.replace(', "notes": null}', "}")
    if len(out) > LONGEST:
        out = f"{len(out)} characters, sha256 {hashlib.sha256(out.encode()).hexdigest()}"
    return {"code": done.returncode, "out": out, "err": mask(done.stderr, folder, version)}


def run(weir):
    version = json.loads(subprocess.run([weir, "version", "--json"], capture_output=True,
                                        check=True).stdout)
    answers = {}
    with tempfile.TemporaryDirectory() as name:
        for kind, store, words, formats in questions((HERE / "commands").read_text()):
            for option in formats:
                if not words:
                    continue
                line = [*words, option] if option else words
                key = f"{store}: {shlex.join(line)}"
                if "no data" in answers.get(f"store {store}", {}).get("err", ""):
                    continue
                answers[key if kind == "ask" else f"store {key}"] = ask(
                    weir, pathlib.Path(name), store, line, version)
    return answers


def without_notes(value):
    """JSON without the notes that answers carry since 0.2.0, where they were warnings on stderr."""
    if isinstance(value, dict):
        if value.get("key") == "version":
            return {"key": "version"}
        return {k: without_notes(v) for k, v in value.items()
                if k != "notes" or "person" in value}
    return [without_notes(v) for v in value] if isinstance(value, list) else value


def plain(key, answer):
    """What must stay: notes stood on stderr before 0.2.0 and are part of the answer since."""
    out = answer["out"] if re.search(r" --(json|csv)$", key) else ""
    try:
        out = json.dumps(without_notes(json.loads(out)), indent=1)
    except ValueError:
        rows = out.splitlines()
        if rows and rows[0].endswith(",notes"):
            rows = [row.rsplit(",", 1)[0] for row in rows]
        out = "\n".join(rows)
    err = "\n".join(line for line in answer["err"].splitlines()
                    if not re.match(r"weir: (warning: |only annual|.*nothing changed)|"
                                    r"(note|warning): |weir: evidence:", line))
    return {"code": answer["code"], "out": out, "err": err}


def same(key, old, new):
    return plain(key, old) == plain(key, new)


def show(key, old, new):
    print(f"--- {key}")
    old, new = plain(key, old), plain(key, new)
    for part in ("code", "out", "err"):
        if old[part] == new[part]:
            continue
        lines = list(difflib.unified_diff(str(old[part]).splitlines(), str(new[part]).splitlines(),
                                          f"{part} was", f"{part} is", lineterm="", n=0))
        print("\n".join(line[:300] for line in lines[:12]))


def main():
    weir, verb, path = str(pathlib.Path(sys.argv[1]).resolve()), sys.argv[2], sys.argv[3]
    if not DATA.exists():
        print("skipped: no data")
        return 0
    answers = run(weir)
    if verb == "write":
        with gzip.GzipFile(path, "wb", mtime=0) as f:
            f.write(json.dumps(answers, indent=0, sort_keys=True).encode())
        print(f"{len(answers)} answers")
        return 0
    recorded = json.loads(gzip.open(path).read())
    recorded = {k: v for k, v in recorded.items() if k not in MAY_DIFFER and not MAY_DIFFER_ALL.match(k)}
    faults = [k for k in recorded if k not in answers or not same(k, recorded[k], answers[k])]
    for key in faults:
        show(key, recorded[key], answers.get(key, {"code": -1, "out": "", "err": "not asked"}))
    print(f"{len(recorded) - len(faults)} of {len(recorded)} answers are the same")
    return bool(faults)


sys.exit(main())
