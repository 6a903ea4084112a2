-- kin.sql - the subheadings of the family of $code.
SELECT hs6 FROM ref.family
WHERE family = (SELECT family FROM ref.family WHERE hs6 = $code) ORDER BY hs6;
