    -- No table of rates, or none wanted: every currency stays what it is.
    SELECT ''::VARCHAR AS currency, 0 AS period, 1.0::DOUBLE AS per_usd WHERE false
