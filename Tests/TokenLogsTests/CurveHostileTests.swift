// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

import TokenLogs

private let goodLine = #"{"step":2,"x":3}"#

@Test(
    "Nesting of 20,000 neither ends the program nor the reading",
    arguments: [
        String(repeating: #"{"a":"#, count: 20_000) + "1" + String(repeating: "}", count: 20_000),
        String(repeating: #"{"a":"#, count: 20_000),
        #"{"step":1,"y":"# + String(repeating: "[", count: 20_000)
            + String(repeating: "]", count: 20_000) + "}",
        "step 1: " + String(repeating: "{'a': ", count: 20_000) + "1"
            + String(repeating: "}", count: 20_000),
        "step:1 - y:" + String(repeating: "(", count: 20_000),
        String(repeating: "\u{1B}[36mno end of colours \u{1B}[", count: 20_000) + "step:1",
    ])
func deepNesting(line: String) throws {
    for text in [line + "\n" + goodLine, goodLine + "\n" + line + "\n"] {
        let file = try curves(text)
        #expect(words(file).contains("x||-|2.0|3.0"))
    }
}

@Test("A line too long to be kept is counted, and those around it are read")
func longLine() throws {
    let long = #"{"step":3,"t":""# + String(repeating: "y", count: 33 << 20) + #"","x":1}"#
    let file = try curves(goodLine + "\n" + long + "\n" + #"{"step":4,"x":5}"# + "\n")
    #expect(words(file) == ["x||-|2.0 4.0|3.0 5.0"])
    #expect(file.remarks == ["1 line could not be read"])
}

/// Returns lines made of their numbers.
private func numbered(_ count: Int, _ separator: String, _ line: (Int) -> String) -> String {
    (0..<count).map(line).joined(separator: separator)
}

private let manyNames: [String] = [
    numbered(101_000, "\n") { "{\"step\":1,\"m\($0)\":1}" },
    "{" + numbered(101_000, ",") { "\"m\($0)\":1" } + "}",
    "step,tag,value\n" + numbered(101_000, "\n") { "\($0),t\($0),1" },
    "step,run,x\n" + numbered(101_000, "\n") { "\($0),r\($0),1" },
    numbered(101_200, ",") { "c\($0)" } + "\n" + numbered(101_200, ",") { _ in "1" } + "\n",
]

@Test("A name of its own for each number is refused in every format", arguments: manyNames.indices)
func tooManyNames(place: Int) throws {
    let error = #expect(throws: LogError.self) { try curves(manyNames[place]) }
    #expect(error?.message.contains("more than 100000 curves") == true)
}

@Test("Objects that are never closed do not make the reading quadratic")
func neverClosed() throws {
    for line in [#"{"a":["#, #"{"a":""#, #"{"a":{"#] {
        let text = String(repeating: line + "\n", count: 60_000)
        let start = ContinuousClock.now
        #expect(throws: LogError.self) { try curves(text) }
        #expect(ContinuousClock.now - start < .seconds(20))
    }
}

@Test("A name that is a page long is no metric, and one that is hidden is said visibly")
func strangeNames() throws {
    let long = String(repeating: "n", count: 2000)
    let file = try curves("{\"step\":1,\"\(long)\":1,\"x\":2,\"a\\u001b[31m\":\"t\"}\n")
    #expect(file.metrics == ["x"])
    #expect(file.remarks == ["not read, for want of numbers: a\\u{1B}[31m"])
}

@Test("Steps of any size keep their order")
func largeSteps() throws {
    let file = try curves(
        #"{"step":1e308,"x":1}"# + "\n" + #"{"step":-1e308,"x":2}"# + "\n"
            + #"{"step":123456789012345678901234567890,"x":3}"# + "\n" + #"{"step":1e999,"x":4}"#)
    #expect(words(file) == ["x||-|-1e+308 1.2345678901234568e+29 1e+308|2.0 3.0 1.0"])
    #expect(file.remarks == ["1 number without a step is left out"])
}

@Test("Cut at any byte, a file keeps whole records and says what is broken")
func cutFiles() throws {
    let texts = [
        #"{"step":1,"x":10}"# + "\n" + #"{"step":2,"x":20}"# + "\n" + #"{"step":3,"x":30}"# + "\n",
        #"{"log_history":[{"step":1,"x":10},{"step":2,"x":20},{"step":3,"x":30}]}"#,
        "[[0.5, 1, 10], [0.6, 2, 20], [0.7, 3, 30]]",
        "{'step': 1, 'x': 10}\n{'step': 2, 'x': 20}\n{'step': 3, 'x': 30}\n",
    ]
    for text in texts {
        for length in 0..<text.utf8.count {
            guard let file = try? curves(Data(text.utf8.prefix(length))) else { continue }
            #expect(file.curves.count == 1)
            let values = file.curves[0].values
            #expect(values == Array([10, 20, 30].prefix(values.count)))
        }
    }
}
