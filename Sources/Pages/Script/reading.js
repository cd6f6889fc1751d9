// SPDX-License-Identifier: GPL-3.0-or-later

// What becomes of the token in hand, in words and formulas.

// A weight in words: an exact 0 is a mask, whatever made it.
const weightWords = (weight) => (weight === 0 ? "0, masked" : Number.isFinite(weight) ? shown(weight) : "no number");

function moveWords(token) {
    const ratio = shown(token.ratio);
    if (token.ratio === 1 || ratio === "1") return `so r = ${ratio}: it has hardly moved.`;
    return `so r = ${ratio}: it has ${token.ratio > 1 ? "risen" : "fallen"}.`;
}

function answerWords({ adv }) {
    if (adv > 0) return `Its answer was good (A = ${signed(adv)}).`;
    if (adv < 0) return `Its answer was bad (A = ${signed(adv)}).`;
    return "Its answer says nothing (A = 0).";
}

// The first sentences of the page, true for every setting.
function sentence(model) {
    const token = model.token;
    const name = model.data.tokens.length ? `“${model.tokens[model.at].name}”` : "A token";
    const [old, now] = [token.logOld, token.logNew].map((one) => shown(Math.exp(one)));
    const still = token.logOld === token.logNew;
    const moved = still ? `was sampled with probability π_old = ${old} and has it still, so r = 1.`
        : `was sampled with probability π_old = ${old} and has π = ${now} now, ${moveWords(token)}`;
    return `${name} ${moved} ${answerWords(token)} ${verdicts(model, token)}`;
}

function verdicts(model, token) {
    const drawn = model.drawn;
    if (!drawn.length) return "No method is chosen.";
    if (!(token.adv > 0 || token.adv < 0)) {
        const moved = drawn.filter((bound) => bound.score(token) !== 0);
        return moved.length ? `Only ${moved.map((one) => one.method.title).join(", ")} move it, by a term without A.`
            : "So it teaches nothing, whatever the method.";
    }
    const groups = new Map();
    for (const bound of drawn) {
        const height = bound.height(token);
        const words = height === 0 && bound.score(token) === 0 ? "0, masked" : weightWords(height);
        groups.set(words, [...(groups.get(words) ?? []), bound.method.title]);
    }
    const parts = [...groups].map(([words, titles]) => `${words} under ${listed(titles)}`);
    const what = drawn.some((bound) => bound.addsTerms) ? "score/A" : "weight";
    return `Its ${what} is ${listed(parts, "; ")}.`;
}

function listed(words, sign = ", ") {
    if (words.length < 2) return words.join("");
    return `${words.slice(0, -1).join(sign)}${sign === ", " ? " and " : sign}${words[words.length - 1]}`;
}

class Reading {
    constructor(model) {
        this.model = model;
        this.list = html("div", { class: "formulas" });
        this.root = section("", "The formula with its numbers", this.list);
    }

    show() {
        const { model } = this;
        const token = model.token;
        const rows = model.drawn.map((bound) => this.#row(bound, token));
        this.list.replaceChildren(...rows);
        if (!rows.length) this.list.append(html("p", {}, "No method is chosen."));
    }

    #row(bound, token) {
        const { model } = this;
        const { method } = bound;
        const head = html("h3", {}, swatch(method.style), method.title);
        const path = taken(model, bound, token);
        const hasNoSign = !(token.adv > 0 || token.adv < 0);
        const lines = hasNoSign && !method.isTyped
            ? [html("p", {}, inMath(math("mi", "A"), math("mo", "="), math("mn", "0")), ": no signal, ",
                inMath(math("mi", "w"), math("mo", "="), math("mn", "0")))]
            : [this.#conditions(bound, path), ...this.definitions(bound, path),
                html("p", { class: "equation" }, ...equationMath(model, bound, path, token),
                    path.value === 0 && !method.isScore ? ", masked" : "")];
        return html("article", {}, head, ...lines, ...this.#terms(bound, token), this.#gradient(bound, token));
    }

    // The conditions on the way to the branch taken, each with what became of it.
    #conditions(bound, path) {
        const names = namings(this.model, bound, path);
        const parts = path.tests.flatMap(({ test, holds }, index) => [
            index ? "; " : "", inMath(partMath(path.rule.nodes, test, names.symbol)),
            html("span", { class: holds ? "holds" : "fails" }, holds ? " holds" : " does not hold"),
        ]);
        return because(...(parts.length ? parts : ["whatever the token"]));
    }

    // What the branch and its conditions name that the rule defines, with its number.
    definitions(bound, path) {
        const { rule } = path;
        const names = namings(this.model, bound, path);
        const used = new Set([...path.tests.map((one) => one.test), path.at].flatMap((at) => namesIn(rule.nodes, at)));
        return rule.definitions.filter((one) => used.has(one.name)).map((one) => because(inMath(
                names.symbol(one.name), math("mo", "="), partMath(one.nodes, one.nodes.length - 1, names.symbol),
                math("mo", "="), names.number(one.name))));
    }

    // u, where there is such.
    #terms(bound, token) {
        if (!bound.addsTerms || bound.method.isScore) return [];
        const term = inMath(math("mi", "u"), math("mo", "="), numberMath(bound.additive(token)));
        return [because("and whatever A is, ", term)];
    }

    #gradient(bound, token) {
        const score = bound.score(token);
        const size = gradientSize(score, token);
        const other = -Math.expm1(token.logNew);
        const factor = bound.method.isScore || bound.addsTerms ? [math("mtext", "score")]
            : [math("mi", "w"), math("mi", "A")];
        const inBars = (...parts) => math("mrow", math("mo", "|"), ...parts, math("mo", "|"));
        const [equals, times] = [() => math("mo", "="), () => math("mo", "·")];
        return because(
            "gradient ", inMath(inBars(math("mi", "∇"), math("mi", "z")), equals(), inBars(...factor), times(),
                bracketed(math("mrow", math("mn", "1"), math("mo", "−"), math("mi", "π")))), " ",
            inMath(equals(), numberMath(Math.abs(score)), times(), numberMath(other)), " ",
            inMath(equals(), numberMath(size)));
    }
}
