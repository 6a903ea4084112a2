-- families.sql - the families of a list, or a part of it, and of a product group.
SELECT family FROM (
    SELECT family FROM ref.family_tier
    WHERE lower($list) = 'chpl' AND (nullif($part, '') IS NULL OR starts_with(tier, upper($part)))
    UNION
    SELECT family FROM ref.family_control
    WHERE lower($list) = lower(regime)
      AND (nullif($part, '') IS NULL OR contains(upper(list || ' ' || annex), upper($part)))
    UNION
    SELECT f.family FROM ref.product p JOIN ref.family f USING (hs6)
    WHERE lower(p.grp) = lower(replace($group, ' ', '_'))
       OR regexp_matches(lower(p.label), '^' || lower($group) || '($|[ ,])'))
ORDER BY family;
