-- vintages.sql - the last days on which figures were as they were before a later vintage.
SELECT DISTINCT (replaced_on - 1)::DATE::VARCHAR FROM flow
WHERE replaced_on IS NOT NULL ORDER BY 1 DESC LIMIT 3;
