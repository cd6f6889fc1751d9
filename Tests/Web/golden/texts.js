// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

// Writes texts.json: rules as people type them, rules that are nearly right, and hostile ones. The Swift
// program then says what each of them is (Tests/ExpressionsTests/WebAgreementTests.swift), and the
// page's engine has to say the same: node Tests/Web/golden/texts.js

const fs = require("node:fs");
const path = require("node:path");

// A generator of its own, so that the texts are the same everywhere (mulberry32).
let state = 15;
function random() {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), 1 | state);
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x;
    return ((x ^ (x >>> 14)) >>> 0) / 4294967296;
}
const pick = (list) => list[Math.floor(random() * list.length)];

const names = ["r", "A", "p", "q", "H", "m", "rho", "ref", "eps_low", "eps_high", "c", "ε_low", "π", "π_old", "Â",
    "μ", "adv", "new", "old", "pi_ref", "A_hat"];
const numbers = ["0", "1", "2", "0.5", ".25", "3", "1e-3", "5%", "2k", "1M", "0.2", "10", "1e3%", "inf", "∞"];
const unary = ["exp", "log", "sqrt", "abs", "tanh", "sigmoid", "logp", "ln", "fabs"];

function value(depth) {
    if (depth === 0) return random() < 0.6 ? pick(names) : pick(numbers);
    switch (Math.floor(random() * 9)) {
    case 0: return `${pick(unary)}(${value(depth - 1)})`;
    case 1: return `${pick(["min", "max"])}(${value(depth - 1)}, ${value(depth - 1)})`;
    case 2: return `${pick(["clip", "clamp"])}(${value(depth - 1)}, ${value(0)}, ${value(0)})`;
    case 3: return `if ${truth(depth - 1)} then ${value(depth - 1)} else ${value(depth - 1)}`;
    case 4: return `(${value(depth - 1)})`;
    case 5: return `-${value(depth - 1)}`;
    case 6: return `(${value(depth - 1)} if ${truth(depth - 1)} else ${value(depth - 1)})`;
    default: {
        const sign = pick(["+", "-", "*", "/", "^", "**", "−", "·", "×", "÷"]);
        return `${value(depth - 1)}${pick([" ", ""])}${sign}${pick([" ", ""])}${value(depth - 1)}`;
    }
    }
}

function truth(depth) {
    const sign = pick(["<", "<=", ">", ">=", "==", "!=", "≤", "≥", "≠"]);
    const one = `${value(Math.max(0, depth - 1))} ${sign} ${value(0)}`;
    switch (Math.floor(random() * 6)) {
    case 0: return `not ${one}`;
    case 1: return `${one} and ${truth(Math.max(0, depth - 1))}`;
    case 2: return `${one} ${pick(["or", "||"])} ${value(0)} > ${value(0)}`;
    case 3: return `!(${one})`;
    default: return one;
    }
}

// A text with one mistake: a sign put in, taken out or exchanged.
function broken(text) {
    const signs = Array.from(text);
    const strange = Array.from("()+-*/^<>=!&|,.%?[]{}√²³\\_'\"@#$~`;:0123456789eEkMrAµ∞≤😀\u0302\u202e\u0000\t\n ");
    const at = Math.floor(random() * (signs.length + 1));
    const [count, put] = pick([[0, 1], [1, 0], [1, 1]]);
    signs.splice(at, count, ...(put ? [pick(strange)] : []));
    return signs.join("");
}

const written = ["", "  ", "1 +", "1 + * 2", "1,5", "2*1,5", "r, 5", "(1", "max(1, 2", "1)", "2 r", "2r", "0x10", "1e999",
    "1e400", "1e-400", "0 < r < 1", "r = 1", "r & 2", "|r|", "|r| + |A|", "|r", "r!", "[1]", "5 %", "5%", "r\u001b", "r\u202e",
    "if A > 0 then 1", "if A > 0, 1, 2", "r then", "esp_high", "1 + foo", "sqrt", "infinity", "Inf", "sqr(2)", "r(2)",
    "sqrt(1, 2)", "clip(1, 2)", "min(1)", "min()", "1 + (r > 1)", "if r then 1 else 2", "if A > 0 then 1 else r > 1", "r > 1",
    "not r", "1.", "1.r", "1..2", "1.e5", ".5", ".", "..", "1e", "1e+", "1e+5", "1E−3", "1e5k", "1kk", "5%%", "5%2", "1k2", "\"r\"",
    "'r'", "r # no", "r; A", "r\nA", "r \\\n+ 1", "r \\ + 1", "r \\", "ε", "ε_low", "ϵ_low", "eps", "eps_hgih", "EPS_LOW", "R",
    "a", "β₁", "A\u0302", "Â", "\u0302", "dapo.eps_high", "r.", "r.r", "r.1", "constructor", "__proto__", "toString(1)",
    "hasOwnProperty", "valueOf", "__proto__(1)", "and", "r and A", "r > 1 and", "not", "! r > 1", "!r", "!!(r > 1)", "r !", "r != 1",
    "r !== 1", "r === 1", "r <> 1", "r => 1", "r =< 1", "- - r", "--r", "+r", "+-+r", "2^-1", "2^3^2", "-2^2", "(-2)^2", "2**3**2", "2 ^ - 2 ^ 2",
    "if A > 0 then if r > 1 then 1 else 2 else 3", "r if A > 0 else 1", "r if A > 0 else 1 if r > 1 else 2", "(r) if (A>0) else (1)",
    "if (A > 0) (r) else 1", "A > 0 ? r : 1", "max (r, 1)", "max(r 1)", "max(r,)", "max(,r)", "max(r,,1)", "(r,1)", "()", "max(r, 1))", "((r)",
    "r²", "√r", "r³", "2√2", "r·A", "r×A", "r÷A", "r−1", "r–1", "r≠1", "{r}", "r}", "min(r, 1, 2, 3)", "max(inf, r)", "inf", "-inf", "∞", "∞r", "inf(1)",
    "nan", "NaN", "1/0", "0/0", "log(0)", "log(-1)", "sqrt(-1)", "0^0", "1^inf", "(-1)^inf", "(-8)^(1/3)", "exp(1000)", "sigmoid(-1000)",
    "tanh(1000)", "clip(r, 2, 1)", "clip(0/0, 0, 1)", "min(0/0, 1)", "min(1, 0/0)", "1 == 1", "0/0 == 0/0", "0/0 != 0/0", "if 0/0 == 0/0 then 1 else 2",
    "if true then 1 else 2", "thenn", "iff A > 0 then 1 else 2", "if A > 0 then r else", "if", "if if if", "else", "then", "𝑟", "ｒ", "r\u00a0+\u00a01", "r\u200b",
    "r\ufeff", "０.5", "٣", "1_000", "1'000", "1 000", "$r", "r@A", "<script>", "r<script>alert(1)</script>", "</script>", "\\u0041", "r\u0000", "😀", "👨‍👩‍👧", "é", "e\u0301",
    "eval(r)", "alert(1)", "this", "window", "r.constructor", "[].map", "`r`", "=> r", "r;", "min(r,1", "1e5e5", "1.2.3", "0.1%", "1e308", "1.8e308", "1e309%", "4.9e-324", "2e-324",
    "0".repeat(900), "9".repeat(790), "1" + "0".repeat(805), "0." + "3".repeat(795), "0." + "3".repeat(805), "1e99999", "1e-99999", "0e99999", "1e0000000001",
    "(".repeat(199) + "r" + ")".repeat(199), "(".repeat(200) + "r" + ")".repeat(200), "-".repeat(150) + "r", "-".repeat(250) + "r", "not ".repeat(250) + "r > 1",
    "r+".repeat(999) + "r", "r+".repeat(1000) + "r", "2^".repeat(190) + "1", "2^".repeat(300) + "1", "r".repeat(70), "abs(".repeat(250) + "r", "if A > 0 then ".repeat(150) + "r",
    "r ".repeat(5001) + "r", "x".repeat(10001), "rr", "rho_", "rhoo", "refs", "clipp(r, 1, 2)", "clap(r,1,2)", "maxx(r, 1)", "sqroot(r)", "ex(r)", "sig(r)", "log10(r)", "pow(r, 2)",
    "exp", "exp + 1", "r(1)", "A(r)", "eps_low(2)", "π(1)", "π_old(2)", "μ", "\u00b5", "Σ", "λ", "new", "old", "engine", "pi_ref", "log_p", "log_q", "high_entropy"];

const texts = [...written];
while (texts.length < 560) texts.push(random() < 0.5 ? value(3) : truth(2));
while (texts.length < 820) texts.push(broken(random() < 0.3 ? pick(written.filter((one) => one.length < 60)) : value(2)));
const file = path.join(__dirname, "texts.json");
fs.writeFileSync(file, `${JSON.stringify([...new Set(texts)], null, 0).replace(/","/g, "\",\n\"")}\n`);
