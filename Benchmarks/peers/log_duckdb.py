# SPDX-License-Identifier: GPL-3.0-or-later
"""`reweigh methods=grpo,aspo` of a log, with DuckDB's SQL.

Usage: log_duckdb.py FILE csv|rows|arrays
"""

import os
import sys

import duckdb

from log_statistics import BIN_EDGES, SHARED, show, statistics

BIN = " + ".join(f"(old >= {edge})::INTEGER" for edge in BIN_EDGES)


def source(kind):
    """Returns the SQL of the tokens' numbers; the file is the query's parameter."""
    if kind == "csv":
        return "SELECT advantage a, logp_old o, logp n FROM read_csv($file)"
    if kind == "rows":
        columns = "{advantage: 'DOUBLE', logp_old: 'DOUBLE', logp: 'DOUBLE'}"
        return (
            "SELECT advantage a, logp_old o, logp n "
            f"FROM read_json($file, format='newline_delimited', columns={columns})")
    columns = "{advantage: 'DOUBLE', logp_old: 'DOUBLE[]', logp: 'DOUBLE[]'}"
    return (
        "SELECT advantage a, unnest(logp_old) o, unnest(logp) n "
        f"FROM read_json($file, format='newline_delimited', columns={columns})")


def query(kind):
    """Returns the query for everything, a row for each bin and sign."""
    return f"""
        WITH numbers AS ({source(kind)}),
        ratios AS (
            SELECT a, greatest(-20, least(20, n - o)) d, exp(o) old,
                abs(a) * greatest(0, 1 - exp(n)) lift FROM numbers),
        tokens AS (SELECT *, exp(d) r FROM ratios),
        weighed AS (
            SELECT *,
                CASE WHEN a > 0 THEN CASE WHEN r > 1.2 THEN 0 ELSE r END
                    WHEN a < 0 THEN CASE WHEN r < 0.8 OR r > 3 THEN 0 ELSE r END ELSE 0 END g,
                CASE WHEN a > 0 THEN CASE WHEN r > 1.2 THEN 0 ELSE least(1 / r, 3) END
                    WHEN a < 0 THEN CASE WHEN r < 0.8 THEN 0 ELSE least(r, 3) END ELSE 0 END s
            FROM tokens)
        SELECT {BIN} bin, sign(a) side, count(*), count(*) FILTER (a > 0),
            count(*) FILTER (a < 0), count(*) FILTER (a = 0), avg(r), avg(r) FILTER (a > 0),
            avg(r) FILTER (a < 0), min(r), max(r), stddev_pop(r), median(r),
            avg((a > 0 AND r > 1.2)::INTEGER), avg((a < 0 AND r < 0.8)::INTEGER), avg(-d),
            avg(r - 1 - d), avg(g) FILTER (a > 0), avg(g) FILTER (a < 0), avg(s) FILTER (a > 0),
            avg(s) FILTER (a < 0), sum(g * lift), sum(s * lift)
        FROM weighed GROUP BY GROUPING SETS ((), (bin, side))"""


def main():
    database = duckdb.connect()
    if threads := os.environ.get("DUCKDB_THREADS"):
        database.execute(f"SET threads = {int(threads)}")
    rows = database.execute(query(sys.argv[2]), {"file": sys.argv[1]}).fetchall()
    whole = next(row for row in rows if row[0] is None)
    means = whole[2 + len(SHARED):]
    bins = [
        (number, side > 0, masses) for number, side, *_, first, second in rows
        if number is not None and side != 0 for masses in [(first, second)]]
    show(statistics(
        dict(zip(SHARED, whole[2:])), [(means[0], means[1]), (means[2], means[3])], bins))


main()
