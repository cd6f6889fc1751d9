// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

/// A line that is wrong, and what is said of it.
private struct Wrong: Sendable, CustomTestStringConvertible {
    let line: String
    let code: CommandError.Code
    let says: String
    /// The part of the line under the carets; nil for all of it.
    let points: String?
    let hint: String

    init(
        _ line: String, _ code: CommandError.Code, _ says: String, at points: String? = nil,
        hint: String = ""
    ) {
        self.line = line
        self.code = code
        self.says = says
        self.points = points
        self.hint = hint
    }

    var testDescription: String { line }
}

private let wrongNumbers = [
    Wrong("token x old=0", .domain, "probability in (0, 1]", at: "0", hint: "1e-9"),
    Wrong("token x old=1.2", .domain, "probability in (0, 1]", at: "1.2", hint: "1.2%"),
    Wrong("token x old=5", .domain, "probability in (0, 1]", at: "5", hint: "did you mean 5%?"),
    Wrong("token x old=-1", .domain, "probability in (0, 1]", at: "-1", hint: "logp(-1)"),
    Wrong("token x old=nan", .domain, "probability in (0, 1]", at: "nan"),
    Wrong("token x old=inf", .domain, "probability in (0, 1]", at: "inf"),
    Wrong("token x old=0.1 adv=1,5", .syntax, "", hint: "1.5"),
    Wrong("token x old=0,05", .syntax, "", hint: "0.05"),
    Wrong("token x old=0.1 new=0", .domain, "new must be", at: "0"),
    Wrong("token x old=0.1 adv=nan", .domain, "adv must be a finite number", at: "nan"),
    Wrong("token x old=0.1 adv=inf", .domain, "adv must be a finite number", at: "inf"),
    Wrong("token x old=0.1 entropy=-1", .domain, "entropy must be at least 0", at: "-1"),
    Wrong("token x old=abc", .unknownName, "abc", at: "abc"),
    Wrong("token x old=1/0", .domain, "probability", at: "1/0"),
    Wrong("token x old=logp(1)", .domain, "probability", at: "logp(1)"),
    Wrong("set eps_low=0", .domain, "above 0", at: "0"),
    Wrong("set c=1", .domain, "above 1", at: "1"),
    Wrong("set c=0.5", .domain, "above 1", at: "0.5"),
    Wrong("set steps=1.5", .domain, "whole number", at: "1.5"),
    Wrong("weights eps_low=-0.2", .domain, "above 0", at: "-0.2"),
    Wrong("weights digits=16", .domain, "from 0 to 15", at: "16"),
    Wrong("sweep x=new:0..0.3", .domain, "new must be in (0, 1]", at: "new:0..0.3"),
    Wrong("sweep x=new:0.3..0.1", .domain, "runs backwards", at: "new:0.3..0.1"),
    Wrong("sweep x=adv:-1..1 scale=log", .domain, "logarithmic", at: "adv:-1..1"),
    Wrong("softmax a=2 b=1 T=1e-310", .domain, "too far apart", at: "2", hint: "larger T"),
    Wrong("softmax a=1e308 b=-1e308", .domain, "too far apart", at: "1e308"),
    Wrong("simulate seeds=0", .domain, "", at: "0"),
    Wrong("simulate seeds=5..3", .domain, "backwards", at: "5..3", hint: "3..5"),
    Wrong("simulate world=graph seeds=4294967296..4294967297", .domain, "seed"),
    Wrong("simulate world=graph steps=1e9 seeds=1", .domain, "steps"),
    Wrong("plot weight out=w.png range=5..1", .domain, "does not rise", at: "5..1"),
    Wrong("plot gradient out=g.png range=0.1..2", .domain, "at most 1", at: "0.1..2"),
]

private let wrongNames = [
    Wrong("wieghts", .unknownCommand, "wieghts", at: "wieghts", hint: "did you mean weights?"),
    Wrong("weight", .unknownCommand, "beginning of a verb", at: "weight", hint: "weights"),
    Wrong("exit", .unknownCommand, "exit", at: "exit", hint: "quit"),
    Wrong("set xrange 1..2", .unknownCommand, "set xrange", at: "set xrange", hint: "range="),
    Wrong("savefig w.png", .unknownCommand, "savefig", at: "savefig", hint: "plot weight out="),
    Wrong("eps_high=0.3", .unknownCommand, "begins with a verb", at: "eps_high", hint: "set"),
    Wrong("weights method=grpo", .unknownName, "method", at: "method", hint: "methods?"),
    Wrong("weights methods=apso", .unknownName, "apso", at: "apso", hint: "did you mean aspo?"),
    Wrong("weights methods=grpo,apso", .unknownName, "apso", at: "apso", hint: "aspo?"),
    Wrong("plot tokens run=run9", .unknownName, "no run", at: "run9", hint: "simulate world="),
    Wrong("compare run9", .unknownName, "no run", at: "run9", hint: "simulate world="),
    Wrong("export run=run9 format=json", .unknownName, "no run", at: "run9", hint: "simulate"),
    Wrong("token run=run9 step=1", .unknownName, "no run", at: "run9", hint: "simulate world="),
    Wrong("resume run9", .unknownName, "no run", at: "run9", hint: "simulate world="),
    Wrong("plot clip log=x", .unknownName, "no log", at: "x", hint: "load FILE"),
    Wrong("weights methods=grpo,grpo", .syntax, "twice", at: "grpo"),
    Wrong("weights format=xml", .unknownName, "xml", at: "xml", hint: "json"),
    Wrong("set epz_high=0.3", .unknownName, "epz_high", at: "epz_high", hint: "eps_high?"),
    Wrong("set grop.c=4", .unknownName, "grop", at: "grop.c", hint: "grpo.c?"),
    Wrong("set grpo.tau=4", .unknownName, "parameter of grpo", at: "grpo.tau"),
    Wrong("unset epz_high", .unknownName, "epz_high", at: "epz_high", hint: "eps_high?"),
    Wrong("explain Therefor", .unknownName, "Therefor", at: "Therefor", hint: "Therefore?"),
    Wrong("drop lucki", .unknownName, "lucki", at: "lucki", hint: "lucky?"),
    Wrong("drop lucky nobody", .unknownName, "nobody", at: "nobody"),
    Wrong("plot pie out=p.png", .unknownName, "pie", at: "pie"),
    Wrong("simulate world=grap", .unknownName, "grap", at: "grap", hint: "graph?"),
    Wrong("simulate world=steps preset=graph-wide", .failed, "of world graph", at: "steps"),
    Wrong("softmax z=1 y=2 as=new", .unknownName, "no token", at: "z"),
    Wrong("help wieghts", .unknownName, "wieghts", at: "wieghts", hint: "weights?"),
    Wrong("group 1 0 norm=gropo", .unknownName, "gropo", at: "gropo", hint: "grpo?"),
    Wrong("preset dmeo", .unknownName, "dmeo", at: "dmeo", hint: "demo?"),
    Wrong("find nothingofthesort", .failed, "nothing is said"),
    Wrong("w_apso(0.5, 1)", .syntax, "w_apso", at: "w_apso", hint: "w_aspo"),
]

private let wrongForms = [
    Wrong("token", .missing, "needs a name"),
    Wrong("token fresh", .missing, "needs old=", at: "fresh", hint: "old=0.10"),
    Wrong(
        "token fresh logp=-2", .missing, "needs logp_old=", at: "fresh",
        hint: "type token fresh logp=-2 logp_old=-2"),
    Wrong("token x old=", .syntax, "no value", at: "old=", hint: "old="),
    Wrong("token x old=0.1 old=0.2", .syntax, "twice", at: "old"),
    Wrong("token \"x", .syntax, "never closed", at: "\""),
    Wrong("token x old=(0.1", .syntax, "never closed", at: "("),
    Wrong("token x\u{0} old=0.1", .syntax, "control character", at: "\u{0}"),
    Wrong("token x\u{1B}[31m old=0.1", .syntax, "control character", at: "\u{1B}"),
    Wrong("weights grpo", .syntax, "no use for", at: "grpo"),
    Wrong("softmax a=1", .missing, "two logits", hint: "softmax a=2 b=1"),
    Wrong("sweep", .missing, "what changes", hint: "x=new:"),
    Wrong("view", .failed, "no figure was drawn yet", hint: "plot weight"),
    Wrong("view entropy", .failed, "no figure of entropy", at: "entropy", hint: "plot entropy"),
    Wrong("view no-such-file.png", .file, "no such file", at: "no-such-file.png"),
    Wrong("plot weight out=w.pdf", .failed, ".png", at: "w.pdf", hint: ".png"),
    Wrong("plot entropy out=h.png", .missing, "nothing has been simulated"),
    Wrong("reweigh", .missing, "no log", hint: "load FILE"),
    Wrong("token response=7", .missing, "no log", hint: "load FILE"),
    Wrong("rule f", .syntax, "no =", hint: "gentle = 1/sqrt(r)"),
    Wrong("rule = r", .syntax, "no name"),
    Wrong("redo", .failed, "nothing to redo"),
    Wrong("0.1 +", .syntax, ""),
]

@Test(
    "A wrong line says what, where and what to type, and changes nothing",
    arguments: wrongNumbers + wrongNames + wrongForms)
private func wrong(row: Wrong) throws {
    var (session, _) = try run(["preset demo", "set c=4", "rule f = r"])
    let (workbench, steps) = (session.workbench, session.history.past.steps.count)
    let found = session.failure(of: row.line)
    let error = try #require(found)
    #expect(error.code == row.code, "\(error.message)")
    #expect(error.message.contains(row.says), "\(error.message)")
    if let points = row.points {
        let scalars = Array(row.line.unicodeScalars)
        let span = try #require(error.span, "\(error.message)")
        #expect(String(String.UnicodeScalarView(scalars[span])) == points)
    }
    #expect((error.hint ?? "").contains(row.hint), "\(error.hint ?? "no hint")")
    #expect(session.workbench == workbench)
    #expect(session.history.past.steps.count == steps)
}

@Test("A distance given as a factor is allowed above 1, and doubted where it is not")
func distances() throws {
    for line in ["set dapo.eps_low=1.28", "weights eps_low=10"] {
        let note = try run(["preset demo", line]).1.notes.first
        #expect(note?.hasPrefix("eps_low of 1 or more means no lower bound") == true)
    }
    let said = "eps_high is a distance from 1; for a bound of 1.28 give 0.28"
    for line in ["set eps_high=1.28", "set dapo.eps_high=1.28", "weights eps_high=1.28"] {
        #expect(try run(["preset demo", line]).1.notes == [said])
    }
    for distance in ["0.999", "1", "2", "2.001", "5"] {
        #expect(try run(["preset demo", "weights eps_high=\(distance)"]).1.notes.isEmpty)
    }
    for (bound, distance) in [("1.001", "0.001"), ("1.999", "0.999")] {
        let notes = try run(["preset demo", "weights eps_high=\(bound)"]).1.notes
        #expect(notes.map { $0.hasSuffix("of \(bound) give \(distance)") } == [true])
    }
}

/// Lines of people who come from other programs, or half remember; each has advice that works.
private let habitual = [
    "x = 3", "c = 5", "r = 1/3", "eps_high=0.3", "rule f = |r|", "rule f = 2r", "rule r = 1",
    "rule plot = r", "rule GRPO = r", "rule my rule = r", "weights methods=grpo aspo",
    "plot weight methods=grpo aspo out=advice.png", "simulate world bandit seeds=2 steps=2",
    "set eps_low 0.3", "weights; plot weight", "!ls", "weights(3)", "help weigths", "help nothing",
    "examples 9999", "plot entropy", "compare", "plot", "show tokns", "token x", "find xyzzy",
    "plot gradient range=0.1..2", "plot weight range=0..2", "plot weight axes=log range=0..2",
    "sweep n=3", "sweep x=new:0.3..0.1", "simulate seeds=5..3",
    "weights > advice.csv", "set eps=0.3", "token z new=0.2",
    "rule f = r +\nrule g = r",
    "rule f = np.minimum(r, 3)", "help flipside", "rule f = if r = 1 then 1 else 2", "rule f = [r]",
    "view", "softmax a=1", "export",
]

/// Lines written as elsewhere, and what they are told to type.
private let foreign = [
    ("f(r) = 1/sqrt(r)", "rule f = 1/sqrt(r)"),
    ("rule mine(r) = min(r, 2)", "rule mine = min(r, 2)"),
    ("lambda r: 1/r", "rule mine = 1/r"), ("g = lambda x: exp(x)", "rule g = exp(r)"),
    ("def f(r, adv): return r", "rule f = r"), ("h(ratio, a) = abs(a)*ratio", "rule h = abs(A)*r"),
    ("min(r) = r", "rule my-min = r"), ("seed=3", "simulate world=graph seeds=3..3"),
    ("help(weights)", "help weights"), ("plot(weight)", "plot weight"), ("weights()", "weights"),
    ("weights(methods=grpo,aspo)", "weights methods=grpo,aspo"),
    ("plot(weight, range=0.2..5)", "plot weight range=0.2..5"),
    ("explain('Therefore')", "explain 'Therefore'"), ("$ weights", "weights"),
    (">>> plot weight", "plot weight"), ("In [3]: weights", "weights"),
    ("flipside> explain lucky", "explain lucky"), ("flipside weights", "weights"),
    ("$ flipside weights", "weights"), ("digits=3", "config digits=3"),
    ("seeds=3", "simulate seeds=3"), ("explain=lucky", "explain lucky"),
]

@Test("What is written as elsewhere is answered by the line to type", arguments: foreign)
private func foreignLines(line: String, meant: String) throws {
    var (session, _) = try run(["preset demo"])
    #expect(session.failure(of: line)?.hint == "type \(meant)")
}

@Test(
    "Whatever advice says to write or type works, and ends the advice",
    arguments: habitual + foreign.map(\.0)
        + (wrongNumbers + wrongNames + wrongForms).map(\.line))
private func advice(line: String) throws {
    let (session, _) = try run(["preset demo", "set c=4"])
    try expectAdviceWorks(after: line, in: session)
}

@Test("Every word of other tools is answered by a line that works", arguments: habits.keys.sorted())
private func habitAdvice(phrase: String) throws {
    let (session, _) = try run(["preset demo"])
    #expect(try expectAdviceWorks(after: phrase, in: session) != nil, "\(habits[phrase] ?? "")")
}

@Test("A misspelt verb or key, and a call with brackets, are answered by the whole line as meant")
private func misspelt() {
    for example in commandDescriptions.flatMap(\.examples) {
        let verb = String(example.line.prefix { $0 != " " })
        let rest = example.line.dropFirst(verb.count)
        var (session, _) = makeSession()
        session.workspace.environment.mayWrite = false
        for line in example.setup where !line.hasPrefix("simulate") {
            _ = session.failure(of: line)
        }
        var wrong = [verb + "x" + rest]
        if let key = rest.firstRange(of: "="), rest[..<key.lowerBound].last?.isLetter == true {
            wrong.append(verb + rest[..<key.lowerBound] + "z" + rest[key.lowerBound...])
        }
        for line in wrong {
            guard let error = session.failure(of: line), let line = advised(by: error, on: line)
            else { continue }
            #expect(line == example.line || line.hasPrefix("help "), "\(error.hint ?? "")")
        }
    }
}

@Test(
    "What people ask as in other programs is help",
    arguments: [
        ("?plot", "help plot"), ("? plot", "help plot"), ("plot?", "help plot"), ("?", "help"),
        ("weights --help", "help weights"), ("weights -h", "help weights"), ("help me", "help"),
        ("plot range?", "help plot range"),
    ])
func askedOtherwise(line: String, help: String) throws {
    #expect(try lastOutput(line) == lastOutput(help))
}

@Test("Phrases are looked up as such, and not by one of their words")
func phrases() throws {
    #expect(try lastOutput("help held out") == lastOutput("help held-out"))
    #expect(try lastOutput("help dual clip") == lastOutput("help dual-clip"))
    #expect(try lastOutput("help no IS") == lastOutput("help nois"))
    let (session, _) = makeSession()
    var other = session
    #expect(other.failure(of: "help token plot")?.code == .unknownName)
    #expect(try lastOutput("rule f = 1/r", "show rules").contains("1/r"))
}

@Test("A name that ends in a question mark or is -h is a name, in scripts as at the prompt")
func namesThatAsk() throws {
    var (session, listener) = try run(["token why? old=0.1", "token -h old=0.1", "explain why?"])
    #expect(listener.outputs.last?.hasPrefix(" r = ") == true)
    for line in ["drop why?", "drop -h"] { try session.execute(line) }
    #expect(session.workbench.bench.tokens.isEmpty)
    let gone = session.failure(of: "drop why?")
    #expect(gone?.message.contains("why?") == true)
}

@Test("A semicolon within a name hides no other mistake")
func semicolons() {
    var (session, _) = makeSession()
    #expect(session.failure(of: "token a;b old=5")?.code == .domain)
    #expect(session.failure(of: "weights;")?.message.contains("one command") == true)
}

@Test("Names may be those that tables show", arguments: ["GRPO", "Aspo", "no IS", "gspo"])
func titles(name: String) throws {
    let (session, _) = try run(["use \"\(name)\""])
    #expect(session.workbench.bench.methodNames.count == 1)
    #expect(
        session.workbench.bench.rule(named: session.workbench.bench.methodNames[0]) != nil)
}

@Test("Words that only start a verb work at the prompt alone")
func prefixes() throws {
    var (session, listener) = try run(["preset demo"])
    try session.execute("weig", allowsPrefixes: true)
    #expect(listener.outputs.count == 1)
    #expect(session.failure(of: "weig")?.code == .unknownCommand)
}

@Test("A line of ten megabytes is refused and kept out of the message")
func hugeLine() throws {
    var (session, _) = makeSession()
    let line = "token " + String(repeating: "x", count: 10 << 20) + " old=0.1"
    let found = session.failure(of: line)
    let error = try #require(found)
    #expect(error.code == .syntax)
    #expect(error.message.utf8.count < 200)
    #expect(session.workbench == Workbench())
}

@Test("Blank lines and comments are nothing, and no change to undo")
func nothing() throws {
    let (session, listener) = try run(["", "   ", "# set c=5", "\t# x"])
    #expect(listener.events.isEmpty)
    #expect(session.history.past.steps.isEmpty)
}

@Test("Exit codes are those of the contract")
func exitCodes() throws {
    var (session, _) = makeSession()
    #expect(session.failure(of: "wieghts")?.code.exitCode == 1)
    #expect(session.failure(of: "token x old=2")?.code.exitCode == 3)
    #expect(session.failure(of: "run /no/such/file")?.code.exitCode == 4)
}

@Test(
    "A file that is not there is told in the same words, whoever reads it",
    arguments: [
        "run", "load", "view", "replay", "recipe", "merge", "curves", "scores", "token file=",
        "plot weight theme=", "lesson", "diff a",
    ])
func missingFile(verb: String) throws {
    for path in ["nofile", "/dev/null/nofile"] {
        let end = ["lesson": ".lesson", "view": ".png", "plot weight theme=": ".theme"][verb] ?? ""
        let line = verb + (verb.hasSuffix("=") ? "" : " ") + path + end
        var (session, _) = makeSession()
        if verb.hasPrefix("plot") { try session.execute("preset demo") }
        let failure = session.failure(of: line)
        let error = try #require(failure, "\(line)")
        #expect(error.message.hasSuffix(": no such file"), "\(line): \(error.message)")
        #expect(error.hint?.hasPrefix("check the name and the folder") == true, "\(line)")
        #expect(error.code == .file, "\(line)")
    }
}

@Test(
    "Where nothing has a name yet, it is said what gives one",
    arguments: ["drop x", "sweep token=x"])
func nothingNamed(line: String) {
    var (session, _) = makeSession()
    #expect(session.failure(of: line)?.hint?.contains("preset demo") == true)
}
