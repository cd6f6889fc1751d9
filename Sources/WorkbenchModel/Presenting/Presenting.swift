// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
package import Results
package import TokenWeights

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
    /// - Parameters:
    ///   - arguments: The command's `methods` and parameters of methods.
    ///   - scopes: What the command can have weighed: tokens alone, or also more.
    /// - Returns: The methods in the order of their names.
    /// - Throws: Where a method weighs something else.
    package func methods(
        _ arguments: Arguments, scopes: [WeighingScope] = [.token]
    ) throws(CommandError) -> [Method] {
        let names = methodNames(arguments)
        let rules = names.compactMap(workbench.bench.rule(named:))
        if let rule = rules.first(where: { !scopes.contains($0.scope) }) {
            let others = rules.filter { scopes.contains($0.scope) }.map(\.name)
            let rest = others.isEmpty ? Bench.usualMethods : others
            throw CommandError(
                .failed,
                "\(rule.name) weighs whole \(rule.scope.plural), and has no weight of one token",
                span: arguments.span(of: Keys.methods),
                hint: "give methods=\(rest.joined(separator: ",")) here, or \(rule.otherWay)")
        }
        return workbench.bench.methods(names, arguments: ruleValues(arguments))
    }

    /// Returns the methods that a command compares on the bench, with the correction and the penalty that
    /// it names, or the one that a trainer's settings say.
    ///
    /// - Throws: Where a token lacks what a penalty needs, or a bound goes with no correction.
    package func companionedMethods(_ arguments: Arguments) throws(CommandError) -> [Method] {
        let methods = try accompaniedMethods(arguments)
        if methods.contains(where: { $0.entropyMask != nil }) { try checkEntropies(arguments) }
        try checkNeeds(methods, arguments)
        remarkOnBatch(methods)
        return methods
    }

    /// Returns the correction that a command names, its parameters checked; nil for none.
    package func boundCorrection(_ arguments: Arguments) throws(CommandError) -> BoundCorrection? {
        var values: ParameterValues = [:]
        for key in Keys.correctionSettings { values[key.name] = arguments[key] }
        guard let correction = arguments[Keys.correction].flatMap(workbench.bench.correction) else {
            if let key = Keys.correctionSettings.first(where: { arguments[$0] != nil }) {
                throw CommandError(
                    .missing, "\(key.name) is the bound of a correction, and none is named",
                    span: arguments.span(of: key), hint: "add correction=tis")
            }
            return nil
        }
        if let low = values["rho_low"], let high = values["rho_high"], low > high {
            throw CommandError(
                .domain, "rho_low is above rho_high", span: arguments.span(of: Keys.correction),
                hint: "let rho_low be at most rho_high")
        }
        do {
            return try correction.bind(values)
        } catch {
            throw CommandError(
                .domain, "\(error)", span: arguments.span(of: Keys.correction),
                hint: "help corrections tells what each takes")
        }
    }

    /// Throws where a token has no entropy to choose by.
    private func checkEntropies(_ arguments: Arguments) throws(CommandError) {
        let tokens = workbench.bench.tokens.values
        guard let token = tokens.first(where: { $0.entropy == nil }) else { return }
        throw CommandError(
            .missing,
            "entropy_top chooses tokens by their entropy, and \(shownText(token.name)) has none",
            span: arguments.span(of: Keys.entropyTop) ?? arguments.span(of: Keys.dialect),
            hint: "type token \(shownText(token.name)) entropy=1")
    }

    /// Says what is taken for the batch that a method looks at.
    private func remarkOnBatch(_ methods: [Method]) {
        let tokens = counted(workbench.bench.tokens.count, "token")
        for scope in [WeighingScope.group, .batch] {
            let readers = methods.filter { method in
                method.rule.scope == scope || scope == .batch && method.entropyMask != nil
            }
            guard !readers.isEmpty else { continue }
            let titles = readers.map { shownText($0.rule.title) }.joined(separator: ", ")
            remark("\(titles): the bench is the \(scope.noun), of \(tokens)")
        }
    }

    /// Throws where a token lacks π_ref that a method or a penalty reads; remarks on what μ is taken for.
    private func checkNeeds(_ methods: [Method], _ arguments: Arguments) throws(CommandError) {
        let tokens = workbench.bench.tokens.values
        let readsReference = methods.first {
            $0.penalty != nil || $0.rule.needs.contains(.reference)
        }
        if let readsReference, let token = tokens.first(where: { $0.reference == nil }) {
            let what = readsReference.penalty == nil ? readsReference.rule.name : "kl="
            throw CommandError(
                .missing, "\(what) needs π_ref, and \(shownText(token.name)) has none",
                span: arguments.span(of: Keys.kl),
                hint: "type token \(shownText(token.name)) ref=0.1")
        }
        let readsEngine = methods.contains {
            $0.policies == .engineAsOld
                || $0.policies == .own && ($0.correction != nil || $0.rule.needs.contains(.engine))
        }
        if readsEngine { remarkOnEngine(tokens) }
    }

    /// Says of how many tokens μ is not known, and what is taken for it.
    private func remarkOnEngine(_ tokens: [BenchToken]) {
        let without = tokens.filter { $0.engine == nil }
        guard let token = without.first else { return }
        let command = "token \(shownText(token.name)) engine=0.1"
        guard without.count < tokens.count else {
            return remark("no token has engine=, so that μ is taken for π_old: \(command)")
        }
        let verb = without.count == 1 ? "has" : "have"
        remark(
            "\(without.count) of \(counted(tokens.count, "token")) \(verb) no engine=; μ is taken to "
                + "be π_old there: \(command)")
    }

    /// Returns the methods that a simulation compares, of either kind, their parameters decided.
    package func trainableMethods(_ arguments: Arguments, preset: ParameterValues)
        -> [Method]
    {
        workbench.bench.methods(
            methodNames(arguments), arguments: ruleValues(arguments), preset: preset)
    }

    /// Returns the names of the methods that a command compares, each once.
    private func methodNames(_ arguments: Arguments) -> [String] {
        let names = arguments[Keys.methods] ?? workbench.bench.methodNames
        for (name, distance) in ruleValues(arguments).sorted(by: { $0.key < $1.key }) {
            remarkOnDistance(name, distance)
        }
        var seen: Set<String> = []
        return names.filter { seen.insert($0).inserted }
    }

    /// Returns the parameters of methods that a command gave for itself.
    package func ruleValues(_ arguments: Arguments) -> ParameterValues {
        var values: ParameterValues = [:]
        for key in Keys.ruleSettings { values[key.name] = arguments[key] }
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
        let digits = arguments[Keys.digits] ?? preferences.digits
        guard let out = arguments[Keys.out] else {
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
            force: arguments[Keys.force])
        answer("\(shownText(out.text)) is written")
    }

    /// Returns the width that a table may have on the screen.
    package func columns(_ arguments: Arguments) -> Int {
        arguments[Keys.wide] ? .max : environment.columns
    }

    /// Returns a table as the screen can show it, before its columns are aligned.
    package func legible(_ table: Table, as format: TableFormat) -> Table {
        environment.isASCII && format == .table ? table.inASCII : table
    }

    /// Returns the form in which a command is to give its table.
    func tableFormat(_ arguments: Arguments) -> TableFormat {
        let asked = arguments[Keys.format]
        guard let out = arguments[Keys.out] else {
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
    /// The word that stands for it.
    package var choice: Choice { Choice(rawValue, summary) }

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
