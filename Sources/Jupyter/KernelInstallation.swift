// SPDX-License-Identifier: GPL-3.0-or-later

import FoundationEssentials
import Glibc
import Lab
import TextFiles

/// Puts the kernel where Jupyter finds it, takes it away, and says how it is.
package struct KernelInstallation {
    /// The kernel's folder.
    package let folder: String

    private let variable: (String) -> String?

    /// Names a place.
    ///
    /// - Parameters:
    ///   - place: Where Jupyter looks.
    ///   - variable: Returns the value of an environment variable, or nil.
    /// - Throws: Where there is no such place.
    package init(
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
    package func install(python: String?, program: String) throws(JupyterError) -> String {
        let python = try Python(python, variable: variable)
        try write(KernelStart(python: python.path, program: program))
        return python.path
    }

    /// Writes the kernel's files as they stand in a package, which may be unpacked anywhere.
    ///
    /// - Throws: Where a file cannot be written.
    package func package() throws(JupyterError) { try write(nil) }

    private func write(_ start: KernelStart?) throws(JupyterError) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            let text = KernelFiles.specification(start)
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
    }

    /// Removes the kernel's files, and its folder where nothing else is in it.
    ///
    /// - Returns: Whether there were any.
    /// - Throws: Where one cannot be removed.
    package func uninstall() throws(JupyterError) -> Bool {
        var wasThere = false
        for name in KernelFiles.names {
            if unlink("\(folder)/\(name)") == 0 {
                wasThere = true
            } else if errno != ENOENT && errno != ENOTDIR {
                throw JupyterError("\(folder)/\(name) cannot be removed: \(systemReason(errno))")
            }
        }
        _ = try? FileManager.default.removeItem(atPath: "\(folder)/__pycache__")
        rmdir(folder)
        return wasThere
    }

    /// What is there, as far as it can be seen.
    package var status: Status {
        guard let bytes = FileManager.default.contents(atPath: "\(folder)/kernel.json") else {
            return .absent
        }
        guard let found = KernelStart(Array(bytes), in: folder) else {
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

    /// Whether it is there and would start.
    package var isFine: Bool {
        if case .installed = status { true } else { false }
    }

    /// How the kernel is.
    package enum Status: Sendable, Equatable {
        /// There is none.
        case absent
        /// It is there and would not start, for a reason.
        case broken(String)
        /// It is there; `isCurrent` says whether it is that of this very version.
        case installed(program: String, python: String, isCurrent: Bool)
    }
}

/// Returns why the system does not let a file be written.
private func systemReason(_ error: any Error) -> String {
    let code = (error as? CocoaError)?.underlying as? POSIXError
    return systemReason(code?.code.rawValue ?? errno, isWritten: true)
}
