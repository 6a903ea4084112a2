-- whole.sql - the series of a World, or of all goods, as one: a list of figures has one of each
-- period, their sum in the order of their size, as series.c adds them, and beside it one that is
-- missing where some are, and one that is withheld.
SELECT from_area, to_area, reporter, of_exporter, direction, freq, currency, valuation, measured_in,
       goods, adapter, groupUniqArrayArray(source_ids) AS sources,
       groupArrayArray(arrayConcat(
           if(length(known) = 0, emptyArrayInt32(), [period]),
           if(missing = 0, emptyArrayInt32(), [period]),
           if(secret = 0, emptyArrayInt32(), [period]))) AS periods,
       groupArrayArray(arrayConcat(
           if(length(known) = 0, emptyArrayFloat64(), [arraySum(arraySort(known))]),
           if(missing = 0, emptyArrayFloat64(), [toFloat64(nan)]),
           if(secret = 0, emptyArrayFloat64(), [toFloat64(nan)]))) AS amounts,
       groupArrayArray(arrayConcat(
           if(length(known) = 0, emptyArrayInt32(), [toInt32(0)]),
           if(missing = 0, emptyArrayInt32(), [toInt32(0)]),
           if(secret = 0, emptyArrayInt32(), [toInt32(2)]))) AS withheld
FROM ({select}{from} AS from_area, {to} AS to_area, reporter,
           direction IN ('export', 're-export') AS of_exporter, direction, freq, currency,
           valuation, {measured_in} AS measured_in, {goods} AS goods, {adapter} AS adapter, period,
           groupUniqArray(source_id) AS source_ids,
           arrayFilter(x -> NOT isNaN(x), groupArray({amount})) AS known,
           max(isNaN({amount}) AND bitAnd(flags, 2) = 0) AS missing,
           max(isNaN({amount}) AND bitAnd(flags, 2) != 0) AS secret{rows}
      GROUP BY from_area, to_area, reporter, of_exporter, direction, freq, currency, valuation,
               measured_in, goods, adapter, period)
GROUP BY from_area, to_area, reporter, of_exporter, direction, freq, currency, valuation,
         measured_in, goods, adapter
