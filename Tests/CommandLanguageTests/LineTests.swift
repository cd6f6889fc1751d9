// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Synchronization
import Testing
import TokenWeights

/// Returns an argument in short: `key=value`.
private func short(_ argument: Argument) -> String {
    let value =
        switch argument.value {
        case .number(let number): "\(number)"
        case .probability(let logarithm, _): "log \(logarithm)"
        case .integers(let numbers): "\(numbers)"
        case .numbers(let numbers): "\(numbers)"
        case .words(let words): words.joined(separator: "|")
        case .axis(let name, let from, let to): "\(name) \(from) \(to)"
        case .flag(let flag): "\(flag)"
        case .text(let text): text
        case .definition(let name, let body, let span): "\(name) := \(body) @\(span)"
        }
    return "\(argument.key)=\(value)"
}

@Suite("Lines as arguments")
struct LineTests {
    private static let rows: [(String, [String])] = [
        ("weights", []),
        ("  weights  # of all", []),
        ("token A old=1 new=1 adv=+1", ["name=A", "old=log 0.0", "new=log 0.0", "adv=1.0"]),
        ("token old=1 adv=-0.5 A", ["old=log 0.0", "adv=-0.5", "name=A"]),
        ("token A π_old=1 π=logp(-2.3) Â=2", ["name=A", "old=log 0.0", "new=log -2.3", "adv=2.0"]),
        ("token name=A old=logp(-5000)", ["name=A", "old=log -5000.0"]),
        ("token A adv=1/4 entropy=2*eps_low", ["name=A", "adv=0.25", "entropy=0.4"]),
        ("token A adv=(1 / 4)", ["name=A", "adv=0.25"]),
        ("token A adv=( 1 +\n 3 )", ["name=A", "adv=4.0"]),
        ("token A adv=min(1, 2)", ["name=A", "adv=1.0"]),
        ("token A adv = 3", ["name=A", "adv=3.0"]),
        ("token A adv =3 old= 1", ["name=A", "adv=3.0", "old=log 0.0"]),
        ("token A \\\n adv=3", ["name=A", "adv=3.0"]),
        ("token A adv=\"1 + 1\"", ["name=A", "adv=2.0"]),
        ("token \"the cat\" adv=1", ["name=the cat", "adv=1.0"]),
        ("token 'say \"hi\"'", ["name=say \"hi\""]),
        ("token \"a\\\"b\\\\c\\u{3C0}\"", ["name=a\"b\\cπ"]),
        ("token don't", ["name=don't"]),
        ("token \"#\"", ["name=#"]),
        ("token a#b", ["name=a#b"]),
        ("token ▁the", ["name=▁the"]),
        ("token 漢字 # comment", ["name=漢字"]),
        ("drop lucky Therefore", ["token=lucky", "token=Therefore"]),
        ("drop lucky,Therefore", ["token=lucky|Therefore"]),
        ("drop lucky, 'the cat' , Therefore", ["token=lucky|the cat|Therefore"]),
        ("drop \"the cat\"", ["token=the cat"]),
        ("drop \"lucky, Therefore\"", ["token=lucky|Therefore"]),
        ("softmax a=2 b=-1 'the cat'=0.5 T=0.7", ["a=2.0", "b=-1.0", "the cat=0.5", "T=0.7"]),
        ("softmax ▁the=2 Ġa=1", ["▁the=2.0", "Ġa=1.0"]),
        ("group 1 0 0 1", ["reward=[1.0]", "reward=[0.0]", "reward=[0.0]", "reward=[1.0]"]),
        ("group 1,0,5% norm=grpo,rloo", ["reward=[1.0, 0.0, 0.05]", "norm=grpo|rloo"]),
        ("set dapo.eps_high=0.28 c=inf", ["dapo.eps_high=0.28", "c=inf"]),
        ("set topr.eps_low=2", ["topr.eps_low=2.0"]),
        ("weights methods=grpo, aspo c=inf", ["methods=grpo|aspo", "c=inf"]),
        ("weights ε_low=0.1 methods=is-noclip", ["eps_low=0.1", "methods=is-noclip"]),
        ("sweep x=new:0.01..0.3 n=1k", ["x=new 0.01 0.3", "n=[1000]"]),
        ("sweep x=π:1e-3..eps_low*2", ["x=new 0.001 0.4"]),
        ("sweep x=π_old:-1..1", ["x=old -1.0 1.0"]),
        ("simulate seeds=3", ["seeds=[1, 2, 3]"]),
        ("simulate seeds=3..5", ["seeds=[3, 4, 5]"]),
        ("simulate seeds=7,0,9..10", ["seeds=[7, 0, 9, 10]"]),
        ("simulate dynamic=YES", ["dynamic=true"]),
        ("simulate dynamic=off", ["dynamic=false"]),
        ("plot weight out=\"my figures/w 1.png\"", ["kind=weight", "out=my figures/w 1.png"]),
        ("plot out=a(1).png kind=entropy", ["out=a(1).png", "kind=entropy"]),
        ("load C:\\data\\x.csv", ["file=C:\\data\\x.csv"]),
        ("find how does #1 clip", ["text=how does"]),
        ("find 'how does #1 clip'", ["text=how does #1 clip"]),
        ("find a=b  c", ["text=a=b  c"]),
        ("help", []),
        (
            "rule g = if A > 0 then 1/sqrt(r) else r",
            ["definition=g := if A > 0 then 1/sqrt(r) else r @9..<39"]
        ),
        ("rule g=r # plain", ["definition=g := r @7..<8"]),
        ("rule g = (r +\n c)", ["definition=g := (r +  c) @9..<17"]),
        ("rule g = \"r + 1\"", ["definition=g := r + 1 @10..<15"]),
        ("rule g=\"r + 1\"", ["definition=g := r + 1 @8..<13"]),
        ("rule \"my rule\" = r == 1", ["definition=my rule := r == 1 @17..<23"]),
        ("rule ( r ) = 1", ["definition=( r ) := 1 @13..<14"]),
    ]

    @Test("Each line gives its arguments, in the order of the line", arguments: rows)
    func arguments(line: String, given: [String]) throws {
        let arguments = try #require(try sampleArguments(line))
        #expect(arguments.given.map(short) == given)
    }

    @Test("Spans say where keys and values were typed")
    func spans() throws {
        let arguments = try #require(try sampleArguments("  token \"A b\"  old = 5% # x"))
        #expect(arguments.line == "token \"A b\"  old = 5%")
        #expect(arguments.given.map(\.span) == [8..<13, 21..<23])
        #expect(arguments.given.map(\.keySpan) == [8..<13, 15..<18])
        #expect(arguments.given.map(\.text) == ["A b", "5%"])
    }

    @Test(
        "Numbers of plain digits, which are read a quicker way, are the nearest doubles",
        arguments: [
            ("0", 0), ("-0", -0.0), ("0.1", 0.1), ("-2.5", -2.5), ("-.5", -0.5), (".5", 0.5),
            ("0.30000000000000004", 0.30000000000000004),
            ("9007199254740993", 9_007_199_254_740_992),
            ("123456789012345678901234567890", 1.2345678901234568e29),
            ("0.00000000000000000000000001", 1e-26), ("5%", 0.05), ("1-2", -1), ("1e-3", 1e-3),
            ("1234567890123456789012345678901234567890", 1.2345678901234568e39),
        ] as [(String, Double)])
    func decimals(text: String, number: Double) throws {
        let argument = try #require(try sampleArguments("token A adv=\(text)")?.given.last)
        #expect(argument.value == .number(number))
        #expect(short(argument) == "adv=\(number)", "the sign of zero")
    }

    @Test("What only looks like a number is none", arguments: ["5.", "1.2.3", "-", "９", "0x1"])
    func notDecimals(text: String) {
        #expect(throws: CommandError.self) { try sampleArguments("token A adv=\(text)") }
    }

    @Test("A key reads what was given for its parameter, as its type")
    func reading() throws {
        let token = try #require(try sampleArguments("token A old=0.5 adv=2"))
        let new = Key("new", "", .probability)
        #expect(token[Key(.word(required: true), "name", "", .name)] == "A")
        #expect(token[Key("adv", "", .number(.finite))] == 2)
        #expect(token[Key("old", "", .probability)]?.number == 0.5)
        #expect(token[new] == nil)
        #expect(token.has(Key("old", "", .probability)))
        #expect(!token.has(new))
        #expect(token.span(of: Key("adv", "", .number(.finite))) == 20..<21)
        let run = try #require(try sampleArguments("simulate seeds=2 dynamic=yes"))
        #expect(run[Key("seeds", "", .seeds)] == [1, 2])
        #expect(run[Key("dynamic", "", .flag, default: false)])
        let drop = try #require(try sampleArguments("drop lucky Therefore"))
        let tokens = Key(lists: "token", "", .choices(.current("tokens")), required: true)
        #expect(drop[tokens] == ["lucky", "Therefore"])
        #expect(drop.placed(tokens).map(\.span) == [5..<10, 11..<20])
        let sweep = try #require(try sampleArguments("sweep x=new:1..2"))
        #expect(sweep[Key("n", "", .integer(2...10_000), default: 50)] == 50)
        #expect(sweep[Key("x", "", .axis(names: ["new", "old"]))]?.to == 2)
        let group = try #require(try sampleArguments("group 1 0,1"))
        #expect(group[Key(lists: "reward", "", .numbers, required: true)] == [1, 0, 1])
        let softmax = try #require(try sampleArguments("softmax a=2 b=1"))
        let logits = softmax[Key(keys: "logits", "", .number(.finite))]
        #expect(logits.map(\.argument.key) == ["a", "b"])
        #expect(logits.map(\.value) == [2, 1])
    }

    @Test("A key of another command, and one of another kind, are faults")
    func faults() throws {
        let token = try #require(try sampleArguments("token A adv=2"))
        let faults = Mutex<[String]>([])
        KeyFault.$taken.withValue({ fault in faults.withLock { $0.append(fault) } }) {
            #expect(!token[Key("force", "", .flag, default: false)])
            #expect(token[Key("adv", "", .flag)] == nil)
        }
        #expect(
            faults.withLock(\.self) == [
                "token reads force, and declares no such parameter",
                "token reads adv as another kind",
            ])
    }

    @Test("Blanks and comments are no command", arguments: ["", "   ", "# weights", "\n", " \\"])
    func empty(line: String) throws {
        guard case .empty = try sampleParser.parse(line, in: sampleSurroundings) else {
            Issue.record("\(line) is not empty")
            return
        }
    }

    @Test(
        "A line that reads as an expression is computed",
        arguments: [
            ("1/3", "1/3", 0..<3), ("  -2 ^ 2 # four", "-2 ^ 2", 2..<8),
            ("(1 + 2)", "(1 + 2)", 0..<7),
            (".5*2", ".5*2", 0..<4), ("sqrt(2)", "sqrt(2)", 0..<7), ("eps_low", "eps_low", 0..<7),
            ("ε_low * 2", "ε_low * 2", 0..<9), ("c", "c", 0..<1), ("c == 3", "c == 3", 0..<6),
            ("sqr(2)", "sqr(2)", 0..<6),
            ("if 1 < 2 then 1 else 2", "if 1 < 2 then 1 else 2", 0..<22),
            ("1,5", "1,5", 0..<3),
        ])
    func calculation(line: String, text: String, span: Range<Int>) throws {
        guard
            case .calculation(let typed, let place) = try sampleParser.parse(
                line, in: sampleSurroundings)
        else {
            Issue.record("\(line) is no calculation")
            return
        }
        #expect(typed == text)
        #expect(place == span)
    }
}
