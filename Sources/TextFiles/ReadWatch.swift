// SPDX-License-Identifier: GPL-3.0-or-later

/// Watches over the reading of a file: how far it is, how far it may go, and who wants it to stop.
///
/// Whoever reads need not know: where the reading is to stop, the file ends.
package final class ReadWatch {
    private let most: Int
    private let isStopped: () -> Bool
    private let onBlock: (_ rawBytes: Int) -> Void

    /// The bytes of text handed out so far.
    package private(set) var bytes = 0

    /// The bytes read so far of the file as it is, packed or not.
    package private(set) var rawBytes = 0

    /// Why the file was not read to its end, or nil.
    package fileprivate(set) var earlyEnd: EarlyEnd?

    /// Watches over a reading.
    ///
    /// - Parameters:
    ///   - most: The bytes of text after which the reading stops.
    ///   - isStopped: Asked before each block; true stops the reading.
    ///   - onBlock: Takes how many bytes of the file have been read, after each block.
    package init(
        most: Int = .max, isStopped: @escaping () -> Bool = { false },
        onBlock: @escaping (_ rawBytes: Int) -> Void = { _ in }
    ) {
        (self.most, self.isStopped, self.onBlock) = (most, isStopped, onBlock)
    }

    /// Returns how many bytes of those wanted may be read.
    func room(_ wanted: Int) -> Int {
        guard earlyEnd == nil, !isStopped(), bytes < most else {
            earlyEnd = earlyEnd ?? .stopped
            return 0
        }
        return min(wanted, most - bytes)
    }

    /// Notes bytes that were handed out.
    func note(_ count: Int, _ end: EarlyEnd?) {
        bytes += count
        if count == 0 { earlyEnd = end }
    }

    /// Notes bytes that were read of the file as it is.
    func noteRaw(_ count: Int) {
        rawBytes += count
        onBlock(rawBytes)
    }
}
