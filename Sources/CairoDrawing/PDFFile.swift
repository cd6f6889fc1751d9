// SPDX-License-Identifier: GPL-3.0-or-later

import CCairo
internal import Figures

/// The bytes of PDF files, made by Cairo: one page, with embedded fonts whose text can be selected.
///
/// Owns its Cairo pointers and frees each once.
final class PDFFile {
    /// What Cairo has written.
    private final class Output {
        var bytes: [UInt8] = []
    }

    private let output: Output
    private let surface: OpaquePointer
    private let cairo: OpaquePointer

    /// Makes an empty page.
    ///
    /// - Throws: ``DrawingError`` when the size is not one that a page can have.
    init(_ page: DisplayList, _ metadata: FigureMetadata) throws(DrawingError) {
        // PDF's own limit is 200 inches.
        guard page.width > 0, page.height > 0, page.width <= 14_400, page.height <= 14_400 else {
            throw DrawingError(
                "a page of \(page.width) × \(page.height) points cannot be drawn",
                hint: "give a width and a height above 0 and of at most 200 inches")
        }
        try DrawingLibraries.load()
        let output = Output()
        let write: cairo_write_func_t = { output, bytes, count in
            guard let output, let bytes else { return CAIRO_STATUS_WRITE_ERROR }
            Unmanaged<Output>.fromOpaque(output).takeUnretainedValue()
                .bytes.append(contentsOf: UnsafeBufferPointer(start: bytes, count: Int(count)))
            return CAIRO_STATUS_SUCCESS
        }
        guard
            let surface = cairo_pdf_surface_create_for_stream(
                write, Unmanaged.passUnretained(output).toOpaque(), page.width, page.height),
            let cairo = cairo_create(surface)
        else { throw .noMemory }
        self.output = output
        self.surface = surface
        self.cairo = cairo
        try DrawingError.check(surface, cairo)
        // Later versions hide what a file says of itself in compressed objects.
        cairo_pdf_surface_restrict_to_version(surface, CAIRO_PDF_VERSION_1_4)
        set(CAIRO_PDF_METADATA_TITLE, metadata.title)
        set(CAIRO_PDF_METADATA_SUBJECT, metadata.description)
        set(CAIRO_PDF_METADATA_CREATOR, metadata.software)
        set(CAIRO_PDF_METADATA_KEYWORDS, metadata.recipe ?? "")
        // No date: the same figure has the same bytes at any time.
        cairo_pdf_surface_set_metadata(surface, CAIRO_PDF_METADATA_CREATE_DATE, nil)
    }

    deinit {
        CairoFonts.alone {
            cairo_destroy(cairo)
            // Cairo writes the end of the file once more where it has not been finished; `output`
            // still lives then.
            cairo_surface_destroy(surface)
        }
    }

    /// Draws a page and returns the bytes of the file.
    ///
    /// - Throws: ``DrawingError`` with Cairo's reason.
    func draw(_ page: DisplayList, with pen: TextPen) throws(DrawingError) -> [UInt8] {
        Brush(cairo: cairo, pen: pen, pixelsPerCell: Self.pixelsPerCell).draw(page)
        // The fonts are written now.
        CairoFonts.alone { cairo_surface_finish(surface) }
        try DrawingError.check(surface, cairo)
        return output.bytes
    }

    /// Gives Cairo one text; an empty one is left out of the file.
    private func set(_ key: cairo_pdf_metadata_t, _ text: String) {
        guard !text.isEmpty else { return }
        cairo_pdf_surface_set_metadata(surface, key, text.drawable)
    }

    /// Returns how many pixels a cell is to have: some viewers smooth what they enlarge, and so
    /// blur cells of one pixel; pixels of 1/600 inch they show as they are.
    @Sendable static func pixelsPerCell(_ raster: Raster, in box: Box) -> Int {
        let cells = raster.columns * raster.rows
        guard cells > 0 else { return 1 }
        let side = max(box.width / Double(raster.columns), box.height / Double(raster.rows))
        let fine = (side / 72 * 600).rounded(.up)
        let affordable = (1_000_000 / Double(cells)).squareRoot().rounded(.down)
        return Int(max(2, min(fine, affordable, 1000)))
    }
}
