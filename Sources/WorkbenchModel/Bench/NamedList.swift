// SPDX-License-Identifier: GPL-3.0-or-later

/// Something that is found by its name.
package protocol Named: Sendable, Equatable {
    /// What it is found by.
    var name: String { get }
}

/// Values in their order, each under a name of its own, whose copies share what is the same in them.
///
/// A copy costs nothing. Finding, putting and removing a value cost the way to one leaf, however many
/// values there are and however many copies are kept, as undo does. Listing the values costs as much
/// as sorting them.
///
/// It is a tree that branches by four bits of the names' hashes at a time. The order is that of
/// numbers which are given out in turn.
package struct NamedList<Element: Named>: Sendable {
    /// The tree.
    package private(set) var root = Node.leaf([])

    /// How many values there are.
    package private(set) var count = 0

    /// The number of the next new value.
    private var next = 0

    /// A part of the tree; its array is what copies share.
    package enum Node: Sendable {
        /// Values whose hashes agree so far.
        case leaf([Entry])
        /// A part for each value of the next four bits.
        case branch([Node])
    }

    /// A value and its place in the order.
    package struct Entry: Sendable, Equatable {
        package let number: Int
        package var value: Element
    }

    /// The most values in a leaf that can still be split.
    private static var mostInLeaf: Int { 8 }

    /// Whether there are no values.
    package var isEmpty: Bool { count == 0 }

    /// Returns the value with a name, or nil.
    package subscript(name: String) -> Element? { Self.find(name, Bits(of: name), in: root) }

    /// Puts a value in the place of the one with its name, or at the end.
    package mutating func put(_ value: Element) {
        guard self[value.name] != value else { return }
        if Self.put(Entry(number: next, value: value), Bits(of: value.name), into: &root) {
            count += 1
            next += 1
        }
    }

    /// Removes the value with a name.
    ///
    /// - Returns: Whether there was one.
    package mutating func remove(_ name: String) -> Bool {
        guard self[name] != nil else { return false }
        Self.remove(name, Bits(of: name), from: &root)
        count -= 1
        return true
    }
}

/// What is left of a name's hash on the way down the tree.
private struct Bits {
    private var rest: UInt
    private(set) var count = UInt.bitWidth

    init(of name: String) { rest = UInt(bitPattern: name.hashValue) }

    /// Returns the next four bits.
    mutating func take() -> Int {
        defer { (rest, count) = (rest >> 4, count - 4) }
        return Int(rest & 15)
    }
}

extension NamedList {
    private static func find(_ name: String, _ bits: Bits, in node: Node) -> Element? {
        switch node {
        case .branch(let parts):
            var rest = bits
            let place = rest.take()
            return find(name, rest, in: parts[place])
        case .leaf(let entries):
            return entries.indices.first { entries[$0].value.name == name }
                .map { entries[$0].value }
        }
    }

    /// Puts an entry into a part of the tree; one that is there keeps its number.
    ///
    /// Each array is taken out of its node while it is changed, so that one which no copy shares is
    /// changed in place.
    ///
    /// - Returns: Whether the name is new.
    private static func put(_ entry: Entry, _ bits: Bits, into node: inout Node) -> Bool {
        var bits = bits
        switch node {
        case .branch(var parts):
            node = .leaf([])
            defer { node = .branch(parts) }
            let place = bits.take()
            return put(entry, bits, into: &parts[place])
        case .leaf(var entries):
            node = .leaf([])
            defer {
                node =
                    entries.count > mostInLeaf && bits.count > 0
                    ? split(entries, after: bits) : .leaf(entries)
            }
            let place = entries.firstIndex { $0.value.name == entry.value.name }
            guard let place else {
                entries.append(entry)
                return true
            }
            entries[place].value = entry.value
            return false
        }
    }

    /// Returns a branch of the entries of a leaf.
    private static func split(_ entries: [Entry], after taken: Bits) -> Node {
        var parts = [[Entry]](repeating: [], count: 16)
        for entry in entries {
            var bits = Bits(of: entry.value.name)
            while bits.count > taken.count { _ = bits.take() }
            parts[bits.take()].append(entry)
        }
        return .branch(parts.map(Node.leaf))
    }

    private static func remove(_ name: String, _ bits: Bits, from node: inout Node) {
        var bits = bits
        switch node {
        case .branch(var parts):
            node = .leaf([])
            let place = bits.take()
            remove(name, bits, from: &parts[place])
            node = .branch(parts)
        case .leaf(var entries):
            node = .leaf([])
            entries.removeAll { $0.value.name == name }
            node = .leaf(entries)
        }
    }
}

extension NamedList: Sequence {
    /// Returns the values one after the other.
    package func makeIterator() -> Array<Element>.Iterator { values.makeIterator() }

    package var underestimatedCount: Int { count }

    /// The values in their order.
    package var values: [Element] {
        var entries: [Entry] = []
        entries.reserveCapacity(count)
        root.gather(into: &entries)
        let order = entries.indices.sorted { entries[$0].number < entries[$1].number }
        return order.map { entries[$0].value }
    }
}

extension NamedList.Node {
    /// Adds all entries, in the order of the hashes.
    package func gather(into entries: inout [NamedList.Entry]) {
        switch self {
        case .leaf(let own): entries += own
        case .branch(let parts): for part in parts { part.gather(into: &entries) }
        }
    }
}

extension NamedList: ExpressibleByArrayLiteral {
    package init(_ values: some Sequence<Element>) {
        for value in values { put(value) }
    }

    package init(arrayLiteral values: Element...) { self.init(values) }
}
