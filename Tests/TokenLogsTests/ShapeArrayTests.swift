// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenLogs

/// Returns the bytes of an array file that ships with the tests.
private func bytes(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: resource("Shapes/\(name)"))))
}

@Test(
    "Stored and packed arrays of a batch give its responses", arguments: ["batch", "batch-packed"])
func npzBatch(name: String) throws {
    let reading = try read(path: resource("Shapes/\(name).npz"))
    #expect(reading.lengths == [3, 2] && reading.dropped("mask") == 1)
    #expect(reading.tokens.map(\.advantage) == [0.7, 0.7, 0.7, -0.7, -0.7])
    #expect(reading.tokens.map(\.oldLogProbability) == [-0.5, -0.5, -0.7, -0.4, -0.6])
    // Single precision, exactly.
    let single = [-0.5, -0.6, -0.7, -0.5, -0.25].map { Double(Float($0)) }
    #expect(reading.tokens.map(\.logProbability) == single)
    #expect(reading.report.format == "NumPy .npz, arrays per response")
}

@Test("Packed arrays come apart at cu_seqlens, and half precision and small integers are read")
func npzSequences() throws {
    let reading = try read(path: resource("Shapes/sequences.npz"))
    #expect(reading.lengths == [2, 3])
    #expect(reading.tokens.map(\.advantage) == [1, 1, -1, -1, -1])
    #expect(
        reading.tokens.map(\.logProbability) == [-0.5, -0.60009765625, -0.7001953125, -0.25, -1])
}

@Test("Flat arrays are rows, with texts, identifiers and one value for all")
func npzTokens() throws {
    let reading = try read(path: resource("Shapes/tokens.npz"))
    #expect(reading.lengths == [2, 3] && reading.tokens.allSatisfy { $0.step == 3 })
    #expect(reading.tokens.map(\.text) == ["a", "é\"", "\n", "", ", b"])
    #expect(reading.tokens.map(\.response) == [4, 4, 5, 5, 5].map { .number($0) })
    #expect(reading.report.format == "NumPy .npz, a row per token")
}

@Test("Arrays of Python objects are refused, for nothing is unpickled")
func npzObjects() throws {
    let error = try #require(refusal(bytes: try bytes("objects.npz")))
    #expect(error.message.contains("logp") && error.message.contains("unpickling"))
    #expect(error.hint?.contains("if you trust it") == true)
}

@Test(
    "An array without names, and an archive without arrays, are refused with what to do",
    arguments: [("plain.npy", "savez"), ("structured.npy", "dtype.names")])
func nameless(name: String, hint: String) throws {
    let error = try #require(refusal(bytes: try bytes(name)))
    #expect(error.hint?.contains(hint) == true)
}

@Test("No cut and no changed byte of an archive crashes, hangs or is believed")
func damagedArchives() throws {
    for name in ["batch.npz", "batch-packed.npz", "sequences.npz"] {
        let whole = try bytes(name)
        for count in stride(from: 4, to: whole.count, by: 7) {
            let error = try #require(refusal(bytes: Array(whole.prefix(count))))
            #expect(error.message.contains("damaged"))
        }
        for place in stride(from: 4, to: whole.count, by: 3) {
            var changed = whole
            changed[place] ^= 0xFF
            if let error = refusal(bytes: changed) { #expect(!error.message.isEmpty) }
        }
    }
}

@Test("An archive that claims more than it can hold is refused before memory is taken")
func hugeClaims() throws {
    let whole = try bytes("batch-packed.npz")
    // The size of the first member, in the table at the end.
    let entry = try #require(whole.lastIndex(startsWith: [0x50, 0x4B, 1, 2], from: 0))
    var bomb = whole
    bomb.replaceSubrange(entry + 24..<entry + 28, with: [0xFE, 0xFF, 0xFF, 0x7F])
    #expect(refusal(bytes: bomb)?.message.contains("larger than the file can hold") == true)

    var overlapping = try bytes("batch.npz")
    let first = try #require(overlapping.lastIndex(startsWith: [0x50, 0x4B, 1, 2], from: 0))
    overlapping.replaceSubrange(first + 42..<first + 46, with: [0, 0, 0, 0])
    let message = refusal(bytes: overlapping)?.message
    #expect(message?.contains("in one place") == true, "\(message ?? "")")
}

extension [UInt8] {
    /// Returns where some bytes stand last.
    fileprivate func lastIndex(startsWith wanted: [UInt8], from start: Int) -> Int? {
        (start..<count - wanted.count).last { self[$0...].starts(with: wanted) }
    }
}

// MARK: - safetensors

/// Returns a file of tensors with a head and bytes.
private func tensors(_ head: String, _ bytes: [UInt8]) -> [UInt8] {
    let size = head.utf8.count
    return (0..<8).map { UInt8(truncatingIfNeeded: size >> ($0 * 8)) } + Array(head.utf8) + bytes
}

/// Returns numbers as they stand in a file of tensors.
private func doubles(_ numbers: [Double]) -> [UInt8] {
    numbers.flatMap { number in
        (0..<8).map { UInt8(truncatingIfNeeded: number.bitPattern >> (UInt64($0) * 8)) }
    }
}

private let head =
    #"{"__metadata__":{"format":"pt"},"logp":{"dtype":"BF16","shape":[2,2],"data_offsets":[0,8]},"#
    + #""logp_old":{"dtype":"F64","shape":[2,2],"data_offsets":[8,40]},"#
    + #""advantages":{"dtype":"F64","shape":[2],"data_offsets":[40,56]},"#
    + #""mask":{"dtype":"BOOL","shape":[2,2],"data_offsets":[56,60]},"#
    + #""scale":{"dtype":"F8_E4M3","shape":[1],"data_offsets":[60,61]}}"#

private let content: [UInt8] =
    [0, 0xBF, 0x80, 0xBF, 0, 0xC0, 0, 0] + doubles([-0.5, -1, -2, 0]) + doubles([1, -1])
    + [1, 1, 1, 0, 9]

@Test("Tensors are read in every type that holds numbers")
func safetensors() throws {
    let reading = try read(bytes: tensors(head, content))
    #expect(reading.lengths == [2, 1])
    #expect(reading.tokens.map(\.logProbability) == [-0.5, -1, -2])
    #expect(reading.tokens.map(\.advantage) == [1, 1, -1])
    #expect(reading.report.format == "safetensors, arrays per response")
    #expect(reading.remarks.contains("scale has a type that is not read"))
}

@Test(
    "A head that lies is refused",
    arguments: [
        ("[40,56]", "[40,57]", "not the size"), ("[0,8]", "[0,800]", "lies after"),
        ("[8,40]", "[0,32]", "makes no sense"),
        ("[2],", "[4503599627370496,4503599627370496],", "not the size"),
        (
            "\"shape\":[2,2],\"data_offsets\":[0,8]", "\"shape\":[2,3],\"data_offsets\":[0,8]",
            "size"
        ),
        ("}}", "}", "makes no sense"), ("[40,56]", "[56,40]", "lies after"),
        ("\"shape\":[2],", "", "lies after"),
    ])
func lyingHead(old: String, new: String, reason: String) throws {
    let error = try #require(refusal(bytes: tensors(head.replacing(old, with: new), content)))
    #expect(error.message.contains(reason), "\(error)")
}

@Test("A damaged length of the head is told as such, and does not make the file text")
func lyingLength() throws {
    let error = try #require(
        refusal(bytes: [0, 0, 0, 0, 0, 0, 0, 128] + tensors(head, content).dropFirst(8)))
    #expect(error.message.contains("its head is longer than the file"), "\(error)")
}

@Test("Arrays that are not of one batch are refused with their shapes")
func unequalShapes() throws {
    let other = head.replacing("[2],\"data", with: "[1,2],\"data")
    let error = try #require(refusal(bytes: tensors(other, content)))
    #expect(error.message.contains("logp [2, 2]") && error.message.contains("advantages [1, 2]"))
}

@Test("Any number of responses without tokens is refused, and not counted")
func emptyArrays() throws {
    let many = "[4503599627370496,0],\"data_offsets\":[0,0]"
    let text =
        "{\"logp\":{\"dtype\":\"F64\",\"shape\":\(many)},\"logp_old\":{\"dtype\":\"F64\","
        + "\"shape\":\(many)},\"adv\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}"
    let error = try #require(refusal(bytes: tensors(text, [1])))
    #expect(error.message.contains("arrays without elements"))
}

@Test("Arrays from a pipe are refused with what to do")
func pipedArrays() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).pipe").path
    #expect(mkfifo(path, 0o600) == 0)
    defer { unlink(path) }
    let data = Data(tensors(head, content))
    Thread.detachNewThread {
        let handle = FileHandle(forWritingAtPath: path)
        try? handle?.write(contentsOf: data)
        try? handle?.close()
    }
    let error = try #require(throws: LogError.self) { try read(path: path) }
    #expect(error.hint?.contains("write it to a file") == true)
}
