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

// What is wrong with the weights of a typed rule, as an error about its whole text; nothing where they
// are numbers of at least 0 everywhere.
function probeProblem(bound, source) {
    const { compiled, method } = bound;
    const aliases = compiled.scope.aliases;
    const used = compiled.weight.nodes.filter((node) => node.kind === "name")
        .map((node) => aliases[node.value] ?? node.value);
    const looksAtEngine = used.includes("m") || used.includes("rho");
    let worst;
    for (const token of probeTokens(looksAtEngine ? [0, -0.4, 0.4, -1.6, 1.6, -3, 3] : [0])) {
        const value = bound.weight(token);
        if (value >= 0 && value < Infinity) continue;
        if (!worst || isMoreOrdinary(token, worst.token)) worst = { token, value };
    }
    if (!worst) return undefined;
    const numbers = putToken(worst.token, new Float64Array(tokenNames.length));
    const place = typedNames.map((name, index) => `${name} = ${numberText(numbers[index], 3)}`).join(", ");
    const what = Number.isNaN(worst.value) ? "no number" : numberText(worst.value, 4);
    const length = Array.from(source).length;
    return Number.isFinite(worst.value)
        ? new ExpressionError(
            0, length, `at ${place} this is ${what}; a weight is 0 or more`,
            `keep it in range with max(…, 0), or allow both signs: rule ${method.name} score = (${source})*A`)
        : new ExpressionError(
            0, length, `at ${place} this is ${what}; a rule is a number everywhere`,
            "keep it in range with clip(…, 0, 10) or max(…, 0)");
}
