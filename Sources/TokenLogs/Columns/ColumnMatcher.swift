// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds our columns among a file's by their usual names.
struct ColumnMatcher {
    private let names: [String]
    private let places: [String: Int]
    private var chosen: [Slot: Int] = [:]
    private var remarks: [String] = []

    private init(_ names: [String]) {
        self.names = names
        places = Dictionary(
            names.enumerated().map { (LogColumn.matchingKey($1), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// Returns how a file's columns are read.
    ///
    /// - Parameters:
    ///   - names: The file's column names, in its order.
    ///   - overrides: Our names and the file's names that a person chose for them.
    /// - Returns: The file's column for each of ours that was found.
    /// - Throws: Which of our columns is missing and what the file has, or which override does
    ///   not fit.
    static func match(
        _ names: [String], overrides: [String: String]
    ) throws(LogError) -> ColumnMapping {
        var matcher = ColumnMatcher(names)
        try matcher.override(with: overrides)
        matcher.applyTrainerRules()
        for column in LogColumn.all { matcher.choose(column) }
        matcher.settleRatio()
        try matcher.demandRequired()
        matcher.describeOldPolicy()
        return matcher.mapping
    }

    private var mapping: ColumnMapping {
        let entries = LogColumn.all.compactMap { column in
            chosen[column.slot].map {
                ColumnMapping.Entry(
                    column: column.name, source: names[$0], index: $0, slot: column.slot)
            }
        }
        let used = Set(entries.map(\.index))
        let unused = names.indices.filter { !used.contains($0) }.map { names[$0] }
        return ColumnMapping(entries: entries, unused: unused, remarks: remarks)
    }

    /// Returns the place of the file's column with a name, or nil where there is none.
    private func place(_ name: String) -> Int? {
        places[LogColumn.matchingKey(name)]
    }

    /// Returns whether a column of the file has a meaning already.
    private func isTaken(_ place: Int) -> Bool {
        chosen.values.contains(place)
    }

    /// Returns the file's name of one of our columns, safe to print.
    private func name(_ slot: Slot) -> String {
        chosen[slot].map { printable(names[$0]) } ?? slot.name
    }
}

// MARK: - Choosing

extension ColumnMatcher {
    /// Takes what a person chose; refuses names that nothing has, and one column for two of ours.
    private mutating func override(with overrides: [String: String]) throws(LogError) {
        for (ours, theirs) in overrides.sorted(by: { $0.key < $1.key }) {
            guard let column = LogColumn.named(ours) else {
                throw LogError(
                    kind: .format, message: "there is no log column \(printable(ours))",
                    hint: "columns: " + LogColumn.all.map(\.name).joined(separator: " "))
            }
            guard let place = names.firstIndex(of: theirs) ?? place(theirs) else {
                throw LogError(
                    kind: .format,
                    message: "the file has no column \(printable(theirs)) for \(column.name)",
                    hint: "the file's columns: \(listedNames)")
            }
            guard !isTaken(place) else {
                throw LogError(
                    kind: .format,
                    message: "the file's column \(printable(theirs)) is given two meanings",
                    hint: "give \(column.name) a column of its own")
            }
            chosen[column.slot] = place
        }
    }

    /// Applies what is known of single trainers, where nobody has chosen.
    private mutating func applyTrainerRules() {
        guard chosen[.logOld] == nil, chosen[.logNew] == nil else { return }
        let recomputed = ["prev_logprobs", "generation_logprobs"].compactMap(place)
        let hasOtherNew = (["logp"] + LogColumn.all[Slot.logNew.rawValue].aliases)
            .contains { place($0) != nil }
        if recomputed.count == 2, !hasOtherNew {
            chosen[.logNew] = recomputed[0]
            chosen[.logOld] = recomputed[1]
            remarks.append(
                "prev_logprobs is taken for logp, because generation_logprobs is there too")
        }
        let passes = ["log_probs2", "logprobs"].compactMap(place)
        let hasOtherOld = (["logp_old"] + LogColumn.all[Slot.logOld.rawValue].aliases)
            .contains { place($0) != nil }
        if passes.count == 2, !hasOtherOld {
            chosen[.logNew] = passes[0]
            chosen[.logOld] = passes[1]
            remarks.append("logprobs is taken for logp_old and log_probs2 for logp")
        }
    }

    /// Takes the first of a column's names that the file has, and says which others it passed over.
    private mutating func choose(_ column: LogColumn) {
        guard chosen[column.slot] == nil else { return }
        var candidates: [Int] = []
        for name in [column.name] + column.aliases {
            guard let place = place(name), !isTaken(place), !candidates.contains(place) else {
                continue
            }
            candidates.append(place)
        }
        guard let best = candidates.first else { return }
        chosen[column.slot] = best
        // What the engine reported is a column of its own where the trainer's numbers are there.
        let engine = Set(LogColumn.samplerNames.map(LogColumn.matchingKey))
        func isEngine(_ place: Int) -> Bool { engine.contains(LogColumn.matchingKey(names[place])) }
        let rivals = candidates.dropFirst().filter { isEngine(best) || !isEngine($0) }
        if !rivals.isEmpty, column.isRequired {
            let others = rivals.map { printable(names[$0]) }
            remarks.append(
                "\(column.name) is \(printable(names[best])), not "
                    + others.joined(separator: " or "))
        }
    }

    /// Keeps one source of the ratio: two log-probabilities where both are there.
    private mutating func settleRatio() {
        let hasBoth = chosen[.logOld] != nil && chosen[.logNew] != nil
        if hasBoth {
            let ignored = [Slot.ratio, .logRatio].filter { chosen[$0] != nil }.map(name)
            chosen[.ratio] = nil
            chosen[.logRatio] = nil
            if !ignored.isEmpty {
                remarks.append(
                    "the ratio is computed from logp and logp_old; the file's "
                        + ignored.joined(separator: " and ") + " is not read")
            }
        } else if chosen[.ratio] != nil {
            chosen[.logRatio] = nil
            remarks.append("the ratio is read from \(name(.ratio))")
        } else if chosen[.logRatio] != nil {
            remarks.append("the ratio is exp(\(name(.logRatio)))")
        }
    }

    /// Says so where the old policy is the sampling engine and not the trainer.
    ///
    /// With one update per batch, such a ratio is their numerical difference and nothing else.
    private mutating func describeOldPolicy() {
        guard let old = chosen[.logOld] else { return }
        let key = LogColumn.matchingKey(names[old])
        if LogColumn.samplerNames.contains(where: { LogColumn.matchingKey($0) == key }) {
            remarks.append(
                "logp_old is \(name(.logOld)), the sampling engine's own: the ratio also holds "
                    + "the difference between the engine and the trainer")
        }
    }
}

// MARK: - Refusing

extension ColumnMatcher {
    /// The file's column names for an error, at most 24 of them.
    private var listedNames: String {
        let shown = names.prefix(24).map(printable).joined(separator: " ")
        return names.count > 24 ? shown + " …" : shown
    }

    /// Refuses a file that lacks what a ratio or an advantage is read from.
    private func demandRequired() throws(LogError) {
        let hasRatio = chosen[.ratio] != nil || chosen[.logRatio] != nil
        if chosen[.logOld] == nil, !hasRatio, place("logprobs") == chosen[.logNew],
            chosen[.logNew] != nil, place("ref_logprobs") != nil
        {
            throw LogError(
                kind: .format,
                message: "logprobs and ref_logprobs are a policy and its fixed reference, "
                    + "not the policy before and after an update",
                hint: "name the column of the sampling policy: logp_old=NAME")
        }
        let missing = [Slot.logOld, .logNew, .advantage].filter {
            chosen[$0] == nil && ($0 == .advantage || !hasRatio)
        }
        guard let first = missing.first else { return }
        throw LogError(
            kind: .format,
            message: "no column for " + missing.map(\.name).joined(separator: ", ")
                + " among: " + (names.isEmpty ? "none" : listedNames),
            hint: "name it: \(first.name)=NAME")
    }
}
