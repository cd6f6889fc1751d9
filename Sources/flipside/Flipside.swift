// SPDX-License-Identifier: GPL-3.0-or-later

import ArgumentParser
import CairoDrawing
import CodeDrawing
import CommandLanguage
import Figures
import Glibc
import Lab
import Pages
import Results
import SVGDrawing
import Shell
import WorkbenchModel

/// The program: options in, exit code out.
@main
enum Flipside {
    static func main() {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "jupyter" { exit(JupyterCommand.run(Array(arguments.dropFirst()))) }
        // What the shells call where somebody presses Tab.
        if arguments.starts(with: ["--complete", "--"]) {
            exit(complete(Array(arguments.dropFirst(2))))
        }
        exit(run(SplitArguments(arguments)))
    }

    /// Runs what the arguments ask for; wrong use of the options ends with 2.
    private static func run(_ arguments: SplitArguments) -> Int32 {
        // A third of the time before the prompt would go into reading options that are not there.
        guard !arguments.options.isEmpty else {
            return start(Request(sources: Request.Source.command(arguments.words)))
        }
        if let shell = arguments.scriptShell { return printScript(for: shell) }
        // The parser would print its own description of the options.
        if arguments.options.contains("--experimental-dump-help") {
            complain("Unknown option '--experimental-dump-help'")
            return 2
        }
        do {
            let options = try Options.parse(arguments.options)
            if options.version {
                print("flipside \(Version.number)")
                return 0
            }
            let request = options.request(words: arguments.words)
            guard !request.speaksProtocol || request.sources.isEmpty else {
                complain("with --protocol all lines come as requests", "leave out the commands")
                return 2
            }
            return start(request)
        } catch {
            let isHelp = Options.exitCode(for: error).isSuccess
            if isHelp { print(Options.helpMessage()) }
            if !isHelp { complain(Options.message(for: error)) }
            return isHelp ? 0 : 2
        }
    }

    /// Prints what a shell reads so that it completes words.
    private static func printScript(for shell: String) -> Int32 {
        guard let script = CompletionScript.all.first(where: { $0.shell == shell }) else {
            complain(
                (shell.isEmpty
                    ? "no shell is named" : "there are no completions for \(shownText(shell))")
                    + "; write \(SplitArguments.scriptOption) with \(CompletionScript.shells)")
            return 2
        }
        print(script.text, terminator: "")
        return 0
    }

    /// Prints what can stand for the last of some words, one candidate a line with what it means
    /// after a tab.
    private static func complete(_ words: [String]) -> Int32 {
        let session = Session(
            environment: Environment(
                emit: { _ in }, isCancelled: { false }, renderer: .cairo(others: []),
                variable: variable))
        for candidate in completedWords(words, session) {
            print("\(candidate.text)\t\(shownText(candidate.summary))")
        }
        return 0
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

    /// Returns the value of an environment variable, or nil where it is not set.
    @Sendable
    static func variable(_ name: String) -> String? {
        getenv(name).map { String(cString: $0) }
    }

    private static func engine(_ outlet: Outlet) -> Engine {
        let svg = FigureFormat.svg(pictures: .png, outline: .cairo)
        var environment = Environment(
            emit: outlet.emit, isCancelled: outlet.isCancelled,
            renderer: .cairo(others: [
                svg, .html(svg: .svg(pictures: .png), png: .png), .tex, .python,
            ]),
            stateFolder: outlet.stateFolder, columns: outlet.columns,
            variable: variable)
        environment.isASCII = outlet.isASCII
        environment.hasKeys = outlet.hasKeys
        environment.redraws = outlet.redraws
        environment.answers = outlet.answers
        environment.standardInput = outlet.standardInput
        environment.showsPages = outlet.showsPages
        var session = Session(environment: environment)
        session.workspace.prefersJSON = outlet.prefersJSON
        if let seed = outlet.firstSeed { session.workspace.firstSeed = seed }
        return Engine(session)
    }
}
