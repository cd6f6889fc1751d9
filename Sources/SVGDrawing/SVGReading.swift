// SPDX-License-Identifier: GPL-3.0-or-later

internal import Figures

/// Reads what an SVG says of itself; any byte of the file may be wrong.
enum SVGReading {
    /// The most bytes that one text may have.
    private static let limit = 4 << 20
    /// The most elements that may stand inside each other.
    private static let deepest = 1000

    /// Where a text stands, as the names of elements from the outermost on.
    private static let places = [
        ["svg", "title"]: "title", ["svg", "desc"]: "description",
        ["svg", "metadata", "flipside:software"]: "software",
        ["svg", "metadata", "flipside:recipe"]: "recipe",
    ]

    /// Returns what text stands at a place; deep places, of which nothing is kept, cost nothing.
    private static func key(_ path: [String]) -> String? {
        path.count <= 3 ? places[path] : nil
    }

    /// Returns whether the first element of a file is an SVG's, as far as its first bytes say.
    static func recognizes(_ file: [UInt8]) -> Bool {
        var scanner = XMLScanner(Array(file.prefix(65_536)))
        while let event = try? scanner.next() {
            switch event {
            case .start(let name): return name == "svg"
            case .text(let bytes) where bytes.allSatisfy { [9, 10, 13, 32].contains($0) }: continue
            case .text, .end: return false
            }
        }
        return false
    }

    /// Returns what a file says of itself.
    ///
    /// - Throws: ``DrawingError`` when the file is damaged, or defines types or entities.
    static func metadata(of file: [UInt8]) throws(DrawingError) -> FigureMetadata {
        let texts: [String: [UInt8]]
        do {
            texts = try scan(file)
        } catch {
            throw DrawingError(
                "the SVG cannot be read: \(error.message)",
                hint: "give a file that is whole and has no <!DOCTYPE>")
        }
        func text(_ key: String) -> String? {
            texts[key].map { String(decoding: $0, as: UTF8.self) }
        }
        return FigureMetadata(
            title: text("title") ?? "", description: text("description") ?? "",
            software: text("software") ?? "", recipe: text("recipe"))
    }

    private static func scan(
        _ file: [UInt8]
    ) throws(XMLScanner.Problem) -> [String: [UInt8]] {
        guard recognizes(file) else {
            throw XMLScanner.Problem(message: "it does not begin as one")
        }
        var scanner = XMLScanner(file)
        var path: [String] = []
        var texts: [String: [UInt8]] = [:]
        var isSaid: Set<String> = []
        while let event = try scanner.next() {
            switch event {
            case .start(let name):
                path.append(name)
                guard path.count <= deepest else {
                    throw XMLScanner.Problem(message: "its elements are too deep")
                }
                // The first of a kind counts; a second one adds nothing to it.
                if let key = key(path), texts[key] == nil { texts[key] = [] }
            case .text(let bytes):
                guard let key = key(path), !isSaid.contains(key) else { continue }
                texts[key, default: []] += bytes
                guard texts[key, default: []].count <= limit else {
                    throw XMLScanner.Problem(message: "a text is above 4 MB")
                }
            case .end:
                if let key = key(path) { isSaid.insert(key) }
                guard !path.isEmpty else { throw XMLScanner.Problem(message: "it is no XML") }
                path.removeLast()
                if path.isEmpty { return texts }
            }
        }
        throw XMLScanner.Problem(message: "it ends too early")
    }
}
