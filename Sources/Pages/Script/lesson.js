// SPDX-License-Identifier: GPL-3.0-or-later

// A lesson: its steps one under another, each shown once the one before is done; a prediction is
// committed before what it is about is revealed.

// A paragraph whose lines are all set in is lines to type.
const paragraphs = (text) => (text ?? "").split(/\n\n+/).filter(Boolean).map((one) => (
    /^( {4}.*\n?)+$/.test(one) ? html("pre", { tabindex: 0 }, one.replace(/^ {4}/gm, "")) : html("p", {}, one)));

// What the program printed for lines, as in a terminal.
function transcript({ id, lines, output, picture, answers }) {
    const made = [];
    const typedLines = (lines ?? []).map((line) => `flipside> ${line}`).join("\n");
    const text = [typedLines, output ?? ""].filter(Boolean).join("\n");
    if (text) {
        made.push(html("pre", { class: "transcript", tabindex: 0, "aria-label": "in Flipside" }, text));
    }
    if (picture && /^data:image\//.test(picture.image)) {
        made.push(html("img", { src: picture.image, alt: picture.alt ?? "" }));
    }
    if (answers) made.push(answersView(answers, `answer-${id}`));
    return made;
}

// What an answer is worth: whether it is right, and what is said to those that are often given.
function verdict(question, given) {
    if (question.choices) {
        const slip = question.slips?.find((one) => one.answer === given);
        return { isRight: given === question.right, remark: slip?.remark ?? "" };
    }
    const near = (answer) => Math.abs(given - readNumber(answer)) <= question.within + 1e-9;
    const isRight = near(question.right);
    return { isRight, remark: isRight ? "" : question.slips?.find((one) => near(one.answer))?.remark ?? "" };
}

class LessonStep {
    constructor(step, number, onDone) {
        Object.assign(this, { step, onDone });
        this.after = html("div", { class: "after", "aria-live": "polite" });
        this.body = html("div", {}, ...paragraphs(step.text));
        this.root = html(
            "section", { class: "step", id: `step${number}`, tabindex: -1 },
            html("h2", {}, html("span", { class: "step-id" }, step.id), ` ${step.word}`), this.body, this.after);
        if (step.question) this.#ask();
        else if (step.word === "do") this.#task();
        else this.#tell();
    }

    // Something to read, or lines that are run for the learner.
    #tell() {
        this.body.append(...transcript(this.step), ...paragraphs(this.step.why));
        this.next();
    }

    #task() {
        this.#hintButton();
        const show = button("Show what does it", () => {
            this.buttons.remove();
            this.#reveal();
        });
        this.buttons = html("p", {}, ...(this.hints ? [this.hints] : []), show);
        this.body.append(hint("Try it in Flipside, or look at how it is done."), this.buttons);
    }

    #hintButton() {
        const hints = [...(this.step.hints ?? [])];
        if (!hints.length) return;
        this.hints = button("Hint", () => {
            this.after.append(hint(hints.shift()));
            if (!hints.length) this.hints.remove();
        });
    }

    #ask() {
        const { question } = this.step;
        const name = `answer-${this.step.id}`;
        const word = this.step.word === "predict" ? "Commit to it" : "Answer";
        const fields = question.choices
            ? question.choices.map((choice) => html(
                "label", { class: "check" }, html("input", { type: "radio", name, value: choice, required: true }), choice))
            : [html("label", {}, "a number ", html("input", { type: "text", name, autocomplete: "off", "aria-label": "your answer" }))];
        this.#hintButton();
        this.said = html("p", { class: "verdict", role: "status" });
        this.form = html(
            "form", { class: "question", on: { submit: (event) => this.#take(event, name) } },
            html("fieldset", {}, html("legend", {}, this.step.word === "predict" ? "Your prediction" : "Your answer"), ...fields),
            html("p", {}, html("button", { type: "submit" }, word), ...(this.hints ? [this.hints] : [])));
        this.body.append(this.form, this.said);
    }

    #take(event, name) {
        event.preventDefault();
        const { question, word } = this.step;
        const text = new FormData(this.form).get(name);
        const given = question.choices ? text : typedNumber(String(text ?? "").replace(/^[^=]*[^=<>!]=(?!=)/, ""));
        if (given === undefined || given === null) {
            this.said.textContent = question.choices ? "Choose one first." : "Give a number, such as 1.5.";
            return;
        }
        const { isRight, remark } = verdict(question, given);
        // An answer may be tried again; a prediction is what it is.
        if (!isRight && word === "answer" && !this.hasTried) {
            this.hasTried = true;
            this.said.textContent = `Not yet. ${remark || "Try once more, or answer again to see."}`;
            return;
        }
        for (const control of this.form.elements) control.disabled = true;
        const own = question.choices ? given : shown(given);
        this.said.textContent = isRight ? `You said ${own}. Right.`
            : `You said ${own}. It is ${question.rightText}. ${remark}`;
        this.said.classList.add(isRight ? "right" : "wrong");
        this.#reveal();
    }

    #reveal() {
        this.after.append(...transcript(this.step), ...paragraphs(this.step.why));
        this.next();
    }

    next() {
        const next = button("Next", () => {
            next.remove();
            this.onDone();
        });
        this.root.append(html("p", {}, next));
    }
}

function lessonPage(data) {
    const live = byId("live");
    const steps = html("div");
    const show = (index) => {
        if (index >= data.steps.length) return finish();
        const step = new LessonStep(data.steps[index], index + 1, () => show(index + 1));
        steps.append(step.root);
        document.body.classList.toggle("changed", index > 0);
        if (index > 0) step.root.focus({ preventScroll: false });
        byId("progress").value = index;
        return undefined;
    };
    const finish = () => {
        byId("progress").value = data.steps.length;
        const end = html("section", { class: "step", tabindex: -1 }, html("h2", {}, "To take away"), ...paragraphs(data.takeaway));
        if (data.next) end.append(hint(`The next lesson is ${data.next.name}, ${data.next.title}.`));
        steps.append(end);
        if (data.explore) steps.append(html("h2", {}, "A bench to play with"), figurePage(data.explore));
        end.focus();
    };
    live.replaceChildren(
        html("h1", {}, data.title), ...paragraphs(data.claim),
        html("progress", { id: "progress", max: data.steps.length, value: 0, "aria-label": "steps done" }), steps);
    show(0);
}
