-- find_codes.sql - chapters, headings and subheadings whose label in any revision has every word
-- of $words (a plural matches its singular), whose code begins with it, or is below one of $more;
-- these first, then those that have the words as such: "car" stands in carcasses.
WITH code AS (
    SELECT code, any_value(level) AS level, arg_max(label, revision) AS label,
           string_agg(substr(revision, 3), ', ' ORDER BY revision) AS revisions,
           arg_max(unit, revision) AS unit, lower(string_agg(label, ' ')) AS labels
    FROM ref.code GROUP BY code),
word AS (
    SELECT CASE WHEN length(w) > 3 THEN rtrim(w, 's') ELSE w END AS w
    FROM (SELECT unnest(string_split_regex(lower(trim($words)), '\s+')) AS w)),
listing AS (
    SELECT family, string_agg(concat(regime, ' ', annex, ' to ', replace(destinations, ';', ', '),
                                     CASE WHEN partial THEN ' (in part)' END,
                                     ' since ' || since), '; ' ORDER BY regime, annex,
                                         destinations) AS lists
    FROM ref.family_control GROUP BY family)
SELECT c.code, CASE c.level WHEN 2 THEN 'chapter' WHEN 4 THEN 'heading' ELSE 'subheading' END,
       c.label, c.revisions, f.family, nullif(c.unit, 'n/a'),
       nullif(concat_ws('; ', 'CHPL tier ' || t.tier, l.lists), ''),
       replace(g.groups, chr(31), ', ')
FROM code c
LEFT JOIN ref.family f ON f.hs6 = c.code
LEFT JOIN ref.family_tier t USING (family)
LEFT JOIN listing l USING (family)
LEFT JOIN ref.goods g ON g.code = f.family
WHERE trim($words) = '' AND c.level = 2
   OR trim($words) <> '' AND (starts_with(c.code, trim($words))
      OR EXISTS (SELECT 1 FROM (SELECT unnest(string_split($more, ' ')) AS m)
                 WHERE m <> '' AND starts_with(c.code, m))
      OR NOT regexp_full_match(trim($words), '[0-9]+')
         AND NOT EXISTS (SELECT 1 FROM word WHERE NOT contains(c.labels, w)))
ORDER BY CASE WHEN EXISTS (SELECT 1 FROM (SELECT unnest(string_split($more, ' ')) AS m)
                           WHERE m <> '' AND starts_with(c.code, m))
                   OR starts_with(c.code, trim($words)) THEN 0
              WHEN NOT EXISTS (SELECT 1 FROM word
                               WHERE NOT regexp_matches(c.labels, '\b' || regexp_escape(w)
                                                                  || '(s|es)?\b')) THEN 1
              ELSE 2 END, c.code;
