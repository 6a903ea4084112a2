"""What a page says of its figures, against the answer's own table and against figures made for it."""
import math
import re

import weir

MAP = ("[map]\ntitle = made\nheader = month from hs value_usd\n[fields]\ncode = hs\n"
       "reporter = from\npartner = 'RUS'\ndirection = 'export'\nperiod = month\n"
       "value = value_usd\ncurrency = 'USD'\n")


def cards_of(page):
    return re.findall(r'<article class="card".*?</article>', page, re.S)


def words_of(html):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


class Said(weir.SampleCase):
    def page(self, *options, store=None):
        self.weir("report", *options, "-o", "r.html", store=store)
        return (self.dir / "r.html").read_text()

    def made(self, rows):
        store = self.dir / "made.weir"
        lines = ["month,from,hs,value_usd"] + [f"{2019 + m // 12}-{m % 12 + 1:02},{who},{code},{value:.0f}"
                                               for m, who, code, value in rows]
        self.weir("-q", "ingest", "--map", self.write("m.map", MAP), "--vintage", "2024-02-01",
                  self.write("made.csv", "\n".join(lines) + "\n"), store=store)
        return store

    def test_a_group_as_one_is_not_counted_with_its_members(self):
        page = self.page("EAEU", "--from", "EU27", "--list", "chpl")
        rows = self.json("report", "EAEU", "--from", "EU27", "--list", "chpl", "-o", "r.html")
        members = [r for r in rows if r["importer"] != "EAEU"]
        self.assertIn("BLR", {r["importer"] for r in members})
        self.assertTrue(members)
        self.assertLess(len(members), len(rows))
        ups = sum(r["direction"] == "up" for r in members)
        self.assertIn(f"All rises: {ups}<", page)
        self.assertIn(f"All falls: {len(members) - ups}<", page)
        self.assertIn(f"The group as one, beside its members: {len(rows) - len(members)}<", page)
        for card in cards_of(page):
            self.assertNotIn("to EAEU", words_of(card))
        heads = re.findall(r"<th scope=\"col\"[^>]*>([^<]+)", page[page.index("All falls"):])
        self.assertEqual(heads[:4], ["goods", "from", "to", "series"])

    def test_law_names_older_contracts(self):
        """Paper, HS 481031: Annex XXIII since 2022-04-09, contracts of before until 2022-07-10 (Regulation (EU)
        2022/576, Article 3k(3)); the finding ends in June."""
        page = self.page("RUS")
        law = [words_of(c) for c in cards_of(page) if "481031" in c][0]
        self.assertIn("Prohibited for European Union on the last day of these figures (EU XXIII since 2022-04-09), but "
                      "for contracts of before 2022-04-09 until 2022-07-10.", law)
        others = [words_of(c) for c in cards_of(page) if "281990" in c][0]      # its window ends in November, after that
        self.assertNotIn("for contracts", others)

    def test_a_reconciliation_is_nobodys_report(self):
        source = re.findall(r'class="src">(.*?)</p>', self.page("RUS", "--from", "CHN"))[0]
        self.assertIn("export as CEPII reconciles both reports, valued FOB", source)
        self.assertNotIn("as China reports", source)

    def test_a_family_is_called_what_was_traded(self):
        """382499, chemicals, and 240412, nicotine for inhalation, are one family since HS 2022: nearly all of it was
        chemicals, so it is not called nicotine."""
        rise = lambda m: (1000 if m < 41 else 5000) * (1 + .04 * math.sin(m * 1.7))
        rows = [(m, "CHE", "382499", 50 * rise(m)) for m in range(60)] + [(m, "CHE", "240412", 9) for m in range(36, 60)]
        store = self.made(rows)
        card = words_of(cards_of(self.page("RUS", store=store))[0])
        self.assertIn("Chemical preparations, other (and 12 codes renumbered with it)", card)
        self.assertIn("HS 382499 and 12 codes renumbered with it, export", card)
        found = self.json("surge", "--to", "RUS", store=store)[0]
        self.assertEqual(found["family"], "240412")
        self.assertTrue(found["label"].startswith("382499: Chemical products"), found["label"])

    def test_sums_of_the_list(self):
        """Each currency and frequency is said, sure rises first, and the first of them is the headline."""
        page = self.page("RUS")
        lead = re.search(r'<p class="lead">(.*?)</p>', page)[1]
        names = re.findall(r"(?:list|Those) from ([A-Z]\w+(?: \w+)?) went", lead)
        self.assertEqual(names, ["India", "European Union", "China"])
        self.assertRegex(page, r"<h1>High-priority goods from India to Russian Federation: [\d.]+ times</h1>")
        self.assertIn("from China went from", lead)
        self.assertRegex(lead, r"98 % less \(0\.\d\d to 0\.\d\d times at 95 %\)")

    def test_what_was_asked_is_said(self):
        page = self.page("RUS", "--from", "EU27", "--code", "8703")
        self.assertIn('<p class="kick">Flows to Russian Federation from EU27: goods of HS 8703</p>', page)
        self.assertIn("<caption>Every exporter from EU27: goods of HS 8703</caption>", page)
        self.assertNotIn("all goods in the store", page)

    def test_a_total_is_drawn_where_all_report(self):
        """An exporter of half of the whole has no figures of the last ten months: those are left out, and it is said; one
        of a hundredth is not missed."""
        rows = [(m, who, "842952", size * (1 + .05 * math.sin(m + size)))
                for who, size, months in (("CHE", 10000, 60), ("NOR", 10000, 50), ("ISL", 200, 30)) for m in range(months)]
        page = self.page("RUS", store=self.made(rows))
        total = re.search(r'<figure class="total">.*?</figure>', page, re.S)[0]
        self.assertIn("10 months in which exporters of more than 2 % of it have no figure are left out", total)
        self.assertEqual(len(re.findall(r"[ML]", re.search(r'class="line" d="([^"]+)"', total)[1])), 50)

    def test_others_are_compared_by_their_sums(self):
        """Other goods of one great month a year: their sum more than doubled, in most months nothing changed."""
        other = lambda m: 1000 + 120000 * (m % 12 == 3) * (1 if m < 41 else 4)
        rows = [(m, "CHE", "842952", (1000 if m < 41 else 5000) * (1 + .04 * math.sin(m * 1.7))) for m in range(60)]
        rows += [(m, "CHE", "870323", other(m)) for m in range(60)]
        page = self.page("RUS", "--code", "842952", "--since", "2022-06", store=self.made(rows))
        note = words_of(re.search(r'class="note">(.*?)</p>', cards_of(page)[0])[1])
        after = range(41, 60)
        before = [m for m in range(17, 41) if m % 12 in {k % 12 for k in after}]
        ratio = (sum(map(other, after)) / len(after)) / (sum(map(other, before)) / len(before))
        self.assertIn(f"other goods to there: {ratio:.2f} times in sum, unchanged in most periods", note)

    def test_sizes_that_are_not_sure_say_so(self):
        for card in cards_of(self.page("RUS", "--from", "EU27")):
            text = words_of(card)
            low = float(re.search(r"\(([\d.,]+) to [\d.,]+ times at 95 %\)", text)[1].replace(",", ""))
            ratio = float(re.search(r"([\d.,]+) times", text)[1].replace(",", ""))
            if ratio < 50:
                self.assertEqual("by how much is not" in text, low < 1, text)


if __name__ == "__main__":
    weir.main()
