// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenLogs

/// Returns an object for one token.
private func token(_ logp: Double, id: Int = 0) -> String {
    "{\"response_id\": \(id), \"logp_old\": -1, \"logp\": \(logp), \"advantage\": 1}"
}

private let two = [token(-2), token(-3, id: 1)]

@Test(
    "JSON over many lines, in arrays, and several objects on a line are read alike",
    arguments: [
        "[\(two[0]), \(two[1])]", "[\n\(two[0]),\n\(two[1])\n]\n", two.joined(),
        two.joined(separator: " "), two.map(indented).joined(separator: "\n"),
        "[\(two.map(indented).joined(separator: ",\n"))]", "[\(two[0])]\n[\(two[1])]",
        two.map(indented).joined() + "\n", "\u{FEFF}[\(two[0]), \(two[1])]",
        " \r\n[\r\n\(two[0]),\r\n\(two[1])]\r\n", "\n\n\(indented(two[0]))\n\n\(two[1])",
        "{\"data\": [\n\(two[0]),\n\(two[1])\n]}",
        "{\"samples\": [\(two[0]), \(two[1])], \"n\": 2}",
    ])
func document(text: String) throws {
    let reading = try read(text)
    #expect(reading.tokens.map(\.logProbability) == [-2, -3])
    #expect(reading.report.rowsRead == 2 && reading.lengths == [1, 1])
    #expect(reading.report.format.hasPrefix("JSON"))
    #expect(reading.report.bytes == text.utf8.count)
    #expect(!reading.remarks.contains("cut"))
}

/// Returns an object with a line for each of its members.
private func indented(_ object: String) -> String {
    object.replacing(", ", with: ",\n  ").replacing("{", with: "{\n  ")
        .replacing("}", with: "\n}")
}

@Test("Arrays of a response may be written over many lines")
func indentedArrays() throws {
    let text = """
        [
          {
            "old_logprobs": [
              -0.5,
              -1.9
            ],
            "logprobs": [
              [-0.43, -2.3]
            ],
            "tokens": ["{[", "\\"}"],
            "advantage": 1.1
          }
        ]
        """
    let reading = try read(text)
    #expect(reading.lengths == [2] && reading.tokens.map(\.text) == ["{[", "\"}"])
    #expect(reading.report.format == "JSON, arrays per response")
}

@Test("What stands below a key is found, with what holds for all of it")
func carried() throws {
    let inner = "{\"logp_old\": [-1, -1], \"logp\": [-2, -3]}"
    let texts = [
        "{\"step\": 7, \"advantages\": [0.5, -0.5], \"rollouts\": [\(inner), \(inner)]}\n",
        "{\"step\": 7, \"data\": {\"a\": {\"advantages\": [0.5, -0.5], \"x\": [\(inner), \(inner)]}}}",
    ]
    for text in texts {
        let reading = try read(text)
        #expect(reading.lengths == [2, 2] && reading.tokens.allSatisfy { $0.step == 7 })
        #expect(reading.tokens.map(\.advantage) == [0.5, 0.5, -0.5, -0.5])
    }
}

@Test("An object's own value wins over that of the object around it")
func ownValue() throws {
    let text = "{\"step\": 7, \"data\": [{\"step\": 8, \(token(-2).dropFirst())]}\n"
    #expect(try read(text + text).tokens.map(\.step) == [8, 8])
}

@Test("Messages of a chat beside a log's columns are no records")
func messages() throws {
    let line =
        "{\"messages\": [{\"role\": \"user\", \"content\": \"x\"}], \"logp_old\": [-1, -2], "
        + "\"logp\": [-1.5, -1], \"adv\": 1}\n"
    let reading = try read(line + line)
    #expect(reading.lengths == [2, 2] && reading.report.rowsRead == 4)
}

@Test("Dropped records of a document are named by the line on which they begin")
func documentLines() throws {
    let bad = indented("{\"logp_old\": -1, \"logp\": null, \"advantage\": 1}")
    let text = "[\n\(indented(two[0])),\n\(bad),\n\(two[1]), \(bad)\n]\n"
    let reading = try read(text)
    #expect(reading.tokens.count == 2)
    let dropped = try #require(reading.report.dropped.first)
    #expect(dropped.firstLines == [8, 13])
}

@Test("A document that is cut or damaged gives its good records, and says so")
func damagedDocument() throws {
    let cut = try read("[\n\(two[0]),\n{\"logp_old\": -1, \"lo")
    #expect(cut.tokens.count == 1 && cut.dropped("not a complete JSON object") == 1)
    #expect(cut.remarks.contains("may be cut"))

    let brackets = try read("[\n\(two[0]),\n{\"a\": [1, 2},\n\(two[1])\n]\n")
    #expect(brackets.tokens.count == 2 && brackets.remarks.contains("damaged near line 3"))

    let quote = try read("[\n\(two[0]),\n{\"a\": \"x},\n\(two[1])\n]\n")
    #expect(quote.tokens.count == 2 && quote.dropped("not a complete JSON object") == 1)

    let junk = try read("[\n\(two[0]),\n3, [1],\n\(two[1])]\n")
    #expect(junk.tokens.count == 2 && junk.dropped("not a complete JSON object") == 2)
}

@Test("A first line that was cut does not make JSON lines a document")
func cutFirstLine() throws {
    for cut in ["{\"token\": \"a\", \"logp_old\": -0.", "{\"token\": \"a\",", "{\"a\": {\"b\": 1,"]
    {
        let reading = try read("\(cut)\n\(two[0])\n\(two[1])\n")
        #expect(reading.tokens.count == 2, "\(cut)")
        #expect(reading.report.format.hasPrefix("JSON lines"))
        #expect(reading.dropped("not a complete JSON object") == 1)
    }
}

@Test("Deep nesting in a document takes neither stack nor memory")
func deepDocument() throws {
    let deep = String(repeating: "[", count: 20_000)
    let objects = String(repeating: "{\"a\":", count: 20_000)
    let closed = deep + String(repeating: "]", count: 20_000)
    for value in [closed, objects + "1" + String(repeating: "}", count: 20_000)] {
        let member = token(-2).dropLast() + ", \"x\": \(value)}"
        let reading = try read("[\(member), \(two[1])]")
        #expect(reading.tokens.count == 2)
    }
    #expect(try read("[\(two[0]), \(deep)").tokens.count == 1)
    #expect(refusal("{\"a\": \(objects)") != nil)
    #expect(refusal(objects + "1" + String(repeating: "}", count: 20_000)) != nil)
}

@Test(
    "JSON without names is refused with what to write",
    arguments: ["[[1, 2], [3, 4]]", "[1, 2]", "[\"a\"]", "[\n  [\n    1\n  ]\n]"])
func namelessJSON(text: String) throws {
    let error = try #require(refusal(text))
    #expect(error.message.contains("have no names") && error.hint?.contains("jq") == true)
}
