// SPDX-License-Identifier: GPL-3.0-or-later

// Expressions as MathML: with their symbols, and with their numbers.

// A symbol such as ε_low or log π_old.
function symbolMath(symbol) {
    if (symbol.startsWith("log ")) return math("mrow", math("mi", "log"), symbolMath(symbol.slice(4)));
    const at = symbol.indexOf("_");
    if (at <= 0) return math("mi", symbol);
    const below = symbol.slice(at + 1).replace(/_/g, " ");
    return math("msub", math("mi", symbol.slice(0, at)), math("mtext", below));
}

const numberMath = (x) => {
    const text = shown(x);
    return text.startsWith("−") ? math("mrow", math("mo", "−"), math("mn", text.slice(1))) : math("mn", text);
};

const bracketed = (inner) => math("mrow", math("mo", "("), inner, math("mo", ")"));
const mathSigns = { "*": "·", "-": "−", "<=": "≤", ">=": "≥", "!=": "≠", "==": "=" };
const mathStrength = { ...binding, "/": 20, negative: 9, not: 5, if: 0 };

// Returns one part of an expression as MathML; `nameMath` says what stands for a name.
function partMath(nodes, index, nameMath) {
    const { kind, operands, value } = nodes[index];
    const strength = mathStrength[kind] ?? 30;
    const inner = (one, least) => {
        const made = partMath(nodes, one, nameMath);
        return (mathStrength[nodes[one].kind] ?? 30) < least ? bracketed(made) : made;
    };
    switch (kind) {
    case "number": return numberMath(value);
    case "name": return nameMath(value);
    case "negative": return math("mrow", math("mo", "−"), inner(operands[0], 10));
    case "not": return math("mrow", math("mtext", "not "), inner(operands[0], 6));
    case "/": return math("mfrac", partMath(nodes, operands[0], nameMath), partMath(nodes, operands[1], nameMath));
    case "^": return math("msup", inner(operands[0], 21), partMath(nodes, operands[1], nameMath));
    case "call": return callMath(value, operands.map((one) => partMath(nodes, one, nameMath)));
    case "if": return conditionMath(operands.map((one) => partMath(nodes, one, nameMath)));
    default: {
        const isWord = kind === "and" || kind === "or";
        const sign = isWord ? math("mtext", `\u00a0${kind} `) : math("mo", mathSigns[kind] ?? kind);
        return math("mrow", inner(operands[0], strength), sign, inner(operands[1], strength + 1));
    }
    }
}

function callMath(name, operands) {
    if (name === "sqrt") return math("msqrt", ...operands);
    if (name === "abs") return math("mrow", math("mo", "|"), ...operands, math("mo", "|"));
    if (name === "exp") return math("msup", math("mi", "e"), ...operands);
    const list = operands.flatMap((one, index) => (index ? [math("mo", ","), one] : [one]));
    return math("mrow", math("mi", name === "sigmoid" ? "σ" : name), math("mo", "("), ...list, math("mo", ")"));
}

const conditionMath = ([test, yes, no]) => math(
    "mrow", yes, math("mtext", "\u00a0if "), test, math("mtext", ", else "), no);

const inMath = (...parts) => math("math", ...parts);

// What a rule states, with the names that it defines, ready to be followed for a token.
function statement(model, bound) {
    const { method, compiled } = bound;
    const definitions = method.definitions ?? [];
    const names = [...compiled.parameters, ...definitions.map((one) => one.name)];
    const scope = method.isTyped ? compiled.scope : tokenScope(tokenNames, names);
    const stated = method.isScore ? method.additive : method.stated ?? method.expression;
    return {
        scope, definitions: definitions.map((one) => ({ ...one, ...compile(one.expression, scope) })),
        ...compile(stated, scope),
    };
}

// The branches that a token takes through the conditions of a rule, and the part that is its weight.
function taken(model, bound, token) {
    const rule = bound.statement ??= statement(model, bound);
    const numbers = new Float64Array(Object.keys(rule.scope.slots).length + tokenNames.length);
    numbers.set(putToken(token, bound.numbers));
    for (const one of rule.definitions) numbers[rule.scope.slots[one.name]] = one.value(numbers);
    const tests = [];
    let at = rule.nodes.length - 1;
    while (rule.nodes[at].kind === "if") {
        const [test, yes, no] = rule.nodes[at].operands;
        const holds = rule.parts[test](numbers);
        tests.push({ test, holds });
        at = holds ? yes : no;
    }
    return { rule, numbers, tests, at, value: rule.parts[at](numbers) };
}

// The symbol of a name, and its number, in MathML.
function namings(model, bound, { rule, numbers }) {
    const parameters = Object.fromEntries(model.parameters.map((one) => [one.name, one.symbol]));
    const defined = Object.fromEntries(rule.definitions.map((one) => [one.name, one.symbol]));
    const canonical = (name) => rule.scope.aliases[name] ?? name;
    return {
        symbol: (name) => symbolMath(
            defined[name] ?? parameters[name] ?? model.data.symbols[canonical(name)] ?? name),
        number: (name) => numberMath(numbers[slot(rule.scope, name)]),
    };
}

const ratioMath = (token, isNumber) => (isNumber
    ? math("mfrac", numberMath(Math.exp(token.logNew)), numberMath(Math.exp(token.logOld)))
    : math("mfrac", math("mi", "π"), symbolMath("π_old")));

// The names that a part of an expression uses.
function namesIn(nodes, index) {
    const { kind, operands, value } = nodes[index];
    return kind === "name" ? [value] : operands.flatMap((one) => namesIn(nodes, one));
}

// w = 1/r = 1/0.5 = 2, or w = r = π/π_old = 0.05/0.1 = 0.5, with the value last; in pieces between which a
// narrow page can break the line.
function equationMath(model, bound, path, token) {
    const { rule, at, value } = path;
    const names = namings(model, bound, path);
    const equals = () => math("mo", "=");
    const start = math("mi", bound.method.isScore ? "score" : "w");
    const node = rule.nodes[at];
    if (node.kind === "number") return [inMath(start, equals(), numberMath(value))];
    const sides = [];
    if (node.kind === "name" && node.value === "r") {
        sides.push(ratioMath(token, false), ratioMath(token, true));
    } else if (node.kind !== "name") {
        sides.push(partMath(rule.nodes, at, names.number));
    }
    return [
        inMath(start, equals(), partMath(rule.nodes, at, names.symbol)),
        ...[...sides, numberMath(value)].flatMap((side) => [" ", inMath(equals(), side)]),
    ];
}
