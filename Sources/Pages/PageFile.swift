// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Results

/// A page as a file: one template, filled in, that loads nothing from anywhere.
struct PageFile {
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
        let colors = PageColors.style(light: themes.light, dark: themes.dark)
        let style = Self.style.replacing("/*{{colors}}*/", with: colors)
        let words = [
            "language": "en", "title": PageText.html(title), "style": style,
            "theme": isDark.map { " data-theme=\"\($0 ? "dark" : "light")\"" } ?? "",
            "policy": PagePolicy.text(style: style, script: Self.script),
            "metadata": metadata, "figure": figure, "text": text,
            "data": PageText.json(document), "script": Self.script,
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

    /// What every page consists of.
    static let template = String(decoding: PackageResources.page_html, as: UTF8.self)
    static let style = lean(PackageResources.page_css)
    static let script = [PackageResources.engine_js, PackageResources.page_js]
        .map(lean).joined()

    /// Returns a file of code without what readers of a page have no use for: lines that are comments
    /// alone, and the blanks before others.
    static func lean(_ file: [UInt8]) -> String {
        let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
            .map { $0.drop { $0 == " " } }
        let code = lines.filter { line in
            let isNote = line.hasPrefix("/*") && line.hasSuffix("*/") && !line.contains("{{")
            return !line.isEmpty && !line.hasPrefix("//") && !isNote
        }
        return code.map { $0 + "\n" }.joined()
    }
}
