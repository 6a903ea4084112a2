-- known.sql - whether a file was loaded as that vintage of the list.
SELECT count(*) FROM reg.source
WHERE sha256 = $sha256 AND list = $list AND vintage = $vintage::DATE;
