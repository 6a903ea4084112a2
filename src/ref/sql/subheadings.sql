-- subheadings.sql - the subheadings under $prefix, and whether the HS of $first or $last has them.
-- Chapters 98 and 99 are not of the HS: 999999 is what UN Comtrade puts there.
SELECT code, string_agg(substr(revision, 3), ', ' ORDER BY revision),
       bool_or(revision IN ($first, $last))
FROM ref.code WHERE level = 6 AND starts_with(code, $prefix) AND code < '98'
GROUP BY code ORDER BY code
