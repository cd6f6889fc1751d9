// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Results

extension Report {
    /// The page as HTML5: one file that loads nothing and runs nothing.
    var html: String {
        """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" \
        content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
        <meta name="viewport" content="width=device-width,initial-scale=1">
        <meta name="generator" content="Flipside \(Version.number)">
        <title>\(safe(title))</title>
        <style>
        \(ReportStyle.sheet)
        </style>
        </head>
        <body>
        <header>
        <h1>\(safe(title))</h1>
        \(headHTML)
        </header>
        <main>
        \(findingsHTML)
        \(contents)
        \(sections.map(html).joined(separator: "\n"))
        \(readingHTML)
        </main>
        <footer>
        <p>Made with Flipside \(Version.number). These lines make it again:</p>
        <pre><code>\(lines.map(safe).joined(separator: "\n"))</code></pre>
        </footer>
        </body>
        </html>
        """
    }

    private var headHTML: String {
        let facts = facts.map { "<dt>\(safe($0.name))</dt><dd>\(safe($0.value))</dd>" }
        return "<dl>\n\(facts.joined(separator: "\n"))\n</dl>"
    }

    private var findingsHTML: String {
        let items = findings.map { finding in
            let link = finding.section.map { " (<a href=\"#\(safe($0))\">\(safe($0))</a>)" } ?? ""
            return "<li>\(safe(finding.text))\(link)</li>"
        }
        return """
            <section aria-labelledby="findings">
            <h2 id="findings">Findings</h2>
            \(items.isEmpty ? "<p>Nothing stands out.</p>" : "<ul>\n\(items.joined(separator: "\n"))\n</ul>")
            </section>
            """
    }

    private var contents: String {
        let places = sections.map { ($0.name, $0.heading) } + [("reading", "How the log was read")]
        let links = places.map { "<li><a href=\"#\(safe($0.0))\">\(safe($0.1))</a></li>" }
        return
            "<nav aria-label=\"Sections\">\n<ul>\n\(links.joined(separator: "\n"))\n</ul>\n</nav>"
    }

    private var readingHTML: String {
        html(Section(name: "reading", heading: "How the log was read", parts: head))
    }

    private func html(_ section: Section) -> String {
        var rows: [String] = []
        var figures: [String] = []
        for part in section.parts {
            if case .figure(let figure) = part.content {
                figures.append(html(figure, part.title))
            } else {
                rows.append(html(part))
            }
        }
        let pictures = figures.joined(separator: "\n")
        if !figures.isEmpty {
            // What is seen at a glance goes before what is looked up.
            rows.insert(
                figures.count > 1 ? "<div class=\"figures\">\n\(pictures)\n</div>" : pictures, at: 0
            )
        }
        return """
            <section aria-labelledby="\(safe(section.name))">
            <h2 id="\(safe(section.name))">\(safe(section.heading))</h2>
            \(rows.joined(separator: "\n"))
            </section>
            """
    }

    private func html(_ part: Part) -> String {
        switch part.content {
        case .table(let table):
            // Wide tables are scrolled by themselves; keys reach what a mouse does.
            "<div class=\"table\" role=\"region\" aria-label=\"\(safe(part.title))\" tabindex=\"0\">\n"
                + captioned(table.html, part.title) + "\n</div>"
        case .figure(let figure): html(figure, part.title)
        case .missing(let reason):
            "<p><code>\(safe(part.title))</code>: \(safe(reason))</p>"
        }
    }

    private func html(_ figure: ReportFigure, _ title: String) -> String {
        """
        <figure>
        \(figure.svg ?? "<p>\(safe(title)) cannot be drawn here.</p>")
        <figcaption>\(safe(figure.description)) <code>\(safe(title))</code></figcaption>
        </figure>
        """
    }

    /// Returns a table that says what it is of, before what it has to say itself.
    private func captioned(_ table: String, _ title: String) -> String {
        let name = "<code>\(safe(title))</code>"
        guard let start = table.firstRange(of: "<caption"),
            let end = table[start.upperBound...].firstRange(of: ">")
        else {
            return table.replacing(
                "<table>", with: "<table>\n<caption>\(name)</caption>", maxReplacements: 1)
        }
        return table[..<start.lowerBound] + "<caption>\(name): " + table[end.upperBound...]
    }
}

/// Returns text of anybody's as it may stand in HTML.
private func safe(_ text: String) -> String { htmlText(shownText(text)) }
