// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing
import TokenLogs

@Test(
    "Tables that are written column by column are read as rows",
    arguments: [
        // pandas: to_json() in its forms
        "{\"old_logp\": {\"0\": -0.5, \"1\": -0.6}, \"logp\": {\"0\": -0.4, \"1\": -0.6}, "
            + "\"adv\": {\"0\": 0.7, \"1\": -0.7}}",
        "{\"columns\": [\"old_logp\", \"logp\", \"adv\"], \"index\": [0, 1], "
            + "\"data\": [[-0.5, -0.4, 0.7], [-0.6, -0.6, -0.7]]}",
        "{\"0\": {\"old_logp\": -0.5, \"logp\": -0.4, \"adv\": 0.7}, "
            + "\"1\": {\"old_logp\": -0.6, \"logp\": -0.6, \"adv\": -0.7}}",
        "{\"schema\": {\"fields\": [{\"name\": \"logp\"}]}, \"data\": ["
            + "{\"index\": 0, \"old_logp\": -0.5, \"logp\": -0.4, \"adv\": 0.7}, "
            + "{\"index\": 1, \"old_logp\": -0.6, \"logp\": -0.6, \"adv\": -0.7}]}",
        // a dictionary of lists
        "{\"old_logp\": [-0.5, -0.6], \"logp\": [-0.4, -0.6], \"adv\": [0.7, -0.7]}",
    ])
func columnwise(text: String) throws {
    for text in [text, text.replacing(", ", with: ",\n"), "\n\(text)\n"] {
        let reading = try read(text)
        #expect(reading.tokens.map(\.logProbability) == [-0.4, -0.6])
        #expect(reading.tokens.map(\.oldLogProbability) == [-0.5, -0.6])
        #expect(reading.tokens.map(\.advantage) == [0.7, -0.7])
    }
}

@Test("Cells of such tables may be lists, and then each is a response")
func columnwiseLists() throws {
    let reading = try read(
        "{\"per_token_logps\": [[-0.5, -0.6], [-0.4, -0.2]], "
            + "\"old_per_token_logps\": [[-0.5, -0.5], [-0.4, -0.3]], \"advantages\": [0.7, -0.7]}")
    #expect(reading.lengths == [2, 2])
    let indexed = try read(
        "{\"logp\": {\"0\": [-1, -2], \"1\": [-3]}, \"logp_old\": {\"0\": [-1, -2], \"1\": [-1]}, "
            + "\"adv\": {\"0\": 1, \"1\": 2}, \"prompt\": {\"0\": \"x\", \"1\": \"y\"}}")
    #expect(indexed.lengths == [2, 1] && indexed.tokens.map(\.advantage) == [1, 1, 2])
}

@Test("A table of any number of objects is read in time that grows with it")
func manyObjects() throws {
    let rows = (0..<3000).map { "\"\($0)\": {\"logp\": -1, \"old_logp\": -2, \"adv\": 1}" }
    #expect(try read("{\(rows.joined(separator: ", "))}").tokens.count == 3000)
    let lists = rows.map { $0.replacing("{", with: "[{").replacing("}", with: "}]") }
    #expect(try read("{\(lists.joined(separator: ", "))}").tokens.count == 3000)
}

@Test("Reading a long line stops where somebody asks for it")
func interruptedBatch() throws {
    let row = "[" + Array(repeating: "-1", count: 100).joined(separator: ",") + "]"
    let rows = Array(repeating: row, count: 3000).joined(separator: ",")
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).log").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data("{\"logp\":[\(rows)],\"logp_old\":[\(rows)],\"adv\":1}\n".utf8)
        .write(to: URL(filePath: path))
    var responses = 0
    var caught: LogError?
    do throws(LogError) {
        _ = try readLog(path: path, isCancelled: { responses > 10 }) { _ in responses += 1 }
    } catch {
        caught = error
    }
    #expect(caught?.kind == .interrupted && responses < 3000)
}

@Test("Columns with other rows than the rest are not put beside each other")
func otherIndex() throws {
    let reading = try read(
        "{\"logp\": {\"0\": -1, \"1\": -2, \"3\": -3}, \"old_logp\": {\"0\": -1, \"1\": -2, \"2\": -3}, "
            + "\"adv\": {\"0\": 1, \"1\": 1, \"2\": 1}}")
    #expect(reading.tokens.count == 2 && reading.remarks.contains("have not the same rows"))
}

@Test("A row of another length than the names is counted")
func tableRow() throws {
    let reading = try read(
        "{\"columns\": [\"old_logp\", \"logp\", \"adv\"], \"data\": [[-1, -1, 1], [-1, -1]]}")
    #expect(reading.tokens.count == 1 && reading.report.rowsRead == 2)
}

@Test("ms-swift's columns as lists are a batch where log-probabilities are among them")
func swiftColumns() throws {
    let reading = try read(
        "{\"step\": 1, \"prompt\": [\"p\", \"q\"], \"completion\": [\"c\", \"d\"], "
            + "\"advantages\": [0.7, -0.7], \"logps\": [[-1, -2], [-3]], "
            + "\"old_logps\": [[-1, -1], [-1]]}\n",
        columns: ["logp": "logps", "logp_old": "old_logps"])
    #expect(reading.lengths == [2, 1] && reading.tokens.map(\.advantage) == [0.7, 0.7, -0.7])
}

private let header = "step,old_log_probs,log_probs,advantages\n"

@Test(
    "Lists in the cells of CSV are read as Python and NumPy write them",
    arguments: [
        "0,\"[-0.5, -0.6]\",\"[-0.4, -0.6]\",0.7", "0,\"(-0.5, -0.6)\",\"[ -0.4,-0.6 ]\",0.7",
        "0,[-0.5 -0.6],[-0.4 -0.6],0.7", "0,\"[-0.5\n -0.6]\",\"[-0.4 -0.6]\",0.7",
        "0,\"array([-0.5, -0.6])\",\"array([-0.4, -0.6], dtype=float32)\",0.7",
        "0,\"tensor([-0.5, -0.6], device='cuda:0')\",\"tensor([-0.4, -0.6])\",\"[0.7, 0.7]\"",
        "0,\"[[-0.5, -0.6]]\",\"[[-0.4, -0.6]]\",\"[0.7]\"",
    ])
func cells(row: String) throws {
    let reading = try read("\(header)\(row)\n")
    #expect(reading.tokens.map(\.logProbability) == [-0.4, -0.6])
    #expect(reading.tokens.map(\.oldLogProbability) == [-0.5, -0.6])
    #expect(reading.tokens.map(\.advantage) == [0.7, 0.7])
    #expect(reading.report.format == "CSV with lists in its cells, arrays per response")
}

@Test("Cells hold texts in either quotes, words for numbers, and batches")
func cellValues() throws {
    let reading = try read(
        "tokens,old_logp,logp,adv\n"
            + "\"['a', \"\"it's\"\", '\\'\\x41\"\"']\",\"[-1., None, nan]\",\"[-1 -2 -3]\",1\n")
    #expect(reading.tokens.map(\.text) == ["a"] && reading.report.rowsRead == 3)
    let all = try read(
        "tokens,old_logp,logp,adv\n"
            + "\"['a', \"\"it's\"\", '\\'\\x41\"\"']\",\"[-1. -1. -1.]\",\"[-1 -2 -3]\",1\n")
    #expect(all.tokens.map(\.text) == ["a", "it's", "'A\""])
    let batch = try read("old_logp;logp;adv\n[[-1, -2], [-3]];[[-1, -2], [-3]];[1, 2]\n")
    #expect(batch.lengths == [2, 1] && batch.tokens.map(\.advantage) == [1, 1, 2])
}

@Test("Rows of lists that are shortened, cut or uneven are counted with their line")
func badCells() throws {
    let good = "0,\"[-0.5, -0.6]\",\"[-0.4, -0.6]\",0.7\n"
    let reading = try read(
        header + good + "0,[-1. -2. ... -3.],[-1. -2. ... -3.],1\n"
            + "0,\"[-1, -2\",\"[-1, -2]\",1\n"
            + "0,\"[-1]\",1\n" + good + "0,\"[-1, ")
    #expect(reading.lengths == [2, 2])
    #expect(reading.remarks.contains("shortened with ... from line 3"))
    #expect(reading.dropped("not a complete JSON object") == 2)
    #expect(reading.report.rowsRead == 4 + reading.report.dropped.map(\.count).reduce(0, +))
    #expect(reading.report.dropped.flatMap(\.firstLines).max() == 7)
}

@Test("A bracket that is a token does not make a row per token a list")
func bracketTokens() throws {
    let reading = try read("token,old_logp,logp,adv\n[,-1,-1,1\n\"[1, 2]\",-1,-2,1\n")
    #expect(reading.tokens.map(\.text) == ["[", "[1, 2]"])
    #expect(reading.report.format == "CSV, a row per token")
}
