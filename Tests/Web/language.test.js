// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

const test = require("node:test");
const assert = require("node:assert");
const { load, number, near, golden } = require("./load.js");

const { compile } = load(["signs.js", "engine.js"], ["compile"]);
const texts = golden("texts.json");
const { names, sets, aliases, outcomes } = golden("outcomes.json");
const scope = { slots: Object.fromEntries(names.map((name, index) => [name, index])), aliases };

// What the engine says of a text, in the words of the golden file.
function outcome(text) {
    try {
        const { value } = compile(text, scope);
        return { values: sets.map((numbers) => value(numbers.map(number))) };
    } catch (error) {
        if (!error.span) throw error;
        return { span: Array.from(error.span), problem: error.problem, remedy: error.remedy };
    }
}

test(`${texts.length} rules are accepted or refused alike, with the same words at the same place`, () => {
    assert.ok(texts.length >= 500 && outcomes.length === texts.length);
    let refused = 0;
    texts.forEach((text, index) => {
        const [said, held] = [outcome(text), outcomes[index]];
        const shown = JSON.stringify(text.slice(0, 100));
        if (held.span) {
            refused++;
            const { span, problem, remedy } = held;
            assert.deepEqual(said, { span, problem, remedy }, shown);
        } else {
            assert.ok(said.values, `${shown}: ${said.problem}`);
            held.values.map(number).forEach((value, place) => {
                assert.ok(near(said.values[place], value), `${shown}: ${said.values[place]}, not ${value}`);
            });
        }
    });
    assert.ok(refused > 150 && refused < texts.length - 150, `${refused} are refused`);
});

test("A mistake says what to write instead", () => {
    const { problem, remedy, span } = outcome("2r");
    assert.deepEqual([problem, remedy, span],
        ["a number runs into other letters", "to multiply, write 2*r", [0, 2]]);
});

test("A rule that gives no weights is refused in the program's words", () => {
    const { readRule } = load(
        ["signs.js", "engine.js", "weights.js", "numbers.js", "probe.js"], ["readRule"]);
    const { language, ownStyle } = golden("page.json");
    const values = { eps_low: 0.2, eps_high: 0.2, c: 3 };
    const probes = golden("probes.json");
    assert.ok(probes.filter((one) => one.problem).length > 20);
    for (const { text, ...held } of probes) {
        const method = { name: "mine", isTyped: true, expression: text, values, style: ownStyle };
        let said = {};
        try {
            readRule(method, language, values);
        } catch ({ span, problem, remedy }) {
            said = { span: Array.from(span), problem, remedy };
        }
        assert.deepEqual(said, held, text);
    }
});
