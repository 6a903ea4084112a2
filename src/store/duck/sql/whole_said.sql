-- whole_said.sql - what the figures of such a selection are, by currency: how many periods of a
-- reporter are printed and how many are sums, and what printed ones and their parts come to where
-- both are there; of the World, how many are its own rows and no sum over partners.  That is of
-- the periods asked first; the last column is whether somebody prints it in some of all periods
-- that were asked, and not in others.
WITH used AS (
    SELECT DISTINCT reporter, direction, freq FROM cell{n}),
sums AS (
    SELECT currency, level, reporter, direction, freq, period{within}, sum(value) AS value
    FROM (SELECT * FROM {levels} c WHERE {either}) SEMI JOIN used USING (reporter, direction, freq)
    GROUP BY ALL),
cells AS (
    SELECT currency, reporter, direction, freq, period{within}, {asked} AS first,
           max(level) AS top, arg_max(value, level) AS printed, arg_min(value, level) AS parts,
           count(*) > 1 AS twice
    FROM sums c GROUP BY ALL),
kinds AS (
    SELECT currency, bool_or(changes) AS mixed
    FROM (SELECT currency, reporter, direction, freq{within},
                 bool_or(top > 0) AND bool_or(top = 0) AS changes
          FROM cells GROUP BY ALL)
    GROUP BY currency)
SELECT currency, count(*) FILTER (first AND top > 0), count(*) FILTER (first AND top = 0),
       count(*) FILTER (first AND twice), coalesce(sum(printed) FILTER (first AND twice), 0),
       coalesce(sum(parts) FILTER (first AND twice), 0), count(*) FILTER (first AND top % 2 = 1),
       (SELECT mixed FROM kinds k WHERE k.currency = c.currency)
FROM cells c GROUP BY currency ORDER BY count(*) FILTER (first) DESC, currency;
