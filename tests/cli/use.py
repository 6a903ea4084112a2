"""docs/use.md: its lines work, as far as what they are in is here."""
import pathlib
import re
import shutil
import subprocess
import sys

import serve
import weir


class Use(weir.SampleCase):
    def blocks(self):
        text = (weir.SOURCE / "docs" / "use.md").read_text()
        return dict(re.findall(r"```(\w+)\n(.*?)```", text, re.S))

    def test_lines(self):
        server = serve.Server(self)
        blocks = self.blocks()
        self.assertEqual(set(blocks), {"python", "r", "sh", "sql"})
        top = self.weir("top", "--from", "IND", "--to", "RUS", "--period", "2022", "--csv").splitlines()
        for language, command in [("python", [sys.executable, "-"]), ("r", ["Rscript", "-"]), ("sh", ["sh"])]:
            with self.subTest(language):
                if not shutil.which(command[0]) or (language == "python" and subprocess.run(
                        [sys.executable, "-c", "import pandas"], capture_output=True).returncode):
                    self.skipTest(f"no {language} with what it needs")
                text = blocks[language].replace(":8080", f":{server.port}")
                done = subprocess.run(command, input=text, capture_output=True, text=True, timeout=60)
                self.assertEqual(done.returncode, 0, done.stderr)
                self.assertIn(top[1].split(",")[1] if language != "sh" else "2.398", done.stdout)

    def test_address_is_the_command(self):
        """What pandas and R read is what --csv prints."""
        server = serve.Server(self)
        path = re.search(r'8080(/v1/top\.csv\?[^"]+)"', self.blocks()["python"])[1]
        self.assertEqual(server.ask(path)[2].decode(),
                         self.weir("top", "--from", "IND", "--to", "RUS", "--period", "2022", "--csv"))

    def test_sql(self):
        statement = self.blocks()["sql"].split(";")[1].replace("weir.flows", "flows")
        rows = {r["period"]: r["value"] for r in self.sql(statement)}
        wanted = self.json("compare", "--from", "IND", "--to", "RUS", "--period", "2024-05", "--with", "2023-05")[0]
        self.assertAlmostEqual(rows[202405], wanted["value"])
        self.assertAlmostEqual(rows[202305], wanted["value_with"])


if __name__ == "__main__":
    weir.main()
