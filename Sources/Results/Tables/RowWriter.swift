// SPDX-License-Identifier: GPL-3.0-or-later

/// Writes the rows of a table one after the other, in a form for programs.
struct RowWriter {
    private enum Form {
        /// An array of objects; what stands before each value.
        case json(keys: [String])
        /// A line a row, quoted as RFC 4180 says.
        case separated(Unicode.Scalar, heads: [String])
    }

    private let form: Form
    /// The columns that programs get, by index.
    private let kept: [Int]
    private var isFirst = true

    package init?(_ format: TableFormat, _ columns: [Table.Column]) {
        kept = columns.indices.filter { columns[$0].style != .peopleOnly }
        let keys = kept.map { columns[$0].key }
        switch format {
        case .json: form = .json(keys: keys.map { JSON.string($0).text + ":" })
        case .csv: form = .separated(",", heads: keys)
        case .tsv: form = .separated("\t", heads: keys)
        case .table, .md, .latex, .html: return nil
        }
    }

    /// Writes what stands before the rows.
    package func begin(_ sink: inout ByteSink) {
        switch form {
        case .json: sink.append("[" as Unicode.Scalar)
        case .separated(let separator, let heads):
            Self.write(heads, separator, to: &sink)
        }
    }

    /// Writes a row.
    package mutating func add(_ row: [Table.Cell], to sink: inout ByteSink) {
        switch form {
        case .json(let keys):
            sink.append(isFirst ? "{" : ",{")
            for (place, index) in kept.enumerated() {
                if place > 0 { sink.append("," as Unicode.Scalar) }
                sink.append(keys[place])
                row[index].json.write(to: &sink)
            }
            sink.append("}" as Unicode.Scalar)
        case .separated(let separator, _):
            sink.append("\n" as Unicode.Scalar)
            Self.write(kept.lazy.map { row[$0].exact }, separator, to: &sink)
        }
        isFirst = false
    }

    /// Writes what stands after the rows.
    package func end(_ sink: inout ByteSink) {
        switch form {
        case .json: sink.append("]" as Unicode.Scalar)
        case .separated: break
        }
    }

    private static func write(
        _ fields: some Collection<String>, _ separator: Unicode.Scalar, to sink: inout ByteSink
    ) {
        for (place, field) in fields.enumerated() {
            if place > 0 { sink.append(separator) }
            sink.append(quoted(field, separator))
        }
    }

    private static func quoted(_ text: String, _ separator: Unicode.Scalar) -> String {
        let needsQuotes = text.unicodeScalars.contains {
            $0 == "\"" || $0 == "\n" || $0 == "\r" || $0 == separator
        }
        return needsQuotes ? "\"" + escaped(text, by: { $0 == "\"" ? "\"\"" : nil }) + "\"" : text
    }
}
