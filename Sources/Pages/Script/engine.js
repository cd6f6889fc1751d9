// SPDX-License-Identifier: GPL-3.0-or-later

// Expressions read, checked and made ready to be computed; signs.js has what they are written with.

// How strongly operators bind on their left; the power groups from the right.
const binding = { or: 2, and: 4, "+": 8, "-": 8, "*": 10, "/": 10, "^": 12 };
for (const sign of ["<", "<=", ">", ">=", "==", "!="]) binding[sign] = 6;
const otherNames = { clamp: "clip", ln: "log", fabs: "abs" };

// Reads an expression; its parts, each after those it works on, the whole last.
class Parser {
    constructor(source) {
        this.text = Array.from(source);
        this.lexemes = lexemes(this.text);
        Object.assign(this, { at: 0, depth: 0, nodes: [] });
    }

    parse() {
        this.expression(0);
        if (this.next.kind !== "end") throw this.#surplus();
        if (this.nodes.length > 2000) {
            throw new ExpressionError(
                0, this.text.length,
                "the expression has more than 2000 numbers, names and operators");
        }
        return this.nodes;
    }

    get next() { return this.lexemes[this.at]; }

    #advance() {
        const lexeme = this.next;
        this.at = Math.min(this.at + 1, this.lexemes.length - 1);
        return lexeme;
    }

    add(kind, operands, place, span, value) {
        this.nodes.push({ kind, operands, place, span, value });
        return this.nodes.length - 1;
    }

    to(node) { return this.nodes[node].span[1]; }

    expression(least) {
        if (++this.depth > 200) {
            throw new ExpressionError(
                ...this.next.span, "the expression is nested more than 200 deep");
        }
        let left = this.#prefix();
        let hasCompared = false;
        while (binding[this.next.kind] >= least) {
            const strength = binding[this.next.kind];
            if (strength === 6) {
                if (hasCompared) throw this.#chained(left);
                hasCompared = true;
            }
            const sign = this.#advance();
            const right = this.expression(sign.kind === "^" ? 12 : strength + 1);
            left = this.add(
                sign.kind, [left, right], sign.span, [this.nodes[left].span[0], this.to(right)]);
        }
        if (least === 0 && this.next.kind === "if") left = this.#turnedCondition(left);
        this.depth--;
        return left;
    }

    // VALUE if CONDITION else VALUE, as Python has it.
    #turnedCondition(yes) {
        const word = this.#advance();
        const test = this.expression(1);
        this.#keyword("else");
        const no = this.expression(0);
        return this.add("if", [test, yes, no], word.span, [this.nodes[yes].span[0], this.to(no)]);
    }

    #prefix() {
        const first = this.#advance();
        const [start] = first.span;
        switch (first.kind) {
        case "number": return this.add("number", [], first.span, first.span, first.value);
        case "name": return this.word(first);
        case "(": return this.#bracketed(first);
        case "+": return this.expression(12);
        case "-":
        case "not": {
            const operand = this.expression(first.kind === "-" ? 12 : 6);
            const kind = first.kind === "-" ? "negative" : "not";
            return this.add(kind, [operand], first.span, [start, this.to(operand)]);
        }
        case "if": {
            const test = this.expression(0);
            this.#keyword("then");
            const yes = this.expression(0);
            this.#keyword("else");
            const no = this.expression(0);
            return this.add("if", [test, yes, no], first.span, [start, this.to(no)]);
        }
        default: throw this.#missing(first);
        }
    }

    word(first) {
        if (this.next.kind !== "(") {
            const isInfinity = first.value === "inf" || first.value === "∞";
            return isInfinity ? this.add("number", [], first.span, first.span, Infinity)
                : this.add("name", [], first.span, first.span, first.value);
        }
        const bracket = this.#advance();
        const operands = [];
        if (this.next.kind !== ")") {
            operands.push(this.expression(0));
            while (this.next.kind === ",") {
                this.#advance();
                operands.push(this.expression(0));
            }
        }
        const end = this.#close(bracket);
        const name = Object.hasOwn(otherNames, first.value) ? otherNames[first.value] : first.value;
        return this.add("call", operands, first.span, [first.span[0], end.span[1]], name);
    }

    // Brackets belong to the text of what stands in them.
    #bracketed(first) {
        const inner = this.expression(0);
        this.nodes[inner].span = [first.span[0], this.#close(first).span[1]];
        return inner;
    }

    #close(bracket) {
        if (this.next.kind === ")") return this.#advance();
        if (this.next.kind !== "end") throw this.#surplus();
        throw new ExpressionError(...bracket.span, "this bracket is never closed", "add a )");
    }

    #keyword(word) {
        if (this.next.kind === word) return this.#advance();
        throw new ExpressionError(
            ...this.next.span, `${word} is missing here`,
            "a choice looks like if A > 0 then r else 1");
    }

    #chained(left) {
        return new ExpressionError(
            this.nodes[left].span[0], this.next.span[1], "comparisons do not chain",
            "for a < b < c, say a < b and b < c");
    }

    #missing(lexeme) {
        const where = lexeme.kind === "end" ? "at the end" : "here";
        return new ExpressionError(
            ...lexeme.span,
            this.lexemes.length === 1 ? "the expression is empty"
                : `a number or a name is missing ${where}`);
    }

    #surplus() {
        const { kind, span } = this.next;
        const word = this.text.slice(...span).join("");
        if (kind === ")") {
            return new ExpressionError(...span, "this bracket was never opened", "leave out the )");
        }
        if (kind === ",") return this.#comma();
        if (["number", "name", "("].includes(kind)) {
            return new ExpressionError(
                ...span, `an operator is missing before ${word}`, `to multiply, write * ${word}`);
        }
        return new ExpressionError(...span, `${word} does not belong here`);
    }

    // Most often a comma was meant as a decimal sign.
    #comma() {
        const { span } = this.next;
        const before = this.lexemes[Math.max(this.at - 1, 0)];
        const after = this.lexemes[Math.min(this.at + 1, this.lexemes.length - 1)];
        const isDecimal = before.kind === "number" && after.kind === "number"
            && before.span[1] === span[0] && after.span[0] === span[1];
        if (!isDecimal) {
            return new ExpressionError(
                ...span, "a comma stands between the arguments of a function only");
        }
        const [whole, part] = [before, after].map((one) => this.text.slice(...one.span).join(""));
        return new ExpressionError(
            before.span[0], after.span[1], "numbers use a dot, not a comma", `write ${whole}.${part}`);
    }
}

const parse = (source) => new Parser(source).parse();

// NaN if either is NaN, unlike C's fmin; the first where they are equal does not matter.
const smaller = (x, y) => (x < y || x !== x ? x : y);
const larger = (x, y) => (x > y || x !== x ? x : y);

// As C has it: 1 to any power is 1, and so is −1 to an infinite one.
function raised(x, exponent) {
    if (exponent === 2) return x * x;
    if (x === 1 || (x === -1 && Math.abs(exponent) === Infinity)) return 1;
    return Math.pow(x, exponent);
}

function logistic(x) {
    if (!(x < 0)) return 1 / (1 + Math.exp(-x));
    const small = Math.exp(x);
    return small / (1 + small);
}

// The standard functions: how many arguments at least and at most, and what they give.
const functions = {
    min: [2, 1000, (...x) => x.reduce(smaller)], max: [2, 1000, (...x) => x.reduce(larger)],
    clip: [3, 3, (x, low, high) => smaller(larger(x, low), high)], exp: [1, 1, Math.exp],
    log: [1, 1, Math.log], sqrt: [1, 1, Math.sqrt], abs: [1, 1, Math.abs], tanh: [1, 1, Math.tanh],
    sigmoid: [1, 1, logistic], logp: [1, 1, Math.exp],
};
const isFunction = (name) => Object.hasOwn(functions, name);

// The least number of letters to put in, take out, exchange or swap with their neighbour.
function editDistance(first, second) {
    let [beforeLast, last] = [[], Array.from({ length: second.length + 1 }, (_, j) => j)];
    for (let i = 0; i < first.length; i++) {
        const row = [i + 1];
        for (let j = 0; j < second.length; j++) {
            const exchange = last[j] + (first[i] === second[j] ? 0 : 1);
            let least = Math.min(exchange, last[j + 1] + 1, row[j] + 1);
            if (i > 0 && j > 0 && first[i] === second[j - 1] && first[i - 1] === second[j]) {
                least = Math.min(least, beforeLast[j - 1] + 1);
            }
            row.push(least);
        }
        [beforeLast, last] = [last, row];
    }
    return last[second.length];
}

// The candidate that a person most likely meant by a misspelt word, or undefined.
function closestName(word, candidates) {
    const folded = (name) => Array.from(canonicalName(name).toLowerCase());
    const typed = folded(word);
    if (typed.length === 0 || typed.length > 64) return undefined;
    let best;
    const extensions = [];
    for (const candidate of candidates) {
        const name = folded(candidate);
        if (name.length > 64) continue;
        const distance = editDistance(typed, name);
        const longer = Math.max(typed.length, name.length);
        const allowed = Math.min(Math.max(1, Math.floor(longer / 3)), name.length - 1);
        if ((distance === 0 || distance <= allowed) && distance < (best?.distance ?? Infinity)) {
            best = { candidate, distance };
        }
        if (typed.length >= 2 && name.join("").startsWith(typed.join(""))) extensions.push(candidate);
    }
    return extensions.length === 1 && (best?.distance ?? 2) > 1 ? extensions[0] : best?.candidate;
}

// The place of a name's number among the numbers of a scope, or undefined.
function slot(scope, name) {
    const own = (names, key) => (Object.hasOwn(names, key) ? names[key] : undefined);
    return own(scope.slots, name) ?? own(scope.slots, own(scope.aliases, name) ?? "");
}

function unknownName(name, node, scope) {
    const names = Object.keys(scope.slots).sort();
    const near = closestName(name, names);
    const isShort = names.length >= 1 && names.length <= 12;
    const remedy = isFunction(name) ? `a function has brackets: ${name}(…)`
        : ["infinity", "Infinity", "Inf", "INF"].includes(name) ? "write inf"
            : near ? `did you mean ${near}?`
                : isShort ? `the names here are ${names.join(" ")}` : undefined;
    return new ExpressionError(...node.place, `there is no number "${name}"`, remedy);
}

function unknownFunction(name, node, scope) {
    if (slot(scope, name) !== undefined) {
        return new ExpressionError(
            ...node.place, `${name} is a number, not a function`, `to multiply, write ${name}*`);
    }
    const near = closestName(name, Object.keys(functions).sort());
    return new ExpressionError(
        ...node.place, `there is no function "${name}"`, near && `did you mean ${near}?`);
}

const typeWords = { number: "a number", truth: "true or false" };
const typeRemedies = {
    number: "a number of it is if A > 0 then 1 else 0",
    truth: "give a comparison, such as A > 0",
};

// Whether a whole is a number or a truth value; throws where a part is not what belongs there.
function typeOf(nodes, scope) {
    const types = [];
    const demand = (type, index) => {
        if (types[index] === type) return;
        throw new ExpressionError(
            ...nodes[index].span,
            `this is ${typeWords[types[index]]}, where ${typeWords[type]} belongs`,
            typeRemedies[type]);
    };
    for (const node of nodes) types.push(typeOfPart(node, nodes, types, demand, scope));
    return types[types.length - 1];
}

function typeOfPart(node, nodes, types, demand, scope) {
    const { kind, operands, value } = node;
    switch (kind) {
    case "number": return "number";
    case "name":
        if (slot(scope, value) === undefined) throw unknownName(value, node, scope);
        return "number";
    case "if": {
        const [test, yes, no] = operands;
        demand("truth", test);
        if (types[yes] !== types[no]) {
            throw new ExpressionError(
                ...nodes[no].span,
                `then gives ${typeWords[types[yes]]} but else gives ${typeWords[types[no]]}`);
        }
        return types[yes];
    }
    case "call":
        checkCall(node, demand, scope);
        return "number";
    default: {
        const isLogic = kind === "and" || kind === "or" || kind === "not";
        for (const operand of operands) demand(isLogic ? "truth" : "number", operand);
        return isLogic || binding[kind] === 6 ? "truth" : "number";
    }
    }
}

function checkCall(node, demand, scope) {
    const { value: name, operands } = node;
    if (!isFunction(name)) throw unknownFunction(name, node, scope);
    for (const operand of operands) demand("number", operand);
    const [least, most] = functions[name];
    if (operands.length >= least && operands.length <= most) return;
    const count = least < most ? `at least ${least} numbers`
        : `${least} number${least === 1 ? "" : "s"}`;
    throw new ExpressionError(
        ...node.span, `${name} takes ${count}, not ${operands.length}`,
        name === "clip" ? "it looks like clip(r, 0.5, 2)" : undefined);
}

// Operations as closures over those of their operands.
const operations = {
    "+": (f, g) => (v) => f(v) + g(v), "-": (f, g) => (v) => f(v) - g(v),
    "*": (f, g) => (v) => f(v) * g(v), "/": (f, g) => (v) => f(v) / g(v),
    "^": (f, g) => (v) => raised(f(v), g(v)), negative: (f) => (v) => -f(v),
    "<": (f, g) => (v) => f(v) < g(v), "<=": (f, g) => (v) => f(v) <= g(v),
    ">": (f, g) => (v) => f(v) > g(v), ">=": (f, g) => (v) => f(v) >= g(v),
    "==": (f, g) => (v) => f(v) === g(v), "!=": (f, g) => (v) => f(v) !== g(v),
    and: (f, g) => (v) => f(v) && g(v), or: (f, g) => (v) => f(v) || g(v), not: (f) => (v) => !f(v),
    if: (f, g, h) => (v) => (f(v) ? g(v) : h(v)),
};

function call(name, f) {
    const apply = functions[name][2];
    if (f.length === 1) return (v) => apply(f[0](v));
    if (name === "min" && f.length === 2) return (v) => smaller(f[0](v), f[1](v));
    if (name === "max" && f.length === 2) return (v) => larger(f[0](v), f[1](v));
    return (v) => apply(...f.map((one) => one(v)));
}

// Every part of a checked expression as a function of the numbers of its scope; the whole is the last.
function compiledParts(nodes, scope) {
    const parts = [];
    for (const { kind, operands, value } of nodes) {
        const f = operands.map((index) => parts[index]);
        if (kind === "number") {
            parts.push(() => value);
        } else if (kind === "name") {
            const place = slot(scope, value);
            parts.push((v) => v[place]);
        } else {
            parts.push(kind === "call" ? call(value, f) : operations[kind](...f));
        }
    }
    return parts;
}

// Reads, checks and compiles a number's expression in a scope.
function compile(source, scope) {
    const nodes = parse(source);
    if (typeOf(nodes, scope) !== "number") {
        throw new ExpressionError(
            ...nodes[nodes.length - 1].span, "this is true or false, where a number belongs",
            typeRemedies.number);
    }
    const parts = compiledParts(nodes, scope);
    return { nodes, parts, value: parts[parts.length - 1] };
}
