// SPDX-License-Identifier: GPL-3.0-or-later

import CPNG
internal import Figures

/// Files of others and of long ago: any byte of them may be wrong.
extension PNGFile {
    /// Returns whether a file begins as every PNG does.
    static func recognizes(_ file: [UInt8]) -> Bool {
        file.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A])
    }

    /// Returns what a file says of itself.
    ///
    /// - Throws: ``DrawingError`` with libpng's reason.
    static func metadata(of file: [UInt8]) throws(DrawingError) -> FigureMetadata {
        try withHead(of: file) { head in
            var texts: [String: String] = [:]
            for text in UnsafeBufferPointer(start: head.texts, count: head.text_count) {
                let keyword = String(cString: text.keyword)
                if texts[keyword] == nil { texts[keyword] = String(cString: text.text) }
            }
            return FigureMetadata(
                title: texts["Title"] ?? "", description: texts["Description"] ?? "",
                software: texts["Software"] ?? "", recipe: texts["flipside:recipe"])
        }
    }

    /// Returns the pixels of a file.
    ///
    /// - Throws: ``DrawingError`` with libpng's reason, or when there are too many pixels.
    static func picture(of file: [UInt8]) throws(DrawingError) -> Picture {
        let size = try withHead(of: file) { ($0.width, $0.height) }
        let (width, height) = (Int(size.0), Int(size.1))
        guard width * height <= Canvas.limit else { throw .tooLarge(width, height) }
        var result = cpng_result()
        defer { cpng_free(&result) }
        let room = 4 * width * height
        // Memory is taken from the system as rows are filled in, not before: a short file that
        // claims to be large costs nothing.
        let bytes = [UInt8](unsafeUninitializedCapacity: room) { bytes, count in
            let isRead = cpng_read_pixels(file, file.count, bytes.baseAddress, room, &result)
            count = isRead == 1 ? room : 0
        }
        guard let picture = Picture(width: width, height: height, bytes: bytes) else {
            throw unreadable(result)
        }
        return picture
    }

    /// Calls a function with what stands before the pixels of a file.
    private static func withHead<Result>(
        of file: [UInt8], _ body: (cpng_result) -> Result
    ) throws(DrawingError) -> Result {
        var result = cpng_result()
        defer { cpng_free(&result) }
        guard cpng_read_texts(file, file.count, &result) == 1 else { throw unreadable(result) }
        return body(result)
    }

    private static func unreadable(_ result: cpng_result) -> DrawingError {
        DrawingError(
            "the PNG cannot be read: \(reason(result))", hint: "give a file that is whole")
    }
}

extension DrawingError {
    /// A picture has more pixels than we draw or read.
    static func tooLarge(_ width: Int, _ height: Int) -> DrawingError {
        DrawingError(
            "a picture of \(width) × \(height) pixels is too large",
            hint: "give a smaller size or fewer dots per inch; 100 million pixels, "
                + "20000 to a side, is the most")
    }
}
