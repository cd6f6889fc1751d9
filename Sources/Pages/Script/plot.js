// SPDX-License-Identifier: GPL-3.0-or-later

// A panel of a plot: axes, ticks and layers to draw in, with the sizes of the figures' own typography.

const [curveWidth, dotRadius] = [2.4, 3.6];
const margins = { left: 46, right: 12, top: 12, bottom: 52 };

// Where numbers stand: `place` gives pixels of a number, `number` the number at pixels.
function scale({ low, high, isLogarithmic }, from, to) {
    const map = isLogarithmic ? Math.log : (x) => x;
    const [start, length] = [map(low), map(high) - map(low)];
    return {
        low, high,
        place: (x) => from + ((map(x) - start) / length) * (to - from),
        number: (pixels) => {
            const part = Math.min(1, Math.max(0, (pixels - from) / (to - from)));
            if (part === 0 || part === 1) return part ? high : low;
            return isLogarithmic ? low * (high / low) ** part : low + part * length;
        },
    };
}

let panelCount = 0;

class Panel {
    // `look` has the panel's name, its words for the axes and whether x is logarithmic.
    constructor(look) {
        this.look = look;
        this.id = `panel${++panelCount}`;
        this.back = svg("g", { class: "back" });
        this.lines = svg("g", { "clip-path": `url(#${this.id}-clip)` });
        this.front = svg("g", { class: "front" });
        this.clip = svg("rect");
        this.root = svg(
            "svg", { class: "panel", role: "img", "aria-label": look.name },
            svg("defs", {}, svg("clipPath", { id: `${this.id}-clip` }, this.clip), this.#hatching()),
            this.back, this.lines, this.front);
    }

    #hatching() {
        return svg(
            "pattern", {
                id: `${this.id}-hatch`, width: 7, height: 7, patternUnits: "userSpaceOnUse",
                patternTransform: "rotate(45)",
            },
            svg("rect", { width: 7, height: 7, class: "hatched" }),
            svg("line", { y1: 0, y2: 7, x1: 0.5, x2: 0.5, class: "hatch" }));
    }

    // Takes a size in pixels and the numbers at the ends of the axes.
    setFrame(width, height, x, y) {
        const { left, right, top, bottom } = margins;
        Object.assign(this, { width, height });
        this.area = { left, top, right: width - right, bottom: height - bottom };
        this.x = scale({ ...x, isLogarithmic: this.look.isLogarithmic }, left, width - right);
        this.y = scale(y, height - bottom, top);
        for (const [key, value] of Object.entries({ width, height, viewBox: `0 0 ${width} ${height}` })) {
            this.root.setAttribute(key, value);
        }
        const outset = dotRadius + 2;
        Object.entries({
            x: left - outset, y: top - outset, width: width - left - right + 2 * outset,
            height: height - top - bottom + 2 * outset,
        }).forEach(([key, value]) => this.clip.setAttribute(key, value));
    }

    // Draws regions, grid and axes; `regions` are stretches of x that are shaded.
    drawBack(regions, yTicks, xTicks, isHatched) {
        const { left, right, top, bottom } = this.area;
        const wordsOf = (words) => words.flat().map((one) => one.textContent ?? one);
        const axis = this.look.words(this);
        // Laying out words costs the most of a move; most moves leave them where they are.
        const key = JSON.stringify([
            this.width, this.height, this.x, this.y, regions.map(({ from, to, words }) => [from, to, wordsOf(words)]), wordsOf(axis),
        ]);
        if (key === this.backKey) return;
        this.backKey = key;
        const parts = [];
        for (const { from, to, words } of regions) parts.push(...this.#region(from, to, words, isHatched));
        for (const value of yTicks) {
            const y = this.y.place(value);
            parts.push(svg("line", { class: "grid", x1: left, x2: right, y1: y, y2: y }));
            parts.push(svg("line", { class: "tick", x1: left - 5, x2: left, y1: y, y2: y }));
            parts.push(svg("text", {
                class: "tick-label", x: left - 8, y: y + 4, "text-anchor": "end",
            }, shown(value)));
        }
        for (const { value, isNamed } of xTicks) {
            const x = this.x.place(value);
            parts.push(svg("line", { class: "tick", x1: x, x2: x, y1: bottom, y2: bottom + (isNamed ? 5 : 3) }));
            if (!isNamed) continue;
            parts.push(svg("text", { class: "tick-label", x, y: bottom + 18, "text-anchor": "middle" }, shown(value)));
        }
        parts.push(svg("path", { class: "axis", d: `M${left} ${top}V${bottom}H${right}` }));
        parts.push(...axis);
        this.back.replaceChildren(...parts);
    }

    #region(from, to, words, isHatched) {
        const { left, right, top, bottom } = this.area;
        const [x1, x2] = [Math.max(left, this.x.place(from)), Math.min(right, this.x.place(to))];
        if (!(x2 > x1)) return [];
        const box = svg("rect", {
            x: x1, y: top, width: x2 - x1, height: bottom - top,
            ...(isHatched ? { fill: `url(#${this.id}-hatch)` } : { class: "shade" }),
        });
        const lines = words.map((text, index) => svg("text", {
            class: "note", x: (x1 + x2) / 2, y: bottom - 26 + index * 15 - (words.length - 1) * 7,
            "text-anchor": "middle",
        }, ...text));
        return x2 - x1 > 74 ? [box, ...lines] : [box];
    }

    // A path through points in pieces; what is no number leaves a gap.
    path(pieces) {
        return pieces.map((piece) => {
            let text = "";
            let isPen = false;
            for (const [x, y] of piece) {
                if (!Number.isFinite(y)) {
                    isPen = false;
                    continue;
                }
                text += `${isPen ? "L" : "M"}${this.x.place(x).toFixed(2)} ${this.#yPlace(y).toFixed(2)}`;
                isPen = true;
            }
            return text;
        }).join("");
    }

    // Far outside the panel places stop growing.
    #yPlace(y) { return Math.min(1e4, Math.max(-1e4, this.y.place(y))); }

    isInside(x, y) {
        const hair = 1e-9;
        const isIn = (value, { low, high }) =>
            value >= low - hair * Math.abs(low) && value <= high + hair * Math.abs(high);
        return isIn(x, this.x) && isIn(y, this.y);
    }
}

// Words under the horizontal axis and beside the vertical one.
function axisWords(panel, xWords, yWords) {
    const { left, right, top, bottom } = panel.area;
    const middle = (top + bottom) / 2;
    return [
        svg("text", { class: "label", x: (left + right) / 2, y: bottom + 38, "text-anchor": "middle" }, ...xWords),
        svg("text", {
            class: "label", x: 13, y: middle, "text-anchor": "middle",
            transform: `rotate(-90 13 ${middle})`,
        }, ...yWords),
    ];
}

const italic = (text) => svg("tspan", { class: "italic" }, text);
const small = (text) => svg("tspan", { class: "small", dy: 3 }, text);

// The marker of a token's dot: a circle, larger around those of methods at the same place.
const dotAt = (x, y, radius, isFull) => svg("circle", {
    class: isFull ? "dot full" : "dot open", cx: x, cy: y, r: radius,
});
