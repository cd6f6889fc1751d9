// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import TokenLogs

private let header = "token,logp_old,logp,advantage\n"

@Test(
    "Fields may be separated by commas, tabs, semicolons and bars",
    arguments: [",", "\t", ";", "|"])
func delimiters(delimiter: String) throws {
    let reading = try read((header + "a,-1,-2,1\nb,-1,-1,-1\n").replacing(",", with: delimiter))
    #expect(reading.tokens.map(\.text) == ["a", "b"])
    #expect(reading.tokens.map(\.logProbability) == [-2, -1])
    #expect(reading.report.format.hasSuffix("a row per token"))
}

@Test("Line breaks of Windows, a byte order mark and a missing last line break do no harm")
func lineBreaks() throws {
    let text = "\u{FEFF}" + (header + "a,-1,-2,1\n\n  \nb,-1,-2,0.5").replacing("\n", with: "\r\n")
    let reading = try read(text)
    #expect(reading.tokens.map(\.advantage) == [1, 0.5])
    #expect(reading.report.rowsRead == 2)
    #expect(reading.remarks.contains("may be cut"))
}

@Test("Quoted fields hold delimiters, quotes and line breaks")
func quotes() throws {
    let rows =
        "\",\",-1,-2,1\n\"\"\"\",\"-1\",-2,\" 1 \"\n\"a\nb\r\nc\",-1,-2,1\n\"\",-1,-2,1\n,-1,-2,1\n"
    let reading = try read(header + rows)
    #expect(reading.tokens.map(\.text) == [",", "\"", "a\nb\r\nc", "", nil])
    #expect(reading.report.dropped.isEmpty)
    #expect(reading.remarks.contains("1 row with a line break inside quotes"))
}

@Test("A quote that is never closed costs its own line only")
func unclosedQuote() throws {
    let rows = String(repeating: "x,-1,-2,1\n", count: 40_000)
    let reading = try read(header + "a,-1,-2,1\n\"b,-1,-2,1\n" + rows)
    #expect(reading.tokens.count == 40_001)
    #expect(reading.dropped("quote that is not closed") == 1)
    #expect(reading.report.dropped.first?.firstLines == [3])
}

@Test("Text after a closing quote, and rows of another width, are counted")
func brokenRows() throws {
    let reading = try read(header + "\"a\"b,-1,-2,1\na,-1,-2\na,-1,-2,1,5\na,-1,-2,1\n,,-1,-2,1\n")
    #expect(reading.tokens.map(\.row) == [4])
    #expect(reading.dropped("text after a closing quote") == 1)
    #expect(reading.dropped("fewer fields") == 1)
    #expect(reading.dropped("more fields") == 2)
    #expect(reading.report.rowsRead == 5)
}

@Test(
    "A number that cannot be used drops its row and says why",
    arguments: [
        (",-2,1", "logp_old is missing"), ("-1,null,1", "logp is missing"),
        ("-1,NaN,1", "logp is not finite"), ("-inf,-2,1", "logp_old is not finite"),
        ("-1,-2,nan", "advantage is not finite"), ("-1,-2,", "advantage is missing"),
        ("-1;5,-2,1", "logp_old is not a number"), ("-1,-2,1x", "advantage is not a number"),
        ("-1,-2\u{0},1", "logp is not a number"), ("-1,0.5,1", "logp is above 0"),
        ("1e400,-2,1", "logp_old is not finite"),
    ])
func unusableNumber(fields: String, reason: String) throws {
    let reading = try read(header + "a,-1,-1,1\nb,\(fields)\nc,-1,-1,1\n")
    #expect(reading.tokens.map(\.text) == ["a", "c"])
    #expect(reading.dropped(reason) == 1)
    #expect(reading.report.dropped.first?.firstLines == [3])
    #expect(reading.report.dropped.first?.isFault == true)
}

@Test("Masked tokens are left out, and are no fault")
func masked() throws {
    let text =
        "logp_old,logp,adv,loss_mask,sample_loss_mask\n-1,-1,1,1,1\n-1,-1,1,0,1\n,,,False,1\n"
    let reading = try read(text + "-1,-1,1,1,0\n-1,-1,1,true,1.0\n")
    #expect(reading.tokens.map(\.row) == [1, 5])
    #expect(reading.report.dropped.map(\.isFault) == [false])
    #expect(reading.dropped("mask") == 3)
}

@Test("Only the first five lines of a reason are kept, and all are counted")
func firstLines() throws {
    let reading = try read(header + String(repeating: "a,-1,x,1\n", count: 50) + "a,-1,-1,1\n")
    #expect(reading.report.dropped.map(\.count) == [50])
    #expect(reading.report.dropped.first?.firstLines == [2, 3, 4, 5, 6])
}

@Test("Bytes that are not UTF-8 and NULs in a token are repaired, never fatal")
func brokenText() throws {
    let rows: [UInt8] = [0xFF, 0xC3, 0x28] + Array(",-1,-1,1\na\u{0}b,-1,-1,1\n".utf8)
    let reading = try read(bytes: Array(header.utf8) + rows)
    #expect(reading.tokens.map(\.text) == ["\u{FFFD}\u{FFFD}(", "a\u{0}b"])
}

@Test("A line of 10 MB is a row like any other, and one above the limit is skipped")
func longLines() throws {
    let long = String(repeating: "x", count: 10_000_000)
    let reading = try read(header + "\(long),-1,-1,1\nb,-1,-1,1\n")
    #expect(reading.tokens.map { $0.text?.utf8.count } == [10_000_000, 1])
    let endless = [UInt8](repeating: 0x78, count: 35_000_000)
    let skipped = try read(bytes: Array(header.utf8) + endless + Array("\nb,-1,-1,1\n".utf8))
    #expect(skipped.dropped("line longer than 32 MiB") == 1)
    #expect(skipped.tokens.map(\.text) == ["b"])
}

@Test("Rows are grouped into responses by their keys and their positions")
func grouping() throws {
    let rows = "1,0,a,0\n1,0,a,1\n1,0,b,0\n1,1,b,1\n2,1,b,2\n2,1,b,2\n2,1,c,3\n"
    let text =
        "step,epoch,response_id,position,logp_old,logp,adv\n"
        + rows.replacing("\n", with: ",-1,-1,1\n")
    let reading = try read(text)
    #expect(reading.lengths == [2, 1, 1, 1, 1, 1])
    #expect(reading.report.responses == 6)
    #expect(reading.tokens.map(\.response?.description) == ["a", "a", "b", "b", "b", "b", "c"])
}

@Test("Rows that do not say which response they belong to are one run, and the report says so")
func ungrouped() throws {
    let reading = try read("step,logp_old,logp,adv\n1,-1,-1,1\n1,-1,-1,1\n2,-1,-1,1\n")
    #expect(reading.lengths == [2, 1])
    #expect(reading.remarks.contains("neither response_id nor position"))
}

@Test("A run of rows too long for memory comes in pieces")
func pieces() throws {
    let rows = String(repeating: "-1,-1,1\n", count: 70_000)
    let reading = try read("logp_old,logp,adv\n" + rows)
    #expect(reading.lengths == [65_536, 4_464])
    #expect(reading.remarks.contains("taken for several responses"))
}

@Test("Identifiers are numbers where they are written as numbers are")
func identifiers() throws {
    let text = "uid,sample_idx,logp_old,logp,adv\n7,007,-1,-1,1\n\"a,b\",1.5,-1,-1,1\n,,-1,-1,1\n"
    let tokens = try read(text).tokens
    #expect(tokens.map(\.prompt) == [.number(7), .text("a,b"), nil])
    #expect(tokens.map(\.response) == [.text("007"), .text("1.5"), nil])
}

@Test("A column that a row can do without is left out where it cannot be read, and said")
func unreadable() throws {
    let reading = try read("step,entropy,logp_old,logp,adv\n1.5,x,-1,-2,1\n3.0,,-1,-2,1\n")
    #expect(reading.tokens.map(\.step) == [nil, 3])
    #expect(reading.tokens.map(\.entropy) == [nil, nil])
    #expect(reading.remarks.contains("step could not be read in 1 used row"))
    #expect(reading.remarks.contains("entropy could not be read in 1 used row"))
}
