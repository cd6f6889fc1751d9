// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Lab
import LabTestSupport
import Results

extension Transcript {
    /// Types everything that a document says is typed, in a folder of its own.
    ///
    /// - Returns: The rows that came out, for each step.
    func run(in workplace: Workplace) throws -> [[String]] {
        var typed = try sitting(in: workplace)[...]
        return try steps.map { step in
            switch step.prompt {
            case .flipside: return typed.popFirst() ?? []
            case .shell: return rows(try Program.run(step.line, in: workplace.folder).text)
            }
        }
    }

    /// Types all lines of Flipside's prompt in one sitting.
    ///
    /// The line `version` after each of them prints what tells their outputs apart. As at the
    /// prompt, an error does not end the sitting, and does not name the line.
    private func sitting(in workplace: Workplace) throws -> [[String]] {
        let typed = steps.filter { $0.prompt == .flipside }.map(\.line)
        guard !typed.isEmpty else { return [] }
        let mark = "Flipside \(Version.number)"
        let output = try Program.run(
            "scripts/flipside --keep-going", in: workplace.folder,
            input: typed.map { "\($0)\nversion\n" }.joined())
        let text = output.text.replacing(#/error: <stdin>:\d+:\d+: /#, with: "error: ")
        return rows(text).split(separator: mark, omittingEmptySubsequences: false)
            .dropLast().map(Array.init)
    }

    /// Returns the rows of a text but those that report progress, which come and go with time.
    private func rows(_ text: String) -> [String] {
        var rows = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if rows.last == "" { rows.removeLast() }
        return rows.filter { $0.prefixMatch(of: /.+ methods? × \d+ seeds? \d+\/\d+/) == nil }
    }
}
