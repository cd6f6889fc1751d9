// SPDX-License-Identifier: GPL-3.0-or-later

import Foundation
import Testing

@testable import TokenLogs

/// Runs a line of a shell in a folder of its own.
///
/// - Returns: Its exit code.
private func run(_ line: String, in folder: URL) throws -> Int32 {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    process.currentDirectoryURL = folder
    try process.run()
    process.waitUntilExit()
    return process.terminationStatus
}

/// Returns a program of Python that writes a file of a kind, whose name is its argument.
private func writer(_ kind: ForeignFile) -> String {
    let columns =
        "{'logp_old':[[-1.0,-2.0],[-3.0]],'logp':[[-1.5,-2.5],[-3.5]],'advantage':[1.0,-1.0]}"
    let table = "import sys,pyarrow as a;t=a.table(\(columns));"
    return switch kind.what {
    case ForeignFile.parquet.what:
        table + "import pyarrow.parquet as p;p.write_table(t,sys.argv[1])"
    case ForeignFile.arrow.what:
        table + "import pyarrow.feather as f;f.write_feather(t,sys.argv[1])"
    case ForeignFile.arrowStream.what:
        table
            + "s=a.OSFile(sys.argv[1],'wb');w=a.ipc.new_stream(s,t.schema);w.write_table(t);w.close()"
    case ForeignFile.torch.what:
        "import sys,torch;torch.save({'step':2,'samples':[{'logp_old':torch.tensor([-1.0,-2.0]),"
            + "'logp':torch.tensor([-1.5,-2.5]),'advantage':1.0},{'logp_old':torch.tensor([-3.0]),"
            + "'logp':torch.tensor([-3.5]),'advantage':-1.0}]},sys.argv[1])"
    case ForeignFile.pickle.what:
        "import sys,pickle;pickle.dump(\(columns),open(sys.argv[1],'wb'))"
    case ForeignFile.objectArrays.what:
        "import sys,numpy as n;o=lambda v:n.array(v+[None],dtype=object)[:-1];d=\(columns);"
            + "n.savez(open(sys.argv[1],'wb'),**{k:o(v)for k,v in d.items()})"
    case ForeignFile.structured.what:
        "import sys,numpy as n;n.save(open(sys.argv[1],'wb'),n.array([(-1.0,-1.5,1.0),"
            + "(-2.0,-2.5,1.0),(-3.0,-3.5,-1.0)],"
            + "dtype=[('logp_old','f8'),('logp','f8'),('advantage','f8')]))"
    case ForeignFile.manyDimensions.what:
        "import sys,numpy as n;n.savez(open(sys.argv[1],'wb'),logp_old=[[[-1.0,-2.0]],[[-3.0,0]]],"
            + "logp=[[[-1.5,-2.5]],[[-3.5,0]]],mask=[[[[1],[1]]],[[[1],[0]]]],advantage=[[1.0],[-1.0]],"
            + "step=4)"
    case ForeignFile.manyDimensionTensors.what:
        "import sys,torch,safetensors.torch as s;t=torch.tensor;s.save_file({'logp_old':"
            + "t([[[-1.0,-2.0]],[[-3.0,0]]]),'logp':t([[[-1.5,-2.5]],[[-3.5,0]]]),"
            + "'mask':t([[[1,1]],[[1,0]]]),'advantage':t([[1.0],[-1.0]])},sys.argv[1])"
    default:
        "import sys,numpy as n;s=lambda f,v:n.save(open(f,'wb'),n.array(v));"
            + "s(sys.argv[1],[-1.5,-2.5,-3.5]);s('OTHER.npy',[-1.0,-2.0,-3.0]);"
            + "s('THIRD.npy',[1.0,1.0,-1.0])"
    }
}

/// The kinds whose modules are here; the others' commands cannot be run.
private let runnable = ForeignFile.all.filter { kind in
    let imports = (["sys"] + kind.modules).map { "import \($0)" }.joined(separator: ";")
    let folder = FileManager.default.temporaryDirectory
    return (try? run("python3 -c '\(imports)' 2>/dev/null", in: folder)) == 0
}

@Test("The command in a refusal makes a log that is read", arguments: ForeignFile.all.indices)
func conversion(index: Int) throws {
    let kind = ForeignFile.all[index]
    guard runnable.contains(where: { $0.what == kind.what }) else {
        // Not run here: Python, or what the command needs, is missing.
        try Test.cancel("no Python with \(kind.modules.joined(separator: ", ")) is here")
    }
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // A name that a shell would run if it were not quoted.
    let name = "-e $(touch pwned); 'it''s \"x\".log"
    let path = folder.appending(path: name).path
    let program = writer(kind).replacing("'", with: "'\\''")
    #expect(try run("python3 -c '\(program)' \(shellWord(path))", in: folder) == 0)

    let error = try #require(throws: LogError.self) { try read(path: path) }
    #expect(error.kind == .format)
    let hint = try #require(error.hint)
    let start = try #require(hint.firstRange(of: "python3 -c")?.lowerBound)
    #expect(try run(String(hint[start...]), in: folder) == 0, "\(hint)")

    let made = ["log.jsonl", "log.json", "log.npz", "log.safetensors"].map {
        folder.appending(path: $0).path
    }
    let log = try #require(made.first(where: FileManager.default.fileExists))
    let reading = try read(path: log)
    #expect(reading.tokens.map(\.oldLogProbability) == [-1, -2, -3])
    #expect(reading.tokens.map(\.logProbability) == [-1.5, -2.5, -3.5])
    #expect(reading.tokens.map(\.advantage) == [1, 1, -1])
    #expect(!FileManager.default.fileExists(atPath: folder.appending(path: "pwned").path))
}

@Test("The fields of an archive's array become arrays beside the others")
func structuredMember() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program =
        "import numpy as n;n.savez(\"run.npz\",logs=n.array([(-1.0,-1.5),(-2.0,-2.5)],"
        + "dtype=[(\"logp_old\",\"f8\"),(\"logp\",\"f8\")]),advantage=[1.0,-1.0])"
    guard try run("python3 -c 'import numpy' 2>/dev/null", in: folder) == 0 else {
        try Test.cancel("no Python with numpy is here")
    }
    #expect(try run("python3 -c '\(program)'", in: folder) == 0)
    let error = try #require(throws: LogError.self) {
        try read(path: folder.appending(path: "run.npz").path)
    }
    #expect(error.message.hasPrefix("logs in "))
    let hint = try #require(error.hint)
    let start = try #require(hint.firstRange(of: "python3 -c")?.lowerBound)
    #expect(try run(String(hint[start...]), in: folder) == 0, "\(hint)")
    let reading = try read(path: folder.appending(path: "log.npz").path)
    #expect(reading.tokens.map(\.logProbability) == [-1.5, -2.5])
    #expect(reading.tokens.map(\.advantage) == [1, -1])
}

@Test("A name is a word of a shell, and one that nobody can see is not shown")
func shellWords() {
    #expect(shellWord("a/b-1.parquet") == "a/b-1.parquet")
    #expect(
        shellWord("it's") == "'it'\\''s'" && shellWord("") == "''" && shellWord("a b") == "'a b'")
    #expect(shellWord("a\u{1B}[2J") == "FILE" && shellWord("a\nb") == "FILE")
}

@Test("Every kind has a command that names no file but by its argument")
func commands() {
    #expect(Set(ForeignFile.all.map(\.what)).count == ForeignFile.all.count)
    for kind in ForeignFile.all {
        #expect(!kind.program.contains("'") && kind.program.contains("sys.argv[1"))
    }
}
