// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles
import Threads

/// A block of lines, and how it is read.
struct ReadJob<Reader: BlockReader>: Sendable {
    let block: LineBlock
    let reader: Reader
    /// How often the reader had grown.
    let generation: Int

    /// Reads the lines.
    func read(into sink: inout StatisticsSink) -> ReadPart {
        sink.update(reader.mapping)
        let end = reader.read(block.bytes, after: 0, into: &sink)
        return ReadPart(part: sink.cut(), end: end, generation: generation, block: block)
    }
}

/// What a block of lines came to.
struct ReadPart: Sendable {
    let part: StatisticsSink.Part
    let end: BlockEnd
    let generation: Int
    let block: LineBlock
}

/// The blocks that threads read.
typealias ReadQueue<Reader: BlockReader> = JobQueue<ReadJob<Reader>, ReadPart>

extension ReadJob {
    /// Starts a thread that reads the blocks of a queue; nil where there is none to be had.
    static func startThread(
        _ queue: ReadQueue<Reader>, _ reader: Reader, _ statistics: LogStatistics
    ) -> WorkerThread? {
        WorkerThread.start {
            var sink = StatisticsSink(reader.mapping, statistics)
            while let (number, job) = queue.take() {
                queue.finish(number, job.read(into: &sink))
            }
        }
    }
}
