-- migrate_1_registers.sql - from version 1, where there are registers of names: when a file was
-- loaded is said by the load, and macros are the program's.
DROP MACRO reg.normal;
DROP MACRO reg.bare;
DROP MACRO reg.script;
ALTER TABLE reg.source ALTER COLUMN loaded DROP DEFAULT;
