"""weir lists on small files in the published layouts, and on damaged ones."""
import weir

SDN = ('36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
       '99,"DOE, John","individual","TEST",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1970; POB '
       'Oslo; Tax ID No. 7700000001 (Russia)."\r\n'
       '7,"SEA STAR","vessel","TEST",-0- ,"ABCD",-0- ,-0- ,-0- ,-0- ,-0- ,"Vessel Registration '
       'Identification IMO 9253325."\r\n\x1a')
ALT = '36,12,"aka","AERO-CARIBBEAN",-0- \r\n99,13,"aka","D\u00d6, Johannes",-0- \r\n\x1a'
UN = """<?xml version="1.0" encoding="UTF-8"?>
<CONSOLIDATED_LIST dateGenerated="2026-02-27"><INDIVIDUALS><INDIVIDUAL>
<DATAID>1</DATAID><FIRST_NAME>ERIC</FIRST_NAME><SECOND_NAME>EXAMPLE</SECOND_NAME>
<UN_LIST_TYPE>DRC</UN_LIST_TYPE><REFERENCE_NUMBER>CDi.1</REFERENCE_NUMBER>
<LISTED_ON>2012-12-31</LISTED_ON><NAME_ORIGINAL_SCRIPT>Эрик Пример</NAME_ORIGINAL_SCRIPT>
<INDIVIDUAL_ALIAS><QUALITY>Low</QUALITY><ALIAS_NAME>Rick &lt;b&gt; &amp; Co</ALIAS_NAME></INDIVIDUAL_ALIAS>
<INDIVIDUAL_DOCUMENT><TYPE_OF_DOCUMENT>Passport</TYPE_OF_DOCUMENT><NUMBER>N 123456</NUMBER></INDIVIDUAL_DOCUMENT>
</INDIVIDUAL></INDIVIDUALS><ENTITIES/></CONSOLIDATED_LIST>
"""
LAUGHS = ('<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>\n'
          '<CONSOLIDATED_LIST>&b;</CONSOLIDATED_LIST>')


class Lists(weir.Case):
    def load(self, name, text, *options, **more):
        return self.json("lists", "load", self.write(name, text, **more), *options)[0]

    def find(self, name, *options):
        return self.json("lists", "find", name, *options)

    def test_ofac(self):
        got = self.load("sdn.csv", SDN, "--vintage", "2021-06-01")
        self.assertEqual((got["list"], got["part"], got["entities"], got["vintage"]),
                         ("ofac-sdn", "entities", 3, "2021-06-01"))
        self.assertEqual(self.load("alt.csv", ALT)["names"], 2)
        self.assertEqual(self.load("cons_prim.csv", SDN)["list"], "ofac-nonsdn")
        found = self.find("John Doe")
        self.assertEqual((found[0]["match"], found[0]["entity_kind"], found[0]["born"]),
                         ("normalised", "person", "01 Jan 1970"))
        self.assertEqual(self.find("DOE, John")[0]["match"], "exact")
        self.assertEqual(self.find("johannes do")[0]["entity"], "DOE, John")  # accents do not count
        self.assertEqual(self.find("9253325")[0]["uid"], "7")
        self.assertEqual(self.find("7700000001")[0]["kind"], "INN")
        self.assertEqual(self.find("Jane Doe"), [])

    def test_un(self):
        got = self.load("un.xml", UN)
        self.assertEqual((got["list"], got["entities"], got["names"], got["identifiers"]),
                         ("un", 1, 3, 1))
        found = self.find("пример эрик")[0]
        self.assertEqual((found["kind"], found["script"], found["listed_on"]),
                         ("original script", "Cyrillic", "2012-12-31"))
        self.assertEqual(self.find("Rick b Co")[0]["quality"], "weak")
        self.assertEqual(self.find("n123456")[0]["match"], "identifier")

    def test_broken_xml(self):
        for name, text, place, why in (
                ("cut.xml", UN[:400], "cut.xml:", "broken XML"),
                ("bad.xml", UN.replace("</DATAID>", "</DATUM>"), "bad.xml:3:", "mismatched tag"),
                ("laughs.xml", LAUGHS, "laughs.xml:1:", "declares entities")):
            message = self.fails("lists", "load", self.write(name, text))
            self.assertIn(place, message)
            self.assertIn(why, message)
        self.assertEqual(self.json("lists"), [])

    def test_whole_or_not_at_all(self):
        good = self.write("sdn.csv", SDN)
        for name, text in (("other.csv", "a,b\n1,2\n"), ("cut.xml", UN[:300]),
                           ("short.csv", SDN.replace('99,"DOE, John","individual"', '99,"DOE"'))):
            self.fails("lists", "load", good, self.write(name, text))
            self.assertEqual(self.json("lists"), [])

    def test_encoding(self):
        latin = ALT.encode("latin1")
        message = self.fails("lists", "load", self.write("alt.csv", latin))
        self.assertRegex(message, r"alt.csv:2:\d+: byte 0xd6 is not UTF-8")
        self.load("alt.csv", latin, "--encoding", "latin1")
        self.assertEqual(self.find("Dö, Johannes")[0]["name"], "DÖ, Johannes")

    def test_vintages(self):
        self.load("sdn.csv", SDN, "--vintage", "2021-06-01")
        later = SDN.replace("AEROCARIBBEAN AIRLINES", "AEROCARIBBEAN") \
            .replace('99,"DOE, John"', '100,"ROE, Richard"')
        self.load("sdn.csv", later, "--vintage", "2022-06-01")
        self.assertEqual({(r["change"], r["uid"]) for r in self.json("lists", "diff", "ofac-sdn")},
                         {("added", "100"), ("removed", "99"), ("changed", "36")})
        self.assertEqual(self.find("DOE, John"), [])
        self.assertEqual(len(self.find("DOE, John", "--on", "2022-05-31")), 1)
        self.assertEqual(self.find("DOE, John", "--on", "2020-01-01"), [])
        again = self.load("sdn.csv", later, "--vintage", "2022-06-01")
        self.assertEqual(again["state"], "already there")
        self.assertEqual(len(self.json("lists")), 2)

    def test_called_wrongly(self):
        self.fails("lists", "burn", code=2)
        self.fails("lists", "load", code=2)
        self.fails("lists", "load", "x.csv", "--vintage", "soon", code=2)
        self.load("sdn.csv", SDN)
        self.fails("lists", "find", code=2)
        self.fails("lists", "diff", code=2)


weir.main()
