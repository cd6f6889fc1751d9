// SPDX-License-Identifier: GPL-3.0-or-later

// Lines over training steps with a cursor: the bench's own training, played, and recorded simulations.

// A panel of lines over steps; `lines` are {style, title, points, low, high} with points [x, y].
class StepChart {
    constructor(name, label, xLabel, onStep) {
        this.panel = new Panel({
            name, isLogarithmic: false, words: (panel) => axisWords(panel, [xLabel], [label]),
        });
        this.panel.root.classList.add("steps");
        this.root = html("div", { class: "chart" }, this.panel.root);
        this.lines = [];
        const take = (event) => {
            // A finger that comes down may be about to scroll; where it leaves off it was a tap.
            const isTouch = event.pointerType === "touch";
            const isMeant = event.type === "pointermove" ? event.buttons & 1 : isTouch === (event.type === "pointerup");
            if (!this.panel.x || !isMeant) return;
            const box = this.panel.root.getBoundingClientRect();
            onStep(this.panel.x.number(event.clientX - box.left));
        };
        for (const name of ["pointerdown", "pointermove", "pointerup"]) this.root.addEventListener(name, take);
        new ResizeObserver(onceAFrame(() => this.draw())).observe(this.root);
    }

    setLines(lines, lastX) {
        this.lines = lines;
        this.lastX = lastX;
        this.draw();
    }

    draw() {
        const width = this.root.clientWidth;
        if (!width || !this.lines.length) return;
        const all = this.lines.flatMap(({ points, low, high }) => [...points, ...(low ?? []), ...(high ?? [])])
            .map((point) => point[1]).filter(Number.isFinite);
        const least = all.reduce((a, b) => Math.min(a, b), 0);
        const most = all.reduce((a, b) => Math.max(a, b), least === 0 ? 1e-9 : least);
        const top = most + 0.03 * Math.abs(most);
        const ticks = ticksBetween(least, top);
        const first = this.lines.reduce((x, { points }) => Math.min(x, points[0]?.[0] ?? x), Infinity);
        const start = Number.isFinite(first) ? first : 0;
        this.panel.setFrame(width, 230, { low: start, high: Math.max(this.lastX, start + 1) }, { low: least, high: top });
        const steps = ticksBetween(start, this.lastX, 5).filter(Number.isInteger);
        this.panel.drawBack([], ticks, steps.map((value) => ({ value, isNamed: true })), false);
        this.panel.lines.replaceChildren(...this.lines.flatMap((line) => this.marks(line)));
        this.showCursor(this.cursor);
    }

    marks({ style, title, points, low, high }) {
        const width = curveWidth * (style.width ?? 1);
        const line = svg("path", {
            d: this.panel.path([points]), fill: "none", "stroke-width": width, "stroke-dasharray": dashOf(style, width),
            "aria-label": title,
        });
        if (!low || !high) return [inSeries(line, style)];
        const around = this.panel.path([[...high, ...[...low].reverse()].filter((point) => Number.isFinite(point[1]))]);
        const band = svg("path", { d: around && `${around}Z`, class: "band" });
        return [inSeries(band, style), inSeries(line, style)];
    }

    // Puts the cursor at a step, with a dot on each line.
    showCursor(x) {
        this.cursor = x;
        if (!this.panel.x || x === undefined) return;
        const { top, bottom } = this.panel.area;
        const place = this.panel.x.place(x);
        const dots = this.lines.flatMap(({ style, points }) => {
            const point = points.find((one) => one[0] === x);
            if (!point || !Number.isFinite(point[1])) return [];
            const dot = dotAt(place, this.panel.y.place(point[1]), 5, true);
            dot.classList.add("token");
            return [inSeries(dot, style)];
        });
        this.panel.front.replaceChildren(
            svg("line", { class: "reading", x1: place, x2: place, y1: top, y2: bottom }), ...dots);
    }
}

// A slider over steps with buttons to play, step and go back.
class Player {
    // `steps` are the numbers of the steps; without them they are 0, 1, 2 and so on.
    constructor(name, unit, onStep, steps) {
        Object.assign(this, { onStep, unit, steps, at: 0, last: 0 });
        this.slider = html("input", {
            type: "range", min: 0, value: 0, step: 1, "aria-label": `${unit} of ${name}`,
            on: { input: () => this.go(Number(this.slider.value)) },
        });
        this.playButton = button("Play", () => (this.timer ? this.#stop() : this.#play()));
        this.word = html("output", { class: "hint" });
        this.root = html(
            "div", { class: "player" }, this.playButton, button("Step", () => this.go(this.at + 1)),
            button("Back to the start", () => this.go(0)), this.slider, this.word);
    }

    setLast(last) {
        this.last = last;
        this.slider.max = last;
        this.go(Math.min(this.at, last), false);
    }

    go(step, isByHand = true) {
        if (isByHand) this.#stop();
        this.at = Math.max(0, Math.min(this.last, Math.round(step)));
        this.slider.value = this.at;
        const number = (at) => shown(this.steps?.[at] ?? at);
        this.word.textContent = `${this.unit} ${number(this.at)} of ${number(this.last)}`;
        this.slider.setAttribute("aria-valuetext", this.word.textContent);
        this.onStep(this.at);
    }

    // Plays from here, or from the start once the end is reached; at the end at once where the reader
    // wants no motion.
    #play() {
        if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.go(this.last);
        if (this.at >= this.last) this.go(0);
        this.playButton.textContent = "Stop";
        this.timer = setInterval(() => {
            this.go(this.at + 1, false);
            if (this.at >= this.last) this.#stop();
        }, Math.max(40, 4000 / Math.max(1, this.last)));
        return undefined;
    }

    #stop() {
        clearInterval(this.timer);
        this.timer = undefined;
        this.playButton.textContent = "Play";
    }
}

// The bench's tokens trained by every method that is drawn, as the program trains them.
class Training {
    constructor(model, settings) {
        Object.assign(this, { model, settings, runs: [], key: "" });
        this.chart = new StepChart("Entropy over the bench's training", "entropy [nats]", "rollout", (x) => this.player.go(x));
        this.table = html("table");
        this.note = html("p", { class: "hint", role: "status" });
        this.player = new Player("the training", "rollout", (step) => this.#showStep(step));
        const { steps, inner, lr } = settings;
        this.live = html(
            "div", {}, this.player.root, this.chart.root, wide("Probabilities at this rollout", this.table));
        this.root = section(
            "training", "What becomes of it: the bench, trained exactly",
            html("p", {}, ...prose(
                `The tokens are the alternatives at one position and start from their π_old: ${steps} rollouts of `
                + `${inner} updates each, learning rate ${shown(lr)}. Nothing is sampled; it is a toy.`)),
            this.note, this.live);
    }

    // Trains anew where anything has changed, once the reader rests.
    show() {
        const { model } = this;
        const drawn = model.drawn;
        const key = JSON.stringify([
            drawn.map((bound) => [bound.method.name, bound.method.expression, bound.values]),
            model.tokens.map((token) => [token.name, token.old, token.adv]),
        ]);
        if (key === this.key) return;
        this.key = key;
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.#train(drawn), this.runs.length ? 180 : 0);
    }

    #train(drawn) {
        const { tokens } = this.model;
        const problem = benchProblem(tokens) ?? this.#costProblem(drawn.length)
            ?? (drawn.length ? undefined : "No method is chosen.");
        const failures = [];
        this.runs = problem ? [] : drawn.flatMap((bound) => {
            try {
                return [{ method: bound.method, rows: new BenchTraining(bound, tokens, this.settings).rows() }];
            } catch (error) {
                failures.push(`${bound.method.title}: ${error.message}.`);
                return [];
            }
        });
        this.note.textContent = [problem ?? "", ...failures].join(" ").trim();
        this.live.hidden = !this.runs.length;
        if (!this.runs.length) return;
        this.chart.setLines(this.runs.map(({ method, rows }) => ({
            style: method.style, title: method.title, points: rows.map((row) => [row.step, row.entropy]),
        })), this.settings.steps);
        this.player.setLast(this.settings.steps);
    }

    // What would hold the page up for seconds is left to the program.
    #costProblem(methods) {
        const { steps, inner } = this.settings;
        return steps * inner * methods * this.model.tokens.length > 2e6
            ? "This training is too long for a page; the program's simulate does it." : undefined;
    }

    #showStep(step) {
        if (!this.runs.length) return;
        this.chart.showCursor(step);
        const names = this.model.tokens.map((token) => token.name).slice(0, 8);
        const hasRest = this.runs[0].rows[0].p.length > this.model.tokens.length;
        const rows = this.runs.map(({ method: { style, title }, rows: all }) => {
            const { entropy, p } = all[step];
            const values = [...p.slice(0, names.length), ...(hasRest ? p.slice(-1) : [])];
            return html("tr", {}, rowHead(style, title), cell(entropy), ...values.map(
                (value) => barCell(value, style, exact(value))));
        });
        this.table.replaceChildren(heads("method", "entropy", ...names, ...(hasRest ? ["others"] : [])), ...rows);
    }
}

// A recorded simulation or run: its curves with their intervals, scrubbed by step.
class Recorded {
    constructor(part) {
        this.part = part;
        const panels = part.panels.map((panel) => ({ ...panel, lines: panel.lines.map(Recorded.line) }));
        const steps = panels.flatMap((panel) => panel.lines.flatMap((line) => line.points.map((point) => point[0])));
        this.steps = [...new Set(steps)].sort((a, b) => a - b);
        const last = this.steps[this.steps.length - 1] ?? 0;
        this.charts = panels.map((panel) => {
            const chart = new StepChart(panel.title, panel.label, part.x.label, (x) => this.player.go(this.#nearest(x)));
            chart.setLines(panel.lines, last);
            return { panel, chart };
        });
        this.player = new Player(part.title, part.x.label, (index) => this.#showStep(this.steps[index]), this.steps);
        this.table = html("table");
        this.hasBands = panels.some((panel) => panel.lines.some((line) => line.low));
        this.root = section(
            "recorded", part.title, this.player.root,
            html("div", { class: panels.length > 1 ? "panels" : "" }, ...this.charts.map(({ panel, chart }) => html(
                "figure", {}, html("figcaption", {}, panel.title), chart.root))),
            wide("Values at this step", this.table), part.footnote ? hint(part.footnote) : undefined);
        this.player.setLast(Math.max(0, this.steps.length - 1));
        this.player.go(this.steps.length - 1, false);
    }

    static line(line) {
        const points = (values) => values?.map((y, index) => [
            line.x ? readNumber(line.x[index]) : index, y === null ? NaN : readNumber(y),
        ]);
        const bound = (sign) => line.half?.map((half, index) => Math.max(0, line.mean[index] + sign * half));
        return {
            ...line, points: points(line.mean), low: points(line.low ?? bound(-1)), high: points(line.high ?? bound(1)),
        };
    }

    #nearest(x) {
        const distances = this.steps.map((step) => Math.abs(step - x));
        return distances.indexOf(Math.min(...distances));
    }

    #showStep(x) {
        const several = this.charts.length > 1;
        const at = (points) => points?.find((point) => point[0] === x)?.[1];
        const rows = this.charts.flatMap(({ panel, chart }) => {
            chart.showCursor(x);
            return panel.lines.map(({ style, title, points, low, high }) => html(
                "tr", {}, rowHead(style, title), several ? html("td", {}, panel.title) : undefined,
                cell(at(points) ?? NaN), this.hasBands
                    ? html("td", {}, low ? `${column(at(low) ?? NaN)} to ${column(at(high) ?? NaN)}` : "") : undefined));
        });
        this.table.replaceChildren(
            heads("line", ...(several ? ["metric"] : []), `at ${this.part.x.label} ${shown(x ?? 0)}`,
                ...(this.hasBands ? ["interval"] : [])), ...rows);
    }
}
