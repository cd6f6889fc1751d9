// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage

/// A line with the error that it gives.
struct ErrorRow: Sendable {
    let line: String
    let code: CommandError.Code
    let span: Range<Int>
    let message: String
    let hint: String?

    init(
        _ line: String, _ code: CommandError.Code, _ span: Range<Int>, _ message: String,
        _ hint: String? = nil
    ) {
        self.line = line
        self.code = code
        self.span = span
        self.message = message
        self.hint = hint
    }
}

/// Every kind of mistake, against the sample commands.
let errorRows: [ErrorRow] = [
    ErrorRow(
        "set dapo.eps_low=1.28", .domain, 17..<21, "dapo.eps_low must be in (0, 1), not 1.28",
        "give the distance from 1: 0.28"),
    ErrorRow(
        "set mean=median", .unknownName, 9..<15, "mean cannot be \"median\"",
        "choose token-mean or seq-mean"),
    ErrorRow(
        "set ε_low=30", .domain, 10..<12, "ε_low must be in (0, 1), not 30", "did you mean 30%?"),
    ErrorRow(
        "set mean=100", .domain, 9..<12, "mean must be in (0, 1], not 100", "did you mean 100%?"),
    ErrorRow(
        "wieghts", .unknownCommand, 0..<7, "there is no command \"wieghts\"",
        "did you mean weights?"),
    ErrorRow(
        "WEIGHTS", .unknownCommand, 0..<7, "there is no command \"WEIGHTS\"",
        "did you mean weights?"),
    ErrorRow(
        "zzz", .unknownCommand, 0..<3, "there is no command \"zzz\"",
        "for a list of commands, type help"),
    ErrorRow(
        "weig", .unknownCommand, 0..<4, "\"weig\" is only the beginning of a verb", "write weights"),
    ErrorRow(
        "exit now", .unknownCommand, 0..<4, "there is no command \"exit\"",
        "write quit, or press Ctrl-D"),
    ErrorRow(
        "set xrange [0:1]", .unknownCommand, 0..<10, "there is no command \"set xrange\"",
        "write plot KIND x=FROM..TO"),
    ErrorRow(
        "savefig(\"a.png\")", .unknownCommand, 0..<16, "there is no command \"savefig\"",
        "write plot KIND out=FILE"),
    ErrorRow(
        "plot(weight)", .unknownCommand, 0..<12, "a verb takes no brackets",
        "type plot weight"),
    ErrorRow(
        "x = 3", .unknownCommand, 0..<1, "a line begins with a verb, not with \"x\"",
        "set gives parameters a value; to see them, type show parameters"),
    ErrorRow(
        "eps_low=0.3", .unknownCommand, 0..<7, "a line begins with a verb, not with \"eps_low\"",
        "type set eps_low=0.3"),
    ErrorRow(
        "a=weights methods=grpo", .unknownCommand, 0..<1,
        "a line begins with a verb, not with \"a\"",
        "set gives parameters a value; to see them, type show parameters"),
    ErrorRow(
        "foo(1)", .unknownCommand, 0..<6, "there is no command \"foo(1)\"",
        "for a list of commands, type help"),
    ErrorRow(
        "weights methods=grpo,apso", .unknownName, 21..<25, "there is no method \"apso\"",
        "did you mean aspo?"),
    ErrorRow(
        "weights methods=grpo,,aspo", .syntax, 21..<22, "the list has an empty place",
        "a list looks like a,b,c"),
    ErrorRow("weights methods=grpo,grpo", .syntax, 21..<25, "grpo is given twice", "give it once"),
    ErrorRow(
        "weights methods=xyzzy", .unknownName, 16..<21, "there is no method \"xyzzy\"",
        "choose grpo, aspo, dapo or is-noclip"),
    ErrorRow(
        "weights format=jsn", .unknownName, 15..<18, "format cannot be \"jsn\"",
        "did you mean json?"),
    ErrorRow(
        "weights format=xyzzy", .unknownName, 15..<20, "format cannot be \"xyzzy\"",
        "choose table, json or csv"),
    ErrorRow(
        "weights eps_hihg=1", .unknownName, 8..<16, "weights takes no parameter \"eps_hihg\"",
        "did you mean eps_high?"),
    ErrorRow(
        "weights ε_hihg=1", .unknownName, 8..<14, "weights takes no parameter \"ε_hihg\"",
        "did you mean eps_high?"),
    ErrorRow(
        "weights zzz=1", .unknownName, 8..<11, "weights takes no parameter \"zzz\"",
        "for what it takes, type help weights"),
    ErrorRow(
        "weights 1", .syntax, 8..<9, "weights has no use for \"1\"",
        "for what it takes, type help weights"),
    ErrorRow(
        "weights eps_low=1.28", .domain, 16..<20, "eps_low must be in (0, 1), not 1.28",
        "give the distance from 1: 0.28"),
    ErrorRow(
        "weights eps_low=20", .domain, 16..<18, "eps_low must be in (0, 1), not 20",
        "did you mean 20%?"),
    ErrorRow(
        "weights eps_low=-1", .domain, 16..<18, "eps_low must be in (0, 1), not -1",
        "write 0.2"),
    ErrorRow(
        "weights eps_low=nan", .domain, 16..<19, "eps_low must be in (0, 1), not nan",
        "write 0.2"),
    ErrorRow(
        "weights c=1", .domain, 10..<11, "c must be above 1, or inf, not 1",
        "write 3"),
    ErrorRow(
        "weights eps_low=0.1 ε_low=0.2", .syntax, 20..<25, "eps_low is given twice",
        "give eps_low once"),
    ErrorRow(
        "weights eps_low", .syntax, 8..<15, "weights has no use for \"eps_low\"",
        "for what it takes, type help weights"),
    ErrorRow("token", .missing, 5..<5, "token needs NAME", "it looks like token NAME"),
    ErrorRow("token A old=1,5", .syntax, 12..<15, "numbers use a dot, not a comma", "write 1.5"),
    ErrorRow(
        "token A old=1.2", .domain, 12..<15, "old must be a probability in (0, 1], not 1.2",
        "did you mean 1.2%?"),
    ErrorRow(
        "token A old=0", .domain, 12..<13, "old must be a probability in (0, 1], not 0",
        "give a small probability such as 1e-9"),
    ErrorRow(
        "token A old=-1", .domain, 12..<14, "old must be a probability in (0, 1], not -1",
        "did you mean logp(-1)?"),
    ErrorRow(
        "token A old=nan", .domain, 12..<15, "old must be a probability in (0, 1], not nan",
        "write 0.1"),
    ErrorRow(
        "token A old=5", .domain, 12..<13, "old must be a probability in (0, 1], not 5",
        "did you mean 5%?"),
    ErrorRow(
        "token A old=1e999", .syntax, 12..<17, "this number is too large", "for infinity, write inf"
    ),
    ErrorRow(
        "token A old=logp(2)", .domain, 12..<19, "old must be a probability in (0, 1], not logp(2)",
        "write 0.1"),
    ErrorRow(
        "token A old=foo", .unknownName, 12..<15,
        "old must be a probability in (0, 1]: there is no number \"foo\"", "write 0.1"),
    ErrorRow("token A old=(1 + )", .syntax, 17..<18, "a number or a name is missing here"),
    ErrorRow(
        "token A old=1 / 3", .syntax, 14..<15, "token has no use for \"/\"",
        "an expression stands without blanks or in brackets, as in old=(1 / …)"),
    ErrorRow("token A old=", .syntax, 8..<12, "old has no value", "it looks like old=P"),
    ErrorRow("token A old= new=0.2", .syntax, 8..<12, "old has no value", "it looks like old=P"),
    ErrorRow(
        "token A old=eps_low>1", .syntax, 12..<21, "this is true or false, where a number belongs",
        "a number of it is if A > 0 then 1 else 0"),
    ErrorRow(
        "token A adv=inf", .domain, 12..<15, "adv must be a finite number, not inf",
        "write 1"),
    ErrorRow(
        "token A old 0.3", .syntax, 8..<11, "token has no use for \"old\"",
        "type token A old=0.3"),
    ErrorRow(
        "token A=3", .unknownName, 6..<7, "token takes no parameter \"A\"",
        "it looks like token NAME [old=P] [new=P] [adv=X] [entropy=X]"),
    ErrorRow("token \"\" old=0.1", .syntax, 6..<8, "a name cannot be empty"),
    ErrorRow(
        "token \"a\\u{7}b\"", .syntax, 6..<15, "a name cannot hold characters that nobody sees"),
    ErrorRow(
        "token A B", .syntax, 8..<9, "token has no use for \"B\"",
        "it looks like token NAME [old=P] [new=P] [adv=X] [entropy=X]"),
    ErrorRow(
        "token (A", .syntax, 6..<7, "this bracket is never closed",
        "close it, or put quotes round a word that holds it"),
    ErrorRow(
        "token \"A", .syntax, 6..<7, "this quote is never closed",
        "add the same quote after the last letter that it holds"),
    ErrorRow(
        "token \"\\q\"", .syntax, 7..<9, "this escape means nothing", "a backslash is \\\\"),
    ErrorRow(
        "token \'A", .syntax, 6..<7, "this quote is never closed",
        "add the same quote after the last letter that it holds"),
    ErrorRow("drop", .missing, 4..<4, "drop needs TOKEN…", "it looks like drop TOKEN…"),
    ErrorRow(
        "drop lukcy", .unknownName, 5..<10, "there is no token \"lukcy\"", "did you mean lucky?"),
    ErrorRow(
        "drop therefore", .unknownName, 5..<14, "there is no token \"therefore\"",
        "did you mean Therefore?"),
    ErrorRow(
        "group 1 0 x", .unknownName, 10..<11, "there is no number \"x\"",
        "the names here are c eps_high eps_low"),
    ErrorRow(
        "group 1,,0", .syntax, 8..<9, "the list has an empty place", "a list looks like a,b,c"),
    ErrorRow("softmax a=2 a=3", .syntax, 12..<13, "a is given twice", "give a once"),
    ErrorRow(
        "softmax a=inf", .domain, 10..<13, "a must be a finite number, not inf",
        "write 0.2"),
    ErrorRow(
        "sweep", .missing, 5..<5, "sweep needs x=NAME:FROM..TO",
        "it looks like sweep x=NAME:FROM..TO"),
    ErrorRow("sweep x=nwe:1..2", .unknownName, 8..<11, "x cannot be \"nwe\"", "did you mean new?"),
    ErrorRow("sweep x=zzz:1..2", .unknownName, 8..<11, "x cannot be \"zzz\"", "choose new or old"),
    ErrorRow(
        "sweep x=new", .syntax, 8..<11, "x has no range after new",
        "a range looks like x=new:0.1..0.3"),
    ErrorRow(
        "sweep x=new:0.1", .syntax, 8..<15, "x has no range after new",
        "a range looks like x=new:0.1..0.3"),
    ErrorRow("sweep x=new:2..1", .domain, 8..<16, "the range runs backwards", "write new:1..2"),
    ErrorRow(
        "sweep x=new:1..1", .domain, 8..<16, "the range is empty",
        "a range looks like x=new:0.1..0.3"),
    ErrorRow("sweep x=new:0.1..inf", .domain, 17..<20, "x must be a finite number, not inf"),
    ErrorRow(
        "sweep x=new:1..2 n=2.5", .domain, 19..<22,
        "n must be a whole number from 2 to 10000, not 2.5",
        "write 2"),
    ErrorRow(
        "sweep x=new:1..2 n=1", .domain, 19..<20, "n must be a whole number from 2 to 10000, not 1",
        "write 2"),
    ErrorRow("simulate seeds=3,3", .domain, 17..<18, "seed 3 is named twice", "name it once"),
    ErrorRow(
        "simulate seeds=0", .domain, 15..<16, "seeds must be a whole number from 1 to 10000, not 0",
        "write 1"),
    ErrorRow("simulate seeds=1..20000", .domain, 15..<23, "seeds may name at most 10000 seeds"),
    ErrorRow(
        "simulate seeds=7..3", .domain, 15..<19, "the range 7..3 runs backwards", "write 3..7"),
    ErrorRow(
        "simulate seeds=2.5,3", .domain, 15..<18,
        "seeds must be a whole number from 0 to 9007199254740992, not 2.5",
        "write 2"),
    ErrorRow(
        "simulate seeds=20000", .domain, 15..<20,
        "seeds must be a whole number from 1 to 10000, not 20000",
        "write 10000"),
    ErrorRow(
        "simulate dynamic=maybe", .syntax, 17..<22, "dynamic must be yes or no, not \"maybe\"",
        "say dynamic=yes or dynamic=no"),
    ErrorRow("plot", .missing, 4..<4, "plot needs KIND", "it looks like plot KIND"),
    ErrorRow(
        "plot weigth", .unknownName, 5..<11, "KIND cannot be \"weigth\"", "did you mean weight?"),
    ErrorRow("plot weight out=", .syntax, 12..<16, "out has no value", "it looks like out=FILE"),
    ErrorRow("plot weight out=\"\"", .syntax, 16..<18, "out names no file"),
    ErrorRow(
        "plot weight out=a new=3", .unknownName, 18..<21, "plot takes no parameter \"new\"",
        "it looks like plot KIND [out=FILE]"),
    ErrorRow("load", .missing, 4..<4, "load needs FILE", "it looks like load FILE"),
    ErrorRow(
        "rule", .missing, 4..<4, "rule needs NAME = EXPRESSION",
        "it looks like rule NAME = EXPRESSION"),
    ErrorRow(
        "rule gentle", .syntax, 5..<11, "the definition has no =",
        "a definition looks like gentle = 1/sqrt(r)"),
    ErrorRow(
        "rule gentle =", .syntax, 5..<13, "the definition has nothing after the =",
        "a definition looks like gentle = 1/sqrt(r)"),
    ErrorRow(
        "rule = r", .syntax, 5..<8, "the definition has no name before the =",
        "a definition looks like gentle = 1/sqrt(r)"),
    ErrorRow(
        "rule gentle == r", .syntax, 5..<16, "the definition has no =",
        "a definition looks like gentle = 1/sqrt(r)"),
    ErrorRow("find", .missing, 4..<4, "find needs TEXT", "it looks like find TEXT"),
    ErrorRow("token A \u{1B}[31m=3", .syntax, 8..<9, "the line holds a control character, \\u{1B}"),
    ErrorRow("token\0", .syntax, 5..<6, "the line holds a control character, \\u{0}"),
    ErrorRow(
        "weights\nweights", .syntax, 8..<9, "a second line begins here",
        "run one line at a time, or end the first with a backslash"),
    ErrorRow(
        "token A\told=2", .domain, 12..<13, "old must be a probability in (0, 1], not 2",
        "did you mean 2%?"),
    ErrorRow(
        "find long (", .syntax, 10..<11, "this bracket is never closed",
        "close it, or put quotes round a word that holds it"),
    ErrorRow(
        "長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長=1", .unknownCommand, 0..<60,
        "a line begins with a verb, not with \"長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長長…\"",
        "set gives parameters a value; to see them, type show parameters"),
    ErrorRow(
        "token 漢字 old=1.2", .domain, 13..<16, "old must be a probability in (0, 1], not 1.2",
        "did you mean 1.2%?"),
    ErrorRow(
        "token é old=1.2", .domain, 13..<16, "old must be a probability in (0, 1], not 1.2",
        "did you mean 1.2%?"),
    ErrorRow(
        "savefig()", .unknownCommand, 0..<9, "there is no command \"savefig\"",
        "write plot KIND out=FILE"),
]
