// SPDX-License-Identifier: GPL-3.0-or-later

// Numbers as the program writes them, read from its JSON and shown to people.

// What JSON has no number for is a word there.
const readNumber = (given) => ({ nan: NaN, inf: Infinity, "-inf": -Infinity })[given] ?? given;

// What is not finite in words of mathematics.
const wordOf = (x) => (Number.isNaN(x) ? "no number" : x < 0 ? "−∞" : "∞");

// A number as the program writes it: significant digits rounded from the shortest text, ties to even.
function numberText(x, digits) {
    if (!Number.isFinite(x)) return Number.isNaN(x) ? "nan" : x < 0 ? "-inf" : "inf";
    if (x === 0) return "0";
    const [mantissa, power] = Math.abs(x).toExponential().split("e");
    let [all, point] = [mantissa.replace(".", ""), Number(power) + 1];
    if (all.length > digits) {
        const rest = all.slice(digits);
        const isTie = rest === "5";
        const goesUp = isTie ? Number(all[digits - 1]) % 2 === 1 : rest[0] >= "5";
        const whole = String(BigInt(all.slice(0, digits)) + (goesUp ? 1n : 0n));
        point += whole.length - digits;
        all = whole;
    }
    all = all.replace(/0+$/, "");
    const sign = x < 0 ? "-" : "";
    if (point < -3 || point > 15) {
        const size = String(Math.abs(point - 1)).padStart(2, "0");
        const part = all.length > 1 ? `.${all.slice(1)}` : "";
        return `${sign}${all[0]}${part}e${point < 1 ? "-" : "+"}${size}`;
    }
    if (point <= 0) return `${sign}0.${"0".repeat(-point)}${all}`;
    if (point >= all.length) return sign + all + "0".repeat(point - all.length);
    return `${sign}${all.slice(0, point)}.${all.slice(point)}`;
}

// The same as people read it.
const significant = (x, digits) => (Number.isFinite(x) ? numberText(x, digits) : wordOf(x));

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

// Round numbers between two others, about as many as wished.
function ticksBetween(low, high, wish = 4) {
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
