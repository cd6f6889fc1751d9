// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// What is typed beside columns where lines of JSON hold several records, and the first ones do not.
///
/// How lines are written shows at the beginning of a file; to look at each line for several records
/// would cost every reader time.
package enum RecordsChoice {
    package static let key = "records"

    /// What says that a line may hold several.
    package static let several = "several"

    /// Returns the format of a file as a person wants it read.
    static func format(_ found: LogFormat, _ request: ReadRequest) -> LogFormat {
        guard found == .jsonLines, request.overrides[key] == several else { return found }
        return .shaped(.severalPerLine)
    }

    /// Says of lines that were read for one record each that some hold several.
    static func remarks(_ totals: RowTotals, _ request: ReadRequest) -> [String] {
        let count = totals.objects.several
        guard count > 0 else { return [] }
        return [
            "\(counted(count, "line")) \(count == 1 ? "holds" : "hold") several arrays where those before "
                + "hold one, and \(count == 1 ? "is" : "are") left out: load "
                + "\(shellWord(request.path)) \(key)=\(several)"
        ]
    }
}
