// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Results

/// A page as a file: one template, filled in, that loads nothing from anywhere.
struct PageFile {
    let kind: PageKind
    let title: String
    /// The element that says what the page is; empty where nobody is to follow it.
    var metadata = ""
    /// What shows without any script.
    let figure: String, text: String
    let document: JSON
    let isDark: Bool?
    let themes: (light: Theme, dark: Theme)

    /// The file's bytes.
    var bytes: [UInt8] { Array(filled.utf8) }

    private var filled: String {
        let script = kind.script
        let colors = PageColors.style(light: themes.light, dark: themes.dark)
        let style = kind.style.replacing("/*{{colors}}*/", with: colors)
        let words = [
            "language": "en", "title": PageText.html(title), "style": style,
            "theme": isDark.map { " data-theme=\"\($0 ? "dark" : "light")\"" } ?? "",
            "policy": PagePolicy.text(style: style, script: script),
            "metadata": metadata, "figure": figure, "text": text,
            "data": PageText.json(document), "script": script,
        ]
        // Only the template is looked through: no text of anybody's stands for anything.
        var parts = Self.template.split(separator: "{{", omittingEmptySubsequences: false)[...]
        var page = String(parts.removeFirst())
        for part in parts {
            guard let end = part.firstRange(of: "}}"),
                let word = words[String(part[..<end.lowerBound])]
            else { preconditionFailure("the template has no such word: \(part.prefix(20))") }
            page += word + part[end.upperBound...]
        }
        return page
    }

    /// What every page consists of; the script is packed from what stands in `Script`.
    static let template = text(PackageResources.page_html)

    private static func text(_ file: [UInt8]) -> String { String(decoding: file, as: UTF8.self) }
}

/// What a page is of, each with the script that shows it and its style.
enum PageKind {
    case figure, lesson

    /// The style; what only lessons need stands behind a mark.
    var style: String {
        let parts = String(decoding: PackageResources.page_css, as: UTF8.self)
            .split(separator: "/*lesson*/\n").map(String.init)
        return self == .lesson ? parts.joined() : parts[0]
    }

    var script: String {
        switch self {
        case .figure: String(decoding: PackageResources.figure_js, as: UTF8.self)
        case .lesson: String(decoding: PackageResources.lesson_js, as: UTF8.self)
        }
    }
}
