// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Testing

@testable import TextDrawing

@Suite("Laws of figures drawn with characters")
struct FigurePropertyTests {
    private static let sizes = [(20, 10), (39, 24), (80, 24), (200, 50), (1, 1)]

    @Test("No line is wider than the screen, whatever the data and the names", arguments: 0..<12)
    func width(seed: Int) {
        let figure = Figure.random(seed: UInt64(seed))
        let (columns, rows) = Self.sizes[seed % Self.sizes.count]
        for signs in TextSigns.allCases {
            let text = figure.text(on: screen(columns, rows, signs))
            for line in text.split(separator: "\n") {
                #expect(cells(of: String(line)) <= columns)
            }
        }
    }

    @Test("Without colours no control character is written but line ends", arguments: 0..<12)
    func controls(seed: Int) {
        let figure = Figure.random(seed: UInt64(seed))
        let text = figure.text(on: screen(80, 24))
        let hidden = text.unicodeScalars.filter { scalar in
            switch scalar.properties.generalCategory {
            case .control: scalar != "\n"
            case .format, .lineSeparator, .paragraphSeparator, .privateUse: true
            default: false
            }
        }
        #expect(hidden.isEmpty)
    }

    @Test("With colours the only escapes are those of colours, and each line ends without one")
    func escapes() {
        for seed in 0..<3 {
            let figure = Figure.random(seed: UInt64(seed))
            for colors in ColorDepth.allCases where colors != .none {
                let text = figure.text(on: screen(80, 24, .braille, colors))
                let plain = withoutColours(text)
                #expect(plain.unicodeScalars.allSatisfy { $0 == "\n" || $0.value >= 0x20 })
                #expect(plain.split(separator: "\n").allSatisfy { cells(of: String($0)) <= 80 })
                for line in text.split(separator: "\n") {
                    let last = line.split(separator: "\u{1B}").dropFirst().last
                    #expect(last?.hasPrefix("[0m") != false)
                }
            }
        }
    }

    @Test("ASCII means ASCII", arguments: 0..<12)
    func ascii(seed: Int) {
        let text = Figure.random(seed: UInt64(seed)).text(on: screen(80, 24, .ascii))
        #expect(text.utf8.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) })
    }

    @Test("Panels stand side by side where there is room, else below each other")
    func arrangement() {
        let panel = Panel(x: Axis("x", range: 0...1), y: Axis("y", range: 0...1), marks: [])
        let figure = Figure(title: "", panels: [panel, panel])
        let page = { (columns: Int, rows: Int) in
            TextPage(figure, on: screen(columns, rows)).figure.columns
        }
        #expect(page(40, 24) == 1)
        #expect(page(80, 24) == 2)
        #expect(page(200, 50) == 2)
    }

    /// Takes colours away; whatever else begins with an escape stays, and is found.
    private func withoutColours(_ text: String) -> String {
        text.replacing(/\u{1B}\[[0-9;]*m/, with: "")
    }
}
