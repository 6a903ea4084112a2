"""weir version."""
import json

import weir


class Version(weir.Case):
    def test_version(self):
        answer = json.loads(self.weir("version", "--json"))
        self.assertRegex(answer["version"], r"^\d+\.\d+\.\d+$")
        self.assertEqual(len(answer["reference_data"]), 64)
        self.assertEqual(self.call("--version").stdout, self.weir("version"))


weir.main()
