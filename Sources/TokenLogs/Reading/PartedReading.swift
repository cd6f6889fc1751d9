// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles
import Threads

/// Reads the lines of a log in parts, on several threads, and puts together what the parts came to.
///
/// Where a part ends depends on nothing but the file, and sums are added in the order of the parts, so
/// that every digit is the same whatever the threads.
struct PartedReading<Reader: BlockReader> {
    /// How lines are read; it grows where keys are new.
    private(set) var reader: Reader

    /// How often it has grown.
    private var generation = 0

    /// The statistics of all parts so far.
    private(set) var statistics: LogStatistics

    private var counted = RowTotals()
    private var runs = JoinedRuns()
    private var freeBlocks: [LineBlock] = []

    /// Reads what this thread reads.
    private var sink: StatisticsSink

    /// Parts that have been put in and parts that have been added.
    private var (begun, added) = (0, 0)

    init(_ reader: Reader, _ statistics: LogStatistics) {
        (self.reader, self.statistics) = (reader, statistics)
        sink = StatisticsSink(reader.mapping, statistics.empty)
    }

    /// What was counted in all parts so far.
    var totals: RowTotals {
        var totals = counted
        (totals.responses, totals.cuts) = (runs.count.responses, runs.count.cuts)
        return totals
    }

    /// Takes what stands before the current line, and the line itself.
    mutating func begin(
        _ lines: inout LogLines, _ before: (inout StatisticsSink) -> Void
    ) throws(LogError) {
        before(&sink)
        add(sink.cut(), after: 0)
        try readAll(lines.line, after: lines.lineNumber - 1)
    }

    /// Reads the rest of a file.
    mutating func run(_ lines: inout LogLines, threads: Int) throws(LogError) {
        let queue = ReadQueue<Reader>()
        var helpers: [WorkerThread] = []
        defer {
            queue.close()
            for helper in helpers { helper.join() }
        }
        // A single thread reads each block while the processor's cache still holds it.
        let most = threads > 1 ? 2 * threads + 1 : 1
        while true {
            while begun - added < most, try putBlock(of: &lines, into: queue) {
                guard begun > helpers.count + 1, helpers.count + 1 < threads else { continue }
                let helper = ReadJob.startThread(queue, reader, statistics.empty)
                if let helper { helpers.append(helper) }
            }
            if added == begun {
                guard try readLongLine(&lines) else { return }
            } else {
                try addNext(queue, &lines)
            }
        }
    }
}

// MARK: - Blocks

extension PartedReading {
    /// Puts the next lines into the queue; returns false where none can be had.
    private mutating func putBlock(
        of lines: inout LogLines, into queue: ReadQueue<Reader>
    ) throws(LogError) -> Bool {
        let block = freeBlocks.popLast() ?? LineBlock()
        guard
            try lines.takeLines(
                into: block, about: LogLines.blockSize, quotes: reader.quotes)
        else {
            freeBlocks.append(block)
            return false
        }
        let job = ReadJob(block: block, reader: reader, generation: generation)
        queue.put(job, number: begun)
        begun += 1
        return true
    }

    /// Adds the next part, or reads one until it is there.
    private mutating func addNext(
        _ queue: ReadQueue<Reader>, _ lines: inout LogLines
    ) throws(LogError) {
        if let result = queue.resultIfAny(added) { return try add(result, &lines) }
        if let (number, job) = queue.takeIfAny() {
            queue.finish(number, job.read(into: &sink))
        } else {
            try add(queue.result(added), &lines)
        }
    }

    /// Adds what the next part came to, or what it comes to with what is known now.
    private mutating func add(
        _ result: ReadPart, _ lines: inout LogLines
    ) throws(LogError) {
        let before = lines.linesRead
        if result.generation != generation {
            lines.count(lines: try readAll(result.block.bytes, after: before))
        } else {
            add(result.part, after: before)
            lines.count(lines: result.end.lines)
            if let stop = result.end.stop {
                let rest = Bytes(rebasing: result.block.bytes[stop...])
                try grow(with: rest.firstLine, number: lines.linesRead + 1)
                lines.count(lines: try readAll(rest, after: lines.linesRead))
            }
        }
        freeBlocks.append(result.block)
        added += 1
    }

    /// Takes up what is new in a line.
    private mutating func grow(with line: Bytes, number: Int) throws(LogError) {
        try reader.grow(with: line, number: number, &counted.objects)
        generation += 1
        sink.update(reader.mapping)
    }

    /// Reads lines on this thread, and whatever is new in them; returns how many they are.
    @discardableResult
    private mutating func readAll(_ bytes: Bytes, after before: Int) throws(LogError) -> Int {
        var (start, lines) = (0, 0)
        while true {
            let rest = Bytes(rebasing: bytes[start...])
            let end = reader.read(rest, after: 0, into: &sink)
            add(sink.cut(), after: before + lines)
            lines += end.lines
            guard let stop = end.stop else { return lines }
            start += stop
            let line = Bytes(rebasing: bytes[start...]).firstLine
            try grow(with: line, number: before + lines + 1)
        }
    }

    /// Reads a line that is too long for a block, or returns false at the end.
    private mutating func readLongLine(_ lines: inout LogLines) throws(LogError) -> Bool {
        switch try lines.next() {
        case .end: return false
        case .tooLong:
            sink.drop(.lineTooLong, line: 1, rows: 1)
            add(sink.cut(), after: lines.lineNumber - 1)
        case .line:
            try lines.joinQuoted(reader.quotes)
            try readAll(lines.line, after: lines.lineNumber - 1)
        }
        return true
    }

    private mutating func add(_ part: StatisticsSink.Part, after lines: Int) {
        counted.add(part.totals, linesBefore: lines)
        runs.add(part.runs)
        statistics.add(part.sums)
    }
}
