-- missing_areas.sql - which of $exporters and $importers (M49; null: all) occur in no row of the
-- store.  Where the Union reports as one area (97) its members are in it, and where members report,
-- the Union as one is not missed.
WITH asked AS (
    SELECT unnest(string_split($exporters, ','))::INTEGER AS m49
    UNION SELECT unnest(string_split($importers, ','))::INTEGER),
there AS (
    SELECT DISTINCT reporter::INTEGER AS m49 FROM content
    UNION SELECT DISTINCT partner::INTEGER FROM flow),
member AS (SELECT m49 FROM ref.membership WHERE grp = 'EU27')
SELECT string_agg(coalesce(a.iso3, k.m49::VARCHAR), ', ' ORDER BY a.iso3)
FROM asked k LEFT JOIN ref.area a USING (m49)
WHERE k.m49 NOT IN (SELECT m49 FROM there) AND k.m49 <> 97
  AND NOT (k.m49 IN (SELECT m49 FROM member) AND 97 IN (SELECT m49 FROM there))
