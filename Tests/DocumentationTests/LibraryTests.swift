// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The libraries")
struct LibraryTests {
    @Test("The README's example is code that runs, reads a log and draws a figure")
    func example() throws {
        let path = "Tests/DocumentationTests/LibraryExample.swift"
        let code = try #require(Repository.text(path)).drop { $0 != "\n" }.drop { $0 == "\n" }
        #expect(Repository.text("README.md")?.contains("```swift\n\(code)```\n") == true)
        let log = Repository.root.appending(path: "assets/logs/tiny-grpo-tokens.csv").path
        let (means, file) = try compare(log: log)
        #expect(means.map { $0.map { ($0 * 1e4).rounded() / 1e4 } } == [0.9758, 0.9829])
        let text = String(decoding: file, as: UTF8.self)
        for words in [">Weights</title>", ">GRPO</text>", ">ASPO</text>"] {
            #expect(text.contains(words), "\(words)")
        }
    }
}
