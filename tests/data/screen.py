"""weir screen on published sets of names (bench, recall, invented people): what docs/method/screen.md claims."""
import tempfile

import screening
import weir


class Screening(weir.Case):
    def test_pairs(self):
        groups, wrong = screening.f1(screening.set_of("pairs", "name_bench_open.csv"))
        self.assertGreaterEqual(groups["all"], .88)
        self.assertEqual(wrong, [])
        near, mean = screening.ofac(screening.set_of("pairs", "ofac_fixtures.csv"))
        self.assertGreaterEqual(near, .95)
        self.assertLessEqual(mean, 1.5)

    def test_listed_names_are_themselves(self):
        """Every name listed scores 1 against itself."""
        names = sorted({x["name"] for x in screening.vocabulary(self.dir) if x["name"].count(" ") < 30})
        self.assertGreater(len(names), 30000)
        self.assertEqual([n for n, s in zip(names, screening.scores(zip(names, names)), strict=True) if s < .9999], [])

    def test_lists(self):
        """Spoilt names of the UN's list are found, invented people are not."""
        found, listed = screening.recall(self.dir)
        self.assertGreaterEqual(found, listed - 2)
        self.assertLessEqual(screening.alerts(self.dir, 10000), .0035)

    def test_perturbed(self):
        with tempfile.TemporaryDirectory() as folder:
            got = screening.perturbed(folder)
        for name in ("name_order", "typo", "transpose", "ocr", "title_affix", "translit", "homoglyph", "invisible_char"):
            self.assertGreaterEqual(got[name], .95, name)
        for name in "initials", "truncate":
            self.assertGreaterEqual(got[name], .85, name)
        for name in "token_swap", "cross_pair":
            self.assertLessEqual(got[name], .08, name)

    def test_scripts(self):
        self.assertGreaterEqual(screening.original_script(), .55)
        self.assertGreaterEqual(screening.romanisations(), .95)


weir.main()
