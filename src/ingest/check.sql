-- check.sql - turns the text that an adapter gives (`loose`) into flow rows, and says of each row
-- that cannot be one what is wrong with it: fault_field names the field, fault the reason.
-- Ingest puts the reader as `raw` and the adapter as `loose` before this text.
--
-- An odd number of digits in a commodity code means that a leading zero was lost on the way (codes
-- have 2, 4, 6, 8 or 10 digits); letters in it mean that the code is withheld.
, norm AS (
    SELECT *,
           CASE WHEN code SIMILAR TO '[0-9]+'
                THEN CASE WHEN length(code) % 2 = 1 THEN '0' || code ELSE code END
                ELSE upper(code) END AS code_,
           weir_period(period) AS period_,
           weir_number(value) AS value_,
           weir_number(net_weight) AS net_weight_,
           weir_number(quantity) AS quantity_,
           CASE WHEN value IS NULL AND net_weight IS NULL AND quantity IS NULL
                THEN 'none' END AS empty_
    FROM loose),
typed AS (
    SELECT nomenclature, revision, code_ AS code,
           r.m49::SMALLINT AS reporter, p.m49::SMALLINT AS partner,
           TRY_CAST(direction AS direction) AS direction,
           (CASE WHEN period_ > 9999 THEN 'M' ELSE 'A' END)::frequency AS freq,
           period_ AS period, value_ * coalesce(value_scale, 1) AS value,
           upper(currency) AS currency,
           coalesce(valuation, CASE WHEN direction IN ('export', 're-export') THEN 'FOB' ELSE 'CIF'
                               END)::valuation AS valuation,
           CASE WHEN net_weight_ = 0 AND value_ > 0 THEN NULL
                ELSE net_weight_ * coalesce(weight_scale, 1) END AS net_weight,
           CASE WHEN unit IS NULL OR (quantity_ = 0 AND value_ > 0) THEN NULL
                ELSE quantity_ * coalesce(quantity_scale, 1) END AS quantity,
           unit,
           (CASE WHEN estimated THEN 1 ELSE 0 END
            + CASE WHEN confidential OR code_ SIMILAR TO '[0-9]*[A-Z]+[0-9]*' AND code_ <> 'TOTAL'
                   THEN 2 ELSE 0 END)::SMALLINT AS flags,
           coalesce(part, 0)::SMALLINT AS part, detail,
           CASE WHEN r.m49 IS NULL THEN 'reporter'
                WHEN p.m49 IS NULL THEN 'partner'
                WHEN TRY_CAST(direction AS direction) IS NULL THEN 'direction'
                WHEN period_ IS NULL OR ahead_ OR year_ NOT BETWEEN 1960 AND 2100
                     THEN 'period'
                WHEN code_ IS NULL OR code_ NOT SIMILAR TO
                     '([0-9]{2}){1,6}|TOTAL|[0-9]*[A-Z]+[0-9]*' OR length(code_) > 12 THEN 'code'
                WHEN value_ IS NULL AND value IS NOT NULL OR value_ < 0 THEN 'value'
                WHEN net_weight_ IS NULL AND net_weight IS NOT NULL OR net_weight_ < 0
                     THEN 'net_weight'
                WHEN quantity_ IS NULL AND quantity IS NOT NULL OR quantity_ < 0 THEN 'quantity'
                WHEN currency IS NULL THEN 'currency'
                WHEN empty_ IS NOT NULL AND NOT coalesce(confidential, false) THEN 'value'
           END AS fault_field,
           CASE fault_field
                WHEN 'reporter' THEN weir_fault('unknown area', reporter_)
                WHEN 'partner' THEN weir_fault('unknown area', partner_)
                WHEN 'direction' THEN weir_fault('unknown flow', direction)
                WHEN 'period' THEN CASE WHEN ahead_
                    THEN weir_fault('period in the future', period)
                    ELSE weir_fault('not a month or year', period) END
                WHEN 'code' THEN weir_fault('not a commodity code', code_)
                WHEN 'value' THEN CASE WHEN value IS NULL THEN 'no figure in the row'
                    WHEN value_ < 0 THEN weir_fault('negative value', value)
                    ELSE weir_fault('not a number', value) END
                WHEN 'net_weight' THEN CASE WHEN net_weight_ < 0
                    THEN weir_fault('negative weight', net_weight)
                    ELSE weir_fault('not a number', net_weight) END
                WHEN 'quantity' THEN CASE WHEN quantity_ < 0
                    THEN weir_fault('negative quantity', quantity)
                    ELSE weir_fault('not a number', quantity) END
                WHEN 'currency' THEN 'no currency is stated'
           END AS fault,
           CASE WHEN fault_field IS NOT NULL
                THEN left(concat_ws(' ', reporter_, partner_, code_, period, value), 200) END
               AS fault_text
    FROM (SELECT * EXCLUDE (reporter, partner), reporter AS reporter_, partner AS partner_,
                 CASE WHEN period_ > 9999 THEN period_ // 100 ELSE period_ END AS year_,
                 CASE WHEN period_ > 9999 THEN period_ > $latest::INTEGER
                      ELSE period_ > $latest::INTEGER // 100 END AS ahead_
          FROM norm) l
    LEFT JOIN weir_reporter r ON r."key" = upper(trim(l.reporter_))
    LEFT JOIN weir_area p ON p."key" = upper(trim(l.partner_)))
SELECT * FROM typed
