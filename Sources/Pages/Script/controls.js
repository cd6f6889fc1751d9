// SPDX-License-Identifier: GPL-3.0-or-later

// Sliders with boxes for numbers, the choice of methods, and the reader's own rule.

const sliderSteps = 400;

// Where a slider's steps stand: evenly, or by factors; the last one may mean infinity.
function sliderMap({ low, high, isLogarithmic, endsInInfinity }) {
    const steps = endsInInfinity ? sliderSteps - 1 : sliderSteps;
    const round = (x) => Number(x.toPrecision(3));
    return {
        value: (step) => {
            if (step > steps) return Infinity;
            const part = step / steps;
            return round(isLogarithmic ? low * (high / low) ** part : low + part * (high - low));
        },
        step: (x) => {
            if (x === Infinity) return sliderSteps;
            const part = isLogarithmic ? Math.log(x / low) / Math.log(high / low) : (x - low) / (high - low);
            return Math.round(Math.min(1, Math.max(0, part)) * steps);
        },
    };
}

// The slider of a parameter: from the end of its domain to some times its usual value.
function parameterMap({ domain, default: usual }) {
    const { lower, upper, includesLower, includesUpper } = domain;
    const finite = Number.isFinite(usual) ? usual : 4;
    const top = upper < Infinity ? upper : finite > 0.05 && finite < 0.5 ? 1 : 4 * finite || 1;
    const bottom = lower > -Infinity ? lower : -top;
    const hair = (top - bottom) / 100;
    return {
        low: includesLower ? bottom : bottom + hair, high: includesUpper || upper === Infinity ? top : top - hair,
        endsInInfinity: upper === Infinity && includesUpper,
    };
}

let fieldCount = 0;

// A number with its symbol, slider, box and what is said of what was typed.
class Field {
    // `about` has symbol, name, get, set, domain, slider and, where it is to be told, `note`.
    constructor(about) {
        const id = `field${++fieldCount}`;
        Object.assign(this, about, { map: sliderMap(about.slider) });
        this.range = html("input", {
            type: "range", min: 0, max: sliderSteps, step: 1, "aria-label": `${about.name}, slider`,
            on: { input: () => this.#take(this.map.value(Number(this.range.value))) },
        });
        this.box = html("input", {
            id, type: "text", autocomplete: "off", spellcheck: "false", "aria-describedby": `${id}-note`,
            "aria-label": about.name, on: { input: () => this.read(false), change: () => this.read(true) },
        });
        this.says = html("span", { id: `${id}-note`, class: "field-note" });
        this.root = html(
            "div", { class: "field" },
            html("label", { for: id }, inMath(symbolMath(about.symbol)),
                about.of ? html("small", {}, ` ${about.of}`) : undefined),
            this.range, this.box, this.says);
        this.show();
    }

    #take(value) {
        this.set(value);
        this.box.removeAttribute("aria-invalid");
    }

    // Takes what was typed where the domain allows it, else says what it allows.
    read(isDone) {
        const value = typedNumber(this.box.value);
        if (value !== undefined && isInDomain(value, this.domain)) {
            this.isTyped = !isDone;
            this.#take(value);
            this.isTyped = false;
            if (isDone) this.show();
            return;
        }
        this.box.setAttribute("aria-invalid", "true");
        this.says.textContent = `${this.symbol.replace("_", " ")} is ${domainWords(this.domain)}`;
    }

    // Shows the number as it is; never under the hands of who types it.
    show() {
        const value = this.get();
        this.range.value = this.map.step(value);
        this.range.setAttribute("aria-valuetext", shown(value));
        const isOwn = document.activeElement === this.box
            && (this.isTyped || this.box.getAttribute("aria-invalid") === "true");
        if (isOwn) {
            if (this.isTyped) this.says.textContent = this.note?.() ?? "";
            return;
        }
        this.box.removeAttribute("aria-invalid");
        this.box.value = typed(Number(value.toPrecision(6)));
        this.says.textContent = this.note?.() ?? "";
    }
}

const finiteDomain = { lower: -Infinity, includesLower: false, upper: Infinity, includesUpper: false };

// The fields of the token in hand.
function tokenFields(model) {
    const probability = { low: leastProbability, high: 1, isLogarithmic: true };
    const log = (name) => Math.exp(model.tokens[model.at][name]);
    return [
        new Field({
            symbol: "r", name: "ratio r", domain: { ...finiteDomain, lower: 0 },
            slider: { low: 0.02, high: 50, isLogarithmic: true },
            get: () => Number(model.token.ratio.toPrecision(12)), set: (x) => model.setRatio(x),
            note: () => (model.tokens[model.at].logNew === 0 && model.tokens[model.at].logOld < 0
                ? `at most ${shown(1 / log("logOld"))} here, for π is at most 1` : ""),
        }),
        new Field({
            symbol: "π_old", name: "probability when sampled, π old",
            domain: probabilityDomain, slider: probability, get: () => model.tokens[model.at].old,
            set: (x) => model.setOld(x), note: () => chance(log("logOld")),
        }),
        new Field({
            symbol: "π", name: "probability now, π", domain: probabilityDomain,
            slider: probability, get: () => probabilityOf(model.tokens[model.at].logNew),
            set: (x) => model.setNew(x), note: () => chance(log("logNew")),
        }),
        new Field({
            symbol: "A", name: "advantage A", domain: finiteDomain,
            slider: { low: -3, high: 3 }, get: () => model.tokens[model.at].adv,
            set: (x) => model.moveToken({ adv: x }),
            note: () => ["bad answer", "no signal", "good answer"][Math.sign(model.token.adv) + 1],
        }),
    ];
}

class Controls {
    constructor(model) {
        this.model = model;
        this.fields = tokenFields(model);
        this.bounds = html("div", { class: "fields" });
        const group = (name, ...children) => html("fieldset", {}, html("legend", {}, name), ...children);
        this.picker = this.#tokenPicker();
        this.entropic = this.#entropicBox();
        this.root = html(
            "section", { class: "controls", "aria-label": "Settings" },
            group("The token", this.picker, html("div", { class: "fields" }, ...this.fields.map((one) => one.root)),
                this.entropic.root),
            this.boundsGroup = group("Parameters", this.bounds), group("Methods", ...this.#methodBoxes()),
            html("p", {}, button("Start again", () => this.reset())));
        this.show("rules");
    }

    reset() {
        this.model.reset();
        announce("as at first", 0);
    }

    #tokenPicker() {
        const { model } = this;
        if (model.tokens.length < 2) return undefined;
        const options = model.tokens.map((token, index) => html("option", { value: index }, token.name));
        this.select = html("select", {
            "aria-label": "token", on: { change: () => model.pick(Number(this.select.value)) },
        }, ...options);
        return html("p", {}, this.select);
    }

    // Whether the token is among its response's most uncertain ones, where a method asks for that.
    #entropicBox() {
        const { model } = this;
        const box = html("input", {
            type: "checkbox", on: { change: () => model.moveToken({ isHighEntropy: box.checked }) },
        });
        return { box, root: html("label", { class: "check" }, box, "among the most uncertain tokens") };
    }

    #methodBoxes() {
        const { model } = this;
        const box = (method) => {
            const input = html("input", {
                type: "checkbox", value: method.name,
                on: { change: () => model.choose(method.name, input.checked) },
            });
            this.boxes.set(method.name, input);
            return html("label", { class: "check" }, input, swatch(method.style), method.title);
        };
        this.boxes = new Map();
        const first = [...model.data.chosen, "ppo", "grpo", "dapo", "aspo", "cispo", "sapo"];
        const isFirst = (method) => first.includes(method.name);
        const rest = model.methods.filter((method) => !isFirst(method));
        const grid = (methods) => html("div", { class: "checks" }, ...methods.map(box));
        const list = [grid(model.methods.filter(isFirst))];
        if (rest.length) {
            list.push(html("details", {}, html("summary", {}, `${rest.length} more methods`), grid(rest)));
        }
        return list;
    }

    // One field for each parameter of the methods that are drawn; made anew only where these change.
    #showBounds() {
        const settable = this.model.settable;
        const key = settable.map(({ parameter, method }) => `${method?.name} ${parameter.name}`).join();
        if (key !== this.boundsKey) {
            this.boundsKey = key;
            this.boundFields = settable.map((one) => this.#boundField(one));
            this.bounds.replaceChildren(...this.boundFields.map((one) => one.root));
            this.boundsGroup.hidden = settable.length === 0;
        }
        for (const field of this.boundFields) field.show();
    }

    #boundField({ parameter, method }) {
        const { model } = this;
        const { name, symbol, domain } = parameter;
        return new Field({
            symbol, domain, of: method?.title, name: `${method ? `${method.title}: ` : ""}${symbol.replace(/_/g, " ")}`,
            slider: parameterMap(parameter), get: () => model.valueOf(name, method?.name),
            set: (x) => model.setParameter(name, x, method?.name),
        });
    }

    show(what) {
        const { model } = this;
        for (const field of this.fields) field.show();
        if (this.select) this.select.value = model.at;
        this.entropic.box.checked = model.tokens[model.at].isHighEntropy === true;
        if (what === "token") return;
        this.entropic.root.hidden = !model.drawn.some(({ method }) => method.reads?.includes("quantile"));
        for (const [name, box] of this.boxes) box.checked = model.chosen.has(name);
        this.#showBounds();
    }
}

// The box for the reader's own rule, with what is wrong with it where it stands.
class RuleBox {
    constructor(model) {
        this.model = model;
        this.input = html("input", {
            id: "rule", type: "text", autocomplete: "off", autocapitalize: "off", spellcheck: "false",
            placeholder: "if A > 0 then 1/sqrt(r) else r", "aria-describedby": "rule-note",
            on: { input: () => model.setRule(this.input.value) },
        });
        this.note = html("p", { id: "rule-note", class: "rule-note" });
        this.root = section(
            "own-rule", html("label", { for: "rule" }, "A rule of your own"), this.input, this.note,
            hint(`A${ingredients(model.data.language).slice(1)}, with + - * / ^, comparisons, and or not, if … then … else …: `
                + `${this.meanings}.`));
        this.show();
    }

    show() {
        const { rule, ruleError: error } = this.model;
        if (document.activeElement !== this.input && this.input.value !== rule) this.input.value = rule;
        this.input.toggleAttribute("aria-invalid", error !== undefined);
        if (error) {
            this.note.replaceChildren(...this.#marked(Array.from(rule), error), this.words(error));
            announce(this.words(error), 900);
        } else {
            this.note.textContent = this.model.ownRule ? `drawn as ${this.model.ownName}` : "";
        }
    }

    // What the names of one letter stand for, where the page shows another sign.
    get meanings() {
        const { language, symbols } = this.model.data;
        return language.variables.filter((name) => symbols[name] !== name).map(
            (name) => `${name} is ${symbols[name].replace("_", " ")}`).join(", ");
    }

    words({ problem, remedy }) { return `${problem}${remedy ? `; ${remedy}` : ""}`; }

    // The text with the wrong part marked; a place between signs is marked by a caret.
    #marked(signs, { span: [from, to] }) {
        if (signs.length > 300) return [];
        const text = (start, end) => signs.slice(start, end).join("");
        return [html(
            "code", {}, text(0, from), html("mark", {}, text(from, to) || "‸"), text(to)), html("br")];
    }
}
