// SPDX-License-Identifier: GPL-3.0-or-later

import Results

/// What there is to say of a log, and of curves beside it, on one page.
///
/// Its texts are as the log has them: whoever writes the page makes them safe.
struct Report: Sendable {
    /// What the page is called.
    let title: String

    /// What the log is, in names and values.
    let facts: [(name: String, value: String)]

    /// What was taken for which column, what was left out: tables with their headings.
    let head: [Part]

    /// The lines that make the page again.
    let lines: [String]

    /// What was found, in words, each with the section that it comes from; nil for the reading itself.
    var findings: [Finding] = []

    /// The sections, in their order.
    var sections: [Section] = []

    /// A finding in words.
    struct Finding: Sendable, Equatable {
        let text: String
        let section: String?
    }

    /// What one question comes to.
    struct Section: Sendable {
        /// The name of its place on the page: `clipping`.
        let name: String
        /// The question, as a heading.
        let heading: String
        /// The lines that answer it.
        var parts: [Part] = []
    }

    /// What one line comes to.
    struct Part: Sendable {
        /// What was typed, or what the table is of.
        let title: String
        let content: Content
    }

    /// A table, a figure, or why there is neither.
    enum Content: Sendable {
        case table(PageTable)
        case figure(ReportFigure)
        case missing(String)
    }
}

/// A figure on a page.
struct ReportFigure: Sendable {
    /// What it shows, with numbers.
    let description: String
    /// It as an `svg` element; nil where none can be drawn.
    let svg: String?
}

extension Report {
    /// Adds what a line remarked; what was said before is not said again.
    mutating func add(_ notes: [String], from section: String?) {
        for note in notes where !findings.contains(where: { $0.text == note }) {
            findings.append(Finding(text: note, section: section))
        }
    }
}
