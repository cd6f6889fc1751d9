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
            guard prefix != "" else { throw ValidationError("no folder stands after --prefix") }
            guard prefix == nil || !user else {
                throw ValidationError("--user and --prefix exclude each other")
            }
            let place = try prefix.map { KernelFolder.prefix(try absolutePath($0)) } ?? .user
            return try KernelInstallation(at: place, variable: Flipside.variable)
        }

        /// Where a kernel may be: in the place that was named; else for the person, in the active
        /// virtual environment, or beside the program.
        func everyInstallation() throws -> [KernelInstallation] {
            let usual = try installation()
            guard prefix == nil, !user else { return [usual] }
            let bin = try programPath().split(separator: "/").dropLast()
            let beside = bin.last == "bin" ? "/" + bin.dropLast().joined(separator: "/") : nil
            let others = [Flipside.variable("VIRTUAL_ENV"), beside].compactMap { $0 }
                .compactMap {
                    try? KernelInstallation(at: .prefix($0), variable: Flipside.variable)
                }
            return ([usual] + others).reduce(into: []) { unique, next in
                if !unique.contains(where: { $0.folder == next.folder }) { unique.append(next) }
            }
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

        @Flag(help: .hidden)
        var packaged = false

        func run() throws {
            let installation = try place.installation()
            // What scripts/release puts into packages.
            if packaged { return try installation.package() }
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
            let all = try place.everyInstallation()
            let found = all.filter { $0.status != .absent }
            guard !found.isEmpty else {
                let folders = listed(all.map { shownText($0.folder) }, "or")
                print("There is no kernel in \(folders); flipside jupyter install puts it there.")
                throw ExitCode(1)
            }
            found.forEach { print(Self.text($0)) }
            guard found.contains(where: \.isFine) else { throw ExitCode(1) }
        }

        private static func text(_ kernel: KernelInstallation) -> String {
            let folder = shownText(kernel.folder)
            switch kernel.status {
            case .absent: return "There is no kernel in \(folder)."
            case .broken(let reason):
                return "The kernel in \(folder) would not start: \(shownText(reason)); "
                    + "flipside jupyter install mends it."
            case .installed(let program, let python, let isCurrent):
                let place = "The kernel is in \(folder): "
                let version = " It is of another version; flipside jupyter install renews it."
                return place + "\(shownText(python)) runs \(shownText(program))."
                    + (isCurrent ? "" : version)
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
