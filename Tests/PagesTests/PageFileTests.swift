// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Foundation
import LabTestSupport
import Results
import Testing

@testable import Lab
@testable import Pages

/// What somebody might call a token, a rule or a title to do harm.
private let hostile = [
    "</script><script>alert(1)</script>", "<!--<script>", "]]>", "\" onload=alert(1) x=\"",
    "' onerror='alert(1)", "{{data}}", "{{script}}", "&lt;b&gt;", "\\u003c/script>",
    "</style><style>*{display:none}", "$x_{</title>}$",
]

@Suite("The file of a page")
struct PageFileTests {
    @Test("A page loads nothing, and lets nothing but its own script and style run")
    func policy() throws {
        let (page, _) = try page(of: "plot weight + gradient")
        let policy = try #require(
            page.text.firstMatch(of: /http-equiv="Content-Security-Policy" content="([^"]*)"/)?.1)
        #expect(policy.hasPrefix("default-src 'none'; img-src data:; "))
        #expect(page.styles.count == 1 && page.scripts.count == 3)
        #expect(policy.contains("style-src \(PagePolicy.source(page.styles[0]));"))
        #expect(policy.contains("script-src \(PagePolicy.source(page.scripts[2].content));"))
        #expect(!policy.contains("unsafe"))
        let before = page.text[
            ..<(try #require(page.text.range(of: "Content-Security")).lowerBound)]
        #expect(!before.contains("<script") && !before.contains("<style"))
    }

    @Test("A hash is that of the standard's example")
    func hash() {
        // CSP Level 3, section 8.3: the hash of alert('Hello, world.');
        #expect(
            PagePolicy.source("alert('Hello, world.');")
                == "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='")
    }

    @Test("Nothing of a page names an address outside, a style or a handler of its own")
    func inert() throws {
        let (page, _) = try page(of: "plot weight + surface", after: ["preset demo"])
        let isOutside = page.text.contains(/https?:(?!\/\/www\.w3\.org\/)/)
        #expect(!isOutside)
        let links = page.markup.matches(of: /(?:src|href|action)=["']?([^"'>]{0,5})/).map(\.1)
        #expect(links.isEmpty, "\(links)")
        #expect(!page.markup.contains(/\ style=|\ on[a-z]+=/))
        #expect(page.text.matches(of: /<img [^>]*src='data:/).count == 1)
        let code = page.styles[0] + page.scripts[2].content
        for word in [
            "@import", "import(", "eval(", "fetch(", "XMLHttpRequest", "WebSocket", "innerHTML",
            "document.write", "new Function", "EventSource", "sendBeacon", "url(",
        ] {
            let isThere = code.contains(word)
            #expect(!isThere || ["url("].contains(word) && code.contains("url(#"), "\(word)")
        }
        #expect(!page.text.contains("{{"))
    }

    @Test("Names of anybody's mean nothing in a page", arguments: hostile)
    func names(name: String) throws {
        let lines = [
            "token \(quoted(name)) old=0.1 new=0.05 adv=1",
            "token second old=0.2 new=0.1 adv=-1",
        ]
        let title = quoted(name)
        let (page, _) = try page(
            of: "plot weight title=\(title) caption=\(title) label=aspo:\(title)", after: lines)
        #expect(page.scripts.count == 3 && page.styles.count == 1)
        #expect(page.text.matches(of: /<\/?(title|body|head|html)\b/).count == 8)
        // Within tags: as text it is there.
        let tags = page.markup.replacing(/="[^"]*"/, with: "=").matches(of: /<[^>]*>/).map { $0.0 }
        #expect(tags.allSatisfy { !$0.contains("alert") })
        let tokens = try #require(page.data["tokens"] as? [[String: Any]])
        #expect(tokens.map { $0["name"] as? String } == [shownText(name), "second"])
    }

    @Test("Without scripts a page is its title, the figure, the caption and the lines that made it")
    func prose() throws {
        let (page, _) = try page(
            of: "plot weight caption=\"Mine <b>\"", after: ["token a old=0.1 new=0.05 adv=1"])
        let prose = try #require(
            page.markup.firstMatch(of: /<div id="static">(.*?)<\/div>/.dotMatchesNewlines())?.1)
        let heading = try #require(page.data["title"] as? String)
        #expect(prose.contains("<h1>\(heading)</h1>\n<img "))
        #expect(prose.contains("<p>Mine &lt;b&gt;</p>\n<pre># flipside"))
        #expect(prose.contains("\ntoken a old=0.1 new=0.05 adv=1\n"))
        #expect(!prose.contains("<li>"))
    }

    @Test("A page that does not say how it was made does not say it in its text either")
    func withoutRecipe() throws {
        let (page, _) = try page(of: "plot weight recipe=no")
        #expect(!page.markup.contains("<pre>") && page.markup.contains("<h1>"))
    }

    @Test("A document in a script holds nothing that ends it, and reads back as it was")
    func json() throws {
        for text in hostile + ["\u{2028}\u{2029}\u{202E}x", "a\u{0}b"] {
            let document = PageText.json(.object([JSON.Member(text, .string(text))]))
            #expect(!document.contains(/[<>&\u{2028}\u{2029}]/))
            let object = try JSONSerialization.jsonObject(with: Data(document.utf8))
            #expect((object as? [String: String])?[text] == text)
        }
    }

    @Test("What a page says of itself is read back, from no other file")
    func metadata() throws {
        for text in hostile + ["", "two\nlines"] {
            let metadata = FigureMetadata(
                title: text, description: text, software: "Flipside", recipe: text)
            let file = Array("<!DOCTYPE html>\n\(PageMetadata.element(metadata))<p>".utf8)
            #expect(PageMetadata.recognizes(file))
            #expect(try PageMetadata.read(file) == metadata)
            for length in 0..<file.count { _ = try? PageMetadata.read(Array(file[..<length])) }
        }
        for text in ["", "<!DOCTYPE html><p>", "<svg></svg>", "<script type=\"application/json\">"]
        {
            #expect(!PageMetadata.recognizes(Array(text.utf8)))
        }
        let report = Array("<!DOCTYPE html>\n<meta name=\"generator\" content=\"Flipside 1\">".utf8)
        #expect(!PageMetadata.recognizes(report))
    }

    @Test("A damaged document is refused")
    func damaged() {
        let opening = "<!DOCTYPE html><script type=\"application/json\" id=\"flipside\">"
        for text in [
            "", "{", "[]", "{\"title\":1}", "{\"title\":\"a\"} x", "{\"a\":\"b\",\"a\":\"c\"}",
        ] {
            let error = #expect(throws: DrawingError.self) {
                try PageMetadata.read(Array("\(opening)\(text)</script>".utf8))
            }
            #expect(error?.hint != nil, "\(text)")
        }
    }
}

@Suite("The picture of a page")
struct PagePictureTests {
    @Test("A line with fewer points lies where it lay")
    func slim() {
        let points = (0...400).map { place in
            Point(Double(place), 100 * sin(Double(place) / 40) + (place == 200 ? 3 : 0))
        }
        let slim = points.slim(0.05)
        #expect(slim.count < 150 && slim.first == points.first && slim.last == points.last)
        #expect(slim.contains(points[200]))
        for (first, last) in zip(slim, slim.dropFirst()) {
            for point in points where first.x < point.x && point.x < last.x {
                let part = (point.x - first.x) / (last.x - first.x)
                #expect(abs(first.y + part * (last.y - first.y) - point.y) < 0.25)
            }
        }
        #expect([Point(1, 1), Point(1, 1), Point(1, 1)].slim(0.05).count == 2)
        #expect([Point(0, 0), Point(5, 5), Point(0, 0)].slim(0.05).count == 3)
        #expect([Point]().slim(0.05).isEmpty)
    }

    @Test("Lines that look the same are one, each point as a distance from the one before")
    func lean() {
        #expect(LeanSVG.relative("M10 20 10.5 19.7M0 0 -3 0") == "m10 20l.5-.3m-10.5-19.7l-3 0")
        #expect(LeanSVG.relative("M1 1 2 2 3 1 3 1") == "m1 1l1 1 1-1 0 0")
        #expect(LeanSVG.relative("M1 1 2 1 2 2Z") == "m1 1l1 0 0 1z")
        for other in [
            "M1 1 2", "M1 1L2 2", "M1 1 2 2ZM1 1 2 2", "M1.25 1 2 2", "Mnan 1 2 2", "M1 1 1e9 1",
        ] {
            #expect(LeanSVG.relative(other) == nil, "\(other)")
        }
        let rows = [
            "<?xml?>", "<svg>", "<title>a</title>", "<metadata></metadata>",
            "<path d=\"M1 1 2 2\" a/>",
            "<path d=\"M3 1 2 2\" a/>", "<path d=\"M0 0 2 2\" b/>", "<text>M1</text>",
            "<path d=\"M0 0 2 2Z\" b/>", "<path d=\"M0 0 2 3Z\" b/>", "</svg>",
        ]
        #expect(
            LeanSVG.text(Array(rows.map { $0 + "\n" }.joined().utf8)).split(separator: "\n") == [
                "<svg>", "<path d=\"m1 1l1 1m1-1l-1 1\" a/>", "<path d=\"m0 0l2 2\" b/>",
                "<text>M1</text>", "<path d=\"m0 0l2 2z\" b/>", "<path d=\"m0 0l2 3z\" b/>",
                "</svg>",
            ])
    }

    @Test("A figure that would be large is a picture of pixels")
    func heavy() throws {
        let (light, _) = try page(of: "plot weight")
        #expect(light.text.contains("src='data:image/svg+xml,%3Csvg"))
        let (heavy, _) = try page(of: "plot surface methods=grpo,aspo,cispo,gppo")
        #expect(heavy.text.contains("src='data:image/png;base64,"))
        #expect(heavy.text.contains(Data("PNG 96.0".utf8).base64EncodedString()))
    }

    @Test("The address of an SVG reads back as the SVG")
    func address() throws {
        let (page, _) = try page(of: "plot weight label=aspo:\"π's <b> 100% #1\"")
        let source = try #require(page.text.firstMatch(of: /src='data:image\/svg\+xml,([^']*)'/)?.1)
        let svg = try #require(String(source).removingPercentEncoding)
        for word in ["π", "'s &lt;b&gt; 100% #1"] { #expect(svg.contains(word)) }
        #expect(svg.hasSuffix("</svg>\n"))
        #expect(svg.hasPrefix("<svg ") && !svg.contains("<metadata"))
    }
}
