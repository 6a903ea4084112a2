"""Findings on every published data set: each is one reading over one window."""
import weir

SETS = (
    (("india-russia-monthly", "comparison_data_ind.parquet"), (("--to", "RUS"), ("--to", "RUS", "--since", "2023-01"))),
    (("eu27-monthly", "eu27_exports_cn8_monthly_2020-01_2022-11.csv.gz"), (("--to", "RUS"), ("--to", "KGZ"))),
    (("baci-china-russia", "baci_russia_china_processed_2017_2023.csv"), (("--to", "RUS"), ("--from", "RUS"))),
    (("armenia-georgia", "vehicle_trade_armenia.csv"), (("--from", "ARM"),)),
    (("armenia-georgia", "vehicle_trade_georgia.csv"), (("--from", "GEO"),)),
)


class Findings(weir.Case):
    def test_one_reading_over_one_window(self):
        for path, questions in SETS:
            self.store = self.dir / f"{path[1]}.weir"
            weir.loaded(self.store, weir.data("trade", *path))
            for words in questions:
                for more in ((), ("--drops",)):
                    for f in self.json("surge", *words, *more):
                        self.assertEqual(weir.incoherent(f), [], f)

    def test_a_fall_hides_no_rise(self):
        """Armenia's cars to Russia rose 138 and 32 times from March 2022 and fell in August 2023: where the rise is not
        sure it is named, whatever came after it."""
        self.weir("-q", "ingest", weir.data("trade", "armenia-georgia", "vehicle_trade_armenia.csv"))
        for question in ("surge", "--from", "ARM", "--to", "RUS", "--code", "870323,870324"), ("watch", "RUS", "--from", "ARM"):
            done = self.call(*question)
            rises = {f["family"] for f in self.json("surge", "--from", "ARM", "--to", "RUS", "--code", "870323,870324")}
            for code in {"870323", "870324"} - rises:
                self.assertIn(code, done.stderr, question)

    def test_phones_are_not_new(self):
        """Armenia's phones begin with their file in 2022, beside cars of the same office since 2017: nothing is
        known of them before, and cars are not cut because phones go on."""
        for name in ("vehicle_trade_armenia.csv", "mobile_phone_reexports.csv"):
            self.weir("-q", "ingest", weir.data("trade", "armenia-georgia", name))
        self.assertEqual(self.sql("SELECT family FROM renumbering"), [])
        phones = self.json("series", "--from", "ARM", "--to", "RUS", "--code", "851713")["points"]
        self.assertEqual(phones[0]["period"], "2022-01")
        found = self.json("surge", "--from", "ARM")
        self.assertEqual({f["family"][:4] for f in found}, {"8703"})


weir.main()
