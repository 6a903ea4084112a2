"""What a mistyped name was meant to be."""
import weir


class Meant(weir.SampleCase):
    def test_meant(self):
        """A mistyped name of any kind gets the one that it is like; what is like none does not."""
        for words, hint in (
                (("serise",), "did you mean weir series?"),
                (("hlep",), "did you mean weir help?"),
                (("lists", "fnd"), "did you mean weir lists find?"),
                (("series", "--form", "CHN"), "did you mean --from?")):
            self.assertIn(hint, self.fails(*words, code=2))
        for words in (("xylophone",), ("series", "--xylophone", "CHN")):
            self.assertNotIn("did you mean", self.fails(*words, code=2))

    def test_lists_and_groups(self):
        flow = ("series", "--from", "CHN", "--to", "RUS")
        self.assertIn("did you mean 'chpl'?", self.fails(*flow, "--list", "chlp", code=2))
        self.assertIn("did you mean 'eu:XXIII'?", self.fails(*flow, "--list", "eu:XXIIII", code=2))
        self.assertIn("did you mean 'heavy trucks'?", self.fails(*flow, "--group", "heavy truks", code=2))
        self.assertIn("did you mean invasion-2022?", self.fails(
            "surge", "--to", "RUS", "--event", "invasion2022", code=2))
        self.assertIn("Kyrgyzstan", self.fails("series", "--from", "Kyrgistan", "--to", "RUS",
                                               "--code", "85"))


weir.main()
