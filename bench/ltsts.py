"""The published LTSts algorithm, straightforward in numpy: random elemental subsets, alternating
least squares, C-steps, warm starts along positions.  The peer of bench/fit.c; prints its objective,
then its seconds.

P. J. Rousseeuw, D. Perrotta, M. Riani, M. Hubert, Econometrics and Statistics 9, 2019, section 3.
"""
import csv
import sys
import time

import numpy as np

SUBSETS, BEST, SEASON, HARMONICS, TREND = 1000, 20, 12, 2, 1


def read(path):
    rows = list(csv.reader(open(path)))[1:]
    return np.array([float(r[-1]) for r in rows])


class Model:
    """trend, season whose height changes linearly, step at tau; parameters in that order."""

    def __init__(self, y):
        self.y, self.n = y, len(y)
        t = np.arange(1, self.n + 1.0)
        angle = [2 * np.pi * b * t / SEASON for b in range(1, HARMONICS + 1)]
        self.t = t
        self.trend = np.column_stack([t ** a for a in range(TREND + 1)])
        self.season = np.column_stack([f(a) for a in angle for f in (np.cos, np.sin)])

    def fitted(self, theta, step):
        k, s = TREND + 1, 2 * HARMONICS
        wave = self.season @ theta[k:k + s]
        return self.trend @ theta[:k] + (1 + theta[k + s] * self.t) * wave + theta[-1] * step

    def fit(self, rows, step, theta=None):
        """Alternating least squares on some rows."""
        y, trend, season, t, step = (v[rows] for v in (self.y, self.trend, self.season, self.t,
                                                       step))
        k, s = TREND + 1, 2 * HARMONICS
        if theta is None:
            b = np.linalg.lstsq(np.column_stack([trend, season, step]), y, rcond=None)[0]
            theta = np.concatenate([b[:-1], [0], b[-1:]])
        theta = theta.copy()
        for _ in range(50):
            old = theta.copy()
            wave = season @ theta[k:k + s]
            b = np.linalg.lstsq(np.column_stack([trend, wave * t, step]), y - wave, rcond=None)[0]
            theta[:k], theta[k + s], theta[-1] = b[:k], b[k], b[-1]
            rest = y - trend @ theta[:k] - theta[-1] * step
            height = (1 + theta[k + s] * t)[:, None]
            theta[k:k + s] = np.linalg.lstsq(height * season, rest, rcond=None)[0]
            if np.abs(theta - old).sum() <= 1e-3 * np.abs(theta).sum():
                break
        return theta

    def concentrate(self, theta, step, h, rounds, tolerance):
        for _ in range(rounds):
            residual = (self.y - self.fitted(theta, step)) ** 2
            new = self.fit(np.argpartition(residual, h - 1)[:h], step, theta)
            done = np.abs(new - theta).sum() <= tolerance * np.abs(new).sum()
            theta = new
            if done:
                break
        residual = (self.y - self.fitted(theta, step)) ** 2
        return np.sort(residual)[:h].sum(), theta


def search(y, first, last, seed=10):
    random, model = np.random.default_rng(seed), Model(y)
    h, size = round(0.75 * len(y)), TREND + 1 + 2 * HARMONICS + 2
    warm, best = [], (np.inf, None)
    for tau in range(first, last + 1):
        step = (model.t >= tau).astype(float)
        found = []
        for _ in range(SUBSETS if tau == first else SUBSETS // 2):
            rows = random.choice(len(y), size - 1, replace=False)
            rows = np.unique(np.append(rows, tau - 1))
            if rows[0] >= tau - 1:
                rows[0] = random.integers(0, tau - 1)
            start = model.fit(rows, step)
            if np.isfinite(start).all():
                found.append(model.concentrate(start, step, h, 2, 1e-6))
        found = sorted(found + warm, key=lambda f: f[0])[:BEST if tau == first else BEST // 2]
        found += [(0, theta) for _, theta in warm]
        final = sorted((model.concentrate(theta, step, h, 50, 1e-8) for _, theta in found),
                       key=lambda f: f[0])
        warm = final[:BEST // 2]
        best = min(best, (final[0][0], tau), key=lambda f: f[0])
    return best


begin = time.perf_counter()
objective, position = search(read(sys.argv[1]), 14, 35)
print(f"objective {objective:.4f} at {position}")
print(time.perf_counter() - begin)
