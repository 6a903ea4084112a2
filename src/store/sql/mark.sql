-- mark.sql - flags staged rows that a sum must leave out.  Run on the temporary table stage.

-- World and other groups of areas beside their members.
UPDATE stage SET flags = flags | 32
WHERE partner IN (SELECT m49 FROM ref.area WHERE kind = 'group');

-- The total of all commodities.
UPDATE stage SET flags = flags | 4 WHERE code = 'TOTAL';
