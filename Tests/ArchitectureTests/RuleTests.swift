// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

/// The beginning of an import, up to the module's name.
let imported = #"^ *(?:@\w+ )*(?:[a-z]+ )?import (?:[a-z]+ )?"#

/// What files may not hold.
struct Rule: Sendable, CustomTestStringConvertible {
    let what: String
    /// In Perl's language; relies on the formatter for how lines are broken and indented.
    let pattern: String
    /// How the paths of the files begin or end.
    let places: [String]
    /// Texts that break the rule; a tilde, which is left out, keeps this file from breaking it.
    let found: [String]
    /// Texts that do not, though they look like it.
    let passed: [String]

    var testDescription: String { what }

    static let all = [
        Rule(
            what: "Code says under which licence it stands, in its first three lines",
            pattern: #"\A(?!(.*\n){0,2}.* SPDX-License-Identifier: GPL-3\.0-or-later$)[\s\S]"#,
            places: [
                ".swift", ".c", ".h", ".py", "scripts/", ".ci/", "Sources/flipside/Completions/",
            ],
            found: ["import Glibc", "// \(licence)x", "a\nb\nc\n# \(licence)"],
            passed: ["#!/bin/sh\n# \(licence)"]),
        Rule(
            what: "No source is longer than 400 lines", pattern: #"\A(?=(.*\n){401})[\s\S]"#,
            places: ["Sources/"], found: [lines(401)], passed: [lines(400)]),
        Rule(
            what: "No function is longer than 50 lines",
            pattern: #"^( *)((@\S+|[a-z]+(\(set\))?) )*(func |init\b|deinit\b|subscript\b|var ).*"#
                + #"(?=\n(?:(\1 +\S.*|\1([)#{]|where ).*|)\n){49,}+\1\})"#, places: ["Sources/"],
            found: [
                "func f() {\n\(lines(49))}",
                "  @a static func f<T>(\n\(lines(16))  ) -> T\n  where T: B {\n\(lines(31))  }",
                "  private(set) var a: Int {\n\(lines(49))  }\n  var b = 1",
            ],
            passed: [
                "func f() {\n\(lines(48))}", "struct A {\n\(lines(60))}",
                "  var a = 1\n  func f() {\n\(lines(48))  }", "  var a = 1\n\(lines(60))}",
            ]),
        Rule(
            what: "No function of C is longer than 50 lines",
            pattern: #"^\w[^;=\n]*\([^;\n]*(?=\n(?:([ \t]+\S.*|[)#{].*|)\n){49,}+\}$)"#,
            places: [".c", ".h"],
            found: [
                "static int\nf(int a)\n{\n#if A\n\(lines(47))}", "int f(int a) {\n\(lines(49))}",
            ],
            passed: ["int f(int a) {\n\(lines(48))}", "struct a {\n\(lines(60))};"]),
        Rule(
            what: "The cases of public enumerations say what they are, but for some on one line",
            pattern: #"^( *)(@\S+ )*public (indirect )?enum .*(\n(?!\1\}).*)*?"#
                + #"((?<=\{)|\n(?! *(///|@))(?!\1\}).*)\n(\1 +@.*\n)*\K\1    case (.*\(|[^,\n]*$)"#,
            places: ["Sources/"],
            found: [
                "public enum A: B {\n    case a\n}",
                "public enum A {\n    /// B.\n    case b\n    @c\n    case c(D, E)\n}",
            ],
            passed: [
                "public enum A {\n    /// B.\n    @b\n    case b\n    case c, d\n}\nenum E {\n    case f",
                "public enum A {\n    /// B.\n    var b {\n        switch c {\n        case d: 1",
            ]),
        Rule(
            what: "The requirements of public protocols say what they are",
            pattern: #"^( *)(@\S+ )*public protocol .*(\n(?!\1\}).*)*?"#
                + #"((?<=\{)|\n(?! *(///|@))(?!\1\}).*)\n(\1 +@.*\n)*\K\1    [a-z].*"#,
            places: ["Sources/"],
            found: ["public protocol A {\n    /// B.\n    func b()\n\n    func c()"],
            passed: [
                "public protocol A {\n    /// B.\n    @b\n    func b(\n        c: D\n    )\n}\n    let d"
            ]),
        Rule(
            what: "Hints of errors are clauses",
            pattern: #"\b(hint|remedy):(.*\n\s*([+?:] )?(?="))*?\s*("\p{Lu}|.*\."[),]*$)"#,
            places: ["Sources/"],
            found: [
                #"f("a", hint: "Did you?")"#, #"f("a", remedy: "write b.")"#,
                #"hint: "it holds \(names.joined(separator: ", ")).")"#,
                "hint:\n    \"write \"\n    + \"b.\")", "hint:\n    \"Write b\")",
            ],
            passed: [
                #"hint: "did you?")"#, #"hint: "write 1.5", span: nil)"#,
                "hint: \"write b\")\nsay(\"Done.\")",
            ]),
        Rule(
            what: "Nothing crashes on purpose, hides warnings, or is left undone",
            pattern: #"\bfatalError\(|unsafeFlags|\b(TODO|FIXME|XXX)\b"#,
            places: ["Sources/", "Package.swift"],
            found: [#"fatalError("no")"#, ".unsafeFlags([])", "// TODO: more", "a = 1 // XXX"],
            passed: ["fatalErrors()", #"mkstemp("aXXXXXX")"#]),
        Rule(
            what: "No source imports all of Foundation, with which the program would start late",
            pattern: imported + #"Foundation\b"#, places: ["Sources/"],
            found: ["import Foundation", "@a public import struct Foundation.Date"],
            passed: ["import FoundationEssentials", "// import Foundation"]),
        Rule(
            what: "What is arithmetic alone imports nothing of Foundation",
            pattern: imported + "Foundation",
            places: ["Sources/TokenWeights/", "Sources/Simulation/", "Sources/Transformer/"],
            found: ["internal import FoundationEssentials"], passed: ["import Glibc"]),
        Rule(
            what: "Nothing names a folder of one machine, or the host of a package registry",
            pattern:
                #"(?<![\w.}-])/(wor[k]|roo[t])/|/opt/swift-package[s]|deb\.debia[n]|pypi\.or[g]"#
                + #"|pythonhoste[d]|npmjs\.or[g]|crates\.i[o]"#, places: [""],
            found: ["cd /~work/main", "(/~root/.a)", "https://deb.~debian.example/", "pypi~.org"],
            passed: ["my/~work/a", "../~work/", "${a}/~work/"]),
        Rule(
            what: "No document names a home", pattern: "/ho[m]e/", places: [".md"],
            found: ["ls /home/me"], passed: ["ls ~/me"]),
    ]

    private static let licence = "SPDX-License-Identifier: GPL-3.0-or-later"

    private static func lines(_ count: Int) -> String {
        String(repeating: "    a()\n", count: count)
    }
}

@Suite("The rules for files")
struct RuleTests {
    @Test("Every file keeps to them", arguments: Rule.all)
    func kept(rule: Rule) throws {
        let files = Repository.files.filter { path in
            rule.places.contains { path.hasPrefix($0) || path.hasSuffix($0) }
        }
        #expect(!files.isEmpty)
        let breaches = try Repository.matches(of: rule.pattern, in: files)
        #expect(breaches.map(\.description) == [])
    }

    @Test("What breaks one is found, and nothing else", arguments: Rule.all)
    func found(rule: Rule) throws {
        let texts = (rule.found + rule.passed).map { $0.replacing("~", with: "") }
        let grep =
            #"rule="(?m)$1" && shift && printf '%s\0' "$@" | LC_ALL=C.UTF-8 grep -zP "$rule""#
        let found = try Repository.run(grep, [rule.pattern] + texts).split(separator: "\0")
        #expect(found.map(String.init) == Array(texts.prefix(rule.found.count)))
    }
}
