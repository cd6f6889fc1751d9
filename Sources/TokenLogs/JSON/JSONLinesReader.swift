// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Finds the first object of a log of JSON objects, one a line, for one token or for one response each.
struct JSONLinesReader {
    /// The most objects without a log's columns before the first one with them.
    static let mostForeignObjects = 1_000

    /// The lines before the first object that are none of the log's.
    var foreign: [(reason: DropReason, line: Int)] = []

    /// Reads up to the first object with a log's columns, and returns how it and those after it are
    /// read; the line with it is the current one.
    mutating func objects(
        _ lines: inout LogLines, _ request: ReadRequest
    ) throws(LogError) -> JSONObjects {
        JSONObjects(try findColumns(&lines, request))
    }

    /// Notes the lines before the first object.
    func drop(into sink: inout some RowSink) {
        for line in foreign { sink.drop(line.reason, line: line.line, rows: 1) }
    }

    /// Returns what was found in all objects.
    static func result(
        _ objects: JSONObjects, _ totals: RowTotals
    ) throws(LogError) -> ReadResult {
        try objects.columns.demandAll()
        let (mapping, notes) = (objects.mapping, totals.objects)
        return ReadResult(
            mapping: mapping, totals: totals,
            remarks: notes.remarks(objects.columns)
                + (notes.hasArrays ? [] : mapping.ungroupedRemarks),
            layout: notes.hasArrays ? ", arrays per response" : ", a row per token")
    }
}
