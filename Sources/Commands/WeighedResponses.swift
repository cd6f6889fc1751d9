// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import TokenLogs
import TokenWeights
import WorkbenchModel

/// One response of a log with what methods make of its tokens.
struct WeighedResponse {
    /// Its number in the log, from 0.
    let place: Int
    /// Its rows.
    let rows: [LoggedToken]
    /// What each method makes of each of them.
    let weighings: [[Weighing]]
}

extension Workspace {
    /// Reads a log and hands over each response with what methods make of its tokens.
    ///
    /// With methods on batches a batch is held, else a response.
    func readWeighed(
        _ log: LoadedLog, _ methods: [Method], _ body: (WeighedResponse) -> Void
    ) throws(CommandError) {
        let looksAtBatches = methods.contains { $0.bound.batch != nil || $0.entropyMask != nil }
        var place = 0
        func give(_ rows: [LoggedToken], _ batch: TokenBatch) {
            let weighings = methods.map { $0.weigh(batch) }
            for response in batch.responses {
                body(
                    WeighedResponse(
                        place: place, rows: Array(rows[response]),
                        weighings: weighings.map { Array($0[response]) }))
                place += 1
            }
        }
        var batches = LogBatches(seed: firstSeed)
        var rows: [LoggedToken] = []
        try read(log) { response in
            let before = batches.add(response)
            if let before {
                give(rows, before)
                rows.removeAll(keepingCapacity: true)
            }
            rows += response
            // Without rules on batches a response is all that has to be held.
            guard !looksAtBatches, let batch = batches.finish() else { return }
            give(rows, batch)
            rows.removeAll(keepingCapacity: true)
        }
        if let last = batches.finish() { give(rows, last) }
    }
}
