// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The rows of a table with its names apart, as pandas writes it with `orient="split"`.
struct TableRows: RecordMaker {
    private let keys: [TextSlice]
    private var rows: JSONElements

    /// The names of the columns.
    var names: [String] { keys.map { $0.string ?? "" } }

    /// Returns nil where an object has no `columns` and `data` of this form.
    init?(_ members: [JSONMember]) {
        guard let columns = members.first(where: { $0.name == "columns" })?.value,
            let data = members.first(where: { $0.name == "data" })?.value,
            columns.sort == .array, data.holdsArray
        else { return nil }
        var elements = JSONElements(columns)
        var keys: [TextSlice] = []
        while let element = elements.next() {
            guard var cursor = JSONCursor(element.bytes), let key = cursor.string() else {
                return nil
            }
            keys.append(key)
        }
        self.keys = keys
        rows = JSONElements(data)
    }

    mutating func next() -> [JSONMember]? {
        guard let row = rows.next() else { return nil }
        var values = JSONElements(row)
        var record: [JSONMember] = []
        for key in keys {
            guard let value = values.next() else { break }
            record.append(JSONMember(key: key, value: value))
        }
        // A row of another length is counted as one without columns.
        return record.count == keys.count && values.next() == nil ? record : []
    }
}
