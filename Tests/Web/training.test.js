// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const test = require("node:test");
const assert = require("node:assert");
const { load, number, near, golden } = require("./load.js");

const { BenchTraining, BoundMethod, compileMethod, benchProblem } = load(
    ["signs.js", "engine.js", "weights.js", "numbers.js", "bench.js"],
    ["BenchTraining", "BoundMethod", "compileMethod", "benchProblem"]);
const page = golden("page.json");
const { rules, benches } = golden("training.json");
const values = Object.fromEntries(page.parameters.map((one) => [one.name, number(one.default)]));

function method(name) {
    const line = rules.find((one) => one.startsWith(`rule ${name} `));
    if (!line) return page.methods.find((one) => one.name === name);
    const [, isScore, source] = /^rule \w+( score)? = (.*)$/.exec(line);
    return {
        name, isTyped: true, values, expression: isScore ? "0" : source,
        additive: isScore ? source : undefined,
    };
}

for (const { tokens, settings, runs } of benches) {
    test(`A bench of ${tokens.join(", ")} trains as in the program`, () => {
        const given = tokens.map((text) => text.split(" ")).map(
            ([name, old, adv]) => ({ name, old: Number(old), adv: Number(adv) }));
        const own = {
            ...settings, klCoefficient: settings.kl_coef, entropyCoefficient: settings.entropy_coef,
        };
        let compared = 0;
        for (const run of runs) {
            const one = method(run.method);
            const bound = new BoundMethod(one, compileMethod(one, page.language), one.values);
            const rows = new BenchTraining(bound, given, own).rows();
            assert.strictEqual(rows.length, run.rows.length);
            rows.forEach((row, step) => {
                const said = [row.entropy, row.klReference, row.klOld, ...row.p];
                run.rows[step].forEach((right, index) => {
                    if (right === null) return;
                    assert.ok(
                        near(said[index], number(right)),
                        `${run.method}, step ${step}: ${said[index]}, not ${right}`);
                    compared++;
                });
            });
        }
        assert.ok(compared > 500);
    });
}

test("What cannot be the alternatives at one position is told from what can", () => {
    assert.match(benchProblem([{ old: 0.7 }, { old: 0.6 }]), /add up to 1.3/);
    assert.match(benchProblem([{ old: 1 }]), /no alternatives/);
    assert.strictEqual(benchProblem([{ old: 0.7 }, { old: 0.3 }]), undefined);
});

test("A rule that gives no weight stops the training with words that say where", () => {
    const one = { name: "mine", isTyped: true, values, expression: "1 - r*2" };
    const bound = new BoundMethod(one, compileMethod(one, page.language), values);
    const training = new BenchTraining(bound, [{ old: 0.5, adv: 1 }], page.simulation);
    assert.throws(() => training.rows(), /the weight is -1 at r = 1, A = 1 in step 0/);
});
