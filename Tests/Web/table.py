# SPDX-License-Identifier: GPL-3.0-or-later
"""The table of a page, held to what the program says of the same bench."""

# A function for the browser: the table's rows by token, each with its numbers to the last digit.
ROWS = """() => Array.from(document.querySelectorAll("table tbody"))
    .filter((body) => body.querySelector(".pick")).flatMap((body) => Array.from(body.rows)).map((row) => ({
        token: row.cells[0].innerText.trim(),
        numbers: Array.from(row.querySelectorAll("td:nth-of-type(-n+4) data"), (one) => one.value),
        methods: Array.from(row.querySelectorAll("[data-method]"), (cell) => [
            cell.dataset.method, cell.querySelector("data").value, cell.dataset.score,
            cell.nextElementSibling.querySelector("data").value]),
    }))"""


def differences(rows, told, methods):
    """Returns what rows say and the program's answer to `weights` does not, beyond rounding."""
    found = []

    def hold(what, one, other):
        if one != other and not abs(one - other) <= 1e-12 * max(1, abs(one), abs(other)):
            found.append(f"{what}: {one}, not {other}")

    if [row["token"] for row in rows] != [row["token"] for row in told]:
        return [f"tokens {[row['token'] for row in rows]}"]
    for row, right in zip(rows, told):
        if sorted(one[0] for one in row["methods"]) != sorted(methods):
            found.append(f"{row['token']}: methods {row['methods']}")
        for key, value in zip(["old", "new", "adv", "ratio"], row["numbers"], strict=True):
            hold(f"{row['token']} {key}", float(value), right[key])
        for method, weight, score, gradient in row["methods"]:
            for key, value in (("weight", weight), ("score", score), ("gradient", gradient)):
                hold(f"{row['token']} {key}.{method}", float(value), right[f"{key}.{method}"])
    return found
