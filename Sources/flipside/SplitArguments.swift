// SPDX-License-Identifier: GPL-3.0-or-later

/// The program's arguments: its own options, and the words of one command.
///
/// A command's words go through untouched, negative numbers and all. Only what begins with two dashes,
/// as no word of a command does, is an option wherever it stands; `--` ends them.
struct SplitArguments: Equatable {
    private(set) var options: [String] = []
    private(set) var words: [String] = []

    /// The option at the end that lacks its value; nil where there is none.
    private(set) var unfinished: String?

    /// Whether `--` has ended the options.
    private(set) var hasEndedOptions = false

    /// The option that the parser would answer with a script of its own.
    static let scriptOption = "--generate-completion-script"

    init(_ arguments: some Sequence<String>) {
        var rest = Array(arguments)[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                words += rest
                hasEndedOptions = true
                return
            }
            guard takesOption(argument), argument.hasPrefix("--") || isShortOption(argument) else {
                words.append(argument)
                continue
            }
            options.append(argument)
            guard takesValue(argument) else { continue }
            if let value = rest.popFirst() { options.append(value) } else { unfinished = argument }
        }
        // `flipside weights --help` asks for help on the command.
        if let verb = words.first, let place = options.firstIndex(of: "--help") {
            options.remove(at: place)
            words = ["help", verb]
        }
    }

    /// Returns whether what begins so is an option where it stands after these arguments.
    func takesOption(_ argument: String) -> Bool {
        !hasEndedOptions
            && (argument.hasPrefix("--") || words.isEmpty && argument.hasPrefix("-"))
    }

    /// The shell whose completion script is asked for, empty where none is named; nil where none is.
    var scriptShell: String? {
        for (index, option) in options.enumerated() {
            if option == Self.scriptOption { return options.dropFirst(index + 1).first ?? "" }
            let (name, value) = (option.prefix { $0 != "=" }, option.drop { $0 != "=" })
            if name == Self.scriptOption { return String(value.dropFirst()) }
        }
        return nil
    }
}

/// Returns whether an argument is an option of one letter; `-1` and `-eps_low` are words.
private func isShortOption(_ argument: String) -> Bool {
    let letters = argument.dropFirst()
    return argument.hasPrefix("-") && letters.count == 1 && letters.allSatisfy(\.isLetter)
}

private func takesValue(_ option: String) -> Bool {
    ["-c", "-f", "--seed", "--protocol", SplitArguments.scriptOption].contains(option)
}
