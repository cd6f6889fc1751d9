// SPDX-License-Identifier: GPL-3.0-or-later

import Glibc
import Lab
import Results
import TextFiles
import WorkbenchModel

/// What starts the kernel.
struct KernelStart: Equatable {
    /// The absolute path of the Python that has ipykernel: front ends that look for `python` would
    /// find another one.
    var python: String
    /// The absolute path of flipside: a server's PATH is not that of a shell.
    var program: String
}

extension KernelStart {
    /// Reads a `kernel.json`; nil where it is none.
    ///
    /// What a package leaves open stands in the folder `bin` beside the one that the kernel is in.
    init?(_ bytes: [UInt8], in folder: String) {
        var (python, program) = ("", "")
        let isOne: Void? = try? JSONReader.read(bytes) { reader throws(JSONReader.Failure) in
            try reader.object { reader, key throws(JSONReader.Failure) in
                switch key {
                case "argv":
                    try reader.array { reader, index throws(JSONReader.Failure) in
                        let word = try reader.string(atMost: 4096)
                        if index == 0 { python = word }
                    }
                case "env":
                    try reader.object { reader, key throws(JSONReader.Failure) in
                        let value = try reader.string(atMost: 4096)
                        if key == "FLIPSIDE_EXE" { program = value }
                    }
                default: try reader.skip()
                }
            }
        }
        guard isOne != nil else { return nil }
        // DIR/share/jupyter/kernels/flipside
        let prefix = folder.split(separator: "/").dropLast(4)
        let programs = "/" + (prefix + ["bin"]).joined(separator: "/")
        if program.isEmpty { program = "\(programs)/flipside" }
        if !python.hasPrefix("/"), access("\(programs)/\(python)", X_OK) == 0 {
            python = "\(programs)/\(python)"
        }
        self.init(python: python, program: program)
    }
}
