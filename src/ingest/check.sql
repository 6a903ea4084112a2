-- check.sql - turns the text that an adapter gives (`loose`) into flow rows, and says of each row
-- that cannot be one what is wrong with it: fault_field names the field, fault the reason.
-- Ingest puts the reader as `raw` and the adapter as `loose` before this text.
--
-- An odd number of digits in a commodity code means that a leading zero was lost on the way (codes
-- have 2, 4, 6, 8 or 10 digits); letters in it mean that the code is withheld.
, norm AS (
    SELECT *,
           ltrim(code, '0123456789') = '' AS digits_,
           CASE WHEN digits_
                THEN CASE WHEN length(code) % 2 = 1 THEN '0' || code ELSE code END
                ELSE upper(code) END AS code_,
           weir_period(period) AS period_,
           weir_number(value) AS value_,
           weir_number(net_weight) AS net_weight_,
           weir_number(quantity) AS quantity_,
           value IS NULL AND net_weight IS NULL AND quantity IS NULL AS empty_
    FROM loose),
-- The first fault of a row is found before it is put into words: an alias within one SELECT would
-- be worked out again wherever it is used.
known AS (
    SELECT l.* EXCLUDE (reporter, partner), l.reporter AS reporter_, l.partner AS partner_,
           weir_reporter_m49(l.reporter) AS reporter, weir_partner_m49(l.partner) AS partner,
           TRY_CAST(l.direction AS direction) AS direction_,
           CASE WHEN period_ > 9999 THEN period_ // 100 ELSE period_ END AS year_,
           CASE WHEN period_ > 9999 THEN period_ > $latest::INTEGER
                ELSE period_ > $latest::INTEGER // 100 END AS ahead_
    FROM norm l),
judged AS (
    SELECT *,
           CASE WHEN nomenclature IN ('SITC', 'BEC', 'EBOPS') THEN 'nomenclature'
                WHEN reporter IS NULL THEN 'reporter'
                WHEN partner IS NULL THEN 'partner'
                WHEN direction_ IS NULL THEN 'direction'
                WHEN period_ IS NULL OR ahead_ OR year_ NOT BETWEEN 1960 AND 2100
                     THEN 'period'
                WHEN code_ IS NULL OR length(code_) NOT BETWEEN 2 AND 12
                     OR CASE WHEN digits_ THEN false
                             ELSE code_ NOT SIMILAR TO '[0-9]*[A-Z]+[0-9]*'
                                  OR code_ IN ('ALL', 'NA', 'NAN', 'NULL', 'NONE', 'SUM', 'TOT',
                                               'AG2', 'AG4', 'AG6') END THEN 'code'
                WHEN value_ IS NULL AND value IS NOT NULL OR value_ NOT BETWEEN 0 AND 1e20
                     THEN 'value'
                WHEN net_weight_ IS NULL AND net_weight IS NOT NULL
                     OR net_weight_ NOT BETWEEN 0 AND 1e20
                     THEN 'net_weight'
                WHEN quantity_ IS NULL AND quantity IS NOT NULL
                     OR quantity_ NOT BETWEEN 0 AND 1e20 THEN 'quantity'
                WHEN currency IS NULL THEN 'currency'
                WHEN empty_ AND NOT coalesce(confidential, false) THEN 'value'
           END AS fault_field
    FROM known)
SELECT nomenclature, revision, code_ AS code, reporter, partner, direction_ AS direction,
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
        + CASE WHEN confidential OR NOT digits_ AND code_ <> 'TOTAL' THEN 2 ELSE 0 END
        + CASE WHEN detail = 'consignment' THEN 64 ELSE 0 END)::SMALLINT
           AS flags,
       coalesce(part, 0)::SMALLINT AS part, detail,
       CASE WHEN NOT contains(concat(value, net_weight, quantity), ',') THEN 0
            WHEN regexp_matches(concat_ws(';', value, net_weight, quantity), ',[0-9]{3}[,.]')
                 THEN 2 ELSE 1 END AS commas,
       fault_field,
       CASE WHEN fault_field IS NOT NULL THEN CASE fault_field
            WHEN 'nomenclature' THEN
                weir_fault('a code of ' || nomenclature || ', not of the HS:', code)
            WHEN 'reporter' THEN weir_fault('unknown area', reporter_)
            WHEN 'partner' THEN weir_fault('unknown area', partner_)
            WHEN 'direction' THEN weir_fault('unknown flow', direction)
            WHEN 'period' THEN
                weir_fault(CASE WHEN ahead_ THEN 'period in the future' ELSE 'not a month or year'
                           END, period)
            WHEN 'code' THEN weir_fault('not a commodity code', code_)
            WHEN 'value' THEN
                CASE WHEN value IS NULL THEN 'no figure in the row'
                     ELSE weir_fault(weir_wrong(value_, 'value'), value) END
            WHEN 'net_weight' THEN
                weir_fault(weir_wrong(net_weight_, 'weight'), net_weight)
            WHEN 'quantity' THEN
                weir_fault(weir_wrong(quantity_, 'quantity'), quantity)
            WHEN 'currency' THEN 'no currency is stated' END END AS fault,
       CASE WHEN fault_field IS NOT NULL
            THEN left(concat_ws(' ', reporter_, partner_, code_, period, value), 200) END
           AS fault_text
FROM judged
