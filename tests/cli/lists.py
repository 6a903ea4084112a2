"""weir lists on small files in the published layouts, and on damaged ones."""
import json
import re
import subprocess
import time

import weir

SDN = ('36,"AEROCARIBBEAN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n'
       '99,"DOE, John","individual","TEST] [OTHER",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB 01 Jan 1970; POB '
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

OFAC_XML = """<?xml version="1.0" encoding="utf-8"?>
<sdnList xmlns="https://example.org/sdn"><publshInformation><Publish_Date>01/02/2024</Publish_Date></publshInformation>
<sdnEntry><uid>99</uid><firstName>John</firstName><lastName>DOE</lastName><sdnType>Individual</sdnType>
<programList><program>TEST</program><program>CYBER2</program></programList>
<idList><id><uid>1</uid><idType>Tax ID No.</idType><idNumber>7700000001</idNumber><idCountry>Russia</idCountry></id>
<id><uid>2</uid><idType>Passport</idType><idNumber>AB 123456</idNumber></id></idList>
<akaList><aka><uid>3</uid><type>a.k.a.</type><category>weak</category><lastName>JD</lastName></aka></akaList>
<addressList><address><uid>4</uid><address1>1 High St</address1><city>Oslo</city><country>Norway</country></address></addressList>
<dateOfBirthList><dateOfBirthItem><uid>5</uid><dateOfBirth>01 Jan 1970</dateOfBirth><mainEntry>true</mainEntry></dateOfBirthItem></dateOfBirthList>
</sdnEntry>
<sdnEntry><uid>7</uid><lastName>SEA STAR</lastName><sdnType>Vessel</sdnType><programList><program>TEST</program></programList>
<idList><id><uid>6</uid><idType>Vessel Registration Identification</idType><idNumber>IMO 9253325</idNumber></id></idList>
<vesselInfo><callSign>ABCD</callSign><vesselType>Crude Oil Tanker</vesselType><vesselFlag>Panama</vesselFlag></vesselInfo>
</sdnEntry></sdnList>
"""
ADVANCED = """<?xml version="1.0" encoding="utf-8"?>
<Sanctions xmlns="https://example.org/advanced"><ReferenceValueSets>
<AliasTypeValues><AliasType ID="1400">A.K.A.</AliasType><AliasType ID="1403">Name</AliasType></AliasTypeValues>
<CountryValues><Country ID="11067" ISO2="RU">Russia</Country></CountryValues>
<FeatureTypeValues><FeatureType ID="8">Birthdate</FeatureType><FeatureType ID="25">Location</FeatureType></FeatureTypeValues>
<IDRegDocTypeValues><IDRegDocType ID="1571">Passport</IDRegDocType><IDRegDocType ID="1596">Tax ID No.</IDRegDocType></IDRegDocTypeValues>
<LocPartTypeValues><LocPartType ID="1454">CITY</LocPartType></LocPartTypeValues>
<PartySubTypeValues><PartySubType ID="4" PartyTypeID="1">Unknown</PartySubType><PartySubType ID="1" PartyTypeID="4">Vessel</PartySubType></PartySubTypeValues>
<PartyTypeValues><PartyType ID="1">Individual</PartyType><PartyType ID="4">Transport</PartyType></PartyTypeValues>
<SanctionsTypeValues><SanctionsType ID="1">Program</SanctionsType></SanctionsTypeValues>
<ScriptValues><Script ID="215" ScriptCode="Latn">Latin</Script><Script ID="220" ScriptCode="Cyrl">Cyrillic</Script></ScriptValues>
</ReferenceValueSets>
<Locations><Location ID="500"><LocationCountry CountryID="11067"/><LocationPart LocPartTypeID="1454"><LocationPartValue Primary="true"><Value>Moscow</Value></LocationPartValue></LocationPart></Location></Locations>
<IDRegDocuments><IDRegDocument ID="1" IDRegDocTypeID="1596" IdentityID="91" IssuedBy-CountryID="11067"><IDRegistrationNo>7700000001</IDRegistrationNo></IDRegDocument></IDRegDocuments>
<DistinctParties><DistinctParty FixedRef="9001"><Profile ID="9001" PartySubTypeID="4"><Identity ID="91" FixedRef="9001" Primary="true">
<Alias AliasTypeID="1403" Primary="true" LowQuality="false">
<DocumentedName ID="1" DocNameStatusID="1"><DocumentedNamePart><NamePartValue ScriptID="215">DOE</NamePartValue></DocumentedNamePart><DocumentedNamePart><NamePartValue ScriptID="215">Ivan</NamePartValue></DocumentedNamePart></DocumentedName>
<DocumentedName ID="2" DocNameStatusID="2"><DocumentedNamePart><NamePartValue ScriptID="220">Доу</NamePartValue></DocumentedNamePart></DocumentedName></Alias>
<Alias AliasTypeID="1400" Primary="false" LowQuality="true"><DocumentedName ID="3" DocNameStatusID="2"><DocumentedNamePart><NamePartValue ScriptID="215">VANYA</NamePartValue></DocumentedNamePart></DocumentedName></Alias></Identity>
<Feature ID="1" FeatureTypeID="8"><FeatureVersion ID="1"><DatePeriod><Start><From><Year>1960</Year><Month>3</Month><Day>15</Day></From></Start></DatePeriod></FeatureVersion></Feature>
<Feature ID="2" FeatureTypeID="25"><FeatureVersion ID="2"><VersionLocation LocationID="500"/></FeatureVersion></Feature>
</Profile></DistinctParty></DistinctParties>
<SanctionsEntries><SanctionsEntry ID="1" ProfileID="9001"><EntryEvent><Date><Year>2014</Year><Month>4</Month><Day>28</Day></Date></EntryEvent><SanctionsMeasure SanctionsTypeID="1"><Comment>UKRAINE-EO13661</Comment></SanctionsMeasure></SanctionsEntry></SanctionsEntries></Sanctions>
"""
FSF_XML = """<?xml version="1.0" encoding="UTF-8"?>
<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-05-01T10:00:00">
<sanctionEntity designationDate="2014-03-17" euReferenceNumber="EU.27.28" logicalId="13"><remark>a remark</remark>
<regulation publicationDate="2014-03-17" programme="UKR" numberTitle="269/2014"><publicationUrl>u</publicationUrl></regulation>
<subjectType code="person" classificationCode="P"/>
<nameAlias wholeName="Ivan Doe" strong="true"/><nameAlias wholeName="Иван Доу" strong="true"/><nameAlias wholeName="Vanya" strong="false"/>
<citizenship countryIso2Code="RU"/><birthdate birthdate="1960-03-15" city="Omsk" countryDescription="RUSSIA"/>
<identification number="AB123456" identificationTypeCode="passport"/><address street="1 High St" city="Moscow" countryDescription="RUSSIA"/>
</sanctionEntity></export>
"""
FSF_CSV = ("fileGenerationDate;Entity_LogicalId;Entity_EU_ReferenceNumber;Entity_SubjectType;"
           "Entity_Regulation_PublicationDate;Entity_Regulation_Programme;NameAlias_WholeName;"
           "Identification_Number;Identification_TypeCode\n"
           "01/05/2024;13;EU.27.28;P;2014-03-17;UKR;Ivan Doe;;\n"
           "01/05/2024;13;EU.27.28;P;2014-03-17;UKR;\"Doe; Ivan\";;\n"
           "01/05/2024;13;EU.27.28;P;2014-03-17;UKR;;AB123456;passport\n"
           "01/05/2024;14;EU.27.29;E;2014-03-17;UKR;Sirius LLC;;\n")
OFSI_CSV = ("Last Updated,01/05/2024\n"
            "Name 6,Name 1,Name 2,Title,Name Non-Latin Script,DOB,Nationality,Passport Number,"
            "Address 1,Country,Other Information,Group Type,Alias Type,Alias Quality,Regime,Listed On,Group ID\n"
            "DOE,Ivan,Ivanovich,,Иван Доу,15/03/1960,Russia,AB123456,1 High St,Russia,x,Individual,Primary name,,Russia,18/03/2014,100\n"
            "DOE,Vanya,,,,15/03/1960,Russia,,,,,Individual,AKA,Low,Russia,18/03/2014,100\n"
            "SIRIUS LLC,,,,,,,,,,,Entity,Primary name,,Russia,18/03/2014,101\n")
OFSI_XML = """<?xml version="1.0"?>
<ArrayOfFinancialSanctionsTarget xmlns="http://schemas.hmtreasury.gov.uk/ofsi/consolidatedlist">
<FinancialSanctionsTarget><Name6>DOE</Name6><name1>Ivan</name1><RegimeName>Russia</RegimeName><DateListed>2014-03-18T00:00:00</DateListed>
<GroupTypeDescription>Individual</GroupTypeDescription><AliasType>Primary name</AliasType><NameNonLatinScript>Доу</NameNonLatinScript><GroupID>100</GroupID></FinancialSanctionsTarget>
<FinancialSanctionsTarget><Name6>DOE</Name6><name1>Vanya</name1><AliasType>AKA</AliasType><AliasQuality>Low</AliasQuality><GroupID>100</GroupID></FinancialSanctionsTarget>
</ArrayOfFinancialSanctionsTarget>
"""
UK_CSV = ("Report Date: 01-May-2024\n"
          "Last Updated,Unique ID,OFSI Group ID,Name 6,Name 1,Name 2,Name type,Alias strength,"
          "Name non-latin script,Regime Name,Designation Type,Date Designated,D.O.B,Passport number,IMO number\n"
          "01/05/2024,RUS0001,100,DOE,Ivan,,Primary Name,,Доу,Russia,Individual,18/03/2014,15/03/1960,AB123456,\n"
          "01/05/2024,RUS0001,100,DOE,Vanya,,Alias,Low,,Russia,Individual,18/03/2014,15/03/1960,AB123456,\n"
          "01/05/2024,RUS0002,101,SEA STAR,,,Primary Name,,,Russia,Ship,18/03/2014,,,9253325\n")
UK_XML = """<?xml version="1.0"?>
<Designations><Designation><LastUpdated>01/05/2024</LastUpdated><DateDesignated>18/03/2014</DateDesignated><UniqueID>RUS0001</UniqueID>
<Names><Name><Name1>Ivan</Name1><Name6>DOE</Name6><NameType>Primary Name</NameType></Name><Name><Name6>VANYA</Name6><NameType>Alias</NameType></Name></Names>
<NonLatinNames><NonLatinName><NameNonLatinScript>Доу</NameNonLatinScript></NonLatinName></NonLatinNames>
<RegimeName>Russia</RegimeName><IndividualEntityShip>Individual</IndividualEntityShip>
<Addresses><Address><AddressLine1>1 High St</AddressLine1><AddressCountry>Russia</AddressCountry></Address></Addresses>
<IndividualDetails><Individual><DOBs><DOB>15/03/1960</DOB></DOBs><Nationalities><Nationality>Russia</Nationality></Nationalities>
<PassportDetails><Passport><PassportNumber>AB123456</PassportNumber></Passport></PassportDetails></Individual></IndividualDetails>
</Designation></Designations>
"""
CANADA = """<?xml version="1.0" encoding="UTF-8"?>
<data-set><record><Country>Russia</Country><LastName>Doe</LastName><GivenName>Ivan</GivenName><DateOfBirthOrShipBuildDate>1960-03-15</DateOfBirthOrShipBuildDate>
<Aliases>Vanya; I. Doe</Aliases><Schedule>1, Part 1</Schedule><Item>1</Item><DateOfListing>2014-03-17</DateOfListing></record>
<record><Country-Pays>Russia / Russie</Country-Pays><EntityOrShip-EntiteOuNavire>Sea Star</EntityOrShip-EntiteOuNavire><ShipIMONumber-NumeroOMIDuNavire>9253325</ShipIMONumber-NumeroOMIDuNavire>
<Schedule-Annexe>1.1</Schedule-Annexe><Item-NumeroDarticle>2</Item-NumeroDarticle><DateOfListing-DateDinscription>2025-06-13</DateOfListing-DateDinscription></record></data-set>
"""
FTM = ('{"id": "NK-1", "schema": "Person", "properties": {"name": ["Ivan Doe", "Доу"], "weakAlias": ["Vanya"], '
       '"innCode": ["7700000001"], "birthDate": ["1960-03-15"], "addressEntity": ["addr-1"]}, "first_seen": "2021-01-01T00:00:00"}\n'
       '{"id": "sanc-1", "schema": "Sanction", "properties": {"entity": ["NK-1"], "program": ["UKR"], "startDate": ["2014-03-17"]}}\n'
       '{"id": "pass-1", "schema": "Passport", "properties": {"holder": ["NK-1"], "number": ["AB123456"]}}\n'
       '{"id": "addr-1", "schema": "Address", "properties": {"full": ["1 High St, Moscow"], "country": ["ru"]}}\n')


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
                         ("normalised", "person", "1970-01-01"))
        self.assertEqual(found[0]["program"], "TEST; OTHER")
        self.assertEqual(self.find("DOE, John")[0]["match"], "exact")
        self.assertEqual(self.find("johannes do")[0]["entity"], "DOE, John")  # accents do not count
        self.assertEqual(self.find("9253325")[0]["uid"], "7")
        self.assertEqual(self.find("7700000001")[0]["kind"], "INN")
        self.assertEqual(self.find("Jane Doe"), [])

    def facts(self, name, *options):
        """The entity that a look-up finds first."""
        hit = self.find(name, *options)[0]
        return {k: hit[k] for k in ("list", "uid", "entity", "entity_kind", "listed_on", "born")}

    def test_one_list_in_two_formats(self):
        """The same list of a day in another layout stands beside it, and that is said."""
        names = [f"N Number{i}" for i in range(5)]
        self.weir("lists", "load", "--vintage", "2023-01-01", self.write("a.json", "".join(
            f'{{"id": "a{i}", "schema": "Person", "properties": {{"name": ["{n}"]}}}}\n' for i, n in enumerate(names))))
        head = ("id", "schema", "name", "aliases", "birth_date", "countries", "addresses", "identifiers", "sanctions", "phones",
                "emails", "dataset", "first_seen", "last_seen", "last_change")
        rows = [(f"a{i}", "Person", n, *[""] * 9, *["2023-01-01"] * 3) for i, n in enumerate(names)]
        table = "".join(",".join(f'"{x}"' for x in r) + "\n" for r in (head, *rows))
        done = self.call("lists", "load", "--vintage", "2023-01-01", self.write("s.csv", table))
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("names of it stand in another file of opensanctions and that day: both count", done.stderr)

    def test_parts_of_other_days(self):
        """Aliases that were not brought up to date with the entities are said to be of their day."""
        self.weir("lists", "load", self.write("sdn.csv", SDN), self.write("alt.csv", ALT), "--vintage", "2024-01-01")
        self.assertTrue(self.json("screen", "Aerocaribbean")["lists"].endswith("ofac-sdn 2024-01-01"))
        self.weir("lists", "load", self.write("sdn.csv", SDN.replace("CUBA", "CUBB")), "--vintage", "2024-02-01")
        self.assertTrue(self.json("screen", "Aerocaribbean")["lists"].endswith("ofac-sdn 2024-02-01 (aliases of 2024-01-01)"))

    def test_ofac_comments(self):
        cut = SDN.replace('"DOB 01 Jan 1970; POB Oslo; Tax ID No. 7700000001 (Russia)."',
                          '"DOB 01 Jan 1970; POB Oslo; Registration Numb"')
        self.load("sdn.csv", cut)
        got = self.load("sdn_comments.csv", '99,"er 1027700342890 (Russia); Passport X1234567."\r\n\x1a')
        self.assertEqual((got["list"], got["part"]), ("ofac-sdn", "comments"))
        found = self.find("1027700342890")[0]
        self.assertEqual((found["entity"], found["kind"]), ("DOE, John", "OGRN"))
        self.assertIn("Registration Number 1027700342890", found["remarks"])
        self.store = self.dir / "other.weir"  # the other way round
        self.load("sdn_comments.csv", '99,"er 1027700342890 (Russia)."\r\n')
        self.load("sdn.csv", cut)
        self.assertEqual(self.find("1027700342890")[0]["entity"], "DOE, John")

    def test_ofac_xml(self):
        got = self.load("sdn.xml", OFAC_XML)
        self.assertEqual((got["list"], got["entities"], got["names"], got["addresses"],
                          got["identifiers"]), ("ofac-sdn", 2, 3, 1, 4))
        self.assertEqual(self.facts("7700000001"),
                         {"list": "ofac-sdn", "uid": "99", "entity": "John DOE",
                          "entity_kind": "person", "listed_on": None, "born": "1970-01-01"})
        self.assertEqual(self.find("JD")[0]["quality"], "weak")
        self.assertEqual(self.find("John Doe")[0]["program"], "TEST; CYBER2")
        self.assertEqual(self.facts("9253325")["entity_kind"], "vessel")
        self.assertIn("Crude Oil Tanker", self.find("Sea Star")[0]["remarks"])
        self.assertEqual(self.load("consolidated.xml", OFAC_XML)["list"], "ofac-nonsdn")

    def test_ofac_advanced(self):
        got = self.load("sdn_advanced.xml", ADVANCED)
        self.assertEqual((got["list"], got["entities"], got["names"], got["addresses"],
                          got["identifiers"]), ("ofac-sdn", 1, 3, 1, 1))
        self.assertEqual(self.facts("7700000001"),
                         {"list": "ofac-sdn", "uid": "9001", "entity": "DOE Ivan",
                          "entity_kind": "person", "listed_on": "2014-04-28", "born": "1960-03-15"})
        self.assertEqual(self.find("Доу")[0]["kind"], "original script")
        self.assertEqual(self.find("Vanya")[0]["quality"], "weak")
        self.assertEqual(self.find("Vanya")[0]["program"], "UKRAINE-EO13661")
        self.assertEqual(self.sql("SELECT city, country FROM reg.address"),
                         [{"city": "Moscow", "country": "Russia"}])

    def test_names(self):
        self.load("fsf.xml", FSF_XML, "--vintage", "2024-05-01")
        got = [(n["uid"], n["name"], n["kind"], n["quality"], n["script"], n["entity_kind"], n["vintage"])
               for n in self.json("lists", "names")]
        self.assertEqual(got, [
            ("13", "Ivan Doe", "primary", "strong", "Latin", "person", "2024-05-01"),
            ("13", "Vanya", "aka", "weak", "Latin", "person", "2024-05-01"),
            ("13", "\u0418\u0432\u0430\u043d \u0414\u043e\u0443", "original script", "strong", "Cyrillic", "person", "2024-05-01")])
        self.assertIn("no list is known", self.fails("lists", "names", "--on", "2024-04-30"))

    def test_eu(self):
        got = self.load("fsf.xml", FSF_XML)
        self.assertEqual((got["list"], got["entities"], got["names"], got["addresses"],
                          got["identifiers"]), ("eu-fsf", 1, 3, 1, 1))
        self.assertEqual(self.facts("AB123456"),
                         {"list": "eu-fsf", "uid": "13", "entity": "Ivan Doe",
                          "entity_kind": "person", "listed_on": "2014-03-17", "born": "1960-03-15"})
        self.assertEqual(self.find("Vanya")[0]["quality"], "weak")
        self.assertEqual(self.find("доу иван")[0]["kind"], "original script")

    def test_eu_csv(self):
        got = self.load("fsf.csv", FSF_CSV)
        self.assertEqual((got["list"], got["entities"], got["names"], got["identifiers"]),
                         ("eu-fsf", 2, 3, 1))
        self.assertEqual(self.facts("AB123456")["entity"], "Ivan Doe")
        self.assertEqual(self.find("Doe; Ivan")[0]["match"], "exact")
        self.assertEqual(self.facts("Sirius LLC")["entity_kind"], "entity")

    def test_uk(self):
        for name, text, listing, uid, entity in (
                ("ConList.csv", OFSI_CSV, "uk-ofsi", "100", "Ivan Ivanovich DOE"),
                ("ConList.xml", OFSI_XML, "uk-ofsi", "100", "Ivan DOE"),
                ("UK-Sanctions-List.csv", UK_CSV, "uk", "RUS0001", "Ivan DOE"),
                ("UK-Sanctions-List.xml", UK_XML, "uk", "RUS0001", "Ivan DOE")):
            self.store = self.dir / (name + ".weir")
            self.assertEqual(self.load(name, text)["list"], listing)
            found = self.facts("Vanya" if name.endswith("List.xml") and listing == "uk" else "Doe Vanya")
            self.assertEqual((found["list"], found["uid"], found["entity"], found["entity_kind"]),
                             (listing, uid, entity, "person"), name)
            original = [n for n in self.find("Доу") if n["kind"] == "original script"]
            self.assertEqual(len(original), 1, name)
            if name != "ConList.xml":
                self.assertEqual(self.facts("AB123456")["born"], "1960-03-15")
        self.store = self.dir / "UK-Sanctions-List.csv.weir"
        self.assertEqual(self.facts("9253325")["entity_kind"], "vessel")
        self.assertEqual(self.find("Doe Vanya")[0]["quality"], "weak")

    def test_canada(self):
        got = self.load("sema-lmes.xml", CANADA)
        self.assertEqual((got["list"], got["entities"], got["names"], got["identifiers"]),
                         ("canada-sema", 2, 4, 1))
        self.assertEqual(self.facts("Vanya"),
                         {"list": "canada-sema", "uid": "Russia / 1, Part 1 / 1",
                          "entity": "Ivan Doe", "entity_kind": "person",
                          "listed_on": "2014-03-17", "born": "1960-03-15"})
        self.assertEqual(self.facts("9253325")["entity_kind"], "vessel")

    def test_followthemoney(self):
        got = self.load("entities.ftm.json", FTM)
        self.assertEqual((got["list"], got["entities"], got["names"], got["addresses"],
                          got["identifiers"]), ("opensanctions", 1, 3, 1, 2))
        self.assertEqual(self.facts("AB123456"),
                         {"list": "opensanctions", "uid": "NK-1", "entity": "Ivan Doe",
                          "entity_kind": "person", "listed_on": "2014-03-17", "born": "1960-03-15"})
        self.assertEqual(self.find("Vanya")[0]["program"], "UKR")
        for broken, place in ((FTM + '{"id": "x", "sch', ":5:"), (FTM.replace('["UKR"]', "[UKR]"), ":2:"),
                              (FTM + "[1]\n", ":5:1:")):
            self.assertIn(place, self.fails("lists", "load", self.write("bad.json", broken)))

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

    def test_emptied(self):
        """A list without entries would hide every name of the one before it."""
        good = self.write("sdn.csv", SDN)
        self.weir("lists", "load", good, "--vintage", "2024-01-01")
        source = (weir.SOURCE / "src/register/layouts.c").read_text()
        begins = [x.replace('\\"', '"')
                  for x in re.findall(r'XML, 0,\s*"((?:[^"\\]|\\.)+)"', source)]
        self.assertGreaterEqual(len(begins), 8)
        for begin in begins:
            tag = begin.split()[0]
            text = {"export eu.europa.ec/fpi/fsd/export": '<export xmlns="http://eu.europa.ec/fpi/fsd/export"/>',
                    }.get(begin, f"<{begin}></{tag}>")
            with self.subTest(begin):
                message = self.fails("lists", "load", self.write("x.xml", '<?xml version="1.0"?>\n' + text),
                                     "--vintage", "2024-02-01")
                self.assertIn("no entry in it", message)
        for name, text in (("ftm.json", "{}\n"), ("ftm2.json", '{"id": "x", "schema": "Person"}\n'),
                           ("targets.csv", '"id","schema","name","aliases","birth_date","countries",'
                            '"addresses","identifiers","sanctions","phones","emails","program_ids",'
                            '"dataset","first_seen","last_seen","last_change"\n'),
                           ("denied.txt", '"Name"\t"Street_Address"\t"City"\n')):
            with self.subTest(name):
                self.fails("lists", "load", self.write(name, text), "--vintage", "2024-02-01")
        self.assertEqual([x["name"] for x in self.json("lists", "find", "SEA STAR")], ["SEA STAR"])
        self.assertEqual(len(self.json("lists")), 1)

    def test_no_end_mark(self):
        """OFAC ends its files with 0x1A: half a list does not take the place of the list."""
        rows = SDN.splitlines(keepends=True)
        cut = self.write("cut.csv", rows[0] + rows[1])
        done = self.call("lists", "load", cut, "--vintage", "2023-01-01")
        self.assertEqual(done.returncode, 0)
        self.assertIn("no end mark", done.stderr)
        self.weir("lists", "load", self.write("sdn.csv", SDN + "\r\n"), "--vintage", "2023-02-01")
        for text in (rows[0], rows[0] + rows[1], SDN.replace("\x1a", "")):
            self.assertIn("no end mark", self.fails("lists", "load", self.write("sdn.csv", text)))
        self.assertEqual([x["name"] for x in self.json("lists", "find", "SEA STAR")], ["SEA STAR"])
        self.weir("lists", "load", cut, "--vintage", "2023-03-01", "--shrunk")
        self.assertEqual(self.json("lists", "find", "SEA STAR"), [])
        alt = self.write("alt.csv", ALT)
        self.weir("lists", "load", alt, "--vintage", "2023-02-01")
        self.assertIn("no end mark",
                      self.fails("lists", "load", self.write("alt.csv", ALT[:ALT.index("99")])))

    def test_shrunk(self):
        """Fewer than four fifths of the vintage before are not taken for the list."""
        def denied(n):
            return self.write(f"d{n}.txt", '"Name"\t"Street_Address"\t"City"\t"State"\t"Country"\t'
                              '"Postal_Code"\t"Effective_Date"\t"Expiration_Date"\t'
                              '"Standard_Order"\t"Last_Update"\t"Action"\t"FR_Citation"\n' + "".join(
                                  f'"NAME {i}"\t""\t""\t""\t"IR"\t""\t"01/02/2020"\t""\t"Y"\t""\t""\t""\n'
                                  for i in range(n)))
        self.weir("lists", "load", denied(10), "--vintage", "2023-01-01")
        self.weir("lists", "load", denied(8), "--vintage", "2023-02-01")
        message = self.fails("lists", "load", denied(6), "--vintage", "2023-03-01")
        self.assertIn("6 entries, where the vintage of bis-denied-persons before it has 8", message)
        self.weir("lists", "load", denied(6), "--vintage", "2022-01-01")
        done = self.call("lists", "load", denied(5), "--vintage", "2022-01-01")  # the same once more, corrected
        self.assertIn("takes the place of another file of bis-denied-persons of that day", done.stderr)
        self.assertIn("4 entries, where the vintage of bis-denied-persons before it has 8",
                      self.fails("lists", "load", denied(4), "--vintage", "2023-02-01"))
        self.weir("lists", "load", denied(7), "--vintage", "2023-02-01")
        self.assertEqual([(x["vintage"], x["entities"]) for x in self.json("lists", "show")],
                         [("2022-01-01", 5), ("2023-01-01", 10), ("2023-02-01", 7)])
        self.assertEqual(self.json("lists", "find", "NAME 7"), [])
        self.weir("lists", "load", denied(9), "--vintage", "2023-03-01")  # nine after seven, not after fifteen
        people = [f'{{"id": "a{i}", "schema": "Person", "properties": {{"name": ["N Number{i}"]}}}}\n' for i in range(5)]
        self.weir("lists", "load", self.write("a.json", "".join(people)), "--vintage", "2023-01-01")
        nameless = people[:1] + [re.sub(r'"name": \[.*?\]', "", p) for p in people[1:]]
        self.assertIn("1 names, where the vintage of opensanctions before it has 5",
                      self.fails("lists", "load", self.write("b.json", "".join(nameless)), "--vintage", "2023-02-01"))
        self.weir("lists", "load", denied(5), "--vintage", "2023-03-01", "--shrunk")

    def test_killed(self):
        """Whenever the first load of a list ends, the store opens and has all of it or nothing."""
        path = self.write("sdn.csv", "".join(
            f'{i},"NAME {i}","individual","SDGT",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \n'
            for i in range(1, 3000)) + "\x1a\n")
        there = set()
        for wait in range(20, 320, 15):
            self.store = self.dir / f"{wait}.weir"
            self.weir("rates", self.write("r.csv", "currency,period,per_usd\nCNY,2020-01,6.9\n"))
            p = subprocess.Popen([weir.WEIR, "--store", self.store, "lists", "load", path],
                                 stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            time.sleep(wait / 1000)
            p.kill()
            p.wait()
            self.weir("sources")
            got = self.call("lists", "--json")
            self.assertTrue(got.returncode == 0 or "holds no lists" in got.stderr, got.stderr)
            there.add(sum(x["entities"] for x in json.loads(got.stdout or "[]")))
        self.assertLessEqual(there, {0, 2999})
        self.assertIn(0, there)

    def test_encoding(self):
        latin = ALT.encode("latin1")
        done = self.call("lists", "load", self.write("alt.csv", latin), "--vintage", "2024-01-01")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("not UTF-8 (byte 0xd6 in line 2): read as Windows-1252", done.stdout + done.stderr)
        self.assertEqual(self.find("Dö, Johannes")[0]["name"], "DÖ, Johannes")
        self.load("alt.csv", latin, "--encoding", "latin1")
        self.assertEqual(self.find("Dö, Johannes")[0]["name"], "DÖ, Johannes")

    def test_known_by_content(self):
        """The root element and its namespace say what a file is; a name does not."""
        self.assertEqual(self.load("ofac.xml", UK_XML)["layout"], "uk_xml")
        self.assertEqual(self.load("SDN.XML", OFAC_XML.replace("<program>TEST</program>",
                                                               "<program>NS-PLC</program>"))["list"],
                         "ofac-nonsdn")
        self.assertEqual(self.load("CONSOLIDATED.XML", OFAC_XML.replace(
            "<program>TEST</program>", "<program>SDGT</program>"))["list"], "ofac-sdn")
        self.fails("lists", "load", self.write("x.xml", "<!-- <Designations> --><Sanctionsliste/>"))
        self.fails("lists", "load", self.write("y.xml", "<export xmlns='http://example.org'/>"))
        # aliases go to the list whose entries they name
        self.load("CONS_PRIM.CSV", SDN.replace('"TEST"', '"NS-PLC"').replace('"CUBA"', '"NS-PLC"'),
                  "--vintage", "2024-03-01")
        self.store = self.dir / "own.weir"
        self.load("a.csv", SDN.replace('"TEST"', '"NS-PLC"').replace('"CUBA"', '"NS-PLC"'))
        self.assertEqual(self.load("alt.csv", ALT)["list"], "ofac-nonsdn")
        self.store = self.dir / "before.weir"  # aliases first
        self.weir("lists", "load", self.write("x_alt.csv", ALT), self.dir / "a.csv")
        self.assertEqual({r["list"] for r in self.json("lists")}, {"ofac-nonsdn"})
        self.assertEqual(self.find("AERO-CARIBBEAN")[0]["entity"], "AEROCARIBBEAN AIRLINES")

    def test_says_of_itself(self):
        """Its day is the vintage, its count is checked."""
        stated = OFAC_XML.replace("</Publish_Date>", "</Publish_Date><Record_Count>2</Record_Count>")
        self.assertEqual(self.load("sdn.xml", stated)["vintage"], "2024-01-02")
        message = self.fails("lists", "load", self.write("x.xml", stated.replace(">2</R", ">3</R")))
        self.assertIn("says that it has 3 entries, and 2 are in it", message)
        self.assertEqual(self.load("un.xml", UN)["vintage"], "2026-02-27")
        self.assertEqual(self.load("fsf.xml", FSF_XML)["vintage"], "2024-05-01")
        self.assertEqual(self.load("ConList.csv", OFSI_CSV)["vintage"], "2024-05-01")
        self.assertEqual(self.load("uk.csv", UK_CSV)["vintage"], "2024-05-01")
        done = self.call("lists", "load", self.write("uk2.csv", UK_CSV), "--vintage", "2024-06-01")
        self.assertIn("the file says that it is of 2024-05-01", done.stdout + done.stderr)

    def test_never_another(self):
        """A file that holds few of the names of the list is not that list."""
        def people(name):
            return "".join(f'{i},"{name} {i}","individual","SDGT",{"-0- ," * 7}-0- \r\n'
                           for i in range(1, 31)) + "\x1a"

        self.load("sdn.csv", people("ALFA"), "--vintage", "2024-01-01")
        message = self.fails("lists", "load", self.write("x.csv", people("BETA")), "--vintage", "2024-02-01")
        self.assertIn("0 of the 30 names of the vintage of ofac-sdn before it are in it", message)
        self.assertEqual(len(self.find("ALFA 3")), 1)
        self.load("y.csv", people("BETA"), "--vintage", "2024-02-01", "--shrunk")

    def test_annex_numbers(self):
        """One record number for a man and an airline: two entities."""
        head = ("celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,"
                "previousName,country,nationality,jurisdiction,birthDate,birthPlace,passportNumber,taxNumber,"
                "registrationNumber,innCode,ogrnCode,leiCode,swiftBic,imoNumber,address\n")
        def row(number, kind, name, inn=""):
            cells = ["1", number, "EU-UKR", "I", "freeze", "25.2.2022", "", kind, name] + [""] * 17
            cells[20] = inn
            return ",".join(cells) + "\n"

        text = head + row("7", "Person", "Ivan DOE") + row("7", "Company", "Doe Air", "7700000001") \
            + row("7", "Person", "DOE Ivan") + row("8", "Person", "Ann ROE")
        done = self.call("lists", "load", self.write("1.csv", text))
        self.assertIn("1 record numbers stand for several names, which are kept apart", done.stdout + done.stderr)
        self.assertEqual({(r["uid"], r["entity"], r["entity_kind"]) for n in ("Ivan Doe", "Doe Air", "Ann Roe")
                          for r in self.find(n)},
                         {("1-7/1", "Ivan DOE", "person"), ("1-7/2", "Doe Air", "entity"),
                          ("1-8", "Ann ROE", "person")})
        self.assertEqual(self.find("7700000001")[0]["entity"], "Doe Air")
        self.assertEqual(self.find("Ivan Doe")[0]["listed_on"], "2022-02-25")

    def test_days(self):
        """Days in one form, with as much as there is."""
        for text, want, precision in (
                ("01 Jan 1970", "1970-01-01", "day"), ("1970", "1970", "year"),
                ("Mar 1970", "1970-03", "month"), ("circa 1970", "circa 1970", "circa"),
                ("1970 to 1972", "1970..1972", "range"), ("the seventies", "the seventies", "text")):
            self.store = self.dir / (text.replace(" ", "") + ".weir")
            self.load("sdn.csv", SDN.replace("01 Jan 1970", text))
            hit = self.find("DOE, John")[0]
            self.assertEqual((hit["born"], hit["born_precision"]), (want, precision))

    def test_near(self):
        """Nobody has the name as it is: who is near is found by screening, and said to be."""
        self.load("fsf.xml", FSF_XML)
        for name in "Iwan Doe", "DOE, Iwan", "Ivann Doe":
            found = self.find(name)[0]
            self.assertEqual((found["uid"], found["match"][:8]), ("13", "screened"), name)
        self.assertEqual(self.find("Quite Another"), [])

    def test_numbers(self):
        self.load("sdn.csv", SDN)
        for writing in ("9253325", "IMO 9253325", "IMO9253325", "imo-9253325"):
            self.assertEqual(self.find(writing)[0]["uid"], "7")

    def test_seco(self):
        made = """<?xml version="1.0"?><swiss-sanctions-list list-type="full-list" date="2024-05-03">
<sanctions-program ssid="1"><sanctions-set ssid="11" lang="eng">Annex 8</sanctions-set></sanctions-program>
<target ssid="5"><sanctions-set-id>11</sanctions-set-id><individual sex="male"><identity ssid="6" main="true">
<name ssid="7" name-type="primary-name" quality="good"><name-part order="2" name-part-type="family-name"><value>Doe</value></name-part>
<name-part order="1" name-part-type="given-name"><value>Ivan</value></name-part></name>
<name ssid="8" name-type="alias" quality="low"><name-part order="1" name-part-type="whole-name"><value>Vanya</value><spelling-variant>Wanja</spelling-variant></name-part></name>
<nationality><country iso-code="RU">Russia</country></nationality><day-month-year day="15" month="3" year="1960"/>
<identification-document document-type="passport"><number>AB123456</number></identification-document></identity></individual>
<modification modification-type="listed" publication-date="2022-03-04" effective-date="2022-03-05"/></target>
<target ssid="9"><entity><identity ssid="10" main="true"><name ssid="12" name-type="primary-name"><name-part order="1"><value>Gone LLC</value></name-part></name></identity></entity>
<modification modification-type="de-listed"/></target></swiss-sanctions-list>"""
        got = self.load("seco.xml", made)
        self.assertEqual((got["list"], got["vintage"], got["entities"], got["names"], got["identifiers"]),
                         ("seco", "2024-05-03", 1, 3, 1))
        self.assertEqual(self.facts("AB123456"), {"list": "seco", "uid": "5", "entity": "Ivan Doe",
                         "entity_kind": "person", "listed_on": "2022-03-04", "born": "1960-03-15"})
        self.assertEqual(self.find("Vanya")[0]["quality"], "weak")
        self.assertEqual(self.find("Gone LLC"), [])
        # an amendment stands beside the full list
        self.load("more.xml", made.replace("full-list", "amendment").replace("2024-05-03", "2024-05-10")
                  .replace('"AB123456"', '"X"').replace(">Ivan<", ">Anna<").replace('ssid="5"', 'ssid="55"'))
        self.assertEqual(self.facts("Ivan Doe")["uid"], "5")
        self.assertEqual(self.facts("Anna Doe")["uid"], "55")

    def test_enhanced(self):
        made = """<?xml version="1.0"?><sanctionsData xmlns="https://example.org/ENHANCED_XML">
<publicationInfo><dataAsOf>2024-05-06T10:00:00</dataAsOf></publicationInfo><entities>
<entity id="36"><generalInfo><identityId>1</identityId><entityType refId="1">Individual</entityType></generalInfo>
<sanctionsLists><sanctionsList refId="2" id="3" datePublished="2014-04-28">SDN List</sanctionsList></sanctionsLists>
<sanctionsPrograms><sanctionsProgram refId="4" id="5">UKRAINE-EO13661</sanctionsProgram></sanctionsPrograms>
<names><name id="6"><isPrimary>true</isPrimary><isLowQuality>false</isLowQuality><translations>
<translation id="7"><isPrimary>true</isPrimary><script refId="215">Latin</script><formattedFullName>DOE, Ivan</formattedFullName></translation>
<translation id="8"><isPrimary>false</isPrimary><script refId="220">Cyrillic</script><formattedFullName>Доу, Иван</formattedFullName></translation></translations></name>
<name id="9"><isPrimary>false</isPrimary><aliasType refId="1400">A.K.A.</aliasType><isLowQuality>true</isLowQuality><translations>
<translation id="10"><isPrimary>true</isPrimary><script refId="215">Latin</script><formattedFullName>VANYA</formattedFullName></translation></translations></name></names>
<addresses><address id="11"><country refId="12">Russia</country><translations><translation id="13"><addressParts>
<addressPart id="14"><type refId="1451">ADDRESS1</type><value>1 High St</value></addressPart>
<addressPart id="15"><type refId="1454">CITY</type><value>Moscow</value></addressPart></addressParts></translation></translations></address></addresses>
<features><feature id="16"><type featureTypeId="8">Birthdate</type><value>15 Mar 1960</value></feature>
<feature id="17"><type featureTypeId="10">Nationality Country</type><value>Russia</value></feature></features>
<identityDocuments><identityDocument id="18"><type refId="1571">Passport</type><documentNumber>AB123456</documentNumber></identityDocument>
<identityDocument id="19"><type refId="91">Gender</type><documentNumber>Male</documentNumber></identityDocument></identityDocuments>
</entity></entities></sanctionsData>"""
        got = self.load("x.xml", made)
        self.assertEqual((got["list"], got["layout"], got["vintage"], got["entities"], got["names"],
                          got["addresses"], got["identifiers"]),
                         ("ofac-sdn", "ofac_enhanced", "2024-05-06", 1, 3, 1, 1))
        self.assertEqual(self.facts("AB123456"), {"list": "ofac-sdn", "uid": "36", "entity": "DOE, Ivan",
                         "entity_kind": "person", "listed_on": "2014-04-28", "born": "1960-03-15"})
        self.assertEqual(self.find("VANYA")[0]["quality"], "weak")
        self.assertEqual(self.find("Male"), [])

    def test_not_targets(self):
        """What FollowTheMoney says is no target is not listed; a day of seeing is no day of listing."""
        self.load("x.json", FTM.replace('"schema": "Person"', '"target": false, "schema": "Person"')
                  + '{"id": "NK-2", "schema": "Person", "target": true, "first_seen": "2021-01-01T00:00:00", '
                    '"properties": {"name": ["Ann Roe"]}}\n')
        self.assertEqual(self.find("Ivan Doe"), [])
        self.assertIsNone(self.find("Ann Roe")[0]["listed_on"])

    def test_order_of_elements(self):
        """The parts of a name in the order of the file, wherever in it they stand."""
        padded = ADVANCED.replace("<ReferenceValueSets>", "<x/>" * 87 + "<ReferenceValueSets>")
        for pad in (0, 5, 11, 400, 900):
            self.store = self.dir / f"{pad}.weir"
            self.load("a.xml", padded.replace("<x/>" * 87, "<x/>" * pad))
            self.assertEqual(self.find("Ivan Doe")[0]["entity"], "DOE Ivan")

    def test_remarks_of_ofac(self):
        """Weak aliases, nationality and numbers stand in the remarks of SDN.CSV."""
        self.load("sdn.csv", SDN.replace("DOB 01 Jan 1970; POB Oslo;", "a.k.a. 'JD'; DOB 01 Jan 1970; POB St. Petersburg, "
                  "Russia; nationality Norway; citizen Sweden; Passport A-992535; Cedula No. 123456;"))
        hit = self.find("JD")[0]
        self.assertEqual((hit["entity"], hit["quality"], hit["birthplace"], hit["country"]),
                         ("DOE, John", "weak", "St. Petersburg, Russia", "Norway; Sweden"))
        self.assertEqual({self.find(n)[0]["uid"] for n in ("A992535", "123456")}, {"99"})

    def test_a_day_to_come(self):
        message = self.fails("lists", "load", self.write("un.xml", UN.replace("2026-02-27", "2962-02-27")))
        self.assertIn("the file says that it is of 2962-02-27, which is to come", message)
        self.load("un.xml", UN.replace("2026-02-27", "2962-02-27"), "--vintage", "2026-02-27")

    def test_no_such_day(self):
        self.load("uk.csv", OFSI_CSV.replace("15/03/1960", "30/02/1960"))
        hit = self.find("AB123456")[0]
        self.assertEqual((hit["born"], hit["born_precision"]), ("30/02/1960", "text"))

    def test_a_whole_list_and_parts(self):
        """A whole list takes the place of older parts; facts of a hit are those of its own file."""
        self.load("sdn.csv", SDN.replace('"TEST"', '"SDGT"'), "--vintage", "2020-01-01")
        self.assertEqual(len(self.find("AEROCARIBBEAN AIRLINES")), 1)
        self.load("sdn.xml", OFAC_XML.replace("<program>TEST</program>", "<program>SDGT</program>"))
        self.assertEqual(self.find("AEROCARIBBEAN AIRLINES"), [])  # not in the list of 2024
        self.assertEqual([h["program"] for h in self.find("DOE, John")], ["SDGT; CYBER2"])
        self.assertEqual(len(self.find("AEROCARIBBEAN AIRLINES", "--on", "2021-01-01")), 1)

    def test_an_annex_is_its_act(self):
        """The list of an annex is the act in it, not what its file is called."""
        text = ("celex,recordId,programKey,annex,measure,startDate,reason,schema,name,alias,weakAlias,"
                "previousName,country,nationality,jurisdiction,birthDate,birthPlace,passportNumber,taxNumber,"
                "registrationNumber,innCode,ogrnCode,leiCode,swiftBic,imoNumber,address\n"
                "32014R0833,1,EU-UKR,IV,x,,,Company,Doe Air" + "," * 10 + ',"5408100177 (Tax ID/INN)"' + "," * 7 + "\n")
        self.assertEqual(self.load("32014R0269 (1).csv", text)["list"], "eu-32014R0833")
        self.assertEqual(self.find("5408100177")[0]["name"], "5408100177")

    def test_a_comma_of_its_own(self):
        text = CANADA.replace("<Schedule-Annexe>1.1", "<Aliases>М Инвест, ООО; Belarusian: Mina</Aliases><Schedule-Annexe>1.1")
        self.load("sema.xml", text)
        self.assertEqual(self.find("М Инвест, ООО")[0]["match"], "exact")
        self.assertEqual(self.find("Mina")[0]["name"], "Mina")

    def test_vintages(self):
        self.load("sdn.csv", SDN, "--vintage", "2021-06-01")
        self.assertIn("only one vintage", self.fails("lists", "diff", "ofac-sdn"))
        self.assertIn("no list 'eu-fsf'", self.fails("lists", "diff", "eu-fsf"))
        later = SDN.replace("AEROCARIBBEAN AIRLINES", "AEROCARIBBEAN") \
            .replace('99,"DOE, John"', '100,"ROE, Richard"')
        self.load("sdn.csv", later, "--vintage", "2022-06-01")
        self.assertEqual({(r["change"], r["uid"]) for r in self.json("lists", "diff", "ofac-sdn")},
                         {("added", "100"), ("removed", "99"), ("changed", "36")})
        self.assertEqual(self.find("DOE, John"), [])
        self.assertEqual(len(self.find("DOE, John", "--on", "2022-05-31")), 1)
        self.assertIn("no list is known", self.fails("lists", "find", "DOE, John", "--on", "2020-01-01"))
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
