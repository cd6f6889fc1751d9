// SPDX-License-Identifier: GPL-3.0-or-later

package import Glibc

/// The name that a file has while it is written, `.flipside-PROCESS-NUMBER.part`.
package struct TemporaryName: Equatable {
    /// The process that writes the file.
    package let process: pid_t

    /// Counts from 1; a process that was killed may have left the first ones.
    package let number: Int

    private static let (start, end) = (".flipside-", ".part")

    /// The names that this process may use, the likeliest first.
    package static var ours: some Sequence<TemporaryName> {
        (1...100).lazy.map { TemporaryName(process: getpid(), number: $0) }
    }

    /// The name, short enough for every folder.
    package var text: String { "\(Self.start)\(process)-\(number)\(Self.end)" }

    package init(process: pid_t, number: Int) {
        self.process = process
        self.number = number
    }

    /// Reads a name; nil where it is not exactly as ``text`` has it.
    package init?(_ text: String) {
        guard text.hasPrefix(Self.start), text.hasSuffix(Self.end) else { return nil }
        let parts = text.dropFirst(Self.start.count).dropLast(Self.end.count)
            .split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, let process = pid_t(parts[0]), let number = Int(parts[1]),
            process > 0, number > 0
        else { return nil }
        self.init(process: process, number: number)
        guard self.text == text else { return nil }
    }
}
