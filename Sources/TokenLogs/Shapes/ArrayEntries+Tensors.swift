// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

extension ArrayEntries {
    /// The most bytes of the head of a file of tensors.
    private static let mostHeader = 1 << 24

    /// Reads which arrays a file of tensors holds.
    static func tensors(_ file: ArrayFile) throws(LogError) -> Found {
        guard file.size >= 8 else { throw file.damaged("it has no head") }
        var start = LittleEndian(try file.bytes(0..<8))
        let size = start.number(8)
        guard size <= mostHeader, size <= file.size - 8 else {
            throw file.damaged("its head is longer than the file, or than 16 MiB")
        }
        let header = try file.bytes(8..<8 + size)
        var found = Found()
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
