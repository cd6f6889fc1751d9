// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The keys of a file's objects, with the column or the inner object that each one leads to.
struct KeyPlan {
    /// Where a key leads; -1 where it has not led there yet.
    struct Target {
        var column: Int32 = -1
        var object: Int32 = -1
    }

    /// The keys of the outermost object, or of one inside it.
    struct Object {
        /// What stands before the names of its keys: `actor/`.
        let prefix: String
        var keys = ByteNames()
        var targets: [Target] = []
    }

    /// All objects, the outermost first.
    var objects = [Object(prefix: "")]

    /// How many keys there are.
    private var keyCount = 0

    /// The most keys of a file, those of texts and of inner objects among them.
    private static let mostKeys = 4 * CurveTable.mostCurves

    /// Whether more keys came than a file of curves can have.
    var isFull: Bool { keyCount > Self.mostKeys }

    /// Takes a key and moves after it.
    ///
    /// - Parameters:
    ///   - cursor: Before the key's quote.
    ///   - object: The object whose key it is.
    ///   - previous: The key before it, or -1.
    /// - Returns: The key's number in its object; nil where no whole key is next.
    @inline(__always)
    mutating func key(_ cursor: inout JSONCursor, of object: Int, after previous: Int) -> Int? {
        guard cursor.peek() == .quote else { return nil }
        let start = cursor.place + 1
        if let next = objects[object].keys.successor(of: previous),
            let length = objects[object].keys.length(of: next, at: start, cursor.end),
            start + length < cursor.end, start[length] == .quote
        {
            cursor.place = start + length + 1
            return next
        }
        return otherKey(&cursor, of: object, after: previous)
    }

    /// Takes a key that was not expected.
    @inline(never)
    private mutating func otherKey(
        _ cursor: inout JSONCursor, of object: Int, after previous: Int
    ) -> Int? {
        guard !isFull, let slice = cursor.string() else { return nil }
        let index = objects[object].keys.index(of: slice.bytes, after: previous)
        if index == objects[object].targets.count {
            objects[object].targets.append(Target())
            keyCount += 1
        }
        return index
    }

    /// Returns the name of a column for a key's number.
    func name(of key: Int, in object: Int) -> String {
        objects[object].prefix + decoded(objects[object].keys[key])
    }

    /// Returns the object that a key leads to.
    ///
    /// Names of inner objects become `outer/inner`; `data`, under which verl's file logger keeps its metrics,
    /// adds nothing.
    mutating func inner(_ key: Int, of object: Int) -> Int {
        let known = objects[object].targets[key].object
        guard known < 0 else { return Int(known) }
        let name = decoded(objects[object].keys[key])
        let prefix = objects[object].prefix
        objects[object].targets[key].object = Int32(objects.count)
        objects.append(Object(prefix: name == "data" ? prefix : prefix + name + "/"))
        return objects.count - 1
    }

    /// Returns a key without its escapes.
    private func decoded(_ key: String) -> String {
        guard key.utf8.contains(.backslash) else { return key }
        var key = key
        return key.withUTF8 { TextSlice(bytes: $0, form: .escaped).string } ?? ""
    }
}
