// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

/// The numbers in what is written by hand about the measurements.
@Suite("What the text says of the measurements")
struct EvidenceProseTests {
    /// Where numbers of the measurements are quoted: a document, and the headings between which.
    private static let places = [
        ("docs/simulation.md", "# The simulation", "## The bench's own tokens"),
        (
            "docs/simulation.md", "## What the tiny transformer shows",
            "## What the tabular worlds show"
        ),
        ("docs/simulation.md", "## What the tabular worlds show", "## Conditions and limits"),
        ("README.md", "## What the simulation shows, and what it does not", "## Real logs"),
    ]

    /// All that the measurements printed, and the tables made of them.
    private static let measured: String = {
        let folder = EvidenceSheet.folder
        let files = EvidenceSheet.files(in: folder).filter { $0.hasSuffix(".txt") }
        let printed = files.compactMap { Repository.text("\(folder)/\($0)") }
        let tables = (Repository.text("docs/simulation.md") ?? "").split(separator: "\n")
            .filter { $0.hasPrefix("|") }.joined(separator: "\n")
        return (printed + [tables]).joined(separator: "\n").replacing("-", with: "−")
    }()

    @Test("Every difference with an interval stands in the measurements as it is quoted")
    func intervals() throws {
        let known = Set(Self.measured.matches(of: Self.interval).map(\.output))
        var found = 0
        for (path, start, end) in Self.places {
            for quoted in try prose(path, start, end).matches(of: Self.interval) {
                let isThere = known.contains(quoted.output)
                #expect(isThere, "\(path) says \(quoted.output)")
                found += 1
            }
        }
        #expect(found > 10)
    }

    /// A number of a row may be quoted with fewer digits than it has there.
    @Test("Every other number with a sign stands there too, rounded at most")
    func numbers() throws {
        let known = Self.measured.matches(of: Self.signed).compactMap { Double(ascii($0.output)) }
        #expect(!known.isEmpty)
        for (path, start, end) in Self.places {
            let text = try prose(path, start, end).replacing(Self.interval, with: "")
            for quoted in text.matches(of: Self.signed) {
                let digits = quoted.output.split(separator: ".").last?.count ?? 0
                let half = 0.5000001 * pow(10, -Double(digits))
                let value = try #require(Double(ascii(quoted.output)))
                let isThere = known.contains { abs($0 - value) <= half }
                #expect(isThere, "\(path) says \(quoted.output)")
            }
        }
    }

    /// A mean with its half width.
    private static var interval: Regex<Substring> { /[+−]?\d+\.\d+ ± \d+\.\d+/ }

    /// A number with a sign.
    private static var signed: Regex<Substring> { /[+−]\d+\.\d+/ }

    private func ascii(_ number: Substring) -> String {
        String(number).replacing("−", with: "-").replacing("+", with: "")
    }

    /// Returns what is written by hand between two headings: no tables, and nothing in fences.
    private func prose(_ path: String, _ start: String, _ end: String) throws -> String {
        let text = try #require(Repository.text(path))
        let from = try #require(text.range(of: start)).upperBound
        let to = try #require(text.range(of: end, range: from..<text.endIndex)).lowerBound
        var isInside = false
        let lines = text[from..<to].split(separator: "\n").filter { line in
            if line.hasPrefix("<!-- evidence ") { isInside = true }
            defer { if line == "<!-- end of evidence -->" { isInside = false } }
            return !isInside
        }
        return lines.joined(separator: "\n").replacing("\n  ", with: " ").replacing("\n", with: " ")
    }
}
