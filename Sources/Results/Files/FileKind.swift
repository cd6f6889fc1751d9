// SPDX-License-Identifier: GPL-3.0-or-later

/// What a file holds that Flipside writes: one of a kind replaces its own kind, and no other.
package enum FileKind: String, Sendable, CaseIterable {
    case bench, figure, points, table, simulation, part, policy, code, transcript, sheet, report

    /// What it holds, in words.
    package var noun: String {
        switch self {
        case .bench: "a bench"
        case .figure: "a figure"
        case .points: "the points of a figure"
        case .table: "a table"
        case .simulation: "a simulation"
        case .part: "a part of a sweep"
        case .policy: "a policy"
        case .code: "a loss function"
        case .transcript: "a transcript"
        case .sheet: "a lesson on paper"
        case .report: "a report"
        }
    }
}
