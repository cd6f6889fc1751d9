// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import Glibc
import WorkbenchModel

/// Runs `flipside`: the prompt, a pipe, scripts or one command, whichever was asked for.
///
/// Nothing is asked of the terminal before the first prompt: no escape sequence waits for an answer.
///
/// - Parameters:
///   - request: What was asked for.
///   - version: The program's version, for the greeting.
///   - pixels: Returns the size of a PNG and its pixels, three bytes each, or nil where it cannot
///     be read; for terminals that take images as sixel.
///   - makeEngine: Starts the engine behind the front end; called once.
/// - Returns: The exit code: 0 done, 1 a command failed or two figures differ, 3 a number outside its
///   domain, 4 file trouble, 130 interrupted, 141 pipe closed. A prompt that a person leaves returns 0.
package func runShell(
    _ request: Request, version: String,
    pixels: @escaping @Sendable (_ png: [UInt8]) -> (width: Int, height: Int, bytes: [UInt8])?,
    makeEngine: (Outlet) -> Engine
) -> Int32 {
    holdStandardDescriptors()
    // A file above the limit of ulimit -f is an error like a full disk, not the end.
    signal(SIGXFSZ, SIG_IGN)
    reportLackOfMemory()
    let isUTF8 = useUTF8()
    if request.speaksProtocol {
        return runProtocol(request, version: version, makeEngine: makeEngine)
    }
    let screen = Screen(
        standard: Channel(1), diagnostic: Channel(2), errorsAsJSON: request.prefersJSON,
        isUTF8: isUTF8, pixels: pixels)
    let isInteractive =
        request.sources.isEmpty && isatty(0) == 1 && (isatty(1) == 1 || isatty(2) == 1)
    let outlet = Outlet(
        emit: { screen.show($0) }, isCancelled: { ct_is_interrupted() },
        stateFolder: stateFolder(), columns: isatty(1) == 1 ? screen.columns : .max,
        isASCII: !isUTF8 || (screen.isASCII && isatty(1) == 1),
        hasKeys: isInteractive && screen.forPrompt.canRedraw, redraws: screen.redraws,
        answers: isInteractive, standardInput: standardInput(request, isInteractive),
        prefersJSON: request.prefersJSON, firstSeed: request.firstSeed)
    if isInteractive {
        var prompt = Prompt(
            engine: makeEngine(outlet), screen: screen, stateFolder: outlet.stateFolder)
        return prompt.run(version: version)
    }
    ct_catch_interrupts(true)
    var batch = Batch(engine: makeEngine(outlet), screen: screen, keepsGoing: request.keepsGoing)
    return batch.run(request.sources.isEmpty ? [.file("-")] : request.sources)
}

/// Returns what standard input is there for.
private func standardInput(_ request: Request, _ isInteractive: Bool) -> StandardInput {
    if isInteractive || isatty(0) == 1 { return .terminal }
    return request.sources.isEmpty || request.sources.contains(.file("-")) ? .commands : .free
}

/// Answers requests until there are no more; the session is that of a prompt without a terminal.
private func runProtocol(
    _ request: Request, version: String, makeEngine: (Outlet) -> Engine
) -> Int32 {
    signal(SIGPIPE, SIG_IGN)
    ct_catch_interrupts(false)
    let wire = ProtocolWire(channel: Channel(1))
    // Nobody says how wide a page is; most cells of notebooks have room for so many letters.
    let columns = 100
    let engine = makeEngine(
        Outlet(
            emit: { wire.show($0) }, isCancelled: { ct_is_interrupted() || wire.isClosed },
            stateFolder: stateFolder(), columns: columns, isASCII: false, hasKeys: false,
            redraws: false, answers: true, standardInput: .commands, prefersJSON: false,
            firstSeed: request.firstSeed, showsPages: true))
    var server = ProtocolServer(engine: engine, wire: wire)
    return server.run(version: version)
}

/// Opens the standard descriptors that whoever started us has closed.
///
/// Else the next file opened would become standard output, and results would go into it. They are
/// opened the wrong way round, so that using them fails as using a closed one does.
private func holdStandardDescriptors() {
    for (descriptor, mode) in [(0, O_WRONLY), (1, O_RDONLY), (2, O_RDONLY)]
    where fcntl(Int32(descriptor), F_GETFD) == -1 {
        _ = open("/dev/null", mode)
    }
}
