// SPDX-License-Identifier: GPL-3.0-or-later

/// The program's arguments: its own options, and the words of one command.
///
/// A command's words go through untouched, negative numbers and all. Only what begins with two dashes,
/// as no word of a command does, is an option wherever it stands; `--` ends them.
struct SplitArguments: Equatable {
    private(set) var options: [String] = []
    private(set) var words: [String] = []

    init(_ arguments: some Sequence<String>) {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                return
            }
            let isOption = argument.hasPrefix("--") || (words.isEmpty && isShortOption(argument))
            guard isOption else {
                words.append(argument)
                continue
            }
            options.append(argument)
            if takesValue(argument), let value = rest.popFirst() { options.append(value) }
        }
        // `flipside weights --help` asks for help on the command.
        if let verb = words.first, let place = options.firstIndex(of: "--help") {
            options.remove(at: place)
            words = ["help", verb]
        }
    }
}

/// Returns whether an argument is an option of one letter; `-1` and `-eps_low` are words.
private func isShortOption(_ argument: String) -> Bool {
    let letters = argument.dropFirst()
    return argument.hasPrefix("-") && letters.count == 1 && letters.allSatisfy(\.isLetter)
}

private func takesValue(_ option: String) -> Bool {
    ["-c", "-f", "--seed", "--protocol"].contains(option)
}
