"""The law of codes and flows against computations of their own: counts of subheadings on nine days,
and plain SQL (sqlite) over the tables for fifty flows drawn by a fixed seed."""
import calendar
import csv
import random
import sqlite3
import unittest

import weir

CONTROL = weir.SOURCE / "data" / "control"
COMPILED = weir.DATA / "reference" / "compiled"
# Of docs: the days, the subheadings under Annex XXIII or VII Part B, and those that are covered whole.
DAYS = {"2022-04-15": (670, 669), "2022-11-15": (691, 688), "2023-03-15": (1049, 1046),
        "2023-07-15": (1498, 1484), "2024-01-15": (1734, 1720), "2024-07-15": (2074, 2060),
        "2025-03-15": (2097, 2083), "2025-08-15": (2398, 2385), "2025-12-01": (2514, 2500)}
EXCEPTED = {"740100", "401130"}  # named as exceptions: the counts have them, they are not prohibited
# Read in the articles after the tables were compiled: quotas and transitions (tests/cases/transition.csv).
LATER = {"Art. 5i", "Art. 1za", "XVII Part A", "reg. 23", "charcoal", "rough diamonds"}
QUOTAS = {("XVII Part B", "7207"), ("XVII Part B", "7224"), ("XXI Part A", "3104"), ("XXI Part A", "3105"),
          ("XXI Part C", "2803"), ("XXI Part C", "4002"), ("XXI", "7201"), ("XXI", "7203"), ("XXI", "7601")}
BOUND = {"DEU": "EU", "GBR": "UK", "USA": "US", "CAN": "CA", "CHN": None}


def table(name):
    with open(name, newline="") as f:
        return list(csv.DictReader(f))


def subheadings(revision="HS2022"):
    return sorted(r["code"] for r in table(weir.SOURCE / "data/hs/code.csv")
                  if r["revision"] == revision and r["level"] == "6" and r["code"] < "98")


class Counts(weir.Case):
    def test_nine_days(self):
        codes = ",".join(subheadings())
        for day, (named, whole) in DAYS.items():
            rows = [r for r in self.json("status", codes, "--from", "EU27", "--to", "RUS", "--on", day)
                    if r["annex"] in ("XXIII", "VII Part B")]
            banned = {r["asked"] for r in rows if r["prohibits"]}
            excepted = {r["asked"] for r in rows if (r["condition"] or "").startswith("except")}
            self.assertEqual(excepted - banned, EXCEPTED & (excepted - banned))
            with self.subTest(day=day):
                self.assertEqual(len(banned | (excepted - banned)), named)
                self.assertEqual(len({r["asked"] for r in rows
                                      if r["prohibits"] and not r["partial"]}), whole)

    @unittest.skipUnless(COMPILED.exists(), "skipped: no data")
    def test_tables_are_whole(self):
        """Every spell of the compiled tables is held, with its days, and nothing beside them."""
        acts = {r["id"]: r for r in table(CONTROL / "act.csv")}
        lists = {r["id"]: r for r in table(CONTROL / "list.csv")}

        def key(regime, annex, code, r, to):
            return (regime, annex, code, r["valid_from"], r["valid_until"], to)

        held = sorted(key(lists[acts[r["act"]]["list"]]["regime"], lists[acts[r["act"]]["list"]]["annex"],
                          r["code"], r, lists[acts[r["act"]]["list"]]["destinations"])
                      for r in table(CONTROL / "spell.csv")
                      if lists[acts[r["act"]]["list"]]["annex"] not in (
                          "Common Military List", "military goods", "United States Munitions List", "arms",
                          "Art. 3k(3af)", "Art. 3k(3ak)", *LATER))
        for r in table(COMPILED / "controls_2026.csv"):
            if r["annex"] == "XXV" and r["measure"] == "import":  # the days of its note
                self.assertIn("crude oil from 2022-12-05" if r["code"][:4] == "2709"
                              else "petroleum products from 2023-02-05", r["note"])
        held = [k for k in held if (k[:2] != ("EU", "XXV") or k[5] == "BLR") and (k[1], k[2][:4]) not in QUOTAS]
        want = [key(r["regime"], r["annex"].split(" (1")[0], r["code"], r, r["destination"])
                for r in table(COMPILED / "controls_2026.csv") if r["measure"] != "watch list"
                and not (r["annex"] == "XXV" and r["measure"] == "import")]
        for name, to in (("ca_sor_2014_58_schedules.csv", "RUS"), ("ca_sor_2020_214_schedules.csv", "BLR")):
            want += [key("CA", r["annex"], r["code"], r, to) for r in table(COMPILED / name)]
        self.assertEqual(held, sorted(k for k in want if (k[1], k[2][:4]) not in QUOTAS))

    @unittest.skipUnless(COMPILED.exists(), "skipped: no data")
    def test_transitions_and_prices(self):
        acts = {r["id"]: r["list"] for r in table(CONTROL / "act.csv")}
        ours, theirs = set(), set()
        for r in table(CONTROL / "spell.csv"):
            if acts[r["act"]].startswith("EU-") and not acts[r["act"]].startswith(
                    ("EU-RU Art. 3k", "EU-RU XXII ", "EU-RU XI ", "EU-RU XVII ", "EU-RU XXI ", "EU-ARMS")) and (r["wind_down_until"] or r["price_above"]) \
                    and acts[r["act"]] not in ("EU-RU X", "EU-RU XXI", "EU-RU XXII"):
                ours.add((r["code"], r["valid_from"], r["wind_down_until"], r["contracts_before"],
                          r["price_above"]))
        for r in table(COMPILED / "controls_2026.csv"):
            # transitions of annexes are held with these annexes (XXIIIA to G)
            if r["regime"] == "EU" and not ("the codes of Annex" in r["note"] and r["annex"] == "XXIII"):
                prices = [int(w) for w in r["threshold"].replace(";", " ").replace(")", " ").split()
                          if w.isdigit()]
                if prices[1:] and "motorbikes" in r["threshold"]:  # 50,000, motorbikes (and bicycles) 5,000
                    low = r["code"][:4] == "8711" or r["code"][:4] == "8712" and " bicycles" in r["threshold"]
                    prices = [5000 if low else 50000]
                if r["wind_down_until"] or prices:
                    theirs.add((r["code"], r["valid_from"], r["wind_down_until"],
                                r["wind_down_contracts_before"], str(min(prices)) if prices else ""))
        self.assertEqual(ours, theirs)


class Flows(weir.Case):
    """The law column of weir series against SQL that knows nothing of weir."""

    def setUp(self):
        super().setUp()
        self.db = sqlite3.connect(":memory:")
        for name in ("list", "act", "spell"):
            rows = table(CONTROL / f"{name}.csv")
            columns = ", ".join(f'"{c}"' for c in rows[0])
            self.db.execute(f'CREATE TABLE "{name}" ({columns})')
            self.db.executemany(f'INSERT INTO "{name}" VALUES ({", ".join("?" * len(rows[0]))})',
                                [list(r.values()) for r in rows])
        self.addCleanup(self.db.close)

    def expected(self, code, regime, to, day):
        """In the words of the column, by the spells that stand on the day."""
        rows = self.db.execute("""
            SELECT l.regime, s.code, s.part || s.condition, s.price_above, s.except_codes, s.touches,
                   coalesce(nullif(s.valid_from, ''), s.start_latest) > :day
            FROM spell s JOIN act a ON a.id = s.act JOIN list l ON l.id = a.list
            WHERE l.measure = 'export' AND instr(l.destinations, :to) > 0
              AND (substr(:code, 1, length(s.code)) = s.code OR substr(s.code, 1, 6) = :code)
              AND coalesce(nullif(s.start_earliest, ''), s.valid_from) <= :day
              AND (s.valid_until = '' OR s.valid_until > :day)""",
                               {"code": code, "to": to, "day": day}).fetchall()
        words = ["not listed", "listed, not binding", "cannot tell", "prohibited above a price",
                 "prohibited in part", "prohibited"]
        best = 0
        for of, listed, part, price, excepted, touches, unsure in rows:
            exceptions = excepted.split(";") if excepted else []
            if any(code.startswith(e) for e in exceptions):
                continue
            touched = [t for t in exceptions + (touches.split(";") if touches else [])
                       if t.startswith(code)]
            in_part = len(listed) > 6 or bool(touched if excepted or touches else part)
            binds = of in (regime, "UN")
            k = (0 if unsure and not binds else 1 if not binds else 2 if unsure else 3 if price
                 else 4 if in_part else 5)
            best = max(best, k)
        if best < 3 and self.gap(code, regime, to, day):
            best = 2
        return words[best]

    def gap(self, code, regime, to, day):
        """A list without codes here that binds the exporter and could name the code."""
        rows = self.db.execute("""
            SELECT chapters FROM list
            WHERE completeness = 'none' AND measure = 'export' AND regime IN (?, 'UN')
              AND instr(destinations, ?) > 0 AND held_from <= ?
              AND (held_until = '' OR held_until > ?)""", (regime, to, day, day)).fetchall()
        for (chapters,) in rows:
            for part in chapters.split(";"):
                first, _, last = part.partition("-")
                if part == "all" or first <= code[:len(first)] <= (last or first):
                    return True
        return False

    def drawn(self):
        """Fifty flows by a fixed seed, and for each the months around five changes of its law."""
        draw = random.Random(20221007)
        both = sorted(set(subheadings()) & set(subheadings("HS2017")) & set(subheadings("HS2012")))
        alone = self.alone(both)
        flows = []
        while len(flows) < 50:
            code, to = draw.choice(alone), draw.choice(["RUS", "RUS", "BLR"])
            days = sorted({d for row in self.db.execute(
                "SELECT valid_from, valid_until FROM spell WHERE substr(?, 1, length(code)) = code",
                (code,)) for d in row if d and "2014" < d < "2026-01"})
            if len(days) >= 2:
                months = sorted(draw.sample(days, min(3, len(days))))
                flows.append((code, draw.choice(sorted(BOUND)), to, months))
        return flows

    @staticmethod
    def alone(codes):
        """Codes that no conversion joins with others: a family of one."""
        joined = set()
        for r in table(weir.SOURCE / "data/hs/conversion.csv"):
            if r["from_code"] != r["to_code"]:
                joined |= {r["from_code"], r["to_code"]}
        for r in table(weir.SOURCE / "data/hs/link.csv"):
            joined |= {r["from_code"], r["to_code"]}
        return [c for c in codes if c not in joined]

    def test_fifty_flows(self):
        lines, asked = ["reporter,partner,period,hs6_as_published,value_usd"], {}
        for code, exporter, to, days in self.drawn():
            for day in days:
                year, month = int(day[:4]), int(day[5:7])
                for y, m in ((year - (month == 1), (month + 10) % 12 + 1), (year, month)):
                    key = (code, exporter, to, y * 100 + m)
                    if key not in asked:
                        asked[key] = f"{y}-{m:02d}-{calendar.monthrange(y, m)[1]}"
                        lines.append(f"{exporter},{to},{y}{m:02d},{code},1000")
        path = self.write("flows.csv", "\n".join(lines) + "\n")
        self.weir("ingest", path)
        self.assertGreaterEqual(len(asked), 150)
        seen = set()
        for code, exporter, to in sorted({k[:3] for k in asked}):
            points = {p["period"]: p["law"] for p in self.json(
                "series", "--from", exporter, "--to", to, "--code", code)["points"] if p.get("law")}
            for (c, e, t, period), day in asked.items():
                if (c, e, t) != (code, exporter, to):
                    continue
                want = self.expected(code, BOUND[exporter], to, day)
                seen.add(want)
                with self.subTest(code=code, exporter=exporter, to=to, day=day):
                    self.assertEqual(points[f"{period // 100}-{period % 100:02d}"], want)
        self.assertGreaterEqual(len(seen), 5)


weir.main()
