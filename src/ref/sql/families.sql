-- families.sql - the family of each subheading, by subheading.
SELECT hs6, family FROM ref.family WHERE hs6 <> family ORDER BY hs6
