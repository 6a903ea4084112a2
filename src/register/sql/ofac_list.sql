-- ofac_list.sql - which list of OFAC a file of entries is, by its programmes: those of the lists of
-- others than Specially Designated Nationals are their own.  'no': too few programmes are known.
WITH entry AS (
    SELECT uid, regexp_split_to_array(upper(program), '\s*(;|\]\s*\[|\[|\])\s*') AS programs
    FROM entity_in),
kind AS (
    SELECT uid, len(list_filter(programs, lambda p: regexp_matches(p,
               '^(NS-PLC|561-RELATED|FSE-|NS-|CMIC-|CAPTA|UKRAINE-EO13662|MBS|NON-SDN)'))) > 0 AS
                   other,
           len(list_filter(programs, lambda p: regexp_matches(p,
               '^(SDGT|SDNT|NPWMD|IRAN|IRGC|IFSR|CUBA|SYRIA|DPRK|GLOMAG|CYBER|'
               || 'UKRAINE-EO136(60|61|85)|'
               || 'VENEZUELA|TCO|FTO|LIBYA|IRAQ|BALKANS|BELARUS|RUSSIA|MAGNIT|SOMALIA|YEMEN|SUDAN|'
               || 'DARFUR|DRCONGO|CAR|BURUNDI|ZIMBABWE|LEBANON|ILLICIT|ELECTION|HRIT|NICARAGUA|'
               || 'MALI|'
               || 'BURMA|PAARSS|HOSTAGES|WEST-BANK|SSIDES|CHINESE|HK-)'))) > 0 AS sdn
    FROM entry)
SELECT CASE WHEN count(*) FILTER (other) * 2 > count(*) THEN 'ofac-nonsdn'
            WHEN count(*) FILTER (sdn) * 2 > count(*) THEN 'ofac-sdn' ELSE 'no' END FROM kind
