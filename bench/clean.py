"""The cleaning that weir ingest does, in pandas: the peer of `make bench`.  clean.py KIND FILE

Codes as text with their zeros, periods and figures checked, areas looked up, breakdowns and
repeated cells told apart, rows that cannot be used counted.
"""
import sys

import pandas as pd

AREAS = {c: i for i, c in enumerate(
    "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK GB XI "
    "RU BY KZ KG AM GE UZ".split())}
KEYS = ["reporter", "partner", "period", "code"]


def cn8(path):
    t = pd.read_csv(path, dtype=str)
    t.columns = ["reporter", "partner", "code", "period", "value"]
    t["reporter"] = t.reporter.str.strip().map(AREAS)
    t["partner"] = t.partner.str.strip().map(AREAS)
    return t


def comtrade(path):
    used = {"reporterCode": "reporter", "partnerCode": "partner", "cmdCode": "code",
            "period": "period", "primaryValue": "value", "netWgt": "weight", "motCode": "mot",
            "customsCode": "customs", "partner2Code": "partner2", "flowCode": "flow", "qty": "qty",
            "qtyUnitAbbr": "unit", "isQtyEstimated": "estimated", "mosCode": "mos"}
    t = pd.read_csv(path, dtype=str, usecols=list(used)).rename(columns=used)
    for c in ("reporter", "partner"):
        t[c] = pd.to_numeric(t[c].str.strip(), errors="coerce")
    for c in ("weight", "qty"):
        t[c] = pd.to_numeric(t[c].str.strip(), errors="coerce")
    t["part"] = ((t.mot != "0") * 4 + (t.customs != "C00") * 2 + (t.partner2 != "0") * 1
                 + (t.mos != "0") * 8)
    t["estimated"] = t.estimated.str.upper() == "TRUE"
    return t


def main(kind, path):
    t = {"cn8": cn8, "comtrade": comtrade}[kind](path)
    code = t.code.str.strip()
    t["code"] = code.where(code.str.len() % 2 == 0, "0" + code)
    t["value"] = pd.to_numeric(t.value.str.strip(), errors="coerce")
    t["period"] = pd.to_numeric(t.period.str.strip(), errors="coerce")
    good = (t.code.str.fullmatch(r"(\d\d){1,6}") & t.period.between(190001, 202612)
            & (t.period % 100).between(1, 12) & (t.value >= 0) & t.reporter.notna()
            & t.partner.notna())
    rejected = int((~good).sum())
    t = t[good]
    repeats = int(t.duplicated(KEYS).sum())
    coverage = t.groupby(["reporter", "period"]).value.agg(["size", "sum"])
    content = t[t.value > 0].groupby(["reporter", "code"]).period.agg(["min", "max", "size"])
    print(len(t), rejected, repeats, len(coverage), len(content))


main(*sys.argv[1:])
