-- ofac_comment.sql - SDN_COMMENTS.CSV and CONS_COMMENTS.CSV: what the remarks of an entry go on
-- with, cut anywhere; settle.sql reads identifiers from both.
INSERT INTO remark_in SELECT trim(c0), c1 FROM raw WHERE trim(c0) <> '';
