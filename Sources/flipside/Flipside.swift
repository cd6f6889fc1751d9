// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import Figures
import Glibc
import Lab
import Shell

/// The program: options in, exit code out.
@main
enum Flipside {
    static func main() {
        exit(run(SplitArguments(CommandLine.arguments.dropFirst())))
    }

    /// Runs what the arguments ask for; wrong use of the options ends with 2.
    private static func run(_ arguments: SplitArguments) -> Int32 {
        do {
            let options = try Options.parse(arguments.options)
            if options.version {
                print("flipside \(version)")
                return 0
            }
            return runShell(
                options.request(words: arguments.words), version: version, makeEngine: engine)
        } catch {
            let isHelp = Options.exitCode(for: error).isSuccess
            if isHelp { print(Options.helpMessage()) }
            if !isHelp { complain(Options.message(for: error)) }
            return isHelp ? 0 : 2
        }
    }

    private static func complain(_ message: String) {
        var text = "error: \(message)\nType flipside --help to see the options.\n"
        text.withUTF8 { bytes in
            _ = write(2, bytes.baseAddress, bytes.count)
        }
    }

    private static func engine(_ outlet: Outlet) -> Engine {
        var session = Session(
            environment: Environment(
                emit: outlet.emit, isCancelled: outlet.isCancelled, renderer: renderer,
                clock: monotonicSeconds, stateFolder: outlet.stateFolder, columns: outlet.columns))
        session.prefersJSON = outlet.prefersJSON
        return Engine(session)
    }
}

/// The program's version.
private let version = "0.1.0"

private let renderer = FigureRenderer { _, _ throws(DrawingError) in
    throw DrawingError("this build draws no figures")
}
