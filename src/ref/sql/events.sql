-- events.sql - all events, earliest first.
SELECT name, from_date, coalesce(until_date, from_date), event, status, source
FROM ref.event ORDER BY from_date, name
