-- has_lists.sql - whether lists of names were ever loaded.
SELECT toInt64(count()) FROM {db}.book_reg_source
