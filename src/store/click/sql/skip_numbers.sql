-- skip_numbers.sql - numbers that a list had are not given again.
SELECT max(nextval('reg.source_ids'))
FROM range((SELECT coalesce(max(source_id), 0) FROM reg.source))
