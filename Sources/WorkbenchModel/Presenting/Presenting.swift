// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
package import Results
package import TokenWeights

extension Parameter {
    /// What every command that prints a table takes.
    package static let tableOutput: [Parameter] = tableParameters.map { $0.of(.table) }

    private static let tableParameters: [Parameter] = [
        Parameter(
            "format", "The form of the table.",
            TableFormat.choice,
            default: "table"),
        Parameter("out", "Write the table to this file instead.", .path),
        Parameter.force,
        Parameter("digits", "How many decimals people see.", .integer(0...15), default: "4"),
        .wide,
    ]

    /// Whether a table may be wider than the screen.
    package static let wide = Parameter(
        "wide", "Show every column and cell in full, however narrow the screen is.", .flag,
        default: "no")

    /// Whether a file that Flipside did not write may be replaced.
    package static let force = Parameter(
        "force", "Replace a file that Flipside did not write.", .flag, default: "no")

    /// Which methods a command compares.
    package static let methods = Parameter(
        "methods", "The methods to compare, with commas between them.",
        .choices(.current("methods")), default: "what use chose")

    /// The parameters of methods, for this command only.
    package static let ruleSettings: [Parameter] = ruleParameters.map { parameter in
        Parameter(
            parameter.name, parameter.summary, .number(unit: "", parameter.domain),
            default: "what set says, else the method's own"
        )
        .of(.methods)
    }
}

extension Parameter.Family {
    /// The form of a table and where it goes.
    package static let table = Parameter.Family("of the table")

    /// Parameters of methods, for one command only.
    package static let methods = Parameter.Family(
        "parameters of methods", isExplainedElsewhere: true)

    /// What decides a simulated world and how a policy is trained in it.
    package static let training = Parameter.Family("of the world and its training")

    /// What only some kinds of figures take.
    package static let plotKind = Parameter.Family("for some kinds")

    /// How a figure looks, and what is written beside it.
    package static let figure = Parameter.Family("of the figure")
}

extension Workspace {
    /// Returns the methods that a command compares, their parameters decided.
    ///
    /// - Throws: Where one of them weighs whole responses and so has no weight of one token.
    package func methods(_ arguments: Arguments) throws(CommandError) -> [Method] {
        let names = methodNames(arguments)
        if let rule = names.compactMap(workbench.bench.methodRule(named:)).first(
            where: \.isOfResponses)
        {
            let others = names.filter { workbench.bench.rule(named: $0) != nil }
            let rest = others.isEmpty ? Bench.usualMethods : others
            throw CommandError(
                .failed, "\(rule.name) weighs whole responses, and has no weight of one token",
                span: arguments.first("methods")?.span,
                hint: "give methods=\(rest.joined(separator: ",")) here, or train it: "
                    + "simulate world=graph methods=grpo,\(rule.name)")
        }
        return workbench.bench.methods(names, arguments: ruleValues(arguments))
    }

    /// Returns the methods that a simulation compares, of either kind, their parameters decided.
    package func trainableMethods(_ arguments: Arguments, preset: ParameterValues)
        -> [TrainableMethod]
    {
        workbench.bench.trainableMethods(
            methodNames(arguments), arguments: ruleValues(arguments), preset: preset)
    }

    /// Returns the names of the methods that a command compares, each once.
    private func methodNames(_ arguments: Arguments) -> [String] {
        let chosen = arguments.words("methods")
        let names = chosen.isEmpty ? workbench.bench.methodNames : chosen
        if let distance = arguments.number("eps_high") { remarkOnDistance("eps_high", distance) }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// Returns the parameters of methods that a command gave for itself.
    package func ruleValues(_ arguments: Arguments) -> ParameterValues {
        var values: ParameterValues = [:]
        for parameter in Parameter.ruleSettings {
            if let value = arguments.number(parameter.name) { values[parameter.name] = value }
        }
        return values
    }

    /// Prints a table in the form that was asked for, or writes it to the file that was given.
    ///
    /// - Parameters:
    ///   - table: What programs get.
    ///   - people: What people get, where that is another table.
    ///   - arguments: The command's `format`, `out`, `force` and `digits`.
    /// - Throws: What the file system says where a file was asked for.
    package mutating func present(
        _ table: Table, people: @autoclosure () -> Table? = nil, _ arguments: Arguments
    ) throws(CommandError) {
        let format = tableFormat(arguments)
        let digits = arguments.integer("digits") ?? preferences.digits
        guard let out = arguments.first("out") else {
            let shown = format.isForPeople ? people() ?? table : table
            let text = format.text(
                of: legible(shown, as: format), digits: digits, columns: columns(arguments))
            return emit(shown: text, page: format.page(of: shown, digits: digits)) {
                table.json.text
            }
        }
        let text = format.text(of: format.isForPeople ? people() ?? table : table, digits: digits)
        try write(
            Array((text + "\n").utf8), to: out, as: .table,
            force: arguments.flag("force") ?? false)
        answer("\(shownText(out.text)) is written")
    }

    /// Returns the width that a table may have on the screen.
    package func columns(_ arguments: Arguments) -> Int {
        arguments.flag("wide") == true ? .max : environment.columns
    }

    /// Returns a table as the screen can show it, before its columns are aligned.
    package func legible(_ table: Table, as format: TableFormat) -> Table {
        environment.isASCII && format == .table ? table.inASCII : table
    }

    /// Returns the form in which a command is to give its table.
    func tableFormat(_ arguments: Arguments) -> TableFormat {
        let asked = arguments.text("format").flatMap { TableFormat(rawValue: $0) }
        guard let out = arguments.first("out") else {
            return asked ?? (prefersJSON ? .json : preferences.format)
        }
        return asked ?? TableFormat(fileName: out.text) ?? preferences.format
    }

    /// Throws where a file that a command was asked for is somebody else's or of another kind, and
    /// where nothing may be written at all.
    package func checkWritable(_ out: Argument, as kind: FileKind, force: Bool) throws(CommandError)
    {
        guard environment.mayWrite else {
            throw CommandError(.failed, "it writes the file \(shownText(out.text))")
        }
        guard !force else { return }
        let reason =
            switch ledger.finding(out.text) {
            case .free: String?.none
            case .ours(let old):
                old.flatMap { $0 == kind ? nil : "holds \($0.noun), not \(kind.noun)" }
            case .edited: "was changed since Flipside wrote it"
            case .unknown where !saysItIsOurs(out.text): "exists and was not written by Flipside"
            case .unknown:
                kind == .figure ? nil : "holds \(FileKind.figure.noun), not \(kind.noun)"
            }
        guard let reason else { return }
        throw CommandError(
            .file, "\(shownText(out.text)) \(reason)", span: out.span,
            hint: "choose another name, or add force=yes")
    }

    /// Returns whether a file is a figure that names Flipside as what made it, on whichever machine.
    private func saysItIsOurs(_ path: String) -> Bool {
        guard let bytes = try? InputFile.bytes(of: path),
            let metadata = try? environment.renderer.metadata(of: bytes)
        else { return false }
        return metadata.software.hasPrefix("Flipside ")
    }

    /// Writes a file that a command was asked for, but never over somebody else's.
    package mutating func write(
        _ bytes: [UInt8], to out: Argument, as kind: FileKind, force: Bool
    ) throws(CommandError) {
        try write(to: out, as: kind, force: force) { put in put(bytes) }
    }
}

extension TableFormat {
    /// What a parameter that names a form accepts.
    package static let choice = Parameter.Kind.choice(
        .fixed(allCases.map { (format: TableFormat) in Choice(format.rawValue, format.summary) }))

    /// Returns the form that the end of a file's name stands for, or nil.
    package init?(fileName: String) {
        switch fileName.split(separator: ".").last.map({ $0.lowercased() }) {
        case "json": self = .json
        case "csv": self = .csv
        case "tsv": self = .tsv
        case "md": self = .md
        case "tex": self = .latex
        case "html", "htm": self = .html
        case "txt": self = .table
        default: return nil
        }
    }
}
