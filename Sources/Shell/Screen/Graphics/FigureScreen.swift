// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Lab
import TextDrawing
import WorkbenchModel

/// Shows figures on a screen, as an image where the terminal said that it can, else with characters.
///
/// The terminal is asked when the first figure is shown, and once.
struct FigureScreen {
    /// The pixels of a PNG: how many, and three bytes for each.
    typealias Pixels = @Sendable (_ png: [UInt8]) -> (width: Int, height: Int, bytes: [UInt8])?

    private let channel: Channel
    private let isUTF8: Bool
    private let pixels: Pixels?
    private let probe: TerminalProbe
    private var found: ImageProtocol??

    /// What is written for a figure.
    struct Shown: Equatable {
        /// For standard output, with a final newline; no control characters but our own escapes.
        var output = ""
        /// What is to be said on standard error; nil for nothing.
        var remark: String?
    }

    init(channel: Channel, isUTF8: Bool, pixels: Pixels?, probe: TerminalProbe) {
        self.channel = channel
        self.isUTF8 = isUTF8
        self.pixels = pixels
        self.probe = probe
    }

    /// Whether keys that were typed ahead can be given back to whoever reads them next.
    var returnsKeys = false

    /// Whether it was said that the variable for graphics makes no sense.
    private var hasRemarked = false

    /// Returns what shows a figure, the first time with a remark on a variable that nothing follows.
    mutating func show(_ figure: ShownFigure) -> Shown {
        var shown = self.shown(figure)
        if figure.graphics == nil, !hasRemarked, let remark = Self.remarkOnVariable {
            hasRemarked = true
            shown.remark = [remark, shown.remark].compactMap(\.self).joined(separator: "\n")
        }
        return shown
    }

    /// What there is to say of `FLIPSIDE_GRAPHICS`, or nil where it is unset or known.
    private static var remarkOnVariable: String? {
        guard let value = environmentVariable("FLIPSIDE_GRAPHICS"), !value.isEmpty,
            value != "auto", Graphics(rawValue: value) == nil
        else { return nil }
        let known = ["auto"] + Graphics.allCases.map(\.rawValue)
        return "FLIPSIDE_GRAPHICS is \(escapingControls(value)), which is no way to show figures; "
            + "known: \(known.joined(separator: ", "))"
    }

    private mutating func shown(_ shown: ShownFigure) -> Shown {
        if shown.graphics == Graphics.none { return inWords(shown) }
        if let image = imageProtocol(shown.graphics), let output = self.image(shown, image) {
            return Shown(output: output)
        }
        guard let figure = shown.figure else {
            return Shown(
                remark: "\(escapingControls(shown.description)), cannot be shown here: "
                    + "this terminal has not said that it shows images; "
                    + "graphics=kitty, iterm2 or sixel sends one all the same.")
        }
        return Shown(output: figure.text(on: screen(shown.graphics)) + "\n")
    }

    /// Returns a figure drawn with characters in at most some rows, a line a row; none where it does
    /// not fit.
    func sketch(_ figure: Figure, rows: Int) -> [String] {
        var screen = screen(nil)
        screen.rows = rows
        // A row that fills the last column would make some terminals begin another.
        screen.columns -= 1
        let lines = figure.text(on: screen).split(
            separator: "\n", omittingEmptySubsequences: false)
        return lines.count <= rows ? lines.map(String.init) : []
    }

    private func inWords(_ shown: ShownFigure) -> Shown {
        Shown(output: escapingControls(shown.description) + "\n")
    }

    // MARK: - Characters

    /// Returns the screen for characters, with the signs that were asked for.
    private func screen(_ graphics: Graphics?) -> TextScreen {
        let size = channel.size
        return TextScreen(
            columns: size.columns, rows: max(size.rows - 2, 1), signs: signs(graphics),
            colors: colorDepth(hasColours: channel.hasColours, variable: environmentVariable),
            width: textWidth)
    }

    private func signs(_ graphics: Graphics?) -> TextSigns {
        switch graphics {
        case .ascii: return .ascii
        case .blocks: return .blocks
        case .braille: return .braille
        case .kitty, .iterm2, .sixel, Graphics.none?, nil:
            let type = environmentVariable("TERM")
            // The console's fonts hold no Braille.
            let isPoor = channel.isTerminal && (isDumb(type) || type == "linux")
            return isUTF8 && !isPoor ? .braille : .ascii
        }
    }

    // MARK: - Images

    /// Returns the protocol for images: the one that was asked for, else the one that the terminal
    /// knows; never one where somebody else than a terminal reads.
    private mutating func imageProtocol(_ asked: Graphics?) -> ImageProtocol? {
        guard channel.isTerminal else { return nil }
        switch asked {
        case .kitty: return .kitty
        case .iterm2: return .iterm2
        case .sixel: return .sixel
        case .braille, .blocks, .ascii, Graphics.none?: return nil
        case nil:
            if let found { return found }
            let answer = probe.find(returnsKeys: returnsKeys)
            found = .some(answer)
            return answer
        }
    }

    /// Returns the escapes that show a figure as an image, or nil where it cannot be drawn.
    private func image(_ shown: ShownFigure, _ kind: ImageProtocol) -> String? {
        let cells = CellSize(channel.pixelSize)
        let extent: (width: Double, height: Double)
        var file: [UInt8]?
        if let size = shown.figure?.size {
            extent = (size.width * 1.5, size.height * 1.5)
        } else {
            file = try? shown.png(0)
            guard let file, let size = pngSize(file) else { return nil }
            extent = (Double(size.width), Double(size.height))
        }
        let place = cells.place(width: extent.width, height: extent.height, on: channel.size)
        let inches = (shown.figure?.size.width ?? 72) / 72
        // Where the terminal scales, finer pixels do no harm.
        let fineness = kind == .sixel ? 1.0 : cells.isKnown ? 1 : 2
        let dotsPerInch = Double(place.width) * fineness / inches
        guard let png = file ?? (try? shown.png(dotsPerInch)) else { return nil }
        switch kind {
        case .kitty: return kittyImage(png, columns: place.columns) + "\n"
        case .iterm2: return itermImage(png, columns: place.columns) + "\n"
        case .sixel:
            guard let picture = pixels?(png) else { return nil }
            let scaled = SixelPicture(
                width: picture.width, height: picture.height, rgb: picture.bytes
            ).shrunk(toWidth: place.width)
            return scaled.escape + "\n"
        }
    }
}

/// How many pixels a character takes.
struct CellSize {
    let width: Double
    let height: Double
    /// Whether the terminal said so.
    let isKnown: Bool

    /// Divides a screen's pixels by its characters; 10 × 20 where it does not say.
    init(_ size: (width: Double, height: Double)?) {
        width = size?.width ?? 10
        height = size?.height ?? 20
        isKnown = size != nil
    }

    /// Returns how many columns and pixels an image takes that wants some pixels: no more than fit
    /// above the next prompt.
    func place(
        width wanted: Double, height: Double, on screen: (columns: Int, rows: Int)
    ) -> (columns: Int, width: Int) {
        let tallest = Double(max(screen.rows - 2, 4)) * self.height
        let widest = Double(screen.columns) * width
        let least = min(widest, 60 * width)
        let fitting = min(max(wanted, least), widest, tallest * wanted / max(height, 1))
        let columns = max(1, Int(fitting / width))
        return (columns, Int(Double(columns) * width))
    }
}
