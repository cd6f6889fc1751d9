// SPDX-License-Identifier: GPL-3.0-or-later

import Synchronization
import TestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

/// A value that counts how often it is compared.
private struct Counted: Named {
    static let comparisons = Mutex(0)
    let name: String
    var number = 0

    static func == (left: Counted, right: Counted) -> Bool {
        comparisons.withLock { $0 += 1 }
        return left.name == right.name && left.number == right.number
    }
}

private struct Item: Named {
    let name: String
    var number = 0
}

@Test("A list by names does what an array does", arguments: 1...8)
func likeAnArray(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var list: NamedList<Item> = []
    var array: [Item] = []
    var kept: [(list: NamedList<Item>, array: [Item])] = []
    for number in 0..<600 {
        let item = Item(name: "n\(Int.random(in: 0..<90, using: &random))", number: number)
        let place = array.firstIndex { $0.name == item.name }
        if Int.random(in: 0..<3, using: &random) == 0 {
            let wasThere = list.remove(item.name)
            #expect(wasThere == (place != nil))
            if let place { array.remove(at: place) }
        } else {
            list.put(item)
            if let place { array[place] = item } else { array.append(item) }
        }
        if number % 40 == 0 { kept.append((list, array)) }
        #expect(list[item.name] == array.first { $0.name == item.name })
        #expect(list.count == array.count)
    }
    kept.append((list, array))
    for (list, array) in kept {
        #expect(list.values == array, "a copy keeps what it was")
        #expect(list == NamedList(array), "however it came about")
        #expect(list.isEmpty == array.isEmpty)
    }
    for (one, other) in zip(kept, kept.dropFirst()) {
        #expect((one.list == other.list) == (one.array == other.array))
    }
}

@Test("The order makes a difference, and nothing else that cannot be seen")
func order() {
    let list: NamedList<Item> = [Item(name: "a"), Item(name: "b"), Item(name: "c")]
    var turned = list
    _ = turned.remove("b")
    turned.put(Item(name: "b"))
    #expect(turned.map(\.name) == ["a", "c", "b"])
    #expect(turned != list)
    var last = list
    _ = last.remove("c")
    #expect(last != list)
    last.put(Item(name: "c"))
    #expect(last == list)
    let wasThere = last.remove("d")
    #expect(!wasThere)
}

@Test("Names are one that look the same")
func composed() {
    var list: NamedList<Item> = [Item(name: "\u{E9}", number: 1)]
    list.put(Item(name: "e\u{301}", number: 2))
    #expect(list.values.map(\.number) == [2])
}

@Test("A change of one value among many copies and compares little of the list")
func sharing() {
    let names = (0..<10_000).map { "n\($0)" }
    let list = NamedList(names.map { Counted(name: $0) })
    for changed in ["n0", "n5000", "new"] {
        var other = list
        other.put(Counted(name: changed, number: 1))
        var (nodes, values) = (0, 0)
        other.root.forEach(notIn: list.root) { node, _ in
            nodes += 1
            if case .leaf(let entries) = node { values += entries.count }
        }
        #expect(nodes < 24)
        #expect(values < 24)
        #expect(other.bytes(notIn: list) < 6000)
        Counted.comparisons.withLock { $0 = 0 }
        #expect(other != list)
        #expect(Counted.comparisons.withLock { $0 } < 24)
    }
    #expect(list.bytes(notIn: list) == 0)
    Counted.comparisons.withLock { $0 = 0 }
    let copy = list
    #expect(copy == list)
    #expect(Counted.comparisons.withLock { $0 } == 0)
}

@Test("The memory of a list is that of its values, its names, and not much more")
func listBytes() {
    let short = NamedList((0..<3000).map { Item(name: "n\($0)") })
    let alone = short.bytes(notIn: [])
    #expect(alone > 3000 * 24)
    #expect(alone < 3000 * 200)
    let long = NamedList((0..<3000).map { Item(name: "a name of thirty letters \($0 + 10_000)") })
    #expect(long.bytes(notIn: []) > 3000 * (24 + 30))
    let inside = short.bytes(notIn: []) { _ in 1000 }
    #expect(inside == alone + 3_000_000)
}
