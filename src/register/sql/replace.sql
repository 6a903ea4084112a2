-- replace.sql - drops the files that the one taken is once more (beside.sql).
DELETE FROM reg.entity WHERE source_id IN (SELECT source_id FROM reg_again);
DELETE FROM reg.name WHERE source_id IN (SELECT source_id FROM reg_again);
DELETE FROM reg.address WHERE source_id IN (SELECT source_id FROM reg_again);
DELETE FROM reg.identifier WHERE source_id IN (SELECT source_id FROM reg_again);
DELETE FROM reg.remark WHERE source_id IN (SELECT source_id FROM reg_again);
DELETE FROM reg.source WHERE source_id IN (SELECT source_id FROM reg_again);
