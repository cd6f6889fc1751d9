// SPDX-License-Identifier: GPL-3.0-or-later

// Tries the reader's own rule on a grid of tokens, as the program does before it takes one.

// Tokens of every sort: rare and sure, lagging and leading, good and bad.
function* probeTokens(engines) {
    for (const logOld of [-12, -5, -2, -1.2, -0.7, -0.05, 0]) {
        for (const logRatio of [-20, -6, -2.4, -1.2, -0.7, -0.3, 0, 0.1, 0.3, 1.2, 6]) {
            for (const engine of engines) {
                for (const adv of [-2.5, -1, 1, 2.5]) {
                    for (const entropy of [0, 0.5, 3]) {
                        yield makeToken({
                            logOld, logNew: Math.min(0, logOld + logRatio), adv, entropy,
                            logEngine: Math.min(0, logOld + engine),
                            logReference: Math.min(0, logOld - 0.2),
                        });
                    }
                }
            }
        }
    }
}

// How far a token is from what people have on a bench, what counts most first.
const strangeness = (token) => [
    token.logNew - token.logOld, token.logEngine - token.logOld, token.logOld - Math.log(0.3),
    token.entropy - 0.5, Math.abs(token.adv) - 1, Math.min(0, token.adv),
].map((x) => Math.round(Math.abs(x) * 1e6));

function isMoreOrdinary(one, other) {
    const [a, b] = [strangeness(one), strangeness(other)];
    const at = a.findIndex((x, index) => x !== b[index]);
    return at >= 0 && a[at] < b[at];
}

// What a rule is made of, in a few words.
const ingredients = ({ variables, parameters }) =>
    `a rule is made of ${[...variables.map((one) => one.name ?? one), ...parameters].join(" ")} and `
    + Object.keys(functions).join(" ");

// Reads a typed rule and tries it; throws what the program says of one that it does not take.
function readRule(method, language, values) {
    const source = method.expression;
    try {
        const isTruth = typeOf(parse(source), tokenScope(typedNames, language.parameters, language.aliases)) === "truth";
        if (isTruth) {
            throw new ExpressionError(
                0, Array.from(source).length, "a rule's value is a weight, and this is yes or no",
                "a weight of it is if A > 0 then 1 else 0");
        }
        const bound = new BoundMethod(method, compileMethod(method, language), values);
        probe(bound, source);
        return bound;
    } catch (error) {
        error.remedy ??= ingredients(language);
        throw error;
    }
}

// Throws where a rule's weight is no number, or negative, for some token.
function probe({ compiled, numbers, method }, source) {
    const reads = compiled.weight.nodes.map(({ kind, value }) => kind === "name" && tokenNames[slot(compiled.scope, value)]);
    const engines = reads.includes("m") || reads.includes("rho") ? [0, -0.4, 0.4, -1.6, 1.6, -3, 3] : [0];
    let worst;
    for (const token of probeTokens(engines)) {
        const value = compiled.weight.value(putToken(token, numbers));
        const isWrong = !(value >= 0 && value < Infinity);
        if (isWrong && (!worst || isMoreOrdinary(token, worst.token))) worst = { token, value };
    }
    if (!worst) return;
    const { token, value } = worst;
    putToken(token, numbers);
    const place = typedNames.map((name, index) => `${name} = ${numberText(numbers[index], 3)}`).join(", ");
    const what = `at ${place} this is ${Number.isNaN(value) ? "no number" : numberText(value, 4)}; a `;
    const length = Array.from(source).length;
    throw Number.isFinite(value)
        ? new ExpressionError(
            0, length, `${what}weight is 0 or more`,
            `keep it in range with max(…, 0), or allow both signs: rule ${method.name} score = (${source})*A`)
        : new ExpressionError(
            0, length, `${what}rule is a number everywhere`,
            "keep it in range with clip(…, 0, 10) or max(…, 0)");
}
