-- mark.sql - flags staged rows that a sum must leave out.  Run on the temporary table staged.

-- World and other groups of areas beside their members; of groups that report only the Union of 27
-- members is an area.
UPDATE staged SET flags = flags | 32
WHERE partner IN (SELECT m49 FROM ref.area WHERE kind = 'group')
   OR reporter IN (SELECT m49 FROM ref.area WHERE kind = 'group' AND m49 <> 97);

-- The total of all commodities.
UPDATE staged SET flags = flags | 4 WHERE code = 'TOTAL';
