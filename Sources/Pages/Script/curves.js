// SPDX-License-Identifier: GPL-3.0-or-later

// The curves of weights against the ratio and of gradients against the probability, which the reader drags.

// What the two kinds of curves are: where a token stands, and what is drawn of it.
const curveKinds = {
    weight: {
        title: "Weight against the ratio",
        range: (part) => part.range,
        of: (token) => token.ratio,
        ratio: (x) => x,
        height: (bound, token) => bound.height(token),
        words: (panel, sign, addsTerms) => axisWords(
            panel,
            ["importance ratio  ", italic("r"), " = ", italic("π"), " / ", italic("π"), small("old")],
            addsTerms ? ["score / ", italic("A")]
                : ["weight  ", italic("w"), `(r, A ${sign > 0 ? ">" : "<"} 0)`]),
        set: (model, x) => model.setRatio(x),
        name: "r", symbol: "r",
    },
    gradient: {
        title: "Gradient against the probability",
        range: (part, token, start) => {
            const old = Math.exp(token.logOld);
            return token.logOld === start.logOld ? part.range : [old / 10, Math.min(1, old * 5)];
        },
        of: (token) => Math.exp(token.logNew),
        ratio: (x, token) => x / Math.exp(token.logOld),
        height: (bound, token) => gradientSize(bound.score(token), token),
        words: (panel, sign, addsTerms) => axisWords(
            panel, ["probability now  ", italic("π")],
            ["gradient  ", ...(addsTerms ? ["|", italic("wA"), " + ", italic("u"), "|"]
                : [italic("w"), "|", italic("A"), "|"]), "(1 − ", italic("π"), ")"]),
        set: (model, x) => model.setNew(x),
        name: "π", symbol: "π", ofToken: true,
    },
};

// Two panels of one kind, for good and for bad tokens.
class Curves {
    // `letters` are those of its two panels.
    constructor(model, part, letters) {
        Object.assign(this, { model, part, letters, kind: curveKinds[part.kind], cache: new Map() });
        this.start = { logOld: model.tokens[0].logOld };
        this.sides = [1, -1].map((sign) => this.side(sign));
        this.root = html(
            "section", { class: "plot", "aria-label": this.kind.title },
            html("h2", {}, this.kind.title),
            html("div", { class: "panels" }, ...this.sides.map((side) => side.figure)));
        new ResizeObserver(onceAFrame(() => this.draw(true))).observe(this.root);
    }

    side(sign) {
        const words = (panel) => this.kind.words(panel, sign, this.addsTerms);
        const good = sign > 0 ? "Good tokens, A > 0" : "Bad tokens, A < 0";
        const panel = new Panel({ name: `${this.kind.title}. ${good}`, isLogarithmic: true, words });
        const thumb = html("div", {
            class: "thumb", role: "slider", tabindex: 0, "aria-label": `${this.kind.name}, ${good}`,
            "aria-orientation": "horizontal",
        }, panel.root);
        const title = html(
            "figcaption", {}, html("b", {}, this.letters[sign > 0 ? 0 : 1]),
            sign > 0 ? "Good tokens, " : "Bad tokens, ", html("i", {}, "A"), sign > 0 ? " > 0" : " < 0");
        const side = { sign, panel, thumb, figure: html("figure", {}, title, thumb), hover: undefined };
        this.#listen(side);
        return side;
    }

    #listen(side) {
        const { thumb } = side;
        // As many digits as pixels tell apart.
        const xAt = (event) => {
            const box = side.panel.root.getBoundingClientRect();
            return Number(side.panel.x.number(event.clientX - box.left).toPrecision(3));
        };
        thumb.addEventListener("pointerdown", (event) => {
            if (event.button !== 0) return;
            thumb.setPointerCapture(event.pointerId);
            side.isDragged = true;
            // A finger may be about to scroll: it sets the token once it moves aside, or as a tap ends.
            const { tokens, at } = this.model;
            side.before = { ...tokens[at] };
            if (event.pointerType !== "touch") this.kind.set(this.model, xAt(event));
        });
        thumb.addEventListener("pointerup", (event) => {
            if (side.isDragged) this.kind.set(this.model, xAt(event));
        });
        thumb.addEventListener("pointercancel", () => {
            if (side.isDragged) this.model.moveToken(side.before);
        });
        thumb.addEventListener("pointermove", (event) => {
            if (side.isDragged) {
                this.kind.set(this.model, xAt(event));
            } else if (event.pointerType === "mouse") {
                side.hover = xAt(event);
                this.#drawFronts();
            }
        });
        const end = () => {
            side.isDragged = false;
            side.hover = undefined;
            this.#drawFronts();
        };
        for (const name of ["pointerup", "pointercancel", "pointerleave"]) thumb.addEventListener(name, end);
        thumb.addEventListener("keydown", (event) => this.key(event, side));
    }

    // Arrows move by hundredths of the axis, page keys by tenths.
    key(event, { panel }) {
        const steps = {
            ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10,
            Home: -Infinity, End: Infinity,
        };
        if (!(event.key in steps) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        const { low, high } = panel.x;
        const here = Math.min(high, Math.max(low, this.kind.of(this.model.token)));
        const steps100 = steps[event.key] * (event.shiftKey ? 0.1 : 1);
        const next = Number((here * (high / low) ** (steps100 / 100)).toPrecision(4));
        this.kind.set(this.model, Math.min(high, Math.max(low, next)));
    }

    // The token of a side at any place of the axis.
    #tokensAt(sign, ratioOf = this.kind.ratio) {
        const own = this.model.token;
        const adv = sign * (Math.abs(own.adv) || 1);
        return (x) => {
            const ratio = ratioOf(x, own);
            const move = Math.log(ratio);
            return {
                ...own, adv, logNew: Math.min(0, own.logOld + move),
                ratio: Math.abs(move) > 20 ? Math.exp(clampedLogRatio(move)) : ratio,
            };
        };
    }

    // A method's curve on a side, kept until something changes that it depends on.
    curve(bound, sign, range) {
        const { kind, model: { token } } = this;
        const { method, values, compiled } = bound;
        const reads = compiled.reads ??= readsOf(compiled);
        const rule = JSON.stringify([
            method.name, method.expression, values, reads.size && Math.abs(token.adv), reads.token && { ...token, logNew: 0, ratio: 0, adv: 0 },
        ]);
        const key = rule + JSON.stringify([range, kind.ofToken && [token.logOld, Math.abs(token.adv)]]);
        const place = `${method.name} ${sign}`;
        const kept = this.cache.get(place);
        if (kept?.key === key) return kept.curve;
        const tokenAt = this.#tokensAt(sign);
        const height = (x) => {
            const y = kind.height(bound, tokenAt(x));
            return Number.isFinite(y) ? y : NaN;
        };
        const cuts = this.cuts(bound, sign, rule, range);
        const curve = { ...pieces(height, cuts, range, !method.isTyped), cuts, height, key };
        const heights = curve.pieces.flat().map((point) => point[1]).filter(Number.isFinite);
        curve.most = Math.max(0, ...heights);
        curve.least = Math.min(0, ...heights);
        this.cache.set(place, { key, curve });
        return curve;
    }

    // Where a rule's curves are cut, along the axis; found once for both kinds of curves.
    cuts(bound, sign, rule, [low, high]) {
        const { kind, model: { token } } = this;
        const kept = (bound.cuts ??= {})[sign];
        const [from, to] = [low, high].map((x) => kind.ratio(x, token));
        const isKept = kept?.rule === rule && kept.from <= from && kept.to >= to;
        if (!isKept) {
            const ends = [Math.min(from, 0.05), Math.max(to, 20)];
            const tokenAt = this.#tokensAt(sign, (ratio) => ratio);
            bound.cuts[sign] = { rule, from: ends[0], to: ends[1], ratios: edges(bound, tokenAt, ends) };
        }
        return bound.cuts[sign].ratios.map((ratio) => kind.of(this.#tokensAt(sign, (x) => x)(ratio)));
    }

    draw(isResized = false) {
        const { model, kind } = this;
        const drawn = model.drawn;
        this.addsTerms = drawn.some((bound) => bound.addsTerms);
        const range = kind.range(this.part, model.token, this.start);
        this.sides.forEach((side) => {
            side.curves = drawn.map((bound) => ({ bound, ...this.curve(bound, side.sign, range) }));
        });
        for (const side of this.sides) {
            // Asked only where it may be another: the answer costs a layout.
            if (isResized || !side.width) side.width = side.thumb.clientWidth;
            if (!side.width) continue;
            const look = this.look(side, range, side.width);
            if (isResized || side.look !== look.key) this.#drawSide(side, look);
            side.look = look.key;
        }
        this.#drawFronts();
    }

    // The numbers at the ends of a side's axes, and a key that says when anything of it is another.
    look(side, range, width) {
        const most = Math.max(0, ...side.curves.map((one) => one.most));
        const least = Math.min(0, ...side.curves.map((one) => one.least));
        const top = Math.min(most, 25) || 1;
        const low = Math.max(least, -25);
        const high = top * 1.02;
        // Within a low frame a low plot, so that the sentence and the axis are both seen.
        const room = document.body.classList.contains("embed") ? Math.max(150, innerHeight - 165) : 330;
        const height = Math.round(Math.min(330, room, Math.max(230, width * 0.62)));
        return {
            width, height, range, low, high, ticks: ticksBetween(low, high),
            key: JSON.stringify([width, height, range, low, high, side.curves.map((one) => one.key)]),
        };
    }

    #drawSide(side, look) {
        const { panel, sign, curves } = side;
        const [low, high] = look.range;
        panel.setFrame(look.width, look.height, { low, high }, { low: look.low, high: look.high });
        panel.drawBack(this.#masked(side, look.range), look.ticks, logTicks(low, high), sign < 0);
        const lines = svg("g", { fill: "none" });
        if (this.part.kind === "weight" && 1 < look.high) {
            const y = panel.y.place(1);
            lines.append(svg("line", { class: "rule", x1: panel.area.left, x2: panel.area.right, y1: y, y2: y }));
        }
        const order = [...curves].sort((a, b) => inkShare(b.bound) - inkShare(a.bound));
        for (const { bound, pieces: parts } of order) lines.append(this.line(panel, bound, parts));
        panel.lines.replaceChildren(lines, ...this.#ends(panel, curves), ...this.#capNote(side, look.range));
    }

    line(panel, { method: { style, title } }, parts) {
        const width = curveWidth * (style.width ?? 1);
        const line = svg("path", {
            d: panel.path(parts), "stroke-width": width, "stroke-dasharray": dashOf(style, width), "aria-label": title,
        });
        return inSeries(line, style);
    }

    // Dots at jumps: full where the end belongs to the curve, open where not; those at one place are rings.
    #ends(panel, curves) {
        const dots = [];
        for (const { bound, closed, open } of curves) {
            for (const [list, isFull] of [[closed, true], [open, false]]) {
                for (const [x, y] of list) {
                    if (panel.isInside(x, y)) dots.push({ x: panel.x.place(x), y: panel.y.place(y), isFull, bound });
                }
            }
        }
        return dots.map((dot, index) => {
            const later = dots.slice(index + 1).filter(
                (one) => Math.abs(one.x - dot.x) < 0.5 && Math.abs(one.y - dot.y) < 0.5);
            const radius = dotRadius + 2 * Math.min(3, later.length);
            return inSeries(dotAt(dot.x, dot.y, radius, dot.isFull), dot.bound.method.style);
        });
    }

    // Where no method leaves tokens of a side a gradient: shaded, with the words of its end.
    #masked({ curves, sign }, [low, high]) {
        if (this.part.kind !== "weight" || !curves.length) return [];
        const cuts = [low, ...new Set(curves.flatMap((one) => one.cuts)), high].sort((a, b) => a - b);
        const found = [];
        for (let index = 0; index + 1 < cuts.length; index++) {
            const [from, to] = [cuts[index], cuts[index + 1]];
            if (!(to / from > 1 + 1e-9)) continue;
            const isMasked = [0.1, 0.5, 0.9].every((part) => curves.every(
                ({ height }) => height(from * (to / from) ** part) === 0));
            if (!isMasked) continue;
            const last = found[found.length - 1];
            if (last && last.to >= from * (1 - 1e-9)) last.to = to;
            else found.push({ from, to });
        }
        if (found.length === 1 && found[0].from === low && found[0].to === high) return [];
        return found.map((one) => ({ ...one, words: this.#maskWords(one, low, high, curves, sign) }));
    }

    #maskWords({ from, to }, low, high, curves) {
        const common = (name) => {
            const values = new Set(curves.map(({ bound }) => bound.values[name]));
            return values.size === 1 ? [...values][0] : undefined;
        };
        const isSame = (one, other) => one !== undefined && Math.abs(one - other) < 1e-9;
        if (from === low) {
            const end = isSame(1 - common("eps_low"), to) ? ["1 − ε", small("low")] : [shown(to)];
            return [["masked"], ["r < ", ...end]];
        }
        if (to !== high) return [["masked"]];
        const end = isSame(1 + common("eps_high"), from) ? ["1 + ε", small("high")]
            : [isSame(common("c"), from) ? "c" : shown(from)];
        return [["masked"], ["r > ", ...end]];
    }

    // A note where a method holds weights at the bound c and keeps the gradient.
    #capNote({ curves, sign, panel }, [low, high]) {
        const bounds = new Set(curves.map(({ bound }) => bound.values.c).filter((c) => c !== undefined));
        if (this.part.kind !== "weight" || bounds.size !== 1 || curves.length > 3) return [];
        const [c] = bounds;
        const edge = sign > 0 ? 1 / c : c;
        const end = sign > 0 ? low : high;
        const isHeld = curves.some(({ bound, height }) => bound.values.c !== undefined
            && height(sign > 0 ? edge * 0.99 : edge * 1.01) === c);
        const length = Math.abs(panel.x.place(edge) - panel.x.place(end));
        if (!isHeld || !(edge > low && edge < high) || length < 64 || !panel.isInside(edge, c)) return [];
        const middle = Math.max(panel.area.left + 34, (panel.x.place(edge) + panel.x.place(end)) / 2);
        return [svg("text", {
            class: "note", x: middle, y: panel.y.place(c) + 17, "text-anchor": "middle",
        }, "cap ", italic("c"), ` = ${shown(c)}`)];
    }

    #drawFronts() {
        for (const side of this.sides) if (side.panel.x) this.#drawFront(side);
    }

    // The token's dots and what can be read there; where the pointer rests, that place instead.
    #drawFront(side) {
        const { model, kind } = this;
        const { panel, sign } = side;
        const own = kind.of(model.token);
        const isOwn = side.hover === undefined;
        const x = isOwn ? own : side.hover;
        const isActual = Math.sign(model.token.adv) === sign;
        const token = isOwn && isActual ? model.token : this.#tokensAt(sign)(x);
        const readings = side.curves.map(({ bound }) => ({ bound, y: kind.height(bound, token) }));
        side.figure.classList.toggle("other", !isActual && model.token.adv !== 0);
        panel.front.replaceChildren(...this.#readingMarks(panel, x, readings, isOwn && isActual));
        this.#say(side, own);
    }

    #readingMarks(panel, x, readings, isToken) {
        const { left, right, top, bottom } = panel.area;
        const isIn = x >= panel.x.low * (1 - 1e-9) && x <= panel.x.high * (1 + 1e-9);
        const place = Math.min(right, Math.max(left, panel.x.place(x)));
        const marks = [svg("line", { class: "reading", x1: place, x2: place, y1: top, y2: bottom })];
        if (isIn) {
            readings.forEach(({ bound, y }) => {
                if (!panel.isInside(x, y)) return;
                const dot = dotAt(place, panel.y.place(y), isToken ? 6.5 : 4.5, isToken);
                dot.classList.add("token");
                marks.push(inSeries(dot, bound.method.style));
            });
        }
        return [...marks, this.#readingList(panel, place, x, readings, isIn)];
    }

    #readingList(panel, place, x, readings, isIn) {
        const { left, right, top } = panel.area;
        const isRight = place < (left + right) / 2;
        const at = place + (isRight ? 9 : -9);
        const arrow = isIn ? "" : isRight ? "← " : " →";
        const head = `${isRight ? arrow : ""}${this.kind.symbol} = ${shown(x)}${isRight ? "" : arrow}`;
        const lines = [svg("text", { x: at, y: top + 11 }, head)];
        // More would not fit; the formulas have them all.
        readings.slice(0, 9).forEach(({ bound, y }, index) => {
            const text = svg("text", { x: at, y: top + 27 + index * 15, class: "value" },
                `${bound.method.title} ${weightWords(y)}`);
            lines.push(inSeries(text, bound.method.style));
        });
        return svg("g", { class: "reading-list", "text-anchor": isRight ? "start" : "end" }, ...lines);
    }

    // What a screen reader reads at the slider.
    #say({ thumb, panel, sign, curves }, own) {
        const { model, kind } = this;
        const token = this.#tokensAt(sign)(own);
        const values = curves.map(({ bound }) => {
            const y = kind.height(bound, token);
            return `${bound.method.title} ${weightWords(y)}`;
        });
        thumb.setAttribute("aria-valuemin", shown(panel.x.low));
        thumb.setAttribute("aria-valuemax", shown(panel.x.high));
        thumb.setAttribute("aria-valuenow", significant(own, 3));
        thumb.setAttribute("aria-valuetext", `${kind.name} = ${shown(own)}: ${values.join(", ")}`);
    }
}

// How much of its line a dash draws: solid lines go first, so that dashes on top show both.
function inkShare({ method: { style } }) {
    const dash = style.dash ?? [];
    if (!dash.length) return 2;
    const ink = dash.reduce((all, part, index) => all + (index % 2 ? 0 : part), 0);
    return ink / dash.reduce((all, part) => all + part, 0);
}
