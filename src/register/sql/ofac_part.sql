-- ofac_part.sql - which list of OFAC a file of aliases, addresses or comments belongs to: that
-- whose entries, held already, have most of its numbers. 'no': neither.
WITH number AS (
    SELECT uid FROM name_in UNION SELECT uid FROM address_in UNION SELECT uid FROM remark_in)
SELECT coalesce((
    SELECT list FROM (
        SELECT e.list, count(DISTINCT n.uid) AS n FROM number n JOIN reg.entity e USING (uid)
        WHERE e.list IN ('ofac-sdn', 'ofac-nonsdn') GROUP BY e.list)
    WHERE n * 2 > (SELECT count(*) FROM number) ORDER BY n DESC, list LIMIT 1), 'no')
