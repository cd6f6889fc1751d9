// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles
import Threads

/// Reads the lines of a log in parts, on several threads, and puts together what the parts came to.
///
/// Where a part ends depends on nothing but the file, and sums are added in the order of the parts, so
/// that every digit is the same whatever the threads.
struct PartedReading {
    private let rows: DelimitedRows
    private let mapping: ColumnMapping
    private let quotes: FieldQuotes?

    /// The statistics of all parts so far.
    private(set) var statistics: LogStatistics

    private var counted = RowTotals()
    private var runs = JoinedRuns()
    private var freeBlocks: [LineBlock] = []

    /// Parts that have been put in and parts that have been added.
    private var (begun, added) = (0, 0)

    private typealias Queue = JobQueue<LineBlock, ReadPart>

    /// What a block of lines came to.
    private struct ReadPart: Sendable {
        let part: StatisticsSink.Part
        let lines: Int
        let block: LineBlock
    }

    init(
        _ rows: DelimitedRows, _ mapping: ColumnMapping, _ statistics: LogStatistics,
        quotes: FieldQuotes?
    ) {
        (self.rows, self.mapping, self.statistics) = (rows, mapping, statistics)
        self.quotes = quotes
    }

    /// What was counted in all parts so far.
    var totals: RowTotals {
        var totals = counted
        (totals.responses, totals.cuts) = (runs.count.responses, runs.count.cuts)
        return totals
    }

    /// Reads the rest of a file.
    mutating func run(_ lines: inout LogLines, threads: Int) throws(LogError) {
        let queue = Queue()
        var sink = StatisticsSink(mapping, statistics.empty)
        var helpers: [Helper] = []
        defer {
            queue.close()
            for helper in helpers { statistics.addCounts(of: helper.join()) }
            statistics.addCounts(of: sink.statistics)
        }
        while true {
            while begun - added <= 2 * threads, try putBlock(of: &lines, into: queue) {
                if begun > helpers.count + 1, helpers.count + 1 < threads {
                    helpers += [start(queue)].compactMap { $0 }
                }
            }
            if added == begun {
                guard try readLongLine(&lines, &sink) else { return }
            } else {
                addNext(queue, &lines, &sink)
            }
        }
    }

    /// Puts the next lines into the queue; returns false where none can be had.
    private mutating func putBlock(
        of lines: inout LogLines, into queue: Queue
    ) throws(LogError) -> Bool {
        let block = freeBlocks.popLast() ?? LineBlock()
        guard try lines.takeLines(into: block, about: LogLines.blockSize, quotes: quotes) else {
            freeBlocks.append(block)
            return false
        }
        queue.put(block, number: begun)
        begun += 1
        return true
    }

    /// Adds the next part, or reads one until it is there.
    private mutating func addNext(
        _ queue: Queue, _ lines: inout LogLines, _ sink: inout StatisticsSink
    ) {
        if let result = queue.resultIfAny(added) { return add(result, &lines) }
        if let (number, block) = queue.takeIfAny() {
            queue.finish(number, Self.read(block, rows, &sink))
        } else {
            add(queue.result(added), &lines)
        }
    }

    /// Adds what the next part came to.
    private mutating func add(_ result: ReadPart, _ lines: inout LogLines) {
        counted.add(result.part.totals, linesBefore: lines.linesRead)
        runs.add(result.part.runs)
        statistics.add(result.part.sums)
        lines.count(lines: result.lines)
        freeBlocks.append(result.block)
        added += 1
    }

    /// Reads a line that is too long for a block, or returns false at the end.
    private mutating func readLongLine(
        _ lines: inout LogLines, _ sink: inout StatisticsSink
    ) throws(LogError) -> Bool {
        switch try lines.next() {
        case .end: return false
        case .tooLong: sink.drop(.lineTooLong, line: 1, rows: 1)
        case .line: _ = rows.read(lines.line, into: &sink)
        }
        let part = sink.cut()
        counted.add(part.totals, linesBefore: lines.lineNumber - 1)
        runs.add(part.runs)
        statistics.add(part.sums)
        return true
    }

    /// Reads the lines of a block.
    private static func read(
        _ block: LineBlock, _ rows: DelimitedRows, _ sink: inout StatisticsSink
    ) -> ReadPart {
        let count = rows.read(block.bytes, into: &sink)
        return ReadPart(part: sink.cut(), lines: count, block: block)
    }
}

// MARK: - Helpers

extension PartedReading {
    /// A thread that reads blocks, and in the end what it has counted.
    private struct Helper {
        let thread: WorkerThread
        let counts: CountBox

        /// Waits for its end.
        func join() -> LogStatistics {
            thread.join()
            return counts.statistics
        }
    }

    /// Holds what a thread has counted, for the one that has waited for its end.
    private final class CountBox: @unchecked Sendable {
        var statistics: LogStatistics

        init(_ statistics: LogStatistics) { self.statistics = statistics }
    }

    /// Starts a thread that reads the blocks of a queue; nil where there is none to be had.
    private func start(_ queue: Queue) -> Helper? {
        let (rows, mapping) = (rows, mapping)
        let box = CountBox(statistics.empty)
        return WorkerThread.start {
            var sink = StatisticsSink(mapping, box.statistics)
            while let (number, block) = queue.take() {
                queue.finish(number, Self.read(block, rows, &sink))
            }
            box.statistics = sink.statistics
        }.map { Helper(thread: $0, counts: box) }
    }
}
