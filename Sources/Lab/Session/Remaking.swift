// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Provenance
import Results
import WorkbenchModel

extension Session {
    /// Makes the figure of a recipe on a bench of its own, without writing anything.
    ///
    /// The recipe may come from anybody. A line that does anything but make a figure, or that
    /// names a file, ends it; only files are read that the person gives.
    ///
    /// - Parameters:
    ///   - recipe: The commands.
    ///   - file: Where they come from.
    ///   - files: The log that the figure is of, where it is of one, and what belongs to it.
    ///   - limit: How much it may take.
    /// - Returns: What the recipe's last plot draws.
    /// - Throws: Where a line is refused or fails, nothing is drawn, or it takes too much.
    func remade(
        _ recipe: Recipe, of file: FigureOnDisk, files: RecipeFiles, within limit: RecipeLimit
    ) throws(CommandError) -> MadeFigure {
        try checkLength(of: recipe, in: file)
        let watch = RecipeWatch(limit)
        var kitchen = Session(environment: environment.silent(under: watch, limit))
        var made: MadeFigure?
        for step in recipe.steps {
            do {
                try kitchen.workspace.checkCancelled()
                made = try kitchen.follow(step, files) ?? made
                if let made { try limit.check(made) }
                try kitchen.workspace.checkCancelled()
            } catch {
                // What the bench of its own had done is gone with it: nothing can be resumed.
                try workspace.checkCancelled()
                let line = step.command
                let place = shownText(String(line.prefix(200))) + (line.count > 200 ? "…" : "")
                let excess = watch.excess.map(limit.refusal)
                throw refusal(
                    "\(excess?.reason ?? error.message), in \(place)", in: file,
                    excess?.hint ?? error.hint)
            }
            kitchen.history = UndoHistory()
        }
        guard let made else { throw refusal("it draws nothing", in: file) }
        return made
    }

    /// Throws where a recipe has more lines than any of ours.
    func checkLength(of recipe: Recipe, in file: FigureOnDisk) throws(CommandError) {
        guard recipe.lines.count <= Recipe.mostLines else {
            throw refusal("it has more than \(Recipe.mostLines) lines", in: file)
        }
    }

    private func refusal(
        _ reason: String, in file: FigureOnDisk, _ hint: String? = nil
    ) -> CommandError {
        CommandError(
            .failed, "the recipe of \(shownText(file.path)) cannot be followed: \(reason)",
            span: file.span, hint: hint)
    }

    /// Does one line of a recipe.
    ///
    /// - Returns: The figure, where the line draws one.
    private mutating func follow(
        _ step: Recipe.Step, _ files: RecipeFiles
    ) throws(CommandError) -> MadeFigure? {
        guard
            case .command(let arguments) = try parser.parse(
                step.command, in: context(allowsPrefixes: false)),
            let role = arguments.command.inRecipes
        else {
            throw CommandError(.failed, "it does more than make a figure")
        }
        var line = step.command
        defer { workspace.toldNames = nil }
        switch role {
        case .figure:
            try refuseFiles(arguments)
            return try workspace.makeFigure(workspace.plotKinds(arguments), arguments)
        case .log:
            let given = try files.line(of: arguments, step, isCancelled: environment.isCancelled)
            (line, workspace.toldNames) = (given.text, given.names)
        case .bench: try refuseFiles(arguments)
        }
        do {
            try perform(line, allowsPrefixes: false)
        } catch {
            throw error.error
        }
        return nil
    }

    /// Throws where a line names a file, or has one made whose name it does not say.
    private func refuseFiles(_ arguments: Arguments) throws(CommandError) {
        let makers = arguments.command.parameters.filter(\.makesFile).map(\.name)
        guard !arguments.given.contains(where: { makers.contains($0.name) }) else {
            throw CommandError(.failed, "it makes a part of a sweep, which is a file")
        }
        let path = arguments.given.first { argument in
            arguments.command.parameters.contains {
                $0.name == argument.name && $0.namesFile(argument.text)
            }
        }
        if let path {
            throw CommandError(.failed, "it names the file \(shownText(path.text))")
        }
    }
}

extension Environment {
    /// Returns the same, silent and unable to write: only progress is reported, no file is written,
    /// and no environment variable has a say.
    ///
    /// What runs in it is stopped by the person, or by what watches over it.
    fileprivate func silent(under watch: RecipeWatch, _ limit: RecipeLimit) -> Environment {
        var silent = self
        let (emit, isCancelled) = (emit, isCancelled)
        silent.isCancelled = { isCancelled() || watch.isOver() }
        silent.longest = limit.seconds
        silent.emit = { event in
            if case .progress = event { emit(event) }
        }
        silent.stateFolder = nil
        (silent.mayWrite, silent.isHeard) = (false, false)
        silent.variable = { _ in nil }
        return silent
    }
}
