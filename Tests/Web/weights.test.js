// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const fs = require("node:fs");
const path = require("node:path");
const test = require("node:test");
const assert = require("node:assert");
const { load, number, near, golden } = require("./load.js");

const { BoundMethod, compileMethod, compile, edges, gradientSize, makeToken } = load(
    ["signs.js", "engine.js", "weights.js"],
    ["BoundMethod", "compileMethod", "compile", "edges", "gradientSize", "makeToken"]);
const page = golden("page.json");
const held = golden("weights.json");

// A method of the page with some parameters set.
function bound(name, values = {}, methods = page.methods) {
    const method = methods.find((one) => one.name === name);
    return new BoundMethod(
        method, compileMethod(method, page.language), { ...method.values, ...values });
}

// The methods of the page and those that the golden file's rules make.
function allMethods() {
    const values = Object.fromEntries(page.parameters.map((one) => [one.name, number(one.default)]));
    const typed = held.rules.map((line) => {
        const [, name, isScore, source] = /^rule (\w+)( score)? = (.*)$/.exec(line);
        return {
            name, isTyped: true, isScore: isScore !== undefined, values,
            expression: isScore ? "0" : source, additive: isScore ? source : undefined,
        };
    });
    return [...page.methods, ...typed];
}

// A token from the arguments that the program was given.
function token(text) {
    const given = Object.fromEntries(text.split(" ").map((one) => one.split("=")));
    const log = (name) => (name in given ? Math.log(Number(given[name])) : undefined);
    return makeToken({
        logOld: log("old"), logNew: log("new"), adv: Number(given.adv),
        entropy: "entropy" in given ? Number(given.entropy) : undefined,
        logEngine: log("engine"), logReference: log("ref"),
    });
}

// The token and its neighbours by a few last bits, which decide at the end of an interval.
const sides = (one) => [1, -1, 2, -2, 4, -4].map((bits) => {
    const hair = bits * 2 ** -53;
    return makeToken({
        ...one, ratio: one.ratio * (1 + hair), logNew: Math.min(0, one.logNew + hair),
    });
});

test("Weights, scores and gradients are those of the program", () => {
    const methods = allMethods();
    const many = held.methods.map((name) => bound(name, {}, methods));
    let edge = 0;
    let compared = 0;
    held.tokens.forEach((text, row) => {
        const own = token(text);
        many.forEach((method, column) => {
            const right = held.rows[row][column].map(number);
            const agrees = (one) => {
                const score = method.score(one);
                const said = [method.weight(one), score, gradientSize(score, one)];
                return said.every((value, index) => near(value, right[index]));
            };
            compared++;
            if (agrees(own)) return;
            edge++;
            assert.ok(sides(own).some(agrees), `${text} under ${method.method.name}: ${right}`);
        });
    });
    assert.ok(compared > 3000 && edge < compared / 100, `${edge} of ${compared} on an edge`);
});

// The rows of an author's code, as objects of numbers.
function authorRows(file) {
    const folder = path.join(__dirname, "../TokenWeightsTests/Golden");
    const lines = fs.readFileSync(path.join(folder, file), "utf8").split("\n")
        .filter((line) => line && !line.startsWith("#"));
    const keys = lines[0].split(",");
    return lines.slice(1).map((line) => Object.fromEntries(
        line.split(",").map((cell, index) => [keys[index], cell])));
}

const authors = [
    ["tokens_archer2.csv", "archer_lowent", "aspo", {}, true],
    ["tokens_archer2.csv", "archer_highent", "aspo", { eps_low: 0.4, eps_high: 0.4 }, true],
    ["tokens_archer2.csv", "archer_ppo", "grpo", {}], ["tokens_archer2.csv", "archer_dapo", "dapo", {}],
    ["tokens_verl.csv", "vanilla", "grpo", {}], ["tokens_verl.csv", "dapo", "dapo", {}],
    ["tokens_verl.csv", "dapo_c10", "dapo", { c: 10 }], ["tokens_verl.csv", "ppo_nodual", "ppo", {}],
    ["tokens_verl.csv", "ppo_nodual", "grpo", { c: Infinity }], ["tokens_verl.csv", "gpg", "reinforce", {}, true],
    ["tokens_verl.csv", "cispo_02_02", "cispo-verl", {}, true],
    ["tokens_verl.csv", "cispo_1_4", "cispo", { eps_high: 4 }, true],
    ["tokens_verl.csv", "dppo_tv", "dppo-tv", {}, true], ["tokens_verl.csv", "dppo_kl", "dppo-kl", {}, true],
];

for (const [file, column, name, values, comparesExtremes] of authors) {
    test(`${name} ${JSON.stringify(values)} weighs as the authors' ${column}`, () => {
        const method = bound(name, values);
        let [compared, edge] = [0, 0];
        for (const row of authorRows(file)) {
            // Theirs have no gradient beyond the clamp, the program's keep the clamped value.
            if (row.kind === "extreme" && !comparesExtremes) continue;
            const own = makeToken({
                logOld: Number(row.logp_old), logNew: Number(row.logp), adv: Number(row.adv),
            });
            const right = Number(row[`${column}.grad`]);
            const agrees = (one) => near(-method.weight(one) * one.adv, right);
            compared++;
            if (agrees(own)) continue;
            // Another library's exponential may fall on the other side of an interval's end.
            assert.ok(sides(own).some(agrees), `${JSON.stringify(row)}`);
            if (row.kind !== "exact") edge++;
        }
        assert.ok(edge <= 2, `${edge} rows on an edge that the authors do not call one`);
        assert.strictEqual(compared, comparesExtremes ? 384 : 372);
    });
}

test("Curves are cut where their rules compare, to the last bit", () => {
    const at = (adv, old = 0.1) => (ratio) => makeToken({
        logOld: Math.log(old), logNew: Math.log(old) + Math.log(ratio), adv, ratio,
    });
    const found = (name, adv, values) => Array.from(edges(bound(name, values), at(adv), [0.2, 5]));
    assert.deepEqual(found("grpo", 1), [1.2]);
    assert.deepEqual(found("grpo", -1), [0.8, 3]);
    assert.deepEqual(found("aspo", -1, { eps_low: 0.25, c: 2 }), [0.75, 2]);
    const [cap, mask] = found("aspo", 1);
    assert.ok(near(cap, 1 / 3, 1e-15) && mask === 1.2);
    assert.deepEqual(found("reinforce", 1), []);
    assert.ok(near(found("dppo-tv", 1)[0], 3, 1e-12));
});

test("A published rule gives nothing where A is 0, a typed one what it says", () => {
    const own = token("old=0.1 new=0.05 adv=0");
    assert.strictEqual(bound("grpo").weight(own), 0);
    const scope = compileMethod({ isTyped: true, expression: "1/r" }, page.language);
    const typed = new BoundMethod({ isTyped: true }, scope, { eps_low: 0.2, eps_high: 0.2, c: 3 });
    assert.ok(near(typed.weight(own), 2));
    assert.strictEqual(typed.score(own), 0);
});

test("A rule's own words are refused by a published rule's scope, never looked up elsewhere", () => {
    assert.throws(() => compile("constructor", { slots: { r: 0 }, aliases: {} }), /no number/);
    assert.throws(() => compile("__proto__(1)", { slots: { r: 0 }, aliases: {} }), /no function/);
});
