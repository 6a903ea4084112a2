-- chapter_entries.sql - the entries of control lists in some chapters ("84,85").
SELECT regime, list, annex, code, partial IS NOT NULL, from_date::VARCHAR
FROM ref.control WHERE list_contains(string_split($chapters, ','), left(code, 2));
