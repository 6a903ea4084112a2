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


weir.main()
