// SPDX-License-Identifier: GPL-3.0-or-later

// Elements. Every text that comes from data or from the reader becomes a text node, never markup.

const byId = (id) => document.getElementById(id);

function make(space, name, attributes, children) {
    const made = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) {
        if (key === "on") {
            for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
        } else if (value !== undefined && value !== false) {
            made.setAttribute(key, value === true ? "" : value);
        }
    }
    made.append(...children.filter((child) => child !== undefined));
    return made;
}

const html = (name, attributes = {}, ...children) =>
    make("http://www.w3.org/1999/xhtml", name, attributes, children);
const svg = (name, attributes = {}, ...children) =>
    make("http://www.w3.org/2000/svg", name, attributes, children);
const math = (name, ...children) => make("http://www.w3.org/1998/Math/MathML", name, {}, children);

// A text with the indices of π_old as such.
const prose = (text) => text.split("π_old").flatMap(
    (part, index) => (index ? [html("i", {}, "π"), html("sub", {}, "old"), part] : [part]));

// Gives an element the colours of a series; the style sheet chooses those of the page's theme.
function inSeries(node, style) {
    node.classList.add("series");
    node.style.setProperty("--light", style.light);
    node.style.setProperty("--dark", style.dark);
    node.style.setProperty("--text-light", style.textLight ?? style.light);
    node.style.setProperty("--text-dark", style.textDark ?? style.dark);
    return node;
}

// A dash for a line of a width, as stroke-dasharray.
const dashOf = (style, width) => (style.dash ?? []).map((part) => part * width).join(" ") || undefined;

// A short piece of a series' line, for legends.
function swatch(style) {
    const width = 2.2 * (style.width ?? 1);
    const line = svg("line", {
        x1: 1, x2: 29, y1: 5, y2: 5, "stroke-width": width, "stroke-dasharray": dashOf(style, width),
    });
    const all = svg("svg", { class: "swatch", width: 30, height: 10, "aria-hidden": "true" }, line);
    return inSeries(all, style);
}

// Parts that occur again and again.
const button = (text, act, attributes = {}) =>
    html("button", { type: "button", ...attributes, on: { click: act } }, text);
const section = (kind, title, ...children) => html("section", { class: kind }, html("h2", {}, title), ...children);
const hint = (...children) => html("p", { class: "hint" }, ...children);
const because = (...children) => html("p", { class: "because" }, ...children);

// A table that may be wider than the window, and cells of tables; `data` elements hold numbers to the last digit.
const wide = (label, table) => html("div", { class: "wide", tabindex: 0, role: "region", "aria-label": label }, table);
const heads = (...words) => html("tr", {}, ...words.map((text) => html("th", { scope: "col" }, text)));
const rowHead = (style, title) => html("th", { scope: "row" }, swatch(style), title);
const exact = (x, text = column(x)) => html("data", { value: typed(x) }, text);
const cell = (x, text, attributes = {}) => html("td", attributes, Number.isNaN(x) ? "no number" : exact(x, text));

// A cell with a bar as long as a part of 1.
function barCell(part, style, ...children) {
    const bar = inSeries(html("span", { class: "bar" }), style);
    bar.style.width = `${(part * 3).toFixed(2)}em`;
    return html("td", { class: "share" }, bar, ...children);
}

// Says something to who listens; only what was said last, once the reader rests.
const announce = (() => {
    let timer;
    return (text, delay = 500) => {
        clearTimeout(timer);
        timer = setTimeout(() => { byId("said").textContent = text; }, delay);
    };
})();

// Runs an act once a frame, however often it is asked for.
function onceAFrame(act) {
    let isAsked = false;
    return () => {
        if (isAsked) return;
        isAsked = true;
        requestAnimationFrame(() => {
            isAsked = false;
            act();
        });
    };
}
