"""weir completion: bash loads it and completes."""
import subprocess

import weir


class Completion(weir.Case):
    def complete(self, *words):
        script = (f'eval "$("{weir.WEIR}" completion)"; COMP_WORDS=({" ".join(words)}); '
                  f'COMP_CWORD={len(words) - 1}; _weir; echo "${{COMPREPLY[@]}}"')
        return subprocess.run(["bash", "-c", script], capture_output=True, text=True,
                              check=True).stdout.split()

    def test_completes(self):
        self.assertEqual(self.complete("weir", "sur"), ["surge"])
        self.assertEqual(self.complete("weir", "surge", "--dr"), ["--drops"])
        self.assertIn("--period", self.complete("weir", "compare", "--p"))
        self.assertEqual(self.complete("weir", "lists", "fi"), ["find"])

    def test_completes_values(self):
        self.assertEqual(self.complete("weir", "series", "--from", "KG"), ["KGZ"])
        self.assertEqual(self.complete("weir", "series", "--from", "CHN,KG"), ["CHN,KGZ"])
        self.assertIn("842952", self.complete("weir", "series", "--code", "84295"))
        self.assertIn("eu:XXIII", self.complete("weir", "surge", "--list", "eu:XXII"))
        self.assertIn("invasion-2022", self.complete("weir", "surge", "--event", "inv"))
        self.assertEqual(self.complete("weir", "surge", "--order", "ra"), ["ratio"])
        self.assertIn("KAZ", self.complete("weir", "watch", "KA"))
        self.assertEqual(self.complete("weir", "help", "sur"), ["surge"])


weir.main()
