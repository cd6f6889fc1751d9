// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A file in a zip archive.
struct ZipMember {
    let name: String
    let bytes: PackedBytes

    /// Why it cannot be read, as a clause; nil where it can.
    let refusal: String?
}

/// Reads the table at the end of a zip archive.
///
/// - Source: PKWARE's APPNOTE 6.3.10, sections 4.3.7, 4.3.12, 4.3.14 to 4.3.16, 4.5.3.
struct ZipDirectory {
    private static let mostMembers = 4096
    private static let mostBytes = 1 << 22

    /// Deflate makes at most 1032 bytes of one.
    private static let mostUnpacked = 1032

    private let file: ArrayFile

    /// Returns the members of an archive, whose claims fit the file.
    static func members(of file: ArrayFile) throws(LogError) -> [ZipMember] {
        let directory = ZipDirectory(file: file)
        let (place, count) = try directory.find()
        var bytes = LittleEndian(try file.bytes(place))
        var members: [ZipMember] = []
        for _ in 0..<count {
            guard let member = try directory.member(&bytes) else {
                throw file.damaged("its table of contents makes no sense")
            }
            members.append(member)
        }
        let places = members.map(\.bytes.place).filter { !$0.isEmpty }
            .sorted { $0.lowerBound < $1.lowerBound }
        guard zip(places, places.dropFirst()).allSatisfy({ $0.upperBound <= $1.lowerBound }) else {
            throw file.damaged("two of its members are in one place")
        }
        return members
    }

    /// Returns where the table is and how many members it has.
    private func find() throws(LogError) -> (Range<Int>, count: Int) {
        let tail = max(0, file.size - 66_000)
        let end = try file.bytes(tail..<file.size)
        let mark: [UInt8] = [0x50, 0x4B, 5, 6]
        let last = max(-1, end.count - 22)
        guard last >= 0,
            let start = (0...last).last(where: { end[$0...].starts(with: mark) })
        else { throw file.damaged("its table of contents is missing, so it may be cut") }
        var record = LittleEndian(Array(end[(start + 10)...]))
        var count = record.number(2)
        var size = record.number(4)
        var offset = record.number(4)
        if count == 0xFFFF || size == 0xFFFF_FFFF || offset == 0xFFFF_FFFF {
            (count, size, offset) = try findLong(tail + start)
        }
        guard count <= Self.mostMembers, size <= Self.mostBytes, offset <= file.size - size else {
            throw file.damaged("its table of contents is larger than can be")
        }
        return (offset..<offset + size, count)
    }

    /// Returns the same of an archive whose numbers need more than four bytes.
    private func findLong(_ end: Int) throws(LogError) -> (Int, Int, Int) {
        guard end >= 20 else { throw file.damaged("its table of contents is missing") }
        var locator = LittleEndian(try file.bytes(end - 20..<end))
        guard locator.number(4) == 0x0706_4B50 else {
            throw file.damaged("its table of contents is missing")
        }
        locator.skip(4)
        let place = locator.number(8)
        guard place <= file.size - 56 else {
            throw file.damaged("its table of contents is missing")
        }
        var record = LittleEndian(try file.bytes(place..<place + 56))
        guard record.number(4) == 0x0606_4B50 else {
            throw file.damaged("its table of contents is missing")
        }
        record.skip(28)
        return (record.number(8), record.number(8), record.number(8))
    }

    /// Takes the entry of a member; nil where it is none.
    private func member(_ table: inout LittleEndian) throws(LogError) -> ZipMember? {
        guard table.number(4) == 0x0201_4B50 else { return nil }
        table.skip(4)
        let flags = table.number(2)
        let method = table.number(2)
        table.skip(8)
        var packed = table.number(4)
        var count = table.number(4)
        let lengths = (name: table.number(2), extra: table.number(2), comment: table.number(2))
        table.skip(8)
        var header = table.number(4)
        let name = String(decoding: table.take(lengths.name), as: UTF8.self)
        var extra = LittleEndian(table.take(lengths.extra))
        table.skip(lengths.comment)
        guard !table.isShort else { return nil }
        Self.widen(&extra, &count, &packed, &header)
        let start = try start(of: header)
        guard packed <= file.size - start, method != 0 || packed == count,
            count / Self.mostUnpacked <= packed
        else { throw file.damaged("\(printable(name)) is larger than the file can hold") }
        let refusal =
            flags & 1 == 1
            ? "is encrypted" : method == 0 || method == 8 ? nil : "is packed in a way not known"
        return ZipMember(
            name: name,
            bytes: PackedBytes(place: start..<start + packed, isPacked: method == 8, count: count),
            refusal: refusal)
    }

    /// Takes the numbers that need more than four bytes from where they are then.
    private static func widen(
        _ extra: inout LittleEndian, _ count: inout Int, _ packed: inout Int, _ header: inout Int
    ) {
        while !extra.isAtEnd {
            let id = extra.number(2)
            var field = LittleEndian(extra.take(extra.number(2)))
            guard id == 1 else { continue }
            if count == 0xFFFF_FFFF { count = field.number(8) }
            if packed == 0xFFFF_FFFF { packed = field.number(8) }
            if header == 0xFFFF_FFFF { header = field.number(8) }
            return
        }
    }

    /// Returns where the bytes of a member begin, after its own header.
    private func start(of header: Int) throws(LogError) -> Int {
        guard header <= file.size - 30 else {
            throw file.damaged("a member lies after its end")
        }
        var local = LittleEndian(try file.bytes(header..<header + 30))
        guard local.number(4) == 0x0403_4B50 else {
            throw file.damaged("a member is not where its table says")
        }
        local.skip(22)
        let start = header + 30 + local.number(2) + local.number(2)
        guard start <= file.size else { throw file.damaged("a member lies after its end") }
        return start
    }
}
