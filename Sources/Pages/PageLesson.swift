// SPDX-License-Identifier: GPL-3.0-or-later

package import Figures
package import Results

/// A lesson as a page: its steps, with what their lines come to worked out already.
package struct PageLesson: Sendable {
    package var name: String, title: String
    package var claim: String, takeaway: String
    package var steps: [Step] = []
    /// The lessons before and after it.
    package var previous: Neighbour?, next: Neighbour?
    /// What a page of the bench that it ends with computes from.
    package var explored: ExplorableContent?
    /// The line that writes it again, as figures say how they were made; nil where none does.
    package var recipe: String?

    package init(name: String, title: String, claim: String, takeaway: String) {
        (self.name, self.title, self.claim, self.takeaway) = (name, title, claim, takeaway)
    }

    /// Another lesson, by what people type and what it is called.
    package struct Neighbour: Sendable {
        let name: String, title: String

        package init(name: String, title: String) { (self.name, self.title) = (name, title) }
    }

    /// One step.
    package struct Step: Sendable {
        /// Its name and what is done in it: `3.2`, `predict`.
        package var id: String, word: String
        /// What is read first, what helps, and why it is so.
        package var text: String, hints: [String] = [], why = ""
        /// What is asked for, as the page's script reads it; nil where nothing is.
        package var question: JSON?
        /// The right answer in words.
        package var right: String?
        /// The lines that are run, and what they print.
        package var lines: [String] = [], output = ""
        /// The answers that they show, of which the page tells token by token.
        package var answers: PageAnswers?
        /// The figure that they draw.
        package var picture: PagePicture?

        package init(id: String, word: String, text: String) {
            (self.id, self.word, self.text) = (id, word, text)
        }
    }

    /// The page's bytes.
    package var bytes: [UInt8] {
        let themes = explored?.themes ?? (.light, .dark)
        let title = "Lesson \(name): \(title)"
        var file = PageFile(
            kind: .lesson, title: title, figure: "", text: prose, document: document,
            isDark: nil, themes: themes)
        if let recipe {
            file.metadata = PageMetadata.element(
                FigureMetadata(
                    title: title, description: claim, software: "Flipside \(Version.number)",
                    recipe: recipe))
        }
        return file.bytes
    }
}

extension PageLesson {
    /// What the page's script reads.
    private var document: JSON {
        var members = [
            JSON.Member("format", .integer(1)), JSON.Member("kind", .string("lesson")),
            JSON.Member("name", .string(name)), JSON.Member("title", .string(title)),
            JSON.Member("claim", .string(claim)), JSON.Member("takeaway", .string(takeaway)),
            JSON.Member("version", .string(Version.number)),
            JSON.Member("steps", .array(steps.map(\.document))),
        ]
        if let explored { members.append(JSON.Member("explore", .document(explored.document))) }
        for (key, lesson) in [("previous", previous), ("next", next)] {
            guard let lesson else { continue }
            members.append(
                JSON.Member(
                    key,
                    .object([
                        JSON.Member("name", .string(lesson.name)),
                        JSON.Member("title", .string(lesson.title)),
                    ])))
        }
        return .object(members)
    }

    /// The lesson for readers without scripts: answers are behind something to open.
    private var prose: String {
        (paragraphs(claim)
            + steps.flatMap { step in
                ["<h2>\(PageText.html(step.id)) · \(PageText.html(step.word))</h2>"]
                    + paragraphs(step.text) + step.reveal
            } + paragraphs("Take away: \(takeaway)")).joined(separator: "\n")
    }
}

/// Returns a text's paragraphs as elements; one whose lines are all set in is lines to type.
private func paragraphs(_ text: String) -> [String] {
    text.split(separator: "\n\n").map { paragraph in
        let lines = paragraph.split(separator: "\n")
        guard lines.allSatisfy({ $0.hasPrefix("    ") }) else {
            return "<p>\(PageText.html(lines: paragraph))</p>"
        }
        let typed = lines.map { PageText.html(String($0.dropFirst(4))) }
        return "<pre>\(typed.joined(separator: "\n"))</pre>"
    }
}

extension PageLesson.Step {
    fileprivate var document: JSON {
        var members = [
            JSON.Member("id", .string(id)), JSON.Member("word", .string(word)),
            JSON.Member("text", .string(text)),
            JSON.Member("hints", .array(hints.map(JSON.string))),
            JSON.Member("why", .string(why)),
        ]
        if let question { members.append(JSON.Member("question", question)) }
        if !lines.isEmpty { members.append(JSON.Member("lines", .array(lines.map(JSON.string)))) }
        if !output.isEmpty { members.append(JSON.Member("output", .string(output))) }
        if let answers { members.append(JSON.Member("answers", answers.document)) }
        if let picture { members.append(JSON.Member("picture", picture.document)) }
        return .object(members)
    }

    /// What follows once the step is done.
    fileprivate var reveal: [String] {
        let run = lines.map { "flipside> \($0)" } + (output.isEmpty ? [] : [output])
        let shown = run.map { PageText.html(lines: $0[...]) }.joined(separator: "\n")
        let parts =
            (right.map { ["<p><strong>\(PageText.html($0))</strong></p>"] } ?? [])
            + (run.isEmpty ? [] : ["<pre>\(shown)</pre>"]) + (answers?.elements ?? [])
            + (picture.map { [$0.element] } ?? []) + paragraphs(why)
        guard !parts.isEmpty else { return [] }
        return ["<details><summary>The answer</summary>"] + parts + ["</details>"]
    }
}
