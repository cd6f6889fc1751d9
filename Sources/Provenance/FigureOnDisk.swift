// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Figures
import Results
package import WorkbenchModel

/// A figure's file as it was found: nothing in it is trusted.
package struct FigureOnDisk: Sendable {
    /// The path as typed.
    package let path: String
    /// Where the path stands in the line.
    package let span: Range<Int>
    /// The whole file.
    package let bytes: [UInt8]
    /// What kind of file it is by its bytes.
    package let format: FigureFormat
    /// What it says of itself.
    package let metadata: FigureMetadata

    /// Whether it is a picture of pixels.
    package var isPicture: Bool { format.ending == "png" }

    /// Returns the recipe that the file holds.
    package func recipe() throws(CommandError) -> Recipe {
        guard let text = metadata.recipe else {
            throw CommandError(
                .missing, "\(shownText(path)) holds no recipe", span: span,
                hint: "figures hold one unless they were drawn with recipe=no")
        }
        return Recipe(text: text)
    }
}

extension Workspace {
    /// Reads a figure's file.
    ///
    /// - Throws: Where it cannot be read, or is no figure.
    package func figureOnDisk(_ file: Argument) throws(CommandError) -> FigureOnDisk {
        let bytes = try InputFile.bytes(
            of: file.text, span: file.span, hint: "give a figure; none of ours is as large")
        let renderer = environment.renderer
        guard let format = renderer.format(of: bytes) else {
            let endings = renderer.formats.map(\.ending)
            throw CommandError(
                .failed, "\(shownText(file.text)) is no figure", span: file.span,
                hint: "give a file that plot wrote, one of \(endings.joined(separator: ", "))")
        }
        do {
            return FigureOnDisk(
                path: file.text, span: file.span, bytes: bytes, format: format,
                metadata: try format.read(bytes))
        } catch {
            throw CommandError(
                .failed, "\(shownText(file.text)) cannot be read: \(error.message)",
                span: file.span, hint: error.hint)
        }
    }
}
