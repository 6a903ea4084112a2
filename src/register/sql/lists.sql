-- lists.sql - what the registers hold, file by file.
SELECT list, part, vintage::VARCHAR,
       (SELECT count(*) FROM reg.entity x WHERE x.source_id = s.source_id),
       (SELECT count(*) FROM reg.name x WHERE x.source_id = s.source_id),
       (SELECT count(*) FROM reg.address x WHERE x.source_id = s.source_id),
       (SELECT count(*) FROM reg.identifier x WHERE x.source_id = s.source_id),
       path, sha256, source_id, encoding
FROM reg.source s ORDER BY list, part, vintage, source_id
