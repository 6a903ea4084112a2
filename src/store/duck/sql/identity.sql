-- evidence_data.sql - the files a store was made of and the rates it holds, in words that stay the
-- same on another machine: a mapping file counts by what it made of them, not by its name.
SELECT concat_ws(' ', sha256, vintage, title, rows_kept,
                 CASE WHEN options NOT LIKE '%map=%' THEN adapter END,
                 trim(regexp_replace(options, ' ?\bmap=.*$', '')))
FROM (SELECT * FROM source ORDER BY source_id)
UNION ALL
SELECT 'rates ' || md5(string_agg(concat_ws(' ', currency, period, per_usd), ';'
                                  ORDER BY currency, period))
FROM rate HAVING count(*) > 0
