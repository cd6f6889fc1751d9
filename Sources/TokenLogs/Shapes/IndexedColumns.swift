// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The rows of a table that is written column by column, each an object from index to value, as
/// pandas writes it by default.
struct IndexedColumns: RecordMaker {
    private let names: [JSONMember]
    private var columns: [(key: TextSlice, values: JSONMembers)]
    private let remarks: ShapeRemarks

    /// Returns nil where one of the log's columns is no object.
    init?(_ members: [JSONMember], _ columns: [String: Slot], _ remarks: ShapeRemarks) {
        let read = members.filter { columns[$0.name] != nil }
        guard !read.isEmpty, read.allSatisfy({ $0.value.sort == .object }) else { return nil }
        let rest = members.filter { columns[$0.name] == nil }
        names = rest.map { JSONMember(key: $0.key, value: .none) }
        self.columns = read.map { ($0.key, JSONMembers($0.value.bytes)) }
        self.remarks = remarks
    }

    mutating func next() -> [JSONMember]? {
        var record: [JSONMember] = []
        var index: String?
        for place in columns.indices {
            guard let value = columns[place].values.next(), index ?? value.name == value.name
            else { return end(place, index) }
            index = value.name
            record.append(JSONMember(key: columns[place].key, value: value.value))
        }
        return record + names
    }

    /// Ends the rows; says so where a column has another index than the first one.
    private mutating func end(_ place: Int, _ index: String?) -> [JSONMember]? {
        let isExtra =
            index == nil
            && columns.contains { column in
                var values = column.values
                return values.next() != nil
            }
        if index != nil || isExtra {
            let others = columns.map { printable($0.key.string ?? "") }
            remarks.add(
                "the columns \(others.joined(separator: ", ")) have not the same rows: what comes "
                    + "after \(index.map { "row \(printable($0))" } ?? "the shortest") is left out")
        }
        columns = []
        return nil
    }
}
