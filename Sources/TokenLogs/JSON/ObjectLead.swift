// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The beginning of an object, up to the last of what names its response.
///
/// Rows of one response begin alike. Where the next object begins with the same bytes, its first
/// members are those that have been read, and stay.
struct ObjectLead {
    private var start: Cursor?

    /// The bytes, with the comma after the last member; 0 where there is no lead.
    private(set) var length = 0

    /// The place at which the next key is expected.
    private(set) var place = 0

    /// The slots that its members fill, as bits.
    private(set) var filled: UInt32 = 0

    /// Whether the members read so far belong to it.
    private(set) var isOpen = false

    /// Begins with an object.
    mutating func begin(at start: Cursor) {
        self.start = start
        (length, filled, isOpen) = (0, 0, true)
    }

    /// Takes up the members read so far, of which the last has a comma after it.
    mutating func extend(to cursor: Cursor, place: Int, filled: UInt32) {
        guard let start else { return }
        (length, self.place, self.filled) = (cursor - start, place, filled)
    }

    /// Leaves the member that is read, and those after it, out.
    @inline(__always)
    mutating func close() { isOpen = false }

    /// Forgets the lead, a value of which has not stayed.
    mutating func forget() { (length, isOpen) = (0, false) }

    /// Returns whether an object begins with the same bytes.
    @inline(__always)
    func isRepeated(by line: Bytes) -> Bool {
        guard length > 0, line.count > length, let start, let other = line.baseAddress else {
            return false
        }
        return areEqual(start, other, count: length)
    }
}
