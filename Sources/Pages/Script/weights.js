// SPDX-License-Identifier: GPL-3.0-or-later

// Tokens and what methods make of them: w, u and the score w·A + u, from the rules' own expressions.

// What expressions may name of a token, in the order of a scope's numbers.
const tokenNames = [
    "r", "p", "q", "A", "H", "m", "rho", "ref", "log_p", "log_q", "log_m", "log_ref", "high_entropy",
];
const typedNames = tokenNames.slice(0, 8);

// NaN stays NaN.
const clampedLogRatio = (x) => (x < -20 ? -20 : x > 20 ? 20 : x);

// Makes a token of logarithms, in nats; a ratio that is given is trusted.
function makeToken({ logOld, logNew, adv, entropy, logEngine, logReference, isHighEntropy, ratio }) {
    return {
        logOld, logNew, adv, entropy, logEngine, logReference, isHighEntropy,
        ratio: ratio ?? Math.exp(clampedLogRatio(logNew - logOld)),
    };
}

// Returns a token's numbers in the order of tokenNames, at the head of a list.
function putToken(token, numbers) {
    const logEngine = token.logEngine ?? token.logOld;
    const logReference = token.logReference ?? NaN;
    numbers[0] = token.ratio;
    numbers[1] = Math.exp(token.logNew);
    numbers[2] = Math.exp(token.logOld);
    numbers[3] = token.adv;
    numbers[4] = token.entropy ?? NaN;
    numbers[5] = Math.exp(logEngine);
    numbers[6] = token.logEngine == null ? 1
        : Math.exp(clampedLogRatio(token.logOld - token.logEngine));
    numbers[7] = Math.exp(logReference);
    numbers[8] = token.logNew;
    numbers[9] = token.logOld;
    numbers[10] = logEngine;
    numbers[11] = logReference;
    numbers[12] = token.isHighEntropy ? 1 : 0;
    return numbers;
}

// A scope of a token's numbers and then parameters, all by their places in one list.
function tokenScope(variables, parameters, aliases = {}) {
    const slots = {};
    for (const name of variables) slots[name] = tokenNames.indexOf(name);
    parameters.forEach((name, index) => { slots[name] = tokenNames.length + index; });
    return { slots, aliases };
}

// A method with its parameters put in, ready to weigh tokens.
class BoundMethod {
    // `compiled` is what compileMethod returns; `values` are numbers by name.
    constructor(method, compiled, values) {
        Object.assign(this, { method, compiled });
        this.numbers = new Float64Array(tokenNames.length + compiled.parameters.length);
        this.set(values);
    }

    set(values) {
        this.compiled.parameters.forEach((name, index) => {
            this.numbers[tokenNames.length + index] = values[name];
        });
    }

    // w: a published rule gives no weight where A is 0 or no number, a typed one what it says.
    weight(token) {
        if (!this.method.isTyped && !(token.adv > 0 || token.adv < 0)) return 0;
        return this.compiled.weight.value(putToken(token, this.numbers));
    }

    // u, what the rule adds whatever A is.
    additive(token) {
        const { additive } = this.compiled;
        return additive ? additive.value(putToken(token, this.numbers)) : 0;
    }

    // The whole coefficient of ∇log π.
    score(token) {
        const weight = this.weight(token);
        return (weight === 0 ? 0 : weight * token.adv) + this.additive(token);
    }

    get addsTerms() { return this.compiled.additive !== undefined; }

    // What curves show: w itself, or score/A with a term of its own.
    height(token) {
        if (!this.addsTerms) return this.weight(token);
        return token.adv > 0 || token.adv < 0 ? this.score(token) / token.adv : 0;
    }
}

// The size of the gradient on the sampled token's logit, |score| · (1 − π).
const gradientSize = (score, token) => Math.abs(score) * -Math.expm1(token.logNew);

// Compiles a method's expressions once; parameters can then be set at no cost.
function compileMethod(method, language) {
    const parameters = method.isTyped ? language.parameters : Object.keys(method.values);
    const scope = method.isTyped ? tokenScope(typedNames, parameters, language.aliases)
        : tokenScope(tokenNames, parameters);
    return {
        parameters, scope, weight: compile(method.expression, scope),
        additive: method.additive === undefined ? undefined : compile(method.additive, scope),
    };
}

// What rules read besides r, parameters and the sign of A: whether other numbers of a token, whether the
// size of A. Curves are drawn anew only where something changes that they read.
function readsOf({ weight, additive, scope }) {
    const reads = { token: false, size: additive !== undefined };
    for (const nodes of [weight.nodes, additive?.nodes ?? []]) {
        const isSign = (index) => nodes.some(({ kind, operands: [left, right] }) => binding[kind] === 6
            && left === index && nodes[right].value === 0);
        nodes.forEach(({ kind, value }, index) => {
            const name = kind === "name" ? tokenNames[slot(scope, value)] : undefined;
            if (name === "A") reads.size ||= !isSign(index);
            else if (name && name !== "r") reads.token = true;
        });
    }
    return reads;
}

// Which branch of every condition, and which argument of min, max and clip, decides: a text that
// changes where a curve jumps or bends.
function signature({ nodes, parts }, numbers) {
    let text = "";
    const walk = (index) => {
        const { kind, operands, value } = nodes[index];
        if (kind === "if") {
            const holds = parts[operands[0]](numbers);
            text += holds ? "+" : "-";
            walk(operands[holds ? 1 : 2]);
            return;
        }
        if (kind === "call" && operands.length > 1) {
            const whole = parts[index](numbers);
            text += operands.findIndex((one) => parts[one](numbers) === whole);
        }
        operands.forEach(walk);
    };
    if (nodes.length > 1) walk(nodes.length - 1);
    return text;
}

// Returns the ratios in a range at which a method's curve jumps or bends, found by halving to the last
// bit; of the two neighbours the shorter number is what the rule compares with.
function edges(bound, tokenAt, [low, high]) {
    const sign = (ratio) => {
        const numbers = putToken(tokenAt(ratio), bound.numbers);
        const { weight, additive } = bound.compiled;
        return signature(weight, numbers) + (additive ? signature(additive, numbers) : "");
    };
    const found = [];
    const count = 200;
    const step = Math.log(high / low) / count;
    let [start, atStart] = [low, sign(low)];
    for (let index = 1; index <= count; index++) {
        const end = index === count ? high : low * Math.exp(index * step);
        const atEnd = sign(end);
        // Several edges may lie between two neighbours.
        for (let more = 0; atStart !== atEnd && more < 4; more++) {
            const [below, above] = closed(sign, start, end, atStart);
            found.push(String(below).length < String(above).length ? below : above);
            [start, atStart] = [above, sign(above)];
        }
        [start, atStart] = [end, atEnd];
    }
    return found;
}

// The two neighbouring numbers between which a sign turns from what it is at the start.
function closed(sign, start, end, atStart) {
    let [low, high] = [start, end];
    for (;;) {
        const middle = (low + high) / 2;
        if (!(middle > low && middle < high)) return [low, high];
        if (sign(middle) === atStart) low = middle;
        else high = middle;
    }
}
