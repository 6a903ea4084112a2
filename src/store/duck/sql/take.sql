-- take.sql - what a load brings beside its flows, inside the caller's transaction.
INSERT INTO reject
SELECT $source::INTEGER, line, "column", reason, text FROM stage_reject ORDER BY line;

INSERT INTO coverage
SELECT $source::INTEGER, reporter, direction, freq, period, count(*), sum(value),
       bool_or(flags & 16 = 0)
FROM stage GROUP BY reporter, direction, freq, period ORDER BY ALL;

INSERT INTO content
SELECT $source::INTEGER, reporter, direction, freq, nomenclature, revision, code,
       min(period) FILTER (value > 0), max(period) FILTER (value > 0), count(*), sum(value)
FROM stage WHERE flags & 60 = 0
GROUP BY reporter, direction, freq, nomenclature, revision, code ORDER BY ALL;

INSERT INTO source
SELECT $source::INTEGER, $path, $sha256, $bytes::BIGINT, $adapter, $title, $options,
       $vintage::DATE, $now::TIMESTAMP, $rows_read::BIGINT, (SELECT count(*) FROM stage),
       (SELECT count(*) FROM stage_reject), nullif($note, '');

DROP TABLE again;
