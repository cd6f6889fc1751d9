// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Foundation
import Lab
import LabTestSupport
import Pages
import SVGDrawing
import Testing
import WorkbenchModel

/// Draws without fonts and writes SVG and pages; a small PNG is a few bytes.
private let renderer = FigureRenderer(
    layout: { $0.layout(measuring: WidthTable.builtIn) },
    formats: [
        .svg(pictures: pictures), .html(svg: .svg(pictures: pictures), png: pixels), pixels,
    ], pictures: pictures)

private let pictures = PictureFormat(
    encode: { picture, _, _ in picture.bytes },
    read: { _ throws(DrawingError) in throw DrawingError("no picture is read here") })

private let pixels = FigureFormat(
    ending: "png", encode: { page, _ in Array("PNG \(page.dotsPerInch)".utf8) })

/// Returns a session that writes real pages, and what it says.
func pageSession() -> (Session, Listener) {
    var (session, listener) = makeSession()
    session.workspace.environment.renderer = renderer
    return (session, listener)
}

/// Returns the page of a line after some others, and what was said.
func page(of line: String, after lines: [String] = []) throws -> (Page, Listener) {
    let scratch = try ScratchFolder()
    var (session, listener) = pageSession()
    for line in lines { try session.execute(line) }
    try session.execute("\(line) out=\(scratch.word("page.html"))")
    return (try Page(scratch.read("page.html")), listener)
}

/// A page taken apart as a browser does it: an element of script or style ends at its first end tag.
struct Page {
    let text: String
    /// What is in each script element, with the words of its tag.
    let scripts: [(tag: String, content: String)]
    /// What is in each style element.
    let styles: [String]
    /// What the page computes from.
    let data: [String: Any]

    init(_ text: String) throws {
        self.text = text
        scripts = text.matches(of: /<script([^>]*)>(.*?)<\/script/.dotMatchesNewlines())
            .map { (String($0.1), String($0.2)) }
        styles = text.matches(of: /<style[^>]*>(.*?)<\/style/.dotMatchesNewlines())
            .map { String($0.1) }
        let document = try #require(scripts.first { $0.tag.contains("id=\"data\"") })
        data = try #require(
            try JSONSerialization.jsonObject(with: Data(document.content.utf8)) as? [String: Any])
    }

    /// The methods by their names.
    var methods: [String: [String: Any]] {
        let all = data["methods"] as? [[String: Any]] ?? []
        return Dictionary(uniqueKeysWithValues: all.map { ($0["name"] as? String ?? "", $0) })
    }

    var omitted: [String] { data["omitted"] as? [String] ?? [] }
    var parts: [[String: Any]] { data["parts"] as? [[String: Any]] ?? [] }
    var kinds: [String] { parts.map { $0["kind"] as? String ?? "" } }

    /// The markup without what stands in scripts, styles and the picture's address.
    var markup: String {
        text.replacing(
            /<(script|style)([^>]*)>.*?<\/(script|style)>/.dotMatchesNewlines(), with: ""
        )
        .replacing(/src='[^']*'/, with: "src")
    }
}
