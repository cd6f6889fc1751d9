// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Simulation
import Teaching
import TokenWeights
import WorkbenchModel

/// Something that `find` looks through.
struct SearchEntry: Sendable {
    /// What people type after help.
    let name: String
    /// Other words for it.
    var aliases: [String] = []
    /// One line.
    let summary: String
    /// All that is said of it.
    let text: String
}

/// Something that was found, and how well it fits.
struct SearchResult: Sendable {
    /// What was found.
    let entry: SearchEntry
    /// How well it fits; more is better.
    let rank: Int
    /// The words around the first place where what was looked for stands; nil where the summary
    /// shows it.
    let passage: String?
}

extension Session {
    /// Everything that has help.
    var searchable: [SearchEntry] {
        commandDescriptions.map {
            SearchEntry(name: $0.name, summary: $0.summary, text: $0.searchText)
        }
            + Topic.all.map {
                SearchEntry(name: $0.name, summary: $0.summary, text: $0.text)
            }
            + GlossaryEntry.all.map {
                SearchEntry(
                    name: $0.name, aliases: $0.aliases, summary: $0.meaning.firstSentence,
                    text: "\($0.meaning) \($0.formula ?? "") \($0.shownIn)")
            }
            + workbench.bench.allRules.map {
                SearchEntry(
                    name: $0.name, aliases: [$0.title], summary: $0.summary,
                    text: "\($0.formula) \($0.source)")
            }
            + World.all.map {
                SearchEntry(
                    name: "world \($0.name)", aliases: [$0.name], summary: $0.summary,
                    text: "\($0.title) \($0.details)")
            }
    }

    /// Returns what holds all of some words, the best first.
    func search(_ words: [String]) -> [SearchResult] {
        let words = words.map { $0.lowercased() }
        let found = searchable.compactMap { $0.match(words) }
        return found.enumerated().sorted {
            ($1.element.rank, $0.offset) < ($0.element.rank, $1.offset)
        }.map(\.element)
    }
}

extension SearchEntry {
    /// Returns how well it fits words in small letters; nil where it lacks one of them.
    fileprivate func match(_ words: [String]) -> SearchResult? {
        let names = ([name] + aliases).map { $0.lowercased() }
        let (summary, text) = (self.summary.lowercased(), self.text.lowercased())
        var rank = 0
        for word in words {
            if names.contains(word) {
                rank += 100
            } else if names.contains(where: { $0.hasPrefix(word) }) {
                rank += 50
            } else if names.contains(where: { $0.contains(word) }) {
                rank += 30
            } else if summary.contains(word) {
                rank += 10
            } else if text.contains(word) {
                rank += 1
            } else {
                return nil
            }
        }
        let hidden = words.first { word in
            !summary.contains(word) && !names.contains { $0.contains(word) }
        }
        return SearchResult(entry: self, rank: rank, passage: hidden.flatMap(passage))
    }

    /// Returns the words around the first place of a word in the text.
    private func passage(_ word: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        guard let place = words.firstIndex(where: { $0.lowercased().contains(word) })
        else { return nil }
        let first = max(0, place - 4)
        let last = min(words.count, place + 6)
        return (first > 0 ? "… " : "") + words[first..<last].joined(separator: " ")
            + (last < words.count ? " …" : "")
    }
}

extension CommandDescription {
    /// All that is said of it but for its name and summary.
    fileprivate var searchText: String {
        let arguments = parameters.filter { $0.family?.isExplainedElsewhere != true }
            .map { "\($0.name)= \($0.summary)" }
        let lines = examples.map { "\($0.line) (\($0.purpose))" }
        return ([details] + arguments + lines).joined(separator: " · ")
    }
}

extension String {
    /// The text up to its first full stop or colon.
    fileprivate var firstSentence: String {
        var words: [Substring] = []
        for word in split(whereSeparator: \.isWhitespace) {
            words.append(word)
            if word.hasSuffix(".") || word.hasSuffix(":") { break }
        }
        return words.joined(separator: " ")
    }
}
