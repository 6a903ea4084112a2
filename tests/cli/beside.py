"""A file of other goods, which reaches further in time, changes no answer about these; nor does a month to come."""
import weir

HEADER = ("typeCode,freqCode,refYear,refMonth,period,reporterCode,flowCode,partnerCode,partner2Code,"
          "classificationCode,cmdCode,customsCode,motCode,netWgt,qty,qtyUnitCode,primaryValue")
GEO, ARM, JPN, USA = 268, 51, 392, 842


def months(first, last):
    return [m for m in range(first, last + 1) if 1 <= m % 100 <= 12]


class Beside(weir.Case):
    def load(self, name, *flows):
        """Flows: reporter, flow, partner, code, months, value of a month."""
        lines = [HEADER] + [f"C,M,{m // 100},{m % 100},{m},{reporter},{flow},{partner},0,H5,{code},C00,0,,,-1,{value(m)}"
                            for reporter, flow, partner, code, when, value in flows for m in when]
        self.weir("-q", "ingest", self.write(name, "\n".join(lines) + "\n"))

    def cars(self):
        self.load("georgia.csv", (GEO, "X", ARM, "870323", months(202201, 202311), lambda m: 10 if m < 202301 else 24))
        self.load("armenia.csv", (ARM, "M", GEO, "870323", months(202201, 202204), lambda m: 2),
                  *((ARM, "M", whose, "870323", months(202003, 202310), lambda m: (100 if m < 202203 else 700) * 1000
                     + m % 12 * 1000) for whose in (JPN, USA)))

    def phones(self):
        self.load("phones.csv", (ARM, "M", JPN, "851713", months(202003, 202402), lambda m: 50 + m % 7))

    def test_exporter_is_read(self):
        """11 months of 24 against 12 of 10: 264 and 120, by who has published most of these goods."""
        asked = ("compare", "--from", "GEO", "--to", "ARM", "--code", "8703", "--period", "2023", "--with", "2022")
        self.cars()
        alone, = self.json(*asked)
        self.assertEqual((alone["value"], alone["value_with"]), (264, 120))
        self.phones()
        beside, = self.json(*asked)
        self.assertEqual((beside["value"], beside["value_with"]), (264, 120))

    def test_after_the_last_month(self):
        """Of what is not there yet nothing rose and nothing fell, which would be all clear for ever."""
        self.cars()
        for command in (("watch", "ARM"), ("surge", "--to", "ARM")):
            self.assertIn("no figures since 2050-01: those that were asked for end in 2023-10",
                          self.fails(*command, "--from", "JPN", "--since", "2050-01"))

    def test_years_beside_months(self):
        """Months that end in 2023 do not end the years of another, which are asked about."""
        self.load("months.csv", (398, "X", 643, "870323", months(202001, 202312), lambda m: 100))
        rows = [f"C,A,{y},52,{y},860,X,643,0,H5,870323,C00,0,,,-1,{1000 + y % 3}" for y in range(2015, 2026)]
        self.weir("-q", "ingest", self.write("years.csv", "\n".join([HEADER] + rows) + "\n"))
        self.assertEqual(self.json("surge", "--to", "RUS", "--since", "2024"), [])
        self.assertIn("end in 2025-12", self.fails("surge", "--to", "RUS", "--since", "2026-01"))

    def test_sums_of_all_goods_alone(self):
        self.load("all.csv", (398, "X", 643, "TOTAL", months(202001, 202012), lambda m: 100))
        self.assertIn("holds sums of all goods only", self.fails("compare", "--from", "KAZ", "--to", "RUS", "--period",
                                                                 "2020-07..2020-12", "--with", "2020-01..2020-06"))

    def test_record_of_years(self):
        """The best year before is a year, not its January."""
        self.cars()
        self.write("c.yaml", "claims:\n  - id: a\n    sentence: x\n    tests:\n      - {kind: record, from: JPN, to: ARM, "
                             "code: 870323, period: 2022, says: the most}\n")
        self.assertIn("periods before, 1.3 M USD, in 2021", self.weir("claim", "check", "c.yaml"))

    def test_sum_of_a_group(self):
        """Of two steady members the larger has published a year less: the group as one does not fall for that."""
        def steady(level):
            return lambda m: level + level // 10 * (m * 7 % 5)
        self.load("members.csv", (398, "X", 643, "870323", months(202001, 202212), steady(9000)),
                  (ARM, "X", 643, "870323", months(202001, 202312), steady(1000)))
        self.assertEqual(self.json("surge", "--from", "ARM,KAZ", "--to", "RUS", "--since", "2022-06", "--drops"), [])
        self.assertEqual(self.json("surge", "--from", "EAEU", "--to", "RUS", "--since", "2022-06", "--drops"), [])

    def test_sum_of_an_exporter(self):
        """Twenty months of seven times the cars, and as many phones as ever: not the four of phones alone."""
        self.cars()
        self.phones()
        row, = [x.split() for x in self.weir("watch", "ARM", "--from", "JPN,USA").splitlines() if x.startswith("JPN  ")]
        self.assertEqual((row[1], row[4], row[-1]), ("monthly", "USD", "20"))
        self.assertAlmostEqual(float(row[3]), 20 * .705, delta=.3)  # millions
        self.assertGreater(float(row[5]), 4)

    def test_nobody_is_said_to_be_missing(self):
        """They are read by Armenia's own report: what they are compared with has none, of which nothing is said."""
        self.cars()
        self.phones()
        self.assertNotIn("not in what follows", self.call("watch", "ARM", "--from", "JPN,USA").stderr)


weir.main()
