// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Tells which objects are a record of a log, and which hold several.
struct RecordShapes {
    /// What is worth saying about what was found.
    let remarks = ShapeRemarks()

    private let overrides: [String: String]
    private var known: [[String]: [String: Slot]?] = [:]

    /// The deepest nesting of objects in which records are searched for.
    static let deepest = 8

    /// The most columns that a record may have to be looked at.
    static let mostColumns = 256

    /// How many of the values of an object are searched for records.
    private static let mostTried = 64

    /// How many lists of names are kept with what they are.
    private static let mostKnown = 64

    /// - Parameter overrides: The file's column names by ours, as a person chose them.
    init(overrides: [String: String]) {
        self.overrides = overrides
    }

    /// Returns what makes the records of an object, or nil where it is one record or none; what is
    /// said of it names its line in the file.
    mutating func maker(for members: [JSONMember], line: Int) -> (any RecordMaker)? {
        if let columns = columns(of: members.map(\.name)) {
            return IndexedColumns(members, columns, remarks)
                ?? BatchRecords(members, columns, line, remarks)
                ?? PackedRecords(members, columns, line, remarks)
        }
        return table(members) ?? carried(members)
    }

    /// Returns what those of some names mean that are columns of a log, or nil where they are no log's.
    private mutating func columns(of names: [String]) -> [String: Slot]? {
        guard names.count <= Self.mostColumns * 2 else { return nil }
        if let columns = known[names] { return columns }
        if known.count >= Self.mostKnown { known = [:] }
        let mapping = try? ColumnMatcher.match(names, overrides: overrides)
        let columns = mapping.map { mapping in
            Dictionary(mapping.entries.map { ($0.source, $0.slot) }) { first, _ in first }
        }
        known[names] = .some(columns)
        return columns
    }

    /// Returns the rows of `{"columns": […], "data": [[…], …]}`, or nil.
    private mutating func table(_ members: [JSONMember]) -> (any RecordMaker)? {
        guard let rows = TableRows(members), columns(of: rows.names) != nil else { return nil }
        return rows
    }

    /// Returns the objects below the keys of an object that hold a log's columns, or nil.
    private mutating func carried(_ members: [JSONMember]) -> (any RecordMaker)? {
        let candidates = members.filter(\.value.holdsObjects)
        let tried = candidates.prefix(Self.mostTried)
        let carriers = tried.filter { leads($0, beside: members, depth: 1) }
        guard !carriers.isEmpty else { return nil }
        // Of a table with an object a row, the rows after the first are like them.
        let isTable = candidates.count > Self.mostTried
        return CarriedRecords(members, carriers: isTable ? candidates : carriers)
    }

    /// Returns whether the objects below a key hold a log's columns, or lead to ones that do.
    private mutating func leads(_ member: JSONMember, beside outer: [JSONMember], depth: Int)
        -> Bool
    {
        guard depth < Self.deepest, member.value.holdsObjects,
            let object = member.value.sort == .object ? member.value : member.value.firstElement,
            let inner = [JSONMember](object.bytes)
        else { return false }
        let others = outer.lazy.filter { $0.name != member.name && $0.value.sort != .object }
            .prefix(Self.mostColumns)
        let all = Set((inner.prefix(Self.mostColumns) + others).map(\.name))
        if columns(of: all.sorted()) != nil { return true }
        if let table = TableRows(inner), columns(of: table.names) != nil { return true }
        let around = inner + Array(others)
        return inner.lazy.filter(\.value.holdsObjects).prefix(Self.mostTried)
            .contains { leads($0, beside: around, depth: depth + 1) }
    }
}

extension JSONValue {
    /// Whether it is an object, or an array that begins with one.
    fileprivate var holdsObjects: Bool {
        sort == .object || sort == .array && firstElement?.sort == .object
    }
}
