"""A load happens whole or not at all, whatever ends it."""
import os
import resource
import signal
import subprocess
import time

import weir


class Loads(weir.Case):
    def big(self, rows=400_000, value=1):
        lines = ["t,i,j,k,v,q"]
        lines += [f"{2010 + i % 12},156,{(643, 398, 417, 51)[i // 12 % 4]},{i // 48:06},{value},1"
                  for i in range(rows)]
        return self.write(f"big{value}.csv", "\n".join(lines) + "\n")

    def count(self):
        return self.sql("SELECT count(*) AS n FROM flow")[0]["n"]

    def test_same_file_twice(self):
        path = self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n")
        self.weir("ingest", path)
        before = self.weir("sources", "--json")
        again = self.json("ingest", path)
        self.assertIn("nothing changed", again[0]["note"])
        self.assertEqual(self.weir("sources", "--json"), before)
        self.assertEqual(self.count(), 1)

    def test_lines_of_a_large_file(self):
        """A file that several threads read: each row has the line on which it stands, time after time."""
        lines = ["t,i,j,k,v,q"] + [f"{2010 + i % 12},156,{(643, 398, 417, 51)[i // 12 % 4]},{i // 48:06},{i},1"
                                   for i in range(700_000)]
        path = self.write("many.csv", "\n".join(lines) + "\n")
        for k in range(3):
            self.store = weir.place(self.dir / f"many{k}.weir")
            self.weir("ingest", path)
            self.assertEqual(self.sql("SELECT count(*) AS n FROM flow WHERE value <> (line - 2) * 1000"), [{"n": 0}])

    def test_lines_beside_empty_ones(self):
        """An empty line is a line: rows below it, and rejected ones, have the numbers an editor shows."""
        lines = ("t,i,j,k,v,q", "2021,156,643,842952,1,1", "", "2022,156,643,842952,2,1", "2022,156,643",
                 "2023,156,643,842952,x,1", "", "", "2023,156,643,842952,4,1", "")
        for end in ("\n", "\r\n"):
            self.store = weir.place(self.dir / f"ends{len(end)}.weir")
            path = self.write("gap.csv", "")
            path.write_bytes("".join(x + end for x in lines).encode())
            self.assertNotIn("several lines", self.weir("ingest", path, "--max-rejects", "60"))
            self.assertEqual(self.sql("SELECT period, line FROM flow ORDER BY line"),
                             [{"period": 2021, "line": 2}, {"period": 2022, "line": 4}, {"period": 2023, "line": 9}])
            self.assertEqual([r["line"] for r in self.json("rejects")], [5, 6])
        path = self.write("quoted.csv", 't,i,j,k,v,q,note\n2021,156,643,842952,1,1,"a\n\nb"\n2022,156,643,842952,2,1,c\n')
        self.assertIn("run over several lines", self.json("ingest", path)[0]["note"])

    def test_names_are_no_patterns(self):
        """A file is that file, whatever its name would match."""
        rows = "t,i,j,k,v,q\n2022,156,643,{},1,1\n"
        self.write("d1.csv", rows.format("010121"))
        self.write("da.csv", rows.format("010129"))
        for i, name in enumerate(("d[1a].csv", "d*.csv", "d?.csv", "~x.csv", "a b'c.csv", "{x}.csv")):
            with self.subTest(name):
                self.write(name, rows.format(842951 + i))
                self.weir("ingest", name)
                self.assertEqual(self.sql("SELECT code FROM flow ORDER BY source_id DESC LIMIT 1"),
                                 [{"code": str(842951 + i)}])
        self.assertEqual(self.count(), 6)
        self.write("r1.csv", "currency,period,per_usd\nCNY,2020-01,1\n")
        self.write("r[1].csv", "currency,period,per_usd\nEUR,2020-01,2\n")
        self.weir("rates", "r[1].csv")
        self.assertEqual(self.sql("SELECT currency FROM rate"), [{"currency": "EUR"}])

    def test_vintages(self):
        """Two publications of one cell, taken in either order; each is what was known then."""
        first = self.write("a.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n2022,156,643,842951,7,1\n")
        second = self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,2,1\n")
        for order in ((first, second), (second, first)):
            self.store = self.dir / f"{order[0].name}.weir"
            for path in order:
                day = "2023-01-15" if path == first else "2024-01-15"
                self.weir("ingest", "--vintage", day, path)

            def value(code, *options):
                answer = self.call("series", "--from", "CHN", "--to", "RUS", "--code", code,
                                   "--json", *options)
                return __import__("json").loads(answer.stdout)["points"][0]["value"]
            self.assertEqual(value("842952"), 2000)
            self.assertEqual(value("842952", "--as-of", "2023-06-01"), 1000)
            self.assertEqual(value("842951"), 7000)
            self.assertEqual(self.count(), 3)
            self.fails("series", "--from", "CHN", "--to", "RUS", "--code", "842952", "--as-of",
                       "2022-06-01")
            drop = 2 if order[1] == second else 1
            self.weir("store", "drop", drop)
            self.assertEqual(value("842952"), 1000)

    def test_kill(self):
        """kill -9 at several moments of a load leaves what was there before."""
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2009,156,643,842952,1,1\n"))
        path = self.big()
        killed = 0
        for wait in (0.02, 0.1, 0.2, 0.3, 0.4, 0.6, 0.8):
            p = subprocess.Popen([weir.WEIR, "--store", self.store, "ingest", path],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            p.send_signal(signal.SIGKILL)
            killed += p.wait() == -signal.SIGKILL
            n = self.count()
            self.assertIn(n, (1, 400_001))
            if n > 1:
                break
        self.assertGreater(killed, 0)
        if n == 1:
            self.weir("ingest", path)
        self.assertEqual(self.count(), 400_001)

    def test_kill_while_made(self):
        """Killed while the store itself is made: the next command makes it."""
        path = self.write("b.csv", "t,i,j,k,v,q\n2009,156,643,842952,1,1\n")
        for i, wait in enumerate((0.01, 0.03, 0.06, 0.1, 0.15)):
            store = self.dir / f"s{i}.weir"
            p = subprocess.Popen([weir.WEIR, "--store", store, "ingest", path],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait)
            p.kill()
            p.wait()
            self.weir("ingest", path, store=store)
            self.assertEqual(len(self.json("sources", store=store)), 1)

    def test_disk_full(self):
        """Files may not grow past 1 MB: the load fails, the store stays as it was."""
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2009,156,643,842952,1,1\n"))

        def limit():
            signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (1 << 20, 1 << 20))
        done = self.call("ingest", self.big(), preexec_fn=limit)
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertTrue(done.stderr.startswith("weir: "), done.stderr)
        self.assertEqual(self.count(), 1)

    def test_second_process(self):
        """While one process writes, a second is told so and changes nothing."""
        path = self.big()
        p = subprocess.Popen([weir.WEIR, "--store", self.store, "ingest", path],
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        refused = 0
        while p.poll() is None:
            done = self.call("sources")
            if done.returncode:
                refused += "hint: " in done.stderr
            time.sleep(0.02)
        self.assertEqual(p.returncode, 0)
        self.assertGreater(refused, 0)
        self.assertEqual(self.count(), 400_000)

    def test_not_a_store(self):
        self.store.write_text("this is no database, but a text of some length\n" * 100)
        before = self.store.read_bytes()
        self.fails("sources")
        self.fails("ingest", self.write("b.csv", "t,i,j,k,v,q\n2009,156,643,842952,1,1\n"))
        self.assertEqual(self.store.read_bytes(), before)

    def test_overlap(self):
        codes = self.write("cn8.csv", "reporter,partner,product_nc,period,value_in_euros\n"
                           "DE,RU,84295210,202203,120\n")
        headings = self.write("hs4.csv", "reporter,partner,hs4,period,value_in_euros\n"
                              "DE,RU,8429,202203,120\n")
        other = self.write("sdmx.csv", "DATAFLOW,freq,reporter,partner,product,flow,indicators,"
                           "TIME_PERIOD,OBS_VALUE\nX,M,DE,RU,84295210,2,VALUE_IN_EUROS,2022-03,5\n")
        self.weir("ingest", codes)
        message = self.fails("ingest", headings)
        self.assertIn("sums of finer codes", message)
        self.assertIn("weir store drop 1", message)
        self.assertIn("in another layout", self.fails("ingest", other))
        self.assertEqual(self.count(), 1)
        self.store = self.dir / "other.weir"
        self.weir("ingest", headings)
        self.assertIn("parts of sums", self.fails("ingest", codes))

    def test_two_revisions_refused(self):
        """BACI in HS2012 and in HS2017 hold the same flows under partly other codes."""
        rows = "t,i,j,k,v,q\n2018,156,643,{},1,1\n"
        self.weir("ingest", self.write("BACI_HS12_Y2018_V202501.csv", rows.format("842952")))
        message = self.fails("ingest", self.write("BACI_HS17_Y2018_V202501.csv",
                                                  rows.format("851762")))
        self.assertIn("in another HS revision (HS2017 here, HS2012 there)", message)
        self.assertEqual(self.count(), 1)

    def test_store_needs_no_room(self):
        self.fails("ingest", self.write("b.csv", "t,i,j,k,v,q\n2009,156,643,842952,1,1\n"),
                   store="/proc/nowhere/store.weir")


weir.main()
