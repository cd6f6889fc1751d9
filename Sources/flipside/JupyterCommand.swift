// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import CommandLanguage
import Glibc
import Jupyter

/// `flipside jupyter`: the kernel for notebooks.
struct JupyterCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flipside jupyter",
        abstract: "Install the kernel with which Jupyter notebooks run Flipside.",
        subcommands: [Install.self, Uninstall.self, Status.self], defaultSubcommand: Status.self)

    /// Where the kernel is.
    struct Place: ParsableArguments {
        @Flag(help: "For you alone, for every Jupyter you start; that is usual.")
        var user = false

        @Option(
            parsing: .unconditional,
            help: ArgumentHelp("For a virtual environment or a system.", valueName: "dir"))
        var prefix: String?

        func installation() throws -> KernelInstallation {
            guard prefix != "" else { throw ValidationError("no folder stands behind --prefix") }
            guard prefix == nil || !user else {
                throw ValidationError("--user and --prefix exclude each other")
            }
            let place = try prefix.map { KernelFolder.prefix(try absolutePath($0)) } ?? .user
            return try KernelInstallation(at: place, variable: Flipside.variable)
        }
    }

    /// `flipside jupyter install`.
    struct Install: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "install",
            abstract: "Put the kernel where Jupyter finds it.")

        @OptionGroup var place: Place

        @Option(
            parsing: .unconditional,
            help: ArgumentHelp(
                "The Python with ipykernel that runs the kernel; else that of the active virtual "
                    + "environment, else python3.", valueName: "path"))
        var python: String?

        func run() throws {
            let installation = try place.installation()
            let used = try installation.install(python: python, program: try programPath())
            print(
                """
                The kernel is in \(shownText(installation.folder)); \(shownText(used)) runs it.
                Start JupyterLab or another front end, and choose Flipside.
                """)
        }
    }

    /// `flipside jupyter uninstall`.
    struct Uninstall: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "uninstall", abstract: "Take the kernel away again.")

        @OptionGroup var place: Place

        func run() throws {
            let installation = try place.installation()
            let wasThere = try installation.uninstall()
            let folder = shownText(installation.folder)
            print(
                wasThere ? "The kernel in \(folder) is gone." : "There is no kernel in \(folder).")
        }
    }

    /// `flipside jupyter status`.
    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "Say where the kernel is, and whether it would start.")

        @OptionGroup var place: Place

        func run() throws {
            let installation = try place.installation()
            let folder = shownText(installation.folder)
            switch installation.status {
            case .absent:
                print("There is no kernel in \(folder); flipside jupyter install puts it there.")
                throw ExitCode(1)
            case .broken(let reason):
                print(
                    "The kernel in \(folder) would not start: \(shownText(reason)); "
                        + "flipside jupyter install mends it.")
                throw ExitCode(1)
            case .installed(let program, let python, let isCurrent):
                let version =
                    isCurrent
                    ? "" : " It is of another version; flipside jupyter install renews it."
                print(
                    "The kernel is in \(folder): \(shownText(python)) runs \(shownText(program)).\(version)"
                )
            }
        }
    }

    /// Runs a command of `flipside jupyter`.
    ///
    /// - Returns: The exit code: 2 for wrong use, 4 where files or programs are in the way.
    static func run(_ arguments: [String]) -> Int32 {
        do {
            var command = try parseAsRoot(arguments)
            try command.run()
            return 0
        } catch let error as JupyterError {
            complain(shownText(error.message), error.remedy.map(shownText))
            return 4
        } catch let code as ExitCode {
            return code.rawValue
        } catch {
            let isHelp = exitCode(for: error).isSuccess
            if isHelp {
                print(fullMessage(for: error))
            } else {
                complain(message(for: error), "type flipside jupyter --help")
            }
            return isHelp ? 0 : 2
        }
    }
}

/// Returns the absolute path of the program, wherever it was started from.
private func programPath() throws(JupyterError) -> String {
    try absolutePath("/proc/self/exe")
}

/// Returns a path from the root, links followed; the folder need not be there yet.
private func absolutePath(_ path: String) throws(JupyterError) -> String {
    if let real = realpath(path, nil) {
        defer { free(real) }
        return String(cString: real)
    }
    guard !path.hasPrefix("/") else { return path }
    guard let folder = getcwd(nil, 0) else { throw JupyterError("there is no current folder") }
    defer { free(folder) }
    return String(cString: folder) + "/" + path
}
