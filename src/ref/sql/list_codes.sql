-- list_codes.sql - how many codes of $list are held.
SELECT count(DISTINCT s.code) FROM ref.spell s JOIN ref.act a ON a.id = s.act WHERE a.list = $list
