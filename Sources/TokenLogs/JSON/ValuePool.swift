// SPDX-License-Identifier: GPL-3.0-or-later

/// Plain values side by side, whose memory is kept when they are forgotten.
///
/// An array would ask before each value whether it shares its memory. Values must need no release.
struct ValuePool<Value>: ~Copyable {
    /// The number of values.
    private(set) var count = 0

    private var capacity = 0
    private var values: UnsafeMutablePointer<Value>?

    deinit { values?.deallocate() }

    /// A value by its place, which must be below ``count``.
    subscript(place: Int) -> Value {
        @inline(__always) get { values.unsafelyUnwrapped[place] }
    }

    /// Adds a value.
    @inline(__always)
    mutating func append(_ value: Value) {
        if count == capacity { grow() }
        (values.unsafelyUnwrapped + count).initialize(to: value)
        count += 1
    }

    /// Adds values until there is no next one; faster for many than one by one.
    @inline(__always)
    mutating func append(while next: () -> Value?) {
        while true {
            let (room, start) = (capacity - count, values.map { $0 + count })
            var added = 0
            while added < room, let value = next() {
                (start.unsafelyUnwrapped + added).initialize(to: value)
                added += 1
            }
            count += added
            guard added == room else { return }
            grow()
        }
    }

    /// Forgets all values.
    mutating func empty() { count = 0 }

    /// Doubles the memory.
    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Value>.allocate(capacity: max(64, capacity * 2))
        if let values {
            larger.moveInitialize(from: values, count: count)
            values.deallocate()
        }
        capacity = max(64, capacity * 2)
        values = larger
    }
}
