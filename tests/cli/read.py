"""weir read: sentences read as annotated, what is asked, verdicts in the margin, files of claims, hostile texts."""
import json
import os
import unittest

import reading
import weir

BANK = weir.SOURCE / "tests" / "data" / "reading"
PUBLISHED = weir.DATA / "articles"

ARTICLE = """The customs office published its figures on Friday.

In 2023 Russia imported 1,365 tonnes of nitrocellulose from China, nearly twice as much as in 2022. Exports of
excavators from China to Russia more than doubled in 2022. "It is a disgrace," the minister said.
Trucks from China could help the army. In September exports of loaders from China to Russia tripled.
"""


class Read(weir.SampleCase):
    def read(self, text, *options, date="2024-01-07", name="article.txt"):
        return self.json("read", self.write(name, text), "--date", date, *options)

    def one(self, text, *options, **more):
        found = self.read(text, *options, **more)
        return found[-1]["tests"][0]

    def values(self, test):
        return {name: f["value"] for name, f in test["fields"].items()}

    def test_fields_and_their_words(self):
        text = "In 2023 Russia imported 1,365 tonnes of nitrocellulose from China.\n"
        test = self.one(text)
        self.assertEqual(test["kind"], "level")
        self.assertEqual(self.values(test), {"from": "CHN", "to": "RUS", "code": "391220", "flow": "import",
                                             "measure": "weight", "period": "2023", "says": "1365 tonnes"})
        for name, words in {"from": "China", "to": "Russia", "code": "nitrocellulose", "period": "2023",
                            "says": "1,365 tonnes"}.items():
            f = test["fields"][name]
            self.assertEqual((f["words"], text[f["start"]:f["end"]]), (words, words), name)
        self.assertEqual(test["asks"], [])

    def test_what_is_not_said_is_asked(self):
        first = self.read("In August 2022 the line was dug. In September, exports of excavators from China to Russia "
                          "more than tripled compared to last year.\n")[-1]["tests"][0]
        self.assertEqual(first["asks"], [{"field": "period", "choices": ["2022-09", "2023-09"]}])
        goods = self.one("In 2023 China exported 300 tonnes of flimflams to Russia.\n")
        self.assertEqual([a["field"] for a in goods["asks"]], ["code"])
        self.assertNotIn("code", goods["fields"])
        others = self.one("Turkey exported chips worth $158 million to Russia and five neighbours in 2022.\n")
        self.assertEqual([a["field"] for a in others["asks"]], ["to"])

    def test_what_is_no_claim_says_why(self):
        for text, why in {"Exports of chips from China to Russia could double in 2024.": "hedged",
                          "China will ship 500 tonnes of gallium to Japan next year.": "hedged",
                          "Acme sold 49,000 tonnes of nickel to China in 2023.": "companies",
                          "Is it true that China exported 500 drones to Russia in 2023?": "question",
                          "China sold 905,000 cars in Russia in 2023.": "within a country",
                          "The spot price of antimony rose fourfold in 2023.": "",
                          "It is a disgrace, the minister believes.": "opinion"}.items():
            found = self.read(text + "\n")[-1]
            self.assertFalse(found["checkable"], text)
            self.assertIn(why, found["why"], text)

    def test_carried_from_the_sentence_before(self):
        found = self.read("Germany exported 200 tractors to Kazakhstan in 2022. Its sales to Armenia tripled.\n")[-1]
        self.assertEqual({k: v for k, v in self.values(found["tests"][0]).items() if k in ("from", "to", "code", "with")},
                         {"from": "DEU", "to": "ARM", "code": "8701", "with": "2021"})

    def test_markup_keeps_places_of_the_source(self):
        html = ("<html><head><title>No</title></head><body><p>In <b>2023</b> Russia bought 79 &nbsp;drones from "
                "China.</p><script>China exported 5 drones to Russia in 2023.</script></body></html>")
        found = self.read(html, name="a.html")
        self.assertEqual(len(found), 1)
        f = found[0]["tests"][0]["fields"]["period"]
        self.assertEqual(html[f["start"]:f["end"]], "2023")
        marked = self.read("## Trade\n\nIn 2023 **Russia** bought 79 [drones](https://x.org/a_b) from China.\n", name="a.md")
        self.assertEqual(self.values(marked[-1]["tests"][0])["says"], "79 units")

    def test_check_prints_the_text_with_verdicts(self):
        path = self.write("article.txt", ARTICLE)
        said = self.weir("read", path, "--date", "2024-01-07", "--check", "-o", self.dir / "c.yaml",
                         "--html", self.dir / "a.html")
        self.assertIn("[confirmed] In 2023 Russia imported 1,365 tonnes", said)
        self.assertIn("no claim: hedged (could)", said)
        self.assertIn("read with period 2022-09", said)     # after a sentence on 2022, in a text of 2024
        self.assertIn("read with period 2023-09", said)
        page = (self.dir / "a.html").read_text()
        self.assertIn('<span class="verdict confirmed">', page)
        self.assertIn("<mark title=\"code\">nitrocellulose</mark>", page)
        again = self.json("claim", "check", self.dir / "c.yaml")
        self.assertEqual(again[0]["verdict"], "confirmed")

    def test_evidence_has_sentence_and_reading(self):
        path = self.write("article.txt", ARTICLE + "Nobody else read this.\n")
        found = self.json("read", path, "--date", "2024-01-07", "--check")
        ids = {r["evidence"] for r in found if r.get("evidence")}
        self.assertEqual(len(ids), 1)
        run = ids.pop()
        self.assertIn("weir read", self.weir("evidence", run))
        self.assertIn("1,365 tonnes", self.weir("evidence", f"{run}/s2-1"))

    def test_a_corrected_reading_is_used_again(self):
        path = self.write("article.txt", ARTICLE)
        self.weir("read", path, "--date", "2024-01-07", "-o", self.dir / "c.yaml")
        text = (self.dir / "c.yaml").read_text()
        self.assertIn('code: "391220"  # nitrocellulose', text)
        saved = self.write("mine.yaml", "claims:\n  - id: mine\n    sentence: Exports of excavators from China to "
                           "Russia more than doubled in 2022.\n    tests:\n      - kind: zero\n        from: CHN\n"
                           "        to: RUS\n        code: 842952\n        period: 2022\n")
        found = self.json("read", path, "--date", "2024-01-07", "--check", "--readings", saved)
        mine = next(r for r in found if r["sentence"].startswith("Exports of"))
        self.assertEqual((mine["verdict"], mine["answers"][0]["id"].split("-", 1)[1]), ("contradicted", "mine"))

    def test_a_sentence_as_a_claim(self):
        text = self.weir("claim", "new", "In 2023 Russia imported 1,365 tonnes of nitrocellulose from China.",
                         "--date", "2024-02-01")
        path = self.write("one.yaml", text)
        self.assertEqual(self.json("claim", "check", path)[0]["verdict"], "confirmed")
        self.assertIn("nothing to check", self.fails("claim", "new", "Beijing is careful."))

    def test_items_of_a_list_are_sentences(self):
        text = "# In 2023\n\n- Turkey's exports to Russia fell by 8 %\n* Iran exported urea\n1. Nothing else\n"
        for name in ("list.md", "list.txt"):
            said = [r["sentence"] for r in self.json("read", self.write(name, text), "--date", "2024-07-18")]
            self.assertEqual(said[1:], ["Turkey's exports to Russia fell by 8 %", "Iran exported urea",
                                        "Nothing else"])

    def test_what_is_piped_in_and_what_is_wrong(self):
        done = self.call("read", "-", "--date", "2024-01-07", "--json", input=ARTICLE)
        self.assertEqual(len(json.loads(done.stdout)), 6, done.stderr)
        text = ARTICLE + "This came through a pipe.\n"    # and is kept, to be asked again
        piped = self.call("read", "-", "--date", "2024-01-07", "--check", input=text)
        run = piped.stdout.rsplit("evidence: ", 1)[1].strip()
        kept = list(self.store.parent.glob(self.store.name + ".text-*"))
        self.assertEqual([p.read_text() for p in kept], [text])
        self.assertIn("1,365 tonnes", self.weir("evidence", f"{run}/s2-1"))
        self.assertIn("not a day", self.fails("read", self.write("a.txt", "x"), "--date", "yesterday", code=2))
        self.assertIn("cannot be read", self.fails("read", "missing.txt", code=1))

    def test_kinds_that_are_answered_since(self):
        yaml = """claims:
  - id: place
    sentence: Russia was not the largest destination.
    tests: [{kind: destination rank, from: CHN, to: RUS, code: 391220, period: 2023, says: first}]
  - id: two
    sentence: China sent more than the EU.
    tests: [{kind: compare, from: CHN, from_with: EU27, to: RUS, code: "8703", period: "2023", says: more than 2 times}]
  - id: put
    sentence: Two were listed.
    tests: [{kind: listings, register_list: us-csl, on: 2023-09-25, says: 28}]
"""
        got = {c["id"]: c for c in self.json("claim", "check", self.write("k.yaml", yaml))}
        self.assertEqual(got["put"]["verdict"], "cannot_tell")        # no list is loaded
        self.assertEqual(got["two"]["verdict"], "cannot_tell")        # dollars beside euros
        self.assertIn("currency", " ".join(got["two"]["reasons"]))
        self.assertIn(got["place"]["verdict"], ("cannot_tell", "confirmed", "not_reproduced"))

    def test_seasons(self):
        for season, period in {"summer": "2022-06..2022-08", "spring": "2022-03..2022-05", "winter": "2022-12..2023-02",
                               "autumn": "2022-09..2022-11"}.items():
            test = self.one(f"EU exports of cars to Kyrgyzstan in the {season} of 2022 were worth 56 million euros.\n")
            self.assertEqual(self.values(test)["period"], period)
        fell = self.one("EU car exports to Russia fall by 20 % in 2022.\n")
        self.assertEqual(self.values(fell)["period"], "2022")

    def test_lists_of_goods(self):
        """All goods of a list are meant, not the first."""
        for text, codes in {"cars, tractors and excavators": "8703,8701,842952", "cars, trucks, and excavators": "8703,8704,842952",
                            "cars and tractors": "8703,8701", "cars": "8703"}.items():
            test = self.one(f"In 2023 China exported {text} worth 16.6 billion dollars to Russia.\n")
            self.assertEqual(self.values(test)["code"], codes)

    def test_goods_among_goods_are_worth_money(self):
        """A share of goods of all kinds is one of their value, of whatever is weighed by itself too."""
        share = self.one("Plastics made up 4 percent of China's exports to Russia in 2023.\n")
        self.assertEqual((share["kind"], self.values(share)["measure"]), ("share", "value"))

    def test_for_the_first_time(self):
        """A fall or a mark for the first time is no first flow; what no rule reads is said to be unread."""
        for text in ("China's exports of excavators to Russia fell in 2020 for the first time since 2017.\n",
                     "The EU exported more cars to Kyrgyzstan than to Kazakhstan in 2022.\n"):
            found = self.read(text)[0]
            self.assertEqual((found["checkable"], found["why"]), (False, "of trade, in words that are not read"))
        first = self.one("China exported cars to Russia for the first time in 2017.\n")
        self.assertEqual(first["kind"], "first")

    def test_times_around_a_year(self):
        """Before 2021 is not in it; its last quarter is no year; two years are two; ends of months are compared."""
        flow = "German exports of cars to Russia "
        def times(text):
            test = self.one(text + "\n", date="2024-03-10")
            v = self.values(test)
            return test["kind"], v.get("period"), v.get("with"), [a["choices"] for a in test["asks"]]
        for text, want in (
                ("Germany exported no cars to Russia before 2021.", ("zero", "1988..2020", None, [])),
                ("Until March 2022 no cars were exported from Germany to Russia.", ("zero", "1988-01..2022-02", None, [])),
                (flow + "fell by 30% in the last quarter of 2023.", ("ratio", "2023-10..2023-12", "2022-10..2022-12", [])),
                (flow + "were worth 20 million euros in the final three months of 2023.", ("level", "2023-10..2023-12", None, [])),
                (flow + "rose 26% in the fourth quarter of 2023 from the previous quarter.",
                 ("ratio", "2023-10..2023-12", "2023-07..2023-09", [])),
                (flow + "fell by half between February and April 2022.", ("ratio", "2022-04", "2022-02", [])),
                (flow + "fell by half between January and May 2022.",
                 ("ratio", "2022-01..2022-05", "2021-01..2021-05",
                  [["2022-01..2022-05 against 2021-01..2021-05", "2022-05 against 2022-01"]])),
                ("From January to May 2022 " + flow + "fell by half.", ("ratio", "2022-01..2022-05", "2021-01..2021-05", [])),
                (flow + "fell by two thirds in two years in 2023.", ("ratio", "2023", "2021", [])),
                (flow + "were worth 20 million euros in late 2023.", ("level", "2023", None, [["2023"]]))):
            self.assertEqual(times(text), want, text)

    def test_no_month_and_parts_of_a_year(self):
        """In no month less is in every month as much; two thirds from one year to another are of these; a part of what is spoken
        of is of that year; in the same period is in it."""
        flow = "German exports of cars to Russia "
        def found(text):
            return [(t["kind"], *(self.values(t).get(k) for k in ("period", "with", "says", "each")))
                    for t in self.read(text + "\n", date="2024-11-10")[-1]["tests"]]
        for text, want in (
                ("In no month of 2022 did Germany export cars worth less than 7 million euros to Russia.",
                 [("level", "2022", None, "at least 7 million EUR", "month")]),
                ("In no year from 2019 to 2022 did Germany export cars worth less than 14 million euros to Russia.",
                 [("level", "2019..2022", None, None, None)]),
                (flow + "fell by two thirds from 26.8 million euros in 2021 to 8.9 million in 2023.",
                 [("ratio", "2023", "2021", "about -66.67 %", None), ("level", "2021", None, "26.8 million EUR", None),
                  ("level", "2023", None, "8.9 million EUR", None)]),
                (flow + "came to 8.9 million euros in 2023, of which 2.8 million in the first quarter.",
                 [("level", "2023", None, "8.9 million EUR", None), ("level", "2023-01..2023-03", None, "2.8 million EUR", None)]),
                (flow + "came to 8.9 million euros in 2022, 4.2 million of it in January and February.",
                 [("level", "2022", None, "8.9 million EUR", None), ("level", "2022-01..2022-02", None, "4.2 million EUR", None)]),
                (flow + "came to 8.9 million euros in 2022. In the same period Poland exported cars worth 2 million euros there.",
                 [("level", "2022", None, "2 million EUR", None)]),
                (flow + "fell short of 390 million euros in 2023.", [("level", "2023", None, "almost 390 million EUR", None)]),
                ("Since the beginning of 2022 " + flow + "have totalled 28 million euros.",
                 [("level", "2022-01..2024-10", None, "28 million EUR", None)])):
            self.assertEqual(found(text), want, text)

    def test_goods_of_goods(self):
        """Of two goods there is no test; batteries for cars are no cars; crude and coal are both; a price has its level."""
        for text, why in (("India imported twice as much sunflower oil as soybean oil from Russia in 2023.", True),
                          ("EU exports of car batteries to Russia reached 52 million euros in 2021.", "8507"),
                          ("EU exports of car keyboards to Russia reached 52 million euros in 2021.", None),
                          ("India imported crude oil and coal worth $54 billion from Russia in 2023.", "2709,2701,2702")):
            found = self.read(text + "\n")[0]
            if why is True:
                self.assertFalse(found["checkable"], text)
            else:
                self.assertEqual(self.values(found["tests"][0]).get("code"), why, text)
        price = self.one("The average price of Russian crude delivered to India fell to $525 per tonne in 2022 from $650 in 2021.\n")
        self.assertEqual((price["kind"], self.values(price)["price"]), ("unit value", "525 USD a tonne"))
        for said in ("", "fiscal year "):
            test = self.one(f"In {said}2022-23 India imported crude worth $46 billion from Russia.\n")
            self.assertEqual((self.values(test)["period"], bool(test["asks"])),
                             ("2022-04..2023-03", not said))
        own = self.read("India exported laptops worth $58m to Russia in 2023, three times the 2022 figure of $16m.\n")[0]["tests"]
        self.assertEqual([self.values(t)["period"] for t in own if t["kind"] == "level"], ["2023", "2022"])

    def test_what_is_not_carried(self):
        """A quarter of the sentence before is no period to hold against a year; goods of another paragraph are asked."""
        before = "In the first quarter of 2022 the EU exported goods worth 7 billion euros to Russia. "
        since = self.one(before + "Since 2021 Chinese car exports to Russia have grown almost ninefold.\n")
        self.assertEqual([a["field"] for a in since["asks"]], ["period"])
        carried = self.one("In 2023 China exported cars worth 11.7 billion dollars to Russia. Since 2021 these exports have grown "
                           "almost ninefold.\n")
        self.assertEqual((self.values(carried)["period"], carried["asks"]), ("2023", []))
        for test in self.read("China's exports of integrated circuits to Russia fell by a third in 2022.\n\nFrom January to June 2022 "
                              "EU exports to Georgia rose by 82 percent and those to Armenia by 117 percent.\n")[-1]["tests"]:
            self.assertEqual([a["field"] for a in test["asks"]], ["code"])

    def test_warrants_for_what(self):
        """A crime that the court did not charge, or another issuer, bears no warrant out."""
        for sentence, verdict in {
                "The ICC issued a warrant for Putin for genocide.": "contradicted",
                "The ICC issued an arrest warrant for Putin for the unlawful deportation of children.": "confirmed",
                "The ICC issued a warrant for Shoigu for deporting children.": "contradicted",
                "The ICC issued a warrant for Shoigu over attacks on civilian objects.": "confirmed",
                "The ICC issued a warrant for Putin for kidnapping children.": "cannot_tell",
                "The UN issued an arrest warrant for Putin.": "contradicted"}.items():
            found = self.read(sentence + "\n", "--check", date="2024-12-01")[0]
            self.assertEqual(found["verdict"], verdict, sentence)

    def test_what_was_not_sold(self):
        zero = self.one("The EU did not export passenger cars to Kyrgyzstan in 2021.\n")
        self.assertEqual((zero["kind"], self.values(zero)["code"]), ("zero", "8703"))
        for text in "did not export more than 500 cars", "did not export as many cars as Japan", "did not only export cars":
            found = self.read(f"China {text} to Kyrgyzstan in 2021.\n")[0]
            self.assertFalse([t for t in found["tests"] if t["kind"] == "zero"] if found["checkable"] else [], text)

    def test_fractions_are_about(self):
        fell = self.one("EU car exports to Russia fell by three quarters in the first eleven months of 2022.\n")
        self.assertEqual(self.values(fell)["says"], "about -75 %")


class Found(weir.Case):
    """What a reader of its readings found wrong."""

    def read(self, text):
        return self.json("read", self.write("article.txt", text + "\n"), "--date", "2024-01-07")[-1]

    def test_what_is_denied(self):
        for text in ("China's exports of excavators to Russia did not rise by 140% in 2022.",
                     "The claim that China's exports of excavators to Russia rose by 140% in 2022 is wrong.",
                     "China's exports of excavators to Russia never exceeded $10m in 2022.",
                     "China was not the largest supplier of excavators to Russia in 2022."):
            found = self.read(text)
            self.assertIn("denied", found["why"], text)
        warrant = self.read("The ICC has not issued a warrant for Putin.")["tests"][0]
        self.assertEqual(warrant["fields"]["says"]["value"], "no")
        treaty = self.read("Armenia is not a member of the Rome Statute, but Tajikistan is.")["tests"][0]
        self.assertEqual([a["field"] for a in treaty["asks"]], ["state"])
        over = self.read("An ICC warrant was issued for Maria Lvova-Belova, yet Armenia was never told.")["tests"][0]
        self.assertEqual(over["fields"]["says"]["value"], "yes")

    def test_what_is_excluded(self):
        for text in ("Non-Chinese exports of excavators to Russia rose by 140% in 2022.",
                     "Exports of excavators from countries other than China to Russia rose by 140% in 2022.",
                     "China's exports to Russia excluding excavators rose by 140% in 2022."):
            test = self.read(text)["tests"][0]
            self.assertTrue(test["asks"], text)
            self.assertNotIn("from", test["fields"], text)

    def test_numbers_and_times(self):
        for text, name, value in (
                ("Exports of cars from China to Russia were $761 m in 2022.", "says", "761 million USD"),
                ("China exported 1,5 billion dollars of cars to Russia in 2022.", "says", "1.5 bn USD"),
                ("Australia exported A$5bn of coal to Japan in 2022.", "says", "5 bn AUD"),
                ("In the year to March 2023, India's imports of oil from Russia rose by 40%.", "period",
                 "2022-04..2023-03"),
                ("Since 2022 China has exported $20bn of cars to Russia.", "period", "2022-01..2023-12")):
            self.assertEqual(self.read(text)["tests"][0]["fields"][name]["value"], value, text)

    def test_runs_of_years(self):
        """Years to a year are all of them; a change over them is against the year before them."""
        for text, period in (("In the three years to 2022 China exported 9 billion dollars of cars to Russia.", "2020..2022"),
                             ("Over the past two years China exported 9 billion dollars of cars to Russia.", "2022..2023"),
                             ("In the last six months China exported 9 billion dollars of cars to Russia.", "2023-07..2023-12")):
            fields = self.read(text)["tests"][0]["fields"]
            self.assertEqual(fields["period"]["value"], period, text)
        for text in ("In the three years to 2022 China's exports of cars to Russia tripled.",
                     "China's exports of cars to Russia tripled in the three years ending 2022."):
            fields = self.read(text)["tests"][0]["fields"]
            self.assertEqual((fields["period"]["value"], fields["with"]["value"]), ("2022", "2019"), text)

    def test_codes_are_goods(self):
        for text, code in (("China's exports of trucks (870423) to Russia rose sevenfold in 2023.", "870423"),
                           ("Exports of heading 8703 from China to Russia tripled in 2023.", "8703"),
                           ("China's exports under HS code 842952 to Russia tripled in 2023.", "842952")):
            test = self.read(text)["tests"][0]
            self.assertEqual((test["fields"]["code"]["value"], test["asks"]), (code, []), text)
        test = self.read("China's exports of trucks (2023) to Russia tripled.")["tests"][0]
        self.assertEqual(test["fields"]["code"]["value"], "8704")

    def test_which_way_and_how_often(self):
        """Which way a figure came about is read where it is a year's and no other base is named."""
        for text, moved in (("China's exports of cars to Russia rose to $761m in 2022.", "rose"),
                            ("China's exports of cars to Russia fell in 2022 from $900m to $761m.", "fell"),
                            ("China's exports of cars to Russia came to $761m in 2022.", None),
                            ("China's exports of cars to Russia rose to $761m in March 2022.", None),
                            ("From 2019 to 2022 China's exports of cars to Russia rose from $2m to $761m.", None)):
            fields = self.read(text)["tests"][-1]["fields"]
            self.assertEqual(fields.get("moved", {}).get("value"), moved, text)
        for text, each in (("China's exports of cars to Russia exceeded $10m in every month of 2022.", "month"),
                           ("Each month of 2022 China exported over $10m of cars to Russia.", "month"),
                           ("China's exports of cars to Russia exceeded $10m in 2022.", None)):
            self.assertEqual(self.read(text)["tests"][0]["fields"].get("each", {}).get("value"), each, text)

    def test_what_a_second_round_found(self):
        """Halves went a way too; "fell 689 million" is a change; the month before a dated one is of its year; chapters and
        headings in brackets are goods; whose amount is meant by "respectively" is asked."""
        first = self.read("China's exports of cars to Russia rose to $108m in the first half of 2023 from $284m a year earlier.")["tests"][0]
        self.assertEqual(first["fields"]["moved"]["value"], "rose")
        test = self.read("China's exports of cars to Russia fell 689 million dollars in 2022.")["tests"][0]
        self.assertEqual((test["kind"], test["fields"]["says"]["value"]), ("change", "689 million USD less"))
        tests = self.read("China's exports of cars to Russia rose to $415m in August 2022 from $337m in July.")["tests"]
        self.assertEqual([t["fields"]["period"]["value"] for t in tests], ["2022-08", "2022-07"])
        for text, code, says in (("China exported 36,286 cars (8703) to Russia in 2022.", "8703", "36286 units"),
                                 ("China's exports of machinery (HS 84) to Russia rose 49 percent in 2022.", "84", "+49 %"),
                                 ("China's exports of cars (2022) to Russia rose 49 percent.", "8703", "+49 %")):
            fields = self.read(text)["tests"][0]["fields"]
            self.assertEqual((fields["code"]["value"], fields["says"]["value"]), (code, says), text)
        test = self.read("Germany and Poland exported goods worth $714m and $470m, respectively, to Russia in 2022.")["tests"][0]
        self.assertEqual([a["field"] for a in test["asks"]], ["from"])

    def test_both_ends_are_not_of_one_year(self):
        tests = self.read("Exports of cars from China to Russia rose from $317m to $761m in 2022.")["tests"]
        self.assertEqual([t["fields"].get("period", {}).get("value") for t in tests], [None, "2022"])
        self.assertEqual(tests[0]["asks"], [{"field": "period", "choices": ["2021"]}])

    def test_markets_and_goods_before(self):
        test = self.read("Russia was China's biggest market for cars in 2023.")["tests"][0]
        self.assertEqual((test["fields"]["from"]["value"], test["fields"]["to"]["value"]), ("CHN", "RUS"))
        after = self.read("China's exports of excavators to Russia doubled in 2022. India's exports rose by 20% in 2022.")
        self.assertEqual(after["tests"][0]["asks"][0]["field"], "code")

    def test_html_of_others(self):
        html = ("<!doctype html><meta charset=utf-8><head><title>x</title><body><p>China exported &#36;761m of excavators"
                "<sup>1</sup> to Russia in 2022.<dl><dt>India<dd>Tea</dl>")
        found = self.json("read", self.write("a.html", html), "--date", "2024-01-07")
        self.assertEqual([r["tests"][0]["fields"]["says"]["value"] for r in found if r["tests"]], ["761 million USD"])

    def test_nothing_to_write(self):
        self.weir("read", self.write("a.txt", "Hello world.\n"), "--date", "2024-01-07", "-o", self.dir / "n.yaml")
        self.assertFalse((self.dir / "n.yaml").exists())
        path = self.write("b.txt", b"In 2023 China exported 500 cars to Russia \xff again.\n")
        self.weir("read", path, "--date", "2024-01-07", "-o", self.dir / "b.yaml")
        self.assertIn("500 units", (self.dir / "b.yaml").read_text(encoding="utf-8"))


class Hostile(weir.Case):
    def test_bounded(self):
        texts = {"no stop": "a" * 1_000_000, "numbers": " ".join(map(str, range(10_000))),
                 "verbs": "China exported Russia imports " * 10_000, "tags": "<p" * 200_000,
                 "bytes": bytes(range(256)) * 2000, "marks": "\u202e\u200fРоссия imported 5 مليون tonnes " * 5_000,
                 "nul": b"China\0exported 5 drones to Russia in 2023.", "empty": "", "blank": " \n\t\n"}
        for name, text in texts.items():
            for ending in ("txt", "html", "md"):
                path = self.write(f"x.{ending}", text)
                done = self.call("read", path, "--date", "2024-01-07", "--json", timeout=60)
                self.assertEqual(done.returncode, 0, f"{name}: {done.stderr[:300]}")
                json.loads(done.stdout)


class Banks(unittest.TestCase):
    """Right, asked and wrong, of sentences with what they claim."""

    def hold(self, found, checkable, precise, right, easy, wrong):
        self.assertGreaterEqual(found.found / found.checkable, checkable)
        self.assertGreaterEqual(found.marked_right / found.marked, precise)
        self.assertGreaterEqual(found.right / found.tests, right, found.faults)
        self.assertGreaterEqual(found.easy_right / max(1, found.easy), easy, found.faults)
        self.assertLessEqual((found.wrong + found.extra) / found.tests, wrong, found.faults)

    def test_sentences(self):
        self.hold(reading.score(weir.WEIR, BANK / "sentences.jsonl"), .92, .97, .73, .95, .04)

    def test_russian(self):
        self.hold(reading.score(weir.WEIR, BANK / "russian.jsonl"), .95, .95, .9, .9, .04)

    def test_published(self):
        if not PUBLISHED.exists():
            self.skipTest("skipped: no data")
        self.hold(reading.score(weir.WEIR, PUBLISHED / "sentences_open.jsonl"), .85, .92, .85, .97, .04)

    def test_article(self):
        if not PUBLISHED.exists():
            self.skipTest("skipped: no data")
        done = reading.subprocess.run([weir.WEIR, "--store", os.devnull + "x", "read", PUBLISHED / "seed.txt", "--date",
                                       "2024-01-07", "--json"], capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        kinds = {t["kind"]: {n: f["value"] for n, f in t["fields"].items()} for r in found if r["checkable"] for t in r["tests"]}
        self.assertEqual(set(kinds), {"munitions", "rise", "lawful", "ratio", "coincidence", "warrant", "count"})
        self.assertEqual((kinds["ratio"]["code"], kinds["ratio"]["says"]), ("842952", "more than tripled"))
        self.assertEqual(kinds["coincidence"]["event"], "surovikin-line")
        self.assertEqual((kinds["munitions"]["from"], kinds["munitions"]["to"], kinds["munitions"]["says"]), ("CHN", "RUS", "no"))
        self.assertEqual((kinds["rise"]["from"], kinds["rise"]["to"], kinds["rise"]["list"]), ("CHN", "RUS", "chpl"))
        self.assertEqual(kinds["count"]["says"], "123")
        self.assertTrue(any(r["why"] and "could" in r["why"] and "trucks" in r["sentence"] for r in found))


if __name__ == "__main__":
    unittest.main()
