"""What speaks against a file as it is read is said, and nothing of it is loaded."""
import weir

SDMX = "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"


def sdmx(product, indicator, value, flow="ESTAT:DS-045409(1.0)"):
    return f"{flow},x,M,DE,KZ,{product},2,{indicator},2022-03,{value},\n"


def baci(*rows):
    return "t,i,j,k,v,q\n" + "".join(f"2021,156,643,{code},{value},5\n" for code, value in rows)


class Doubt(weir.Case):
    def sums(self):
        return self.sql("SELECT direction::VARCHAR AS direction, code, sum(value) AS value, sum(net_weight) AS kg "
                        "FROM flow_at(NULL) GROUP BY ALL ORDER BY ALL")

    def refused(self, text, says, *options, name="bad.csv"):
        before = self.sums() if self.call("sources").returncode == 0 else None
        done = self.call("ingest", *options, self.write(name, text))
        self.assertEqual(done.returncode, 1, done.stderr)
        self.assertIn(says, done.stderr)
        if before is not None:
            self.assertEqual(self.sums(), before)

    def test_parts_in_two_files(self):
        """Two states of Brazil in one file each are 1,500, not what the second has."""
        head = '"CO_ANO";"CO_MES";"CO_NCM";"CO_UNID";"CO_PAIS";"SG_UF_NCM";"CO_VIA";"CO_URF";"QT_ESTAT";"KG_LIQUIDO";"VL_FOB"\n'
        row = "2023;02;08011100;10;589;{};07;0230154;10;10;{}\n"
        self.weir("ingest", self.write("ac.csv", head + row.format("AC", 1000)))
        self.refused(head + row.format("SP", 500), "1 cells have other figures there, of the same vintage")
        self.weir("ingest", "--vintage", "2099-01-01", self.write("new.csv", head + row.format("AC", 1100)))
        self.assertEqual(self.sums()[0]["value"], 1100)

    def test_weights_of_another_unit(self):
        """Tonnes for a year, kilograms from then on: said, with where; not where the trade itself is a thousand times more."""
        head = "flow,reported_by,period,hs8,unit,value_usd,net_kg,qty\n"
        def months(kg, value=lambda i: 5000):
            return head + "".join(f"TUR->RUS,TUR,{2022 + i // 12}{i % 12 + 1:02},84295210,,{value(i) + 17 * (i % 5)},{kg(i)},\n"
                                  for i in range(24))
        steps = lambda i: 3 if i < 12 else 3000 + i
        note = self.json("ingest", self.write("units.csv", months(steps)))[0]["note"]
        self.assertIn("of 1 flow a kilogram is worth a thousand times less at once", note)
        self.assertIn("(84295210 from 2023-01 on, line 14)", note)
        row = self.json("compare", "--from", "TUR", "--to", "RUS", "--code", "842952", "--weight", "--period", "2023",
                        "--with", "2022")[0]
        self.assertIn("the quantity is some thousand times", row["notes"])
        self.store = weir.place(self.dir / "other.weir")
        grown = self.json("ingest", self.write("grown.csv", months(steps, lambda i: steps(i) * 1000)))[0]["note"]
        self.assertNotIn("a thousand times", grown or "")

    def test_measures_in_two_files(self):
        """A weight does not take the place of a value, on whatever day; both in one file are one cell."""
        value, weight = sdmx(87032310, "VALUE_IN_EUROS", 3000000), sdmx(87032310, "QUANTITY_IN_100KG", 500)
        self.weir("ingest", "--vintage", "2024-01-01", self.write("value.csv", SDMX + value))
        for day in ("2024-01-01", "2024-02-01"):
            self.refused(SDMX + weight, "another measure", "--vintage", day, name=f"weight{day}.csv")
        self.weir("ingest", self.write("both.csv", SDMX + value + weight))
        self.assertEqual(self.sums(), [{"direction": "export", "code": "87032310", "value": 3000000, "kg": 50000}])

    def test_revisions_are_no_other_parts(self):
        """A value withheld before and published without its weight; the same parts in another order; both are taken."""
        names = "freqCode,period,reporterCode,flowCode,partnerCode,cmdCode,netWgt,primaryValue\n"
        row = "A,2022,156,X,643,{},{},{}\n"
        self.weir("ingest", "--vintage", "2023-03-01", self.write("a.csv", names + row.format(870323, 500, "") + row.format(870332, 10, 100)))
        self.weir("ingest", "--vintage", "2023-06-01", self.write("b.csv", names + row.format(870323, "", 9000) + row.format(870332, 10, 100)))
        self.assertEqual([r["value"] for r in self.sums()], [9000, 100])
        head = "reporter,partner,trade_type,product_nc,flow,stat_procedure,suppl_unit,period,value_eur,quantity_kg\n"
        part = "DE,KZ,E,87032310,2,{},NO_SU,202203,{},1\n"
        self.store = weir.place(self.dir / "parts.weir")
        self.weir("ingest", self.write("c.csv", head + "".join(part.format(i, v) for i, v in ((1, .1), (2, .2), (3, .3)))))
        self.weir("ingest", self.write("d.csv", head + "".join(part.format(i, v) for i, v in ((3, .3), (2, .2), (1, .1)))
                                       + part.format(1, 5).replace("202203", "202204")))

    def test_parts_of_an_area_are_parts(self):
        """XI and XU are of the United Kingdom, which has one number; the same code twice is a repeat."""
        two = SDMX + "".join(sdmx(87032310, "VALUE_IN_EUROS", v).replace(",KZ,", f",{partner},") for partner, v in (("XI", 1), ("XU", 5)))
        self.weir("ingest", self.write("uk.csv", two))
        self.assertEqual([r["value"] for r in self.sums()], [6])

    def test_breakdowns_take_no_totals_place(self):
        """Domestic exports beside all, on whatever day; all beside domestic ones take their place."""
        names = "freqCode,period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n"
        row = "A,2022,156,{},643,870323,{}\n"
        all_, own = (self.write(f"{f}.csv", names + row.format(f, v)) for f, v in (("X", 1000), ("DX", 700)))
        self.weir("ingest", all_)
        for day in "2026-01-01", "2099-01-01":
            self.assertIn("1 cells are parts of figures that are there", self.call("ingest", "--vintage", day, own).stderr)
        names = names.replace("cmdCode", "cmdCode,motCode")
        road, sea = (self.write(f"{mode}.csv", names + f"A,2022,156,X,643,870332,{mode},{v}\n") for mode, v in ((3200, 600), (2100, 400)))
        for first, second in ((road, sea), (sea, road)):
            self.store = weir.place(self.dir / f"{first.stem}.weir")
            self.weir("ingest", first)
            self.assertIn("1 cells are parts of figures that are there", self.call("ingest", second).stderr)
        self.store = weir.place(self.dir / "second.weir")
        self.weir("ingest", own)
        self.weir("ingest", all_)
        self.assertEqual(self.sums()[0]["value"], 1000)

    def test_what_a_load_replaces(self):
        """Of those rows that it holds, not of all that were replaced that day."""
        names = "freqCode,period,reporterCode,flowCode,partnerCode,cmdCode,primaryValue\n"
        row = "A,{},156,X,643,870323,{}\n"
        counts = [self.json("ingest", self.write(f"{i}.csv", names + row.format(*x)))[0]["rows_replacing"]
                  for i, x in enumerate(((2022, 1), (2022, 2), (2023, 3)))]
        self.assertEqual(counts, [0, 1, 0])

    def test_headings_of_before(self):
        """9009 ended with 2006 and 9501 too; a file that says which HS it is of is believed."""
        self.weir("ingest", self.write("old.csv", baci((9009, 1), (9501, 2), (8703, 3))))
        names = "freqCode,period,reporterCode,flowCode,partnerCode,cmdCode,classificationCode,primaryValue\n"
        self.weir("ingest", self.write("said.csv", names + "A,2003,156,X,643,7843,H2,5\n"))

    def test_whole_numbers_as_fractions(self):
        """Who reads UN Comtrade as numbers writes 0.0 for the mode of transport of a total."""
        names = "freqCode,period,reporterCode,flowCode,partnerCode,cmdCode,partner2Code,customsCode,mosCode,motCode,primaryValue\n"
        row = "M,202301,156,X,643,870323,0.0,C00,0.0,{},{}\n"
        self.weir("ingest", self.write("f.csv", names + row.format("0.0", 1000) + row.format("3200.0", 600)
                                       + row.format("2100.0", 400)))
        self.assertEqual(self.sums()[0]["value"], 1000)

    def test_rows_twice(self):
        for text in (SDMX + 2 * sdmx(870323, "VALUE_IN_EUROS", 5),
                     SDMX.replace("flow,", "flow,mode,") + "".join(
                         sdmx(870323, "VALUE_IN_EUROS", v).replace(",2,VALUE", f",2,{mode},VALUE")
                         for mode, v in ((0, 3), (1, 1), (3, 2)))):
            self.refused(text, "the same cell")
        head = "reporter,partner,trade_type,product_nc,flow,stat_procedure,suppl_unit,period,value_eur,quantity_kg\n"
        rows = "".join(f"DE,KZ,E,870323{i},2,1,NO_SU,202203,{i + 5},1\n" for i in range(10, 20))
        self.refused(head + rows + rows, "bad.csv:12: 10 of 20 rows stand there again, this one at line 2")
        few = self.call("ingest", self.write("few.csv", head + 2 * rows.splitlines(True)[3].replace("202203", "202201")))
        self.assertIn("1 of 2 rows say what another says", few.stderr)  # of few, parts may be alike
        self.assertIn("1 of 11 rows say what another says (line 12 what line 2 does)", self.call(
            "ingest", self.write("one.csv", head + rows + rows.splitlines(True)[0])).stderr)

    def test_other_classifications(self):
        self.refused(SDMX + sdmx(781, "VALUE_IN_EUROS", 5, "ESTAT:DS-018995(1.0)"), "a code of SITC")
        self.refused(baci((781, 1), (7843, 2), (8703, 3)), "2 of 3 rows with codes of four digits have no heading")
        self.weir("ingest", self.write("hs.csv", baci((8703, 1), (101, 2))))  # 0101 that lost its zero
        self.assertEqual([r["code"] for r in self.sums()], ["0101", "8703"])
        self.weir("ingest", self.write("one.csv", baci(*((842911 + i, 1) for i in range(10)), (7843, 1)).replace("2021,", "2020,")))

    def test_flow_that_is_said(self):
        rows = "reporter,partner,product_nc,flow,period,value_in_euros\nDE,KZ,27090010,{},2022-03,9\nDE,KZ,87032310,{},2022-03,3\n"
        for k, words in enumerate((("IMPORT", "EXPORT"), ("1", "2"))):
            self.store = weir.place(self.dir / f"flow{k}.weir")
            self.weir("ingest", self.write("f.csv", rows.format(*words)))
            self.assertEqual([(r["direction"], r["code"]) for r in self.sums()],
                             [("export", "87032310"), ("import", "27090010")])

    def test_how_numbers_are_written(self):
        """1.257.813 shows that 257.100 is no fraction, 12,5 that 48,641 is one."""
        head = "t;i;j;k;v;q\n"
        rows = "".join(f"2021;156;643;8429{i};257.{100 + i};1\n" for i in range(10, 50))
        self.refused(head + rows + "2021;156;643;842999;1.257.813;1\n", "bad.csv:42: 'v': not a number '1.257.813'")
        rows = "".join(f'2021,156,643,8429{i},"48,{641 + i}",1\n' for i in range(10, 50))
        self.refused("t,i,j,k,v,q\n" + rows + '2021,156,643,842999,"12,5",1\n', "not a number '12,5'")
        sure = rows.replace('"48,', '"1,048,')
        self.weir("ingest", self.write("sure.csv", "t,i,j,k,v,q\n" + sure + '2021,156,643,842999,"12,5",1\n'))
        self.assertEqual(self.sums()[0]["value"], 1048651000)
        self.store = weir.place(self.dir / "plain.weir")
        rows = rows.replace('"', "").replace("48,", "48")
        self.weir("ingest", self.write("plain.csv", "t,i,j,k,v,q\n" + rows + '2021,156,643,842999,"12,5",1\n'))

    def test_totals_by_other_words(self):
        self.weir("ingest", "--max-rejects", "60", self.write("all.csv", baci((842951, 1), (842952, 2), ("ALL", 3), ("AG6", 3))))
        self.assertEqual([r["code"] for r in self.sums()], ["842951", "842952"])

    def test_no_value(self):
        head = "Commodity code,Trading partner code,Quantity,Unit,Supplementary Quantity,Supplementary Unit,{}\n"
        row = "84295212,344,5,Unit,5000,Kilogram,700\n"
        done = self.call("ingest", "--flow", "export", "--period", "2024-03", self.write("d.csv", head.format("Dollars") + row))
        self.assertIn("no row has a value", done.stderr)
        self.store = weir.place(self.dir / "second.weir")
        self.weir("ingest", "--flow", "export", "--period", "2024-03", self.write("e.csv", head.format("US dollars") + row))
        self.assertEqual(self.sums()[0]["value"], 700)


weir.main()
