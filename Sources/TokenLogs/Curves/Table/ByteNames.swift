// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Texts with numbers from 0, found again fast where they come in the order in which they came before.
///
/// A trainer writes the same keys in the same order at every step, and a tidy table repeats its tags: after
/// one name the one that followed it last time is compared first, byte by byte, and mostly is the one.
struct ByteNames {
    private var bytes: [UInt8] = []
    /// Where each name begins in `bytes`, and after the last one its end.
    private var starts = [0]
    /// The name that followed each name the last time; -1 where none has.
    private var successors: [Int32] = []
    /// The name that came first the last time.
    private var first: Int32 = -1
    private var places: [String: Int] = [:]

    /// How many names there are.
    var count: Int { successors.count }

    /// Returns a name as text, with U+FFFD where its bytes are not UTF-8.
    subscript(index: Int) -> String {
        String(decoding: bytes[starts[index]..<starts[index + 1]], as: UTF8.self)
    }

    /// Returns which name is expected after another one; nil where nothing is known.
    @inline(__always)
    func successor(of previous: Int) -> Int? {
        let next = previous < 0 ? first : successors[previous]
        return next < 0 ? nil : Int(next)
    }

    /// Returns the length of a name where its bytes stand at a cursor, else nil.
    @inline(__always)
    func length(of index: Int, at place: Cursor, _ end: Cursor) -> Int? {
        let (start, length) = (starts[index], starts[index + 1] - starts[index])
        guard end - place >= length else { return nil }
        return bytes.withUnsafeBufferPointer { names -> Int? in
            guard let base = names.baseAddress else { return length }
            let name = UnsafeRawPointer(base + start)
            let text = UnsafeRawPointer(place)
            var offset = 0
            while offset + 8 <= length {
                guard
                    name.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                        == text.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                else { return nil }
                offset += 8
            }
            while offset < length {
                guard base[start + offset] == place[offset] else { return nil }
                offset += 1
            }
            return length
        }
    }

    /// Returns the number of a name, which is a new one where the name is new.
    ///
    /// - Parameters:
    ///   - name: The bytes of the name.
    ///   - previous: The name that came before it, or -1.
    /// - Returns: Its number, from 0.
    mutating func index(of name: Bytes, after previous: Int) -> Int {
        if let next = successor(of: previous), starts[next + 1] - starts[next] == name.count,
            let start = name.baseAddress, length(of: next, at: start, start + name.count) != nil
        {
            return next
        }
        let text = String(decoding: name, as: UTF8.self)
        let index = places[text] ?? count
        if index == count {
            bytes.append(contentsOf: name)
            starts.append(bytes.count)
            successors.append(-1)
            places[text] = index
        }
        if previous < 0 { first = Int32(index) } else { successors[previous] = Int32(index) }
        return index
    }
}
