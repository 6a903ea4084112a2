"""What working days do to a published total: against least squares by hand."""
import calendar
import csv
import gzip
import math
import unittest

import weir

FILE = ("trade", "eu27-total-monthly", "eu27_total_monthly_by_member.csv.gz")


def working_days(period):
    year, month = map(int, period.split("-"))
    first, n = calendar.monthrange(year, month)
    return sum((first + day) % 7 < 5 for day in range(n))


def solve(a, b):
    """x with a x = b, by elimination with pivots."""
    n = len(b)
    rows = [list(row) + [y] for row, y in zip(a, b)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(n):
            if k != i:
                f = rows[k][i] / rows[i][i]
                rows[k] = [u - f * v for u, v in zip(rows[k], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def slope(values, left_out):
    """Of the changes of logarithms on those of working days, beside a mean of each month."""
    periods = sorted(values)
    x, y = [], []
    for before, at in zip(periods, periods[1:]):
        if at in left_out:
            continue
        month = int(at[5:]) - 1
        days = math.log(working_days(at) / working_days(before))
        x.append([days] + [float(m == month) for m in range(12)])
        y.append(math.log(values[at] / values[before]))
    cross = [[sum(r[i] * r[k] for r in x) for k in range(13)] for i in range(13)]
    along = [sum(r[i] * v for r, v in zip(x, y)) for i in range(13)]
    return solve(cross, along)[0]


class Days(weir.Case):
    def test_exports_go_by_working_days(self):
        path = weir.data(*FILE)
        values = {}
        with gzip.open(path, "rt") as f:
            for row in csv.DictReader(f):
                if (row["reporter"], row["partner"], row["flow"]) == (
                        "EU27", "Russian Federation", "EXPORT"):
                    values[row["period"]] = float(row["value_eur"])
        by_hand = slope(values, {"2020-04", "2022-03"})  # two months in which all fell
        weir.loaded(self.store, path)
        said = self.json("changepoints", "--from", "EU27", "--to", "RUS", "--code", "TOTAL")
        self.assertAlmostEqual(said["working_days"], by_hand, delta=0.2)
        self.assertAlmostEqual(said["working_days"], 1, delta=0.3)
        self.assertIsNone(said["new_year"])
        self.assertEqual([c["period"] for c in said["readings"]], ["2022-03"])


if __name__ == "__main__":
    unittest.main()
