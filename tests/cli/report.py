"""weir report: one page, with many findings, in a browser and without script."""
import csv
import html.parser
import math
import re
import zipfile

import browser
import weir

MAP = ("[map]\ntitle = <b>Made</b> & \"quoted\"\nheader = month hs value_usd\n[fields]\ncode = hs\n"
       "reporter = 'CHE'\npartner = 'RUS'\ndirection = 'export'\nperiod = month\n"
       "value = value_usd\ncurrency = 'USD'\n")


class Text(html.parser.HTMLParser):
    """What a reader without script sees."""

    def __init__(self, page):
        super().__init__()
        self.hidden, self.text = 0, []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in ("script", "style")

    def handle_endtag(self, tag):
        self.hidden -= tag in ("script", "style")

    def handle_data(self, data):
        if not self.hidden:
            self.text.append(data)


class Report(weir.SampleCase):
    def page(self, *options, store=None):
        self.weir("report", *options, "-o", "r.html", store=store)
        return (self.dir / "r.html").read_text()

    def many(self, count):
        """A store with that many rising series of 60 months."""
        codes = [r["code"] for r in self.sql("SELECT DISTINCT family AS code FROM ref.family_label "
                                             f"ORDER BY 1 LIMIT {count}")]
        rows = ["month,hs,value_usd"]
        for k, code in enumerate(codes):
            for m in range(60):
                level = (1 if m < 41 else 4) * (1000 + k)
                value = level * (1 + 0.05 * math.sin(m * 1.7 + k))
                rows.append(f"{2019 + m // 12}-{m % 12 + 1:02},{code},{value:.0f}")
        store = self.dir / "many.weir"
        self.weir("-q", "ingest", "--map", self.write("m.map", MAP), "--vintage", "2024-02-01",
                  self.write("many.csv", "\n".join(rows) + "\n"), store=store)
        return store

    def test_without_script(self):
        asked = ("RUS", "--from", "IND", "--since", "2024-04", "--fdr", "0.1")
        page = self.page(*asked)
        text = " ".join(Text(page).text)
        rose = sum(f["direction"] == "up" for f in self.json("report", *asked, "-o", "again.html"))
        self.assertGreater(rose, 5)
        for words in (f"Of 783 flows of one kind of goods from one exporter {rose} rose and", "since April 2024", "847150",
                      "Computer processing units, servers", "high-priority tier 3.A", "listed, not binding",
                      "Lists of others name these goods", "did not bind India", "Sources and method", "vintage",
                      "Evidence e"):
            self.assertIn(words, text)
        self.assertIn("default-src 'none'", page)
        self.assertEqual(re.findall(r'(?:src|href)="[^#"][^"]*"', page), [])
        cards = re.findall(r'<article class="card".*?</article>', page, re.S)
        self.assertEqual(len(cards), min(rose, 10))
        for card in cards:      # a chart with its table and its source
            self.assertEqual((card.count("<svg class=\"chart\""), card.count("<details"), card.count("Source: ")), (1, 1, 1))

    def test_currencies_are_never_ranked_together(self):
        """Euros and dollars have their own cards and tables; the smallest dollar card may stand above all euros."""
        page = self.page("RUS")
        heads = re.findall(r"Reported in (\w+)", page)
        self.assertEqual(heads, ["USD", "EUR"])
        usd, eur = page.split("Reported in EUR")[0], page.split("Reported in EUR")[1]
        self.assertEqual(usd.count('<article class="card"'), 5)
        self.assertNotIn(" EUR, ", usd[usd.index("Reported in USD"):])
        self.assertEqual(eur.split("<h2>")[0].count('<article class="card"'), 5)
        captions = re.findall(r"<caption>(\w+)\. Before is scaled", page)
        self.assertEqual(captions[:2], ["USD", "EUR"])
        self.assertLess(len(page.encode()), 1_500_000)

    def test_short_names(self):
        """Each is of a subheading, once, short; all goods of the high-priority list and of the groups have one."""
        def read(name):
            with open(weir.SOURCE / "data" / name) as f:
                return list(csv.DictReader(f))
        names = read("hs/short.csv")
        self.assertEqual(len({r["code"] for r in names}), len(names))
        self.assertGreaterEqual(len(names), 900)
        self.assertLessEqual({r["code"] for r in names}, {r["code"] for r in read("hs/code.csv") if r["level"] == "6"})
        self.assertEqual([r for r in names if len(r["short"]) > 52], [])
        self.assertLessEqual({r["hs6"] for r in read("control/chpl.csv") + read("group/product.csv")},
                             {r["code"] for r in names})

    def test_law_names_lists_that_say_so(self):
        """What was prohibited for somebody was so by a list that binds it, on the last day, and not by others'."""
        page = self.page("RUS")
        prohibited = re.findall(r"Prohibited for European Union on the last day of these figures \(([^)]*)\)", page)
        self.assertTrue(prohibited)
        for lists in prohibited:
            for name in re.findall(r"(\w+) [^,]* since (\d{4}-\d\d-\d\d)", lists):
                self.assertEqual(name[0], "EU")
                self.assertLess(name[1], "2022-12")         # where the EU's figures of the sample end
        for lists in re.findall(r"Lists of others name these goods \(([^)]*)\); they did not bind China", page):
            self.assertLess(max(re.findall(r"since (\d{4})", lists)), "2024")

    def test_figures_are_those_of_the_answer(self):
        """What stands on a card is what --json says of the finding."""
        page = self.page("RUS", "--from", "CHN")
        first = self.json("report", "RUS", "--from", "CHN", "-o", "r.html")[0]
        card = re.search(r'<article class="card".*?</article>', page, re.S)[0]
        self.assertIn(f"{first['ratio']:.0f} times", card)
        self.assertIn(f"{first['value_after'] / 1e9:.2f} bn USD", card)
        series = self.json("series", "--from", "CHN", "--to", "RUS", "--code", first["family"])
        cells = re.findall(r'<th scope="row">(\d+)<td class="n">([\d,.]+)', card)
        self.assertEqual([c[0] for c in cells], [p["period"] for p in series["points"]])
        for (_, shown), point in zip(cells, series["points"]):
            self.assertAlmostEqual(float(shown.replace(",", "")), point["value"], delta=point["value"] * 1e-5 + 1)
        line = [float(y) for y in re.findall(r"[ML][\d.]+ ([\d.]+)", re.search(r'class="line" d="([^"]+)"', card)[1])]
        base = float(re.search(r'class="area" d="M[\d.]+ ([\d.]+)', card)[1])     # where zero lies
        values = [p["value"] for p in series["points"]]
        for y, value in zip(line, values, strict=True):
            self.assertAlmostEqual((base - y) / (base - min(line)), value / max(values), delta=.002)

    def test_prices(self):
        """Each flow that weir price counts is a point, and those it lists are marked."""
        page = self.page("RUS", "--from", "CHN", "--price", "848210")
        said = self.json("price", "--from", "CHN", "--to", "RUS", "--code", "848210")
        plot = page[page.index("corridor scatter"):]
        self.assertEqual(len(re.findall('<circle class="(?:flow|off)"', plot)), said["flows"])
        self.assertEqual(plot.count('<circle class="off"'), len(said["outliers"]))
        self.assertIn(f"{said['price']:.4g} USD/kg", plot)
        self.assertNotIn("corridor scatter", self.page("RUS", "--from", "CHN"))
        self.fails("report", "RUS", "--from", "CHN", "--price", "999999", "-o", "r.html")

    def test_with_claims_and_workbook(self):
        page = self.page("RUS", "--from", "IND", "--since", "2024-04", "--claims",
                         weir.SOURCE / "examples" / "fortified-line.yaml", "--xlsx", "r.xlsx")
        self.assertIn("9 claims: 3 confirmed", page)
        self.assertEqual((self.dir / "r.xlsx").read_bytes()[:2], b"PK")
        first = (self.dir / "r.xlsx").read_bytes()
        self.page("RUS", "--from", "IND", "--since", "2024-04", "--claims",
                  weir.SOURCE / "examples" / "fortified-line.yaml", "--xlsx", "r.xlsx")
        self.assertEqual((self.dir / "r.xlsx").read_bytes(), first)

    def test_workbook_says_what_it_is(self):
        """A first sheet with the question, the version and the sources; figures as numbers."""
        self.weir("compare", "--from", "IND", "--to", "RUS", "--period", "2024-05", "--with",
                  "2023-05", "--by", "chapter", "--xlsx", "c.xlsx")
        with zipfile.ZipFile(self.dir / "c.xlsx") as z:
            sheets = re.findall(r'<sheet name="([^"]+)"', z.read("xl/workbook.xml").decode())
            about, table = (z.read(f"xl/worksheets/sheet{i}.xml").decode() for i in (1, 2))
            texts = z.read("xl/sharedStrings.xml").decode()
        self.assertEqual(sheets, ["about", "compare"])
        self.assertIn('compare --from "IND" --to "RUS" --period "2024-05"', texts)
        self.assertIn("india_exports.csv.zst", texts)
        self.assertRegex(texts, r"weir \d+\.\d+\.\d+")
        self.assertRegex(table, r'<c r="C\d+"[^>]*><v>[0-9.]+</v>')
        for sheet in (about, table):
            self.assertIn("<cols>", sheet)
        self.assertIn("<autoFilter", table)

    def test_markup_in_data_stays_text(self):
        page = self.page("RUS", store=self.many(3))
        self.assertNotIn("<b>Made", page)
        self.assertIn("&lt;b&gt;Made&lt;/b&gt; &amp; &quot;quoted&quot;", page)

    def test_five_hundred_findings(self):
        """Below 1.5 MB; in a browser: no complaint, a click sorts, words filter, and axe finds nothing, in light and
        dark, wide and narrow."""
        page = self.page("RUS", store=self.many(500))
        self.assertEqual(page.count('<article class="card"'), 10)
        self.assertGreater(page.count("<tr>"), 500)
        self.assertLess(len(page.encode()), 1_500_000)
        b = browser.Browser(self.dir / "profile")
        self.addCleanup(b.close)
        b.open(self.dir / "r.html")
        self.assertEqual(b.console(), [])
        ratio = """const t = [...document.querySelectorAll('table.sortable')].at(-1);
            const i = [...t.tHead.rows[0].cells].findIndex(c => c.textContent === 'ratio');
            const head = t.tHead.rows[0].cells[i];
            for (let k = 0; k < arguments[0]; k++) head.querySelector("button").click();
            return [head.getAttribute('aria-sort'),
                    [...t.tBodies[0].rows].slice(0, 50).map(r => Number(r.cells[i].textContent))]"""
        for clicks, order, reverse in ((1, "descending", True), (1, "ascending", False)):
            aria, values = b.run(ratio, clicks)
            self.assertEqual((aria, values), (order, sorted(values, reverse=reverse)))
        found = b.run("""const i = [...document.querySelectorAll('input[type=search]')].at(-1);
            i.value = 'no such goods'; i.dispatchEvent(new Event('input'));
            return [...[...document.querySelectorAll('table.sortable')].at(-1).tBodies[0].rows]
                .filter(r => !r.hidden).length""")
        self.assertEqual(found, 0)
        for dark in (False, True):
            for width in (1300, 360):
                b.look(width, dark)
                with self.subTest(dark=dark, width=width):
                    self.assertEqual(b.axe(), [])
                    self.assertLessEqual(b.run("return document.documentElement.scrollWidth"), width)
        self.assertEqual(b.console(), [])

    def test_golden(self):
        """The page of three made series; WEIR_GOLDEN=update writes it anew, to be read first."""
        page = self.page("RUS", store=self.many(3))
        main = page[page.index("<main>"):page.index("</main>")] + "</main>\n"
        main = re.sub(r"(reference data )[0-9a-f]+", r"\1X", main)
        main = re.sub(r"\be[0-9a-f]{11}\b", "EVIDENCE", main)
        self.golden("report.html", main)

    def test_called_wrongly(self):
        self.fails("report", "RUS", code=2)
        self.fails("report", "-o", "r.html", code=2)
        self.fails("report", "Atlantis", "-o", "r.html")


weir.main()
