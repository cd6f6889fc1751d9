// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import Shell

@Suite("Screens that show ASCII alone")
struct PlainScreenTests: PromptSuite {
    let home: TemporaryFolder

    init() throws {
        home = try TemporaryFolder()
    }

    private func output(_ lines: [String], locale: String) throws -> String {
        try batch(
            ["--keep-going"] + lines.flatMap { ["-c", $0] }, home: home,
            variables: ["LC_ALL": locale]
        ).output
    }

    @Test("Where the locale is not UTF-8, tables and explain are ASCII, and their columns aligned")
    func locale() throws {
        let lines = ["preset demo", "weights", "explain Therefore", "token é old=0.1", "weights"]
        let text = try output(lines, locale: "C")
        #expect(text.utf8.allSatisfy { $0 < 0x80 })
        for part in [
            " token      pi_old  pi      A   ratio   GRPO    ASPO    |grad z| GRPO  |grad z| ASPO  note",
            " Therefore  0.1000  0.0500  +1  0.5000  0.5000  2.0000  0.4750         1.9000         ASPO",
            " r = pi/pi_old = 0.05/0.10 = 0.5000\n",
            " GRPO   A>0, r <= 1.2 -> active,       w = r   = 0.5000\n",
            " ASPO   A>0 -> flip, 1/r <= 3 -> kept, w = 1/r = 2.0000\n",
            " |dL/dz| = w*|A|*(1-pi) = 0.4750 (GRPO)", "\n \\u{E9}     0.1000  0.1000",
        ] {
            #expect(text.contains(part), "\(part)")
        }
        #expect(try output(["preset demo", "weights"], locale: "C.UTF-8").contains("|∇z| GRPO"))
    }

    @Test("Programs get the words as they are, whatever the locale")
    func programs() throws {
        let lines = ["token é old=0.1", "weights format=csv", "weights format=json"]
        #expect(try output(lines, locale: "C") == output(lines, locale: "C.UTF-8"))
    }

    @Test("A dumb terminal gets ASCII of everything that is printed")
    func dumb() throws {
        let terminal = try prompt(variables: ["TERM": "dumb"])
        for line in [
            "preset demo", "weights", "explain Therefore", "help aspo", "help explain",
            "weights methods=nosuch", "plot weight", "simulate seeds=1 steps=3",
        ] {
            try terminal.run(line)
        }
        terminal.type("weights \t")
        try terminal.wait(for: "a list") { $0.text.contains("methods= ") }
        #expect(terminal.transcript.allSatisfy { $0 < 0x80 })
        #expect(terminal.text.contains("|grad z| GRPO"))
    }
}
