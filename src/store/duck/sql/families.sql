-- families.sql - the families of a list, or a part of it, and of a product group.  A part is named
-- by whole words of its list or annex: XXIII is not X.  A group is named by itself, or by the first
-- words of what it holds.
WITH listed AS (
    SELECT family, ' ' || regexp_replace(upper(list || ' ' || annex), '[^A-Z0-9/.]+', ' ', 'g')
                   || ' ' AS words
    FROM ref.family_control WHERE lower($list) = lower(regime)),
asked AS (
    SELECT ' ' || trim(regexp_replace(upper($part), '[^A-Z0-9/.]+', ' ', 'g')) || ' ' AS words)
SELECT family FROM (
    SELECT family FROM ref.family_tier
    WHERE lower($list) = 'chpl' AND (nullif($part, '') IS NULL OR starts_with(tier, upper($part)))
    UNION
    SELECT l.family FROM listed l, asked a
    WHERE nullif($part, '') IS NULL OR (trim(a.words) <> '' AND contains(l.words, a.words))
    UNION
    SELECT f.family FROM ref.product p JOIN ref.family f USING (hs6)
    WHERE lower(p.grp) = lower(replace($group, ' ', '_'))
       OR (starts_with(lower(p.label), lower($group)) AND $group <> ''
           AND substr(p.label, length($group) + 1, 1) IN ('', ' ', ',')))
ORDER BY family;
