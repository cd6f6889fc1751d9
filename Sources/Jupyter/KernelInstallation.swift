// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import Lab

/// Puts the kernel where Jupyter finds it, takes it away, and says how it is.
public struct KernelInstallation {
    /// The kernel's folder.
    public let folder: String

    private let variable: (String) -> String?

    /// Names a place.
    ///
    /// - Parameters:
    ///   - place: Where Jupyter looks.
    ///   - variable: Returns the value of an environment variable, or nil.
    /// - Throws: Where there is no such place.
    public init(
        at place: KernelFolder, variable: @escaping (String) -> String?
    ) throws(JupyterError) {
        folder = try place.path(variable: variable)
        self.variable = variable
    }

    /// Writes the kernel's files, over those of an earlier version.
    ///
    /// - Parameters:
    ///   - python: The Python that is to run it, as somebody gave it, or nil.
    ///   - program: The absolute path of flipside.
    /// - Returns: The path of the Python.
    /// - Throws: Where that Python lacks ipykernel, or a file cannot be written.
    public func install(python: String?, program: String) throws(JupyterError) -> String {
        let python = try Python(python, variable: variable)
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let text = KernelFiles.specification(python: python.path, program: program)
            let files = KernelFiles.fixed + [(KernelFiles.specification, Array(text.utf8))]
            for file in files {
                try Data(file.bytes).write(
                    to: URL(filePath: "\(folder)/\(file.name)"), options: .atomic)
            }
        } catch {
            throw JupyterError(
                "\(folder) cannot be written: \(systemReason(error))",
                remedy: "choose another place: flipside jupyter install --prefix DIR")
        }
        return python.path
    }

    /// Removes the kernel's files, and its folder where nothing else is in it.
    ///
    /// - Returns: Whether there were any.
    /// - Throws: Where one cannot be removed.
    public func uninstall() throws(JupyterError) -> Bool {
        var wasThere = false
        for name in KernelFiles.names {
            if unlink("\(folder)/\(name)") == 0 {
                wasThere = true
            } else if errno != ENOENT && errno != ENOTDIR {
                throw JupyterError("\(folder)/\(name) cannot be removed: \(reason(errno))")
            }
        }
        _ = try? FileManager.default.removeItem(atPath: "\(folder)/__pycache__")
        rmdir(folder)
        return wasThere
    }

    /// What is there, as far as it can be seen.
    public var status: Status {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/kernel.json") else {
            return .absent
        }
        guard let found = StartCommand(Array(bytes)) else {
            return .broken("kernel.json cannot be read")
        }
        guard access(found.program, X_OK) == 0 else {
            return .broken("\(found.program) is gone")
        }
        guard Python.output(of: [found.python, "-c", "import ipykernel"]) != nil else {
            return .broken("\(found.python) is gone, or has no ipykernel")
        }
        let isCurrent = KernelFiles.fixed.allSatisfy { file in
            FileManager.default.contents(atPath: "\(folder)/\(file.name)") == Data(file.bytes)
        }
        return .installed(program: found.program, python: found.python, isCurrent: isCurrent)
    }

    /// How the kernel is.
    public enum Status: Sendable, Equatable {
        /// There is none.
        case absent
        /// It is there and would not start, for a reason.
        case broken(String)
        /// It is there; `isCurrent` says whether it is that of this very version.
        case installed(program: String, python: String, isCurrent: Bool)
    }
}

/// What `kernel.json` says about how the kernel is started.
private struct StartCommand {
    var python = "", program = ""

    init?(_ bytes: [UInt8]) {
        var reader = JSONReader(bytes)
        var (python, program) = ("", "")
        do {
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
        } catch {
            return nil
        }
        (self.python, self.program) = (python, program)
    }
}

private func reason(_ code: Int32) -> String { String(cString: strerror(code)) }

/// Returns what the system says of a failure.
private func systemReason(_ error: any Error) -> String {
    let code = (error as? CocoaError)?.underlying as? POSIXError
    return code.map { reason($0.code.rawValue) } ?? reason(errno)
}
