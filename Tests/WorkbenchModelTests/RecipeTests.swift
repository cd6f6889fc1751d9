// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import WorkbenchModel

/// Lines that recipes have, and some that only look like them.
private let lines: [(text: String, line: Recipe.Line)] = [
    ("plot weight", .command("plot weight")),
    ("# stopped early: 3 of 16 runs", .note(.stopped("3 of 16 runs"))),
    ("# merged from 4 parts", .note(.merged(parts: 4))),
    ("# merged from 1 part", .note(.merged(parts: 1))),
    ("# a b.csv: SHA-256 12ab", .note(.file(name: "a b.csv", digest: "12ab"))),
    ("# with a vocabulary, SHA-256 12ab", .note(.vocabulary(digest: "12ab"))),
    (
        "# read from a file of Flipside 1.2, SHA-256 12ab",
        .note(.run(version: "1.2", digest: "12ab"))
    ),
    ("# merged from many parts", .note(.other(" merged from many parts"))),
    ("#merged from 4 parts", .note(.other("merged from 4 parts"))),
    ("# SHA-256 12ab", .note(.other(" SHA-256 12ab"))), ("#", .note(.other(""))),
    ("# flipside 9", .note(.other(" flipside 9"))),
]

@Test(
    "A line of a recipe is read back as what it was, and written as it was read", arguments: lines)
private func recipeLine(row: (text: String, line: Recipe.Line)) {
    let recipe = Recipe(text: "# flipside 1.2\n\(row.text)")
    #expect(recipe.lines == [.version("1.2"), row.line])
    #expect(recipe.text == "# flipside 1.2\n\(row.text)")
}

@Test("A recipe says whether it is of other files, and whether a job was stopped")
func recipeFacts() {
    let recipe = Recipe(text: "# flipside 1\nload x\n# x: SHA-256 ab\nplot mass")
    #expect(recipe.steps.map(\.command) == ["load x", "plot mass"] && recipe.version == "1")
    #expect(!recipe.hasOtherData(than: Recipe(text: "# y: SHA-256 ab")))
    #expect(recipe.hasOtherData(than: Recipe(text: "# x: SHA-256 ac")))
    let words = Recipe(text: "# with a vocabulary, SHA-256 ab")
    #expect(words.hasOtherVocabulary(than: Recipe(text: "# with a vocabulary, SHA-256 ac")))
    #expect(!words.hasOtherVocabulary(than: words) && !words.hasOtherVocabulary(than: recipe))
    #expect(recipe.hasOtherVocabulary(than: words) && !words.hasOtherData(than: Recipe(text: "")))
    #expect(!recipe.wasStopped && Recipe(text: "# stopped early: x").wasStopped)
}

@Test("Failures of runs are read back as they were written")
func failures() {
    for failure in [RunFailure("x: y; z"), RunFailure("x", step: 3)] {
        let text = failure.text(method: "m, seed 1", seed: 1)
        #expect(RunFailure(text: text, method: "m, seed 1", seed: 1) == failure)
    }
    #expect(RunFailure(text: "m, seed 1, step +3: x", method: "m", seed: 1).step == nil)
}

@Test("A caption is read back part by part, and tells where a sweep has what changes")
func captions() {
    let caption = RunCaption([.other("toy simulation"), .varying(.worlds), .varying(.clip)])
    #expect(caption.text == "toy simulation · worlds as in the table · ε as in the table")
    #expect(RunCaption(text: caption.text) == caption)
    #expect(caption.words(varying: "here") == ["toy simulation", "worlds here", "ε here"])
}
