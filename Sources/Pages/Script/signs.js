// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

// The language of typed rules, as Sources/Expressions reads it: the same texts are accepted, the same
// values come out, and an error has the same words at the same place. Places count code points.

class ExpressionError extends Error {
    constructor(from, to, problem, remedy) {
        super(problem);
        Object.assign(this, { span: [from, to], problem, remedy });
    }
}

// What each letter outside ASCII is called.
const spellings = Object.fromEntries((
    "αalpha βbeta γgamma δdelta εeps ϵeps ζzeta ηeta θtheta κkappa λlambda μmu \u00b5mu νnu ξxi πpi ρrho σsigma "
    + "τtau φphi ϕphi χchi ψpsi ωomega ΔDelta ΣSigma \u00c2A_hat \u0302_hat ₀0 ₁1 ₂2 ₃3 ₄4 ₅5 ₆6 ₇7 ₈8 ₉9"
).split(" ").map((one) => [one[0], one.slice(1)]));

// A name in ASCII, so that ε_low and eps_low are the same.
const canonicalName = (name) => Array.from(name, (letter) => spellings[letter] ?? letter).join("");

const isDigit = (sign) => /^[0-9]$/.test(sign);
const beginsName = (sign) => /^[_∞\p{Alphabetic}]$/u.test(sign);
const continuesName = (sign) => beginsName(sign) || /^[0-9₀-₉\u0302]$/.test(sign);

// The unsigned number that begins at a place, with where it ends, or null.
function literal(text, start) {
    let end = start;
    const skipDigits = () => {
        while (end < text.length && isDigit(text[end]) && end - start <= 800) end++;
    };
    skipDigits();
    if (text[end] === "." && isDigit(text[end + 1] ?? "")) {
        end++;
        skipDigits();
    }
    if (end === start) return null;
    const digits = text.slice(start, end).join("");
    const power = exponent(text, end);
    end = power.end;
    const ending = { "%": -2, k: 3, M: 6 }[text[end]];
    if (ending !== undefined) end++;
    // One conversion of the whole number rounds once.
    return { value: Number(`${digits}e${power.value + (ending ?? 0)}`), end };
}

// The power of ten that begins at a place, 0 where none does, with where it ends.
function exponent(text, start) {
    if (text[start] !== "e" && text[start] !== "E") return { value: 0, end: start };
    const isNegative = text[start + 1] === "-" || text[start + 1] === "−";
    const first = start + (isNegative || text[start + 1] === "+" ? 2 : 1);
    let [value, end] = [0, first];
    // Beyond four digits every number is 0 or infinite already.
    while (isDigit(text[end] ?? "")) value = Math.min(value * 10 + Number(text[end++]), 9999);
    return end === first ? { value: 0, end: start } : { value: isNegative ? -value : value, end };
}

const keywords = new Set(["if", "then", "else", "and", "or", "not"]);
const signs = new Map([
    ["**", "^"], ["<=", "<="], [">=", ">="], ["==", "=="], ["!=", "!="], ["−", "-"], ["×", "*"], ["·", "*"],
    ["÷", "/"], ["≤", "<="], ["≥", ">="], ["≠", "!="], ...Array.from("+-*/^<>", (sign) => [sign, sign]),
]);
const habits = {
    "&": "write and", "|": "write or", "=": "to compare, write ==",
    "?": "a choice looks like if A > 0 then r else 1", "[": "brackets are ( and )",
    "]": "brackets are ( and )", "{": "brackets are ( and )", "}": "brackets are ( and )",
    "%": "put % right after a number: 5%", "√": "a root looks like sqrt(r)", "²": "write ^2",
    "³": "write ^3",
};

function runOn(text, start, literalEnd) {
    let end = literalEnd;
    while (end < text.length && continuesName(text[end])) end++;
    const digits = text.slice(start, literalEnd).join("");
    const isFactor = /\p{Alphabetic}/u.test(text[literalEnd]) && digits !== "0";
    return new ExpressionError(
        start, end, "a number runs into other letters",
        isFactor ? `to multiply, write ${digits}*${text.slice(literalEnd, end).join("")}`
            : "numbers look like 0.05, 5%, 1e-3, 200k or 2M");
}

function stray(text, at) {
    const sign = text[at];
    const close = sign === "|" ? text.indexOf("|", at + 1) : -1;
    if (close > 0) {
        return new ExpressionError(
            at, close + 1, "| is no part of an expression",
            `write abs(${text.slice(at + 1, close).join("")})`);
    }
    if (sign === "!") {
        return new ExpressionError(
            at, at + 1, "! means not, and stands before what it denies", "leave out the !");
    }
    // What nobody sees is shown by its number.
    const code = sign.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
    const shown = /[\p{C}\p{Z}]/u.test(sign) ? `U+${code}` : sign;
    return new ExpressionError(at, at + 1, `${shown} is no part of an expression`, habits[sign]);
}

// The word or sign that begins at a place: its kind, its value and where it ends.
function lexeme(text, at, before) {
    const number = literal(text, at);
    if (number) {
        if (!Number.isFinite(number.value)) {
            throw new ExpressionError(
                at, number.end, "this number is too large", "for infinity, write inf");
        }
        if (continuesName(text[number.end] ?? "")) throw runOn(text, at, number.end);
        return { kind: "number", value: number.value, end: number.end };
    }
    if (beginsName(text[at])) {
        let end = at + 1;
        const isDotted = () => text[end] === "." && beginsName(text[end + 1] ?? "");
        while (end < text.length && (continuesName(text[end]) || isDotted())) end++;
        const value = canonicalName(text.slice(at, end).join(""));
        return keywords.has(value) ? { kind: value, end } : { kind: "name", value, end };
    }
    const two = text[at] + (text[at + 1] ?? "");
    if (two === "&&" || two === "||") return { kind: two === "&&" ? "and" : "or", end: at + 2 };
    const endsValue = ["number", "name", ")"].includes(before);
    if (text[at] === "!" && two !== "!=" && !endsValue) return { kind: "not", end: at + 1 };
    if (signs.has(two) && two.length > 1) return { kind: signs.get(two), end: at + 2 };
    if (signs.has(text[at])) return { kind: signs.get(text[at]), end: at + 1 };
    if ("(),".includes(text[at])) return { kind: text[at], end: at + 1 };
    throw stray(text, at);
}

function lexemes(text) {
    if (text.length > 10000) {
        throw new ExpressionError(
            10000, text.length, "the expression is longer than 10000 characters");
    }
    const found = [];
    let at = 0;
    while (at < text.length) {
        // A backslash at a line's end only continues the line.
        const isJoint = text[at] === "\\" && /[\n\r]/.test(text[at + 1] ?? "");
        if (isJoint || /\p{White_Space}/u.test(text[at])) {
            at++;
            continue;
        }
        const next = lexeme(text, at, found[found.length - 1]?.kind);
        found.push({ kind: next.kind, value: next.value, span: [at, next.end] });
        at = next.end;
    }
    return [...found, { kind: "end", span: [text.length, text.length] }];
}
