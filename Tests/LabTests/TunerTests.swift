// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Foundation
import LabTestSupport
@testable import Results
import TestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

@Suite("Tuning a token with keys")
struct TunerTests {
    private func tuner(_ lines: [String], _ line: String = "tune Therefore") throws -> Tuner {
        try #require(try run(lines + [line]).1.tuners.last)
    }

    private func demo() throws -> Tuner { try tuner(["preset demo"]) }

    private func line(_ keys: [InteractionKey]) throws -> String {
        var tuner = try demo()
        keys.forEach { tuner.press($0) }
        return tuner.line
    }

    private func letters(_ text: String) -> [InteractionKey] {
        text.map { InteractionKey.letter($0) }
    }

    @Test("The line gives the token its numbers, and running it changes nothing at first")
    func unchanged() throws {
        #expect(try demo().line == "token Therefore old=0.1 new=0.05 adv=1")
        var (session, _) = try run(["preset demo"])
        let bench = session.workbench.bench
        try session.execute(try demo().line)
        #expect(session.workbench.bench == bench)
    }

    @Test("Left and right change the chosen number a little, the others by ten times as much")
    func steps() throws {
        #expect(try line([.raise]).contains("new=0.051 "))
        #expect(try line([.lower]).contains("new=0.049 "))
        #expect(try line([.raiseMuch]).contains("new=0.06 "))
        #expect(try line([.up, .lowerMuch]).contains("old=0.0833 "))
        #expect(try line([.down, .raise]).hasSuffix("adv=1.1"))
        #expect(try line([.down, .lowerMuch, .lower]).hasSuffix("adv=-0.1"))
        #expect(try line([.up, .up, .raise]).contains("old=0.102 "))
    }

    @Test("On a narrow screen the weights stand below their conditions, and nothing is cut")
    func narrow() throws {
        let rows = try demo().frame(columns: 40, rows: 24) { _, _ in [] }
        #expect(rows.allSatisfy { textWidth($0) < 40 })
        for row in ["        w = r   = 0.5000", "        w = 1/r = 2.0000"] {
            #expect(rows.contains(row), "\(row)")
        }
        #expect(rows.last == " ↑↓  ←→  [ ]  0-9  Enter keeps  Esc not")
    }

    @Test("A number that is typed is taken with Enter, in percent as well")
    func typed() throws {
        #expect(try line(letters("0.07") + [.enter]).contains("new=0.07 "))
        #expect(try line(letters("7%") + [.enter]).contains("new=0.07 "))
        #expect(try line([.down] + letters("-2.5") + [.enter]).hasSuffix("adv=-2.5"))
        #expect(try line(letters("0.071") + [.erase, .enter]).contains("new=0.07 "))
    }

    @Test(
        "What is no probability is refused, and the number stays",
        arguments: ["0", "-0.1", "1.01", "101%", "1e999", "e", "--", "."])
    func refused(text: String) throws {
        var tuner = try demo()
        for key in letters(text) + [.enter] { tuner.press(key) }
        #expect(tuner.complaint != nil && tuner.ending == nil)
        #expect(tuner.line == "token Therefore old=0.1 new=0.05 adv=1")
        tuner.press(.escape)
        #expect(tuner.typed.isEmpty && tuner.ending == nil)
    }

    @Test("Enter keeps, Esc gives back")
    func endings() throws {
        var tuner = try demo()
        tuner.press(.enter)
        #expect(tuner.ending == .kept)
        tuner = try demo()
        tuner.press(.raise)
        tuner.press(.escape)
        #expect(tuner.ending == .givenBack)
    }

    @Test("No keys lead out of the domains, and the line can be run at any time")
    func domains() throws {
        var generator = SeededGenerator(seed: 7)
        let keys: [InteractionKey] =
            [.up, .down, .lower, .raise, .lowerMuch, .raiseMuch, .erase] + letters("0159.+-e%")
        var tuner = try tuner(["token x old=0.5 new=logp(-800) adv=0"], "tune x")
        for count in 1...3000 {
            let key = keys.randomElement(using: &generator) ?? .raise
            tuner.press(count % 7 == 0 && !tuner.typed.isEmpty ? .enter : key)
            let (old, new) = (tuner.token.old, tuner.token.new)
            #expect(old.logarithm <= 0 && new.logarithm <= 0 && old.value <= 1 && new.value <= 1)
            #expect(old.logarithm.isFinite && new.logarithm.isFinite)
            #expect(tuner.token.advantage.isFinite)
            guard count % 100 == 0 else { continue }
            var (session, _) = try run(["token x old=0.5"])
            try session.execute(tuner.line)
            #expect(session.workbench.bench.tokens["x"] == tuner.token)
        }
    }

    @Test("A probability can be lowered to nothing and raised to 1, and comes back")
    func extremes() throws {
        var tuner = try demo()
        for _ in 0..<6000 { tuner.press(.lowerMuch) }
        #expect(tuner.token.new.logarithm < -900)
        for _ in 0..<12000 { tuner.press(.raiseMuch) }
        #expect(tuner.token.new.value == 1)
        tuner.press(.lower)
        #expect(tuner.token.new.value == 0.98)
    }

    @Test(
        "A frame fits its screen, and shows numbers, table, formulas and what can be pressed",
        arguments: [(80, 24), (200, 50), (40, 10), (20, 3), (1, 1)])
    func frames(columns: Int, rows: Int) throws {
        let tuner = try demo()
        let frame = tuner.frame(columns: columns, rows: rows) { _, rows in
            [String](repeating: "curve", count: rows)
        }
        #expect(frame.count <= rows)
        #expect(frame.allSatisfy { textWidth($0) < max(columns, 1) || $0 == "curve" })
        guard columns >= 80 else { return }
        #expect(frame.count == rows)
        let text = frame.joined(separator: "\n")
        for part in [
            " tune Therefore\n", "> new  π", " ASPO    2.0000  1.9000", "w = 1/r = 2.0000",
            "\ncurve\n", "Enter keeps",
        ] {
            #expect(text.contains(part), "\(part)")
        }
    }

    @Test("In ASCII every line is ASCII")
    func ascii() throws {
        var (session, listener) = makeSession()
        session.workspace.environment.isASCII = true
        for line in ["preset demo", "tune Therefore"] { try session.execute(line) }
        let frame = try #require(listener.tuners.last).frame(columns: 80, rows: 24) { _, _ in [] }
        #expect(frame.joined().utf8.allSatisfy { $0 < 0x80 })
        #expect(frame.contains { $0.hasPrefix(" GRPO    0.5000  0.4750") })
    }

    @Test("Names that nobody may see reach no frame, and are quoted in the line")
    func names() throws {
        let tuner = try tuner(["token \"a b\" old=0.5"], "tune \"a b\"")
        #expect(tuner.line == "token \"a b\" old=0.5 new=0.5 adv=1")
    }

    @Test("Without keys, and in a script, it says what to type instead")
    func elsewhere() throws {
        var (session, _) = try run(["preset demo"])
        let folder = try ScratchFolder()
        let script = folder.file("s.flip")
        try Data("tune Therefore\n".utf8).write(to: URL(fileURLWithPath: script))
        #expect(session.failure(of: "run \(script)") != nil)
        session.workspace.environment.hasKeys = false
        let error = session.failure(of: "tune Therefore")
        #expect(error?.message.hasPrefix("tune needs a terminal") == true)
        #expect(error?.hint == "write token Therefore new=0.07")
    }
}

extension Listener {
    /// What is to be tuned with keys.
    fileprivate var tuners: [Tuner] {
        events.compactMap {
            if case .interactive(let numbers) = $0 { numbers as? Tuner } else { nil }
        }
    }
}
