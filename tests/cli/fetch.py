"""weir fetch against a server of this machine that answers like UN Comtrade and misbehaves on purpose."""
import collections
import csv
import gzip
import json
import os
import re
import signal
import ssl
import subprocess
import time
import zlib

import replay
import weir

MONTHS = [year * 100 + month for year in (2021, 2022, 2023) for month in range(1, 13)]
RUS, CHN = 643, 156
CLAIMS = weir.SOURCE / "examples" / "fortified-line.yaml"


class Fetching(weir.Case):
    def serve(self, world, misbehave=None, tls=None, **changes):
        server = replay.Server(world, misbehave, tls)
        self.addCleanup(server.close)
        self.server, self.cache = server, self.dir / f"cache-{server.port}"
        self.table = replay.services(server, self, **changes)
        return server

    def key(self, text="0123456789abcdefSECRET"):
        return self.write("key", text + "\n")

    def fetch(self, *args, key=True, code=0):
        ask = ["fetch", "comtrade", *args, "--services", self.table, "--cache", self.cache]
        done = self.call(*ask, *(["--key-file", self.key()] if key else []), "--json")
        self.assertEqual(done.returncode, code, done.stdout + done.stderr)
        self.said = done.stderr
        return json.loads(done.stdout) if done.stdout else None

    def states(self, rows):
        return collections.Counter(r["state"] for r in rows)

    def data_calls(self):
        return [c for c in self.server.calls if "getDa" not in c]

    def journal(self):
        return [json.loads(line) for line in (self.cache / "journal.jsonl").read_text().splitlines()]


WISH = ("--reporter", "CHN", "--partner", "RUS", "--code", "842952,870423", "--from", "2021-01", "--to", "2023-12")


class Plain(Fetching):
    def test_what_was_asked_is_in_the_store(self):
        world = replay.World()
        self.serve(world)
        rows = self.fetch(*WISH)
        self.assertEqual(self.states(rows), {"fetched": 3})
        self.assertEqual([r["rows"] for r in rows], [24] * 3)
        for code in ("842952", "870423"):
            got = self.values(code)
            self.assertEqual(got, {m: world.traded(CHN, RUS, code, m, "X") for m in MONTHS})
        for call in self.data_calls():
            for part in ("partner2Code=0", "customsCode=C00", "motCode=0"):
                self.assertIn(part, call)

    def values(self, code):
        return {r["period"]: r["value"] for r in self.sql(
            f"SELECT period, value FROM flows WHERE summed AND code = '{code}' AND reporter = 'CHN' ORDER BY 1")}

    def test_nothing_is_asked_twice(self):
        """The same again, a part of it, and more than it: only what is not there is asked."""
        self.serve(replay.World())
        self.fetch(*WISH)
        first = len(self.data_calls())
        self.assertEqual(self.states(self.fetch(*WISH)), {"in the cache": 3})
        self.assertEqual(len(self.data_calls()), first)
        self.assertEqual(len(self.server.calls), first + 1)          # what is published is fresh for a day
        more = list(WISH)
        more[5], more[9] = "842952,870423,847150", "2024-06"
        rows = self.fetch(*more)
        asked = self.data_calls()[first:]
        self.assertTrue(all("842952" not in c for c in asked if "2023" in c), asked)
        self.assertTrue(all("847150" in c for c in asked), asked)
        self.assertEqual(self.values("847150").keys(), {*MONTHS, *range(202401, 202407)})
        self.assertEqual(self.values("842952").keys(), {*MONTHS, *range(202401, 202407)})
        self.assertEqual(self.states(rows)["in the cache"], 3)

    def test_a_new_release_is_asked_again(self):
        world = replay.World()
        self.serve(world, fresh_hours="0")
        self.fetch(*WISH)
        calls = len(self.data_calls())
        self.fetch(*WISH)
        self.assertEqual(len(self.data_calls()), calls)
        world.release = "2031-01-01T00:00:00"
        self.fetch(*WISH)
        self.assertEqual(len(self.data_calls()), 2 * calls)

    def test_another_store_has_it_from_the_cache(self):
        self.serve(replay.World())
        self.fetch(*WISH)
        calls = len(self.server.calls)
        self.store = weir.place(self.dir / "other.weir")
        self.assertEqual(self.states(self.fetch(*WISH, "--offline")), {"in the cache": 3})
        self.assertEqual(len(self.server.calls), calls)
        self.assertEqual(len(self.values("842952")), len(MONTHS))
        rows = self.fetch("--reporter", "CHN", "--partner", "KGZ", *WISH[4:], "--offline", code=4)
        self.assertEqual(self.states(rows), {"left": 3})

    def test_no_trade_and_not_reported(self):
        world = replay.World(values={(CHN, RUS, "842952", m, "X"): 5.0 for m in MONTHS[:12]})
        world.unpublished = {(CHN, 202305), (CHN, 202306)}
        self.serve(world)
        rows = self.fetch(*WISH)
        by = {r["state"]: r for r in rows}
        self.assertEqual(set(by), {"fetched", "no trade", "not reported"})
        self.assertEqual(by["not reported"]["periods"], ["202305", "202306"])
        self.assertTrue(all("202305" not in c for c in self.data_calls()))

    def test_availability_that_fails_makes_an_empty_answer_say_less(self):
        self.serve(replay.World(values={}), lambda n, path: "broken" if "getDa" in path else None, tries="2")
        self.assertEqual(self.states(self.fetch(*WISH, code=4)), {"empty, published or not": 3})
        self.assertIn("could not be asked", self.said)

    def test_preview_without_a_key(self):
        self.serve(replay.World(cap=500), tries="2")
        rows = self.fetch("--reporter", "CHN", "--partner", "RUS", "--code", "all", "--from", "2023-01", "--to",
                          "2023-01", key=False)
        self.assertEqual({r["service"] for r in rows}, {"comtrade-preview"})
        self.assertEqual(sum(r["rows"] for r in rows if r["rows"]),
                         len(replay.codes(6, "")))
        self.assertTrue(all(len(c) < 4096 for c in self.server.calls))
        self.assertEqual(self.server.keys.count(None), len(self.server.keys))

    def test_an_answer_at_the_cap_is_asked_in_parts(self):
        """As many rows as the cap, by repeating some: not used; its halves are whole."""
        self.serve(replay.World(), lambda n, path: "full" if n == 2 else None, cap="60")
        rows = self.fetch(*WISH)
        self.assertEqual(self.states(rows), {"fetched": 4, "at the cap, split": 1})
        self.assertEqual(self.values("842952").keys(), set(MONTHS))

    def test_a_key_of_a_lower_cap(self):
        """The service cuts at 500 rows what the table believes to be 100,000."""
        world = replay.World(cap=500)
        self.serve(world)
        rows = self.fetch("--reporter", "CHN", "--partner", "RUS", "--code", "AG4", "--from", "2023-01", "--to",
                          "2023-01")
        self.assertGreater(self.states(rows)["at the cap, split"], 0)
        self.assertEqual(sum(r["rows"] for r in rows if r["state"] == "fetched"), len(replay.codes(4, "")))

    def test_plan(self):
        """China to Russia, all subheadings, months of seven years: within the free key's day."""
        self.serve(replay.World())
        done = self.call("fetch", "comtrade", "--reporter", "CHN", "--partner", "RUS", "--code", "all", "--from",
                         "2019-01", "--to", "2025-12", "--services", self.table, "--cache", self.cache,
                         "--key-file", self.key(), "--dry-run")
        self.assertIn("7 calls to make for at most 487200 rows; 500 a day are allowed", done.stdout)
        self.assertIn("1 day;", done.stdout)
        self.assertEqual(self.server.calls, [])
        self.assertFalse(self.cache.exists())
        self.assertFalse(self.store.exists())

    def test_documents(self):
        self.serve(replay.World())
        self.server.files["/data-api"] = b""
        rates = "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE\nx,M,USD,2024-01,1.25\nx,M,GBP,2024-01,0.8\n"
        self.server.files["/service/data/EXR/M..EUR.SP00.A"] = rates.encode()
        rows = self.json("fetch", "ecb", "--from", "2024-01", "--services", self.table, "--cache", self.cache)
        self.assertEqual([(r["state"], r["rows_kept"]) for r in rows], [("fetched", 2)])
        got = {r["currency"]: r["per_usd"] for r in self.sql("SELECT currency, per_usd FROM rate")}
        self.assertEqual(got, {"EUR": .8, "GBP": .64})

    VALET = ('"TERMS AND CONDITIONS"\n"https://www.bankofcanada.ca/terms/"\n\n"SERIES"\n"id","label","description"\n'
             '"FXMUSDCAD","USD/CAD","US dollar"\n\n"OBSERVATIONS"\n"date","FXMEURCAD","FXMUSDCAD","FXMXXX"\n'
             '"2024-01-01","1.4625","1.3500","9"\n"2024-02-01","","1.3600","9"\n"2024-03-01","1.47","","9"\n')

    def test_rates_of_the_bank_of_canada(self):
        """Canadian dollars for a unit: a dollar is 1.35 of them, the euro 1.35 / 1.4625 for a dollar."""
        self.serve(replay.World())
        path = "/valet/observations/group/FX_RATES_MONTHLY/csv"
        ask = ("fetch", "bank-of-canada", "--from", "2024-01", "--to", "2024-03", "--services", self.table, "--cache",
               self.cache)
        self.server.files[path] = self.VALET[:-1].encode()
        self.assertIn("cut in its last line", self.json(*ask, code=4)[0]["note"])
        self.server.files[path] = self.VALET.encode()
        self.assertEqual(self.json(*ask)[0]["rows_kept"], 3)
        self.assertIn("start_date=2024-01-01&end_date=2024-03-28", self.server.calls[-1])
        got = {(r["currency"], r["period"]): r["per_usd"] for r in self.sql("SELECT currency, period, per_usd FROM rate")}
        self.assertEqual(set(got), {("CAD", 202401), ("EUR", 202401), ("CAD", 202402)})
        self.assertAlmostEqual(got["CAD", 202401], 1.35, places=9)
        self.assertAlmostEqual(got["EUR", 202401], 1.35 / 1.4625, places=9)

    def test_guide(self):
        rows = self.json("fetch", "gacc", "--code", "8429", "--partner", "RUS", "--from", "2022-03", "--to", "2023-12",
                         "--cache", self.dir / "c", code=4)
        self.assertEqual(len(rows), 2)
        self.assertIn("weir ingest", rows[0]["note"])


TSV = ("typeCode\tfreqCode\trefPeriodId\trefYear\trefMonth\tperiod\treporterCode\tflowCode\tpartnerCode\t"
       "partner2Code\tclassificationCode\tcmdCode\tcustomsCode\tmosCode\tmotCode\tqtyUnitCode\tqty\t"
       "isQtyEstimated\tnetWgt\tisNetWgtEstimated\tcifvalue\tfobvalue\tprimaryValue\n"
       "C\tA\t20220101\t2022\t52\t2022\t156\tX\t643\t0\tH5\t842952\tC00\t0\t0\t-1\t\tfalse\t\tfalse\t\t77\t77\n")


class Whole(Fetching):
    """Bulk files, and requests that are worked off later."""

    def test_bulk(self):
        self.serve(replay.World())
        index = [{"reporterCode": 156, "rowKey": "C-A-156-2022-H5-O", "period": "2022", "isOriginalClassification": True,
                  "publicationDate": "2024-03-04T00:00:00"},
                 {"reporterCode": 156, "rowKey": "C-A-156-2022-H4", "period": "2022", "isOriginalClassification": False},
                 {"reporterCode": 156, "rowKey": "../../etc/passwd", "period": "2022", "isOriginalClassification": True}]
        self.server.routes["/bulk/v1/get/C/A/HS"] = lambda q: (json.dumps({"count": 3, "data": index}).encode(),)
        self.server.files["/bulk/v1/file/156/C-A-156-2022-H5-O"] = gzip.compress(TSV.encode())
        ask = ("fetch", "comtrade-bulk", "--reporter", "CHN", "--from", "2022", "--to", "2022", "--freq", "year", "--services",
               self.table, "--cache", self.cache)
        self.assertIn("needs a key", self.fails(*ask, code=2))
        rows = self.json(*ask, "--key-file", self.key())
        self.assertEqual([(r["state"], r["rows_kept"], r["released"]) for r in rows], [("fetched", 1, "2024-03-04")])
        self.assertEqual(self.sql("SELECT sum(value) AS v FROM flows WHERE summed"), [{"v": 77}])
        self.assertEqual([r["state"] for r in self.json(*ask, "--key-file", self.key())], ["in the cache"])
        more = list(ask)
        more[3], more[5] = "CHN,DEU", "2021"
        rows = self.json(*more, "--key-file", self.key())
        self.assertEqual([(r["state"], r["reporters"], r["periods"]) for r in rows[1:]],
                         [("not reported", ["156"], ["2021"]), ("not reported", ["276"], ["2021", "2022"])])

    def test_an_index_that_is_none(self):
        """An error in place of the index, one that is cut, and one of another year are no index without files."""
        self.serve(replay.World())
        row = {"reporterCode": 156, "rowKey": "C-A-156-2022-H5-O", "period": "2022", "isOriginalClassification": True}
        for body in ({"count": 0, "data": [], "error": "Internal error, try again later"}, {"count": 3, "data": [row]},
                     {"count": 1, "data": [row | {"period": "2015"}]}):
            self.server.routes["/bulk/v1/get/C/A/HS"] = lambda q: (json.dumps(body).encode(),)
            self.fails("fetch", "comtrade-bulk", "--reporter", "CHN", "--from", "2022", "--to", "2022", "--freq", "year",
                       "--services", self.table, "--cache", self.cache, "--key-file", self.key())

    def test_bulk_is_not_asked_by_update(self):
        self.test_bulk()
        done = self.call("update", "--services", self.table, "--cache", self.cache, "--key-file", self.key())
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("1 answer of comtrade-bulk-file is not asked again here", done.stderr)
        self.assertNotIn("nothing of this store came by weir fetch", done.stderr)

    def later(self, status):
        asked = []
        self.serve(replay.World())
        self.server.routes["/async/v1/get/C/A/HS"] = lambda q: (
            asked.append(q) or b'{"requestId":"9f1c-22","message":"accepted"}', 202)
        states = iter(status)
        self.server.routes["/async/v1/getDA/"] = lambda q: (json.dumps({"data": [
            {"batchId": q["batchId"], "status": next(states), "uri": self.server.base + "/blob?sig=OPENS"}]}).encode(),)
        self.server.files["/blob"] = gzip.compress(TSV.encode())
        return asked

    WISH = ("--reporter", "CHN", "--partner", "RUS", "--code", "842952", "--from", "2022", "--to", "2022", "--freq", "year",
            "--async")

    def test_later(self):
        asked = self.later(["Processing", "Processing", "Completed"])
        rows = self.fetch(*self.WISH)
        self.assertEqual([(r["state"], r["rows_kept"]) for r in rows], [("fetched", 1)])
        self.assertEqual((len(asked), asked[0]["cmdCode"]), (1, "842952"))
        self.assertNotIn("OPENS", (self.cache / "journal.jsonl").read_text().replace("kept", ""))
        self.assertEqual([k for c, k in zip(self.server.calls, self.server.keys) if "blob" in c], [None])
        self.assertEqual([r["state"] for r in self.fetch(*self.WISH)], ["in the cache"])
        self.assertEqual(len(asked), 1)

    def test_later_is_requested_once(self):
        """Stopped while it is worked off: the request that was made is asked about; after an error anew."""
        asked = self.later(["Processing", "Completed"])
        broken = []
        self.server.misbehave = lambda n, path: "broken" if "getDA" in path and len(broken) < 6 and (
            broken.append(1) or True) else None
        self.assertEqual([r["state"] for r in self.fetch(*self.WISH, code=4)], ["failed"])
        self.server.misbehave = None
        self.assertEqual([r["state"] for r in self.fetch(*self.WISH)], ["fetched"])
        self.assertEqual(len(asked), 1)
        asked = self.later(["Error", "Completed"])
        self.assertEqual([r["state"] for r in self.fetch(*self.WISH, code=4)], ["failed"])
        self.assertEqual([r["state"] for r in self.fetch(*self.WISH)], ["fetched"])
        self.assertEqual(len(asked), 2)

    def test_later_file_is_looked_at(self):
        self.later(["Completed"] * 9)
        for body in (b"<html>", gzip.compress(TSV.encode())[:-9], gzip.compress(b"a\tb\n1\t2\n")):
            self.server.files["/blob"] = body
            self.assertEqual([r["state"] for r in self.fetch(*self.WISH, code=4)], ["failed"])
        self.assertFalse(self.store.exists())

    def test_reference(self):
        self.serve(replay.World())
        for name in ("ListofReferences", "Reporters", "partnerAreas", "HS"):
            self.server.files[f"/files/v1/app/reference/{name}.json"] = b'\xef\xbb\xbf{"results": []}'
        rows = self.json("fetch", "comtrade-reference", "--services", self.table, "--cache", self.cache)
        self.assertEqual(self.states(rows), {"fetched": 4})
        self.assertFalse(self.store.exists())


PORTS = [("10", 100, 5), ("20", 40, 2)]


class Hmrc(Fetching):
    """An OData service: rows by port, and pages that are cut."""

    ASK = ("--partner", "RUS", "--from", "2021-02", "--to", "2021-03")

    def ots(self, cap=30_000, more=False, months=(202102, 202103)):
        """Answers as the service does: conditions of $filter, rows of every port, first `cap`."""
        self.filters = []

        def answer(q):
            f = q["$filter"]
            self.filters.append(f)
            month = int(f.split("MonthId eq ")[1][:6])
            codes = [c.split("'")[1] for c in f.split("Commodity/")[1:]]
            rows = [{"MonthId": month, "FlowTypeId": int(f.split("FlowTypeId eq ")[1][0]) + 2, "SuppressionIndex": 0,
                     "CommodityId": int(c.ljust(8, "1")), "CommoditySitcId": 1, "CountryId": 75, "PortId": int(port),
                     "Value": value, "NetMass": kg, "SuppUnit": 1, "Commodity": {"Cn8Code": c.ljust(8, "1")},
                     "Country": {"CountryCodeAlpha": "RU"}}
                    for c in codes for port, value, kg in PORTS if month in months][:cap]
            body = {"@odata.context": "x", "value": rows}
            if more and len(codes) > 1:
                body["@odata.nextLink"] = "https://api.uktradeinfo.com/OTS?$skip=2"
            return (json.dumps(body).encode(),)
        self.serve(replay.World())
        self.server.routes["/OTS"] = answer

    def ask(self, *more, code=0):
        return self.json("fetch", "hmrc", *self.ASK, *more, "--services", self.table, "--cache", self.cache, code=code)

    def test_ports_are_added(self):
        self.ots()
        rows = self.ask("--code", "842952,87042291", "--flow", "import")
        self.assertEqual([(r["state"], r["rows"]) for r in rows], [("fetched", 4)] * 2)
        self.assertIn("MonthId eq 202102 and (FlowTypeId eq 1 or FlowTypeId eq 3)", self.filters[0])
        self.assertIn("(Commodity/Hs6Code eq '842952' or Commodity/Cn8Code eq '87042291')", self.filters[0])
        self.assertIn("Country/CountryCodeAlpha eq 'RU'", self.filters[0])
        got = self.sql("SELECT code, period, direction, currency, sum(value) AS value, sum(net_weight) AS net_weight FROM flows "
                       "WHERE summed GROUP BY ALL ORDER BY 1, 2")
        self.assertEqual([(r["code"], r["period"], r["value"], r["net_weight"]) for r in got],
                         [(c, p, 140, 7) for c in ("84295211", "87042291") for p in (202102, 202103)])
        self.assertEqual({(r["direction"], r["currency"]) for r in got}, {("import", "GBP")})

    def test_cut_answers_are_asked_in_halves(self):
        self.ots(more=True)
        rows = self.ask("--code", "842951,842952,842959")
        self.assertEqual([r["state"] for r in rows].count("fetched"), 6)
        self.assertEqual(self.sql("SELECT count(*) AS n, sum(value) AS v FROM flows WHERE summed"), [{"n": 12, "v": 840}])

    def test_no_trade_and_refusals(self):
        self.ots(months=(202103,))
        self.assertEqual([r["state"] for r in self.ask("--code", "842952")], ["no trade", "fetched"])
        self.ots()                          # a firewall refuses good calls now and then
        self.server.misbehave = lambda n, path: "forbidden" if n % 2 == 0 else None
        self.assertEqual([r["state"] for r in self.ask("--code", "842951")], ["fetched"] * 2)
        self.server.misbehave = None
        self.server.routes["/OTS"] = lambda q: (b'{"value":[{"MonthId":201901,"FlowTypeId":2}]}',)
        self.assertIn("was not asked", self.ask("--code", "842959", code=4)[0]["note"])
        for bad in (["--code", "84295"], ["--code", "842952", "--reporter", "GBR"], ["--code", "842952", "--freq", "year"]):
            self.fails("fetch", "hmrc", *self.ASK, *bad, "--services", self.table, "--cache", self.cache, code=2)

    def test_a_page_is_no_file(self):
        page = self.write("page.json", json.dumps({"@odata.nextLink": "x", "value": [
            {"MonthId": 202102, "FlowTypeId": 3, "Value": 1, "NetMass": 1, "Commodity": {"Cn8Code": "84295210"},
             "Country": {"CountryCodeAlpha": "RU"}}]}))
        self.assertIn("says that there are more", self.fails("ingest", page))


class Needs(Fetching):
    def setUp(self):
        super().setUp()
        weir.loaded(self.store, *sorted(weir.SAMPLE.glob("*.csv.zst")))

    def verdicts(self):
        rows = self.json("claim", "check", CLAIMS)
        return {c["id"]: c for c in rows}

    def test_claims(self):
        """The article's claims: months that add up to the years that are held settle the excavators."""
        held = {r["period"]: r["value"] for r in self.sql(
            "SELECT period, value FROM flows WHERE summed AND reporter = 'CHN' AND partner = 'RUS' AND "
            "code = '842952' AND period < 9999")}
        self.assertLessEqual({2021, 2022}, set(held))
        september = {2021: .05, 2022: .075}         # 3.6 times, where years rose 2.4 times
        values = {}
        for year, value in held.items():
            for month in range(1, 13):
                own = september.get(year, 1 / 12)
                values[CHN, RUS, "842952", year * 100 + month, "X"] = value * (own if month == 9 else (1 - own) / 11)
        self.serve(replay.World(values=values))
        self.assertEqual([k for k, c in self.verdicts().items() if c["verdict"] == "cannot_tell"],
                         ["excavators-tripled", "dual-use-rise", "no-lethal-goods"])
        rows = self.json("fetch", "--for", CLAIMS, "--services", self.table, "--cache", self.cache)
        asked = {(c, p) for r in rows for p in r["periods"] for c in r["codes"]}
        self.assertLessEqual({("842952", "202209"), ("842952", "202109"), ("854231", "202201")}, asked)
        after = self.verdicts()["excavators-tripled"]
        self.assertEqual(after["verdict"], "confirmed")
        self.assertAlmostEqual(after["tests"][0]["value"], held[2022] * .075 / (held[2021] * .05), places=4)

    def test_goods_of_a_group(self):
        """The codes of the group, not all goods; to others too, for none is known where others got some."""
        self.serve(replay.World())
        claims = self.write("lethal.yaml", "claims:\n  - id: lethal\n    sentence: Fiji sent arms.\n    tests:\n"
                            "      - kind: lethal goods\n        from: FJI\n        to: KAZ\n        period: 2022..2023\n"
                            "        says: 'yes'\n")
        rows = self.json("fetch", "--for", claims, "--services", self.table, "--cache", self.cache, "--dry-run")
        with open(weir.SOURCE / "data" / "group" / "product.csv") as f:
            lethal = {r["hs6"] for r in csv.DictReader(f) if r["grp"] == "munitions"}
        self.assertEqual({c for r in rows for c in r["codes"]}, lethal)
        self.assertEqual({p for r in rows for p in r["partners"]}, {"398", "0"})
        self.assertEqual({p for r in rows for p in r["periods"]}, {"2022", "2023"})

    def test_an_answer_and_a_destination(self):
        self.serve(replay.World(values={}))
        ask = ("--services", self.table, "--cache", self.cache, "--dry-run", "--key-file", self.key(), "--limit", "0")
        rows = self.json("fetch", "--for", "RUS", *ask)
        self.assertTrue(rows)
        self.assertTrue(all("643" in r["partners"] + r["reporters"] for r in rows))
        self.json("divert", "--to", "RUS", "--from", "EU27", "--code", "84")
        self.assertTrue(self.json("fetch", "--for", self.json("evidence")[-1]["id"], *ask))
        self.assertIn("no file of claims", self.fails("fetch", "--for", "Atlantis", "--dry-run"))
        self.assertEqual(self.server.calls, [])


class Misbehaving(Fetching):
    def spoilt(self, how, code=4, tries="3", **changes):
        """Always spoilt: what is said; nothing is in the store."""
        self.serve(replay.World(), lambda n, path: how if "getDa" not in path else None, tries=tries, **changes)
        rows = self.fetch(*WISH, code=code)
        self.assertFalse(self.store.exists())
        return (rows[0]["note"] if rows else "") + self.said

    def test_each_way(self):
        said = {
            "broken": "answers 500", "html": "no JSON", "cut": "cut after", "short": "no JSON",
            "headless": "cut after", "count": "says that it has", "renamed": "the fields have changed", "others": "was not asked",
            "huge": "larger than", "bomb": "larger than", "loop": "from one address to the next",
            "elsewhere": "another host", "quota": "the quota of",
        }
        for how, words in said.items():
            with self.subTest(how):
                self.assertIn(words, self.spoilt(how, most_mb="2", tries="2"))

    def test_slow(self):
        self.assertIn("too slowly", self.spoilt("trickle", tries="1", seconds="1"))

    def test_key(self):
        said = self.spoilt("key", code=2)
        self.assertIn("does not take the key", said)
        self.assertEqual(len(self.data_calls()), 1)        # not tried again
        self.assertNotIn("SECRET", said)

    def test_rate_is_waited_for(self):
        self.serve(replay.World(), lambda n, path: "rate" if n == 1 else None)
        start = time.monotonic()
        self.assertEqual(self.states(self.fetch(*WISH)), {"fetched": 3})
        self.assertGreater(time.monotonic() - start, 1)
        self.assertEqual([x["state"] for x in self.journal()], ["data", "refused", "data", "data", "data"])

    def test_quota(self):
        """What came before is in the store; the rest is for another day."""
        self.serve(replay.World(), lambda n, path: "quota" if n >= 2 else None)
        self.assertEqual(self.states(self.fetch(*WISH, code=4)), {"fetched": 1, "left": 2})
        self.assertEqual(len(self.server.calls), 3)
        self.assertIn("goes on from here", self.said)
        self.server.misbehave = None
        calls = len(self.server.calls)
        self.assertEqual(self.states(self.fetch(*WISH, code=4))["left"], 2)     # an hour is not over
        self.assertEqual(len(self.server.calls), calls)
        lines = [x for x in self.journal() if x["state"] != "refused"]
        (self.cache / "journal.jsonl").write_text("".join(json.dumps(x) + "\n" for x in lines))
        self.assertEqual(self.states(self.fetch(*WISH)), {"in the cache": 1, "fetched": 2})

    def test_own_quota(self):
        self.serve(replay.World(), calls_day="3")
        self.assertEqual(self.states(self.fetch(*WISH, code=4)), {"fetched": 2, "left": 1})
        self.assertEqual(len(self.server.calls), 3)

    def test_key_is_nowhere(self):
        self.serve(replay.World(), replay.spoilt(.3, ["broken", "rate"], 3))
        self.fetch(*WISH)
        self.assertEqual(set(self.server.keys), {"0123456789abcdefSECRET"})
        for path in [*self.cache.rglob("*"), *self.dir.glob("store.weir")]:
            if path.is_file():
                self.assertNotIn(b"SECRET", path.read_bytes())
        self.assertNotIn("SECRET", self.said)
        self.assertFalse([c for c in self.server.calls if "SECRET" in c])

    def test_certificate(self):
        """Signed by nobody known; then known, but of another name."""
        for name in ("127.0.0.1", "elsewhere.example"):
            subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", self.dir / "k.pem",
                            "-out", self.dir / f"{name}.pem", "-days", "2", "-subj", f"/CN={name}", "-addext",
                            "subjectAltName=" + ("IP:127.0.0.1" if name[0] == "1" else f"DNS:{name}")],
                           check=True, capture_output=True)
            tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            tls.load_cert_chain(self.dir / f"{name}.pem", self.dir / "k.pem")
            self.serve(replay.World(), tls=tls, tries="3")
            self.fetch(*WISH, code=4)
            self.assertEqual(self.server.calls, [])
            os.environ["SSL_CERT_FILE"] = str(self.dir / f"{name}.pem")
            try:
                self.fetch(*WISH, code=0 if name[0] == "1" else 4)
            finally:
                del os.environ["SSL_CERT_FILE"]
            self.assertEqual(len(self.server.calls), 4 if name[0] == "1" else 0)

    def test_faults_and_kills(self):
        """Seven years, a third of the answers spoilt, three kills: every cell once."""
        world = replay.World(every=.04)
        ways = ["rate", *["broken", "html", "cut", "short", "count"] * 3]     # a rate is waited for
        self.serve(world, replay.spoilt(1 / 3, ways, 5), tries="8", cap="1800")
        wish = ("--reporter", "CHN", "--partner", "RUS", "--code", "AG4", "--from", "2019-01", "--to", "2025-12")
        ask = [weir.WEIR, "--store", self.store, "fetch", "comtrade", *wish, "--services", self.table, "--cache",
               self.cache, "--key-file", self.key()]
        for _ in range(3):
            before = len(self.server.calls)
            p = subprocess.Popen(ask, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            while len(self.server.calls) < before + 12 and p.poll() is None:
                time.sleep(.01)
            p.send_signal(signal.SIGKILL)
            p.wait()
        rows = self.fetch(*wish)
        self.assertLessEqual(set(self.states(rows)), {"fetched", "in the cache", "no trade"})
        asked = collections.Counter(p for r in rows for p in r["periods"])
        self.assertEqual(asked, {str(y * 100 + m): 1 for y in range(2019, 2026) for m in range(1, 13)})
        wanted = sum(world.traded(CHN, RUS, c, int(p), "X") for c in world.level("AG4") for p in asked)
        got = self.sql("SELECT sum(value) AS v, count(*) AS n, count(DISTINCT (code, period)) AS cells FROM flows "
                       "WHERE summed")[0]
        self.assertEqual((got["v"], got["n"]), (wanted, got["cells"]))
        whole = collections.Counter(re.search("period=([0-9,]+)", x["address"])[1] for x in self.journal()
                                    if x["state"] == "data" and "getDa" not in x["address"])
        self.assertEqual(set(whole.values()), {1})


BAD = [     # what the service would answer with an empty success
    ("--reporter", "Atlantis"), ("--reporter", "World"), ("--reporter", ""), ("--reporter", "99999"),
    ("--reporter", "CHN,Narnia"), ("--reporter", "0"), ("--reporter", "C N"), ("--partner", "Atlantis"),
    ("--partner", "RUS;KGZ"), ("--partner", "CHN"), ("--partner", "1e3"), ("--partner", ""), ("--code", "8"),
    ("--code", "842"), ("--code", "84295"), ("--code", "84295210"), ("--code", "AG5"), ("--code", "AG8"),
    ("--code", "AG"), ("--code", "TOTALS"), ("--code", "total"), ("--code", "excavators"), ("--code", "990099"),
    ("--code", "9900"), ("--code", "98"), ("--code", "84-85"), ("--code", "8429.52"), ("--code", "842952,"),
    ("--code", ",842952"), ("--code", "8429,842952"), ("--code", "TOTAL,8429"), ("--code", "84,8429"),
    ("--code", "842952;870423"), ("--code", ""), ("--flow", "exports"), ("--flow", "X"), ("--flow", "transit"),
    ("--freq", "M"), ("--freq", "week"), ("--from", "2021-13"), ("--from", "2021-00"), ("--from", "20211"),
    ("--from", "2024-01"), ("--from", "2009-12"), ("--from", "soon"), ("--from", "2021-01-01"), ("--to", "2020-12"),
    ("--to", "2031-01"), ("--to", "never"), ("--to", "2023-1"), ("--to", "202313"), ("--to", ""),
]


class Found(Fetching):
    """What a reviewer found: each went wrong once."""

    def again(self, *wish, **kwargs):
        """The same command twice: the second asks for nothing."""
        first = self.fetch(*wish, **kwargs)
        calls = len(self.data_calls())
        second = self.fetch(*wish, **kwargs)
        self.assertEqual(self.data_calls()[calls:], [])
        return first, second

    def test_parts_are_not_asked_twice(self):
        self.serve(replay.World(every=.01), cap="6500")
        one = ("--from", "2023-01", "--to", "2023-01")
        self.again("--reporter", "CHN", "--partner", "RUS,KGZ,KAZ", "--code", "all", *one)
        self.again("--reporter", "CHN", "--partner", "all", "--code", "842952", *one)
        self.serve(replay.World(every=.01, cap=500))
        self.again("--reporter", "CHN", "--partner", "RUS", "--code", "all", *one, key=False)
        self.serve(replay.World(cap=500))
        self.store = weir.place(self.dir / "headings.weir")
        first, second = self.again("--reporter", "CHN", "--partner", "RUS", "--code", "AG4", *one)
        self.assertGreater(self.states(first)["at the cap, split"], 0)
        self.assertEqual(self.states(second)["fetched"], 0)

    def test_no_trade_stays_no_trade(self):
        self.serve(replay.World(values={}))
        first, second = self.again(*WISH)
        self.assertEqual(self.states(first), {"no trade": 3})
        self.assertEqual(self.states(second), {"no trade": 3})

    def test_a_key_is_for_its_service(self):
        self.serve(replay.World())
        self.table.write_text(self.table.read_text() +
                              f"other,list,x,{self.server.base}/x,,?key WEIR_OTHER_KEY\n")
        self.assertIn("for one service", self.fails("fetch", "comtrade", "other", *WISH, "--services", self.table,
                                                    "--cache", self.cache, "--key-file", self.key(), code=2))
        self.assertEqual(self.server.calls, [])

    def test_a_key_that_is_echoed(self):
        self.serve(replay.World(), lambda n, path: "echo", tries="1")
        self.call("fetch", "comtrade", *WISH, "--services", self.table, "--cache", self.cache, "--key-file", self.key())
        for path in self.cache.rglob("*"):
            if path.is_file():
                self.assertNotIn(b"SECRET", path.read_bytes(), path)

    def test_a_list_that_is_cut_is_asked_again(self):
        self.serve(replay.World())
        path = "/resources/xml/en/consolidated.xml"
        ask = ("fetch", "un", "--services", self.table, "--cache", self.cache)
        self.server.files[path] = b"<?xml version='1.0'?><CONSOLIDATED_LIST dateGenerated='2024-01-01T00:00:00Z'><INDIV"
        self.assertIn("not loaded", self.json(*ask, code=4)[0]["note"])
        self.server.files[path] = (
            b"<?xml version='1.0'?><CONSOLIDATED_LIST dateGenerated='2024-01-01T00:00:00Z'><INDIVIDUALS><INDIVIDUAL>"
            b"<DATAID>6908001</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>SOMEBODY</FIRST_NAME><UN_LIST_TYPE>X"
            b"</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.1</REFERENCE_NUMBER><LISTED_ON>2020-01-01</LISTED_ON></INDIVIDUAL>"
            b"</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>")
        self.assertEqual(self.json(*ask)[0]["rows_kept"], 1)

    def people(self, count, day="2024-01-01"):
        rows = "".join(f"<INDIVIDUAL><DATAID>{i}</DATAID><VERSIONNUM>1</VERSIONNUM><FIRST_NAME>NAMELY{i:03}</FIRST_NAME>"
                       f"<UN_LIST_TYPE>X</UN_LIST_TYPE><REFERENCE_NUMBER>XXi.{i}</REFERENCE_NUMBER>"
                       "<LISTED_ON>2020-01-01</LISTED_ON></INDIVIDUAL>" for i in range(count))
        return (f"<?xml version='1.0'?><CONSOLIDATED_LIST dateGenerated='{day}T00:00:00Z'><INDIVIDUALS>{rows}"
                "</INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>").encode()

    def test_lists_brought_up_to_date(self):
        """Corrected on its day, of the next month, of the month before, and half of it: who left is told once, and only
        where the latest vintage came; what is refused is told with why."""
        self.serve(replay.World(), fresh_hours="0")
        path, more = "/resources/xml/en/consolidated.xml", ("--services", self.table, "--cache", self.cache)
        self.server.files[path] = self.people(40)
        self.weir("fetch", "un", *more)
        def update(body, code=0):
            self.server.files[path] = body
            done = self.call("update", *more)
            self.assertEqual(done.returncode, code, done.stdout + done.stderr)
            return done.stdout + done.stderr
        self.assertIn("takes the place of another file of un of that day", update(self.people(39)))
        self.assertEqual([x["entities"] for x in self.json("lists", "show")], [39])
        self.assertIn("un: removed NAMELY038", update(self.people(38, "2024-02-01")))
        self.assertNotIn("removed", update(self.people(38, "2024-02-01")))
        older = update(self.people(37, "2023-12-01"))
        self.assertIn("what is served is of 2023-12-01, what is held is of 2024-02-01", older)
        self.assertNotIn("un: added", older)
        self.assertIn("missing: un, ", update(self.people(19, "2024-03-01"), 4))
        self.assertIn("19 entries, where the vintage of un before it has 38", update(self.people(19, "2024-03-01"), 4))

    def test_a_packed_answer_without_its_end(self):
        """gzip that is flushed and then cut is no whole answer, however long its head says that it is."""
        self.serve(replay.World(), tries="1")
        packer = zlib.compressobj(wbits=31)
        cut = packer.compress(self.people(300)) + packer.flush(zlib.Z_SYNC_FLUSH)
        ask = ("fetch", "un", "--services", self.table, "--cache", self.cache)
        for body, words in ((cut, "the connection was cut"), (cut[:-40] + b"x" * 40, None)):
            self.server.routes["/resources/xml/en/consolidated.xml"] = lambda q: (body, 200, "application/xml", None)
            send = self.server.send
            self.server.send = lambda h, *a, **k: send(h, *a, Content_Encoding="gzip", **k)
            row = self.json(*ask, code=4)[0]
            self.server.send = send
            self.assertEqual(row["state"], "failed", row)
            self.assertIn(words or "", row["note"])
        whole = cut + packer.flush() + bytes(20)                    # filled up behind its end
        self.server.routes["/resources/xml/en/consolidated.xml"] = lambda q: (whole, 200, "application/xml", None)
        self.server.send = lambda h, *a, **k: send(h, *a, Content_Encoding="gzip", **k)
        self.assertEqual(self.json(*ask)[0]["rows_kept"], 300)

    def test_rates_that_are_cut(self):
        self.serve(replay.World())
        head = "KEY,FREQ,CURRENCY,TIME_PERIOD,OBS_VALUE\nx,M,USD,2024-01,1.25\n"
        ask = ("fetch", "ecb", "--from", "2024-01", "--services", self.table, "--cache", self.cache)
        self.server.files["/service/data/EXR/M..EUR.SP00.A"] = (head + "x,M,JPY,2024-01,1").encode()
        self.assertIn("cut in its last line", self.json(*ask, code=4)[0]["note"])
        self.server.files["/service/data/EXR/M..EUR.SP00.A"] = (
            head + "x,M,AAA,2024-01,inf\nx,M,BBB,2024-01,0x10\nx,M,CCC,2024-01,1e999\nx,M,JPY,2024-01,160\n").encode()
        self.assertEqual(self.json(*ask)[0]["rows_kept"], 2)
        self.assertEqual({r["currency"]: r["per_usd"] for r in self.sql("SELECT * FROM rate")}, {"EUR": .8, "JPY": 128})

    def test_rows_that_cannot_be_used_are_told(self):
        self.serve(replay.World(values={(CHN, RUS, c, m, "X"): (-5 if (m, c) == (202101, "842952") else 5)
                                         for m in MONTHS for c in ("842952", "870423")}))
        self.fetch(*WISH, code=4)
        self.assertIn("weir rejects", self.said)

    def test_odd_answers_are_not_no_trade(self):
        for body in ('{"count":2,"data":[[1,2],[3]],"error":""}', '{"count":3,"data":[1,2,3],"error":""}',
                     '{"data":[],"error":""}', '{"count":0,"data":[],"error":{"code":5}}', '{"count":-1,"data":[]}'):
            self.serve(replay.World(), tries="1")
            self.server.routes["/data/v1/get/C/M/HS"] = lambda q: (body.encode(),)
            self.assertEqual(self.states(self.fetch(*WISH, code=4)), {"failed": 1, "left": 2}, body)
        self.serve(replay.World(), tries="1")
        for status in (206, 304):
            self.server.routes["/data/v1/get/C/M/HS"] = lambda q: (b"", status)
            self.assertEqual(self.states(self.fetch(*WISH, code=4)), {"failed": 1, "left": 2}, status)

    def test_nothing_published_is_not_believed(self):
        self.serve(replay.World(until=200001))
        self.assertEqual(self.states(self.fetch(*WISH, code=4)), {"empty, published or not": 3})
        self.assertIn("nothing at all", self.said)

    def test_tariff_lines(self):
        self.serve(replay.World())
        self.fetch(*WISH)
        lines = {(CHN, RUS, c, m, "X"): 3.0 for m in MONTHS for c in ("84295210", "84295290")}

        def answer(q):
            world = replay.World(values=lines)
            return (json.dumps(world.answer(q | {"cmdCode": "84295210,84295290"}, "M", 10**6)).encode(),)
        self.store = weir.place(self.dir / "lines.weir")
        self.server.routes["/data/v1/getTariffline/C/M/HS"] = answer
        rows = self.fetch("--reporter", "CHN", "--partner", "RUS", "--code", "842952", *WISH[6:], "--tariff-lines")
        self.assertEqual({r["service"] for r in rows}, {"comtrade-tariffline"})
        self.assertEqual(sum(r["rows"] for r in rows), 72)

    def test_breakdowns(self):
        """Beside the totals, which they do not add to; the totals alone do not stand for them."""
        def answer(q):
            rows = [replay.FIELDS | {"refYear": 2022, "refMonth": 1, "period": "202201", "reporterCode": CHN, "partnerCode": RUS,
                                     "cmdCode": "842952", "motCode": mot, "primaryValue": value}
                    for mot, value in ((0, 10.0), (2100, 6.0), (3200, 4.0)) if mot == 0 or "motCode" not in q]
            return (json.dumps({"count": len(rows), "data": rows, "error": ""}).encode(),)
        self.serve(replay.World())
        self.server.routes["/data/v1/get/C/M/HS"] = answer
        wish = ("--reporter", "CHN", "--partner", "RUS", "--code", "842952", "--from", "2022-01", "--to", "2022-01")
        self.assertEqual([r["rows"] for r in self.fetch(*wish)], [1])
        self.assertEqual([r["rows"] for r in self.fetch(*wish, "--breakdowns")], [3])
        self.assertNotRegex(self.data_calls()[-1], "partner2Code|customsCode|motCode")
        self.assertEqual([r["state"] for r in self.fetch(*wish)], ["in the cache"])
        self.assertEqual(self.sql("SELECT sum(value) AS v FROM flows WHERE summed AND replaced_on IS NULL"), [{"v": 10}])

    def test_a_journal_with_a_bad_line(self):
        self.serve(replay.World())
        self.fetch(*WISH)
        with open(self.cache / "journal.jsonl", "a") as f:
            f.write('{"broken\n{"at":"x","service":"../../x","address":"y","state":"data"}\n')
        self.assertEqual(self.states(self.fetch(*WISH)), {"in the cache": 3})
        self.assertIn("2 lines", self.said)

    def test_a_body_that_was_changed(self):
        self.serve(replay.World())
        self.fetch(*WISH)
        body = next((self.cache / "kept" / "comtrade").iterdir())
        body.write_text(body.read_text().replace('"primaryValue": ', '"primaryValue": 9'))
        self.store = weir.place(self.dir / "other.weir")
        self.assertIn("not what was received", json.dumps(self.fetch(*WISH, "--offline", code=4)))

    def test_one_refusal_is_no_other_s(self):
        self.serve(replay.World(), lambda n, path: "forbidden" if "treas" in path or "Publication" in path else None)
        self.server.files["/resources/xml/en/consolidated.xml"] = b"<x/>"
        rows = {r["service"]: r for r in self.json("fetch", "ofac-sdn", "un", "--services", self.table, "--cache", self.cache,
                                                   code=4)}
        self.assertIn("answers 403", rows["ofac-sdn"]["note"])
        self.assertIn("not loaded", rows["un"]["note"])

    def test_waits_that_are_long_end_it(self):
        self.serve(replay.World(), lambda n, path: "later" if "getDa" not in path else None)
        start = time.monotonic()
        self.assertEqual(self.states(self.fetch(*WISH, code=4)), {"left": 3})
        self.assertLess(time.monotonic() - start, 5)

    def test_unused_options_are_refused(self):
        for words in (["comexstat-export", "--from", "2023", "--partner", "RUS"], ["un", "--code", "84"],
                      ["census-export", "--flow", "import", "--partner", "RUS", "--code", "842952", "--from", "2023-01"],
                      ["eurostat", "--reporter", "DEU", "--partner", "RUS", "--code", "842952", "--from", "2023", "--flow",
                       "nonsense"], ["un", "bogus"], ["un", "--for", "RUS"]):
            self.fails("fetch", *words, "--cache", self.dir / "c", code=2)

    def test_codes_have_their_time(self):
        self.assertIn("since HS2022", self.fails("fetch", "comtrade", "--reporter", "CHN", "--partner", "RUS", "--code",
                                                 "880621", "--from", "2012", "--to", "2016", "--freq", "year", code=2))
        self.fails("fetch", "comtrade", "--reporter", "CHN", "--partner", "RUS", "--code", "840000", "--from", "2011",
                   "--to", "2011", "--freq", "year", code=2)


class Bad(Fetching):
    def test_is_never_sent(self):
        self.serve(replay.World())
        for name, value in BAD:
            with self.subTest(f"{name} {value}"):
                wish = list(WISH)
                if name in wish:
                    wish[wish.index(name) + 1] = value
                else:
                    wish += [name, value]
                self.assertIsNone(self.fetch(*wish, code=2) if not self.lost(wish) else None)
        self.assertEqual(self.server.calls, [])

    def lost(self, wish):
        """Names that no table has are not found (1), others are not understood (2)."""
        done = self.call("fetch", "comtrade", *wish, "--services", self.table, "--cache", self.cache)
        self.assertIn(done.returncode, (1, 2), done.stdout)
        return done.returncode == 1

    def test_missing(self):
        self.serve(replay.World())
        for i in range(0, len(WISH), 2):
            wish = WISH[:i] + WISH[i + 2:]
            self.assertIn("missing", self.call("fetch", "comtrade", *wish, "--services", self.table).stderr)
        self.assertIn("which service", self.fails("fetch", code=2))
        self.assertIn("no service", self.fails("fetch", "contrade", code=2))
        self.assertEqual(self.server.calls, [])

    def test_table_of_services(self):
        bad = self.write("s.csv", "service,kind,title,address,cap\nun,list,x,https://example.org,many\n")
        self.assertIn("s.csv:2", self.fails("services", "--services", bad))
        far = self.write("f.csv", "service,kind,title,address,most_mb,seconds\nun,list,x,http://example.org/,1,1\n")
        rows = self.json("fetch", "un", "--services", far, "--cache", self.dir / "c", code=4)
        self.assertIn("no address that may be asked", rows[0]["note"])


if __name__ == "__main__":
    weir.main()
