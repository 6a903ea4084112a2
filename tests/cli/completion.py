"""weir completion: bash, zsh and fish load it and complete."""
import shutil
import subprocess
import unittest

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

    def run_in(self, shell, script):
        return subprocess.run([shell, "-c", script], capture_output=True, text=True,
                              check=True).stdout.split()

    @unittest.skipUnless(shutil.which("zsh"), "skipped: no zsh")
    def test_zsh(self):
        """Outside of its line editor, with what weir asks of it standing in."""
        def complete(*words):
            return self.run_in("zsh", "compdef() { }; compadd() { shift; print -l -- $@ }; "
                               f'eval "$("{weir.WEIR}" completion zsh)"; '
                               f'words=({" ".join(words)}); CURRENT={len(words)}; _weir')
        self.assertEqual(complete("weir", "sur"), ["surge"])
        self.assertEqual(complete("weir", "series", "--from", "CHN,KG"), ["CHN,KGZ"])

    @unittest.skipUnless(shutil.which("fish"), "skipped: no fish")
    def test_fish(self):
        def complete(line):
            return self.run_in("fish", f'"{weir.WEIR}" completion fish | source; complete -C "{line}"')
        self.assertEqual(complete("weir sur"), ["surge"])
        self.assertEqual(complete("weir series --from CHN,KG"), ["CHN,KGZ"])
        self.assertEqual(complete(f"weir ingest {weir.SOURCE}/READM"), [f"{weir.SOURCE}/README.md"])

    def test_other_shells(self):
        self.assertIn("bash, zsh or fish", self.fails("completion", "tcsh", code=2))


weir.main()
