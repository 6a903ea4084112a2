-- say_lists.sql - that a store has tables of lists: a row that brings nothing.
INSERT INTO {db}.book_reg_source (load, sign, n) SELECT {load}, 0, 0 FROM system.one
