// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Testing

@testable import Shell

@Suite("Completing words")
struct CompletionTests {
    private func completion(
        _ line: String, from: Int, word: Int, _ candidates: [String], files: Bool = false
    ) -> WordCompletion? {
        let end = line.unicodeScalars.count
        return WordCompletion(
            Completions(
                range: from..<end,
                candidates: candidates.map {
                    Completions.Candidate(text: $0, summary: "about \($0)")
                },
                offersFiles: files), line: line, word: word)
    }

    @Test("The only candidate replaces what is typed, and a blank follows unless more must")
    func single() throws {
        let plot = try #require(completion("pl", from: 0, word: 0, ["plot"]))
        #expect(plot.replacement == "plot" && plot.choices.isEmpty && plot.closes)
        let key = try #require(completion("set ep", from: 4, word: 4, ["eps_low="]))
        #expect(key.replacement == "eps_low=" && !key.closes)
    }

    @Test("A candidate for a part of a word keeps the part before it")
    func partOfWord() throws {
        let found = try #require(
            completion("use grpo,as", from: 9, word: 4, ["aspo", "aspo-code"]))
        #expect(found.replacement == "grpo,aspo")
        #expect(found.choices == ["grpo,aspo", "grpo,aspo-code"])
        #expect(found.candidates.map(\.text) == ["aspo", "aspo-code"])
    }

    @Test("A candidate that begins before the editor's word is cut to it")
    func beforeWord() throws {
        let found = try #require(completion("load \"my fi", from: 5, word: 9, ["\"my file.csv\""]))
        #expect(found.replacement == "file.csv\"")
    }

    @Test("Loose matches never take typed letters away, and yield to direct ones")
    func loose() throws {
        let loose = try #require(completion("pt", from: 0, word: 0, ["plot", "preset"]))
        #expect(loose.replacement == "pt")
        #expect(loose.choices == ["plot", "preset"])
        let direct = try #require(completion("p", from: 0, word: 0, ["plot", "sweep"]))
        #expect(direct.replacement == "plot")
        #expect(completion("zz", from: 0, word: 0, []) == nil)
    }

    @Test("The common beginning of several is put in, by whole scalars")
    func common() throws {
        let found = try #require(completion("s", from: 0, word: 0, ["sé1", "sè2"]))
        #expect(found.replacement == "s")
        let longer = try #require(completion("s", from: 0, word: 0, ["set", "sét", "setup"]))
        #expect(longer.replacement == "s")
        let eps = try #require(completion("e", from: 0, word: 0, ["eps_low=", "eps_high="]))
        #expect(eps.replacement == "eps_")
    }

    @Test("The list shows summaries where there is room for them, else names in columns")
    func list() throws {
        let few = try #require(completion("", from: 0, word: 0, ["plot", "preset"]))
        let wide = few.pages(columns: 80, rows: 24)
        #expect(wide == ["plot    about plot\npreset  about preset\n"])
        #expect(few.pages(columns: 12, rows: 24) == ["plot\npreset\n"])
        let narrow = few.pages(columns: 20, rows: 24)
        #expect(narrow == ["plot    about plot\npreset  about pres…\n"])
        #expect(
            few.pages(columns: 20, rows: 24, isASCII: true)
                == ["plot    about pl...\npreset  about pr...\n"])
        let names = (0..<100).map { "name\($0)" }
        let many = try #require(completion("", from: 0, word: 0, names))
        let rows = many.pages(columns: 80, rows: 24)[0].split(separator: "\n")
        #expect(rows.count == 10)
        #expect(rows[0] == rows[0].prefix(79) && rows[0].hasPrefix("name0   name10  "))
        for name in names {
            #expect(rows.contains { $0.split(separator: " ").contains("\(name)") })
        }
    }

    @Test(
        "What the screen has no room for is on further screens, each of which tells how to see it")
    func pages() throws {
        let names = (0..<100).map { "name\($0)" }
        let many = try #require(completion("", from: 0, word: 0, names))
        let pages = many.pages(columns: 40, rows: 10)
        #expect(pages[0].hasSuffix("\n… 65 more: Tab again, or type a letter\n"))
        #expect(pages.count == 3 && !pages[2].contains("more"))
        let words = pages.flatMap { $0.split(whereSeparator: \.isWhitespace).map(String.init) }
        #expect(Set(words).isSuperset(of: names))
        for page in pages {
            let rows = page.split(separator: "\n")
            #expect(rows.count <= 8 && rows.allSatisfy { $0.count < 40 })
        }
        let plain = many.pages(columns: 20, rows: 10, isASCII: true)
        #expect(plain[0].hasSuffix("\n... 86 more: Tab ag\n"))
    }

    @Test("Letters typed in another case complete the word as it is spelled")
    func cases() throws {
        let found = try #require(
            completion("explain th", from: 8, word: 8, ["Therefore", "methods="]))
        #expect(found.replacement == "Therefore" && found.choices.isEmpty)
        let two = try #require(completion("explain th", from: 8, word: 8, ["Then", "Therefore"]))
        #expect(two.replacement == "The" && two.choices.count == 2)
        let blank = try #require(
            completion("explain my", from: 8, word: 8, ["\"My token\"", "methods=yes"]))
        #expect(blank.replacement == "\"My token\"")
    }

    @Test("Control characters of a candidate do not reach the list")
    func hostile() throws {
        let found = try #require(completion("", from: 0, word: 0, ["a\u{1B}[2J", "b"]))
        #expect(!found.pages(columns: 80, rows: 24)[0].contains("\u{1B}"))
    }

    @Test("Where files of some kinds are wanted only these and folders complete a path")
    func endings() throws {
        let home = try TemporaryFolder()
        for name in ["a.csv", "a.PNG", "a b.png", "a.svg"] { _ = try home.file(name, "") }
        #expect(makeFolder(home.path + "/a.d"))
        let path = home.path + "/"
        func files(_ endings: [String]) -> [String] {
            Completions(range: 0..<0, candidates: [], offersFiles: true, endings: endings)
                .files(path).map(\.text)
        }
        #expect(
            files([".png", ".svg"])
                == ["\"\(path)a b.png\"", path + "a.PNG", path + "a.d/", path + "a.svg"])
        #expect(files([]).count == 5)
        #expect(Completions(range: 0..<0, candidates: []).files(path).isEmpty)
    }

    @Test("Files complete a path: folders open, blanks in quotes, hidden ones when asked for")
    func files() throws {
        let home = try TemporaryFolder()
        for name in ["a.csv", "a b.csv", ".hidden"] { _ = try home.file(name, "") }
        #expect(makeFolder(home.path + "/air"))
        let path = home.path + "/"
        #expect(
            fileCandidates(path).map(\.text)
                == ["\"\(path)a b.csv\"", path + "a.csv", path + "air/"])
        #expect(fileCandidates(path + ".h").map(\.text) == [path + ".hidden"])
        #expect(
            fileCandidates("\"\(path)a").map(\.text)
                == ["\"\(path)a b.csv\"", "\"\(path)a.csv\"", "\"\(path)air/"])
        #expect(fileCandidates(path + "none/").isEmpty)
        let found = try #require(
            completion("load \(path)ai", from: 5, word: 5, [], files: true))
        #expect(found.replacement == path + "air/" && !found.closes)
        let blank = try #require(
            completion("load \(path)a", from: 5, word: 5, ["a-loose-match"], files: true))
        #expect(blank.choices.count == 3 && blank.choices[0] == "\"\(path)a b.csv\"")
        #expect(blank.replacement == path + "a")
    }

    @Test(
        "A hint is cut at the end of the row and at a line end",
        arguments: [
            ("ow tokens", "sh", 80, "ow tokens"), ("ow tokens", "sh", 16, "ow "),
            ("a\nb", "x", 80, "a"), ("漢字", "x", 14, "漢"), ("a\u{1B}b", "x", 80, "a"),
            ("rest", "0123456789", 20, ""), ("rest", "first\n01", 80, "rest"),
        ])
    func hints(hint: String, line: String, columns: Int, shown: String) {
        let found = LineEditor.visibleHint(
            hint, after: line, promptWidth: 10, columns: columns)
        #expect(found == shown)
    }
}
