// SPDX-License-Identifier: GPL-3.0-or-later

// The files of POSIX. Glibc is what we build and test with; the others are untried.
#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#elseif canImport(Bionic)
    import Bionic
#endif

/// Why a file cannot be read; whoever asked for it says so in words.
package enum FileError: Error, Equatable {
    /// The system refuses it, for this reason.
    case system(Int32)
    /// The name holds a NUL, as no file's does.
    case noName
    case folder
    /// It is a device, a pipe or the like, and was not to be.
    case notRegular
    case tooLarge
    /// A line has no end.
    case endless
    /// Somebody asked for the reading to stop.
    case cancelled
    /// What comes through a pipe cannot be kept, for this reason.
    case noRoom(Int32)
}

extension FileError {
    /// The reason in words, and what to do about it.
    package var reason: (clause: String, hint: String?) {
        switch self {
        case .folder: ("it is a folder", "name one file in it")
        case .noName: (systemReason(ENOENT), "check the name and the folder")
        case .system(let code): (systemReason(code), hint(code))
        case .notRegular: ("it is no regular file", nil)
        case .tooLarge: ("it is too large", nil)
        case .endless: ("a line has no end", nil)
        case .cancelled: ("the reading was stopped", nil)
        case .noRoom(let code):
            (
                "it is a pipe, and no copy can be kept: \(systemReason(code))",
                "name a folder with room in TMPDIR, or write it to a file"
            )
        }
    }

    private func hint(_ code: Int32) -> String? {
        switch code {
        case ENOENT, ENOTDIR: "check the name and the folder; paths start at the folder you are in"
        case EACCES, EPERM: "ask for permission to read it"
        case ENAMETOOLONG: "check the name"
        default: nil
        }
    }
}

/// Returns why the system refuses a file, in the words that are used for it everywhere.
///
/// - Parameters:
///   - code: The system's number for it.
///   - isWritten: Whether the file was to be made: then it is its folder that is missing.
/// - Returns: The reason, as a clause.
package func systemReason(_ code: Int32, isWritten: Bool = false) -> String {
    switch code {
    case ENOENT, ENOTDIR: return isWritten ? "no such folder" : "no such file"
    case EACCES, EPERM: return "permission denied"
    case ENAMETOOLONG: return "the name is too long"
    default:
        let text = String(cString: strerror(code))
        return text.prefix(1).lowercased() + text.dropFirst()
    }
}

/// A file open for reading, which is closed when the value ends.
package struct OpenFile: ~Copyable {
    /// The bytes asked for at a time: 128 KiB, the fastest size measured for `read`.
    package static let blockSize = 1 << 17

    let descriptor: Int32
    private let isOurs: Bool
    private let unpacker: Unpacker?
    private let watch: ReadWatch?
    private let copy: SpooledFile?

    /// Opens a file.
    ///
    /// - Parameters:
    ///   - path: Its name.
    ///   - isRegular: Whether pipes and devices are refused, which may have no end.
    ///   - waits: Whether it is waited until somebody writes to a pipe.
    ///   - unpacks: Whether the text of a file is wanted that is packed by gzip or zstd.
    ///   - watch: What watches over the reading.
    ///   - copy: What keeps a copy of every byte that is read of the file.
    /// - Throws: Why it cannot be opened.
    package init(
        _ path: String, isRegular: Bool = false, waits: Bool = true, unpacks: Bool = false,
        watch: ReadWatch? = nil, copy: SpooledFile? = nil
    ) throws(FileError) {
        guard !path.utf8.contains(0) else { throw .noName }
        let flags = waits && !isRegular ? 0 : O_NONBLOCK
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | flags)
        guard descriptor >= 0 else { throw errno == EINTR ? .cancelled : .system(errno) }
        var status = stat()
        let isKnown = fstat(descriptor, &status) == 0
        let kind = status.st_mode & S_IFMT
        if isKnown, kind == S_IFDIR || isRegular && kind != S_IFREG {
            close(descriptor)
            throw kind == S_IFDIR ? .folder : .notRegular
        }
        self.descriptor = descriptor
        isOurs = true
        unpacker = unpacks ? Unpacker() : nil
        (self.watch, self.copy) = (watch, copy)
    }

    /// Reads what somebody else has opened, and closes.
    package init(
        descriptor: Int32, unpacks: Bool = false, watch: ReadWatch? = nil,
        copy: SpooledFile? = nil
    ) {
        self.descriptor = descriptor
        isOurs = false
        unpacker = unpacks ? Unpacker() : nil
        (self.watch, self.copy) = (watch, copy)
    }

    deinit {
        if isOurs { close(descriptor) }
    }

    /// Reads at most a number of bytes, and returns how many.
    ///
    /// The result is 0 at the end of the file, and nil where a signal came in between. Of a packed
    /// file that is to be unpacked, bytes are those of its text.
    package func read(
        into buffer: UnsafeMutablePointer<UInt8>, count: Int
    ) throws(FileError) -> Int? {
        let count = watch?.room(count) ?? count
        guard count > 0 else { return 0 }
        guard let unpacker else { return noted(try rawRead(into: buffer, count: count)) }
        let found = try unpacker.read(into: buffer, count: count) {
            (buffer, count) throws(FileError) in try rawRead(into: buffer, count: count)
        }
        return noted(found)
    }

    /// Whether what is read is not what the file holds, but was packed there; known once some was read.
    var isPacked: Bool { unpacker?.isPacking ?? false }

    /// Why the file ended where it does not, once the reading has come to its end; else nil.
    package var earlyEnd: EarlyEnd? { unpacker?.earlyEnd ?? watch?.earlyEnd }

    private func noted(_ count: Int?) -> Int? {
        if let count { watch?.note(count, unpacker?.earlyEnd) }
        return count
    }

    /// Reads bytes of the file as they are.
    private func rawRead(
        into buffer: UnsafeMutablePointer<UInt8>, count: Int
    ) throws(FileError) -> Int? {
        let result = readBytes(descriptor, buffer, count)
        if result >= 0 {
            try copy?.append(Bytes(start: buffer, count: result))
            watch?.noteRaw(result)
            return result
        }
        if errno == EINTR { return nil }
        throw .system(errno)
    }

    /// Reads on to the end, block by block.
    ///
    /// - Parameters:
    ///   - isCancelled: Asked before and after each block is read; true stops the reading.
    ///   - take: Takes each block.
    /// - Throws: Why it cannot be read, or what `take` throws.
    package func blocks(
        unless isCancelled: () -> Bool = { false }, _ take: (Bytes) throws(FileError) -> Void
    ) throws(FileError) {
        let block = UnsafeMutablePointer<UInt8>.allocate(capacity: Self.blockSize)
        defer { block.deallocate() }
        while true {
            guard !isCancelled() else { throw .cancelled }
            guard let count = try read(into: block, count: Self.blockSize) else { continue }
            // As in ``LineReader``: an interrupt also ends whoever writes to the pipe.
            guard !isCancelled() else { throw .cancelled }
            guard count > 0 else { return }
            try take(Bytes(start: block, count: count))
        }
    }

    /// Returns all bytes up to the end.
    ///
    /// The size that the system states is not trusted: a file may grow, or have none (`/proc`).
    ///
    /// - Throws: ``FileError/tooLarge`` where there are more than `most`.
    package func bytes(
        most: Int, unless isCancelled: () -> Bool = { false }
    ) throws(FileError) -> [UInt8] {
        var content: [UInt8] = []
        try blocks(unless: isCancelled) { (block) throws(FileError) in
            content.append(contentsOf: block)
            guard content.count <= most else { throw .tooLarge }
        }
        return content
    }
}

/// Calls the system's `read`, whose name is a method's in ``OpenFile``.
private func readBytes(
    _ descriptor: Int32, _ buffer: UnsafeMutablePointer<UInt8>, _ count: Int
) -> Int {
    read(descriptor, buffer, count)
}
