-- macros.sql - what this program asks a store with.  They are made anew by whoever opens a file:
-- a macro in it could be anybody's.
-- What was known on a day (null: today), without aggregates, breakdowns and unpublished months.
CREATE TEMP MACRO flow_at(day) AS TABLE
    SELECT f.*, s.adapter, s.vintage
    FROM flow f JOIN source s USING (source_id)
    WHERE f.flags & 60 = 0
      AND s.vintage <= coalesce(day::DATE, DATE '9999-12-31')
      AND (f.replaced_on IS NULL OR f.replaced_on > coalesce(day::DATE, DATE '9999-12-31'));
