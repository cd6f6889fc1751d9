// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Testing

@Test func smoke() {
    for line in [
        "wieghts", "weights methods=grpo,apso", "token A old=1,5", "token A old=1.2",
        "token A old=0", "token A old=nan", "token A old=-2.3", "token A old=5",
        "weights eps_low=1.28", "weights eps_hihg=1", "token A old=1 / 3", "drop", "plot",
        "plot weigth", "sweep", "sweep x=nwe:1..2", "sweep x=new:2..1", "simulate seeds=3,3",
        "simulate dynamic=maybe", "exit", "set xrange", "weig", "s", "x = 3", "rule gentle",
        "rule a b = r", "token A old=0.1 old=0.2", "token A old=", "token A old= new=0.2",
        "token (A", "token \"A", "weights format=jsn", "token A \u{1B}[31m=3", "weights c=1",
        "sweep x=new:1..2 n=2.5", "plot weight out=a new=3", "weights 1", "plot(weight)",
        "token A old=foo", "token A old=logp(2)", "token A old=(1 + )", "simulate seeds=0",
        "simulate seeds=1..20000",
    ] {
        guard let e = sampleError(line) else { print("NO ERROR", line); continue }
        print(caretText(for: e, line: line), "   [\(e.code)]")
    }
    print(sampleCommands[0].help())
    print(sampleParser.overview())
    print(sampleCommands[6].synopsis)
}
