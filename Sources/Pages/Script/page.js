// SPDX-License-Identifier: GPL-3.0-or-later

// Starts the page: reads its data and puts together what it shows.

// Returns a figure's page as an element that keeps itself up to date.
function figurePage(data) {
    const model = new Model(data);
    applyState(model, stateOf(location.hash));
    const curves = data.parts.filter((part) => part.kind in curveKinds).map(
        (part, index) => new Curves(model, part, [..."abcdefgh"].slice(2 * index)));
    const reading = new Reading(model);
    const table = new Table(model);
    const rule = new RuleBox(model);
    const controls = new Controls(model);
    const share = new Share(model, curves);
    const training = data.simulation ? new Training(model, data.simulation) : undefined;
    const first = html("p", { class: "sentence", id: "sentence" });
    const legend = html("ul", { class: "legend", "aria-label": "Methods drawn" });
    const say = () => {
        first.replaceChildren(...prose(sentence(model)));
        announce(first.textContent, 800);
        keepAddress(model);
    };
    keepUp(model, [
        ...curves.map((one) => ({ root: one.root, show: () => one.draw() })),
        { root: controls.root, show: (what) => controls.show(what) }, { root: first, show: say },
        { root: legend, show: (what) => what === "token" || showLegend(legend, model) },
    ], [reading, table, rule, share, ...(training ? [training] : [])]);
    const parts = orderedParts(data, curves);
    const hands = html(
        "div", { class: "hands" }, html("div", { class: "main" }, first, legend, ...parts.slice(0, 1)), controls.root,
        rule.root);
    const below = html(
        "div", { class: "below" }, reading.root, ...parts.slice(1), table.root,
        ...(training ? [training.root] : []), share.root, ...omissions(data));
    return html("div", { class: "page" }, hands, below);
}

// How long, in milliseconds, what is read rather than moved may be late, and what nobody sees.
const lateness = { read: 120, unseen: 250 };

// Draws what moves under the hands in the next frame, what is read a little later, and what is out of
// sight once the reader rests.
function keepUp(model, quick, slow) {
    const parts = [...quick, ...slow].map((part) => ({ part, isQuick: quick.includes(part), isSeen: true }));
    const observer = new IntersectionObserver((entries) => {
        for (const { target, isIntersecting } of entries) {
            parts.find(({ part }) => part.root === target).isSeen = isIntersecting;
        }
    }, { rootMargin: "100px" });
    for (const { part } of parts) observer.observe(part.root);
    const draw = (isWanted) => {
        for (const one of parts.filter((each) => each.stale && isWanted(each))) {
            const { stale } = one;
            one.stale = undefined;
            one.part.show(stale);
        }
    };
    const drawQuick = onceAFrame(() => draw((one) => one.isQuick && one.isSeen));
    let [late, last] = [undefined, undefined];
    model.onChange((what) => {
        for (const one of parts) one.stale = one.stale === "rules" ? "rules" : what;
        drawQuick();
        late ??= setTimeout(() => {
            late = undefined;
            draw((one) => one.isSeen);
        }, lateness.read);
        clearTimeout(last);
        last = setTimeout(() => draw(() => true), lateness.unseen);
    });
    addEventListener("beforeprint", () => draw(() => true));
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
        return [];
    });
}

const showLegend = (legend, model) => legend.replaceChildren(
    ...model.drawn.map(({ method: { style, title } }) => html("li", {}, swatch(style), title)));

const omissions = (data) => (data.omitted?.length
    ? [section("hint", "What is not here", ...data.omitted.map((text) => html("p", {}, text)))]
    : []);

function startPage() {
    const data = JSON.parse(byId("data").textContent);
    const live = byId("live");
    if (data.kind === "lesson") {
        lessonPage(data);
    } else {
        live.replaceChildren(html("h1", {}, data.title), figurePage(data));
        if (isEmbedded()) live.append(wholePageButton());
    }
    // Only now: where anything went wrong the static figure stays.
    const { classList } = document.body;
    classList.add("live", data.kind);
    classList.toggle("embed", isEmbedded());
    // What is not live is seen on the static figure.
    classList.toggle("pictured", data.parts?.some((part) => part.kind === "picture") === true);
}

// From the small view to the whole page: in a tab of its own where it has an address and frames may open
// one, else where it is.
function wholePageButton() {
    const whole = html("p", { class: "whole" }, button("The whole page", () => {
        const other = /^(http|file)/.test(location.href) ? open(location.href.replace(/&?embed$/, ""), "_blank") : null;
        if (other) {
            other.opener = null;
            return;
        }
        document.body.classList.remove("embed");
        whole.remove();
        scrollTo(0, 0);
    }));
    return whole;
}

startPage();
