// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension ArrayEntries {
    /// Reads which arrays an archive of NumPy holds.
    static func numPy(_ file: ArrayFile) throws(LogError) -> Found {
        let members = try ZipDirectory.members(of: file)
        let arrays = members.filter { $0.name.hasSuffix(".npy") }
        guard !arrays.isEmpty else { throw noArrays(members, file.path) }
        var found = Found()
        for member in arrays {
            let name = String(member.name.dropLast(4))
            if let refusal = member.refusal {
                found.others.append((name, refusal))
                continue
            }
            let header = try header(of: member, file)
            if header.holdsObjects { throw objects(name, file.path) }
            guard let element = header.element else {
                if header.type == nil { found.structured = found.structured ?? name }
                found.others.append((name, "has a type that is not read"))
                continue
            }
            if header.isByColumns, header.shape.count > 1 {
                found.others.append((name, "is stored column by column: save it in order=\"C\""))
                continue
            }
            var bytes = member.bytes
            bytes.head = header.size
            guard ArrayEntry.size(header.shape, element) == bytes.count - header.size else {
                throw file.damaged("\(printable(name)) has not the size that its shape says")
            }
            found.arrays.append(
                ArrayEntry(name: name, element: element, shape: header.shape, bytes: bytes))
        }
        return found
    }

    private static func header(
        of member: ZipMember, _ file: ArrayFile
    ) throws(LogError) -> NumPyHeader {
        let stream = try ArrayStream(file, member.bytes)
        var bytes: [UInt8] = []
        if member.bytes.count >= 12 { try stream.take(12) { bytes = Array($0) } }
        if let size = NumPyHeader.size(bytes), size <= member.bytes.count, size >= 12 {
            try stream.take(size - 12) { bytes += $0 }
            if let header = NumPyHeader(bytes) { return header }
        }
        throw file.damaged("\(printable(member.name)) is no NumPy array")
    }

    /// Returns what to say of an archive without arrays.
    private static func noArrays(_ members: [ZipMember], _ path: String) -> LogError {
        let isTorch = members.contains { $0.name.hasSuffix("data.pkl") }
        return ForeignFile.refusal(isTorch ? .torch : .zip, path: path)
    }

    private static func objects(_ name: String, _ path: String) -> LogError {
        LogError(
            kind: .format,
            message: "\(printable(name)) in \(visible(path)) holds Python objects, which only "
                + "unpickling could read",
            hint: ForeignFile.objectArrays.hint(path: path))
    }
}
