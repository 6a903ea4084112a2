-- skip_numbers.sql - numbers that a list had are not given again.
SELECT max(nextval('{book}.reg.source_ids'))
FROM range((SELECT coalesce(max(source_id), 0) FROM {book}.reg.source))
