-- migrate_1_registers.sql - from version 1, where there are registers of names: when a file was
-- loaded is said by the load.
ALTER TABLE reg.source ALTER COLUMN loaded DROP DEFAULT;
