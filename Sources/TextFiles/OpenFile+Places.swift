// SPDX-License-Identifier: GPL-3.0-or-later

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

extension OpenFile {
    /// The bytes of a regular file, or nil where it is none, and cannot be read at any place.
    package var size: Int? {
        guard !isPacked else { return nil }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return nil
        }
        return Int(status.st_size)
    }

    /// Reads bytes at a place of a regular file, wherever it was read before.
    ///
    /// - Returns: The bytes, fewer than asked for only where the file ends.
    package func bytes(at offset: Int, count: Int) throws(FileError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let found = try bytes.withUnsafeMutableBufferPointer { (buffer) throws(FileError) in
            try read(at: offset, into: buffer)
        }
        return found == count ? bytes : Array(bytes.prefix(found))
    }

    /// Fills a buffer from a place of a regular file, and returns how much there was.
    package func read(
        at offset: Int, into buffer: UnsafeMutableBufferPointer<UInt8>
    ) throws(FileError) -> Int {
        guard let start = buffer.baseAddress else { return 0 }
        var filled = 0
        while filled < buffer.count {
            let count = pread(
                descriptor, start + filled, buffer.count - filled, off_t(offset + filled))
            if count == 0 { break }
            if count > 0 {
                filled += count
            } else if errno != EINTR {
                throw .system(errno)
            }
        }
        return filled
    }
}

extension LineReader {
    /// The bytes of the file that is read, or nil where it cannot be read at any place.
    package var fileSize: Int? { file.size }

    /// Reads bytes at a place of a regular file, whatever lines have been read of it.
    ///
    /// - Returns: The bytes, fewer than asked for only where the file ends.
    package func bytes(at place: Range<Int>) throws(FileError) -> [UInt8] {
        try file.bytes(at: place.lowerBound, count: place.count)
    }
}
