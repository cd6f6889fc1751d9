// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The records of a file of arrays, which are read side by side: an object for each response, or a
/// row of CSV for each token.
final class ArrayRecords: RecordSource {
    /// An array that is read, and where.
    private struct Column {
        let key: [UInt8]
        let part: ArrayTable.Part
        let element: ArrayElement
        let stream: ArrayStream?
        /// What is the same in each record.
        var shared: [UInt8] = []
    }

    /// The rows of tokens that are written at a time.
    private static let rowsAtOnce = 512

    let numbers = LineNumbers()
    let isCut = false
    private let file: ArrayFile
    private let layout: ArrayTable.Layout
    private let isCancelled: () -> Bool
    private var columns: [Column] = []
    private var unread: [UInt8] = []
    private var record = 0
    private(set) var remarks: [String]

    /// Whether the records are rows of CSV, under a line of names.
    var areRows: Bool {
        if case .tokens = layout { true } else { false }
    }

    var bytesRead: Int { file.size }

    /// Takes a file of arrays.
    init(
        _ lines: consuming LogLines, _ request: ReadRequest, _ container: ArrayContainer,
        isCancelled: @escaping () -> Bool
    ) throws(LogError) {
        file = try ArrayFile(lines, path: request.path)
        self.isCancelled = isCancelled
        let found = try ArrayEntries.read(file, container)
        let mapping = try found.mapping(request)
        let unused = Set(mapping.unused)
        let read = found.arrays.filter {
            !unused.contains($0.name) || LengthColumn.contains($0.name)
        }
        try ArrayEntries.refuseManyDimensions(read, container, request.path)
        let table = try ArrayTable(read, of: file)
        layout = table.layout
        remarks =
            table.remarks
            + found.others.map { "\(printable($0.name)) \($0.reason); it is left out" }
        for (array, part) in table.columns { columns.append(try column(array, part)) }
        for name in mapping.unused where !areRows {
            unread += [.comma] + jsonText(name) + Array(":null".utf8)
        }
    }

    private func column(
        _ array: ArrayEntry, _ part: ArrayTable.Part
    ) throws(LogError) -> Column {
        let stream = try ArrayStream(file, array.bytes)
        let key = areRows ? csvText(array.name) : jsonText(array.name)
        guard part == .shared else {
            return Column(key: key, part: part, element: array.element, stream: stream)
        }
        var text: [UInt8] = []
        try write(array.count, of: array.element, from: stream, to: &text)
        if array.shape.isEmpty || areRows {
            text.removeFirst()
            text.removeLast()
        }
        return Column(key: key, part: part, element: array.element, stream: nil, shared: text)
    }

    func write(to text: inout [UInt8]) throws(LogError) -> Bool {
        guard !isCancelled() else { throw LogError(.cancelled, path: file.path) }
        switch layout {
        case .batch(let count, let lengths):
            guard record < count else { return false }
            try response(lengths?[record], isPacked: false, &text)
        case .packed(let lengths):
            guard record < lengths.count else { return false }
            try response(lengths[record], isPacked: true, &text)
        case .tokens(let count):
            guard record < count else { return false }
            try rows(min(count - record, Self.rowsAtOnce), &text)
        }
        return true
    }

    /// Writes the object of a response.
    private func response(
        _ length: Int?, isPacked: Bool, _ text: inout [UInt8]
    ) throws(LogError) {
        var separator = UInt8(ascii: "{")
        for column in columns {
            text.append(separator)
            separator = .comma
            text.append(contentsOf: column.key)
            text.append(UInt8(ascii: ":"))
            switch (column.part, column.stream) {
            case (.each, let stream?): try write(1, of: column.element, from: stream, to: &text)
            case (.tokens, let stream?):
                try write(length ?? 0, of: column.element, from: stream, to: &text)
            case (.row(let count), let stream?):
                let kept = min(count, length ?? count)
                try write(kept, of: column.element, from: stream, to: &text)
                try stream.take((count - kept) * column.element.size) { _ in }
            default: text.append(contentsOf: column.shared)
            }
        }
        if record == 0 { text.append(contentsOf: unread) }
        text.append(contentsOf: "}\n".utf8)
        record += 1
    }

    /// Writes the next elements of an array as an array of JSON.
    private func write(
        _ count: Int, of element: ArrayElement, from stream: ArrayStream, to text: inout [UInt8]
    ) throws(LogError) {
        text.append(UInt8(ascii: "["))
        try stream.take(count * element.size) { bytes in
            for index in 0..<count {
                if index > 0 { text.append(.comma) }
                let place = index * element.size
                element.write(Bytes(rebasing: bytes[place..<place + element.size]), to: &text)
            }
        }
        text.append(UInt8(ascii: "]"))
    }
}

// MARK: - A row per token

extension ArrayRecords {
    /// Writes the rows of the next tokens, and the names above the first.
    private func rows(_ count: Int, _ text: inout [UInt8]) throws(LogError) {
        if record == 0 { text += columns.map(\.key).joined(separator: [.comma]) + [.newline] }
        record += count
        var blocks: [[UInt8]] = []
        for column in columns {
            var block: [UInt8] = []
            try column.stream?.take(count * column.element.size) { block = Array($0) }
            blocks.append(block)
        }
        for row in 0..<count {
            for (index, column) in columns.enumerated() {
                if index > 0 { text.append(.comma) }
                guard column.part != .shared else {
                    text.append(contentsOf: column.shared)
                    continue
                }
                let size = column.element.size
                blocks[index].withUnsafeBufferPointer {
                    let bytes = Bytes(rebasing: $0[row * size..<(row + 1) * size])
                    if let string = column.element.text(bytes) {
                        text.append(contentsOf: csvText(string))
                    } else {
                        column.element.write(bytes, to: &text)
                    }
                }
            }
            text.append(.newline)
        }
    }
}

/// Returns a text as a quoted field of CSV.
private func csvText(_ text: String) -> [UInt8] {
    [.quote] + text.utf8.flatMap { $0 == .quote ? [$0, $0] : [$0] } + [.quote]
}
