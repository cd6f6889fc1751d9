// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation

/// The links and pictures of a document that lead into the repository.
struct Links {
    /// One link: a file by its path from the root, and the heading after `#` where there is one.
    struct Target: Hashable {
        let path: String
        let heading: String?
    }

    /// The links, in the order of the document.
    let all: [Target]

    /// The files that are linked, by path from the root.
    var targets: [String] { all.map(\.path) }

    /// Reads a document.
    ///
    /// - Parameters:
    ///   - text: Its text, in Markdown.
    ///   - path: Its path from the root, from which relative links start.
    init(_ text: String, at path: String) {
        let folder = path.split(separator: "/").dropLast().map(String.init)
        let inline = prose(of: text).matches(of: /\]\(([^)\s]+)\)/).map(\.1)
        let pictures = prose(of: text).matches(of: /(?:src|srcset)="([^"]+)"/).map(\.1)
        all = (inline + pictures).filter { !$0.contains("://") && !$0.hasPrefix("mailto:") }
            .map { link in
                let parts = link.split(separator: "#", omittingEmptySubsequences: false)
                let file = parts[0].isEmpty ? path : Self.resolved(String(parts[0]), from: folder)
                return Target(path: file, heading: parts.count > 1 ? String(parts[1]) : nil)
            }
    }

    /// Returns the path from the root that a relative link means.
    private static func resolved(_ link: String, from folder: [String]) -> String {
        link.split(separator: "/").reduce(into: folder) { path, part in
            switch part {
            case ".": break
            case "..": _ = path.popLast()
            default: path.append(String(part))
            }
        }.joined(separator: "/")
    }
}

/// Returns a document without its blocks of code.
private func prose(of text: String) -> String {
    var isCode = false
    return text.split(separator: "\n").filter { line in
        if line.hasPrefix("```") { isCode.toggle() }
        return !isCode
    }.joined(separator: "\n")
}

/// Returns the names under which a page's headings can be linked.
func headings(of text: String) -> Set<String> {
    let names = prose(of: text).split(separator: "\n").filter { $0.hasPrefix("#") }.map { line in
        let words = line.drop { $0 == "#" }.drop { $0 == " " }.lowercased()
        return words.filter { $0.isLetter || $0.isNumber || "-_ ".contains($0) }
            .map { $0 == " " ? "-" : String($0) }.joined()
    }
    return Set(names)
}
