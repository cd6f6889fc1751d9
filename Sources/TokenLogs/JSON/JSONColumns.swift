// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The keys that a file's objects have had so far, and how they are read.
///
/// A key may appear later than the first object: a mask applies from there, and another name of
/// one column is read in its turn. What a key was taken for, it stays.
struct JSONColumns: Sendable {
    /// The most keys that are remembered without a meaning.
    static let mostNames = 1_000

    /// The keys in the order in which they came.
    var names: [String]

    var mapping: ColumnMapping
    var keys: JSONKeys

    let overrides: [String: String]
    private var lacking: Set<[String]> = []

    init(_ names: [String], _ mapping: ColumnMapping, overrides: [String: String]) {
        self.names = names
        self.mapping = mapping
        self.overrides = overrides
        if mapping.reads(.token) || mapping.reads(.tokenID) {
            // It tells the response's tokens from those of its prompt.
            self.mapping.unused.removeAll(where: LengthColumn.isLength)
        }
        keys = JSONKeys(names, mapping: mapping)
    }

    /// Whether an object has a new key that will be known from then on, or mean something.
    func mayGrow(with line: Bytes) -> Bool {
        guard let record = JSONCursor.keys(line) else { return false }
        let known = Set(names)
        let new = unique(record).filter { !known.contains($0) }
        guard !new.isEmpty, !lacking.contains(record) else { return false }
        return new.contains(where: isKnown) || names.count < Self.mostNames
    }

    /// Takes up the keys of an object that has some that are new.
    ///
    /// - Parameters:
    ///   - record: The object's keys.
    ///   - line: The object's line.
    /// - Returns: Whether more is read now than before.
    /// - Throws: Which key changes what others mean, or cannot be understood.
    mutating func grow(with record: [String], line: Int) throws(LogError) -> Bool {
        let known = Set(names)
        let new = unique(record).filter { !known.contains($0) }
        guard !new.isEmpty, !lacking.contains(record) else { return false }
        let plain = new.filter { !isKnown($0) }
        if !plain.isEmpty, names.count < Self.mostNames { remember(plain) }
        guard plain.count < new.count else { return false }
        switch try found(record, line) {
        case .lacking:
            if lacking.count < 64 { lacking.insert(record) }
            return false
        case .mapping(let other):
            try take(other, new.filter { isKnown($0) }, line)
            return true
        }
    }

    /// Throws where a key that a person named was in no object.
    func demandAll() throws(LogError) {
        try ColumnMatcher.demandAll(overrides, among: names)
    }

    /// Returns whether a key may mean something, to us or to the person who named it.
    private func isKnown(_ name: String) -> Bool {
        LogColumn.knows(name) || name == "index"
            || overrides.values.contains {
                $0.contains(name) || $0.contains(LogColumn.matchingKey(name))
            }
    }

    private func found(_ record: [String], _ line: Int) throws(LogError) -> ColumnMatcher.Outcome {
        do throws(LogError) {
            return try ColumnMatcher.find(unique(record), overrides: overrides, mayGrow: true)
        } catch {
            throw error.on(line)
        }
    }

    private mutating func remember(_ new: [String]) {
        names += new
        mapping.unused += new
        keys = JSONKeys(names, mapping: mapping)
    }
}
