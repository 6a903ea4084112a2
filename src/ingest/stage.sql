-- stage.sql - the temporary tables a load goes through, and the words check.sql is written in.

-- Empty, ':' (Eurostat) and NA mean that there is no figure; commas only as thousands separators.
CREATE OR REPLACE TEMP MACRO weir_blank(t) AS
    CASE WHEN t >= '0' AND t < ':' THEN t -- begins with a digit: a figure, without a second look
         WHEN trim(t) IN ('', ':', '-', '?', 'NA', 'N/A', 'NULL', 'NaN', 'nan') THEN NULL
         ELSE trim(t) END;
-- The unit of a quantity by its name or, as many files have it, by UN Comtrade's number alone (its
-- list of quantity units; 1 was 'no quantity' in files until 2022).
CREATE OR REPLACE TEMP MACRO weir_comtrade_unit(name, code) AS
    coalesce(weir_blank(name), CASE trim(code)
        WHEN '-1' THEN NULL WHEN '1' THEN NULL
        WHEN '2' THEN 'm²' WHEN '3' THEN '1000 kWh' WHEN '4' THEN 'm' WHEN '5' THEN 'u'
        WHEN '6' THEN '2u' WHEN '7' THEN 'l' WHEN '8' THEN 'kg' WHEN '9' THEN '1000u'
        WHEN '10' THEN 'u (jeu/pack)' WHEN '11' THEN '12u' WHEN '12' THEN 'm³'
        WHEN '13' THEN 'carat' WHEN '14' THEN 'km' WHEN '15' THEN 'g' WHEN '16' THEN 'hive'
        WHEN '17' THEN '1000 m³' WHEN '18' THEN 'TJ' WHEN '19' THEN 'BBL' WHEN '20' THEN '1000 L'
        WHEN '21' THEN '1000 KG' WHEN '22' THEN 'kWH' WHEN '23' THEN 'l alc 100%'
        WHEN '24' THEN 'head' ELSE 'unit ' || weir_blank(trim(code)) END);
CREATE OR REPLACE TEMP MACRO weir_finite(x) AS CASE WHEN isfinite(x) THEN x END;
-- Where fields are not parted by commas (weir_commas() is false), 100,123 may be a decimal
-- fraction: it is no number, nor is 0,500 anywhere.
CREATE OR REPLACE TEMP MACRO weir_number(t) AS
    CASE WHEN t IS NULL THEN NULL
         ELSE coalesce(weir_finite(TRY_CAST(t AS DOUBLE)),
                       CASE WHEN regexp_full_match(t, '-?[1-9][0-9]{0,2}(,[0-9]{3})+([.][0-9]+)?')
                                 AND (weir_commas() OR regexp_full_match(t, '.*,.*[,.].*'))
                            THEN TRY_CAST(replace(t, ',', '') AS DOUBLE) END) END;

-- 2022, 202203, 2022-03, 20220301, 2022-03-01 00:00:00 -> 2022 or 202203; so are months by name
-- (Aug. 2024, 2024-Aug, August 2024), SDMX's 2024-M08, and the year of Jan.-Dec. 2024.
CREATE OR REPLACE TEMP MACRO weir_month(n) AS
    CASE WHEN n % 100 BETWEEN 1 AND 12 THEN n END;
CREATE OR REPLACE TEMP MACRO weir_named(year, month) AS
    CASE WHEN position(lower(left(month, 3)) IN 'jan feb mar apr may jun jul aug sep oct nov dec')
              % 4 = 1
         THEN TRY_CAST(year AS INTEGER) * 100
              + position(lower(left(month, 3)) IN 'jan feb mar apr may jun jul aug sep oct nov dec')
                // 4 + 1 END;
CREATE OR REPLACE TEMP MACRO weir_words(t) AS
    CASE WHEN regexp_full_match(t, '[A-Za-z]{3,9}[.]?[- ][0-9]{4}')
         THEN weir_named(right(t, 4), t)
         WHEN regexp_full_match(t, '[0-9]{4}[- ]?[A-Za-z]{3,9}[.]?')
         THEN weir_named(left(t, 4), ltrim(t[5:], '- '))
         WHEN regexp_full_match(t, '[0-9]{4}-?M[0-9]{2}')
         THEN weir_month(TRY_CAST(left(t, 4) || right(t, 2) AS INTEGER))
         WHEN regexp_full_match(t, 'Jan[.]?-Dec[.]? [0-9]{4}')
         THEN TRY_CAST(right(t, 4) AS INTEGER) END;
CREATE OR REPLACE TEMP MACRO weir_period(t) AS
    CASE length(t)
         WHEN 4 THEN TRY_CAST(t AS INTEGER)
         WHEN 6 THEN weir_month(TRY_CAST(t AS INTEGER))
         WHEN 7 THEN CASE WHEN t[5] = '-' THEN weir_month(TRY_CAST(left(t, 4) || t[6:] AS INTEGER))
                          ELSE weir_words(t) END
         ELSE CASE WHEN regexp_full_match(t, '[0-9]{4}-[0-9]{2}(-[0-9]{2}([ T].*)?)?')
                   THEN weir_month(TRY_CAST(left(t, 4) || substr(t, 6, 2) AS INTEGER))
                   WHEN regexp_full_match(t, '[0-9]{8}')
                   THEN weir_month(TRY_CAST(left(t, 6) AS INTEGER))
                   ELSE weir_words(t) END END;
-- What UN Comtrade calls classifications: S1 to S4 are SITC, B4 and B5 BEC, H0 to H6 the HS.
CREATE OR REPLACE TEMP MACRO weir_nomenclature(c) AS
    CASE trim(c)[1] WHEN 'S' THEN 'SITC' WHEN 'B' THEN 'BEC' ELSE 'HS' END;
CREATE OR REPLACE TEMP MACRO weir_revision(c) AS
    CASE trim(c) WHEN 'H0' THEN 'HS1992' WHEN 'H1' THEN 'HS1996' WHEN 'H2' THEN 'HS2002'
                 WHEN 'H3' THEN 'HS2007' WHEN 'H4' THEN 'HS2012' WHEN 'H5' THEN 'HS2017'
                 WHEN 'H6' THEN 'HS2022' END;

-- No trade of the world comes near 1e20 in any currency; sums of larger ones would have no end.
-- limit IMPOSSIBLE: a value or weight or quantity, : rejected; IMPOSSIBLE = 1e20;
CREATE OR REPLACE TEMP MACRO weir_wrong(x, what) AS
    CASE WHEN x < 0 THEN 'negative ' || what WHEN x > 1e20 THEN 'impossible ' || what
         ELSE 'not a number' END;
CREATE OR REPLACE TEMP MACRO weir_fault(what, t) AS
    what || ' ''' || left(coalesce(t, ''), 60) || '''';

-- How the file writes its partners, and its reporters: a national office that has codes of its own
-- for partners is named by its adapter.
CREATE OR REPLACE TEMP TABLE weir_area AS
SELECT "key", m49 FROM ref.area_name WHERE $areas = 'any'
UNION ALL
SELECT "key", m49 FROM ref.area_name WHERE $areas = 'm49' AND regexp_full_match("key", '[0-9]+')
UNION ALL
SELECT "key", m49 FROM ref.area_key WHERE scheme = $areas AND $areas <> 'm49';

CREATE OR REPLACE TEMP TABLE weir_reporter AS
SELECT "key", m49 FROM ref.area_name WHERE $areas NOT IN ('any', 'm49')
UNION ALL
SELECT "key", m49 FROM weir_area WHERE $areas IN ('any', 'm49');

-- Looked up without a join: rows that go through one arrive in another order than that of the file,
-- now and then, and their place is their line.
CREATE OR REPLACE TEMP TYPE weir_area_key AS ENUM (
    SELECT "key" FROM weir_area GROUP BY "key" ORDER BY "key");
CREATE OR REPLACE TEMP TYPE weir_reporter_key AS ENUM (
    SELECT "key" FROM weir_reporter GROUP BY "key" ORDER BY "key");
SET VARIABLE weir_areas = (
    SELECT list(m49 ORDER BY "key")
    FROM (SELECT "key", min(m49)::SMALLINT AS m49 FROM weir_area GROUP BY "key"));
SET VARIABLE weir_reporters = (
    SELECT list(m49 ORDER BY "key")
    FROM (SELECT "key", min(m49)::SMALLINT AS m49 FROM weir_reporter GROUP BY "key"));
CREATE OR REPLACE TEMP MACRO weir_partner_m49(t) AS
    getvariable('weir_areas')[enum_code(TRY_CAST(upper(trim(t)) AS weir_area_key)) + 1];
CREATE OR REPLACE TEMP MACRO weir_reporter_m49(t) AS
    getvariable('weir_reporters')[enum_code(TRY_CAST(upper(trim(t)) AS weir_reporter_key)) + 1];
