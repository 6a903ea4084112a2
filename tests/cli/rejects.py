"""weir rejects: rows that could not be used, of one source or all."""
import weir


class Rejects(weir.Case):
    def test_rejects(self):
        head = "t,i,j,k,v,q\n"
        for n, bad in (("a", "2022,156,643,842952,many,1"), ("b", "2022,156,7777,842952,1,1")):
            good = "".join(f"20{'22' if n == 'a' else '21'},156,643,{840000 + i},1,1\n"
                           for i in range(50))
            self.weir("ingest", self.write(f"{n}.csv", head + good + bad + "\n"))
        rows = self.json("rejects")
        self.assertEqual([(r["line"], r["column"], r["reason"]) for r in rows],
                         [(52, "v", "not a number 'many'"), (52, "j", "unknown area '7777'")])
        self.assertTrue(rows[0]["file"].endswith("a.csv"))
        self.assertEqual(len(self.json("rejects", "2")), 1)
        self.assertEqual(self.json("rejects", "9"), [])
        # whose figures are read says so
        text = self.weir("top", "--by", "family", "--to", "RUS", "--period", "2022")
        self.assertRegex(text, "a.csv, vintage [-0-9]+, sha256 [0-9a-f]{12}, 1 row rejected\n")
        self.assertEqual(self.weir("rejects", "9", "--csv"), "file,line,column,reason,text,source\n")


weir.main()
