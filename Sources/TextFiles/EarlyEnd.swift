// SPDX-License-Identifier: GPL-3.0-or-later

/// Why the reading of a file ended before what the file holds did; what came before it is good.
package enum EarlyEnd: Sendable, Equatable {
    /// A packed file ends in the midst of its stream.
    case cut
    /// A packed file is no such stream from some place on.
    case damaged
    /// A packed file unpacks to something else than was packed.
    case checksum
    /// After a packed stream comes something else.
    case foreign
    /// A packed stream asks for more memory than it gets.
    case window
    /// There is no memory to unpack it.
    case memory
    /// Somebody asked for the reading to stop, now or when the file was read first.
    case stopped
}

extension EarlyEnd {
    /// Whether the text ends where it happens to, so that its last line may be no whole one.
    package var tearsLine: Bool {
        switch self {
        case .cut, .damaged, .checksum, .window, .memory, .stopped: true
        case .foreign: false
        }
    }

    /// What is wrong with a file, as a clause.
    package var clause: String {
        switch self {
        case .cut: "its compressed stream is cut"
        case .damaged: "its compressed stream is damaged"
        case .checksum: "its compressed stream does not fit its checksum"
        case .foreign: "something else follows its compressed stream"
        case .window: "its compressed stream needs a window of more than 128 MiB"
        case .memory: "there is no memory to unpack it"
        case .stopped: "the reading was stopped"
        }
    }

    /// What was read all the same, as a clause.
    package var consequence: String {
        switch self {
        case .cut, .damaged, .window, .memory, .stopped: "the whole lines before that were read"
        case .checksum: "the whole lines before that were read, and may hold wrong numbers"
        case .foreign: "what comes before it was read"
        }
    }

    /// What to do about it, or nil.
    package var hint: String? {
        switch self {
        case .cut, .damaged, .checksum: "copy the file again, or use what can be read of it"
        case .window: "pack it with a smaller one: unzstd --long=31 -c FILE | zstd > log.zst"
        case .foreign, .memory, .stopped: nil
        }
    }
}
