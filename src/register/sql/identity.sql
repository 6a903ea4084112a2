-- identity.sql - the files of lists, in words that are the same on another machine.
SELECT concat_ws(' ', list, part, sha256, vintage) FROM reg.source ORDER BY source_id
