// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Testing

@Suite("Completion")
struct CompletionTests {
    /// Returns what is offered at `|` in a line.
    private func offer(_ marked: String, _ context: ParsingContext = sampleSurroundings)
        -> Completions
    {
        let parts = marked.split(separator: "|", maxSplits: 1, omittingEmptySubsequences: false)
        let cursor = parts[0].unicodeScalars.count
        let line = parts.joined()
        return Completer(commands: sampleCommands).completions(line, cursor: cursor, context)
    }

    @Test(
        "Each place offers what can stand there",
        arguments: [
            (
                "|",
                [
                    "token", "drop", "softmax", "group", "set", "rule", "weights", "sweep",
                    "simulate", "plot", "load", "find", "help",
                ]
            ),
            ("wei|", ["weights"]), ("s|", ["softmax", "set", "sweep", "simulate", "weights"]),
            ("plt|", ["plot"]), ("WEI|", ["weights"]), ("xyz|", []),
            ("plot |", ["weight", "gradient", "entropy", "out="]), ("plot we|", ["weight"]),
            ("plot weight |", ["out="]), ("plot out=x |", ["weight", "gradient", "entropy"]),
            ("weights |", ["methods=", "eps_low=", "eps_high=", "c=", "format="]),
            ("weights ep|", ["eps_low=", "eps_high="]), ("weights eh|", ["methods=", "eps_high="]),
            ("weights eps_low=0.1 ep|", ["eps_high="]), ("weights ε_low=0.1 ep|", ["eps_high="]),
            ("weights methods=|", ["grpo", "aspo", "dapo", "is-noclip"]),
            ("weights methods=grpo,|", ["aspo", "dapo", "is-noclip"]),
            ("weights methods=grpo, a|", ["aspo", "dapo"]),
            ("weights methods=grpo,as|,dapo", ["aspo"]),
            ("weights format=|", ["table", "json", "csv"]),
            ("weights format= |", ["table", "json", "csv"]),
            ("weights zzz=|", []), ("weights c=|", []),
            ("drop |", ["Therefore", "lucky", "\"the cat\""]),
            ("drop lucky |", ["Therefore", "\"the cat\""]),
            ("drop th|", ["Therefore", "\"the cat\""]),
            ("drop \"the|", ["Therefore", "\"the cat\""]), ("sweep x=|", ["new:", "old:"]),
            ("simulate dynamic=|", ["yes", "no"]), ("set |", ["eps_low=", "eps_high="]),
            ("set eps_low=0.1 |", ["eps_high="]),
            ("set ε_low=0.1 |", ["eps_high="]), ("plot weight out=x |", []),
            ("set mean=|", ["token-mean", "seq-mean"]),
            ("set mean=s|", ["seq-mean"]), ("set eps_low=|", []), ("help |", ["weights", "keys"]),
            ("help weights |", []), ("zzz |", []), ("weights # ep|", []), ("wei |", []),
            ("token \u{1B}|", []), ("weights \\\n ep|", ["eps_low=", "eps_high="]),
        ] as [(String, [String])])
    func candidates(marked: String, words: [String]) {
        #expect(offer(marked).candidates.map(\.text) == words)
    }

    @Test(
        "A candidate replaces what has been typed of its word",
        arguments: [
            ("wei|", 0..<3), ("  wei|ghts", 2..<5), ("|", 0..<0), ("weights |", 8..<8),
            ("weights ep|", 8..<10), ("weights methods=grpo,a|", 21..<22),
            ("weights format=|", 15..<15),
            ("weights methods=|", 16..<16), ("weights format = j|", 17..<18),
            ("drop \"the|", 5..<9),
            ("plot weight out=fi|", 16..<18), ("token π=1 o|", 10..<11),
        ])
    func range(marked: String, range: Range<Int>) {
        #expect(offer(marked).range == range)
    }

    @Test("Files are offered for paths, and only there")
    func files() {
        #expect(offer("load |").offersFiles)
        #expect(offer("load da|").offersFiles)
        #expect(offer("plot weight out=|").offersFiles)
        #expect(!offer("plot weight |").offersFiles)
        #expect(!offer("weights format=|").offersFiles)
    }

    @Test("Summaries say what a word means, and the value at the moment or else the default")
    func summaries() {
        #expect(offer("wei|").candidates.first?.summary == "Show the weight of each token.")
        #expect(
            offer("weights eps_h|").candidates.first?.summary
                == "The clip distance above 1. (now 0.28)")
        #expect(offer("token A ad|").candidates.first?.summary == "The advantage. (default +1)")
        #expect(offer("weights format=t|").candidates.first?.summary == "for people")
    }

    @Test(
        "Where nothing can be listed, a note says what may be typed",
        arguments: [
            (
                "weights eps_high=|",
                "eps_high=  The clip distance above 1. Type a number above 0. Now 0.28."
            ),
            ("set eps_low=0.|", "eps_low=  Type a number in (0, 1)."),
            ("set zzz=|", nil),
            ("weights format=|", nil), ("load |", nil), ("wei|", nil),
        ] as [(String, String?)])
    func notes(marked: String, note: String?) {
        #expect(offer(marked).note == note)
    }

    @Test("Every kind of value that cannot be listed has a note")
    func everyNote() {
        for command in sampleCommands {
            for parameter in command.parameters where parameter.hasKey {
                let found = offer("\(command.name) \(parameter.name)=|")
                let says = !found.candidates.isEmpty || found.offersFiles || found.note != nil
                #expect(says, "\(command.name) \(parameter.name)=")
                #expect(found.note?.hasSuffix(".") ?? true)
            }
        }
    }

    @Test("After a prefix of a verb, arguments are offered only where prefixes are allowed")
    func prefixes() {
        var prompt = sampleSurroundings
        prompt.allowsPrefixes = true
        #expect(offer("plo we|", prompt).candidates.map(\.text) == ["weight"])
        #expect(offer("plo we|").candidates.isEmpty)
    }

    @Test("A cursor beyond the line is one at its end")
    func beyond() {
        let completer = Completer(commands: sampleCommands)
        #expect(completer.completions("wei", cursor: 99, sampleSurroundings).range == 0..<3)
        #expect(completer.completions("wei", cursor: -5, sampleSurroundings).range == 0..<0)
    }

    @Test(
        "A candidate becomes the argument of a shell that makes the same line, where there is one",
        arguments: [
            (["wei"], "weights", "weights"), (["drop", ""], "\"the cat\"", "the cat"),
            (["drop", "the c"], "\"the cat\"", "the cat"),
            (["weights", "methods=grpo,"], "\"the cat\"", nil),
            (["weights", "methods=grpo,as"], "aspo", "methods=grpo,aspo"),
            (["weights", "format="], "json", "format=json"),
            (["softmax", "a"], "\"f(x)\"=", nil),
            (["softmax", "a"], "\"the cat\"=", "the cat="),
            (["plot", "weight", "out=my f"], "\"my file.csv\"", "out=my file.csv"),
            (["load", "a d"], "\"a dir/", "a dir/"), (["sweep", "x=n"], "new:", "x=new:"),
            (["rule", "g", "=", "if A > 0 then mi"], "min(", "if A > 0 then min("),
            (["load my"], "\"my file.csv\"", "load \"my file.csv\""),
        ] as [([String], String, String?)])
    func arguments(arguments: [String], candidate: String, argument: String?) {
        let typed = TypedArguments(arguments)
        let offered = Completer(commands: sampleCommands).completions(
            typed.line, cursor: typed.cursor, sampleSurroundings)
        #expect(typed.argument(candidate, from: offered.range.lowerBound) == argument)
    }
}
