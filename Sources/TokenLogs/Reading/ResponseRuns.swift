// SPDX-License-Identifier: GPL-3.0-or-later

/// The responses of a part of a file: runs of rows, of which the first may have begun before the part
/// and the last may go on after it.
struct ResponseRuns: Sendable {
    /// What names the response under way.
    private(set) var key = ResponseKey()

    /// The key of the part's first row.
    fileprivate private(set) var firstKey = ResponseKey()

    /// How the part's positions begin.
    fileprivate private(set) var lead = ResponseKey.Lead()

    /// The rows of the first run; 0 where a response surely begins with the first row.
    fileprivate private(set) var firstLength = 0

    /// Whether the first run has not ended.
    fileprivate private(set) var isInFirst = true

    /// The rows of the run under way, if it is not the first.
    fileprivate private(set) var length = 0

    /// The runs between the first and the one under way.
    fileprivate private(set) var ended = ResponseCount()

    private var isEmpty = true

    /// Takes a row that is used.
    @inline(__always)
    mutating func take(_ row: borrowing RowValues, position: Int?) {
        if isEmpty { lead = key.lead(lead.position, position: position) }
        let isNew = key.changes(with: row, position: position)
        if isEmpty {
            firstKey = key
            isEmpty = false
        } else if isNew {
            end()
        }
        if isInFirst { firstLength += 1 } else { length += 1 }
    }

    /// Notes a row that is not used.
    mutating func skipRow(position: Int?) {
        if isEmpty { lead = key.lead(lead.position, position: position) }
        key.pass(position)
    }

    /// Ends the run under way.
    mutating func end() {
        if isInFirst {
            isInFirst = false
        } else {
            ended.add(length: length)
            length = 0
        }
    }
}

/// How many responses there were.
struct ResponseCount: Sendable {
    /// The responses; a long one counts once for each piece of ``ResponseAssembler/longestResponse``.
    private(set) var responses = 0

    /// How many more they are because of that.
    private(set) var cuts = 0

    /// Counts a response by its rows.
    mutating func add(length: Int) {
        guard length > 0 else { return }
        let pieces = (length - 1) / ResponseAssembler.longestResponse + 1
        responses += pieces
        cuts += pieces - 1
    }

    fileprivate mutating func add(_ other: ResponseCount) {
        responses += other.responses
        cuts += other.cuts
    }
}

/// Joins the responses of a file's parts, in their order.
struct JoinedRuns {
    private var key: ResponseKey?
    private var length = 0
    private var ended = ResponseCount()

    /// Takes the next part of the file.
    mutating func add(_ part: ResponseRuns) {
        if part.firstLength > 0 {
            if key.map({ $0.isOther(than: part.firstKey, part.lead) }) ?? true {
                ended.add(length: length)
                length = 0
            }
            length += part.firstLength
            key = part.key
        } else {
            key?.pass(part.lead, part.key)
        }
        guard !part.isInFirst else { return }
        ended.add(length: length)
        ended.add(part.ended)
        length = part.length
        key = length > 0 ? part.key : nil
    }

    /// The responses of all parts.
    var count: ResponseCount {
        var count = ended
        count.add(length: length)
        return count
    }
}
