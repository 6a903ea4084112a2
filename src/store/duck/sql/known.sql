-- known.sql - whether the reference tables know a list or product group, and the store any goods.
SELECT EXISTS (SELECT 1 FROM ref.family_tier
               WHERE lower($list) = 'chpl'
                 AND (nullif($part, '') IS NULL OR starts_with(tier, upper($part))))
    OR EXISTS (SELECT 1 FROM ref.family_control
               WHERE lower($list) = lower(regime)
                 AND (nullif($part, '') IS NULL
                      OR contains(upper(list || ' ' || annex), upper($part))))
    OR EXISTS (SELECT 1 FROM ref.product p JOIN ref.family f USING (hs6)
               WHERE lower(p.grp) = lower(replace($group, ' ', '_'))
                  OR regexp_matches(lower(p.label), '^' || lower($group) || '($|[ ,])')),
       EXISTS (SELECT 1 FROM content);
