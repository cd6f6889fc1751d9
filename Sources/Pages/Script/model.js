// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader has set, and what follows from it. Everything that is drawn is read off the model.

// What a token without a bench is.
const lonelyToken = { name: "token", typed: "token", old: 0.1, new: 0.05, adv: 1 };

// The least probability that sliders and plots go down to.
const leastProbability = 1e-4;

class Model {
    constructor(data) {
        this.data = data;
        this.listeners = [];
        this.parameters = data.parameters.map((one) => ({
            ...one, value: readNumber(one.value), default: readNumber(one.default),
            domain: {
                ...one.domain, lower: readNumber(one.domain.lower), upper: readNumber(one.domain.upper),
            },
        }));
        this.methods = data.methods.map((method) => ({
            ...method, values: Object.fromEntries(
                Object.entries(method.values).map(([name, value]) => [name, readNumber(value)])),
        }));
        // What the reader's own rule is called: as no method is.
        const isTaken = (name) => this.methods.some((method) => method.name === name);
        this.ownName = "mine";
        for (let number = 2; isTaken(this.ownName); number++) this.ownName = `mine${number}`;
        this.reset();
    }

    // Goes back to what the page was written with.
    reset() {
        const given = this.data.tokens.length ? this.data.tokens : [lonelyToken];
        this.tokens = given.map(Model.token);
        this.at = 0;
        this.chosen = new Set(this.data.chosen);
        this.common = Object.fromEntries(this.parameters.map((one) => [one.name, one.value]));
        // A method keeps what it has of its own, whatever is set for all.
        this.own = {};
        for (const method of this.methods) {
            const own = Object.entries(method.values).filter(([name, value]) => value !== this.common[name]);
            if (own.length) this.own[method.name] = Object.fromEntries(own);
        }
        this.bounds = new Map();
        this.setRule("");
    }

    static token(given) {
        const old = readNumber(given.old);
        return {
            ...given, old, adv: readNumber(given.adv),
            logOld: readNumber(given.logOld) ?? Math.log(old),
            logNew: readNumber(given.logNew) ?? Math.log(readNumber(given.new)),
        };
    }

    // The token in hand as rules see it.
    get token() { return makeToken(this.tokens[this.at]); }

    // Changes numbers of the token in hand; a probability is at most 1.
    moveToken(changes) {
        const token = this.tokens[this.at];
        Object.assign(token, changes);
        token.logNew = Math.min(0, token.logNew);
        this.changed("token");
    }

    setOld(old) { this.moveToken({ old, logOld: Math.log(old) }); }
    setNew(now) { this.moveToken({ logNew: Math.log(now) }); }
    setRatio(ratio) { this.moveToken({ logNew: this.tokens[this.at].logOld + Math.log(ratio) }); }

    pick(index) {
        this.at = index;
        this.changed("token");
    }

    choose(name, isChosen) {
        if (isChosen) this.chosen.add(name);
        else this.chosen.delete(name);
        this.changed("rules");
    }

    // A parameter's value for one method, or for all where no method is named.
    valueOf(parameter, method) {
        return this.own[method]?.[parameter] ?? this.common[parameter];
    }

    setParameter(parameter, value, method) {
        if (method === undefined) this.common[parameter] = value;
        else (this.own[method] ??= {})[parameter] = value;
        this.changed("rules");
    }

    // Reads the reader's own rule; an empty text is none.
    setRule(text) {
        this.rule = text;
        this.ruleError = undefined;
        this.ownRule = undefined;
        this.bounds.delete(this.ownName);
        if (text.trim() !== "") this.#readRule(text);
        this.changed("rules");
    }

    #readRule(text) {
        const { language } = this.data;
        const values = Object.fromEntries(language.parameters.map((name) => [name, this.common[name]]));
        const method = {
            name: this.ownName, title: this.ownName, isTyped: true, expression: text, values,
            style: this.data.ownStyle,
        };
        try {
            this.bounds.set(this.ownName, readRule(method, language, values));
            this.ownRule = method;
        } catch (error) {
            if (!(error instanceof ExpressionError)) throw error;
            this.ruleError = error;
        }
    }

    // The methods that are drawn, ready to weigh: those chosen in the page's order, then the reader's own.
    get drawn() {
        const known = this.methods.filter((method) => this.chosen.has(method.name));
        const order = this.data.chosen;
        const place = (one) => (order.includes(one.name) ? order.indexOf(one.name) : order.length);
        const sorted = known.map((one, index) => [place(one), index, one]).sort(
            (a, b) => a[0] - b[0] || a[1] - b[1]).map((one) => one[2]);
        return [...sorted, ...(this.ownRule ? [this.ownRule] : [])].map((method) => this.bound(method));
    }

    bound(method) {
        if (!this.bounds.has(method.name)) {
            const compiled = compileMethod(method, this.data.language);
            this.bounds.set(method.name, new BoundMethod(method, compiled, method.values));
        }
        const bound = this.bounds.get(method.name);
        const values = {};
        for (const name of bound.compiled.parameters) values[name] = this.valueOf(name, method.name);
        bound.values = values;
        bound.set(values);
        return bound;
    }

    // The parameters of the methods that are drawn: for all of them, and those that a method has of its own.
    get settable() {
        const common = new Map();
        const own = [];
        for (const { method, compiled } of this.drawn) {
            for (const name of usedParameters(method, compiled)) {
                const isOwn = this.own[method.name]?.[name] !== undefined;
                const parameter = this.parameters.find((one) => one.name === name);
                if (!parameter) continue;
                if (isOwn) own.push({ parameter, method });
                else common.set(name, { parameter });
            }
        }
        const order = ({ parameter }) => this.parameters.indexOf(parameter);
        return [...[...common.values()].sort((a, b) => order(a) - order(b)), ...own];
    }

    onChange(listener) { this.listeners.push(listener); }

    // Tells what has changed: "token" the numbers of a token, "rules" anything about methods.
    changed(what) {
        for (const listener of this.listeners) listener(what);
    }
}

// A typed rule may name any of some parameters; a published one uses all that it has.
function usedParameters(method, { parameters, weight, additive }) {
    if (!method.isTyped) return parameters;
    const nodes = [...weight.nodes, ...(additive?.nodes ?? [])];
    return parameters.filter((name) => nodes.some((one) => one.kind === "name" && one.value === name));
}

// The words of a domain, as the program says them.
function domainWords({ lower, upper, includesLower, includesUpper }) {
    const low = lower === -Infinity ? "" : `${includesLower ? "at least" : "above"} ${shown(lower)}`;
    if (upper === Infinity) return [low || "any number", includesUpper ? "or inf" : ""].filter(Boolean).join(", ");
    return [low, `${includesUpper ? "at most" : "below"} ${shown(upper)}`].filter(Boolean).join(", ");
}

const isInDomain = (x, { lower, upper, includesLower, includesUpper }) =>
    (x > lower || (includesLower && x === lower)) && (x < upper || (includesUpper && x === upper));

const probabilityDomain = { lower: 0, includesLower: false, upper: 1, includesUpper: true };

// Reads a number as typed into a box: 0.05, 5%, 1/3, inf.
function typedNumber(text) {
    try {
        return compile(text, { slots: {}, aliases: {} }).value([]);
    } catch (error) {
        if (!(error instanceof ExpressionError)) throw error;
        return undefined;
    }
}
