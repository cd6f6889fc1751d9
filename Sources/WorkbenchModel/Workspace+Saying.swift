// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
package import Results

extension Workspace {
    /// Emits a text result; its JSON form is an object with the text.
    package mutating func emit(text: String, json: JSON? = nil) {
        let document = json ?? .object([JSON.Member("text", .string(text))])
        emit(shown: prefersJSON ? document.text : text) { document.text }
    }

    /// Emits a result in the form that was asked for, with its JSON form for programs.
    package mutating func emit(
        shown: String, page: (@Sendable () -> PageTable)? = nil,
        json: @escaping @Sendable () -> String
    ) {
        hasEmitted = true
        record(shown)
        environment.emit(.output(Output(text: shown, page: page, json: json)))
    }

    /// Emits a JSON document in both forms.
    package mutating func emit(_ json: JSON) { emit(text: json.text, json: json) }

    /// Emits a remark or a tip.
    package func remark(_ text: String) { environment.emit(.note(text)) }

    /// Says in one line what a command changed, where somebody wants to hear it; in a script the last
    /// word counts.
    package mutating func answer(_ text: (Workspace) -> String) {
        if environment.answers { changed = text(self) }
    }

    /// The same of words that do not ask the session.
    package mutating func answer(_ text: @autoclosure () -> String) {
        if environment.answers { changed = text() }
    }

    /// Throws where the person asked for the running command to stop.
    package func checkCancelled() throws(CommandError) {
        guard environment.isCancelled() else { return }
        throw .interrupted
    }
}
