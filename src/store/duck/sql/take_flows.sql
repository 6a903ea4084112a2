-- take_flows.sql - moves the staged rows in, inside the caller's transaction, and says which rows
-- of other vintages they replace.
UPDATE flow SET replaced_on = $vintage::DATE
FROM again a, source s
WHERE s.source_id = flow.source_id AND s.adapter = $adapter AND s.vintage <= $vintage::DATE
  AND (flow.replaced_on IS NULL OR flow.replaced_on > $vintage::DATE)
  AND flow.reporter = a.reporter AND flow.partner = a.partner
  AND flow.direction = a.direction AND flow.freq = a.freq AND flow.period = a.period
  AND flow.code = a.code;

INSERT INTO flow
SELECT $source::INTEGER, line, nomenclature, revision, code, reporter, partner, direction, freq,
       period, value, currency, valuation, net_weight, quantity, unit, flags, NULL
FROM stage;

UPDATE flow SET replaced_on = a.next
FROM again a
WHERE flow.source_id = $source::INTEGER AND a.next IS NOT NULL
  AND flow.reporter = a.reporter AND flow.partner = a.partner
  AND flow.direction = a.direction AND flow.freq = a.freq AND flow.period = a.period
  AND flow.code = a.code;
