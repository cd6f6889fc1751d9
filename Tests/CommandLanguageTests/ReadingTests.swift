// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Testing

@Suite("What is read off a description")
struct ReadingTests {
    @Test(
        "The synopsis shows how each parameter is given",
        arguments: [
            ("token", "token NAME [old=P] [new=P] [adv=X] [entropy=X]", "token NAME"),
            ("drop", "drop TOKEN…", "drop TOKEN…"),
            ("softmax", "softmax [NAME=X…] [T=X]", "softmax"),
            ("group", "group REWARD… [norm=grpo|drgrpo|rloo,…]", "group REWARD…"),
            ("set", "set [NAME=X…]", "set"),
            ("rule", "rule NAME = EXPRESSION", "rule NAME = EXPRESSION"),
            (
                "weights",
                "weights [methods=WORD,…] [eps_low=X] [eps_high=X] [c=X] [format=table|json|csv]",
                "weights"
            ),
            ("sweep", "sweep x=NAME:FROM..TO [n=N]", "sweep x=NAME:FROM..TO"),
            ("simulate", "simulate [seeds=SEEDS] [dynamic=yes|no]", "simulate"),
            ("plot", "plot KIND [out=FILE]", "plot KIND"), ("find", "find TEXT", "find TEXT"),
            ("help", "help [TOPIC]", "help"),
        ])
    func synopsis(verb: String, synopsis: String, shortest: String) throws {
        let command = try #require(sampleParser.command(named: verb))
        #expect(command.synopsis == synopsis)
        #expect(command.minimalSynopsis == shortest)
    }

    @Test("Help shows form, meaning, arguments, examples and relatives")
    func help() {
        #expect(
            sampleCommands[0].help() == """
                token NAME [old=P] [new=P] [adv=X] [entropy=X]

                Add a token, or change what is given.

                A token is one choice of the policy.

                Its numbers may be given in any order.

                Arguments:
                  NAME       What the token is called.
                  old=P      The probability when it was sampled. Also π_old.
                  new=P      The probability now. Also π.
                  adv=X      The advantage. Must be a finite number. Also Â. Default: +1.
                  entropy=X  The entropy in nats. Must be above 0, in nats.

                Examples:
                  token Therefore old=0.10 new=0.05 adv=+1  # a lagging token

                See also: drop, weights
                """)
    }

    @Test("Help fits the screen", arguments: [40, 60, 80])
    func width(columns: Int) {
        for command in sampleCommands where command.name != "rule" && command.name != "token" {
            for row in command.help(columns: columns).split(separator: "\n") {
                #expect(textWidth(String(row)) <= max(columns, 45), "\(row)")
            }
        }
        for row in sampleParser.overview(columns: columns).split(separator: "\n") {
            #expect(textWidth(String(row)) <= columns, "\(row)")
        }
    }

    @Test("The overview has every command under its heading")
    func overview() {
        let text = sampleParser.overview()
        #expect(text.hasPrefix("bench\n  token     Add a token, or change what is given.\n"))
        for command in sampleCommands { #expect(text.contains("  \(command.name) ")) }
        #expect(text.contains("\n\nreal logs\n  load      Read a log.\n\nfigures\n"))
    }

    @Test("The reference page has a section, a table and the examples of every command")
    func reference() {
        let page = sampleParser.referencePage
        #expect(page.hasPrefix("# Commands\n"))
        #expect(page.hasSuffix("\n") && !page.hasSuffix("\n\n"))
        for command in sampleCommands {
            #expect(
                page.contains(
                    "### \(command.name)\n\n```\n\(command.synopsis)\n```\n\n\(command.summary)"))
            for example in command.examples {
                #expect(page.contains("# \(example.purpose)\n\(example.line)"))
            }
        }
        #expect(
            page.contains("| `dynamic=yes\\|no` | Whether to drop equal groups. Default: no. |"))
        #expect(page.contains("See also [`drop`](#drop), [`weights`](#weights)."))
    }

    @Test("The manual page is roff that no text can break out of")
    func manual() {
        let tricky = CommandDescription(
            name: "tricky", group: .other, summary: ".SH NOT A HEADING\\fB",
            details: "'tis a \\ and a -\n.TH here", examples: [Example(".x", "a dot")])
        let page = ManualPage(
            program: "flipside", purpose: "a lab", version: "1.0", date: "2026-01-02",
            forms: ["flipside [VERB …]"], description: "What it does.",
            options: [("--json", "Results as JSON.")],
            exitCodes: [(0, "Done."), (1, "A command failed.")],
            environment: [("PAGER", "The pager.")], files: [("~/x", ".What it holds.")],
            examples: [("flipside -c 'a b'", "It does.")], related: ["docs/a.md"])
        let roff = page.roff(commands: sampleCommands + [tricky])
        #expect(
            roff.hasPrefix(
                ".TH \"FLIPSIDE\" 1 \"2026\\-01\\-02\" \"flipside 1.0\"\n.SH NAME\nflipside \\- a lab\n.SH SYNOPSIS\n"
            ))
        #expect(roff.contains("\\&.SH NOT A HEADING\\efB\n"))
        #expect(roff.contains("\\(aqtis a \\e and a \\- .TH here\n"))
        #expect(roff.contains("\n.TP\n\\fB\\-\\-json\\fR\nResults as JSON.\n"))
        #expect(roff.contains("\n.SH ENVIRONMENT\n.TP\n\\fBPAGER\\fR\nThe pager.\n.SH FILES\n"))
        #expect(roff.contains("\\fB\\(ti/x\\fR\n\\&.What it holds.\n.SH EXAMPLES\n"))
        #expect(roff.contains("\nIt does.\n.nf\n  flipside \\-c \\(aqa b\\(aq\n.fi\n"))
        #expect(roff.hasSuffix(".SH \"SEE ALSO\"\n.PP\ndocs/a.md\n"))
        let requests: Set<Substring> = [
            ".TH", ".SH", ".SS", ".TP", ".IP", ".PP", ".RS", ".RE", ".nf", ".fi",
        ]
        for row in roff.split(separator: "\n") where row.hasPrefix(".") {
            #expect(requests.contains(row.prefix { $0 != " " }), "\(row)")
        }
        for command in sampleCommands { #expect(roff.contains("\\fB\(command.name)")) }
    }

    @Test("Every example of the sample commands parses")
    func examples() throws {
        for command in sampleCommands {
            for example in command.examples {
                #expect(try sampleArguments(example.line)?.command.name == command.name)
            }
        }
    }
}
