-- levels.sql - what level3 of a file comes to, by what tells its totals apart; see whole_said.sql.
(SELECT currency, level, reporter, direction::direction AS direction, freq::frequency AS freq,
        period, part, worth AS value
 FROM weir_feed({feed}))
