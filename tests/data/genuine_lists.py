"""Published lists against an independent reading of the same files in Python: who is on them, under
which names, born and listed when."""
import collections
import csv
import gzip
import io
import json
import re
import unittest
import xml.etree.ElementTree as tree

import weir

GENUINE = weir.DATA / "reference" / "lists" / "genuine"
ANNEXES = weir.DATA / "reference" / "lists" / "eu-annexes"


def opened(name):
    data = (GENUINE / name).read_bytes()
    return io.BytesIO(gzip.decompress(data) if name.endswith(".gz") else data)


def document(name):
    """A tree without namespaces."""
    root = tree.parse(opened(name)).getroot()
    for x in root.iter():
        x.tag = x.tag.split("}")[-1]
    return root


def words(*parts):
    return " ".join(" ".join(p for p in parts if p).split())


def precision(day):
    if not day:
        return None
    for name, pattern in (("day", r"\d{4}-\d\d-\d\d"), ("month", r"\d{4}-\d\d"), ("year", r"\d{4}"),
                          ("circa", r"circa .*"), ("range", r"\d.*\.\.\d.*")):
        if re.fullmatch(pattern, day):
            return name
    return "text"


@unittest.skipUnless(GENUINE.exists(), "skipped: no data")
class Genuine(weir.Case):
    def load(self, name):
        return self.json("lists", "load", GENUINE / name)[0]

    def rows(self, sql):
        return [tuple(r.values()) for r in self.sql(sql)]

    def names(self):
        return {(u, words(n)) for u, n in self.rows("SELECT uid, name FROM reg.name")}

    def births(self):
        """How many of each precision, each day of an entity once."""
        return collections.Counter(
            precision(b) for (born,) in self.rows("SELECT born FROM reg.entity WHERE born IS NOT NULL")
            for b in born.split("; "))

    def listed(self):
        return dict(self.rows("SELECT uid, listed_on FROM reg.entity"))

    def identifiers(self):
        return {(u, v) for u, v in self.rows("SELECT uid, value FROM reg.identifier")}

    def test_uk_sanctions_list(self):
        got, want, listed = self.load("uk_sanctions_list_5.xml"), set(), {}
        for d in document("uk_sanctions_list_5.xml").iter("Designation"):
            uid = d.findtext("UniqueID")
            day, month, year = d.findtext("DateDesignated").split("/")
            listed[uid] = f"{year}-{month}-{day}"
            for n in d.iter("Name"):
                want.add((uid, words(*(n.findtext(f"Name{i}") for i in (1, 2, 3, 4, 5, 6)))))
            want |= {(uid, words(n.text)) for n in d.iter("NameNonLatinScript") if n.text}
        self.assertEqual((got["list"], got["entities"], got["vintage"]), ("uk", 5, "2026-09-10"))
        self.assertEqual(self.names(), want)
        self.assertEqual(self.listed(), listed)
        self.assertEqual(self.births(), {"day": 1, "year": 3})  # 12/05/1958; dd/mm/1945, 1946, dd/mm/1972
        self.assertIn("9562233", {v for _, v in self.identifiers()})
        weak = self.rows("SELECT count(*) FROM reg.name WHERE quality = 'weak'")
        self.assertEqual(weak, [(1,)])  # one 'Low quality a.k.a'

    def test_ofac_consolidated(self):
        got, want, births = self.load("ofac_consolidated_2024.xml.gz"), set(), collections.Counter()
        root = document("ofac_consolidated_2024.xml.gz")
        for e in root.iter("sdnEntry"):
            uid = e.findtext("uid")
            want.add((uid, words(e.findtext("firstName"), e.findtext("lastName"))))
            for a in e.iter("aka"):
                want.add((uid, words(a.findtext("firstName"), a.findtext("lastName"))))
            for b in {b.findtext("dateOfBirth") for b in e.iter("dateOfBirthItem")}:
                births["day" if re.fullmatch(r"\d\d \w{3} \d{4}", b)
                       else "year" if b.isdigit() else "month" if re.fullmatch(r"\w{3} \d{4}", b)
                       else "circa" if b.startswith("circa") else "range"] += 1
        self.assertEqual(got["list"], "ofac-nonsdn")
        self.assertEqual(got["entities"], int(root.findtext(".//Record_Count")))
        self.assertEqual(got["vintage"], "2024-05-06")
        self.assertEqual(self.names(), want)
        self.assertEqual(self.births(), births)
        self.assertEqual(self.rows("SELECT count(*) FROM reg.identifier WHERE value ILIKE '%sanctions%' "
                                   "OR value ILIKE 'Financial Institution' OR value ILIKE 'Directive%'"), [(0,)])
        numbers = {(e.findtext("uid"), words(i.findtext("idNumber"))) for e in root.iter("sdnEntry")
                   for i in e.iter("id") if i.findtext("idType") in ("Tax ID No.", "Registration ID", "Passport")}
        self.assertTrue(numbers <= {(u, words(v)) for u, v in self.identifiers()})

    def test_ofac_advanced(self):
        got, root = self.load("ofac_cons_advanced_2020.xml.gz"), document("ofac_cons_advanced_2020.xml.gz")
        kinds = {x.get("ID"): x.text for x in root.iter("FeatureType")}
        want, births, listed = set(), collections.Counter(), {}
        profile = {}
        for party in root.iter("DistinctParty"):
            uid = party.get("FixedRef")
            for p in party.iter("Profile"):
                profile[p.get("ID")] = uid
                for name in p.iter("DocumentedName"):
                    want.add((uid, words(*(v.text for v in name.iter("NamePartValue")))))
                days = set()
                for f in p.iter("Feature"):
                    if kinds[f.get("FeatureTypeID")] == "Birthdate":
                        for period in f.iter("DatePeriod"):
                            days.add(tuple(tuple(int(x.findtext(k)) for k in ("Year", "Month", "Day"))
                                           for x in (period.find("Start/From"), period.find("End/To"))))
                for (y1, m1, d1), (y2, m2, d2) in days:
                    births["day" if (y1, m1, d1) == (y2, m2, d2) else
                           "year" if y1 == y2 and (m1, d1, m2, d2) == (1, 1, 12, 31) else
                           "month" if (y1, m1) == (y2, m2) else "range"] += 1
        for e in root.iter("SanctionsEntry"):
            d = e.find("EntryEvent/Date")
            day = "%04d-%02d-%02d" % tuple(int(d.findtext(k)) for k in ("Year", "Month", "Day"))
            uid = profile[e.get("ProfileID")]
            listed[uid] = min(day, listed.get(uid, day))
        self.assertEqual((got["list"], got["entities"], got["vintage"]),
                         ("ofac-nonsdn", len(set(profile.values())), "2020-03-17"))
        self.assertEqual(self.names(), want)
        self.assertEqual(self.births(), births)
        self.assertEqual(self.listed(), listed)
        citizens = self.rows("SELECT count(*) FROM reg.entity WHERE kind = 'person' AND country IS NOT NULL")
        self.assertEqual(citizens, [(2,)])  # two features of citizenship in the file

    def test_un(self):
        got, root = self.load("un_consolidated_2025.xml.gz"), document("un_consolidated_2025.xml.gz")
        want, births, listed = set(), collections.Counter(), {}
        for e in [*root.iter("INDIVIDUAL"), *root.iter("ENTITY")]:
            uid = e.findtext("DATAID")
            listed[uid] = e.findtext("LISTED_ON")[:10]
            want.add((uid, words(*(e.findtext(k) for k in ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME",
                                                           "FOURTH_NAME")))))
            want |= {(uid, words(x.text)) for x in e.iter("NAME_ORIGINAL_SCRIPT") if words(x.text)}
            want |= {(uid, words(x.text)) for x in e.iter("ALIAS_NAME") if words(x.text)}
            days = set()
            for b in e.iter("INDIVIDUAL_DATE_OF_BIRTH"):
                about = b.findtext("TYPE_OF_DATE") == "APPROXIMATELY"
                if words(b.findtext("DATE")):
                    days.add(("circa" if about else "day", b.findtext("DATE")))
                elif words(b.findtext("YEAR")):
                    days.add(("circa" if about else "year", b.findtext("YEAR")))
                elif words(b.findtext("FROM_YEAR")):
                    days.add(("range", b.findtext("FROM_YEAR") + words(b.findtext("TO_YEAR"))))
            births.update(kind for kind, _ in days)
        self.assertEqual((got["entities"], got["vintage"]), (len(listed), "2025-04-19"))
        self.assertEqual(self.names(), want)
        self.assertEqual(self.listed(), listed)
        self.assertEqual(self.births(), births)

    def test_ofsi_2014(self):
        got = self.load("uk_ofsi_conlist_2014-04-02.csv.gz")
        text = opened("uk_ofsi_conlist_2014-04-02.csv.gz").read().decode("cp1252")
        rows = list(csv.DictReader(text.splitlines(keepends=True)[1:]))
        want = {(r["Group ID"], words(*(r[f"Name {i}"] for i in (1, 2, 3, 4, 5, 6)))) for r in rows}
        births, first, prime = collections.Counter(), {}, {}
        for uid, day in {(r["Group ID"], r["DOB"]) for r in rows if r["DOB"]}:
            births["year" if day.startswith("00/00") else "month" if day.startswith("00/")
                   else "text" if day == "29/02/1969" else "day"] += 1  # a day that never was
        for r in rows:
            day, month, year = r["Listed On"].split("/")
            first[r["Group ID"]] = min(f"{year}-{month}-{day}", first.get(r["Group ID"], "9999"))
            if r["Alias Type"] == "Prime Alias":
                prime.setdefault(r["Group ID"], set()).add(words(*(r[f"Name {i}"] for i in (1, 2, 3, 4, 5, 6))))
        self.assertEqual((got["entities"], got["vintage"]), (2297, "2014-04-02"))
        self.assertEqual(self.names(), want)
        self.assertEqual(self.births(), births)
        self.assertEqual(self.listed(), first)
        for uid, name in self.rows("SELECT uid, name FROM reg.name WHERE kind = 'primary'"):
            if uid in prime:
                self.assertIn(words(name), prime[uid])
        self.assertTrue(self.rows("SELECT 1 FROM reg.identifier WHERE value = '1632207'"))  # '1632207 (Bahraini)'
        self.assertTrue(self.rows("SELECT 1 FROM reg.identifier WHERE value = '4117921'"))  # the second of a cell

    def test_canada(self):
        got, root = self.load("canada_sema_2025.xml.gz"), document("canada_sema_2025.xml.gz")
        listed = collections.Counter(r.findtext("DateOfListing") for r in root.iter("record"))
        births = collections.Counter()
        for r in root.iter("record"):
            day = words(r.findtext("DateOfBirthOrShipBuildDate"))
            if day and not r.findtext("ShipIMONumber"):
                births.update(precision(x) for x in re.split(" or ", day, flags=re.I))
        main = collections.Counter(words(r.findtext("EntityOrShip")) or
                                   words(r.findtext("GivenName"), r.findtext("LastName"))
                                   for r in root.iter("record"))
        self.assertEqual((got["entities"], got["identifiers"]), (4759, 109))
        self.assertEqual(collections.Counter(self.listed().values()), listed)
        self.assertEqual(collections.Counter(words(n) for (n,) in self.rows(
            "SELECT name FROM reg.name WHERE kind = 'primary'")), main)
        got = self.births()
        self.assertEqual((got["day"], got["year"], got["month"]),
                         (births["day"], births["year"], births["month"]))

    def test_annexes(self):
        """As many people and firms as there are pairs of number and name."""
        for celex, several in (("32014R0269", 785), ("32014R0833", 633), ("32006R0765", 59)):
            self.store = self.dir / f"{celex}.weir"
            done = self.call("lists", "load", ANNEXES / f"{celex}.csv")
            rows = list(csv.DictReader((ANNEXES / f"{celex}.csv").read_text().splitlines(keepends=True)))
            self.assertIn(f"{several} record numbers stand for several names", done.stdout + done.stderr)
            here = self.rows("SELECT count(*), count(DISTINCT uid) FROM reg.entity")
            pairs = {(r["recordId"] or i, " ".join(sorted(re.findall(r"\w+", r["name"].upper()))))
                     for i, r in enumerate(rows)}
            self.assertEqual(here[0][0], here[0][1])
            self.assertLessEqual(abs(here[0][0] - len(pairs)), 3)  # accents are dropped there
        self.store = self.dir / "32014R0269.weir"
        putin = {r["entity"] for r in self.json("lists", "find", "Vladimir Vladimirovich Putin")}
        self.assertEqual(putin, {"Vladimir Vladimirovich PUTIN"})

    @unittest.skipUnless((GENUINE.parent / "bis").exists(), "skipped: no data")
    def test_part_744(self):
        """Of each entity the country that stands before it in its table."""
        got = self.json("lists", "load", GENUINE.parent / "bis" / "title-15_part-744.xml")[0]
        root = tree.parse(GENUINE.parent / "bis" / "title-15_part-744.xml").getroot()
        want = collections.Counter()
        for part in root.iter("DIV9"):
            if not re.search(r"Supplement No\. [467] to Part 744", part.get("N", "")):
                continue
            for table in [part]:
                country = ""
                for line in table.iter("TR"):
                    cells = [words("".join(c.itertext())) for c in line.findall("TD")]
                    if len(cells) >= 3:
                        country = cells[0] or country
                        want[country] += 1
        self.assertEqual(got["entities"], sum(want.values()))
        here = dict(self.rows("SELECT country, count(*) FROM reg.entity GROUP BY country"))
        self.assertEqual({k: v for k, v in here.items() if v > 20}, {k: v for k, v in want.items() if v > 20})
        self.assertGreater(want["CHINA, PEOPLE'S REPUBLIC OF"] + want["CHINA, PEOPLES REPUBLIC OF"]
                           + sum(v for k, v in want.items() if k.startswith("CHINA")), 1000)

    def test_fsf(self):
        self.load("eu_fsf_3_entities.xml")
        self.assertEqual(self.json("lists", "find", "Bin Khalid Fahd Bin Adballah")[0]["entity"],
                         "Khalid Sheikh MOHAMMED")
        self.assertIn("1965-04-14", self.json("lists", "find", "Khalid Sheikh MOHAMMED")[0]["born"])
        self.store = self.dir / "csv.weir"
        got = self.load("eu_fsf_4_entities.csv")
        rows = list(csv.DictReader((GENUINE / "eu_fsf_4_entities.csv").read_text("utf-8-sig").splitlines(keepends=True), delimiter=";"))
        names = {(r["Entity_LogicalId"], words(r["NameAlias_WholeName"])) for r in rows if r["NameAlias_WholeName"]}
        self.assertEqual((got["entities"], got["vintage"]), (len({u for u, _ in names}), "2024-10-02"))
        self.assertEqual(self.names(), names)

    def test_others(self):
        """Screening list, OpenSanctions in three forms, SECO's example."""
        rows = list(csv.DictReader(opened("us_csl_sample.csv").read().decode().splitlines()))
        self.load("us_csl_sample.csv")
        self.assertEqual(self.names(), {(r["_id"], words(n)) for r in rows
                                        for n in [r["name"], *r["alt_names"].split(";")] if n.strip()})
        self.assertEqual(self.listed(), {r["_id"]: r["start_date"] or None for r in rows})
        for name in ("opensanctions_simple_5_old_columns.csv", "opensanctions_simple_ua_2026.csv.gz"):
            self.store = self.dir / (name + ".weir")
            rows = list(csv.DictReader(opened(name).read().decode().splitlines()))
            self.assertEqual(self.load(name)["entities"], len(rows))
            self.assertEqual(self.names(), {(r["id"], words(n)) for r in rows for n in [
                r["name"], *next(csv.reader([r["aliases"]], delimiter=";"), [])] if words(n)})
            self.assertEqual(set(self.listed().values()), {None})
        self.store = self.dir / "ftm.weir"
        lines = [json.loads(x) for x in opened("ftm_zala_2026.jsonl").read().decode().splitlines()]
        targets = {x["id"]: x["properties"] for x in lines
                   if x["target"] and x["schema"] in ("Person", "Company")}
        self.assertEqual(self.load("ftm_zala_2026.jsonl")["entities"], len(targets))
        self.assertEqual(self.names(), {(u, words(n)) for u, p in targets.items()
                                        for k in ("name", "alias", "weakAlias", "previousName")
                                        for n in p.get(k, [])})
        first = {}
        for x in lines:
            if x["schema"] == "Sanction":
                p = x["properties"]
                for day in p.get("startDate", []) + p.get("listingDate", []):
                    for uid in p["entity"]:
                        first[uid] = min(day[:10], first.get(uid, "9999"))
        self.assertEqual(self.listed(), {u: first.get(u) for u in targets})
        self.store = self.dir / "seco.weir"
        got = self.load("seco_example.xml")
        self.assertEqual((got["entities"], got["names"], got["vintage"]), (3, 3, "2024-01-17"))
        self.assertEqual(self.births(), {"day": 3})


weir.main()
