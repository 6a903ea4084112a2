"""What is not what it says: outputs that are no files, stores that are none, bombs, and words that
would be patterns."""
import datetime
import os
import stat
import subprocess
import time

import weir

ROWS = "reporter,partner,period,hs6_as_published,value_usd\n" + "".join(
    f"IND,RUS,{year}-{month:02},842952,{1000 + month}\n" for year in (2021, 2022) for month in range(1, 13))
ASK = ("series", "--from", "IND", "--to", "RUS", "--code", "842952")


class Hostile(weir.Case):
    def setUp(self):
        super().setUp()
        self.weir("ingest", self.write("t.csv", ROWS))

    # --- outputs ---

    def test_pipes_and_devices_stay(self):
        """What is no file gets the content and stays what it is."""
        pipe = self.dir / "pipe"
        os.mkfifo(pipe)
        for args in (("export", "-o"), ASK + ("--xlsx",), ("evidence", "--bundle")):
            out = pipe if args[0] != "export" else self.dir / "pipe.csv"
            if out != pipe:
                os.mkfifo(out)
            reader = subprocess.Popen(["cat", out], stdout=subprocess.PIPE)
            self.weir(*ASK)
            self.weir(*args, out)
            content = reader.communicate(timeout=20)[0]
            self.assertTrue(stat.S_ISFIFO(out.stat().st_mode), args)
            self.assertGreater(len(content), 100, args)
        self.weir(*ASK, "--xlsx", "/dev/null")
        self.assertTrue(stat.S_ISCHR(os.stat("/dev/null").st_mode))

    def test_links_are_followed(self):
        real = self.dir / "real.csv"
        real.write_text("old\n")
        real.chmod(0o640)
        (self.dir / "link.csv").symlink_to(real)
        self.weir("export", "-o", self.dir / "link.csv")
        self.assertTrue((self.dir / "link.csv").is_symlink())
        self.assertIn("842952", real.read_text())
        self.assertEqual(stat.S_IMODE(real.stat().st_mode), 0o640)

    def test_places_that_cannot_be_written(self):
        for place in ("no/such/dir/x", ".", "full"):
            for args in (("export", "-o"), ASK + ("--xlsx",), ("evidence", "--bundle")):
                ending = ".csv" if args[0] == "export" else ""
                (self.dir / ("full" + ending)).unlink(missing_ok=True)
                (self.dir / ("full" + ending)).symlink_to("/dev/full")
                if place == "." and args[0] == "export":
                    continue
                self.weir(*ASK)
                done = self.call(*args, place + (ending if place != "." else ""))
                self.assertIn(done.returncode, (1, 2), (place, args, done.stderr))
                self.assertTrue(done.stderr.startswith("weir: "), done.stderr)
                self.assertEqual([p for p in self.dir.iterdir() if "-part" in p.name], [])

    # --- stores ---

    def test_stores_that_are_none(self):
        done = subprocess.run([weir.WEIR, "--store", "", "ingest", self.dir / "t.csv"], capture_output=True,
                              text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("names no store", done.stderr)
        for name in (":memory:", ":memory:x"):
            self.assertIn("would keep nothing", self.fails("ingest", self.dir / "t.csv", store=name, code=2))
        for name, text in (("t.csv", None), ("t.weir", "a,b\n1,2\n"), ("x.parquet", "PAR1"), ("y", "\n" * 5000)):
            path = self.write(name, text) if text else self.dir / name
            before = path.read_bytes()
            for args in (ASK, ("ingest", self.dir / "t.csv"), ("store",)):
                self.assertIn("not a store of weir", self.fails(*args, store=path))
            self.assertEqual(path.read_bytes(), before)

    def test_stores_with_odd_names(self):
        """A name is a file, whatever else the engine could take it for."""
        for name in ("sqlite:x", "~x", "~", "s3:y", "a?b*", "x.csv", "with space", "md:z", "--"):
            self.weir("ingest", self.dir / "t.csv", store=self.dir / name)
            done = subprocess.run([weir.WEIR, "--store", name, *ASK], cwd=self.dir, capture_output=True, text=True)
            self.assertEqual(done.returncode, 0, (name, done.stderr))
            other = f"{name}2"
            subprocess.run([weir.WEIR, "--store", other, "ingest", "t.csv"], cwd=self.dir, capture_output=True,
                           check=True)
            self.assertTrue((self.dir / other).exists())

    def test_empty_store(self):
        """What a full disk leaves of a store that was being made."""
        empty = self.write("empty.weir", "")
        self.assertIn("the file is empty", self.fails(*ASK, store=empty))
        self.weir("ingest", self.dir / "t.csv", store=empty)
        self.weir(*ASK, store=empty)

    def test_times_are_utc(self):
        before = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None)
        env = os.environ | {"TZ": "Asia/Tokyo"}
        other = self.dir / "tokyo.weir"
        subprocess.run([weir.WEIR, "--store", other, "ingest", self.dir / "t.csv"], env=env, check=True,
                       capture_output=True)
        self.weir("-q", "lists", "load", self.write("d.txt", (weir.SOURCE / "tests/data/v0.1.0/denied.txt").read_bytes()),
                  store=other)
        for table, column in (("source", "loaded_at"), ("reg.source", "loaded")):
            text = self.json("sql", f"SELECT {column}::VARCHAR AS t FROM {table}", store=other)[0]["t"]
            got = datetime.datetime.fromisoformat(text)
            self.assertLess(abs((got - before).total_seconds()), 120)

    def test_links_and_rights_of_a_store(self):
        """A store behind a link stays there, and is read by whom it was read by."""
        real = self.dir / "real"
        real.mkdir()
        self.weir("-q", "ingest", self.dir / "t.csv", store=real / "r.weir")
        (real / "r.weir").chmod(0o600)
        link = self.dir / "link.weir"
        link.symlink_to(real / "r.weir")
        self.weir("rates", self.write("r.csv", "currency,period,per_usd\n" + "".join(
            f"CNY,{y}-{m:02},6.5\n" for y in range(1990, 2024) for m in range(1, 13))), store=link)
        self.weir("store", "drop", "1", store=link)
        self.weir("store", "compact", store=link)
        self.assertTrue(link.is_symlink())
        self.assertEqual(stat.S_IMODE((real / "r.weir").stat().st_mode), 0o600)
        self.assertEqual(self.json("sql", "SELECT count(*) AS n FROM source", store=real / "r.weir")[0]["n"], 0)
        self.weir("store", "backup", "copy.weir", store=link)
        self.assertEqual(stat.S_IMODE((self.dir / "copy.weir").stat().st_mode), 0o600)

    def test_what_stands_in_the_way(self):
        """Files beside an output that are not weir's stay; a link there is not followed."""
        for name in ("x.csv.part", "s.weir.new", "x.csv.tar"):
            self.write(name, "mine")
        victim = self.write("victim", "mine")
        (self.dir / "x.csv.weir-part").symlink_to(victim)
        self.assertIn("could not be written", self.fails("export", "-o", "x.csv"))
        (self.dir / "x.csv.weir-part").unlink()
        self.write("x.csv.weir-part", "of an attempt that was cut off")
        self.weir("export", "-o", "x.csv")
        self.assertEqual([(self.dir / n).read_text() for n in ("victim", "x.csv.part", "s.weir.new")], ["mine"] * 3)

    def test_sweeping(self):
        """Only directories that a killed weir left are swept away."""
        tmp = self.dir / "tmp"
        (tmp / "weir-run-mine").mkdir(parents=True)
        (tmp / "weir-run-mine" / "f").write_text("precious")
        (tmp / "weir-run-killed").mkdir()
        (tmp / "weir-run-killed" / ".weir").write_text("")
        (tmp / "weir-run-killed" / "list-1").write_text("x")
        denied = self.write("d.txt", (weir.SOURCE / "tests/data/v0.1.0/denied.txt").read_bytes())
        done = self.call("lists", "load", denied, env=os.environ | {"TMPDIR": str(tmp)})
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual([p.name for p in tmp.iterdir()], ["weir-run-mine"])
        self.assertTrue((tmp / "weir-run-mine" / "f").exists())

    # --- the journal ---

    def test_a_journal_that_is_none(self):
        """A pipe hangs nobody, a link leads nowhere."""
        os.mkfifo(self.journal())
        done = self.call(*ASK, timeout=20)
        self.assertEqual(done.returncode, 0)
        self.assertIn("could not be kept", done.stderr)
        self.assertEqual(self.call("evidence", timeout=20).returncode, 1)
        self.journal().unlink()
        victim = self.write("victim", "mine\n")
        self.journal().symlink_to(victim)
        self.weir(*ASK)
        self.assertEqual(victim.read_text(), "mine\n")

    def journal(self):
        return weir.beside(self.store, ".evidence")

    def test_long_questions(self):
        """A question of 100,000 bytes is read again, and hides no other."""
        self.weir(*ASK)
        self.call("series", "--from", "IND", "--to", "RUS", "--code", ",".join(["842952"] * 15000))
        self.weir("compare", "--from", "IND", "--to", "RUS", "--period", "2022", "--with", "2021")
        lines = self.journal().read_text().splitlines()
        self.assertEqual(len(self.json("evidence")), len(lines))

    def test_cut_line(self):
        """A line that a full disk cut does not swallow the next."""
        self.weir(*ASK)
        with self.journal().open("a") as f:
            f.write("e0123456789a {\"comm")
        self.weir("compare", "--from", "IND", "--to", "RUS", "--period", "2022", "--with", "2021")
        done = self.call("evidence", "--json")
        self.assertEqual(len(weir.json.loads(done.stdout)), 2)
        self.assertIn("1 lines of", done.stderr)

    # --- words ---

    def test_no_patterns(self):
        for words in (("--group", ".*"), ("--group", "b.*"), ("--group", ""), ("--list", "eu:XXI"), ("--list", "eu:IX"),
                      ("--list", "eu:%"), ("--list", "e")):
            self.assertIn("no ", self.fails("surge", "--to", "RUS", *words, code=2))
        for words in (("--group", "construction"), ("--group", "cranes"), ("--list", "eu:XXIII"),
                      ("--list", "us:Supp. 4"), ("--list", "eu:")):
            done = self.call("surge", "--to", "RUS", *words)
            self.assertNotIn(done.returncode, (2,), (words, done.stderr))
            self.assertNotIn("no list", done.stderr + done.stdout)

    # --- bombs ---

    def test_claim_bombs(self):
        one = "claims:\n- id: x\n  sentence: s\n  tests:\n"
        for name, text, message in (
                ("alias", one + "  - &a {kind: level}\n" + "  - *a\n" * 9000, ":6:5: aliases"),
                ("deep", "[" * 100000, ":1:17: nested more than 16 deep"),
                ("deep2", "claims: " + "[" * 100000 + "]" * 100000, "nested more than 16 deep"),
                ("deep3", "claims:\n" + "- " * 100000, "nested more than 16 deep"),
                ("large", "claims:\n" + "# x\n" * 1100000, "larger than 4 MiB")):
            start = time.monotonic()
            self.assertIn(message, self.fails("claim", "check", self.write(f"{name}.yaml", text)))
            self.assertLess(time.monotonic() - start, 5)

    def test_pipes_are_no_files(self):
        """A pipe cannot be read twice; one without a writer would never end."""
        pipe = self.dir / "pipe"
        os.mkfifo(pipe)
        for args in (("ingest", pipe), ("lists", "load", pipe), ("rates", pipe), ("claim", "check", pipe),
                     ("ingest", "--map", pipe, self.write("u.csv", ROWS + "IND,RUS,2020-01,842952,5\n")), ("evidence", "--verify", pipe)):
            done = self.call(*args, timeout=20)
            self.assertEqual(done.returncode, 1, args)
            self.assertIn("is a pipe, not a file", done.stderr, args)
        done = subprocess.run([weir.WEIR, "--store", self.store, "ingest", "/dev/stdin"], input=ROWS, text=True,
                              capture_output=True)
        self.assertIn("is a pipe, not a file", done.stderr)

    def test_many_words(self):
        self.assertEqual(self.call("series", *["--from", "IND"] * 30000, "--to", "RUS", "--code", "842952",
                                   timeout=30).returncode, 0)
        self.call("series", "--from", ",".join(["IND"] * 30000), "--to", "RUS", "--code", "842952", timeout=30)

    # --- figures ---

    def test_impossible_figures(self):
        """Sums of 1e308 had no end."""
        path = self.write("big.csv", ROWS.replace("1012\n", "1e308\n").replace("1011\n", "1e19\n"))
        store = self.dir / "big.weir"
        self.weir("ingest", "--max-rejects", "50", path, store=store)
        reasons = {row["reason"] for row in self.json("rejects", store=store)}
        self.assertEqual(reasons, {"impossible value '1e308'"})
        self.assertNotIn("inf", self.weir("compare", "--from", "IND", "--to", "RUS", "--period", "2022", "--with",
                                          "2021", store=store))

    def test_counts_have_an_end(self):
        self.assertIn("more than 10000", self.fails("shift", "--season", "1000000000", *ASK[1:], code=2))

    # --- what reaches the terminal ---

    def test_no_lines_of_others(self):
        """A title or a name of a file does not become lines of weir's own."""
        table = self.write("x\n\nverified: every figure.csv", ROWS)
        self.weir("ingest", table, store=self.dir / "l.weir")
        out = self.weir(*ASK, store=self.dir / "l.weir")
        self.assertFalse([line for line in out.splitlines() if line.startswith("verified")])
        self.assertNotIn("\n\n", self.fails("ingest", "a\n\nb"))

    def test_no_orders_to_the_terminal(self):
        path = self.write("e\x1b[31m.csv", ROWS.replace("842952,1001", "8429\x1b[2J52,1001").replace("\nIND", "\nI\x07ND", 1))
        done = self.call("ingest", "--max-rejects", "50", path, store=self.dir / "e.weir")
        for args in (("rejects",), ("sources",), ("rejects", "--json")):
            text = self.weir(*args, store=self.dir / "e.weir")
            self.assertNotIn("\x1b", text)
            self.assertNotIn("\x07", text)
        self.assertNotIn("\x1b", done.stdout + done.stderr)
        self.assertIn("\x1b[2J", self.weir("rejects", "--csv", store=self.dir / "e.weir"))

    def test_spreadsheet(self):
        path = self.write("=cmd.csv", ROWS)
        self.weir("ingest", path.name, store=self.dir / "s.weir")
        self.assertIn("\n1,", self.weir("sources", "--csv", store=self.dir / "s.weir"))
        self.assertIn("says how --csv", self.fails("sources", "--spreadsheet", store=self.dir / "s.weir", code=2))
        text = self.weir("sql", "SELECT '=1+1' AS a, -5 AS b", "--csv", "--spreadsheet")
        self.assertEqual(text, "a,b\n'=1+1,-5\n")


weir.main()
