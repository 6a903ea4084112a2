"""One small file per layout, with the flow rows it must become, worked out by hand from what its
publisher says of it."""

COMTRADE_COLUMNS = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,"
    "flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2ISO,partner2Desc,"
    "classificationCode,classificationSearchCode,isOriginalClassification,cmdCode,cmdDesc,aggrLevel,"
    "isLeaf,customsCode,customsDesc,mosCode,motCode,motDesc,qtyUnitCode,qtyUnitAbbr,qty,"
    "isQtyEstimated,altQtyUnitCode,altQtyUnitAbbr,altQty,isAltQtyEstimated,netWgt,isNetWgtEstimated,"
    "grossWgt,isGrossWgtEstimated,cifvalue,fobvalue,primaryValue,legacyEstimationFlag,isReported,"
    "isAggregate").split(",")


def comtrade_row(**given):
    row = dict.fromkeys(COMTRADE_COLUMNS, "")
    row.update(typeCode="C", freqCode="M", refPeriodId="20220301", refYear="2022", refMonth="3",
               period="202203", reporterCode="156", reporterISO="CHN", flowCode="X",
               partnerCode="643", partnerISO="RUS", partner2Code="0", classificationCode="H6",
               cmdCode="842952", customsCode="C00", mosCode="0", motCode="0", qtyUnitCode="5",
               qtyUnitAbbr="u", qty="10", isQtyEstimated="False", netWgt="250000",
               isNetWgtEstimated="False", primaryValue="1000000.5")
    row.update(given)
    return row


COMTRADE = [
    comtrade_row(),
    comtrade_row(motCode="2100", primaryValue="600000"),  # by sea: a part of the row above
    comtrade_row(cmdCode="8429", primaryValue="1000000.5"),  # the heading: holds the row above
    comtrade_row(partnerCode="0", partnerISO="W00", primaryValue="9000000"),  # World
    comtrade_row(period="202204", isNetWgtEstimated="True", primaryValue="2000000"),
]


def comma(rows, delimiter=","):
    lines = [delimiter.join(rows[0])] + [delimiter.join(r.values()) for r in rows]
    return "\n".join(lines) + "\n"


def comtrade_json():
    import json
    numbers = ("reporterCode", "partnerCode", "partner2Code", "qty", "netWgt", "primaryValue")
    rows = [{k: float(v) if k in numbers and "." in v else int(v) if k in numbers and v else v
             for k, v in r.items()} for r in COMTRADE]
    return json.dumps({"elapsedTime": "0.1 secs", "count": 5, "data": rows, "error": ""}, indent=1)


# layout: (text, options, encoding, sums per (code, period) of what a sum may use, rows left out)
# A sum is (reporter, partner, direction, value, currency, net weight).
LAYOUTS = {
    "comtrade": (comma(COMTRADE), [], "utf-8", {
        ("842952", 202203): (156, 643, "export", 1000000.5, "USD", 250000),
        ("842952", 202204): (156, 643, "export", 2000000, "USD", 250000)}, 3),
    "comtrade.json": (comtrade_json(), [], "utf-8", {
        ("842952", 202203): (156, 643, "export", 1000000.5, "USD", 250000),
        ("842952", 202204): (156, 643, "export", 2000000, "USD", 250000)}, 3),
    "comtrade.tsv": (comma(COMTRADE, "\t"), [], "utf-8", {
        ("842952", 202203): (156, 643, "export", 1000000.5, "USD", 250000),
        ("842952", 202204): (156, 643, "export", 2000000, "USD", 250000)}, 3),
    "comext": (
        "REPORTER,PARTNER,TRADE_TYPE,PRODUCT_NC,PRODUCT_SITC,PRODUCT_CPA21,PRODUCT_CPA22,"
        "PRODUCT_BEC,PRODUCT_BEC5,PRODUCT_SECTION,FLOW,STAT_PROCEDURE,SUPPL_UNIT,PERIOD,VALUE_EUR,"
        "VALUE_NAC,QUANTITY_KG,QUANTITY_SUPPL_UNIT\n"
        "DE,RU,E,84295210,,,,,,17,2,1,p/st,202203,100,,50,1\n"
        "DE,RU,E,84295210,,,,,,17,2,3,p/st,202203,20,,10,1\n"  # another procedure: adds
        "DE,KZ,E,84295210,,,,,,17,1,1,NO_SU,202203,7,,3,\n", [], "utf-8", {
            ("84295210", 202203): (276, 643, "export", 120, "EUR", 60)}, 0),
    "eurostat_sdmx": (
        "DATAFLOW,LAST UPDATE,freq,reporter,partner,product,flow,indicators,TIME_PERIOD,OBS_VALUE,"
        "OBS_FLAG\n"
        "ESTAT:DS-045409(1.0),01/02/23,M,DE,RU,84295210,2,VALUE_IN_EUROS,2022-03,120,\n"
        "ESTAT:DS-045409(1.0),01/02/23,M,DE,RU,84295210,2,QUANTITY_IN_100KG,2022-03,0.6,\n"
        "ESTAT:DS-045409(1.0),01/02/23,M,DE,RU,84295210,2,VALUE_IN_EUROS,2022-04,:,c\n",
        [], "utf-8", {("84295210", 202203): (276, 643, "export", 120, "EUR", 60)}, 0),
    "baci": ("t,i,j,k,v,q\n2022,156,643,842952,761.2,50.5\n2022,156,643,10620,1.5,NA\n", [],
             "utf-8", {
                 ("842952", 2022): (156, 643, "export", 761200, "USD", 50500),
                 ("010620", 2022): (156, 643, "export", 1500, "USD", None)}, 0),
    "gacc_zh": (
        '"数据年月","贸易伙伴编码","贸易伙伴名称","商品编码","商品名称","第一数量","第一计量单位",'
        '"第二数量","第二计量单位","人民币",\n'
        '"202301","344","俄罗斯联邦","84295212","挖掘机","10","台","250,000","千克","1,234,567",\n',
        ["--flow", "export"], "gb18030", {
            ("84295212", 202301): (156, 643, "export", 1234567, "CNY", 250000)}, 0),
    "gacc_en": (
        '"Commodity code","Commodity","Trading partner code","Trading partner","Quantity","Unit",'
        '"Supplementary Quantity","Supplementary Unit","US dollar",\n'
        '"84295212","Excavators","344","Russia","10","Set","250000","Kilogram","1,234,567",\n'
        '"01012900","Live horses","110","Hong Kong，China","5","Kilogram","1","Number","19,121",\n',
        ["--flow", "export", "--period", "2023-01"], "gb18030", {
            ("84295212", 202301): (156, 643, "export", 1234567, "USD", 250000)}, 0),
    "customs_ru": (
        "NAPR;PERIOD;STRANA;TNVED;EDIZM;STOIM;NETTO;KOL;Source\n"
        "ИМ;2021-03-01;IND;10620;KGS;10000;2;;MIRROR\n"  # India's export: zero-stripped, thousands
        "ИМ;2021-03-01;IND;10620;KGS;20000;3;;MIRROR\n"  # a second row of the cell: adds
        "ИМ;2021-03-01;IND;8429521000;ШТ;500;40;1;FTS\n"  # Russia's import, kg
        "ЭК;2021-03-01;IND;XXXXXXXXXX;;900;1;;FTS\n", [], "utf-8", {  # withheld code
            ("010620", 202103): (699, 643, "export", 30000, "USD", 5000),
            ("8429521000", 202103): (643, 699, "import", 500, "USD", 40),
            ("XXXXXXXXXX", 202103): (643, 699, "export", 900, "USD", 1)}, 0),
    "census_exports.json": (
        '[["E_COMMODITY","CTY_CODE","ALL_VAL_MO","QTY_1_MO","UNIT_QY1","time"],\n'
        ' ["8429521000","4621","5000","2","NO","2022-03"],\n'
        ' ["1001991000","4621","7000","900","KG","2022-03"]]\n', [], "utf-8", {
            ("8429521000", 202203): (842, 643, "export", 5000, "USD", None),
            ("1001991000", 202203): (842, 643, "export", 7000, "USD", 900)}, 0),
    "census_imports.json": (
        '[["I_COMMODITY","CTY_CODE","GEN_VAL_MO","time"],\n'
        ' ["8429521000","4621","5000","2022-03"]]\n', [], "utf-8", {
            ("8429521000", 202203): (842, 643, "import", 5000, "USD", None)}, 0),
    "hmrc.json": (
        '{"@odata.context":"x","value":[\n'
        '{"MonthId":202203,"FlowTypeId":4,"SuppressionIndex":0,"CommodityId":84295210,"CountryId":75,"PortId":1,'
        '"Value":761.2,"NetMass":900,"SuppUnit":2,"Commodity":{"Cn8Code":"84295210"},"Country":{"CountryCodeAlpha":"RU"}},\n'
        '{"MonthId":202203,"FlowTypeId":4,"SuppressionIndex":0,"CommodityId":84295210,"CountryId":75,"PortId":2,'
        '"Value":700,"NetMass":null,"SuppUnit":0,"Commodity":{"Cn8Code":"84295210"},"Country":{"CountryCodeAlpha":"RU"}},\n'
        '{"MonthId":202203,"FlowTypeId":1,"SuppressionIndex":1,"CommodityId":1012100,"CountryId":1,"PortId":0,'
        '"Value":60,"NetMass":5,"SuppUnit":1,"Commodity":{"Cn8Code":"01012100"},"Country":{"CountryCodeAlpha":"RU"}}]}\n',
        [], "utf-8", {                                              # two ports of one cell are parts of it
            ("84295210", 202203): (826, 643, "export", 1461.2, "GBP", 900),
            ("01012100", 202203): (826, 643, "import", 60, "GBP", 5)}, 0),
    "comtrade_renamed": (
        "period,period_desc,trade_code,reporter_code,partner_code,commodity_code,mot_code,"
        "trade_value_us,netweight_kg\n"
        "2022-03-01,202203,X,51,643,870323,2100,60,5\n"   # sea and road: no total row, so they add
        "2022-03-01,202203,X,51,643,870323,3200,40,NA\n"
        "2022-03-01,202203,X,51,643,8703,2100,60,5\n", [], "utf-8", {
            ("870323", 202203): (51, 643, "export", 100, "USD", 5)}, 1),
    "comtrade_legacy": (
        "Classification,Year,Period,Trade Flow,Reporter Code,Partner Code,2nd Partner Code,"
        "Mode of Transport Code,Commodity Code,Qty Unit,Qty,Netweight (kg),Trade Value (US$),Flag\n"
        "H4,2021,2021,Export,381,643,,,842952,Number of items,2,500,120,0\n"  # Italy was 381
        "H4,2021,2021,Export,381,643,,2100,842952,Number of items,1,300,70,0\n"  # by sea: a part
        "H4,2021,2021,Export,381,0,,,842952,No Quantity,0,,9000,4\n", [], "utf-8", {
            ("842952", 2021): (380, 643, "export", 120, "USD", 500)}, 2),
    "comtrade_bulk": (
        "Year,Reporter Code,Trade Flow Code,Partner Code,Classification,Commodity Code,"
        "Quantity Unit Code,Supplementary Quantity,Netweight (kg),Value,Estimation Code\n"
        '2021,699,2,643,"H3","842952",5,3,250,120,4\n', [], "utf-8", {
            ("842952", 2021): (699, 643, "export", 120, "USD", 250)}, 0),
    "wits": (
        '"ReporterISO3","ProductCode","PartnerISO3","Year","TradeFlowCode","TradeValue in 1000 USD",'
        '"TradeFlowName","NetWeight in KGM","Quantity","QtyUnit"\n'
        '"CHN","8429","RUS",2021,6,120,"Export",900,2,"Item"\n'
        '"CHN","8429","WLD",2021,6,990,"Export",,,""\n', [], "utf-8", {
            ("8429", 2021): (156, 643, "export", 120000, "USD", 900)}, 1),
    "comexstat": (
        '"CO_ANO";"CO_MES";"CO_NCM";"CO_UNID";"CO_PAIS";"SG_UF_NCM";"CO_VIA";"CO_URF";"QT_ESTAT";'
        '"VL_FOB";"KG_LIQUIDO"\n'
        '"2023";"02";"84295219";"11";"676";"SP";"01";"0817800";1;10000;20\n'
        '"2023";"02";"84295219";"11";"676";"RS";"01";"0817800";2;600;40\n',  # another state: adds
        [], "utf-8", {("84295219", 202302): (76, 643, "export", 10600, "USD", 60)}, 0),
    "easy_comext": (
        "REPORTER,PARTNER,PRODUCT,FLOW,STAT_PROCEDURE,PERIOD,VALUE_IN_EUR,QUANTITY_IN_100KG\n"
        '"DE-Germany (incl. what was)","RU","84295210-Excavators","2-EXPORT","T-Total",'
        '"202308-Aug. 2023",120,7\n'
        '"Euro area - 20 countries (AT)","RU","84295210-Excavators","EXPORT","Total",'
        '"Aug. 2023",900,9\n', [], "utf-8", {
            ("84295210", 202308): (276, 643, "export", 120, "EUR", 700)}, 1),
    "eu27_cn8": ("reporter,partner,product_nc,period,value_in_euros\n"
                 "DE,RU,84295210,202203,120\nDE,RU,84295290,202203,0\n", [], "utf-8", {
                     ("84295210", 202203): (276, 643, "export", 120, "EUR", None),
                     ("84295290", 202203): (276, 643, "export", 0, "EUR", None)}, 0),
    "eu27_hs4": ("reporter,partner,hs4,period,value_in_euros\nDE,RU,8429,202203,120\n", [],
                 "utf-8", {("8429", 202203): (276, 643, "export", 120, "EUR", None)}, 0),
    "india_plain": (
        "source,flow,reported_by,period,code_as_published,hs6,unit,value_usd,netto_as_published,"
        "qty_as_published\n"
        "MIRROR,IND->RUS,IND,202103,10620,010620,KGS,10000,2,\n", [], "utf-8", {
            ("010620", 202103): (699, 643, "export", 10000, "USD", 2000)}, 0),
    # totals of all goods, which stand beside the goods of other sources; the Union beside its members
    "eu27_total": (
        "reporter,kind,partner,flow,period,value_eur\n"
        "Austria,country,RUS,EXPORT,2022-03,1000000.5\n"
        "EU (changing),aggregate,RUS,EXPORT,2022-03,9000000\n"
        "EU27,aggregate,RUS,EXPORT,2022-03,8000000\n"
        "Euro area (changing),aggregate,RUS,EXPORT,2022-03,5000000\n", [], "utf-8", {}, 4),
    # exports, and imports by origin and by consignment: the last stand beside the second
    "armenia_total": (
        "partner,period,export_kusd,import_by_consignment_kusd,import_by_origin_kusd\n"
        "RUS,2022-03,1000000.5,70,155\n", [], "utf-8", {}, 3),
    "turkey_plain": (
        "flow,reported_by,period,hs8,unit,value_usd,net_kg,qty\n"
        "TUR->RUS,TUR,202503,84295210,PST,500,40,1\n", [], "utf-8", {
            ("84295210", 202503): (792, 643, "export", 500, "USD", 40)}, 0),
}
