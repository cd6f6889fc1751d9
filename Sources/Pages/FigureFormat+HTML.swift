// SPDX-License-Identifier: GPL-3.0-or-later

public import Figures
import Results

extension FigureFormat {
    /// Returns a page for a browser that a reader explores: one file, which loads nothing.
    ///
    /// - Parameters:
    ///   - svg: How the figure is drawn for readers without scripts, and on paper.
    ///   - png: The same of figures that would be large as SVG.
    /// - Returns: A format for `FigureRenderer.formats`.
    public static func html(svg: FigureFormat, png: FigureFormat) -> FigureFormat {
        var format = FigureFormat(
            ending: "html",
            encode: { page, metadata throws(DrawingError) in
                let picture = try PagePicture(
                    page, alternative: metadata.description, svg: svg, png: png)
                return PageFile(metadata, picture).bytes
            },
            recognizes: PageMetadata.recognizes,
            read: { file throws(DrawingError) in try PageMetadata.read(file) })
        format.isExplored = true
        return format
    }
}

extension PageFile {
    /// Makes the page of a figure; one of which nothing is known but the picture shows that.
    fileprivate init(_ metadata: FigureMetadata, _ picture: PagePicture) {
        let content = metadata.explorable
        kind = .figure
        title = metadata.title
        self.metadata = PageMetadata.element(metadata)
        figure = picture.element
        text = PageProse(metadata).html
        document = .document(content?.document ?? "null")
        isDark = content?.isDark
        themes = content?.themes ?? (.light, .dark)
    }
}
