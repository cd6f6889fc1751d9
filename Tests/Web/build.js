// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

// Makes a page of its data as the program does: node Tests/Web/build.js DATA.json PAGE.html [PICTURE]

const crypto = require("node:crypto");
const fs = require("node:fs");
const path = require("node:path");

const resources = path.join(__dirname, "../../Sources/Pages/Resources");
const light = "--page:#ffffff;--ink:#1f2328;--muted:#59636e;--grid:#e1e4e8;--shade:#edf5f9;--hatched:#f2f2f3;--hatch:#d2d4d8";
const dark = "--page:#0d1117;--ink:#e6edf3;--muted:#9da7b3;--grid:#262c35;--shade:#12233a;--hatched:#191e25;--hatch:#343b45";
const colors = `:root{${light}}@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){${dark}}}`
    + `@media screen{:root[data-theme=dark]{${dark}}}`;

const read = (name) => fs.readFileSync(path.join(resources, name), "utf8");
const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.codePointAt(0)};`);
const hash = (text) => `'sha256-${crypto.createHash("sha256").update(text).digest("base64")}'`;

// Returns the page of its data; `figure` is a picture of the static part, as an address of data.
function page(data, figure = "data:image/gif;base64,R0lGODlhAQABAAAAACwAAAAAAQABAAA=") {
    const [figureStyle, lessonStyle] = read("page.css").replace("/*{{colors}}*/", () => colors).split("/*lesson*/\n");
    const style = figureStyle + (data.kind === "lesson" ? lessonStyle : "");
    const script = read(data.kind === "lesson" ? "lesson.js" : "figure.js");
    const policy = `default-src 'none'; img-src data:; style-src ${hash(style)}; script-src ${hash(script)}; `
        + "base-uri 'none'; form-action 'none'";
    const texts = {
        language: "en", theme: data.theme ? ` data-theme="${data.theme}"` : "", title: escaped(data.title), policy,
        metadata: "", style, script, data: JSON.stringify(data).replace(/</g, "\\u003c"),
        figure: `<img class="fp-static-image" src="${figure}" alt="${escaped(data.title)}">`,
        text: `<p>${escaped(data.caption ?? data.claim ?? "")}</p>`,
    };
    return read("page.html").replace(/\{\{(\w+)\}\}/g, (_, name) => texts[name]);
}

if (require.main === module) {
    const [input, output, figure] = process.argv.slice(2);
    fs.writeFileSync(output, page(JSON.parse(fs.readFileSync(input, "utf8")), figure || undefined));
}

module.exports = { page };
