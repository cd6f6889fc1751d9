// SPDX-License-Identifier: GPL-3.0-or-later

/// A block of numbers on the heap, freed with its owner.
///
/// Inner loops read and write it through ``base``, without checks: an index must be in
/// 0..<count. Whoever keeps the pointer must keep the block alive. Values that hold a block share
/// it when they are copied; ``copy()`` makes one of its own.
final class Memory<Element: BitwiseCopyable> {
    /// The first element; aligned for four-lane loads.
    let base: UnsafeMutablePointer<Element>

    /// The number of elements.
    let count: Int

    init(repeating value: Element, count: Int) {
        self.count = count
        base = Self.allocate(count)
        base.initialize(repeating: value, count: count)
    }

    init(_ elements: [Element]) {
        count = elements.count
        base = Self.allocate(count)
        elements.withUnsafeBufferPointer { source in
            if let first = source.baseAddress { base.initialize(from: first, count: count) }
        }
    }

    private init(base: UnsafeMutablePointer<Element>, count: Int) {
        self.base = base
        self.count = count
    }

    deinit {
        UnsafeMutableRawPointer(base).deallocate()
    }

    /// Returns a block of its own with the same elements.
    func copy() -> Memory {
        let other = Self.allocate(count)
        other.initialize(from: base, count: count)
        return Memory(base: other, count: count)
    }

    /// Reads or writes one element; the index is checked in debug builds only.
    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count)
            return base[index]
        }
        set {
            assert(index >= 0 && index < count)
            base[index] = newValue
        }
    }

    /// Returns fresh memory that is aligned for whole cache lines.
    private static func allocate(_ count: Int) -> UnsafeMutablePointer<Element> {
        let bytes = max(1, count) * MemoryLayout<Element>.stride
        return UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64)
            .bindMemory(to: Element.self, capacity: max(1, count))
    }
}

extension UnsafeMutablePointer<Double> {
    /// The same memory as groups of four; the pointer must be aligned to 32 bytes.
    @inline(__always)
    var lanes: UnsafeMutablePointer<Lanes> {
        UnsafeMutableRawPointer(self).assumingMemoryBound(to: Lanes.self)
    }
}
