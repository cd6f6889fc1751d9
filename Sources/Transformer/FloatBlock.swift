// SPDX-License-Identifier: GPL-3.0-or-later

/// A block of numbers on the heap for the innermost loops, freed with its owner.
///
/// Whoever keeps the pointer must keep the block alive; an index must be in 0..<count.
final class FloatBlock {
    /// The first number, aligned for whole vectors.
    let base: UnsafeMutablePointer<Float>

    /// How many numbers there are.
    let count: Int

    /// Makes a block of zeros.
    init(count: Int) {
        self.count = count
        base = UnsafeMutableRawPointer.allocate(byteCount: max(1, count) * 4, alignment: 64)
            .bindMemory(to: Float.self, capacity: max(1, count))
        base.initialize(repeating: 0, count: count)
    }

    deinit {
        UnsafeMutableRawPointer(base).deallocate()
    }

    /// Sets all numbers to 0.
    func clear() {
        base.update(repeating: 0, count: count)
    }

    /// All numbers.
    var array: [Float] { Array(UnsafeBufferPointer(start: base, count: count)) }
}

extension Int {
    /// This number of columns, filled up to whole vectors.
    var padded: Int { (self + 15) / 16 * 16 }

    /// This number of positions, filled up to whole vectors.
    var paddedPositions: Int { (self + 7) / 8 * 8 }
}
