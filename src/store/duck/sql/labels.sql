-- labels.sql - what goods are called, and the lists their families are on.
SELECT code, coalesce(label, ''), coalesce(codes, code), coalesce(code_count, 1), tier, since,
       date_status, regimes, annexes, sinces, partials, groups, towards
FROM ref.goods{among}
ORDER BY code;
