-- flow_counts.sql - its flows: all, those replaced, those left out of sums.
SELECT count(*), count(*) FILTER (replaced_on IS NOT NULL), count(*) FILTER (flags & 60 <> 0)
FROM flow;
