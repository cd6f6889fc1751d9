// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// The objects of JSON documents: of an array, indented, or one after the other on a line.
final class DocumentRecords: RecordSource {
    let numbers = LineNumbers()
    private var lines: LogLines
    private var scanner: DocumentScanner
    private var isAtStart = true

    init(_ lines: consuming LogLines) {
        self.lines = lines
        scanner = DocumentScanner(numbers: numbers)
    }

    var bytesRead: Int { lines.bytesRead }

    var isCut: Bool { scanner.isOpen }

    var remarks: [String] {
        guard let line = scanner.damagedLine else { return [] }
        return [
            "the JSON is damaged near line \(line): reading goes on with the next object that "
                + "begins a line or follows another"
        ]
    }

    func write(to text: inout [UInt8]) throws(LogError) -> Bool {
        var block = try lines.block()
        if isAtStart, block.starts(with: byteOrderMark) {
            block = Bytes(rebasing: block.dropFirst(byteOrderMark.count))
        }
        isAtStart = false
        scanner.scan(block, into: &text)
        return !block.isEmpty
    }
}
