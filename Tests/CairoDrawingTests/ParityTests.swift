// SPDX-License-Identifier: GPL-3.0-or-later

import CairoDrawing
import Figures
import Foundation
import Testing

/// A program that makes pixels of a file, with its arguments for a page of 1620 × 648 pixels.
private struct Viewer: Sendable, CustomTestStringConvertible {
    let path: String
    let ending: String
    let arguments: @Sendable (_ file: String, _ picture: String) -> [String]
    /// The most that its pictures may be apart from ours.
    let rootMeanSquare: Double
    let shareOfVisible: Double

    var testDescription: String { path }

    static let all = [
        Viewer(
            path: "/usr/bin/pdftocairo", ending: "pdf",
            arguments: { ["-png", "-singlefile", "-r", "240", $0, String($1.dropLast(4))] },
            rootMeanSquare: 0.03, shareOfVisible: 0.005),
        Viewer(
            path: "/usr/bin/rsvg-convert", ending: "svg",
            arguments: { ["--width", "1620", "--height", "648", "--output", $1, $0] },
            rootMeanSquare: 0.05, shareOfVisible: 0.02),
    ].filter { access($0.path, X_OK) == 0 }
}

@Test(
    "Other programs show a PDF and an SVG as our PNG is",
    .enabled(if: !Viewer.all.isEmpty, "neither pdftocairo nor rsvg-convert is installed"),
    arguments: Viewer.all, Typeface.allCases)
private func parity(viewer: Viewer, typeface: Typeface) throws {
    let format = try #require(renderer.format(ofFile: "a.\(viewer.ending)"))
    let page = try renderer.layout(.sample(.wide)).inTypeface(typeface)
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "figure.\(viewer.ending)")
    let shown = folder.appending(path: "shown.png")
    try Data(format.encode(page, metadata)).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: viewer.path)
    process.arguments = viewer.arguments(file.path, shown.path)
    try process.run()
    process.waitUntilExit()
    let theirs = try PictureFormat.png.read([UInt8](Data(contentsOf: shown)))
    let ours = try PictureFormat.png.read(FigureFormat.png.encode(page, metadata))
    let distance = try #require(PictureDistance(theirs, ours))
    #expect(distance.rootMeanSquare < viewer.rootMeanSquare)
    #expect(distance.shareOfVisible < viewer.shareOfVisible)
    if let folder = ProcessInfo.processInfo.environment["KEEP_PICTURES"] {
        print(viewer.ending, typeface, distance)
        try Data(contentsOf: shown).write(
            to: URL(filePath: "\(folder)/\(viewer.ending)-\(typeface).png"))
        try Data(FigureFormat.png.encode(page, metadata))
            .write(to: URL(filePath: "\(folder)/ours-\(typeface).png"))
    }
}

extension DisplayList {
    /// Returns the same page with all words in a family; their places stay.
    func inTypeface(_ typeface: Typeface) -> DisplayList {
        func changed(_ item: Item) -> Item {
            switch item {
            case .text(let text, let place, var font, let color, let angle):
                font.typeface = typeface
                return .text(text, at: place, font: font, color: color, angle: angle)
            case .clipped(let box, let items): return .clipped(box, items.map(changed))
            case .group(let group, let items): return .group(group, items.map(changed))
            case .path, .polygon, .rectangle, .circle, .image: return item
            }
        }
        var page = self
        page.items = items.map(changed)
        return page
    }
}
