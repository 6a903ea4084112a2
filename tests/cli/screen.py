"""weir screen: names on lists made for the purpose, with files, decisions and the log."""
import csv
import json
import os
import subprocess

import weir

HEADER = ('"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t"Postal_Code"\t"Effective_Date"\t"Expiration_Date"\t'
          '"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n')
NAMES = ["PUTILIN, Vladimir Vladimirovich", "RED MAPLE TRADING LLC", "AL-HAMDANI, Yusuf bin Khalid",
         "OOO BAIKAL MASH", "KIM, Jong Chol", "SEA STAR 7"]


def listing(names):
    return HEADER + "".join(
        f'"{n}"\t"1 ROAD"\t"X"\t"TX"\t"US"\t"1"\t"06/19/2003"\t"06/29/2056"\t"Y"\t"2007-01-31"\t"A"\t"B"\n' for n in names)


class Screen(weir.Case):
    def setUp(self):
        super().setUp()
        self.load(NAMES, "2024-01-01")

    def load(self, names, vintage, *options):
        (self.dir / "list.txt").write_text(listing(names))
        self.weir("lists", "load", "list.txt", "--vintage", vintage, *options)

    def hits(self, name, *options):
        return self.json("screen", name, *options)["hits"]

    def test_found(self):
        """The same name in other spellings, scripts and orders."""
        for name, want in {
                "Vladimir Putilin": 0, "Wladimir Wladimirowitsch Putilin": 0, "ПУТИЛИН Владимир": 0, "Putilin V.V.": 0,
                "Vladimir Pu\u200dtilin": 0, "Рutilin Vladimir": 0, "Volodymyr Putilin": 0, "Putilin, Vladimr": 0,
                "Red Maple Trading": 1, "RedMaple Traders Ltd": 1, "يوسف بن خالد الحمداني": 2, "Youssef Khaled Hamdani": 2,
                "فلاديمير بوتيلين": 0, "블라디미르 Putilin": 0, "弗拉季米尔 Putilin": 0, "ולדימיר Putilin": 0,
                "Общество с ограниченной ответственностью «Байкал Маш»": 3, "ООО Байкал Маш": 3, "АО Байкал Маш": 3, "M/V Sea Star 7": 5, "Kim Jong-chol": 4, "Sea Star VII": 5}.items():
            found = self.hits(name)
            self.assertTrue(found, name)
            self.assertEqual(found[0]["name"], NAMES[want], name)

    def test_not_found(self):
        for name in "Vladimir Orlov", "Maria Garcia", "Red Oak Trading LLC", "Trading LLC", "Yusuf":
            self.assertEqual(self.hits(name), [], name)

    def test_forms_of_companies(self):
        """GmbH as it is written is GMBH; a form in other scripts, or a second one, hides nobody; nor does a town."""
        self.load(["ASCOTEC GMBH", "MIKRON AO", "PANYA AG", "ALFA-BANK"], "2024-02-01", "--shrunk")
        for name, want in {"Ascotec GmbH": "ASCOTEC GMBH", "Mikron GmbH": "MIKRON AO", "Mikron KGaA": "MIKRON AO",
                           "Mikron 有限公司": "MIKRON AO", "Mikron 株式会社": "MIKRON AO", "Mikron 주식회사": "MIKRON AO",
                           "Mikron WLL": "MIKRON AO", "Panya AG LLC": "PANYA AG", "ALFA-BANK MOSCOW": "ALFA-BANK",
                           "Alfa-Bank, Moscow": "ALFA-BANK"}.items():
            found = self.hits(name)
            self.assertTrue(found, name)
            self.assertEqual(found[0]["name"], want, name)
        self.assertEqual(self.hits("Ascotec GmbH")[0]["score"], self.hits("ASCOTEC GMBH")[0]["score"])
        self.load(["KHAN, RezaMohammad"], "2024-03-01", "--shrunk")
        self.assertTrue(self.hits("Khan, Reza Mohammad"))

    def test_ships_called_after_places(self):
        """MV of a ship is no word of her name, whatever she is called; of a firm it is."""
        self.load(["BALTIC LEADER", "ASIA BRIDGE", "MT HOLDING LLC"], "2024-02-01", "--shrunk")
        for prefix in ("", "MV ", "M/V ", "MT ", "Vessel "):
            for ship in ("Baltic Leader", "Asia Bridge"):
                self.assertEqual([h["name"] for h in self.hits(prefix + ship)], [ship.upper()], prefix)
        self.assertEqual(self.hits("MT Holding LLC")[0]["name"], "MT HOLDING LLC")

    def test_what_stands_beside_a_name(self):
        """First letters that are a ship, a particle or a word of Russian elsewhere; places, jobs, days and numbers behind a
        name; what says that it is a ship; slips in legal forms: each is found as the name alone is, or nearly."""
        names = ["MISHUTIN, Mikhail Vladimirovich", "YAROVA, Irina Anatolyevna", "ROGOVIN, Dmitry Olegovich",
                 "KANDELIN, Tina", "BEREZKA JOINT STOCK COMPANY", "PROGREKS SHIPPING COMPANY LIMITED", "SAFEEN ELORA",
                 "MORALEZ, Milan"]
        self.load(names, "2024-02-01", "--shrunk")
        for which, ways in {
                0: ("Mishutin M.V.", "Мишутин М.В.", "Mishutin M. V.", "M.V. Mishutin", "MISHUTIN MV"),
                1: ("Yarova I.A.", "Yarova I. A.", "Yarova I A", "I. A. Yarova"), 2: ("Rogovin D.O.", "D. O. Rogovin"),
                3: ("Tina Kandelin (Russia)", "Tina Kandelin, Moscow, Russia", "Tina Kandelin, Chairman", "Tina Kandelin, Director",
                    "Tina Kandelin, born 1970", "Tina Kandelin DOB 01/02/1970", "Tina Kandelin, aged 54"),
                4: ("Berezka Jont Stock Company", "Berezka Joint Sotck Company", "Berezka Jt Stk Co", "Berezka JSC, Moscow"),
                5: ("Progreks Shipping Company Limted", "Progreks Shpg Compnay Limited", "Progreks Shpg Co Ltd"),
                6: ("crude oil tanker Safeen Elora", "motor tanker Safeen Elora", "vsl Safeen Elora", "Safeen Elora voyage 12",
                    "Safeen Elora MMSI 511100123"), 7: ("Moralez, Milan", "Milan Moralez")}.items():
            for name in ways:
                found = self.hits(name)
                self.assertTrue(found, name)
                self.assertEqual(found[0]["name"], names[which], name)

    def test_names_that_are_these_words(self):
        """What stands beside others is a name by itself: letters and a number, ships that end as surnames do, people who are
        called after places, firms that are called aircraft; places of banks that are apart stay apart."""
        names = ["M23", "P-532", "LLC A7", "LUMIN", "MARTICH, Milan", "MORALEZ ZAMBRANA, Christian", "DBA-ENGINEERING LLC",
                 "MSN 371", "Chengdu Aircraft Design Institute", "A.S. YAKOVLIN DESIGN BUREAU", "VTBX Bank (Belarus)"]
        self.load(names, "2024-02-01", "--shrunk")
        for name in names:
            self.assertEqual((self.hits(name)[0]["name"], self.hits(name)[0]["score"]), (name, 1), name)
        for name, which in {"M.V. LUMIN": 3, "M.T. Lumin": 3, "MARTICH, Mialn": 4, "MSN 371 Ltd": 7,
                            "Chengdu Aicrraft Design Institute": 8, "A. S. Yakovlin Design Bureau": 9}.items():
            self.assertEqual(self.hits(name)[0]["name"], names[which], name)
        self.assertLess(self.hits("VTBX Bank (Kazakhstan)")[0]["score"], 1)
        for name in ("Martich, Paris", "Deus Ex Lumin", "LLC; Bank; Ltd"):
            self.assertLess(max([h["score"] for h in self.hits(name)], default=0), .95, name)
        best = self.json("screen", "Milana Martich aka MSN 371", "--limit", "1")
        self.assertEqual((best["hits"][0]["name"], best["left_out"]), ("MSN 371", 1))

    def test_slips_in_every_word(self):
        """Forty words that may each be a legal form with a slip are read at once, and not in a lifetime."""
        self.assertEqual(self.hits("Petro " + "limite " * 36 + "ivanov"), [])

    def test_several_names_of_a_text(self):
        """Aliases, earlier names and fields of a payment: each is screened by itself, and says which it was."""
        for text in ("Alphaxon Trading formerly known as Red Maple Trading LLC", "Red Maple Trading LLC a/k/a Zorbaks",
                     "1/RED MAPLE TRADING LLC 2/5 OAK STREET 3/US/DALLAS", "/40702810\nRED MAPLE TRADING LLC\nDALLAS"):
            hit = self.hits(text)[0]
            self.assertEqual((hit["name"], hit["score"]), (NAMES[1], 1), text)
            self.assertEqual([e["searched"] for e in hit["explanation"] if e["adds"] > 0], ["red", "maple", "trading", "llc"])
        self.assertEqual(self.hits("Alphaxon Trading formerly Zorbaks Maritime"), [])
        self.assertEqual(len(self.hits("Vladimir Putilin aka Red Maple Trading")), 2)
        self.write("many.csv", "name\nRed Maple Trading LLC aka " + "abcd " * 45 + "\n")
        self.weir("screen", "--file", "many.csv", "-o", "hits.csv")
        row, = csv.DictReader((self.dir / "hits.csv").open())
        self.assertEqual((row["name"], row["unscreenable"]), (NAMES[1], "more than 40 parts"))

    def test_identifiers_beside_a_name(self):
        """A listed number beside another name is said to be listed; labels and spaces before it do not hide it."""
        self.write("a.json", json.dumps({"id": "x-1", "schema": "Vessel", "properties": {
            "name": ["OLD NAME"], "imoNumber": ["IMO9187629"], "passportNumber": ["E96048299"]}}) + "\n")
        self.weir("lists", "load", "a.json", "--vintage", "2024-02-01")
        done = self.json("screen", "Ocean Breeze IMO 9187629")
        self.assertEqual(done["hits"], [])
        self.assertTrue(any("'9187629' is an identifier of OLD NAME" in n for n in done["notes"]), done["notes"])
        self.assertIn("'7654321' is no identifier on these lists", " ".join(self.json("screen", "Ocean Breeze 7654321")["notes"]))
        for asked in ("IMO 9187629", "passport no. E96048299", "Passport E 96048299"):
            self.assertIn("x-1", self.weir("lists", "find", asked), asked)
        self.write("f.csv", "name\nOcean Breeze IMO 9187629\nVladimir Putilin\n")
        self.assertIn("1 of 2 names hold what may be an identifier", self.fails("screen", "--file", "f.csv", "-o", "h.csv", code=0))

    def test_left_out_once(self):
        """Five entities with three names each: what is left out of them is so once."""
        self.write("a.json", "".join(json.dumps({"id": f"x-{i}", "schema": "Person", "properties": {
            "name": ["Ivan Ivanov", "Ivan Iwanow", "Iwan Ivanoff"]}}) + "\n" for i in range(5)))
        self.weir("lists", "load", "a.json", "--vintage", "2024-02-01")
        for most in 1, 3, 5:
            text = self.weir("screen", "Ivan Ivanov", "--limit", str(most))
            self.assertTrue(text.startswith("5 entities scored"), text)
            got = self.json("screen", "Ivan Ivanov", "--limit", str(most))
            self.assertEqual((len(got["hits"]), got["left_out"]), (most, 5 - most))

    def test_a_number_is_no_name(self):
        """A number alone is not screened, and that is said; before one, what it is of is no word of a name."""
        for number in "9187629", "IMO 9187629", "ИНН 7707083893":
            self.assertIn("lists find", self.json("screen", number)["unscreenable"], number)
        self.assertEqual(self.hits("Vladimir Putilin passport 4509123456")[0]["name"], NAMES[0])

    def test_number_of_a_ship(self):
        """What stands before it says nothing: the same with IMO, IMO No. and without."""
        score = lambda query: round(self.hits(query)[0]["score"], 9)
        self.assertEqual({score(f"Red Maple Trading {x}9187629") for x in ("IMO ", "IMO No. ", "(IMO Number ")},
                         {score("Red Maple Trading 9187629")})

    def test_numbers(self):
        """Another number costs; beside a single word it is another name."""
        other = self.hits("Sea Star 8")[0]
        self.assertIn("numbers", [e["how"] for e in other["explanation"]])
        self.assertLess(other["score"], self.hits("Sea Star 7")[0]["score"])

    def test_explained(self):
        """What the parts add is the score."""
        for name in "Putilin V.V.", "Wladimir Putilin", "Youssef Khaled Hamdani", "Red Maple Traders":
            for hit in self.hits(name, "--threshold", "0.4"):
                self.assertAlmostEqual(sum(e["adds"] for e in hit["explanation"]), hit["by_name"], places=3)
                self.assertTrue(all(e["how"] for e in hit["explanation"]))
        pairs = {e["searched"]: (e["listed"], e["how"]) for e in self.hits("Wladimir Putilin")[0]["explanation"]}
        self.assertEqual(pairs["putilin"], ("putilin", "same"))
        self.assertEqual(pairs["wladimir"], ("vladimir", "romanisation"))

    def test_modes(self):
        bars = {mode: self.json("screen", "X", "--mode", mode)["threshold"] for mode in ("strict", "default", "wide")}
        self.assertEqual(bars, {"strict": .8, "default": .7, "wide": .6})
        self.assertTrue(any("not a clear" in x for x in self.weir("screen", "???", "--mode", "ofac").splitlines()))
        self.assertEqual(len(weir.beside(self.store, ".screened").read_text().splitlines()), 4)
        self.fails("screen", "X", "--mode", "ofac", "--birth", "1952", code=2)
        for option, value in ("--birth", "1957-99-99"), ("--birth", "7/10/1952"), ("--type", "blah"), ("--gender", "x"):
            self.fails("screen", "X", option, value, code=2)
        self.assertEqual(self.json("screen", "PUTILIN VLADIMIR", "--mode", "ofac")[0]["score"], 1)
        self.load([*NAMES, "LI, Na"], "2024-02-01")   # parts of two letters count where there are no others
        self.assertEqual([(h["name"], h["score"]) for h in self.json("screen", "Na Li", "--mode", "ofac")], [("LI, Na", 1)])
        rows = self.json("screen", "audit", "--replay")
        self.assertEqual([(r["mode"], r["threshold"]) for r in rows[-2:]], [("ofac", .8)] * 2)
        self.assertEqual(rows[-1]["replayed"], "same")
        self.assertIn("default, strict", self.fails("screen", "X", "--mode", "loose", code=2))

    def test_unscreenable(self):
        """Not cleared: nothing could be compared."""
        got = self.json("screen", "\u0301\u0302")
        self.assertIn("no letter", got["unscreenable"])
        self.assertTrue(any("not a clear answer" in n for n in got["notes"]))
        self.assertIn("longer", self.json("screen", "a" * 5000)["unscreenable"])
        self.assertIn("40 parts", self.json("screen", "ab " * 200)["unscreenable"])
        self.fails("screen", "", code=2)
        self.fails("screen", "  ", code=2)

    def test_pairs(self):
        (self.dir / "pairs.csv").write_text("name1,name2,schema\nOlaf Scholz,Olaf Scholz,Person\n\"Scholz, Olaf\",Olaf "
                                            "Scholze,Person\nOlaf Scholz,Angela Merkel,Person\n,Nobody,Person\n")
        rows = list(csv.DictReader(self.weir("screen", "--pairs", "pairs.csv", "--csv").splitlines()))
        scores = [float(r["score"]) for r in rows]
        self.assertEqual(scores[0], 1)
        self.assertTrue(scores[0] > scores[1] > .7 > scores[2])
        self.assertIn("no letter", rows[3]["unscreenable"])
        (self.dir / "pairs.csv").write_text("name1,other\na,b\n")
        self.assertIn("no column 'name2'", self.fails("screen", "--pairs", "pairs.csv"))

    def test_pairs_that_were_wrong(self):
        """tests/cases/names.csv: pairs of names with the least and the most that they may score, and why."""
        cases = list(csv.DictReader((weir.SOURCE / "tests/cases/names.csv").open()))
        with (self.dir / "pairs.csv").open("w", newline="") as f:
            csv.writer(f).writerows([("name1", "name2", "schema"), *((c["name1"], c["name2"], c["schema"]) for c in cases)])
        rows = csv.DictReader(self.weir("screen", "--pairs", "pairs.csv", "--csv").splitlines())
        for case, row in zip(cases, rows, strict=True):
            fits = float(case["least"]) <= float(row["score"]) <= float(case["most"])
            self.assertTrue(fits, f"{case['name1']} | {case['name2']}: {row['score']} ({case['why']})")

    def file(self, text, name="in.csv"):
        (self.dir / name).write_text(text)
        return name

    def lines(self, *options):
        return [json.loads(x) for x in self.weir("screen", "--file", *options, "--ndjson").splitlines()]

    def test_file(self):
        """In order, whatever thread screened it; without a store the same is found."""
        names = [f"Person Number{i}" for i in range(3000)]
        names[7] = "Wladimir Putilin"
        names[2999] = "Red Maple Trading"
        names[100] = ""
        name = self.file("id,who\n" + "".join(f'{i},"{n}"\n' for i, n in enumerate(names)))
        got = self.lines(name, "--column", "who")
        self.assertEqual([x["query"] for x in got], names)
        self.assertEqual([x["id"] for x in got], [str(i) for i in range(3000)])
        self.assertEqual([i for i, x in enumerate(got) if x["hits"]], [7, 2999])
        self.assertTrue(got[100]["unscreenable"])
        self.assertEqual(got[7]["hits"][0]["list"], "bis-denied-persons")
        self.assertEqual(got[7]["hits"][0]["listed_since"], "2003-06-19")
        again = self.lines(name, "--column", "who", "--threads", "1")
        self.assertEqual(got, again)
        other = [json.loads(x) for x in self.weir("screen", "--file", name, "--column", "who", "--lists", "list.txt",
                                                  "--threshold", "0.7", "--ndjson",
                                                  store=self.dir / "none.weir").splitlines()]
        self.assertEqual([[h["score"] for h in x["hits"]] for x in other], [[h["score"] for h in x["hits"]] for x in got])
        self.assertFalse((self.dir / "none.weir").exists())
        self.weir("screen", "--file", name, "--column", "who", "-o", "out.csv")
        rows = list(csv.DictReader(open(self.dir / "out.csv")))
        self.assertEqual([r["query"] for r in rows if r["score"]], ["Wladimir Putilin", "Red Maple Trading"])

    def test_file_forms(self):
        self.assertTrue(self.lines(self.file("Wladimir Putilin\nRed, Maple\n", "in.txt"))[0]["hits"])
        self.assertTrue(self.lines(self.file('{"name": "Wladimir Putilin"}\n', "in.ndjson"))[0]["hits"])
        self.assertTrue(self.lines(self.file("name\tborn\nWladimir Putilin\t1952\n", "in.tsv"))[0]["hits"])
        quoted = self.lines(self.file('name\n"Wladimir\nPutilin"\n"a ""b"" c"\n'))
        self.assertTrue(quoted[0]["hits"])
        self.assertEqual(quoted[1]["query"], 'a "b" c')
        inner = self.lines(self.file('name\nJohn "Johnny Smith\nWladimir Putilin\nHamas "x\n'))
        self.assertEqual([x["query"] for x in inner], ['John "Johnny Smith', "Wladimir Putilin", 'Hamas "x'])
        marked = self.lines(self.file('\ufeff{"name": "Wladimir Putilin"}\n', "in.ndjson"))
        self.assertTrue(marked[0]["hits"])
        self.assertTrue(self.lines(self.file("name\r\nWladimir Putilin\r\n"))[0]["hits"])

    def test_file_faults(self):
        """File, line and what is wrong; nothing half written."""
        self.assertIn("in.csv, line 3: 3 columns where the header has 2",
                      self.fails("screen", "--file", self.file("name,x\na,b\nc,d,e\n"), "-o", "out.csv"))
        self.assertFalse((self.dir / "out.csv").exists())
        self.assertIn("line 2: a quotation", self.fails("screen", "--file", self.file('name\n"open\n'), "-o", "out.csv"))
        self.assertIn("no column 'name'; there are a, b", self.fails("screen", "--file", self.file("a,b\n"), "-o", "o.csv"))
        self.assertIn("in.ndjson, line 1", self.fails("screen", "--file", self.file("{nothing}\n", "in.ndjson"), "-o", "o.csv"))
        self.assertIn("line 2, column 2: a NUL", self.fails("screen", "--file", self.file("name\na\0b\n"), "-o", "o.csv"))
        self.assertIn("a carriage return", self.fails("screen", "--file", self.file("name\rHamas\rISIS\r"), "-o", "o.csv"))
        self.assertIn("where to", self.fails("screen", "--file", "in.csv", code=2))
        self.assertIn("line 1: two columns are 'name'",
                      self.fails("screen", "--file", self.file("name,name\na,b\n"), "-o", "o.csv"))
        self.fails("screen", "--file", "missing.csv", "-o", "o.csv")

    def test_births_that_are_none(self):
        """They lift and lower nothing, and that is said with file, line and how many."""
        name = self.file("name,birth\nWladimir Putilin,1952\nWladimir Putilin,01/01/1952\nWladimir Putilin,1952-13-45\n")
        done = self.call("screen", "--file", name, "--ndjson")
        scores = [json.loads(x)["hits"][0] for x in done.stdout.splitlines()]
        self.assertEqual(scores[1]["score"], scores[1]["by_name"])
        self.assertEqual(scores[2]["score"], scores[2]["by_name"])
        self.assertIn("in.csv, line 3: no date of birth", done.stderr)
        self.assertIn("as in 1 more row:", done.stderr)

    def test_decisions(self):
        """Shown with the hit until either side changes, and never hiding it."""
        decide = ["screen", "decide", "Wladimir Putilin", "--list", "bis-denied-persons", "--id",
                  self.hits("Putilin Vladimir")[0]["uid"], "--as", "clear", "--why", "born 1990", "--by", "A. R."]
        self.weir(*decide)
        hit = self.hits("Wladimir Putilin")[0]
        self.assertRegex(hit["decided"], r"^clear, \d{4}-\d\d-\d\d, A\. R\.: born 1990$")
        self.assertIsNone(self.hits("Vladimir Putilin")[0]["decided"])
        self.assertIsNone(self.hits("Wladimir Putilin", "--birth", "1952")[0]["decided"])
        self.assertIn("no entry", self.fails(*decide[:6], "X9", *decide[7:]))
        self.load([NAMES[0] + "A", *NAMES[1:]], "2024-02-01")
        self.assertIsNone(self.hits("Wladimir Putilin")[0]["decided"])

    def test_log(self):
        self.hits("Wladimir Putilin", "--birth", "1952-10-07")
        self.hits("Secret Person", "--private")
        self.hits("Red Maple Trading")
        text = weir.beside(self.store, ".screened").read_text()
        self.assertNotIn("Secret", text)
        rows = self.json("screen", "audit", "--replay")
        self.assertEqual([r["replayed"] for r in rows], ["same", "the name was not kept", "same"])
        self.assertEqual(len(self.json("screen", "audit", "--find", "Secret Person")), 1)
        self.weir("screen", "decide", "Wladimir Putilin", "--list", "bis-denied-persons", "--id", "DPL-1", "--as", "clear",
                  "--why", "another")
        whole = weir.beside(self.store, ".screened").read_text()
        self.assertIn("1 records, 1 decisions and 0 customers erased", self.weir("screen", "audit", "--erase", "Wladimir Putilin"))
        self.assertNotIn("Wladimir", weir.beside(self.store, ".decisions").read_text())
        self.assertIn("4 records, each follows on the one before, 1 of them erased", self.weir("screen", "audit", "--verify"))
        lines = whole.splitlines()
        lines[0] = json.dumps(json.loads(lines[0]) | {"content": None})
        (self.dir / "blank").write_text("\n".join(lines) + "\n")
        self.assertIn("record 1: its content is gone", self.fails("screen", "audit", "--verify", "--log", "blank"))
        text = weir.beside(self.store, ".screened").read_text()
        self.assertNotIn("Wladimir", text)
        last = json.loads(text.splitlines()[-1])["digest"]
        self.weir("screen", "audit", "--verify", "--expect", last)
        for spoilt in (text.replace("RED MAPLE", "RED MAPLF"), text.split("\n", 1)[1], text.replace('"number": 2', '"number": 5'),
                       "\n".join([*text.splitlines()[:1], *text.splitlines()[2:]]) + "\n"):
            self.assertNotEqual(spoilt, text)
            (self.dir / "spoilt").write_text(spoilt)
            self.assertIn("record", self.fails("screen", "audit", "--verify", "--log", "spoilt"))
        (self.dir / "short").write_text("\n".join(text.splitlines()[:2]) + "\n")
        self.assertIn("record 1: its content is gone", self.fails("screen", "audit", "--verify", "--log", "short"))
        (self.dir / "short").write_text("\n".join(whole.splitlines()[:2]) + "\n")
        self.weir("screen", "audit", "--verify", "--log", "short")
        self.assertIn("missing", self.fails("screen", "audit", "--verify", "--log", "short", "--expect", last))
        self.load(NAMES[1:], "2024-02-01")
        self.assertEqual({r["replayed"] for r in self.json("screen", "audit", "--replay")},
                         {"erased", "other lists", "the name was not kept", None})

    def test_decisions_verified(self):
        """A decision that is cut off or turned is seen, with or without screenings beside it."""
        for word in "clear", "match":
            self.weir("screen", "decide", "Wladimir Putilin", "--list", "bis-denied-persons", "--id", "DPL-1", "--as", word,
                      "--why", "looked at")
        kept = weir.beside(self.store, ".decisions")
        said = self.weir("screen", "audit", "--verify")
        last = json.loads(kept.read_text().splitlines()[-1])["digest"]
        self.assertIn(f"2 decisions and erasures of such, likewise; the last is {last}", said)
        self.hits("Wladimir Putilin")
        self.weir("screen", "audit", "--verify", "--expect", last)
        whole = kept.read_text()
        kept.write_text(whole.splitlines()[0] + "\n")
        self.assertIn("missing", self.fails("screen", "audit", "--verify", "--expect", last))
        kept.write_text(whole.replace("match", "clear"))
        self.assertIn("its content is not", self.fails("screen", "audit", "--verify"))

    def test_log_cut_short(self):
        """What a full disk left of a record is put aside, and the log goes on."""
        self.hits("Wladimir Putilin")
        self.hits("Red Maple Trading")
        log = weir.beside(self.store, ".screened")
        log.write_bytes(log.read_bytes()[:-20])
        self.assertIn("within a record", self.call("screen", "Kim Jong Chol").stdout)
        self.assertEqual(len(self.json("screen", "audit")), 2)
        self.assertTrue(weir.beside(self.store, ".screened.cut").exists())

    def test_log_of_many(self):
        """Several processes and an erasure: nothing that was said to be kept is lost."""
        self.hits("Wladimir Putilin")
        running = [subprocess.Popen([weir.WEIR, "-q", "--store", self.store, "screen", f"Person Number{i}"],
                                    stdout=subprocess.DEVNULL) for i in range(6)]
        self.weir("screen", "audit", "--erase", "Wladimir Putilin")
        self.assertEqual([r.wait() for r in running], [0] * 6)
        kinds = [r["kind"] for r in self.json("screen", "audit")]
        self.assertEqual(sorted(kinds), ["erasure"] + ["screening"] * 7)

    def test_log_of_a_file_with_a_fault(self):
        """Its rows before the fault are neither screened nor logged; of a pipe, which is read once, they are."""
        text = "name\n" + "".join(f"Jemand {i}\n" for i in range(9000)) + "one,too many\n"
        wrong = self.fails("screen", "--file", self.file(text), "--ndjson", "--audit", "own.log")
        self.assertIn("in.csv, line 9002: 2 columns where the header has 1", wrong)
        self.assertEqual((self.dir / "own.log").read_text() if (self.dir / "own.log").exists() else "", "")
        piped = self.call("screen", "--file", "-", "--ndjson", "--audit", "own.log", input=text)
        self.assertEqual(piped.returncode, 1)
        self.assertGreater(len(piped.stdout.splitlines()), 0)
        self.assertEqual(len(self.json("screen", "audit", "--log", "own.log")), len(piped.stdout.splitlines()))

    def test_watch(self):
        """Only what can have changed is screened again; what is new and what is gone is said."""
        name = self.file("name\nWladimir Putilin\nGreen Oak Shipping\nJane Doe\n")

        def changes(code=3):
            return [(r["change"], r["query"]) for r in self.json("screen", "--watch", name, code=code)]

        with open("/dev/full", "w") as full:      # what could not be said is said again
            lost = subprocess.run([weir.WEIR, "--store", self.store, "screen", "--watch", name, "--csv"], cwd=self.dir,
                                  stdout=full, stderr=subprocess.DEVNULL)
        self.assertEqual(lost.returncode, 1)
        self.assertEqual(changes(), [("new", "Wladimir Putilin")])
        self.assertEqual(changes(0), [])
        self.assertFalse([p for p in self.dir.glob("*.watched-*") if "Wladimir" in p.read_text()])
        self.assertEqual([r["replayed"] for r in self.json("screen", "audit", "--replay")], ["same"] * 6)  # of both times
        self.fails("screen", "--watch", name, "-o", "x.csv", code=2)
        self.load([*NAMES, "GREEN OAK SHIPPING CO"], "2024-02-01")
        self.assertEqual(changes(), [("new", "Green Oak Shipping")])
        self.load(NAMES, "2024-03-01")
        self.assertEqual(changes(0), [("gone", "Green Oak Shipping")])
        self.file("name\nJane Doe\nRed Maple Trading\n")
        self.assertEqual(sorted(changes(), key=str), [("gone", None), ("new", "Red Maple Trading")])

    def test_watch_is_a_screening(self):
        """After lists changed what is known of each customer is what a screening of the file finds: names that
        are added weigh on others, so that hits of entries which are as they were come and go."""
        few = [f"{a} {b}" for a in ("Omar", "Yusuf", "Karim", "Salim") for b in ("Haddad", "Mansour", "Rashid", "Zubair")]
        many = [*few, *(f"Haddad Person{i}" for i in range(300))]
        name = self.file("name\n" + "".join(f"{b} {c}\n" for b in ("Haddad", "Mansour", "Omar") for c in ("Omarov", "Yusof", "Ali", "")))

        def found(*options):
            return {(x["query"], h["uid"]): h["score"] for x in self.lines(name, "--limit", "1000", *options) for h in x["hits"]}

        def scores(names, vintage):
            self.load(names, vintage)
            return found("--threshold", ".3")

        first, then = scores(few, "2024-02-01"), scores(many, "2024-03-01")
        pair = max(first.keys() & then.keys(), key=lambda k: abs(first[k] - then[k]))
        self.assertGreater(abs(first[pair] - then[pair]), .01)
        bar = ["--threshold", f"{(first[pair] + then[pair]) / 2:.4f}"]
        known = set()
        self.store = weir.place(self.dir / "again.weir")
        for names in few, many:
            self.load(names, "2024-02-01" if names == few else "2024-03-01")
            for r in json.loads(self.call("screen", "--watch", name, *bar, "--json").stdout):
                (known.add if r["change"] == "new" else known.remove)((r["query"], r["uid"]))
            self.assertEqual(known, set(found(*bar)))
            self.assertEqual(pair in known, (first if names == few else then)[pair] > float(bar[1]))

    def test_watch_cannot_screen(self):
        """A customer that nothing can be compared with is none that is clear, each time."""
        name = self.file("name\n???\nJane Doe\n")
        done = self.call("screen", "--watch", name, "--json")
        self.assertEqual([(r["change"], r["query"]) for r in json.loads(done.stdout)], [("cannot be screened", "???")])
        for done in done, self.call("screen", "--watch", name, "--json"):
            self.assertIn("1 of 2 customers cannot be screened", done.stderr)

    def test_index_of_changed_lists(self):
        """After an update of a list names that stayed are not read again; the index is that made of nothing."""
        cache = self.dir / "cache"
        cache.mkdir()
        env = os.environ | {"XDG_CACHE_HOME": str(cache)}

        def kept(name):
            self.assertTrue(json.loads(self.call("screen", name, "--json", "--audit", "none", env=env).stdout)["hits"], name)
            path, = cache.rglob("*.names")
            return path, path.read_bytes()
        path, before = kept("Wladimir Putilin")
        self.load([*NAMES[2:], "Jane Roe Shipping", "Ингеборг Лунде"], "2024-02-01")
        path, updated = kept("Ingeborg Lunde")
        self.assertNotEqual(updated, before)
        path.unlink()
        self.assertEqual(kept("Yusuf bin Khalid al-Hamdani")[1], updated)
        self.assertEqual(json.loads(self.call("screen", "Wladimir Putilin", "--json", "--audit", "none", env=env).stdout)["hits"], [])

    def test_watch_state(self):
        """A state that is not what was written is not believed; a customer can be erased from it."""
        name = self.file("name,birth\nWladimir Putilin,1952\nRed Maple Trading,\n")
        self.assertEqual(len(self.json("screen", "--watch", name, code=3)), 2)
        beside = weir.beside(self.store, ".watched-")
        state, = beside.parent.glob(beside.name + "*")
        whole = state.read_text()
        self.assertEqual(len(whole.splitlines()), 6)
        self.assertIn("1 records, 0 decisions and 1 customers erased", self.weir("screen", "audit", "--erase", "Wladimir Putilin"))
        self.assertEqual(len(state.read_text().splitlines()), 4)
        self.assertEqual([r["query"] for r in self.json("screen", "--watch", name, code=3)], ["Wladimir Putilin"])
        state.write_text("".join(x for x in state.read_text().splitlines(True) if "PUTILIN" not in x))
        done = self.call("screen", "--watch", name, "--json")
        self.assertIn("is not what was written", done.stderr)
        self.assertEqual(len(json.loads(done.stdout)), 2)

    def test_particulars(self):
        """Countries, genders and types by any of their words; what is none is said and counts for nothing."""
        def qualifiers(*options):
            return [q["says"] for q in self.hits("Vladimir Putilin", *options)[0]["qualifiers"]]
        for us in "US", "USA", "840", "United States of America", "united states":
            self.assertEqual(qualifiers("--country", us), ["same country"], us)
        self.assertEqual(qualifiers("--country", "Iraq"), ["other country"])
        self.assertEqual(qualifiers("--country", "Atlantis"), [])
        self.assertIn("no country is called 'Atlantis'", self.call("screen", "X", "--country", "Atlantis").stderr)
        name = self.file("Full Name;Date of birth;Nationality;Type;Sex;Branch\nVladimir Putilin;7 Oct 1952;US;Individual;M;Riga\n"
                         "Vladimir Putilin;7/10/1952;Atlantis;X;?;Riga\n")
        done = self.call("screen", "--file", name, "-o", "out.ndjson")
        got = [json.loads(x)["hits"][0] for x in (self.dir / "out.ndjson").read_text().splitlines()]
        self.assertEqual([q["says"] for q in got[0]["qualifiers"]], ["same country"])
        self.assertEqual(got[1]["qualifiers"], [])
        for said in ("no date of birth", "no country", "no gender", "no type", "and not: Branch"):
            self.assertIn(said, done.stderr)
        one = self.lines(self.file('{"Name": "Vladimir Putilin", "birth": 1952, "country": ["Iraq", "USA"]}\n', "in.ndjson"))[0]
        self.assertEqual([q["says"] for q in one["hits"][0]["qualifiers"]], ["same country"])

    def test_csv_of_a_file(self):
        """What was decided, and what a limit left out, stand in the rows as in the objects."""
        self.weir("screen", "decide", "Vladimir Putilin", "--list", "bis-denied-persons", "--id",
                  self.hits("Putilin Vladimir")[0]["uid"], "--as", "clear", "--why", "born 1990")
        self.load([*NAMES, "RED MAPLE TRADE CORP"], "2024-02-01")
        self.weir("screen", "--file", self.file("name\nVladimir Putilin\nRed Maple Trading\n"), "--limit", "1", "-o", "out.csv")
        rows = list(csv.DictReader(open(self.dir / "out.csv")))
        self.assertRegex(rows[0]["decided"], "^clear")
        self.assertEqual([r["left_out"] for r in rows], ["0", "1"])

    def test_without_lists(self):
        self.assertIn("no store", self.fails("screen", "X", store=self.dir / "other.weir"))

    def test_day(self):
        self.load(NAMES[1:], "2024-06-01")
        self.assertEqual(self.hits("Vladimir Putilin"), [])
        self.assertTrue(self.hits("Vladimir Putilin", "--on", "2024-03-01"))


weir.main()
