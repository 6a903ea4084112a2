-- mend.sql - says so of the rows.
UPDATE flow SET replaced_on = m.next
FROM mended m
WHERE flow.source_id = m.source_id AND flow.reporter = m.reporter AND flow.partner = m.partner
  AND flow.direction = m.direction AND flow.freq = m.freq AND flow.period = m.period
  AND flow.code = m.code;
