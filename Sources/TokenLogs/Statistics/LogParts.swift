// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that is summed up for each part of a log, such as each step.
///
/// Memory is bounded: from the ``most``-th part on, what is new is put together in one last part
/// without a key.
package struct LogParts<Sums: Sendable>: Sendable {
    /// The most parts that are told apart.
    package let most: Int

    /// What the parts are.
    package let grouping: LogGrouping

    private let empty: Sums
    private var sums: [Sums] = []
    private var keys: [LogKey?] = []
    private var known: [LogKey: Int] = [:]
    private var others: Int?
    private var last: (key: LogKey, index: Int)?

    /// How many responses came so far.
    private var responses = 0

    /// Whether there were more parts than are told apart.
    package var isFolded: Bool { others != nil }

    /// Starts without parts, of which each has `empty` at first.
    package init(by grouping: LogGrouping, empty: Sums, most: Int = 2048) {
        (self.grouping, self.empty, self.most) = (grouping, empty, most)
    }

    /// Gives each part that a response has tokens in its sums to change, with the places of the
    /// tokens in the response.
    package mutating func add(
        _ response: [LoggedToken], _ change: (inout Sums, [Int]) -> Void
    ) {
        guard let first = response.first else { return }
        responses += 1
        guard grouping.splitsResponses else {
            let index = index(of: LogKey(grouping, first, number: responses))
            return change(&sums[index], Array(response.indices))
        }
        var places: [Int: [Int]] = [:]
        for (place, token) in response.enumerated() {
            places[grouping.bin(of: token, at: place), default: []].append(place)
        }
        for (bin, places) in places.sorted(by: { $0.key < $1.key }) {
            let index = index(of: LogKey(grouping, bin: bin))
            change(&sums[index], places)
        }
    }

    /// The parts in the order of tables; what was put together comes last, without a key.
    package var parts: [(key: LogKey?, sums: Sums)] {
        let order = keys.indices.sorted { first, second in
            guard let one = keys[first], let other = keys[second] else {
                return keys[first] != nil && keys[second] == nil
            }
            return one.precedes(other) ?? (first < second)
        }
        return order.map { (keys[$0], sums[$0]) }
    }

    /// Returns the place of a part's sums.
    private mutating func index(of key: LogKey) -> Int {
        if let last, last.key == key { return last.index }
        let index = known[key] ?? place(for: key)
        last = (key, index)
        return index
    }

    /// Makes room for a part that is new.
    private mutating func place(for key: LogKey) -> Int {
        guard keys.count < most else {
            if let others { return others }
            others = sums.count
            sums.append(empty)
            keys.append(nil)
            return sums.count - 1
        }
        known[key] = sums.count
        sums.append(empty)
        keys.append(key)
        return sums.count - 1
    }
}
