// SPDX-License-Identifier: GPL-3.0-or-later
"use strict";

// Loads scripts of the page into node: they are no modules, for on the page they are one script.

const fs = require("node:fs");
const path = require("node:path");
const vm = require("node:vm");

const script = path.join(__dirname, "../../Sources/Pages/Script");

// Runs scripts one after another in a world of their own, and returns the things that they name.
function load(scripts, names) {
    const text = scripts.map((name) => fs.readFileSync(path.join(script, name), "utf8")).join("\n");
    return vm.runInContext(`${text}\n({ ${names.join(", ")} });`, vm.createContext({ console }));
}

// A number as JSON of ours writes it: what JSON has no number for is a word.
const number = (given) => ({ nan: NaN, inf: Infinity, "-inf": -Infinity })[given] ?? given;

// Whether two numbers are the same but for rounding, relative to the larger.
function near(one, other, tolerance = 1e-12) {
    if (Object.is(one, other) || one === other) return true;
    if (Number.isNaN(one) && Number.isNaN(other)) return true;
    return Math.abs(one - other) <= tolerance * Math.max(1, Math.abs(one), Math.abs(other));
}

const golden = (name) => JSON.parse(fs.readFileSync(path.join(__dirname, "golden", name), "utf8"));

module.exports = { load, number, near, golden };
