"""weir sources: what was loaded, with hash and vintage."""
import hashlib

import weir


class Sources(weir.SampleCase):
    def test_sources(self):
        rows = {r["layout"]: r for r in self.json("sources")}
        self.assertEqual(set(rows), {"sample_china", "sample_eu27", "sample_india"})
        china = (weir.SAMPLE / "china_exports.csv.zst").read_bytes()
        self.assertEqual(rows["sample_china"]["sha256"], hashlib.sha256(china).hexdigest())
        self.assertEqual(rows["sample_china"]["bytes"], len(china))
        self.assertEqual((rows["sample_eu27"]["first_period"], rows["sample_eu27"]["last_period"]),
                         ("2020-01", "2022-11"))

    def test_no_store(self):
        message = self.fails("sources", store=self.dir / "none.weir")
        self.assertIn("no store at", message)
        self.assertIn("weir ingest", message)


weir.main()
