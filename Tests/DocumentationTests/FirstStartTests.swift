// SPDX-License-Identifier: GPL-3.0-or-later

import Testing

@Suite("What a new user meets")
struct FirstStartTests {
    @Test("In an empty home folder, the doctor finds nothing wrong")
    func doctor() throws {
        let workplace = try Workplace(program: Program.beside)
        let outcome = try Program.run("flipside doctor", in: workplace.folder)
        #expect(outcome.exitCode == 0)
        #expect(!outcome.text.contains("problem"))
    }

    @Test("The help on plot says how a range without a name is written")
    func range() throws {
        let workplace = try Workplace(program: Program.beside)
        let help = try Program.run("flipside help plot all", in: workplace.folder).text
        #expect(help.contains("[range=FROM..TO]"))
        #expect(!help.contains("range over ."))
    }

    @Test("The help on masks keeps its two kinds of cap apart")
    func masks() throws {
        let workplace = try Workplace(program: Program.beside)
        let help = try Program.run("flipside help masks", in: workplace.folder).text
        #expect(help.contains("\n\nSoft cap (ASPO):"))
    }
}
