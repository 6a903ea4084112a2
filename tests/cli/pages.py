"""The server's pages in a browser: figures, keyboard, back, light and dark, wide and narrow, hostile words."""
import urllib.parse

import browser
import weir
from server import Server

ENTER, TAB = "\ue007", "\ue004"
READY = "return !document.getElementById('state').textContent && document.querySelector('#answers .answer') !== null"
TEXT = "return document.getElementById('answers').innerText"
PAGES = {"destination": {"to": "RUS", "from": "IND", "since": "2024-04"},
         "series": {"from": "CHN", "to": "RUS", "code": "842952", "flow": "export"},
         "corridor": {"from": "EU27", "to": "RUS", "code": "8429"}, "goods": {"goods": "excavators"},
         "law": {"code": "842952", "from": "DEU", "to": "RUS", "on": "2023-06-30"}, "claims": {"ask": "1"},
         "read": {"ask": "1", "date": "2024-02-01"},
         "lists": {"name": "Putin", "in": "CHN", "on": "2023-10-17"}, "sources": {}}


class Pages(weir.SampleCase):
    def setUp(self):
        super().setUp()
        self.server = Server(self)
        self.base = f"http://127.0.0.1:{self.server.port}/"
        self.b = browser.Browser(self.dir / "profile")
        self.addCleanup(self.b.close)

    def visit(self, page, **state):
        self.b.visit(self.base + "?" + urllib.parse.urlencode({"page": page} | state))
        self.assertTrue(self.b.until(READY), page)
        return self.b.run(TEXT)

    def test_every_page(self):
        """No complaint of the console, nothing that axe finds, nothing wider than the screen."""
        for page, state in PAGES.items():
            self.visit(page, **state)
            for dark, width in ((False, 1300), (True, 360)):
                with self.subTest(page=page, dark=dark, width=width):
                    self.b.look(width, dark)
                    self.assertEqual(self.b.axe(), [])
                    self.assertLessEqual(self.b.run("return document.documentElement.scrollWidth"), width)
            with self.subTest(page=page):
                said = self.b.console()     # the sample has no lists of names, which the page says too
                self.assertEqual([c for c in said if not (page == "lists" and "/v1/lists/" in c)], [])

    def test_figures(self):
        """What the page shows is what the command line says."""
        text = self.visit("destination", to="RUS")
        cards = self.b.run("return [...document.querySelectorAll('.card .big')].map(c => c.firstChild.textContent)")
        found = self.json("report", "RUS", "-o", "r.html")
        self.assertIn(f"{sum(f['direction'] == 'up' for f in found)} rises", text)
        self.assertEqual((len(cards), cards[0]), (10, f"{found[0]['ratio']:.0f} times"))
        shades = self.b.run("return Object.fromEntries([...document.querySelectorAll('.map title')].map("
                            "t => [t.textContent.split(/[:(]/)[0].trim(), t.parentNode.getAttribute('class')]))")
        self.assertEqual({k: shades.get(k) for k in ("China", "India", "Germany, in EU27", "France, in EU27")},
                         {"China": "land bit-more", "India": "land bit-more", "Germany, in EU27": "land less",
                          "France, in EU27": "land less"})
        self.assertIn("resolution 68/262", self.b.run("return document.querySelector('.map .src').textContent"))
        text = self.visit("series", **PAGES["series"])
        for words in ("1,187.5", "CEPII BACI", "Evidence e"):
            self.assertIn(words, text)
        series = self.json("series", "--from", "CHN", "--to", "RUS", "--code", "842952")
        dots = self.b.run("return document.querySelectorAll('.plot circle').length")
        self.assertEqual(dots, len(series["points"]))
        self.assertIn("not reproduced", self.visit("claims", ask="1"))
        self.assertIn("1.56", self.b.run(TEXT))
        self.assertIn("1365.4 t in 2023", self.visit("read", ask="1", date="2024-02-01"))
        self.assertIn("842952", self.visit("goods", goods="excavators"))
        self.assertIn("prohibited", self.visit("law", **PAGES["law"]))
        self.assertIn("International Criminal Court", self.visit("lists", **PAGES["lists"]))
        self.assertIn("International Criminal Court", self.visit("lists", name="Putin"))     # without a state
        self.assertIn("there was no warrant yet", self.visit("lists", name="Putin", known="2024-01-01", on="2023-03-16"))
        self.visit("law", **PAGES["law"] | {"code": "847130"})
        self.assertTrue(self.b.until("return document.querySelector('.plot')?.textContent.includes('first day not known')"))
        self.assertIn("china_exports.csv.zst", self.visit("sources"))

    def test_days_that_are_asked(self):
        """What was not known on a day is in no part of a page; a chart of no list is none, and one of a day ends with it."""
        text = self.visit("series", **PAGES["series"] | {"as-of": "2020-01-01"})
        self.assertEqual(text.count("no source in"), 3, text)
        text = self.visit("law", **PAGES["law"] | {"on": "2021-06-30"})
        self.assertIn("no list held here", text)
        self.assertNotIn("null", text)
        self.assertEqual(self.b.run("return document.querySelectorAll('.plot').length"), 0)
        self.visit("law", **PAGES["law"] | {"from": "CHN", "on": "2022-09-15"})
        self.assertTrue(self.b.until("return document.querySelector('#answers figcaption')?.textContent.includes('on 2022-09-15')"))

    def test_keyboard_and_back(self):
        self.visit("series", **PAGES["series"])
        self.b.run("document.getElementById('field-code').focus(); document.getElementById('field-code').select()")
        self.b.press(*"870423", ENTER)
        wanted = "return document.getElementById('answers').innerText.includes('family 870423')"
        self.assertTrue(self.b.until(wanted))
        self.assertIn("code=870423", self.b.run("return location.search"))
        self.b.back()
        self.assertTrue(self.b.until(wanted.replace("870423", "842952")))
        self.assertEqual(self.b.run("return document.getElementById('field-code').value"), "842952")
        for _ in range(3):      # from the top: the pages are links
            self.b.press(TAB)
        self.b.run("document.querySelector('#pages a').focus()")
        self.b.press(TAB, ENTER)
        self.assertEqual(self.b.run("return document.getElementById('title').textContent"), "One flow, period by period")

    def test_hostile_words_stay_text(self):
        for words in ('<script>window.hit = 1</script>', '"><img src=x onerror="window.hit = 1">',
                      "<svg/onload=window.hit=1>"):
            for page, name in (("lists", "name"), ("goods", "goods"), ("destination", "to")):
                with self.subTest(page=page, words=words):
                    self.visit(page, **{name: words})
                    self.assertIsNone(self.b.run("return window.hit ?? null"))
                    self.assertEqual(self.b.run("return document.querySelectorAll('#answers script, #answers img').length"), 0)

    def test_faults_and_headers(self):
        self.assertIn("Atlantis", self.visit("destination", to="Atlantis"))
        status, headers, body = self.server.ask("/")
        self.assertEqual(status, 200)
        policy = headers["Content-Security-Policy"]
        for part in ("default-src 'none'", "script-src 'self';", "connect-src 'self'", "frame-ancestors 'none'"):
            self.assertIn(part, policy)
        self.assertNotIn("unsafe", policy)
        self.assertNotIn("Set-Cookie", headers)
        self.assertNotRegex(body.decode(), r'(?:src|href)="(?:https?:)?//')
        self.assertEqual(self.server.ask("/../etc/passwd")[0], 404)

    def test_token(self):
        """The pages themselves need none, their answers do; it is kept by the tab alone."""
        tokens = self.write("tokens", "reader-token-of-some-length read\n")
        tokens.chmod(0o600)
        self.server = Server(self, "--tokens", tokens)
        self.base = f"http://127.0.0.1:{self.server.port}/"
        self.assertIn("token", self.visit("sources"))
        self.b.run("document.querySelector('input[type=password]').value = 'reader-token-of-some-length'; "
                   "document.querySelector('input[type=password] + button').click()")
        self.assertTrue(self.b.until("return document.getElementById('answers').innerText.includes('china_exports')"))
        self.assertEqual(self.b.run("return document.cookie"), "")


if __name__ == "__main__":
    weir.main()
