// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import CairoDrawing
import Figures
import Glibc
import Lab
import SVGDrawing
import Shell

/// The program: options in, exit code out.
@main
enum Flipside {
    static func main() {
        exit(run(SplitArguments(CommandLine.arguments.dropFirst())))
    }

    /// Runs what the arguments ask for; wrong use of the options ends with 2.
    private static func run(_ arguments: SplitArguments) -> Int32 {
        // A third of the time before the prompt would go into reading options that are not there.
        guard !arguments.options.isEmpty else {
            return start(Request(sources: Request.Source.command(arguments.words)))
        }
        do {
            let options = try Options.parse(arguments.options)
            if options.version {
                print("flipside \(Version.number)")
                return 0
            }
            return start(options.request(words: arguments.words))
        } catch {
            let isHelp = Options.exitCode(for: error).isSuccess
            if isHelp { print(Options.helpMessage()) }
            if !isHelp { complain(Options.message(for: error)) }
            return isHelp ? 0 : 2
        }
    }

    private static func start(_ request: Request) -> Int32 {
        runShell(
            request, version: Version.number, pixels: pixels, makeEngine: engine)
    }

    /// Returns the pixels of a PNG, three bytes each, or nil where it cannot be read.
    @Sendable
    private static func pixels(_ png: [UInt8]) -> (width: Int, height: Int, bytes: [UInt8])? {
        guard let picture = try? PictureFormat.png.read(png) else { return nil }
        let opaque = picture.bytes.indices.filter { $0 % 4 != 3 }.map { picture.bytes[$0] }
        return (picture.width, picture.height, opaque)
    }

    private static func complain(_ message: String) {
        var text = "error: \(message)\nType flipside --help to see the options.\n"
        text.withUTF8 { bytes in
            _ = write(2, bytes.baseAddress, bytes.count)
        }
    }

    private static func engine(_ outlet: Outlet) -> Engine {
        var environment = Environment(
            emit: outlet.emit, isCancelled: outlet.isCancelled,
            renderer: .cairo(others: [.svg(pictures: .png)]),
            stateFolder: outlet.stateFolder, columns: outlet.columns,
            variable: { getenv($0).map { String(cString: $0) } })
        environment.isASCII = outlet.isASCII
        environment.hasKeys = outlet.hasKeys
        environment.answers = outlet.answers
        var session = Session(environment: environment)
        session.prefersJSON = outlet.prefersJSON
        if let seed = outlet.firstSeed { session.firstSeed = seed }
        return Engine(session)
    }
}
