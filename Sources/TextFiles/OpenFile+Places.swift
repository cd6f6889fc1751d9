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
    /// The bytes of the file as the system states them, or nil where it does not.
    package var size: Int? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : nil
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
