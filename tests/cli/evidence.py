"""weir evidence: ids, sources by line, bundles that verify and bundles that were touched."""
import hashlib
import shutil

import weir

MAP = ("[map]\ntitle = Made\nheader = month country hs value_usd\n[fields]\ncode = hs\n"
       "reporter = 'CHE'\npartner = country\ndirection = 'export'\nperiod = month\n"
       "value = value_usd\ncurrency = 'USD'\n")
CLAIM = ("claims:\n  - id: a\n    sentence: It tripled.\n    tests:\n"
         "      - {kind: growth, from: CHE, to: RUS, code: 842952, period: 2022-04, with: 2022-03, says: tripled}\n")


class Evidence(weir.Case):
    def setUp(self):
        super().setUp()
        rows = "2022-03,RUS,842952,100\n2022-04,RUS,842952,300\n2022-04,KAZ,842952,7\n2022-04,RUS,870423,5\n"
        self.data = self.write("made.csv", "month,country,hs,value_usd\n" + rows)
        self.ingest(self.store)
        self.claims = self.write("claims.yaml", CLAIM)

    def ingest(self, store):
        self.weir("-q", "ingest", "--map", self.write("m.map", MAP), "--vintage", "2023-01-01",
                  self.data, store=store)

    def ask(self, store=None):
        return self.json("claim", "check", self.claims, store=store)[0]["evidence"]

    def test_same_question_same_id(self):
        id = self.ask()
        self.assertEqual(self.ask(), id)
        shutil.copy(self.claims, self.dir / "other-name.yaml")
        self.claims = self.dir / "other-name.yaml"
        other = self.dir / "elsewhere.weir"
        self.ingest(other)
        self.assertEqual(self.ask(other), id)
        self.claims.write_text(CLAIM.replace("tripled}", "doubled}"))
        self.assertNotEqual(self.ask(), id)

    def test_sources_by_line(self):
        id = self.ask()
        got = self.json("evidence", id)
        self.assertEqual([(s["rows"], s["lines"], s["vintage"]) for s in got["sources"]],
                         [(2, ["2", "3"], "2023-01-01")])
        self.assertEqual(got["computed"][0]["value"], 3)
        self.assertTrue(got["unchanged"])
        self.assertEqual(got["question"]["command"], "claim")
        self.assertIn("computed again", self.weir("evidence", id))

    def test_lines_of_a_comparison(self):
        """Only the rows of its two periods were used: two lines of four."""
        self.json("compare", "--from", "CHE", "--to", "RUS", "--code", "842952", "--period", "2022-04",
                  "--with", "2022-03")
        id = self.json("evidence")[-1]["id"]
        self.assertEqual([s["lines"] for s in self.json("evidence", id)["sources"]], [["2", "3"]])
        self.json("compare", "--from", "CHE", "--to", "RUS", "--period", "2022-04", "--with", "2022-04")
        id = self.json("evidence")[-1]["id"]
        self.assertEqual([s["lines"] for s in self.json("evidence", id)["sources"]], [["3", "5"]])

    def test_findings_are_items(self):
        weir.loaded(self.store, *sorted(weir.SAMPLE.glob("india*")))
        rows = self.json("surge", "--from", "IND", "--to", "RUS", "--since", "2024-04", "--fdr", "0.1")
        id = rows[0]["evidence"]
        self.assertRegex(id, r"^e[0-9a-f]{11}/IND-RUS-847150-2024-04$")
        got = self.json("evidence", id)
        self.assertEqual(got["computed"][0]["p"], rows[0]["p"])
        self.assertGreater(got["sources"][0]["rows"], 20)
        self.fails("evidence", id.split("/")[0] + "/IND-RUS-000000-2024-04")

    def test_registers_are_named(self):
        """An answer of a register names its table: digest and lines are those of the file."""
        self.json("treaty", "rome", "--on", "2023-11-01")
        got = self.json("evidence", self.json("evidence")[0]["id"])["sources"]
        path = weir.SOURCE / "data/treaty/party.csv"
        text = path.read_bytes()
        self.assertEqual([(s["path"], s["sha256"], s["last_line"]) for s in got],
                         [("data/treaty/party.csv", hashlib.sha256(text).hexdigest(), text.count(b"\n"))])

    def test_changed_since(self):
        """A bundle of an answer given before a file was added says that it packs another."""
        old = self.ask()
        self.data = self.write("more.csv", "month,country,hs,value_usd\n2022-05,RUS,842952,50\n")
        self.ingest(self.store)
        self.assertFalse(self.json("evidence", old)["unchanged"])
        done = self.call("evidence", old, "--bundle", "b.tar.zst")
        self.assertIn(f"{old.split('/')[0]} is packed as e", done.stderr)

    def test_bundle(self):
        self.ask()
        self.json("series", "--from", "CHE", "--to", "RUS", "--code", "842952")
        self.json("warrant", "Putin", "--in", "CHN", "--on", "2023-10-17")
        self.assertEqual(len(self.json("evidence")), 3)
        self.weir("evidence", "--bundle", "b.tar.zst")
        apart = self.dir / "apart"
        apart.mkdir()
        shutil.move(self.dir / "b.tar.zst", apart / "b.tar.zst")
        got = self.json("evidence", "--verify", apart / "b.tar.zst", store=apart / "none.weir")
        self.assertEqual(got[0]["answers"], 3)
        self.assertEqual(sorted(p.name for p in apart.iterdir()), ["b.tar.zst"])

    def test_one_byte(self):
        """Wherever one byte of a bundle is changed, it does not verify and says where."""
        self.ask()
        self.weir("evidence", "--bundle", "b.tar.zst")
        whole = (self.dir / "b.tar.zst").read_bytes()
        for at in range(0, len(whole), max(1, len(whole) // 40)):
            touched = bytearray(whole)
            touched[at] ^= 0x20
            message = self.fails("evidence", "--verify", self.write("t.tar.zst", bytes(touched)))
            self.assertIn("does not verify", message, at)
        self.assertIn("does not verify", self.fails("evidence", "--verify",
                                                    self.write("t.tar.zst", whole[:len(whole) // 2])))

    def test_source_gone(self):
        self.ask()
        self.data.write_text("month,country,hs,value_usd\n")
        message = self.fails("evidence", "--bundle", "b.tar.zst")
        self.assertIn("made.csv", message)
        self.assertIn("no longer what was loaded", message)
        self.assertFalse((self.dir / "b.tar.zst").exists())

    def test_nothing_asked(self):
        self.assertIn("no question was asked", self.fails("evidence"))
        self.ask()
        self.fails("evidence", "e00000000000")
        self.fails("evidence", "--verify", "no-such-file")
        self.fails("evidence", "--verify", self.claims)

    @weir.of_files
    def test_dots_in_a_name(self):
        """A name with two dots leads nowhere."""
        self.data = self.data.rename(self.dir / "made..2022.csv")
        self.store.unlink()
        self.ingest(self.store)
        self.ask()
        self.weir("evidence", "--bundle", "b.tar.zst")
        done = self.call("evidence", "--verify", "b.tar.zst")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("what the columns of sources/", done.stderr)
        self.assertIn("made..2022.csv mean, its maker says: maps/", done.stderr)

    def test_list_of_two_days(self):
        """The same bytes as two vintages of a list are in the bundle twice, and verify."""
        denied = weir.SOURCE / "tests/data/v0.1.0/denied.txt"
        for day in ("2025-01-01", "2026-01-01"):
            self.weir("lists", "load", denied, "--vintage", day)
        self.weir("lists", "find", "I. ASH")
        self.weir("evidence", "--bundle", "b.tar.zst")
        self.assertIn("verified", self.weir("evidence", "--verify", "b.tar.zst"))


weir.main()
