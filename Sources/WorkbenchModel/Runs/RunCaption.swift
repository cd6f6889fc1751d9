// SPDX-License-Identifier: GPL-3.0-or-later

/// What every table and picture of a simulation says, part by part.
package struct RunCaption: Sendable, Equatable {
    package var parts: [Part]

    package enum Part: Sendable, Equatable {
        case world(String), clip(String), other(String)
        /// A setting that differs from what is usual, by what people type, and its words.
        case setting(String, text: String)
        /// Worlds, clip distances, engines or corrections change within a sweep.
        case varying(Variable)
    }

    /// What a sweep may change of which a caption tells.
    package enum Variable: String, Sendable, CaseIterable {
        case worlds, clip = "ε", rollout, correction
        /// Both of the latter, as older files of sweeps say it.
        case engine
    }

    /// Where the tables of a sweep have what changes.
    private static let inTable = "as in the table"

    package init(_ parts: [Part]) { self.parts = parts }

    /// Reads back what ``text`` is.
    package init(text: String) {
        parts = text.split(separator: " · ").map { part in
            let varying = Variable.allCases.first { part == "\($0.rawValue) \(Self.inTable)" }
            return varying.map(Part.varying) ?? .other(String(part))
        }
    }

    /// Returns the parts in words; what changes within a sweep stands at a place.
    package func words(varying place: String = inTable) -> [String] {
        parts.map { part in
            switch part {
            case .world(let name): "world \(name)"
            case .clip(let text), .setting(_, let text), .other(let text): text
            case .varying(let variable): "\(variable.rawValue) \(place)"
            }
        }
    }

    /// The settings that it names.
    package var settings: [String] {
        parts.compactMap { if case .setting(let name, text: _) = $0 { name } else { nil } }
    }

    /// All in one line.
    package var text: String { words().joined(separator: " · ") }
}
