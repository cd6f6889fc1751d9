// SPDX-License-Identifier: GPL-3.0-or-later

// Answers of a network token by token: coloured by weight, with the numbers of the token that is pointed
// at, tapped, or reached with the arrow keys.

// The pieces of an answer; the blanks between its steps belong to no token.
function chips(answer) {
    return answer.pieces.map((piece, index) => {
        const look = answer.looks[index] + (answer.wrong.includes(index) ? " false" : "");
        return html("span", {
            class: `chip ${look}`, role: "option", id: `${answer.id}-${index}`, "aria-selected": "false",
            "aria-label": tokenText(answer, index), "data-index": index,
        }, piece.trim());
    });
}

// What is to be known of a token, in one line.
function tokenText(answer, index) {
    const [old, now] = [answer.old[index], answer.new[index]].map((log) => shown(Math.exp(log)));
    const parts = [
        answer.pieces[index].trim(), `π_old ${old} → π ${now}`, `r = ${shown(answer.ratio[index])}`,
        `w = ${shown(answer.weights[index])}`,
    ];
    if (answer.wrong.includes(index)) parts.push("in a false step");
    return parts.join(" · ");
}

// All numbers of an answer, behind something to open.
function tokenTable(answer) {
    const rows = answer.pieces.map((piece, index) => html(
        "tr", {}, html("td", {}, piece.trim() + (answer.wrong.includes(index) ? " ✗" : "")),
        ...[Math.exp(answer.old[index]), Math.exp(answer.new[index]), answer.ratio[index], answer.weights[index]]
            .map((x) => cell(x, shown(x)))));
    const table = html("table", {}, heads("token", "π_old", "π", "r", "w"), ...rows);
    return html("details", {}, html("summary", {}, "All its numbers"), wide(answer.head, table));
}

function answerView(answer) {
    const tokens = chips(answer);
    const reading = html("p", { class: "token-reading", "aria-hidden": "true" }, "Point at a token, or tap it.");
    let chosen = -1;
    const choose = (index) => {
        if (index === chosen || !tokens[index]) return;
        tokens[chosen]?.setAttribute("aria-selected", "false");
        tokens[index].setAttribute("aria-selected", "true");
        list.setAttribute("aria-activedescendant", tokens[index].id);
        chosen = index;
        reading.replaceChildren(...prose(tokenText(answer, index)));
    };
    const point = (event) => {
        const chip = event.target.closest("[data-index]");
        if (chip) choose(Number(chip.dataset.index));
    };
    const key = (event) => {
        const last = tokens.length - 1;
        const target = {
            ArrowLeft: Math.max(0, chosen - 1), ArrowRight: Math.min(last, chosen + 1), Home: 0, End: last,
        }[event.key];
        if (target === undefined) return;
        event.preventDefault();
        choose(target);
    };
    const list = html(
        "p", {
            class: "chips", role: "listbox", tabindex: 0, "aria-orientation": "horizontal",
            "aria-label": `${answer.head}: ${answer.pieces.join("")}`,
            on: { pointerover: point, click: point, keydown: key, focus: () => choose(Math.max(0, chosen)) },
        }, ...tokens.flatMap((token, index) => (answer.pieces[index].endsWith(" ") ? [token, " "] : [token])));
    return html(
        "div", { class: "answer" }, html("p", { class: "answer-head" }, `${answer.head} · ${answer.verdict}`),
        list, reading, tokenTable(answer));
}

// The answers that a step of a lesson shows, under what explains their colours.
function answersView({ explanation, legend, answers, caption }, name) {
    const looks = legend.flatMap(([look, title]) => [html("span", { class: `chip ${look}` }, title), " "]);
    return html(
        "div", { class: "answers" }, html("p", {}, explanation), html("p", { class: "chips" }, ...looks),
        ...answers.map((answer, index) => answerView({ ...answer, id: `${name}-${index}` })), hint(caption));
}
