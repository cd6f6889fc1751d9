// SPDX-License-Identifier: GPL-3.0-or-later

// What the reader takes away: the same in Flipside, a link with the state, the figure as SVG.

// The lines that make in Flipside what the page shows.
function commandLines(model) {
    const before = model.data.commands ?? [];
    const lines = model.tokens.map((token) => [`token ${token.typed} `, tokenLine(token)]);
    for (const { parameter: { name, default: usual }, method } of model.settable) {
        const value = model.valueOf(name, method?.name);
        const start = `set ${method ? `${method.name}.` : ""}${name}=`;
        if (method || value !== usual) lines.push([start, `${start}${typed(value)}`]);
    }
    if (model.ownRule) lines.push([`rule ${model.ownName} `, `rule ${model.ownName} = ${model.rule.trim()}`]);
    // Not again what the lines before come to: what the last of them says of the same thing.
    const fresh = lines.filter(([start, line]) => before.filter((one) => one.startsWith(start)).pop() !== line);
    const names = model.drawn.map((bound) => bound.method.name);
    const last = names.length ? [`use ${names.join(",")}`, "weights"] : [];
    return [...before, ...fresh.map((one) => one[1]), ...last, `plot ${model.data.plot} out=page.html`];
}

function tokenLine(token) {
    const given = [`token ${token.typed}`];
    const put = (name, logarithm, number) => {
        if (logarithm == null) return;
        const isNumber = number !== undefined && Math.log(number) === logarithm;
        const whole = probabilityOf(logarithm);
        given.push(isNumber ? `${name}=${typed(number)}` : whole > 0 ? `${name}=${typed(whole)}` : `${name}=logp(${logarithm})`);
    };
    put("old", token.logOld, token.old);
    put("new", token.logNew, probabilityOf(token.logNew));
    given.push(`adv=${typed(token.adv)}`);
    if (token.entropy != null) given.push(`entropy=${typed(token.entropy)}`);
    put("engine", token.logEngine);
    put("ref", token.logReference);
    return given.join(" ");
}

// Panels as a file of their own, two beside each other: with the colours that they have on the page, and no
// style sheet. Each has its title over it.
function svgText(panels) {
    const seen = panels.filter((panel) => panel.width);
    const [width, height] = [2 * seen[0].width, 24 + seen[0].height];
    const page = getComputedStyle(document.documentElement).getPropertyValue("--page");
    const size = { width, height: height * Math.ceil(seen.length / 2) };
    const root = svg("svg", { xmlns: "http://www.w3.org/2000/svg", ...size }, svg("rect", { ...size, fill: page }));
    seen.forEach((panel, index) => {
        const copy = panel.root.cloneNode(true);
        putStyles(panel.root, copy);
        const title = panel.back.querySelector(".label").cloneNode();
        putStyles(panel.back.querySelector(".label"), title);
        title.textContent = panel.look.name.replace(/.*\. /, "");
        for (const [key, value] of Object.entries({ x: 4, y: -6, "text-anchor": "start" })) title.setAttribute(key, value);
        const place = `translate(${(index % 2) * seen[0].width} ${24 + Math.floor(index / 2) * height})`;
        root.append(svg("g", { transform: place }, title, ...copy.childNodes));
    });
    return new XMLSerializer().serializeToString(root);
}

const keptStyles = [
    "fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "paint-order", "opacity", "font-family", "font-size",
    "font-style", "font-weight",
];

function putStyles(from, to) {
    const style = getComputedStyle(from);
    for (const name of keptStyles) to.setAttribute(name, style.getPropertyValue(name));
    to.removeAttribute("style");
    to.removeAttribute("class");
    for (let index = 0; index < to.children.length; index++) putStyles(from.children[index], to.children[index]);
}

// Puts a text on the clipboard; where the browser forbids that, selects it to be copied by hand.
async function copy(text, area, word) {
    try {
        await navigator.clipboard.writeText(text);
        return announceBoth(`${word} copied.`);
    } catch {
        area.hidden = false;
        area.value = text;
        area.select();
        const isDone = document.execCommand("copy");
        return announceBoth(isDone ? `${word} copied.` : `${word}: press Ctrl-C to copy.`);
    }
}

function announceBoth(text) {
    byId("done").textContent = text;
    announce(text, 0);
}

class Share {
    constructor(model, curves) {
        this.model = model;
        this.lines = html("pre", { tabindex: 0, "aria-label": "the same in Flipside" });
        this.area = html("textarea", { hidden: true, readonly: true, rows: 3, "aria-label": "to copy" });
        this.root = section(
            "share", "The same in Flipside", this.lines,
            html("p", {}, button("Copy the commands", () => copy(this.text, this.area, "Commands")),
                button("Copy a link to this", () => copy(this.#link, this.area, "Link")),
                ...(curves.length ? [button("Save the figure as SVG", () => this.#save(curves))] : []),
                html("span", { id: "done", class: "hint" })),
            this.area);
    }

    get text() { return commandLines(this.model).join("\n"); }

    get #link() { return location.href.replace(/#.*$/, "") + stateHash(this.model).replace(/&?embed$/, ""); }

    show() { this.lines.textContent = this.text; }

    #save(curves) {
        const panels = curves.flatMap((one) => one.sides.map((side) => side.panel));
        const blob = new Blob([svgText(panels)], { type: "image/svg+xml" });
        const link = html("a", { href: URL.createObjectURL(blob), download: "flipside.svg" });
        link.click();
        setTimeout(() => URL.revokeObjectURL(link.href), 10000);
        announceBoth("Figure saved as flipside.svg.");
    }
}
