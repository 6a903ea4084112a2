"""weir store: info, drop, backup, compact, check, repair; and others who load meanwhile."""
import subprocess
import time

import weir


class Store(weir.Case):
    def test_info_and_drop(self):
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n"))
        info = {r["key"]: r["value"] for r in self.json("store", "info")}
        self.assertEqual((info["sources"], info["flow rows"], info["years"]),
                         ("1", "1", "2022 to 2022"))
        self.weir("store", "drop", "1")
        info = {r["key"]: r["value"] for r in self.json("store")}
        self.assertEqual((info["sources"], info["flow rows"]), ("0", "0"))
        self.assertIn("holds no flows", self.fails("surge", "--to", "RUS"))

    def test_called_wrongly(self):
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n"))
        self.fails("store", "drop", code=2)
        self.fails("store", "drop", "x", code=2)
        self.fails("store", "burn", code=2)
        self.assertIn("no source 7", self.fails("store", "drop", "7"))
        self.fails("store", "backup", code=2)
        self.assertIn("is there already", self.fails("store", "backup", "b.csv", code=2))
        for words in (("backup", "copy.weir"), ("compact",), ("check",), ("repair",)):
            self.assertIn("no store at", self.fails("store", *words, store=self.dir / "none.weir"))
            self.assertFalse((self.dir / "none.weir").exists())

    def test_copies(self):
        """A copy is made of what was there, also while the store cannot be written to."""
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n"))
        got = self.json("store", "backup", "copy.weir")
        self.assertEqual(got, [{"copy": "copy.weir", "sources": 1, "flow_rows": 1}])
        ask = ("sql", "SELECT * EXCLUDE (loaded_at) FROM flow JOIN source USING (source_id)")
        self.assertEqual(self.json(*ask), self.json(*ask, store=self.dir / "copy.weir"))
        self.assertEqual(self.call("store", "backup", "no/dir/copy.weir").returncode, 1)
        wrong = [row for row in self.json("store", "check", store=self.dir / "copy.weir") if row["wrong"]]
        self.assertEqual(wrong, [])

    @weir.of_files
    def test_damaged_block(self):
        """A store of which a block is not as it was written is never answered from."""
        self.weir("-q", "ingest", *sorted(weir.SAMPLE.glob("india*.csv.zst")))
        whole = bytearray(self.store.read_bytes())
        seen = 0
        for at in range(20000, len(whole), len(whole) // 12):
            touched = bytearray(whole)
            for i in range(at, min(at + 64, len(whole))):
                touched[i] ^= 0x55
            path = self.write("touched-wal.weir", bytes(touched))
            self.write("touched-wal.weir.wal", b"")  # nor is its log to blame, whatever it is called
            done = self.call("store", "check", store=path)
            if done.returncode:
                seen += 1
                self.assertIn("is damaged: ", done.stderr)
                self.assertIn("take a copy of it from before", done.stderr)
                self.assertNotIn("replayed", done.stderr)
        self.assertGreater(seen, 3)  # the others are room that nothing uses

    def test_made_and_copied(self):
        """An empty store is made once; a copy has all that the store has, with what is kept beside it."""
        self.assertEqual([r["made"] for r in self.json("store", "make")], [True])
        self.assertEqual([r["made"] for r in self.json("store", "make")], [False])
        for name, value, day in (("1.csv", 5, "2024-01-01"), ("2.csv", 7, "2024-06-01")):
            table = self.write(name, f"t,i,j,k,v,q\n2022,156,643,842952,{value},1\n")
            self.weir("-q", "ingest", table, "--vintage", day)
        self.weir("series", "--from", "CHN", "--to", "RUS", "--code", "842952")
        self.weir("evidence", "--bundle", "b.tar.zst")
        copy, back = weir.place(self.dir / "copy.weir"), weir.place(self.dir / "back.weir")
        row = self.json("store", "copy", self.store, copy)[0]
        self.assertEqual([row["sources"], row["flow_rows"], row["replaced"]], [2, 2, 1])
        for question in (["sources"], ["evidence"], ["series", "--from", "CHN", "--to", "RUS", "--code", "842952",
                                                     "--as-of", "2024-03-01"]):
            self.assertEqual(self.json(*question), self.json(*question, store=copy))
        self.assertEqual(self.json("store", "copy", copy, back)[0]["replaced"], 1)
        self.weir("evidence", "--verify", "b.tar.zst", store=back)
        self.assertEqual(self.json("evidence", self.json("evidence")[-1]["id"]),
                         self.json("evidence", self.json("evidence")[-1]["id"], store=back))
        self.assertIn("already", self.fails("store", "copy", self.store, copy, code=2))
        self.assertIn("from where", self.fails("store", "copy", copy, code=2))

    def test_waits_for_a_load(self):
        """Who asks while another loads waits for it, or is told who has the store."""
        self.weir("ingest", self.write("b.csv", "t,i,j,k,v,q\n2022,156,643,842952,1,1\n"))
        rows = "".join(f"2021,156,{j},{k},1,1\n" for j in (643, 276, 380) for k in range(100000, 199999, 1))
        big = self.write("big.csv", "t,i,j,k,v,q\n" + rows)
        command = [weir.WEIR, "--store", self.store, "ingest", big]
        load = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        busy = answered = False
        while load.poll() is None:
            done = self.call("sql", "SELECT count(*) AS n FROM flow", "--json", "--wait", "0")
            busy |= "in use by another process" in done.stderr
            if done.returncode == 0:
                answered = True
                self.assertIn(weir.json.loads(done.stdout)[0]["n"], (1, 299998))
            time.sleep(0.02)
        self.assertTrue(busy or answered)
        self.assertEqual(load.returncode, 0, load.stderr.read())
        load.stderr.close()
        self.assertEqual(self.sql("SELECT count(*) AS n FROM flow")[0]["n"], 299998)
        load = subprocess.Popen([weir.WEIR, "--store", self.store, "store", "compact"], stdout=subprocess.DEVNULL)
        self.assertEqual(self.sql("SELECT count(*) AS n FROM flow")[0]["n"], 299998)
        self.assertEqual(load.wait(), 0)


weir.main()
