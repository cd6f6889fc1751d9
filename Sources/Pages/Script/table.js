// SPDX-License-Identifier: GPL-3.0-or-later

// The table of all tokens: their weights, gradients and the share of the gradient that each has.

const firstRows = 12;

class Table {
    constructor(model) {
        this.model = model;
        this.body = html("tbody");
        this.head = html("thead");
        this.isLong = model.tokens.length > firstRows;
        this.more = button(`Show all ${model.tokens.length} tokens`, () => {
            this.isLong = false;
            this.more.hidden = true;
            this.show();
        }, { hidden: !this.isLong });
        this.root = section(
            "", "Every token", wide("Table of tokens", html("table", {}, this.head, this.body)),
            hint("|∇z| is the gradient on the token's own logit; its share is of the sum over these tokens."), this.more);
    }

    show() {
        const { model } = this;
        const drawn = model.drawn;
        const tokens = model.tokens.map(makeToken);
        const columns = drawn.map((bound) => this.#columnOf(bound, tokens));
        this.#showHead(drawn);
        const count = this.isLong ? firstRows : tokens.length;
        this.body.replaceChildren(...tokens.slice(0, count).map((token, index) => this.#row(token, index, columns)));
    }

    #columnOf(bound, tokens) {
        const scores = tokens.map((token) => bound.score(token));
        const sizes = tokens.map((token, index) => gradientSize(scores[index], token));
        const weights = bound.method.isScore ? scores : tokens.map((token) => bound.weight(token));
        return { bound, weights, scores, sizes, total: sum(sizes.filter(Number.isFinite)) };
    }

    #showHead(drawn) {
        const key = drawn.map((bound) => bound.method.name).join();
        if (key === this.headKey) return;
        this.headKey = key;
        const groups = drawn.map(({ method: { style, title } }) => html(
            "th", { colspan: 3, scope: "colgroup", class: "group" }, swatch(style), title));
        const symbols = ["π_old", "π", "A", "r"].map((one) => inMath(symbolMath(one)));
        const names = drawn.flatMap(({ method }) => [
            method.isScore ? "score" : inMath(math("mi", "w")), "|∇z|", "share"]);
        this.head.replaceChildren(
            html("tr", {}, html("td", { colspan: 5 }), ...groups), heads("token", ...symbols, ...names));
    }

    #row(token, index, columns) {
        const { model } = this;
        const isPicked = index === model.at;
        const name = button(model.tokens[index].name, () => model.pick(index), {
            class: "pick", "aria-pressed": isPicked ? "true" : "false",
        });
        const cells = columns.flatMap(({ weights, scores, sizes, total, bound: { method } }) => {
            const [weight, score, size] = [weights[index], scores[index], sizes[index]];
            const isMasked = weight === 0 && score === 0 && token.adv !== 0;
            const part = total > 0 && Number.isFinite(size) ? size / total : 0;
            return [
                cell(weight, isMasked ? "0, masked" : undefined, { "data-method": method.name, "data-score": typed(score) }),
                cell(size), barCell(part, method.style, `${Math.round(part * 100)} %`),
            ];
        });
        const [old, now] = [token.logOld, token.logNew].map(Math.exp);
        return html(
            "tr", { class: isPicked ? "picked" : undefined }, html("th", { scope: "row" }, name), cell(old, shown(old)),
            cell(now, shown(now)), cell(token.adv, signed(token.adv)), cell(token.ratio), ...cells);
    }
}
