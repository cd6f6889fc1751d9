// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@Suite("The files")
struct FileTests {
    private let files = Repository.files

    @Test("Every file of code says under which licence it stands")
    func licence() {
        #expect(files.flatMap(FileRules.licence).isEmpty)
    }

    @Test("No file of the sources is longer than 400 lines, no function longer than 50")
    func lengths() {
        #expect(files.flatMap { FileRules.length($0) }.isEmpty)
        #expect(files.flatMap { FunctionLengths.breaches(in: $0) }.isEmpty)
    }

    @Test("Everything public says what it is")
    func documentation() {
        #expect(files.flatMap(Documentation.breaches).isEmpty)
    }

    @Test("The sources do not crash on purpose, hide warnings, or leave work undone")
    func forbidden() {
        #expect(files.flatMap(FileRules.forbidden).isEmpty)
    }

    @Test("Hints are clauses")
    func hints() {
        #expect(files.flatMap(FileRules.hints).isEmpty)
    }

    @Test("Nothing names a folder of one machine or the host of a package registry")
    func machine() {
        #expect(files.flatMap(FileRules.machine).isEmpty)
    }

    @Test("The repository is read at all")
    func isRead() {
        #expect(files.count { $0.isSource && $0.isSwift } > 10)
        #expect(files.contains { $0.path == "scripts/flipside" })
        #expect(files.contains { $0.path == ".ci/run" })
        #expect(files.contains { $0.path == "notebooks/run.py" })
        #expect(files.contains { $0.path == "python/flipside_lab/magic.py" })
    }
}

@Suite("The checks of the files")
struct FileCheckTests {
    private func file(_ text: String, path: String = "Sources/Lab/A.swift") -> RepositoryFile {
        RepositoryFile(path: path, text: text)
    }

    @Test(
        "A missing or a wrong licence is found, in Swift, C, Python and scripts",
        arguments: ["Sources/A/a.swift", "Sources/A/a.c", "Tests/a.py", "scripts/a", ".ci/run"])
    func licence(path: String) {
        let licence = "SPDX-License-Identifier: GPL-3.0-or-later"
        #expect(FileRules.licence(file("import Glibc\n", path: path)).map(\.line) == [1])
        #expect(FileRules.licence(file("// \(licence)x\n", path: path)).count == 1)
        #expect(FileRules.licence(file("#!/bin/sh\n# \(licence)\n", path: path)).isEmpty)
        #expect(FileRules.licence(file("a\nb\nc\n# \(licence)\n", path: path)).count == 1)
        #expect(FileRules.licence(file("text", path: "README.md")).isEmpty)
    }

    @Test("A file of 401 lines is too long, one of 400 is not")
    func length() {
        let lines = String(repeating: "a\n", count: 400)
        #expect(FileRules.length(file(lines)).isEmpty)
        #expect(FileRules.length(file(lines + "a\n")).count == 1)
        #expect(FileRules.length(file(lines + "a\n", path: "Tests/A.swift")).isEmpty)
    }

    @Test(
        "What is forbidden is found in code, with its line",
        arguments: [
            "fatalError(\"no\")", "let a = try! b()", "let a = b as! C", ".unsafeFlags([])",
            "// TO" + "DO: more", "/// FIX" + "ME", "let a = 1 // XX" + "X",
        ])
    func forbidden(line: String) {
        #expect(FileRules.forbidden(file("\n" + line)).map(\.line) == [2])
    }

    @Test(
        "What only looks forbidden is not",
        arguments: [
            "// never fatalError(, try! or as!", "let a = \"as! fatalError(\"", "let a = try? b()",
            "mkstemp(\"flip" + "XXX" + "XXX\")", "let a = \"\"\"\n  try!\n  \"\"\"",
            "let a = \"\\(b(\"try!\")) as!\"", "let a = #\"\\\" as! \"#", "/* /* */ try! */",
        ])
    func notForbidden(line: String) {
        #expect(FileRules.forbidden(file(line)).isEmpty)
    }

    @Test(
        "A hint that is a sentence is found, and a clause is none",
        arguments: [
            ("hint: \"Did you mean b?\")", 1), ("remedy: \"write b.\")", 1),
            ("hint: \"did you mean b?\")", 0), ("hint: \"write 1.5\", span: nil)", 0),
            ("hint: \"it holds \\(names.joined(separator: \", \")).\")", 1),
            ("hint:\n    \"write \"\n    + \"b.\")", 1),
            ("hint: \"write b\")\nsay(\"Done.\")", 0),
        ])
    func hints(line: String, count: Int) {
        #expect(FileRules.hints(file("f(\"a\", \(line)")).count == count)
    }

    @Test(
        "Folders of a machine and hosts of registries are found anywhere",
        arguments: [
            "cd /wo" + "rk/main", "(/ro" + "ot/.config)", "from https://deb." + "debian.example/",
            "pypi." + "org",
        ])
    func machine(line: String) {
        #expect(FileRules.machine(file("\n\(line)", path: "README.md")).map(\.line) == [2])
    }

    @Test("Other paths are not", arguments: ["my/wo" + "rk/a", "../wo" + "rk/", "${a}/wo" + "rk/"])
    func notMachine(line: String) {
        #expect(FileRules.machine(file(line)).isEmpty)
    }
}

@Suite("The check of functions' lengths")
struct FunctionLengthTests {
    /// Returns the functions' lines.
    private func lengths(_ text: String, isC: Bool = false) -> [ClosedRange<Int>] {
        FunctionLengths.all(in: SourceText(text, isC: isC), isC: isC)
    }

    @Test("It counts from the keyword to the closing brace, and sees nested functions")
    func counts() {
        let text = """
            struct A {
                let a = "}{"  // {
                init(b: Int = { 1 }()) {
                    self.init()
                }
                func f<T>(
                    c: [Int]
                ) throws(E) -> T where T: B {
                    func g() { if c { } }
                }
                var d: Int { 1 }
                var e = [1].map { $0 }
                static func < (a: A, b: A) -> Bool {
                    true
                }
            }
            protocol P {
                func h()
                var i: Int { get }
                init()
            }
            """
        #expect(lengths(text) == [3...5, 6...10, 9...9, 11...11, 13...15, 19...19])
    }

    @Test("It finds the functions of C, and no types or tables")
    func c() {
        let text = """
            #include <stdio.h>
            struct a { int b; };
            static const int c[] = { 1, 2 };
            static int
            f(int a)
            {
                if (a == '}') { return 1; }
                return 2;
            }
            """
        #expect(lengths(text, isC: true) == [4...9])
    }

    @Test("A function of 51 lines is too long, one of 50 is not")
    func limit() {
        func file(_ lines: Int) -> RepositoryFile {
            let body = String(repeating: "    a()\n", count: lines - 2)
            return RepositoryFile(path: "Sources/Lab/A.swift", text: "\nfunc f() {\n\(body)}\n")
        }
        #expect(FunctionLengths.breaches(in: file(50)).isEmpty)
        #expect(FunctionLengths.breaches(in: file(51)).map(\.line) == [2])
    }
}

@Suite("The check of comments on what is public")
struct DocumentationTests {
    private func lines(_ text: String) -> [Int] {
        Documentation.breaches(in: RepositoryFile(path: "Sources/Lab/A.swift", text: text))
            .map(\.line)
    }

    @Test(
        "A public declaration without a comment is found",
        arguments: [
            "public struct A {}", "@frozen public enum A {}", "public static let a = 1",
            "public private(set) var a = 1", "public init() {}", "nonisolated public func a() {}",
            "// no doc comment\npublic var a: Int", "/// far away\n\npublic var a: Int",
            "@inlinable\npublic func a() {}",
        ])
    func missing(text: String) {
        #expect(lines("let before = 1\n" + text).count == 1)
    }

    @Test(
        "One with a comment is not, nor what explains itself, nor what is not public",
        arguments: [
            "/// Text.\npublic struct A {}",
            "/// Text.\n@frozen\n@available(*, message: \"a\")\npublic enum A {}",
            "public import Glibc", "public extension A {}", "extension A: B {}", "struct A {}",
            "public var description: String { \"\" }",
            "public static func == (a: A, b: A) -> Bool {",
            "public func hash(into hasher: inout Hasher) {", "let a = \"public var b\"",
        ])
    func present(text: String) {
        #expect(lines(text).isEmpty)
    }

    @Test("The cases of public enumerations and the demands of public protocols are public")
    func lists() {
        let text = """
            /// A.
            public enum A: String, Sendable {
                case a
                /// B.
                case b
                case g(Int, Int)
                case h, i
                var c: Int {
                    switch self {
                    case .a: 1
                    case .b: 2
                    }
                }
            }
            enum B {
                case d
            }
            /// P.
            public protocol P {
                func e()
                associatedtype F
            }
            """
        #expect(lines(text) == [3, 6, 8, 20, 21])
    }
}
