// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Results
import TokenWeights
package import WorkbenchModel

/// A rule on whole responses as a file of Python: its weights over padded arrays, and its loss.
package struct ResponseLoss: Sendable {
    private let method: Method
    private let code: ResponseCode
    private let library: ResponseLibrary

    /// Prepares a method for a library.
    ///
    /// - Parameters:
    ///   - method: A method on whole responses.
    ///   - format: The word for the library: `pytorch`, `jax` or `numpy`.
    /// - Throws: Where there is no code for the method or the library.
    package init(_ method: Method, format: String) throws(CommandError) {
        guard let code = ResponseCode.of(method.rule) else {
            throw CommandError(
                .failed,
                "\(method.rule.name) weighs whole \(method.rule.scope.plural), and there is "
                    + "no code of it yet", hint: "its formula: help \(method.rule.name)")
        }
        let libraries: [String: ResponseLibrary] = [
            "pytorch": .pytorch, "jax": .jax, "numpy": .numpy,
        ]
        guard let library = libraries[format] else {
            throw CommandError(
                .failed, "\(method.rule.name) weighs whole responses, and is written as code alone",
                hint: "export method=\(method.rule.name) format=pytorch")
        }
        (self.method, self.code, self.library) = (method, code, library)
    }

    /// The whole file, without a final newline.
    package var text: String {
        let title =
            "# \(method.rule.name) over whole responses for \(library.title), written by Flipside "
            + Version.number
        let lines =
            [title, "#"] + HeadLine.comments(head, mark: "#") + [""] + library.imports
            + ["", ""] + library.helpers + weights + (library.hold == nil ? [] : ["", ""] + loss)
        return lines.joined(separator: "\n")
    }

    private var head: [HeadLine] {
        let rule = method.rule
        let formula = rule.formula.split(separator: "\n").enumerated().map {
            HeadLine($0 == 0 ? "Weight" : "", String($1))
        }
        let values = rule.parameters.enumerated().map { index, parameter in
            HeadLine(
                index == 0 ? "Values" : "",
                "\(parameter.name) = \(NumberText.shortest(value(parameter))): \(parameter.summary)"
            )
        }
        return [
            HeadLine("Method", "\(rule.name): \(rule.title). \(rule.summary)"),
            HeadLine("Source", rule.source + "."),
        ] + formula + values + [
            HeadLine(
                "Arrays",
                """
                of one shape [responses, tokens], one number a token, padded anywhere (for fipo only at \
                the ends, since it counts places); what stands outside the mask counts nowhere, NaN and \
                infinities too.
                """),
            HeadLine(
                "Gradient",
                """
                of the loss by a log-probability: -w A over the number by which the mean divides. w is \
                held fixed (stop-gradient), so that nothing depends on what clamp does at its ends.
                """),
            HeadLine("Mean", mean),
        ]
    }

    private var mean: String {
        code.averages
            ? "over the tokens of each response, then over the responses that have tokens."
            : """
            over all tokens of the mask. LUSPO, TOPR and their kin add the tokens of a response up; this is \
            their gradient over the mean length of responses.
            """
    }

    private func value(_ parameter: RuleParameter) -> Double {
        method.settings.first { $0.name == parameter.name }?.value ?? parameter.defaultValue
    }

    private var word: String { method.rule.name.replacing("-", with: "_") }

    private func signature(_ suffix: String) -> [String] {
        let settings = method.rule.parameters.map {
            "\(PythonExpression.name($0.name))=\(PythonExpression.literal(value($0)))"
        }
        let arguments =
            ["logp", "logp_old", "advantages", "mask"] + (settings.isEmpty ? [] : ["*"] + settings)
        return CodeText.call("\(word)_\(suffix)", arguments.map(CodeText.plain))
            .lines(indent: 0, head: "def ", tail: ":")
    }

    private var weights: [String] {
        let prefix = library.words[0].value
        let cast = library.isTorch ? "bool()" : "astype(bool)"
        let opening = [
            "    \"\"\"Returns the weight w of every token, 0 outside the mask.\"\"\"",
            "    mask = mask.\(cast)",
            "    new = \(prefix)where(mask, _wide(logp), 0.0)",
            "    old = \(prefix)where(mask, _wide(logp_old), 0.0)",
            "    A = \(prefix)where(mask, _wide(advantages), 0.0)",
            "    x = new - old",
            library.isTorch
                ? "    n = mask.sum(-1)[..., None].clamp(min=1).to(x.dtype)"
                : "    n = \(prefix)maximum(mask.sum(-1)[..., None], 1).astype(x.dtype)",
        ]
        return signature("weights") + opening + code.lines(library).map { "    " + $0 }
            + ["    return \(prefix)where(mask & (A != 0.0), w, 0.0)"]
    }

    private var loss: [String] {
        guard let hold = library.hold else { return [] }
        let prefix = library.words[0].value
        let cast = library.isTorch ? "bool()" : "astype(bool)"
        let names = ["logp", "logp_old", "advantages", "mask"]
        let settings = method.rule.parameters.map {
            let name = PythonExpression.name($0.name)
            return "\(name)=\(name)"
        }
        let call = CodeText.call("\(word)_weights", (names + settings).map(CodeText.plain))
            .lines(indent: 4, head: "w = \(hold.before)", tail: hold.after)
        let least = library.isTorch ? ".clamp(min=1)" : ""
        func atLeastOne(_ count: String) -> String {
            library.isTorch ? count + least : "\(prefix)maximum(\(count), 1)"
        }
        let result =
            code.averages
            ? [
                "    n = mask.sum(-1)",
                "    means = loss.sum(-1) / \(atLeastOne("n"))",
                "    return means.sum() / \(atLeastOne("(n > 0).sum()"))",
            ] : ["    return loss.sum() / \(atLeastOne("mask.sum()"))"]
        return signature("loss") + [
            "    \"\"\"Returns the mean of -stop_gradient(w) * A * logp.\"\"\""
        ] + call + [
            "    mask = mask.\(cast)",
            "    logp = \(prefix)where(mask, _wide(logp), 0.0)",
            "    A = \(prefix)where(mask, _wide(advantages), 0.0)",
            "    loss = -w * A * logp",
        ] + result
    }
}
