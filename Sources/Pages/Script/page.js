// SPDX-License-Identifier: GPL-3.0-or-later

// Starts the page: reads its data and puts together what it shows.

// Returns a figure's page as an element that keeps itself up to date.
function figurePage(data) {
    const model = new Model(data);
    applyState(model, stateOf(location.hash));
    const curves = data.parts.filter((part) => part.kind in curveKinds).map((part) => new Curves(model, part));
    const reading = new Reading(model);
    const table = new Table(model);
    const rule = new RuleBox(model);
    const controls = new Controls(model);
    const share = new Share(model, curves);
    const training = data.simulation ? new Training(model, data.simulation) : undefined;
    const first = html("p", { class: "sentence", id: "sentence" });
    const legend = html("ul", { class: "legend", "aria-label": "Methods drawn" });
    const show = (what) => {
        for (const one of curves) one.draw();
        controls.show(what);
        if (what !== "token") showLegend(legend, model);
        first.textContent = sentence(model);
    };
    const showRest = () => {
        reading.show();
        table.show();
        rule.show();
        share.show();
        training?.show();
        announce(first.textContent, 800);
        keepAddress(model);
    };
    keepUp(model, show, showRest);
    const parts = orderedParts(data, curves);
    const main = html("div", { class: "main" }, first, legend, ...parts.slice(0, 1));
    const below = html(
        "div", { class: "below" }, rule.root, reading.root, ...parts.slice(1), table.root,
        ...(training ? [training.root] : []), share.root, ...omissions(data));
    return html("div", { class: "page" }, main, controls.root, below);
}

// Draws what moves under the hands at once, and the rest in the frame after.
function keepUp(model, show, showRest) {
    let what;
    const rest = onceAFrame(showRest);
    const draw = onceAFrame(() => {
        show(what);
        what = undefined;
        setTimeout(rest, 0);
    });
    model.onChange((changed) => {
        what = what === "rules" ? what : changed;
        draw();
    });
    addEventListener("hashchange", () => {
        model.reset();
        applyState(model, stateOf(location.hash));
        document.body.classList.toggle("embed", isEmbedded());
        model.changed("rules");
    });
    model.changed("rules");
}

// The parts in the order of the figure, as elements.
function orderedParts(data, curves) {
    const live = [...curves];
    return data.parts.flatMap((part) => {
        if (part.kind in curveKinds) return [live.shift().root];
        if (part.kind === "recorded") return [new Recorded(part).root];
        if (part.kind !== "picture" || !/^data:image\//.test(part.image)) return [];
        return [html("figure", { class: "picture" }, html("figcaption", {}, part.title),
            html("img", { src: part.image, alt: part.alt ?? part.title }))];
    });
}

function showLegend(legend, model) {
    legend.replaceChildren(...model.drawn.map(({ method, values }) => {
        const numbers = Object.entries(values).map(([name, value]) => {
            const { symbol } = model.parameters.find((one) => one.name === name) ?? { symbol: name };
            return `${symbol} ${shown(value)}`;
        });
        return html("li", { title: numbers.join(", ") }, swatch(method.style), method.title);
    }));
}

const omissions = (data) => (data.omitted?.length
    ? [html("section", { class: "hint" }, html("h2", {}, "What is not here"), ...data.omitted.map((text) => html("p", {}, text)))]
    : []);

function startPage() {
    const data = JSON.parse(byId("data").textContent);
    document.body.classList.add("live");
    document.body.classList.toggle("embed", isEmbedded());
    const live = byId("live");
    if (data.kind === "lesson") return lessonPage(data);
    live.replaceChildren(html("h1", {}, data.title), figurePage(data));
    if (isEmbedded()) live.append(wholePageLink());
    return undefined;
}

// From the small view to the whole page, where there is an address to go to.
function wholePageLink() {
    const link = html("a", { target: "_blank", rel: "noopener" }, "the whole page");
    const follow = () => { link.href = location.href.replace(/&?embed$/, ""); };
    link.addEventListener("pointerenter", follow);
    link.addEventListener("focus", follow);
    follow();
    return html("p", { class: "whole" }, link);
}

startPage();
