// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Glibc
package import Results

extension Workspace {
    /// Prints or writes a table as the other function of this name does; a long one row by row.
    ///
    /// - Parameters:
    ///   - table: The rows, as programs get them.
    ///   - people: What people get, where that is another table.
    ///   - arguments: The command's `format`, `out`, `force` and `digits`.
    /// - Throws: What the file system says where a file was asked for, and where somebody asked to
    ///   stop: then what was printed stays printed, and no file is written.
    package mutating func present(
        _ table: LongTable, people: Table? = nil, _ arguments: Arguments
    ) throws(CommandError) {
        guard environment.isHeard || arguments.has(Keys.out) else { return }
        let format = tableFormat(arguments)
        let digits = arguments[Keys.digits] ?? preferences.digits
        if format.isForPeople, let people {
            guard !arguments.has(Keys.out) else { return try present(people, arguments) }
            let text = format.text(
                of: legible(people, as: format), digits: digits, columns: columns(arguments))
            return emit(shown: text, page: format.page(of: people, digits: digits)) {
                table.jsonText
            }
        }
        guard table.isLong, table.canFlow(as: format) else {
            let whole = try table.whole()
            return try present(whole, people: whole.arranged(table.peopleOrder), arguments)
        }
        guard let out = arguments[Keys.out] else {
            let isASCII = environment.isASCII && format == .table
            return try emit(
                isASCII ? table.inASCII : table, as: format, digits: digits,
                screen: columns(arguments))
        }
        try write(to: out, as: .table, force: arguments[Keys.force]) {
            put throws(CommandError) in
            var sink = ByteSink(put)
            try table.write(as: format, digits: digits, screen: .max, to: &sink)
            sink.append("\n")
            sink.flush()
        }
    }

    /// Prints a long table in pieces; a transcript gets it whole.
    private mutating func emit(
        _ table: LongTable, as format: TableFormat, digits: Int, screen: Int
    ) throws(CommandError) {
        let isRecorded = recording != nil
        let emit = environment.emit
        var wasBegun = false
        var sink = ByteSink(
            isRecorded
                ? nil
                : { bytes in
                    wasBegun = true
                    emit(.piece(String(decoding: bytes, as: UTF8.self)))
                })
        do {
            try table.write(as: format, digits: digits, screen: screen, to: &sink)
        } catch {
            if wasBegun { emit(.piece("\n")) }
            throw error
        }
        let rest = String(decoding: sink.bytes, as: UTF8.self)
        guard !isRecorded else { return self.emit(shown: rest) { table.jsonText } }
        hasEmitted = true
        emit(.output(Output(text: rest) { table.jsonText }))
    }

    /// Writes a file that a command was asked for, piece by piece, but never over somebody else's.
    ///
    /// - Parameters:
    ///   - out: The file.
    ///   - kind: What it is to hold.
    ///   - force: Whether somebody else's may be replaced.
    ///   - pieces: Hands each piece to its argument; where it throws, no file is written.
    /// - Throws: What `pieces` throws, and what the file system says.
    package mutating func write(
        to out: Argument, as kind: FileKind, force: Bool,
        pieces: (_ put: @escaping ([UInt8]) -> Void) throws(CommandError) -> Void
    ) throws(CommandError) {
        try checkWritable(out, as: kind, force: force)
        ledger.sweep(around: out.text)
        var stop: CommandError?
        do {
            try OutputFile.write(to: out.text, span: out.span) { put in
                var code: Int32 = 0
                var digest = Ledger.Digest()
                do throws(CommandError) {
                    try pieces { bytes in
                        guard code == 0 else { return }
                        code = put(bytes)
                        digest.add(bytes)
                    }
                } catch {
                    stop = error
                    return ECANCELED
                }
                if code == 0 { ledger.note(out.text, digest, as: kind) }
                return code
            }
        } catch {
            throw stop ?? error
        }
    }
}
