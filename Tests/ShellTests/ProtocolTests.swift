// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Glibc
import Testing

@testable import Shell

@Suite("The line protocol of the program")
struct ProtocolTests {
    let home: TemporaryFolder
    let talk: Conversation

    init() throws {
        home = try TemporaryFolder()
        talk = try Conversation(home: home)
        let ready = try talk.next()
        try #require(ready[text: "event"] == "ready" && ready["protocol"] as? Int == 1)
    }

    private func displays(_ messages: [Conversation.Message]) -> [Conversation.Message] {
        messages.filter { $0[text: "event"] == "display" }
    }

    @Test("A table comes as text, Markdown, HTML and with every number as JSON")
    func table() throws {
        let messages = try talk.run("preset demo\nweights methods=grpo,aspo", id: 7)
        #expect(messages.allSatisfy { $0["id"] as? Int == 7 })
        #expect(messages.first?[text: "event"] == "started")
        #expect(messages.last?[text: "status"] == "ok")
        let data = try #require(displays(messages).last).data
        #expect(data[text: "text/plain"]?.contains("Therefore") == true)
        #expect(data[text: "text/markdown"]?.hasPrefix("| token | π_old |") == true)
        let html = try #require(data[text: "text/html"])
        #expect(html.hasPrefix("<table>") && html.hasSuffix("</table>"))
        let rows = try #require(data["application/json"] as? [[String: Any]])
        #expect(rows.count == 4)
        #expect(abs((rows.first?["ratio"] as? Double ?? 0) - 0.5) < 1e-12)
        let json = try batch(
            ["--json", "-c", "preset demo", "-c", "weights methods=grpo,aspo"], home: home)
        let same = try JSONSerialization.jsonObject(
            with: Data(json.output.split(separator: "\n").last.map(String.init)?.utf8 ?? "".utf8))
        #expect(NSArray(array: rows).isEqual(same))
    }

    @Test("A name of anybody's means nothing in a page")
    func hostileName() throws {
        let messages = try talk.run("token \"<script>&'\" old=0.1 new=0.2\nweights")
        let html = try #require(displays(messages).last?.data[text: "text/html"])
        #expect(html.contains("&lt;script&gt;&amp;&#39;"))
        #expect(!html.contains("<script"))
    }

    @Test("A figure's page comes after it, in a frame of its own")
    func page() throws {
        let line = "token \"</iframe><script>\" old=0.1 new=0.2 adv=1\nplot weight live=yes"
        let shown = displays(try talk.run(line)).suffix(2)
        #expect(shown.first?.data[text: "image/svg+xml"] != nil)
        let html = try #require(shown.last?.data[text: "text/html"])
        let page = try #require(
            html.wholeMatch(
                of:
                    /<iframe srcdoc="([^"]*)" sandbox="allow-scripts" title="[^"<>]*" [^<>]*><\/iframe>/
            )?.1)
        let document = page.replacing("&quot;", with: "\"").replacing("&amp;", with: "&")
        #expect(document.hasPrefix("<!DOCTYPE html>") && document.hasSuffix("</html>\n"))
        #expect(document.contains("default-src 'none'"))
        #expect(document.matches(of: /<script/).count == 3)
        #expect(displays(try talk.run("plot weight")).count == 1)
    }

    @Test("A figure comes as SVG and as PNG of the same size, with its recipe")
    func figure() throws {
        let messages = try talk.run("plot weight")
        let shown = try #require(displays(messages).last)
        let svg = try #require(shown.data[text: "image/svg+xml"])
        #expect(svg.contains("<svg") && svg.contains("plot weight methods="))
        let png = try #require(Data(base64Encoded: shown.data[text: "image/png"] ?? ""))
        #expect(png.starts(with: [0x89, 0x50, 0x4E, 0x47]))
        let metadata = shown["metadata"] as? [String: [String: Int]]
        let width = png[16..<20].reduce(0) { $0 << 8 | Int($1) }
        #expect(metadata?["image/png"]?["width"] == width * 2 / 3)
        #expect(svg.contains("width=\"\(width / 2)pt\""))
    }

    @Test("The first statement that fails ends the cell, and says where and what to type instead")
    func failure() throws {
        let messages = try talk.run("token a old=0.1\n\nweights methods=apso\ntoken b old=0.1")
        let done = try #require(messages.last)
        #expect(done[text: "status"] == "error")
        #expect(done[text: "code"] == "unknown-name")
        #expect(done[text: "hint"] == "did you mean aspo?")
        #expect(done["line"] as? Int == 3 && done["column"] as? Int == 17)
        #expect(done[text: "text"]?.contains("                  ^^^^") == true)
        let tokens = displays(try talk.run("show tokens")).last?.data[text: "text/plain"]
        #expect(tokens?.contains("a ") == true && tokens?.contains("b ") == false)
    }

    @Test("One undo takes a cell back")
    func undo() throws {
        _ = try talk.run("token a old=0.1\ntoken b old=0.1")
        _ = try talk.run("undo")
        let tokens = displays(try talk.run("show tokens")).last?.data["application/json"]
        #expect((tokens as? [Any])?.isEmpty == true)
    }

    @Test(
        "What is no request is answered, and the next request too",
        arguments: [
            ("{\"id\":3,\"op\":\"dance\"}", "there is no op dance"),
            ("[]", "an object is expected"),
            ("{\"id\":3,\"op\":\"execute\"}", "needs code"),
            ("{\"op\":\"shutdown\"}", "id is missing"),
            ("{\"id\":3}", "op is missing"), ("{\"op\":5,\"id\":3}", "op: a text"),
            ("{\"id\":3,\"op\":\"execute\",\"code\":5}", "code: a text"),
            (
                "{\"id\":3,\"op\":\"complete\",\"code\":\"\",\"cursor\":-1}",
                "cursor: a whole number"
            ),
            ("{\"id\":3,\"id\":4}", "stands twice"), ("\0", "a NUL"), ("{", "a text is expected"),
            (String(repeating: "x", count: 3 << 20), "longer than 1048576 bytes"),
        ])
    func malformed(line: String, problem: String) throws {
        talk.send(line: Array(line.utf8))
        let refusal = try talk.next()
        #expect(refusal[text: "event"] == "done" && refusal[text: "code"] == "protocol")
        #expect(refusal[text: "message"]?.contains(problem) == true)
        #expect(refusal["id"] is NSNull == !line.contains("\"id\":3"))
        #expect(try talk.run("1 + 1").last?[text: "status"] == "ok")
    }

    @Test("Completion counts in scalars, and sees the statement at the cursor alone")
    func completion() throws {
        let code = "token 漢字🙂é old=0.1\nplot wei\nweights"
        let place = code.unicodeScalars.count - "\nweights".count
        let reply = try talk.ask("complete", code, cursor: place)
        #expect((reply["matches"] as? [String])?.first == "weight")
        #expect(reply["start"] as? Int == place - 3 && reply["end"] as? Int == place)
        #expect((reply["summaries"] as? [String])?.first?.isEmpty == false)
    }

    @Test("Completion offers files where a path stands")
    func files() throws {
        _ = try home.file("mine.flip", "")
        let reply = try talk.ask("complete", "run \(home.path)/mi")
        #expect(reply["matches"] as? [String] == ["\(home.path)/mine.flip"])
    }

    @Test("Help is found on what stands at the cursor")
    func inspection() throws {
        let reply = try talk.ask("inspect", "preset demo\nweights", cursor: 14)
        #expect(reply.data[text: "text/plain"]?.hasPrefix("weights: ") == true)
        #expect(try talk.ask("inspect", "")["found"] as? Bool == false)
    }

    @Test("A statement that is not complete is known as such")
    func completeness() throws {
        let states = try ["weights", "rule f = (r", "rule f = r +", "token a \\"].map {
            try talk.ask("is_complete", $0)[text: "completeness"]
        }
        #expect(states == ["complete", "incomplete", "incomplete", "incomplete"])
    }

    @Test("A silent cell shows nothing and does what it says")
    func silence() throws {
        try talk.send(["id": 1, "op": "execute", "code": "preset demo\nweights", "silent": true])
        #expect(
            try talk.messages(through: "done").compactMap { $0[text: "event"] } == [
                "started", "done",
            ])
        #expect(displays(try talk.run("show tokens")).count == 1)
    }

    @Test(
        "An interrupt ends the cell that runs, and the session goes on; one between cells is nothing"
    )
    func interrupts() throws {
        _ = try talk.run("token kept old=0.1")
        for pause in [0, 1, 3, 10, 30, 100, 200] {
            kill(talk.process, SIGINT)
            try talk.send(["id": 2, "op": "execute", "code": "simulate world=graph seeds=999"])
            _ = try talk.messages(through: "started")
            usleep(UInt32(pause) * 1000)
            kill(talk.process, SIGINT)
            let done = try talk.messages(through: "done").last
            #expect(done?[text: "code"] == "interrupted")
        }
        #expect(
            displays(try talk.run("show tokens")).last?.data[text: "text/plain"]?.contains("kept")
                == true)
    }

    @Test("A long job says how far it is")
    func progress() throws {
        let messages = try talk.run("simulate world=graph seeds=8")
        let reports = messages.filter { $0[text: "event"] == "progress" }
        let (done, total) = (reports.last?["done"] as? Int, reports.last?["total"] as? Int)
        #expect(done ?? 0 > 0 && done ?? 0 <= total ?? 0)
    }

    @Test("quit, shutdown and the end of the input end the program in order")
    func end() throws {
        #expect(try talk.run("quit\ntoken a old=0.1").last?["quit"] as? Bool == true)
        #expect(talk.end() == 0)
        let second = try Conversation(home: home)
        _ = try second.next()
        #expect(second.end() == 0)
        let third = try Conversation(home: home)
        try third.send(["id": 1, "op": "shutdown"])
        _ = try third.messages(through: "done")
        #expect(third.end() == 0)
    }
}

@Suite("The statement at the cursor of a cell")
struct StatementAtCursorTests {
    @Test(
        arguments: [
            ("plot wei", 8, "plot wei", 8), ("a\nplot", 1, "a", 1), ("a\nplot", 2, "plot", 0),
            ("rule f = (r\n + 1)\nuse", 13, "rule f = (r\n + 1)", 13),
            ("rule f = (r\n + 1)\nuse", 18, "use", 0),
            ("token a \\\nold=", 14, "token a \\\nold=", 14),
            ("a\n", 2, "", 0), ("", 0, "", 0), ("a", 99, "a", 1), ("# (\nplot", 8, "plot", 4),
        ])
    func found(code: String, cursor: Int, text: String, place: Int) {
        let statement = StatementAtCursor(code, cursor: cursor)
        #expect(statement.text == text)
        #expect(statement.cursor == place)
        #expect(statement.offset + statement.cursor == min(cursor, code.unicodeScalars.count))
    }
}
