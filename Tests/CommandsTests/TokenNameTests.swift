// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import LabTestSupport
import Testing

@testable import Lab
@testable import WorkbenchModel

@Test("A token's numbers may have the names that logs give them")
func logNames() throws {
    let (session, _) = try run(["token a logp_old=-2 logp=-3 advantage=-1"])
    let token = try #require(session.workbench.bench.token(named: "a"))
    #expect(token.old.logarithm == -2 && token.new.logarithm == -3 && token.advantage == -1)
}

@Test("The same number twice is refused, and a log-probability above 0")
func logNamesRefused() throws {
    var (session, _) = makeSession()
    #expect(session.failure(of: "token a old=0.1 logp_old=-2")?.code == .syntax)
    #expect(session.failure(of: "token a logp_old=2")?.code == .domain)
}

@Test("A file of tokens may have the columns of a log")
func logColumns() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.write("token,logp_old,logp,advantage\na,-2,-3,-1\n", to: "t.csv")
    let (session, _) = try run(["token file=\(path)"])
    let token = try #require(session.workbench.bench.token(named: "a"))
    #expect(token.old.logarithm == -2 && token.new.logarithm == -3 && token.advantage == -1)
    let wrong = try scratch.write("token,logp_old\na,0.5\n", to: "w.csv")
    var (other, _) = makeSession()
    #expect(other.failure(of: "token file=\(wrong)")?.code == .domain)
}

@Test("A log's columns may be named as the bench names its numbers")
func benchNames() throws {
    let scratch = try ScratchFolder()
    let path = try scratch.write("a,b,c\n-2,-3,1\n", to: "l.csv")
    let (session, _) = try run(["load \(path) old=a new=b adv=c"])
    #expect(session.workbench.logs.count == 1)
}
