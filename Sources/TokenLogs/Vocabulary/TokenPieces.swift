// SPDX-License-Identifier: GPL-3.0-or-later

/// How a vocabulary writes what its tokens stand for.
struct TokenPieces: Sendable {
    /// A blank in vocabularies of bytes, as GPT-2's has it.
    private static let byteBlank = Array("Ġ".utf8)

    /// A blank in vocabularies of SentencePiece.
    private static let sentenceBlank: Unicode.Scalar = "▁"

    /// Whether the vocabulary writes each byte as a sign.
    private var isOfBytes = false

    /// Takes notice of how a token is written.
    mutating func notice(_ text: [UInt8]) {
        if !isOfBytes, text.starts(with: Self.byteBlank) { isOfBytes = true }
    }

    /// Returns what a token stands for.
    func text(_ piece: ArraySlice<UInt8>) -> String {
        let text = String(decoding: piece, as: UTF8.self)
        if isOfBytes { return Self.decoded(text) ?? text }
        if let byte = Self.byte(text) { return String(decoding: [byte], as: UTF8.self) }
        guard text.unicodeScalars.contains(Self.sentenceBlank) else { return text }
        return String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0 == Self.sentenceBlank ? " " : $0 }))
    }

    /// Returns the text whose bytes are written as signs, or nil where one is no such sign.
    private static func decoded(_ text: String) -> String? {
        var bytes: [UInt8] = []
        for scalar in text.unicodeScalars {
            guard let byte = bytesOfSigns[scalar] else { return nil }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// The byte that each sign stands for: printing ones for themselves, the others from U+0100 on.
    private static let bytesOfSigns: [Unicode.Scalar: UInt8] = {
        var bytes: [Unicode.Scalar: UInt8] = [:]
        var next: UInt32 = 0x100
        for byte in UInt8.min...UInt8.max {
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: bytes[Unicode.Scalar(byte)] = byte
            default:
                if let sign = Unicode.Scalar(next) { bytes[sign] = byte }
                next += 1
            }
        }
        return bytes
    }()

    /// Returns the byte that SentencePiece writes as `<0x0A>`, or nil.
    private static func byte(_ text: String) -> UInt8? {
        guard text.utf8.count == 6, text.hasPrefix("<0x"), text.hasSuffix(">") else { return nil }
        return UInt8(text.dropFirst(3).dropLast(), radix: 16)
    }
}
