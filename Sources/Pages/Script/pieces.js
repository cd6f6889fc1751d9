// SPDX-License-Identifier: GPL-3.0-or-later

// Curves in pieces, so that jumps stay jumps.

// How many points a curve has, shared by its pieces.
const curvePoints = 100;

// Cuts a curve at its edges: its pieces, and where it jumps the end that belongs to it and the other.
function pieces(height, cuts, [low, high], keepsHigher) {
    const inner = cuts.filter((cut) => cut > low && cut < high);
    const ends = [...inner, high];
    const found = { pieces: [], closed: [], open: [] };
    let current = [];
    let start = low;
    ends.forEach((end, index) => {
        current.push(...samples(height, start, end, Math.log(high / low)));
        if (index === inner.length) return;
        const [before, after] = [height(end * (1 - 1e-12)), height(end * (1 + 1e-12))];
        current.push([end, before]);
        if (Math.abs(after - before) > 1e-9 * (1 + Math.abs(before))) {
            found.pieces.push(current);
            const at = height(end);
            const isBefore = keepsHigher ? before > after
                : Math.abs(at - before) <= Math.abs(at - after);
            found.closed.push([end, isBefore ? before : after]);
            found.open.push([end, isBefore ? after : before]);
            current = [[end, after]];
        }
        start = end;
    });
    found.pieces.push(current);
    return found;
}

// Samples by factors, the first and the last a hair from the ends.
function samples(height, start, end, whole) {
    const length = Math.log(end / start);
    const count = Math.max(8, Math.round((curvePoints * length) / whole));
    const points = [];
    for (let index = 0; index <= count; index++) {
        const part = (index + (index === 0 ? 1e-9 : index === count ? -1e-9 : 0)) / count;
        const x = start * Math.exp(part * length);
        points.push([x, height(x)]);
    }
    return points;
}
