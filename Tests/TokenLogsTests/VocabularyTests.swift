// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TokenLogs

/// Reads a log of three token numbers with a vocabulary.
private func texts(_ vocabulary: String, numbers: String = "0,1,2") throws -> [String?] {
    try reading(Array(vocabulary.utf8), numbers: numbers).tokens.map(\.text)
}

private func reading(_ vocabulary: [UInt8], numbers: String = "0,1,2") throws -> Reading {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).vocabulary").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(vocabulary).write(to: URL(filePath: path))
    let values = numbers.split(separator: ",").map { _ in "-1" }.joined(separator: ",")
    let line =
        "{\"token_ids\": [\(numbers)], \"old_logps\": [\(values)], \"logps\": [\(values)], \"adv\": 1}\n"
    return try read(line, columns: ["vocabulary": path])
}

@Test(
    "Texts of token numbers come from every usual form of a vocabulary",
    arguments: [
        #"{"a": 0, "b": 1, "<0x0A>": 2}"#, #"{"0": "a", "1": "b", "2": "\n"}"#,
        #"["a", "b", "\n"]"#, "a\nb\n<0x0A>\n", "a\r\nb\r\n<0x0A>\r\n",
        #"[["a", -1.5], ["b", 0], ["\n", 1]]"#,
        #"""
        {"version": "1.0", "added_tokens": [{"id": 2, "content": "\n", "special": true}],
         "model": {"type": "BPE", "dropout": null, "vocab": {"a": 0, "b": 1}, "merges": ["a b"]}}
        """#,
        #"{"model": {"type": "Unigram", "vocab": [["a", 0], ["b", -2.5], ["\n", -3]]}}"#,
        "\u{FEFF}{\"a\": 0, \"b\": 1, \"\\u000a\": 2}",
    ])
func vocabularyForms(text: String) throws {
    #expect(try texts(text) == ["a", "b", "\n"])
}

@Test("Signs for bytes and blanks become what they stand for")
func vocabularySigns() throws {
    #expect(try texts(#"{"Ġthe": 0, "Ċ": 1, "Ã©": 2}"#) == [" the", "\n", "é"])
    #expect(try texts(#"{"▁the": 0, "x▁": 1, "Ã©": 2}"#) == [" the", "x ", "Ã©"])
    #expect(try texts(#"{"Ġthe": 0, "<|end|>": 1, "日": 2}"#) == [" the", "<|end|>", "日"])
}

@Test("Numbers without a text stay numbers, and are counted; texts of the log stay")
func vocabularyGaps() throws {
    let found = try reading(Array(#"{"a": 0}"#.utf8), numbers: "0,7,-1")
    #expect(found.tokens.map(\.text) == ["a", nil, nil])
    #expect(found.remarks.contains("2 token numbers have no text in the vocabulary"))
    let text = "token,token_id,logp_old,logp,adv\nx,0,-1,-1,1\n,0,-1,-1,1\n"
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).txt").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("a\n".utf8).write(to: URL(filePath: path))
    #expect(try read(text, columns: ["vocabulary": path]).tokens.map(\.text) == ["x", "a"])
    let none = try read("logp_old,logp,adv\n-1,-1,1\n", columns: ["vocabulary": path])
    #expect(none.remarks.contains("no token numbers"))
}

@Test(
    "Files that hold no vocabulary are refused, whatever they hold",
    arguments: [
        ("", "no vocabulary"), ("{}", "no vocabulary"), ("[]", "no vocabulary"),
        (#"{"a": 0"#, "no whole JSON"), (#"{"a": [0"#, "no whole JSON"),
        ("[\"a\"", "no whole JSON"),
        (#"{"a": 4194304}"#, "number 4194304"), (#"{"a": -1}"#, "number -1"),
        (#"{"-1": "a"}"#, "number -1"), ("a\u{0}b\n", "no vocabulary"),
        (#"{"a": 1.5}"#, "no vocabulary"),
        (#"{"a": 1e300}"#, "no vocabulary"),
        (#"{"model_type": "qwen2", "hidden_size": 896, "vocab_size": 151936}"#, "no vocabulary"),
        (#"{"hidden_size": 896, "rope": {"a": 1}}"#, "no vocabulary"),
        (String(repeating: "[", count: 100_000), "no whole JSON"),
    ])
func noVocabulary(text: String, what: String) throws {
    let error = try #require(throws: LogError.self) { try reading(Array(text.utf8)) }
    #expect(error.kind == .format && error.message.contains(what), "\(error)")
    #expect(error.hint != nil)
}

@Test("A vocabulary that is not there, or no file, is an error that names it")
func missingVocabulary() throws {
    let log = "token_id,logp_old,logp,adv\n0,-1,-1,1\n"
    for path in ["/no/such/vocabulary", "/", "/dev/zero"] {
        let error = try #require(refusal(log, columns: ["vocabulary": path]))
        #expect(error.kind == .file && error.message.contains(path))
    }
}

@Test("A vocabulary that names no token is said to be unused")
func unusedVocabulary() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).txt").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("a\nb\n".utf8).write(to: URL(filePath: path))
    func remarks(_ keys: String) throws -> String {
        let line = "{\(keys)\"old_logps\": [-1, -1], \"logps\": [-1, -2], \"adv\": 1}\n"
        return try read(line, columns: ["vocabulary": path]).remarks
    }
    let tokens = "\"tokens\": [\"x\", \"y\"], "
    let unused = "the vocabulary is not used"
    #expect(try remarks(tokens).contains("the log has the tokens' texts: \(unused)"))
    #expect(try remarks(tokens + "\"token_ids\": [0, 1], ").contains(unused))
    #expect(try remarks("").contains("the log has no token numbers: \(unused)"))
    #expect(try !remarks("\"token_ids\": [0, 1], ").contains(unused))
}
