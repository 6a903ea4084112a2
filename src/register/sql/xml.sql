-- xml.sql - how SQL reads a document that is a table of elements and attributes: the one or the
-- joined texts of the children of element p that are called n.  The names of node are its own, for
-- what p is in the caller must not be taken for a column here.
CREATE OR REPLACE TEMP TABLE node AS
SELECT id AS k_id, parent AS k_parent, name AS k_name, text AS k_text FROM raw WHERE text <> '';
CREATE OR REPLACE TEMP MACRO one(p, n) AS (
    SELECT min_by(k_text, k_id) FROM node WHERE k_parent = p AND k_name = n);
