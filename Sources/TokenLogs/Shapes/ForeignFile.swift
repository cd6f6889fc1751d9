// SPDX-License-Identifier: GPL-3.0-or-later

import TextFiles

/// A kind of file that is no log, and the command that makes one of it.
///
/// The command has the file's name as an argument of its own, quoted for a shell, so that no part
/// of a name is run.
struct ForeignFile: Sendable {
    /// What the file is: `a Parquet file`.
    let what: String

    /// What is to be said before the command, as a clause.
    var advice = "convert it"

    /// The program of Python, without single quotes.
    let program: String

    /// The modules that the program needs beside Python's own.
    let modules: [String]

    /// What follows the file's name: where the log goes.
    var output = "> log.jsonl"

    /// Returns what to do with a file.
    func hint(path: String) -> String {
        "\(advice): python3 -c '\(program)' \(shellWord(path)) \(output)"
    }

    /// Returns why a file of a kind is not read, and what to do.
    static func refusal(_ kind: ForeignFile, path: String) -> LogError {
        LogError(
            kind: .format, message: "\(visible(path)) is \(kind.what), not a text log",
            hint: kind.program.isEmpty ? kind.advice : kind.hint(path: path))
    }
}

extension ForeignFile {
    /// Writes whatever a tensor or an array is as a list, and what JSON does not know as a text.
    private static let plain = #"default=lambda t:t.tolist()if hasattr(t,"tolist")else str(t)"#

    static let parquet = ForeignFile(
        what: "a Parquet file",
        program: "import json,sys,pyarrow.parquet as p;[print(json.dumps(r,default=str))"
            + "for b in p.ParquetFile(sys.argv[1]).iter_batches()for r in b.to_pylist()]",
        modules: ["pyarrow"])

    static let arrow = ForeignFile(
        what: "an Arrow file",
        program: "import json,sys,pyarrow.feather as f;[print(json.dumps(r,default=str))"
            + "for b in f.read_table(sys.argv[1]).to_batches()for r in b.to_pylist()]",
        modules: ["pyarrow"])

    static let arrowStream = ForeignFile(
        what: "an Arrow stream, as datasets writes it",
        program: "import json,sys,pyarrow.ipc as i;[print(json.dumps(r,default=str))"
            + "for b in i.open_stream(sys.argv[1])for r in b.to_pylist()]",
        modules: ["pyarrow"])

    static let torch = ForeignFile(
        what: "a file of torch.save",
        program: "import json,sys,torch;json.dump(torch.load(sys.argv[1],map_location=\"cpu\","
            + "weights_only=True),sys.stdout,\(plain))",
        modules: ["torch"], output: "> log.json")

    static let pickle = ForeignFile(
        what: "a Python pickle",
        advice: "a pickle runs what it says when it is loaded; if you trust it, convert it",
        program: "import json,sys,pickle;json.dump(pickle.load(open(sys.argv[1],\"rb\")),"
            + "sys.stdout,\(plain))",
        modules: [], output: "> log.json")

    static let objectArrays = ForeignFile(
        what: "a file of Python objects",
        advice: "a pickle runs what it says when it is loaded; if you trust it, convert it",
        program: "import json,sys,numpy;a=numpy.load(sys.argv[1],allow_pickle=True);"
            + "json.dump({k:a[k]for k in a},sys.stdout,\(plain))",
        modules: ["numpy"], output: "> log.json")

    static let structured = ForeignFile(
        what: "a NumPy array whose elements have fields", advice: "save its fields by their names",
        program: "import sys,numpy;a=numpy.load(sys.argv[1]);"
            + "a={k:a[k]for k in a}if hasattr(a,\"files\")else{\"array\":a};"
            + "numpy.savez(sys.argv[2],**{f or k:v[f]if f else v for k,v in a.items()"
            + "for f in v.dtype.names or[\"\"]})",
        modules: ["numpy"], output: "log.npz")

    private static let countedByOne =
        "if the last index counts tokens and those before it responses, count these by one"

    /// Lays responses that are counted by two indices one after the other.
    static let manyDimensions = ForeignFile(
        what: "a file of arrays with more than two dimensions",
        advice: countedByOne,
        program: "import sys,numpy;a=numpy.load(sys.argv[1]);"
            + "a={k:a[k][...,0]if a[k].ndim>2 and a[k].shape[-1]==1 else a[k]for k in a};"
            + "d=max(v.ndim for v in a.values())-2;"
            + "numpy.savez(sys.argv[2],**{k:v.reshape((-1,)+v.shape[d+1:])if v.ndim>d else v "
            + "for k,v in a.items()})",
        modules: ["numpy"], output: "log.npz")

    static let manyDimensionTensors = ForeignFile(
        what: "a file of tensors with more than two dimensions",
        advice: countedByOne,
        program: "import sys,safetensors.torch as s;a=s.load_file(sys.argv[1]);"
            + "a={k:v[...,0]if v.dim()>2 and v.shape[-1]==1 else v for k,v in a.items()};"
            + "d=max(v.dim()for v in a.values())-2;"
            + "s.save_file({k:v.reshape((-1,)+v.shape[d+1:]).contiguous()if v.dim()>d else v."
            + "contiguous()for k,v in a.items()},sys.argv[2])",
        modules: ["torch", "safetensors"], output: "log.safetensors")

    static let array = ForeignFile(
        what: "one NumPy array, which has no name", advice: "save all arrays with their names",
        program: "import sys,numpy;n=iter(sys.argv[1:]);"
            + "numpy.savez(\"log.npz\",**{k:numpy.load(f)for f,k in zip(n,n)})",
        modules: ["numpy"], output: "logp OTHER.npy logp_old THIRD.npy advantage")

    static let zip = ForeignFile(
        what: "a zip archive without arrays", advice: "unpack it, and load what is in it",
        program: "", modules: [])

    /// Those with a program, which a test runs.
    static let all: [ForeignFile] = [
        parquet, arrow, arrowStream, torch, pickle, objectArrays, structured, array,
        manyDimensions, manyDimensionTensors,
    ]
}

/// Returns a file's name as a word of a shell.
///
/// A name with characters that nobody sees cannot be shown as it is; `FILE` stands for it then.
func shellWord(_ path: String) -> String {
    guard !path.unicodeScalars.contains(where: \.isHidden) else { return "FILE" }
    let plain = path.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
            || (0x61...0x7A).contains(byte) || "/._-+=@%,:".utf8.contains(byte)
    }
    guard !plain || path.isEmpty else { return path }
    return "'"
        + path.split(separator: "'", omittingEmptySubsequences: false)
        .joined(separator: "'\\''") + "'"
}
