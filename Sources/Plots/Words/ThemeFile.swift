// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Figures
import Results
package import WorkbenchModel

extension Workspace {
    /// Returns a line of `plot` with the words of its theme file in the place of the file's name.
    ///
    /// What the line says counts more than what the file says. A recipe is made of the result, so that
    /// a figure comes out the same without the file.
    ///
    /// - Throws: Where the file cannot be read, or a word in it does not belong there; names file and
    ///   line.
    package func expandingTheme(_ arguments: Arguments) throws(CommandError) -> Arguments {
        guard let file = arguments.first(FigureKeys.theme), Theme.named(file.text) == nil else {
            return arguments
        }
        guard file.text.hasSuffix(ThemeFile.ending) else {
            throw unknown("theme", file.text, Theme.all.map(\.name) + ["paper.theme"], file.span)
        }
        let words = try ThemeFile(file, arguments.command).words
        let typed = arguments.given.filter { $0.name != FigureKeys.theme.name }
        let kept = words.filter { word in
            let isRepeated = arguments.command.parameters.contains {
                $0.name == word.name && $0.isRepeated
            }
            return isRepeated || !typed.contains { $0.name == word.name }
        }
        var expanded = arguments
        expanded.given = kept + typed
        return expanded
    }
}

extension Argument {
    /// Whether it comes from a theme file: no key stands in the line, nor any value but the file's name.
    package var isFromTheme: Bool { keySpan == span && name != FigureKeys.theme.name }
}

/// A file of words for figures, as they are typed after `plot`: one or more a line, comments by #.
private struct ThemeFile {
    static let ending = ".theme"

    /// The most bytes of a file.
    private static let largest = 1 << 20

    /// The most words of a file.
    private static let most = 1000

    /// The words in order, each with the place of the file's name in the line.
    private(set) var words: [Argument] = []

    private let file: Argument
    private let parser: LineParser

    /// Reads a file.
    init(_ file: Argument, _ command: CommandDescription) throws(CommandError) {
        self.file = file
        parser = LineParser(commands: [command])
        let text = try InputFile.text(
            of: file.text, span: file.span, most: Self.largest,
            hint: "a theme has a word of plot a line, such as style=grpo:#009e73")
        for line in ScriptLines(text) { try take(line) }
    }

    private mutating func take(_ line: ScriptLine) throws(CommandError) {
        do throws(CommandError) {
            guard case .command(let arguments) = try parser.parse("plot " + line.text, in: .plain)
            else { return }
            for argument in arguments.given { try take(argument) }
        } catch {
            throw CommandError(
                error.code, "\(shownText(file.text)):\(line.number): \(error.message)",
                span: file.span, hint: error.hint)
        }
    }

    private mutating func take(_ argument: Argument) throws(CommandError) {
        guard FigureKeys.ofThemes.contains(argument.name) else {
            throw CommandError(
                .syntax, "a theme has no use for \(shownText(String(argument.text.prefix(40))))",
                hint: "a theme holds words on how figures look, such as style=grpo:#009e73; type "
                    + "the others after plot")
        }
        if argument.name == FigureKeys.theme.name, Theme.named(argument.text) == nil {
            throw CommandError(
                .unknownName,
                "a theme begins with \(listed(Theme.all.map(\.name), "or")), not with "
                    + "\"\(shownText(String(argument.text.prefix(40))))\"",
                hint: "write theme=light, or leave it out")
        }
        try check(argument)
        let isFirst = !words.contains { $0.name == argument.name }
        let isRepeated = [FigureKeys.lineStyles.name, FigureKeys.labels.name]
            .contains(argument.name)
        guard isFirst || isRepeated || FigureKeys.ofPlaces.contains(argument.name) else {
            throw CommandError(
                .syntax, "\(argument.name) is given twice", hint: "give \(argument.name) once")
        }
        guard words.count < Self.most else {
            throw CommandError(.domain, "a theme may have \(Self.most) words")
        }
        words.append(
            Argument(
                name: argument.name, key: argument.key, value: argument.value, text: argument.text,
                span: file.span, keySpan: file.span))
    }

    /// Throws where a colour or a style is none, so that the error names the line.
    private func check(_ argument: Argument) throws(CommandError) {
        switch argument.name {
        case FigureKeys.lineStyles.name: _ = try SeriesLook(argument)
        case FigureKeys.background.name, FigureKeys.foreground.name:
            _ = try WriterColor.color(argument.text[...], in: argument)
        case FigureKeys.colors.name:
            for word in argument.text.split(separator: ",", omittingEmptySubsequences: false) {
                _ = try WriterColor.color(word, in: argument)
            }
        default: break
        }
    }
}

extension FigureKeys {
    /// The words that say how figures look; those of single axes among them.
    fileprivate static let ofThemes =
        (style + words).map(\.name) + ["axes", "yaxes", "range", "yrange", "ticks", "yticks"]

    /// The words of which a figure may have several.
    fileprivate static let ofPlaces = words.filter(\.isRepeated).map(\.name)
}

extension ParsingContext {
    /// What a theme's words are read against: nothing of the bench, which another figure may not have.
    fileprivate static var plain: ParsingContext {
        ParsingContext(
            words: { _ in [] }, known: { _, _ in nil }, numbers: { [:] }, functions: { [:] },
            domain: { _ in nil }, choices: [:], allowsPrefixes: false)
    }
}
