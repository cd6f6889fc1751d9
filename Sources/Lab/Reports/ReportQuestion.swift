// SPDX-License-Identifier: GPL-3.0-or-later

/// A question that a report answers: one value here is all that a new one needs.
struct ReportQuestion: Sendable {
    /// The name of its place on the page.
    let name: String
    /// The question, as a heading.
    let heading: String
    /// The lines that answer it; what they remark are the findings.
    let lines: [String]
    /// Whether it is only asked of logs that have several steps.
    var isOfSteps = false

    /// Every question to a log, in the order of the page.
    static let all = [
        ReportQuestion(name: "clipping", heading: "Does clipping act?", lines: ["clipping"]),
        ReportQuestion(
            name: "drift", heading: "How far are the policies apart?",
            lines: ["drift", "plot histogram source=log"]),
        ReportQuestion(
            name: "groups", heading: "Which groups carry signal?", lines: ["groups"]),
        ReportQuestion(
            name: "methods", heading: "What would each method make of it?",
            lines: ["reweigh", "plot mass source=log"]),
        ReportQuestion(
            name: "steps", heading: "How did it go?",
            lines: ["clip", "ratio", "entropy", "kl"].map { "plot \($0) log=last" },
            isOfSteps: true),
        ReportQuestion(
            name: "responses", heading: "What are the responses like?",
            lines: ["responses", "responses by=farthest top=5"]),
        ReportQuestion(
            name: "tokens", heading: "Which tokens stand out?",
            lines: ["tokens", "tokens by=logratio top=10", "tokens by=difference top=10"]),
    ]
}
