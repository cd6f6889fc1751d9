// SPDX-License-Identifier: GPL-3.0-or-later

// The table of all tokens: their weights, gradients and the share of the gradient that each has.

const firstRows = 12;

class Table {
    constructor(model) {
        this.model = model;
        this.body = html("tbody");
        this.head = html("thead");
        this.isLong = model.tokens.length > firstRows;
        this.table = html("table", {}, html("caption", {}, "Weights, gradients and shares of the tokens"), this.head, this.body);
        this.more = html("button", {
            type: "button", hidden: !this.isLong, on: {
                click: () => {
                    this.isLong = false;
                    this.more.hidden = true;
                    this.show();
                },
            },
        }, `Show all ${model.tokens.length} tokens`);
        this.root = html(
            "section", {}, html("h2", {}, "Every token"),
            html("div", { class: "wide", tabindex: 0, role: "region", "aria-label": "Table of tokens" }, this.table),
            html("p", { class: "hint" }, "|∇z| is the gradient on the token's own logit; its share is of the sum over these tokens."),
            this.more);
    }

    show() {
        const { model } = this;
        const drawn = model.drawn;
        const tokens = model.tokens.map((token) => makeToken(token));
        const columns = drawn.map((bound) => this.columnOf(bound, tokens));
        this.showHead(drawn);
        const count = this.isLong ? firstRows : tokens.length;
        const rows = tokens.slice(0, count).map((token, index) => this.row(token, index, columns));
        this.body.replaceChildren(...rows);
    }

    columnOf(bound, tokens) {
        const scores = tokens.map((token) => bound.score(token));
        const sizes = tokens.map((token, index) => gradientSize(scores[index], token));
        const total = sum(sizes.filter(Number.isFinite));
        const weights = tokens.map((token, index) => (bound.method.isScore ? scores[index] : bound.weight(token)));
        return { bound, weights, scores, sizes, total };
    }

    showHead(drawn) {
        const key = drawn.map((bound) => bound.method.name).join();
        if (key === this.headKey) return;
        this.headKey = key;
        const cell = (attributes, ...children) => html("th", { scope: "col", ...attributes }, ...children);
        const groups = drawn.map(({ method }) => cell(
            { colspan: 3, scope: "colgroup", class: "group" }, swatch(method.style), method.title));
        const names = drawn.flatMap(({ method }) => [
            cell({ class: "first" }, method.isScore ? "score" : inMath(math("mi", "w"))), cell({}, "|∇z|"), cell({}, "share"),
        ]);
        const symbols = ["π_old", "π", "A", "r"].map((one) => cell({}, inMath(symbolMath(one))));
        this.head.replaceChildren(
            html("tr", {}, html("th", { colspan: 5 }), ...groups),
            html("tr", {}, cell({}, "token"), ...symbols, ...names));
    }

    // `data` elements hold the numbers to the last digit.
    row(token, index, columns) {
        const { model } = this;
        const number = (x, text = column(x), attributes = {}) => html(
            "td", attributes, html("data", { value: typed(x) }, text));
        const isPicked = index === model.at;
        const name = html("button", {
            type: "button", class: "pick", "aria-pressed": isPicked ? "true" : "false", on: { click: () => model.pick(index) },
        }, model.tokens[index].name);
        const cells = columns.flatMap(({ weights, scores, sizes, total, bound }) => [
            number(weights[index], this.weightText(weights[index], scores[index], token), {
                class: "first", "data-method": bound.method.name, "data-score": typed(scores[index]),
            }),
            number(sizes[index]), this.share(sizes[index], total, bound.method.style),
        ]);
        return html(
            "tr", { class: isPicked ? "picked" : undefined }, html("th", { scope: "row" }, name),
            number(Math.exp(token.logOld), shown(Math.exp(token.logOld))),
            number(Math.exp(token.logNew), shown(Math.exp(token.logNew))),
            number(token.adv, signed(token.adv)), number(token.ratio), ...cells);
    }

    weightText(weight, score, token) {
        if (weight !== 0) return column(weight);
        if (!(token.adv > 0 || token.adv < 0)) return "0";
        return score === 0 ? "0, masked" : "0";
    }

    share(size, total, style) {
        const part = total > 0 && Number.isFinite(size) ? size / total : 0;
        const bar = html("span", { class: "bar" });
        bar.style.width = `${(part * 3).toFixed(2)}em`;
        const cell = html("td", { class: "share" }, inSeries(bar, style), `${Math.round(part * 100)} %`);
        return cell;
    }
}
