// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@testable import CommandLanguage

@Suite("Text for screens and paths of files")
struct ScreenTextTests {
    @Test(
        "Signs and letters are spelled in ASCII as they are typed, others as codes",
        arguments: [
            ("plain | text", "plain | text"), ("|∇z| ≤ 1.2×10⁻⁶", "|grad z| <= 1.2x10^-6"),
            ("ε_low, π_old, Â", "eps_low, pi_old, A_hat"), ("a → b …", "a -> b ..."),
            ("1 ± 2 − 3·4", "1 +- 2 - 3*4"), ("r² and A⁺", "r^2 and A^+"), ("β₁", "beta1"),
            ("é漢", "\\u{E9}\\u{6F22}"), ("", ""),
        ])
    func ascii(text: String, spelled: String) {
        #expect(inASCII(text) == spelled)
    }

    @Test(
        "~ at the beginning of a path is the home folder, where there is one",
        arguments: [
            ("~/a b.csv", "/h", "/h/a b.csv"), ("~", "/h", "/h"), ("~x/a", "/h", "~x/a"),
            ("./~/a", "/h", "./~/a"), ("a~/b", "/h", "a~/b"), ("~/a", nil, "~/a"),
        ] as [(String, String?, String)])
    func homeFolder(typed: String, home: String?, path: String) {
        #expect(CommandLanguage.path(typed, home: home) == path)
    }

    @Test("A verb that cannot be shortened needs its whole word, others not")
    func shortening() throws {
        let commands = [
            CommandDescription(
                name: "quit", group: .other, summary: "Leave.", examples: [],
                canBeShortened: false),
            CommandDescription(name: "plot", group: .other, summary: "Draw.", examples: []),
        ]
        var context = sampleSurroundings
        context.allowsPrefixes = true
        let parser = LineParser(commands: commands, habits: ["q": "type quit"])
        func error(_ line: String) -> CommandError? {
            do {
                _ = try parser.parse(line, in: context)
                return nil
            } catch {
                return error
            }
        }
        #expect(error("p") == nil && error("quit") == nil)
        #expect(error("q")?.hint == "type quit")
        #expect(error("qui")?.hint == "write quit")
    }
}
