// SPDX-License-Identifier: GPL-3.0-or-later

// Numbers as the program writes them, read from its JSON and shown to people.

// What JSON has no number for is a word there.
const readNumber = (given) => ({ nan: NaN, inf: Infinity, "-inf": -Infinity })[given] ?? given;

// What is not finite in words of mathematics.
const wordOf = (x) => (Number.isNaN(x) ? "no number" : x < 0 ? "−∞" : "∞");

// A count of significant digits and no zeros after them, in power form where that is shorter.
function significant(x, digits) {
    if (!Number.isFinite(x)) return wordOf(x);
    if (x === 0) return "0";
    const rounded = Number(x.toPrecision(digits));
    const size = Math.abs(rounded);
    if (size >= 1e-4 && size < 1e15) return plain(rounded);
    return rounded.toExponential().replace("e+", "e");
}

// A number without a power of ten.
const plain = (x) => (Math.abs(x) < 1e-6 ? x.toFixed(12).replace(/0+$/, "") : String(x));

// What people read: three digits, a true minus, and no zeros that say nothing.
const shown = (x) => significant(x, 3).replace(/-/g, "−");

// A fixed count of digits for columns: 0.50 above 0.475 would not line up.
function column(x) {
    if (x === 0) return "0";
    const size = Math.abs(x);
    if (!Number.isFinite(x) || size >= 1e5 || size < 5e-4) return shown(x);
    return x.toFixed(size < 10 ? 3 : size < 100 ? 2 : 1).replace("-", "−");
}

// An advantage, with its sign always.
const signed = (x) => (x > 0 ? `+${shown(x)}` : shown(x));

// A number for a line that is typed: the shortest text that reads back as the same.
const typed = (x) => (x === Infinity ? "inf" : x === -Infinity ? "-inf" : String(x));

// "1 in 20" for a probability, where such words are near enough to be true.
function chance(p) {
    const one = 1 / p;
    const whole = Math.round(one);
    if (!(p > 0) || p >= 0.55 || one > 1e6) return "";
    return `${Math.abs(one - whole) < 1e-6 * one ? "" : "about "}1 in ${significant(whole, 2)}`;
}

// Round numbers from 0 to about a top, three to five of them.
function ticksTo(top) {
    if (!(top > 0)) return [0, 1];
    const raw = top / 3;
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 2.5, 5, 10].find((nice) => nice * power >= raw * 0.999) * power;
    const count = Math.max(1, Math.ceil(top / step - 1e-9));
    return Array.from({ length: count + 1 }, (_, index) => Number((index * step).toPrecision(12)));
}

// Round numbers between two others.
function ticksBetween(low, high, wish) {
    const raw = (high - low) / wish;
    if (!(raw > 0)) return [low];
    const power = 10 ** Math.floor(Math.log10(raw));
    const step = [1, 2, 5, 10].find((nice) => nice * power >= raw * 0.999) * power;
    const ticks = [];
    for (let index = Math.ceil(low / step - 1e-9); index * step <= high + step * 1e-9; index++) {
        ticks.push(Number((index * step).toPrecision(12)));
    }
    return ticks;
}

// 1, 2 and 5 times each power of ten in a range, fewer where it is long; the others without words.
function logTicks(low, high) {
    const decades = Math.log10(high / low);
    const mantissas = decades < 2.2 ? [1, 2, 5] : [1];
    const ticks = [];
    for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power++) {
        for (let mantissa = 1; mantissa < 10; mantissa++) {
            const value = Number(`${mantissa}e${power}`);
            if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue;
            ticks.push({ value, isNamed: mantissas.includes(mantissa) });
        }
    }
    return ticks;
}
