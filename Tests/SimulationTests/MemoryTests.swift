// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Simulation

@Suite("What a run takes of memory")
struct MemoryTests {
    /// Graphs with few and with many edges, and with Adam's tables.
    private static let sizes: [(states: Int, vocabulary: Int, adam: Bool)] = [
        (128, 64, false), (64, 256, false), (128, 64, true),
    ]

    @Test("Tables take about what is counted before they are made", arguments: sizes)
    func tables(states: Int, vocabulary: Int, adam: Bool) throws {
        var settings = TrainingSettings()
        (settings.states, settings.vocabulary) = (states, vocabulary)
        settings.optimizer = adam ? .adam : .sgd
        let contexts = settings.types * states
        let method = try #require(TestRule.method("grpo", low: 0.2, high: 0.2, cap: 3))
        let trainer = try Trainer(world: .graph, settings: settings, method: method, seed: 1)
        var census = Census()
        census.count(trainer)
        let counted = settings.tableBytes(
            contexts: contexts, contextsPerType: states, rows: contexts)
        #expect(Double(census.bytes) <= counted)
        #expect(Double(census.bytes) > counted * 0.8)
    }

    @Test("Runs of up to 1 GB are made, larger ones refused with what they would need")
    func limit() throws {
        var settings = TrainingSettings()
        (settings.states, settings.vocabulary) = (512, 1_024)
        func check(_ contexts: Int, most: Double = 1e9) throws(SimulationError) {
            try settings.checkMemory(
                contexts: contexts, contextsPerType: settings.states, rows: contexts,
                prompts: settings.prompts, most: most)
        }
        #expect(throws: Never.self) { try check(512 * 16) }
        let error = #expect(throws: SimulationError.self) { try check(1_024 * 16) }
        #expect(error?.message.contains("about 1.71 GB") == true, "\(error?.message ?? "")")
        #expect(error?.parameter == "vocabulary")
        // Where ulimit -v allows less, that is the most.
        let small = #expect(throws: SimulationError.self) { try check(512 * 16, most: 5e8) }
        #expect(small?.message.hasSuffix("and 0.5 GB is the most") == true)
    }
}

/// Counts the tables that a value holds, each once.
private struct Census {
    private(set) var bytes = 0
    private var known: Set<UInt> = []

    /// Counts what a value holds, down to its tables.
    mutating func count(_ value: Any) {
        if let table = value as? any Table {
            if known.insert(table.address).inserted { bytes += table.byteCount }
            return
        }
        var mirror: Mirror? = Mirror(reflecting: value)
        while let level = mirror {
            for child in level.children { count(child.value) }
            mirror = level.superclassMirror
        }
    }
}

/// Something that takes memory in one piece.
private protocol Table {
    var byteCount: Int { get }
    var address: UInt { get }
}

extension Memory: Table {
    fileprivate var byteCount: Int { count * MemoryLayout<Element>.stride }
    fileprivate var address: UInt { UInt(bitPattern: base) }
}

extension Array: Table where Element: Numeric {
    fileprivate var byteCount: Int { count * MemoryLayout<Element>.stride }
    fileprivate var address: UInt { withUnsafeBytes { UInt(bitPattern: $0.baseAddress) } }
}
