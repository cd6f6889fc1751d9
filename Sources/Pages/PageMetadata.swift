// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Results
import TextFiles

/// What a page says of itself, as one JSON document at its head.
enum PageMetadata {
    private static let opening = "<script type=\"application/json\" id=\"flipside\">"
    /// The most bytes before it, and the most that it may have.
    private static let (farthest, longest) = (65_536, 4 << 20)

    /// Returns the element that says it.
    static func element(_ metadata: FigureMetadata) -> String {
        var members = [
            JSON.Member("title", .string(metadata.title)),
            JSON.Member("description", .string(metadata.description)),
            JSON.Member("software", .string(metadata.software)),
        ]
        if let recipe = metadata.recipe { members.append(JSON.Member("recipe", .string(recipe))) }
        return opening + PageText.json(.object(members)) + "</script>"
    }

    /// Returns whether a file is a page that says something of itself.
    static func recognizes(_ file: [UInt8]) -> Bool {
        let start = file.prefix(32).drop { [9, 10, 13, 32].contains($0) }
        return String(decoding: start, as: UTF8.self).lowercased().hasPrefix("<!doctype html")
            && text(in: file) != nil
    }

    /// Returns what a file says of itself.
    ///
    /// - Throws: `DrawingError` where it says nothing, or the document is damaged.
    static func read(_ file: [UInt8]) throws(DrawingError) -> FigureMetadata {
        guard let text = text(in: file) else {
            throw DrawingError("this is no page by Flipside")
        }
        var texts: [String: String] = [:]
        do {
            try JSONReader.read(Array(text)) { reader throws(JSONReader.Failure) in
                try reader.object { reader, key throws(JSONReader.Failure) in
                    texts[key] = try reader.string(atMost: longest)
                }
                try reader.end()
            }
        } catch {
            throw DrawingError(
                "what the page says of itself is damaged: \(error.message)",
                hint: "give a page as plot wrote it")
        }
        return FigureMetadata(
            title: texts["title"] ?? "", description: texts["description"] ?? "",
            software: texts["software"] ?? "", recipe: texts["recipe"])
    }

    /// Returns the document's bytes; none of them ends the element.
    private static func text(in file: [UInt8]) -> ArraySlice<UInt8>? {
        guard let start = place(of: Array(opening.utf8), in: file.prefix(farthest)) else {
            return nil
        }
        let rest = file[start...].prefix(longest)
        guard let end = rest.firstIndex(of: UInt8(ascii: "<")) else { return nil }
        return rest[..<end]
    }

    /// Returns what follows after the first place where some bytes stand; nil where they do not.
    private static func place(of bytes: [UInt8], in file: ArraySlice<UInt8>) -> Int? {
        var rest = file
        while let next = rest.firstIndex(of: bytes[0]) {
            rest = rest[next...]
            if rest.starts(with: bytes) { return next + bytes.count }
            rest = rest.dropFirst()
        }
        return nil
    }
}
