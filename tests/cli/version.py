"""weir version."""
import json
import subprocess

import weir


class Version(weir.Case):
    def test_version(self):
        answer = json.loads(self.weir("version", "--json"))
        self.assertRegex(answer["version"], r"^\d+\.\d+\.\d+$")
        self.assertEqual(len(answer["reference_data"]), 64)
        self.assertEqual(self.call("--version").stdout, self.weir("version"))

    def test_libraries(self):
        """None is taken from the working folder, where anybody may have put one."""
        needed = subprocess.run(["ldd", weir.WEIR], capture_output=True, text=True, check=True).stdout.split("\n")
        for name in (line.split()[0] for line in needed if "=>" in line):
            (self.dir / name).write_text("none")
        self.assertEqual(self.weir("version"), self.call("--version").stdout)


weir.main()
