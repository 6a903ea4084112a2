-- replace_copied.sql - rows of it that a later vintage replaced.
SELECT source_id, line, replaced_on AS day, code, reporter, partner, direction, freq, period, flags
FROM book_other.main.flow WHERE replaced_on IS NOT NULL
