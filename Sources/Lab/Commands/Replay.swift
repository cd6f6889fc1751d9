// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Figures
import Plots
import Provenance
import Results
import WorkbenchModel

private let source = Key(.word(required: true), "file", "A figure.", .path)
    .ending(PlotKeys.endings)
private let out = Key("out", "Write the new figure to this file.", .path)
    .ending(PlotKeys.endings)

extension Command<Session> {
    /// `replay`: a figure made again from its recipe.
    static let replay = Command(
        CommandDescription(
            name: "replay", group: .figures,
            summary: "Make a figure again from its recipe, and say whether it is the same.",
            details: """
                The recipe is shown, then followed on a bench of its own: yours stays as it is. A \
                recipe is not trusted. A line that does anything but make a figure ends it, and so \
                does one that names a file; the files of a figure of real training are \
                those that you give by log=, several in any order or by a pattern: what they hold decides, not \
                their names. Nothing is written but out=. All of it together may take two minutes, or \
                minutes=, and 256 MiB of memory. A batch ends with 1 \
                where the figure came out different.
                """,
            parameters: [source, out, Keys.force, RecipeFiles.keys, RecipeLimit.minutes],
            examples: [
                Example(
                    "replay weight.png", "is it the same today?",
                    setup: ["plot weight out=weight.png"]),
                Example(
                    "replay weight.png out=again.png", "and keep the new one",
                    setup: ["plot weight out=weight.png"]),
            ],
            related: ["recipe", "diff", "plot"])
    ) { session, arguments throws(CommandError) in
        let figure = try session.workspace.figureOnDisk(arguments[source])
        let recipe = try figure.recipe()
        let out = arguments[out]
        let format = try out.map { out throws(CommandError) in
            try session.workspace.figureFormat(out)
        }
        try session.checkLength(of: recipe, in: figure)
        session.remark(recipe.shown)
        if let page = try session.lessonPage(of: recipe) {
            return try session.say(whether: page, isTheSameAs: figure, out, arguments)
        }
        let made = try session.remade(
            recipe, of: figure, files: RecipeFiles(arguments), within: RecipeLimit(arguments))
        let bytes = try session.workspace.bytes(of: made, figure.format)
        let verdict = try session.verdict(on: made, bytes, insteadOf: figure, recipe)
        if let out, let format {
            try session.workspace.write(
                format.ending == figure.format.ending
                    ? bytes : session.workspace.bytes(of: made, format),
                to: out, as: .figure, force: arguments[Keys.force])
            session.workspace.note(made, path: out.text)
        }
        session.say(verdict, of: figure, out)
    }
}

extension Session {
    /// Says whether a figure came out as it was.
    fileprivate mutating func say(
        _ verdict: (isSame: Bool, text: String), of figure: FigureOnDisk, _ out: Argument?
    ) {
        if !verdict.isSame { noteDifference() }
        workspace.emit(
            text: verdict.text,
            json: .object([
                JSON.Member("figure", .string(figure.path)),
                JSON.Member("out", out.map { .string($0.text) } ?? .null),
                JSON.Member("same", .flag(verdict.isSame)),
                JSON.Member("difference", verdict.isSame ? .null : .string(verdict.text)),
            ]))
    }

    /// Says whether a lesson's page came out as it was, and writes it where that was asked for.
    fileprivate mutating func say(
        whether page: [UInt8], isTheSameAs figure: FigureOnDisk, _ out: Argument?,
        _ arguments: Arguments
    ) throws(CommandError) {
        if let out {
            guard out.text.lowercased().hasSuffix(".html") else {
                throw CommandError(
                    .failed, "a lesson is no figure, but a page whose name ends in .html",
                    span: out.span, hint: "write out=lesson.html")
            }
            try workspace.write(page, to: out, as: .sheet, force: arguments[Keys.force])
        }
        let isSame = page == figure.bytes
        say(
            (
                isSame,
                isSame
                    ? "The page came out the same, byte for byte."
                    : "The page came out different: it was changed since, or by another version."
            ), of: figure, out)
    }

    /// Returns whether a figure came out as it was, and in what it differs.
    fileprivate func verdict(
        on made: MadeFigure, _ bytes: [UInt8], insteadOf figure: FigureOnDisk, _ recipe: Recipe
    ) throws(CommandError) -> (isSame: Bool, text: String) {
        let others = [
            made.recipe.hasOtherData(than: recipe) ? "log" : nil,
            made.recipe.hasOtherVocabulary(than: recipe) ? "vocabulary" : nil,
        ].compactMap(\.self)
        // A recipe may say more than its commands: that the numbers came from a file of a run.
        let asTold =
            !others.isEmpty || bytes == figure.bytes
            ? bytes : try self.workspace.bytes(of: made.with(recipe), figure.format)
        guard asTold != figure.bytes else {
            return (true, "The figure came out the same, byte for byte.")
        }
        var reasons: [String] = []
        if let version = recipe.version, version != Version.number {
            reasons.append(
                "it was made by version \(shownText(version)), this is \(Version.number)")
        }
        if recipe.wasStopped {
            reasons.append("the simulation that it shows was stopped early, the new one is whole")
        }
        reasons += others.map { "the \($0) is another one" }
        guard let pixels = figure.isPicture ? try? pixelDifference(figure.bytes, bytes) : nil
        else {
            if reasons.isEmpty {
                reasons.append("it was changed since, or fonts or libraries are others here")
            }
            return (false, "The figure came out different: \(reasons.joined(separator: "; ")).")
        }
        guard !pixels.isNone else {
            reasons = reasons.isEmpty ? ["only what the file says of itself differs"] : reasons
            return (false, "All pixels are the same, but \(reasons.joined(separator: "; ")).")
        }
        reasons.append(pixels.text)
        return (false, "The figure came out different: \(reasons.joined(separator: "; ")).")
    }

    /// Returns how the pixels of two PNG files differ.
    func pixelDifference(
        _ first: [UInt8], _ second: [UInt8]
    ) throws(DrawingError) -> PixelDifference {
        let pictures = environment.renderer.pictures
        return PixelDifference(try pictures.read(first), try pictures.read(second))
    }
}
