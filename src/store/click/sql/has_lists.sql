-- has_lists.sql - whether lists of names were ever loaded, or begun to be.
SELECT toInt64(count()) FROM {db}.book_reg_source
WHERE load IN (SELECT load FROM {db}.loads)
