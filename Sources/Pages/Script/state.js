// SPDX-License-Identifier: GPL-3.0-or-later

// The reader's state in the address, as #key=value&… by the names of the bench: what is as the page was
// written is left out. `embed` alone asks for the small view, which notebooks have too.

const isEmbedded = () => location.href.startsWith("about:srcdoc") || stateOf(location.hash).has("embed");

const stateOf = (hash) => new URLSearchParams(hash.replace(/^#/, ""));

// Puts what an address says into the model; what it does not know, or no domain allows, is passed over.
function applyState(model, pairs) {
    const number = (key, domain) => {
        const x = pairs.has(key) ? typedNumber(pairs.get(key)) : undefined;
        return x !== undefined && isInDomain(x, domain) ? x : undefined;
    };
    const name = pairs.get("token");
    const index = model.tokens.findIndex((token) => token.name === name);
    if (index >= 0) model.at = index;
    const token = model.tokens[model.at];
    const [old, now] = [number("old", probabilityDomain), number("new", probabilityDomain)];
    const adv = pairs.has("adv") ? typedNumber(pairs.get("adv")) : undefined;
    if (old !== undefined) Object.assign(token, { logOld: Math.log(old), old });
    if (now !== undefined) token.logNew = Math.log(now);
    if (Number.isFinite(adv)) token.adv = adv;
    if (pairs.has("methods")) {
        const wanted = pairs.get("methods").split(",");
        model.chosen = new Set(
            model.methods.map((one) => one.name).filter((one) => wanted.includes(one)));
    }
    applyParameters(model, number);
    model.setRule(pairs.get("rule") ?? model.rule);
}

function applyParameters(model, number) {
    for (const { name, domain } of model.parameters) {
        model.common[name] = number(name, domain) ?? model.common[name];
        for (const method of model.methods) {
            const value = number(`${method.name}.${name}`, domain);
            if (value !== undefined) (model.own[method.name] ??= {})[name] = value;
        }
    }
}

// What differs from the page as it was written, as pairs.
function stateDifferences(model) {
    const start = new Model(model.data);
    const [token, was] = [model.tokens[model.at], start.tokens[model.at]];
    const pairs = [];
    if (model.at > 0) pairs.push(["token", token.name]);
    if (token.logOld !== was.logOld) pairs.push(["old", typed(token.old)]);
    if (token.logNew !== was.logNew) pairs.push(["new", typed(probabilityOf(token.logNew))]);
    if (token.adv !== was.adv) pairs.push(["adv", typed(token.adv)]);
    for (const { name } of model.parameters) {
        if (model.common[name] !== start.common[name]) pairs.push([name, typed(model.common[name])]);
    }
    for (const [method, values] of Object.entries(model.own)) {
        for (const [name, value] of Object.entries(values)) {
            if (value !== start.own[method]?.[name]) pairs.push([`${method}.${name}`, typed(value)]);
        }
    }
    const names = (one) => one.methods.map((m) => m.name).filter((name) => one.chosen.has(name)).join(",");
    if (names(model) !== names(start)) pairs.push(["methods", names(model)]);
    if (model.rule.trim() !== "") pairs.push(["rule", model.rule]);
    return pairs;
}

// A probability from its logarithm, with the digits that rounding leaves meaning in.
const probabilityOf = (logarithm) => Number(Math.exp(logarithm).toPrecision(15));

function stateHash(model) {
    // Commas may stand in an address as they are.
    const text = new URLSearchParams(stateDifferences(model)).toString().replace(/%2C/g, ",");
    const parts = [text, isEmbedded() ? "embed" : ""].filter(Boolean);
    return parts.length ? `#${parts.join("&")}` : "";
}

// Keeps the address at the reader's state; browsers forbid it within frames of some kinds.
const keepAddress = (() => {
    let timer;
    return (model) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
            // A lesson is changed by what was done in it.
            if (document.body.classList.contains("figure")) {
                document.body.classList.toggle("changed", stateDifferences(model).length > 0);
            }
            try {
                const base = location.href.replace(/#.*$/, "");
                history.replaceState(null, "", base + stateHash(model));
            } catch {
                // The state is then in the copied link only.
            }
        }, 300);
    };
})();
