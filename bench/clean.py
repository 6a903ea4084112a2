"""The cleaning that weir ingest does, in pandas: the peer of `make bench`.  clean.py KIND FILE OUT

The file's hash; codes as text with their zeros, periods and figures checked, areas looked up;
rows that cannot be used, with the reason; aggregates, breakdowns, skeleton months and repeated
cells told apart; what each reporter published and which codes the file holds; all of it kept in
OUT.  What pandas does not do: refuse overlaps with earlier files, vintages, transactions.
"""
import hashlib
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
            "qtyUnitAbbr": "unit", "isQtyEstimated": "qty_estimated", "mosCode": "mos",
            "isNetWgtEstimated": "weight_estimated", "classificationCode": "revision"}
    t = pd.read_csv(path, dtype=str, usecols=list(used)).rename(columns=used)
    for c in ("reporter", "partner", "flow", "mot", "mos", "customs", "partner2", "revision"):
        t[c] = t[c].str.strip()
    t["revision"] = t.revision.map({"H4": "HS2012", "H5": "HS2017", "H6": "HS2022"})
    t["direction"] = t.flow.map({"X": "export", "M": "import", "RX": "re-export",
                                 "RM": "re-import", "DX": "export", "FM": "import"})
    for c in ("reporter", "partner"):
        t[c] = pd.to_numeric(t[c], errors="coerce")
    for c in ("weight", "qty"):
        t[c] = pd.to_numeric(t[c].str.strip().replace({"NA": None, "": None}), errors="coerce")
    t["qty"] = t.qty.where(t.unit != "N/A")
    t["part"] = ((t.mot != "0") * 4 + (t.customs != "C00") * 2 + (t.partner2 != "0") * 1
                 + (t.mos != "0") * 8)
    t["detail"] = t.partner2.str.cat([t.customs, t.mot, t.mos, t.flow], sep=" ")
    t["estimated"] = ((t.qty_estimated.str.upper() == "TRUE")
                      | (t.weight_estimated.str.upper() == "TRUE"))
    return t


def reasons(t):
    """The first fault of each row, empty where there is none."""
    faults = [
        ("unknown reporter", t.reporter.isna()),
        ("unknown partner", t.partner.isna()),
        ("not a period", ~(t.period.between(190001, 202612) & (t.period % 100).between(1, 12))),
        ("not a code", ~t.code.str.fullmatch(r"(\d\d){1,6}").fillna(False)),
        ("not a value", t.value.isna() | (t.value < 0)),
    ]
    reason = pd.Series("", index=t.index)
    for text, bad in reversed(faults):
        reason[bad] = text
    return reason


def mark(t):
    """Rows that a sum leaves out."""
    t["aggregate"] = False
    lengths = sorted(t.code.str.len().unique())
    for n in lengths[:-1]:
        parents = t.loc[t.code.str.len() > n, KEYS].assign(code=lambda x: x.code.str[:n])
        t["aggregate"] |= pd.MultiIndex.from_frame(t[KEYS]).isin(
            pd.MultiIndex.from_frame(parents.drop_duplicates()))
    if "part" in t:
        t["breakdown"] = t.part > t.groupby(KEYS).part.transform("min")
    month = t.groupby(["reporter", "period"]).value.transform("sum")
    t["skeleton"] = month == 0


def main(kind, path, out):
    with open(path, "rb") as f:
        digest = hashlib.file_digest(f, "sha256").hexdigest()
    t = {"cn8": cn8, "comtrade": comtrade}[kind](path)
    code = t.code.str.strip()
    t["code"] = code.where(code.str.len() % 2 == 0, "0" + code)
    t["value"] = pd.to_numeric(t.value.str.strip().str.replace(",", ""), errors="coerce")
    t["period"] = pd.to_numeric(t.period.str.strip().str.replace("-", ""), errors="coerce")
    reason = reasons(t)
    rejected = t[reason != ""].assign(reason=reason[reason != ""])
    t = t[reason == ""].copy()
    mark(t)
    repeats = int(t.duplicated(KEYS + [c for c in ("direction", "part", "detail") if c in t]).sum())
    coverage = t.groupby(["reporter", "period"]).value.agg(["size", "sum"])
    content = t[t.value > 0].groupby(["reporter", "code"]).period.agg(["min", "max", "size"])
    pd.to_pickle((digest, t, rejected, coverage, content), out)
    print(f"  (pandas kept {len(t)}, rejected {len(rejected)}, repeated {repeats})", flush=True)


main(*sys.argv[1:])
