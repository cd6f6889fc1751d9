// SPDX-License-Identifier: GPL-3.0-or-later

/// Finds our columns among a file's by the names that trainers give them.
struct ColumnMatcher {
    let names: [String]
    /// The names as they are compared, in the same order.
    let keys: [String]
    /// The columns by their compared names; of equal names the later column.
    let places: [String: Int]
    /// The columns by their names as they stand; of equal names the later one.
    private let exactPlaces: [String: Int]
    /// The columns of each policy: first those of the lists, in their order.
    let policies: [PolicyRole: [Int]]

    var chosen: [Slot: Int] = [:]
    /// Further columns for a slot, from which it is read where the first is not there.
    var alternatives: [Slot: [Int]] = [:]
    /// The masks that are 1 for tokens outside the loss.
    var inverted: Set<Int> = []
    /// The slots that a person wants empty.
    var refused: Set<Slot> = []
    /// The slots whose column a person named and that may come in a later record.
    var awaited: Set<Slot> = []
    var kept: Set<SuspectNumber> = []
    var remarks: [String] = []

    /// What matching came to.
    enum Outcome {
        case mapping(ColumnMapping)
        /// The names are no log's, or lack a column.
        case lacking(LogError)
    }

    private init(_ names: [String]) {
        self.names = names
        keys = names.map(LogColumn.matchingKey)
        var places: [String: Int] = [:]
        for (place, key) in keys.enumerated() {
            if let earlier = places[key], names[earlier] != names[place] { continue }
            places[key] = place
        }
        self.places = places
        exactPlaces = Dictionary(
            names.enumerated().map { ($1, $0) }, uniquingKeysWith: { _, later in later })
        policies = Self.policies(keys, exactPlaces, names)
    }

    private static func policies(
        _ keys: [String], _ last: [String: Int], _ names: [String]
    ) -> [PolicyRole: [Int]] {
        var policies: [PolicyRole: [Int]] = [:]
        for (place, key) in keys.enumerated() where last[names[place]] == place {
            guard let role = PolicyRole(key: key) else { continue }
            policies[role, default: []].append(place)
        }
        let ranks = LogColumn.rankedKeys
        return policies.mapValues { places in
            places.sorted { (ranks[keys[$0]] ?? .max, $0) < (ranks[keys[$1]] ?? .max, $1) }
        }
    }

    /// Returns how a file's columns are read.
    ///
    /// - Parameters:
    ///   - names: The file's column names, in its order.
    ///   - overrides: Our names and the file's names that a person chose for them.
    ///   - mayGrow: Whether a name that a person chose may still come in a later record.
    /// - Returns: The file's column for each of ours that was found, or what is missing.
    /// - Throws: Which override does not fit, or which columns can be understood in two ways.
    static func find(
        _ names: [String], overrides: [String: String], mayGrow: Bool = false
    ) throws(LogError) -> Outcome {
        var matcher = ColumnMatcher(names)
        try matcher.override(with: overrides, mayGrow)
        matcher.applyTrainerRules()
        try matcher.choosePolicies()
        for column in LogColumn.all { matcher.choose(column) }
        matcher.settleRatio()
        if let error = matcher.lack { return .lacking(error) }
        try matcher.chooseMasks()
        matcher.describe()
        return .mapping(matcher.mapping)
    }

    /// Returns how a file's columns are read, or throws what is missing too.
    static func match(
        _ names: [String], overrides: [String: String]
    ) throws(LogError) -> ColumnMapping {
        switch try find(names, overrides: overrides) {
        case .mapping(let mapping): return mapping
        case .lacking(let error): throw error
        }
    }

    private var mapping: ColumnMapping {
        let slots = Slot.inOrder
        let entries = slots.flatMap { slot in
            ((chosen[slot].map { [$0] } ?? []) + (alternatives[slot] ?? [])).map {
                ColumnMapping.Entry(
                    column: slot.name, source: names[$0], index: $0, slot: slot,
                    isInverted: inverted.contains($0))
            }
        }
        let used = Set(entries.map(\.source))
        let unused = names.filter { !used.contains($0) }
        return ColumnMapping(
            entries: entries, unused: unused, remarks: remarks, refused: refused, kept: kept)
    }
}

extension ColumnMatcher {
    /// Returns the place of the file's column with a name, or nil where there is none.
    func place(_ name: String) -> Int? {
        exactPlaces[name] ?? places[LogColumn.matchingKey(name)]
    }

    /// Returns whether a column of the file has a meaning already.
    func isTaken(_ place: Int) -> Bool {
        chosen.values.contains(place) || alternatives.values.contains { $0.contains(place) }
    }

    /// Returns whether a slot has its column, or is to have none or a later one.
    func isSettled(_ slot: Slot) -> Bool {
        chosen[slot] != nil || refused.contains(slot) || awaited.contains(slot)
    }

    /// Returns the file's name of one of our columns, safe to print.
    func name(_ slot: Slot) -> String {
        chosen[slot].map { printable(names[$0]) } ?? slot.name
    }
}

extension Slot {
    /// All slots as their columns are shown.
    static let inOrder = allCases.sorted { $0.order < $1.order }

    /// Where the slot stands among the columns that are shown: masks of one column together.
    fileprivate var order: Int {
        let isFurther = isMask && self != .sampleMask && self != .mask
        return (isFurther ? Slot.mask.rawValue : rawValue) * 32 + rawValue
    }
}
