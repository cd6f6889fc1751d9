// SPDX-License-Identifier: GPL-3.0-or-later

import CTerminal
import CommandLanguage
import Glibc

/// The line editor, which there is once in a process: GNU readline with a history and completion.
///
/// A class, because readline keeps a pointer to it.
final class LineEditor {
    private let channel: Channel
    private let isASCII: Bool
    private let complete: (_ line: String, _ cursor: Int) -> Completions
    private var entries: [String] = []
    /// Entries that came to nothing: the up arrow recalls them, but nobody is led to type them again.
    private var unhinted: Set<String> = []
    private var promptWidth = 0
    private var before = ""
    /// What Tab shows below the line, screen by screen, and which of them is on the screen.
    private var list = (pages: [String](), page: 0)

    /// How reading a line ended.
    enum Outcome: Equatable {
        case line(String)
        /// Ctrl-C: the line was dropped, of which so much was typed.
        case interrupted(String)
        /// Ctrl-D on an empty line.
        case end
        /// F1: help is asked for on what stands in the draft, which is to be edited further.
        case help(Draft)
        /// SIGTERM, SIGHUP, or the terminal is gone, when so much of a line was typed.
        case gone(String)
    }

    /// A line that is not finished.
    struct Draft: Equatable {
        var text = ""
        /// Where the cursor stands, in bytes; nil for its end.
        var cursor: Int?

        /// Where the cursor stands, in Unicode scalars.
        var scalars: Int {
            String(decoding: text.utf8.prefix(offset), as: UTF8.self).unicodeScalars.count
        }

        /// Where the cursor stands, in bytes.
        var offset: Int { cursor ?? text.utf8.count }
    }

    /// Whether the rest of a line of the history is shown dim after the cursor.
    var showsHints: Bool

    /// Opens the editor.
    ///
    /// - Parameters:
    ///   - channel: Where the prompt is shown.
    ///   - isASCII: Whether lists are shown in ASCII alone.
    ///   - complete: Returns what can stand at a place in a statement; the cursor is counted in
    ///     Unicode scalars.
    init(
        channel: Channel, isASCII: Bool,
        complete: @escaping (_ line: String, _ cursor: Int) -> Completions
    ) {
        self.channel = channel
        self.isASCII = isASCII
        self.complete = complete
        showsHints = channel.hasColours
        let context = Unmanaged.passUnretained(self).toOpaque()
        "flipside".withCString { name in
            ct_open_prompt(
                ct_settings(
                    name: name, on_stderr: channel.descriptor == 2,
                    context: context,
                    complete: { context, line, cursor, word, isRepeated in
                        let editor = editor(context)
                        editor.offerMatches(
                            line, cursor: Int(cursor), word: Int(word), isRepeated: isRepeated)
                    },
                    hint: { context, line in editor(context).offerHint(String(cString: line)) }))
        }
    }

    /// Reads a line, after a prompt that is given without colours.
    ///
    /// `statement` holds the lines that this one continues, and `draft` is in it from the start.
    func read(prompt: String, after statement: String, draft: Draft) -> Outcome {
        promptWidth = textWidth(prompt)
        before = statement.isEmpty ? "" : statement + "\n"
        var outcome: Int32 = 0
        var cursor = Int32(truncatingIfNeeded: draft.offset)
        let line = ct_read_line(invisiblyPainted(prompt), draft.text, &cursor, &outcome)
        defer { free(line) }
        // What was typed stays as it was typed, whatever became of it when it was recalled.
        if ct_clear_edited_history() { entries.forEach { ct_add_history($0) } }
        let text = line.map { String(cString: $0) } ?? ""
        switch outcome {
        case Int32(CT_LINE): return .line(text)
        case Int32(CT_END): return .end
        case Int32(CT_HELP): return .help(Draft(text: text, cursor: Int(cursor)))
        case Int32(CT_INTERRUPTED): return .interrupted(text)
        default: return .gone(text)
        }
    }

    /// Adds an entry to what the up arrow recalls.
    func remember(_ entry: String) {
        entries.append(entry)
        unhinted.remove(entry)
        ct_add_history(entry)
    }

    /// Has an entry hinted no more, because it came to nothing.
    func stopHinting(_ entry: String) { unhinted.insert(entry) }

    /// Returns a prompt in its colour, with the marks that tell readline what takes no room.
    private func invisiblyPainted(_ prompt: String) -> String {
        guard channel.hasColours else { return prompt }
        let style = "\u{1}\u{1B}[\(Style.prompt.rawValue)m\u{2}"
        return style + prompt + "\u{1}\u{1B}[0m\u{2}"
    }

    private func offerMatches(
        _ line: UnsafePointer<CChar>, cursor: Int, word: Int, isRepeated: Bool
    ) {
        let bytes = UnsafeRawBufferPointer(start: line, count: cursor)
        let typed = before + String(decoding: bytes, as: UTF8.self)
        let start = before + String(decoding: bytes.prefix(word), as: UTF8.self)
        let offered = complete(before + String(cString: line), typed.unicodeScalars.count)
        let found = WordCompletion(offered, line: typed, word: start.unicodeScalars.count)
        let size = channel.size
        guard let found else {
            guard let note = offered.note else { return }
            // Three times what stands there, which is to stay: readline lists several, but not one.
            let typed = String(decoding: bytes.dropFirst(word), as: UTF8.self)
            for _ in 0..<3 { ct_add_match(typed) }
            let rows = wrappedRows(shownText(note), columns: size.columns - 1, indent: 2)
            let text = rows.joined(separator: "\n") + "\n"
            return show([isASCII ? inASCII(text) : text], isRepeated: isRepeated, closes: false)
        }
        ct_add_match(found.replacement)
        found.choices.forEach { ct_add_match($0) }
        let pages = found.pages(columns: size.columns, rows: size.rows, isASCII: isASCII)
        show(pages, isRepeated: isRepeated, closes: found.closes)
    }

    /// Has the first screen of a list shown below the line, or the next one where the key before asked
    /// for the same list; after the last, nothing.
    private func show(_ pages: [String], isRepeated: Bool, closes: Bool) {
        let goesOn = isRepeated && pages == list.pages
        list = (pages, goesOn ? min(list.page + 1, pages.count) : 0)
        ct_describe_matches(list.page < pages.count ? pages[list.page] : "", closes)
    }

    private func offerHint(_ line: String) {
        let entry = entries.last {
            $0.hasPrefix(line) && $0 != line && !unhinted.contains($0)
        }
        guard showsHints, let entry else { return }
        let hint = String(entry.dropFirst(line.count))
        let shown = Self.visibleHint(
            hint, after: line, promptWidth: promptWidth, columns: channel.size.columns)
        ct_set_hint(hint, shown, Int32(textWidth(shown)))
    }

    /// Returns the part of a hint that fits on the row of the cursor, at the end of the line.
    static func visibleHint(
        _ hint: String, after line: String, promptWidth: Int, columns: Int
    ) -> String {
        let row = line.split(separator: "\n", omittingEmptySubsequences: false).last ?? ""
        let column = (textWidth(String(row)) + (line.contains("\n") ? 0 : promptWidth)) % columns
        let plain = hint.prefix { $0 != "\n" && escapingControls(String($0)) == String($0) }
        return column == 0 ? "" : fitting(String(plain), into: columns - column - 1)
    }
}

/// Returns the editor whose pointer readline kept.
private func editor(_ context: UnsafeMutableRawPointer) -> LineEditor {
    Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
}
