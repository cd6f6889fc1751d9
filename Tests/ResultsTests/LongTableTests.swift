// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Results
import Synchronization
import Testing

@testable import Lab

@Suite("Long tables")
struct LongTableTests {
    private static let columns = [
        Table.Column("n", nil, .plain), Table.Column("x", "x, α"),
        Table.Column("secret", nil, .hidden),
        Table.Column("shown", nil, .peopleOnly), Table.Column("word"), Table.Column("note"),
    ]

    private static func row(_ index: Int) -> [Table.Cell] {
        [
            .integer(index), index % 7 == 0 ? .none : .number(Double(index) / 3),
            .flag(index % 2 == 0),
            .number(Double(index % 5) * 1e5),
            .text(index % 3 == 0 ? "a, \"b\"\n" : "漢字 \(index)"),
            .text(index % 4 == 0 ? "masked: \(index)" : ""),
        ]
    }

    private let table = LongTable(
        columns: columns, count: 500, values: 1_000_000, peopleOrder: [4, 0, 1, 2, 3, 5]
    ) { body in
        for index in 0..<500 { body(row(index)) }
    }

    @Test(
        "Row by row comes out what a whole table does, in every form and width",
        arguments: TableFormat.allCases, [30, 60, .max])
    func sameText(format: TableFormat, screen: Int) throws {
        let pieces = Mutex<[[UInt8]]>([])
        var sink = ByteSink { bytes in pieces.withLock { $0.append(bytes) } }
        try table.write(as: format, digits: 3, screen: screen, to: &sink)
        let rest = sink.bytes
        let all = pieces.withLock { $0.flatMap(\.self) } + rest
        let whole = try table.whole()
        let expected = format.text(
            of: format.isForPeople ? whole.arranged(table.peopleOrder) : whole, digits: 3,
            columns: screen)
        #expect(String(decoding: all, as: UTF8.self) == expected)
        #expect(!rest.isEmpty)
    }

    @Test("A sink hands on pieces of whole characters, and keeps the last")
    func sink() {
        let pieces = Mutex<[String?]>([])
        var sink = ByteSink { bytes in
            pieces.withLock { $0.append(String(validating: bytes, as: UTF8.self)) }
        }
        for _ in 0..<30_000 { sink.append("漢字🎭") }
        let found = pieces.withLock { $0 }
        #expect(found.count == 4 && !found.contains(nil))
        #expect(!sink.bytes.isEmpty)
    }

    @Test(
        "A long sweep is said in pieces and written alike; a short one of the same numbers is whole",
        arguments: ["json", "csv", "tsv", "table"])
    func sweep(format: String) throws {
        let scratch = try ScratchFolder()
        let line = "sweep x=ratio:0.5..2 old=0.1 n=70000 methods=grpo format=\(format)"
        let (_, listener) = try run([line, "\(line) out=\(scratch.word("t.txt"))"])
        #expect(listener.pieces.count > 10 && listener.outputs.count == 1)
        let said = listener.pieces.joined() + (listener.outputs.first ?? "")
        #expect(try scratch.read("t.txt") == said + "\n")
        let lines = format == "json" ? said.split(separator: "},{") : said.split(separator: "\n")
        #expect(lines.count == (format == "json" ? 70_000 : 70_001))
        if format == "json" {
            let rows =
                try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [[String: Double]]
            #expect(rows?.count == 70_000 && rows?.last?["x"] == 2)
        }
    }

    @Test("The values of a long table are those of a short one at the same places")
    func sameValues() throws {
        let long = try run(["sweep x=ratio:1..2 old=0.1 n=80001 methods=grpo,aspo format=csv"]).1
        let short = try lastOutput("sweep x=ratio:1..2 old=0.1 n=9 methods=grpo,aspo format=csv")
        let lines = (long.pieces.joined() + (long.outputs.last ?? "")).split(separator: "\n")
        #expect(short.split(separator: "\n").dropFirst().allSatisfy(lines.contains))
    }

    @Test("Who stops a long table gets no file, and what was said ends its line")
    func stopped() throws {
        let scratch = try ScratchFolder()
        let asked = Counter()
        var (session, listener) = makeSession(isCancelled: {
            asked.add()
            return asked.count % 40 == 0
        })
        let line = "sweep x=ratio:0.5..2 old=0.1 n=70000 methods=grpo format=csv"
        let error = session.failure(of: "\(line) out=\(scratch.word("t.csv"))")
        #expect(error?.code == .interrupted && scratch.names.isEmpty)
        #expect(session.failure(of: line)?.code == .interrupted)
        #expect(listener.pieces.last == "\n" && listener.outputs.isEmpty)
    }

    @Test("A transcript has a long table whole")
    func recorded() throws {
        let scratch = try ScratchFolder()
        let place = scratch.word("all.md")
        let (_, listener) = try run([
            "record \(place)", "sweep x=ratio:0.5..2 old=0.1 n=70000 methods=grpo format=csv",
        ])
        let said = try #require(listener.outputs.last)
        let transcript = try scratch.read("all.md")
        #expect(listener.pieces.isEmpty && transcript.contains(said))
    }

    @Test("Tokens, logs and runs flow like sweeps, and are what short tables of them are")
    func kin() throws {
        let rows = (0..<9000).map { "t\($0),0.1,0.2,1" }
        let scratch = try ScratchFolder()
        let file = try scratch.write(
            (["token,old,new,adv"] + rows).joined(separator: "\n"), to: "t.csv")
        let (_, listener) = try run([
            "token file=\(file)", "weights format=csv methods=grpo,aspo,dapo,nois,cispo",
        ])
        #expect(listener.pieces.count > 5)
        let text = listener.pieces.joined() + (listener.outputs.last ?? "")
        #expect(text.split(separator: "\n").count == 9001)
        let runs = try run([
            "simulate world=bandit seeds=8 steps=2000 prompts=4 methods=grpo,aspo format=json"
        ]).1
        #expect(runs.pieces.count > 5)
        let said = runs.pieces.joined() + (runs.outputs.last ?? "")
        let table = try JSONSerialization.jsonObject(with: Data(said.utf8)) as? [[String: Any]]
        #expect(table?.count == 16)
        #expect((table?.first?["metrics"] as? [Any])?.count == 2001)
    }
}
