// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenWeights

@Test("The example of the module's article is code that runs, with the numbers that it tells")
private func article() throws {
    let tests = URL(filePath: #filePath).deletingLastPathComponent()
    let example = try String(
        contentsOf: tests.appending(path: "ArticleExample.swift"), encoding: .utf8)
    let text = try String(
        contentsOf: tests.appending(
            path: "../../Sources/TokenWeights/TokenWeights.docc/TokenWeights.md"),
        encoding: .utf8)
    let code = example.drop { $0 != "\n" }.drop { $0 == "\n" }
    #expect(text.contains("```swift\n\(code)```\n"))
    for (title, weight) in try weightsOfLaggingToken() {
        let rounded = (weight * 1e4).rounded() / 1e4
        #expect(text.contains("`\(title)` \(rounded)"))
    }
}
