"""What is done on the server's pages: files dropped, claims written and kept, answers ended, had as files; and how
they are built, beside what was looked at."""
import json
import urllib.parse

import browser
import weir
from server import Server

READY = "return !document.getElementById('state').textContent && document.querySelector('#answers .answer') !== null"
CHINA = weir.SOURCE / "data" / "sample" / "china_exports.csv.zst"

# What a page offers to be kept: its name and its bytes.
SAVED = """window.saved = []; const url = URL.createObjectURL.bind(URL);
    URL.createObjectURL = b => { window.saved.push(b); return url(b); };
    HTMLAnchorElement.prototype.click = function () { window.saved.push(this.download); };"""
DROP = """const files = new DataTransfer();
    for (const [name, text] of arguments[0]) files.items.add(new File([text], name));
    document.querySelector('.drop').dispatchEvent(new DragEvent('drop', { dataTransfer: files, bubbles: true }));"""
LINES = "return [...document.querySelectorAll('.drop li')].map(l => [l.className, l.textContent])"

# Elements that are seen; of blocks, whose place letters do not decide, the column of the page that they begin in and
# how much of it they fill.
SHAPE = """const wide = document.documentElement.clientWidth, out = [];
    const walk = (e, deep) => {
        const r = e.getBoundingClientRect();
        if (!r.width || !r.height || e.closest('svg') !== null && e.tagName !== 'svg') return;
        const name = e.tagName.toLowerCase() + [...e.classList].filter(c => !/^plot-/.test(c)).map(c => '.' + c).join('');
        const laid = /^(nav|main|header|section|figure|article|h1|h2|h3|p|div|form|svg)$/.test(e.tagName.toLowerCase());
        out.push(' '.repeat(deep) + name + (laid ? ' ' + Math.round(6 * r.left / wide) + '+' + Math.round(6 * r.width / wide) : ''));
        if (!/^(table|svg|form|ul|select|p|pre)$/.test(e.tagName.toLowerCase()) && deep < 6)
            for (const c of e.children) walk(c, deep + 1);
    };
    for (const e of document.body.children) walk(e, 0);
    // what is there several times is said once
    return out.filter((line, i) => line !== out[i - 1]).join('\\n') + '\\n';"""


class Done(weir.SampleCase):
    def setUp(self):
        super().setUp()
        self.serve("--load")
        self.b = browser.Browser(self.dir / "profile")
        self.addCleanup(self.b.close)

    def serve(self, *options, store=None):
        self.server = Server(self, *options, store=store)
        self.base = f"http://127.0.0.1:{self.server.port}/"

    def visit(self, page, ready=READY, **state):
        self.b.visit(self.base + "?" + urllib.parse.urlencode({"page": page} | state))
        self.assertTrue(self.b.until(ready), page)

    def test_files_are_dropped(self):
        """Each on its line: what was loaded, or where it is wrong; names stay text."""
        self.serve("--load", store=self.dir / "new.weir")
        self.b.visit(self.base + "?page=sources")
        self.assertTrue(self.b.until("return document.querySelector('.drop input') !== null"))
        bad = "reporter,partner,year,hs2017,value_usd,net_weight_kg\n" + "CHN,RUS,2020,xx,1,1\n" * 40
        good = "reporter,partner,year,hs2017,value_usd,net_weight_kg\n" + "CHN,RUS,2020,842952,5,1\nCHN,RUS,2021,842952,7,1\n"
        self.b.run(DROP, [["bad.csv", bad], ["<img src=x onerror=hit()>.csv", good]])
        self.assertTrue(self.b.until("return document.querySelectorAll('.drop li').length === 2 && "
                                     "document.querySelector('.drop button') === null"))
        (wrong, refused), (fine, loaded) = self.b.run(LINES)
        self.assertEqual((wrong, fine), ("fault", ""))
        self.assertIn("bad.csv:2", refused)
        self.assertIn("loaded as sample_china: 2 rows", loaded)
        self.assertIn("<img src=x onerror=hit()>.csv", loaded)
        self.assertEqual(self.b.run("return document.querySelectorAll('main img, #load img').length"), 0)
        self.assertTrue(self.b.until("return document.getElementById('answers').innerText.includes('CEPII BACI')"))
        self.assertEqual(self.b.axe(), [])

    def test_claims_are_written_and_kept(self):
        """Built step by step, asked, had as CSV, and there still after the page is loaded anew."""
        self.b.visit(self.base + "?page=claims")
        self.b.until("return document.querySelector('.builder') !== null")
        self.b.run("document.querySelector('.builder').open = true")
        self.assertTrue(self.b.until("return document.querySelectorAll('.steps input').length >= 6"))
        self.assertEqual(self.b.axe(), [])
        self.b.run("""document.getElementById('field-claims').value = '';
            const [sentence] = document.querySelectorAll('.builder > label input');
            sentence.value = 'He said: "twice" # or so';
            const values = ['CHN', 'RUS', '842952', '2023', '2022', 'about 1.6 times'];
            [...document.querySelectorAll('.steps input')].forEach((input, i) => { input.value = values[i]; });
            document.querySelector('.builder button').click();
            document.querySelector('form button[type=submit]').click();""")
        self.assertTrue(self.b.until("return document.getElementById('answers').innerText.includes('confirmed')"))
        self.assertIn('He said: "twice" # or so', self.b.run("return document.getElementById('answers').innerText"))
        text = self.b.run("return document.getElementById('field-claims').value")
        self.b.run(SAVED + "[...document.querySelectorAll('.tools button')].find(b => b.textContent === 'Download CSV').click()")
        self.assertTrue(self.b.until("return window.saved.length === 2"))
        self.assertIn("confirmed", self.b.run("return window.saved[0].text()"))
        self.b.call("POST", "/refresh", {})
        self.assertTrue(self.b.until("return document.getElementById('answers').innerText.includes('confirmed')"))
        self.assertEqual(self.b.run("return document.getElementById('field-claims').value"), text)

    def test_an_article_is_read_and_corrected(self):
        self.b.visit(self.base + "?page=read")
        self.b.until("return document.getElementById('field-article') !== null")
        self.b.run("document.getElementById('field-article').value = arguments[0]; "
                   "document.getElementById('field-date').value = '2024-01-07'; "
                   "document.querySelector('form button[type=submit]').click()",
                   (weir.SOURCE / "examples" / "article.txt").read_text())
        self.assertEqual(self.b.until("return document.querySelectorAll('.sentence').length"), 9)
        self.assertIn("contradicted", self.b.run("return document.getElementById('answers').innerText"))
        self.b.run("[...document.querySelectorAll('.tools button')].find(b => b.textContent.startsWith('Correct')).click()")
        self.assertTrue(self.b.until("return document.getElementById('field-claims')?.value.includes('nitrocellulose')"))
        self.b.run("document.querySelector('form button[type=submit]').click()")
        self.assertTrue(self.b.until("return document.getElementById('answers').innerText.includes('7 claims: ')"))

    def test_every_kind_of_claim(self):
        """The builder knows the kinds that there are, and the fields of each."""
        builder = (weir.SOURCE / "web" / "src" / "build.ts").read_text()
        kinds = json.loads("[" + builder.split("const kinds = [")[1].split("]")[0] + "]")
        said = " ".join(self.weir("claim", "new", "--help").split())
        there = said.split("For a kind of test: ")[1].split(". ")[0].split(", ")
        self.assertEqual(sorted(kinds), sorted(there))

    def test_charts_as_files(self):
        self.visit("series", **{"from": "EU27", "to": "RUS", "code": "854231", "flow": "export"})
        self.b.run(SAVED + "for (const b of document.querySelectorAll('.tools button')) "
                           "if (/SVG|PNG/.test(b.textContent)) b.click();")
        self.assertTrue(self.b.until("return window.saved.length === 5"))
        kinds = set(self.b.run("return window.saved.map(s => s.type ?? s)"))
        self.assertEqual(kinds, {"chart.png", "chart.svg", "image/png", "image/svg+xml"})
        svg = self.b.run("return window.saved.find(s => s.type === 'image/svg+xml').text()")
        self.assertNotIn("var(--", svg)
        self.assertGreater(self.b.run("return window.saved.find(s => s.type === 'image/png').size"), 5000)

    def test_what_a_chart_says(self):
        """Processors from the EU: their levels before and after March 2022, the law of October 2022, the invasion."""
        self.visit("series", **{"from": "EU27", "to": "RUS", "code": "854231", "flow": "export"})
        words = self.b.run("return [...document.querySelectorAll('svg.plot text')].map(t => t.textContent)")
        for wanted in ("invasion of Ukraine", "law: prohibited"):
            self.assertIn(wanted, words)
        fell, = self.json("changepoints", "--from", "EU27", "--to", "RUS", "--code", "854231")["readings"]
        self.assertEqual(fell["period"], "2022-03")
        size = ["%.2g" % fell[k] for k in ("size", "size_low", "size_high")]
        self.assertIn("{} times ({} to {})".format(*size), words)
        self.b.run("[...document.querySelectorAll('.tools button')].find(b => /^Evidence/.test(b.textContent)).click()")
        self.assertTrue(self.b.until("return /eu27_exports.csv.zst/.test(document.querySelector('.evidence')?.innerText)"))
        self.assertEqual(self.b.axe(), [])
        self.visit("corridor", **{"from": "EU27", "to": "RUS", "code": "854231", "via": "KAZ"})
        legs = self.b.run("return [...document.querySelectorAll('.legs .leg, .legs .note')].map(p => p.textContent)")
        self.assertEqual(legs, ["What the origin sells to the target: EU27 to RUS, changed since 2022-03",
                                "What it sells to the intermediary: EU27 to KAZ, changed since 2022-03",
                                "What that sells to the target: KAZ to RUS", "No source here has this flow."])
        starts = self.b.run("return [...document.querySelectorAll('.legs svg')].map("
                            "s => s.querySelector('[transform]').getBoundingClientRect().left)")
        self.assertEqual(len(set(map(round, starts))), 1)       # one below the other
        self.visit("law", code="842952", **{"from": "DEU", "to": "RUS", "on": "2023-06-30"})
        self.assertIn("EU XXIII", self.b.run("return [...document.querySelectorAll('svg.plot text')].map(t => t.textContent)"))
        self.assertEqual(self.b.console(), [])

    def test_what_was_known_before(self):
        """Of two vintages the earlier is drawn too, where it said something else."""
        store = self.dir / "two.weir"
        head = "reporter,partner,year,hs2017,value_usd,net_weight_kg\n"
        for day, last in (("2024-01-01", 30), ("2024-06-01", 40)):
            rows = "".join(f"CHN,RUS,{y},842952,{v},1\n" for y, v in ((2020, 10), (2021, 20), (2022, last)))
            self.weir("-q", "ingest", "--vintage", day, self.write(f"{day}.csv", head + rows), store=store)
        self.serve(store=store)
        self.visit("series", **{"from": "CHN", "to": "RUS", "code": "842952", "flow": "export"})
        self.assertIn("as known on 2024-01-01", self.b.run("return document.querySelector('.legend').textContent"))

    def test_an_answer_is_ended(self):
        self.b.visit(self.base + "?page=destination&to=RUS")
        self.assertTrue(self.b.until("const stop = document.querySelector('#state button'); stop?.click(); return stop !== null"))
        self.assertEqual(self.b.run("return document.getElementById('state').textContent"), "Cancelled.")
        self.assertEqual(self.b.run("return document.getElementById('answers').textContent"), "")

    def test_tables_by_keyboard_and_the_target(self):
        self.visit("destination", to="Russia", **{"from": "IND", "since": "2024-04"})
        self.assertEqual(self.b.run("return document.querySelectorAll('.map .target').length"), 1)
        for key, order in ((" ", "descending"), ("\ue007", "ascending")):
            self.b.run("document.querySelector('table.sortable th button').focus()")
            self.b.press(key)
            self.assertEqual(self.b.run("return document.querySelector('table.sortable th').getAttribute('aria-sort')"), order)

    def test_how_pages_are_built(self):
        """By elements and columns, wide and narrow, as it was looked at; WEIR_GOLDEN=update writes it anew."""
        for page, state in (("destination", {"to": "RUS", "from": "IND", "since": "2024-04"}), ("law", {
                "code": "842952", "from": "DEU", "to": "RUS", "on": "2023-06-30"}), ("claims", {"ask": "1"}), ("sources", {})):
            for width in (1300, 360):
                with self.subTest(page=page, width=width):
                    self.b.look(width)
                    self.visit(page, **state)
                    self.golden(f"page-{page}-{width}.txt", self.b.run(SHAPE))


if __name__ == "__main__":
    weir.main()
