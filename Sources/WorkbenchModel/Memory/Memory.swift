// SPDX-License-Identifier: GPL-3.0-or-later

extension Array {
    /// The memory of its elements and its head, without what the elements hold elsewhere.
    package var bytes: Int { capacity == 0 ? 0 : 32 + capacity * MemoryLayout<Element>.stride }
}

extension String {
    /// The memory that a text takes besides the sixteen bytes in its holder's own.
    package var bytes: Int { utf8.count > 15 ? 32 + utf8.count : 0 }
}

extension Array<String> {
    /// The memory of the list and of all its texts.
    package var textBytes: Int { reduce(bytes) { $0 + $1.bytes } }
}
