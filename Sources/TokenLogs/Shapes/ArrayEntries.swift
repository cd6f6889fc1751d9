// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// Reads which arrays a file holds; what each claims has been checked against the file's size.
enum ArrayEntries {
    /// Arrays, and the names of those that cannot be read with the reason.
    typealias Found = (arrays: [ArrayEntry], others: [(name: String, reason: String)])

    static func read(_ file: ArrayFile, _ container: ArrayContainer) throws(LogError) -> Found {
        switch container {
        case .npz: try numPy(file)
        case .safetensors: try tensors(file)
        }
    }
}

// MARK: - npz

extension ArrayEntries {
    private static func numPy(_ file: ArrayFile) throws(LogError) -> Found {
        let members = try ZipDirectory.members(of: file)
        let arrays = members.filter { $0.name.hasSuffix(".npy") }
        guard !arrays.isEmpty else { throw noArrays(members, file.path) }
        var found: Found = ([], [])
        for member in arrays {
            let name = String(member.name.dropLast(4))
            if let refusal = member.refusal {
                found.others.append((name, refusal))
                continue
            }
            let header = try header(of: member, file)
            if header.holdsObjects { throw objects(name, file.path) }
            guard let element = header.element else {
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

// MARK: - safetensors

extension ArrayEntries {
    /// The most bytes of the head of a file of tensors.
    private static let mostHeader = 1 << 24

    private static func tensors(_ file: ArrayFile) throws(LogError) -> Found {
        guard file.size >= 8 else { throw file.damaged("it has no head") }
        var start = LittleEndian(try file.bytes(0..<8))
        let size = start.number(8)
        guard size <= mostHeader, size <= file.size - 8 else {
            throw file.damaged("its head is longer than the file, or than 16 MiB")
        }
        let header = try file.bytes(8..<8 + size)
        var found: Found = ([], [])
        var isWhole = false
        try header.withUnsafeBufferPointer { (header) throws(LogError) in
            var members = JSONMembers(header)
            while let member = members.next() {
                guard member.name != "__metadata__" else { continue }
                try add(member, from: 8 + size, file, to: &found)
            }
            isWhole = members.isWhole
        }
        let places = found.arrays.map(\.bytes.place).filter { !$0.isEmpty }
            .sorted { $0.lowerBound < $1.lowerBound }
        guard isWhole,
            zip(places, places.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound })
        else { throw file.damaged("its head makes no sense") }
        return found
    }

    private static func add(
        _ member: JSONMember, from start: Int, _ file: ArrayFile, to found: inout Found
    ) throws(LogError) {
        let fields = [JSONMember](member.value.bytes) ?? []
        func numbers(_ key: String) -> [Int]? {
            guard let value = fields.first(where: { $0.name == key })?.value, value.sort == .array
            else { return nil }
            var elements = JSONElements(value)
            var numbers: [Int] = []
            while numbers.count <= 32, let element = elements.next() {
                guard let number = element.whole else { return nil }
                numbers.append(number)
            }
            return numbers
        }
        let type = fields.first { $0.name == "dtype" }?.value.bytes ?? Bytes(start: nil, count: 0)
        guard let offsets = numbers("data_offsets"), let shape = numbers("shape"),
            offsets.count == 2, offsets[0] <= offsets[1], offsets[1] <= file.size - start
        else { throw file.damaged("\(printable(member.name)) lies after its end") }
        guard let element = tensorElement(String(decoding: type, as: UTF8.self)) else {
            found.others.append((member.name, "has a type that is not read"))
            return
        }
        let place = start + offsets[0]..<start + offsets[1]
        guard ArrayEntry.size(shape, element) == place.count else {
            throw file.damaged("\(printable(member.name)) has not the size that its shape says")
        }
        found.arrays.append(
            ArrayEntry(
                name: member.name, element: element, shape: shape,
                bytes: PackedBytes(place: place, isPacked: false, count: place.count)))
    }

    /// Returns what a type of safetensors is, quotes included; nil where it is not read.
    private static func tensorElement(_ type: String) -> ArrayElement? {
        switch type {
        case "\"F64\"": ArrayElement(sort: .float, size: 8)
        case "\"F32\"": ArrayElement(sort: .float, size: 4)
        case "\"F16\"": ArrayElement(sort: .float, size: 2)
        case "\"BF16\"": ArrayElement(sort: .brainFloat, size: 2)
        case "\"I64\"": ArrayElement(sort: .signed, size: 8)
        case "\"I32\"": ArrayElement(sort: .signed, size: 4)
        case "\"I16\"": ArrayElement(sort: .signed, size: 2)
        case "\"I8\"": ArrayElement(sort: .signed, size: 1)
        case "\"U64\"": ArrayElement(sort: .unsigned, size: 8)
        case "\"U32\"": ArrayElement(sort: .unsigned, size: 4)
        case "\"U16\"": ArrayElement(sort: .unsigned, size: 2)
        case "\"U8\"": ArrayElement(sort: .unsigned, size: 1)
        case "\"BOOL\"": ArrayElement(sort: .truth, size: 1)
        default: nil
        }
    }
}
