-- lines.sql - gives checked rows their lines and parts good from bad.  The n-th row that the reader
-- kept stands at line n + header lines, plus one for every row before it that the reader threw out
-- and for every empty line; these count where no row runs over several lines.
CREATE OR REPLACE TEMP TABLE reader_fault AS
SELECT line, min(column_name) AS column_name, min(reason) AS reason, min(text) AS text
FROM (SELECT line::BIGINT AS line, column_name,
             lower(replace(error_type::VARCHAR, '_', ' ')) AS reason,
             left(csv_line, 200) AS text
      FROM weir_reader_errors)
GROUP BY line;

CREATE OR REPLACE TEMP TABLE skipped AS
WITH kept AS (
    SELECT coalesce(max(rowid) + 1, 0) // $spread::BIGINT + $header::BIGINT AS n FROM staged),
blank AS (SELECT unnest($blank::BIGINT[]) AS line),
thrown AS (
    SELECT line FROM reader_fault
    UNION
    SELECT line FROM blank
    WHERE (SELECT n FROM kept) + (SELECT count(*) FROM reader_fault)
          = $filled::BIGINT)
SELECT kept_before, max(skipped) AS skipped
FROM (SELECT line - row_number() OVER (ORDER BY line) AS kept_before,
             row_number() OVER (ORDER BY line) AS skipped
      FROM thrown)
GROUP BY kept_before;

-- A wide table makes `spread` rows of each of its lines.
CREATE OR REPLACE TEMP TABLE header_lines AS
SELECT $header::BIGINT + 1 AS n, $spread::BIGINT AS spread;

-- Lines of the rows that have others thrown out before them; empty where none was.
CREATE OR REPLACE TEMP TABLE numbered AS
SELECT id, (row + coalesce(skipped, 0))::BIGINT AS line
FROM (SELECT rowid AS id, rowid // $spread::BIGINT + 1 + $header::BIGINT AS row FROM staged) c
ASOF LEFT JOIN skipped s ON c.row > s.kept_before
WHERE (SELECT count(*) FROM skipped) > 0;

CREATE OR REPLACE TEMP VIEW stage AS
SELECT coalesce(n.line, c.rowid // (SELECT spread FROM header_lines)
                        + (SELECT n FROM header_lines)) AS line,
       c.* EXCLUDE (commas, fault_field, fault, fault_text)
FROM staged c LEFT JOIN numbered n ON n.id = c.rowid
WHERE fault IS NULL;

CREATE OR REPLACE TEMP TABLE stage_reject AS
SELECT coalesce(n.line, c.rowid // $spread::BIGINT + 1 + $header::BIGINT) AS line,
       fault_field AS "column", fault AS reason, fault_text AS text
FROM staged c LEFT JOIN numbered n ON n.id = c.rowid
WHERE fault IS NOT NULL
UNION ALL
SELECT line, column_name, reason, text FROM reader_fault;

DROP TABLE skipped;
DROP TABLE reader_fault;
