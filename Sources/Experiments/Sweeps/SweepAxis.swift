// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Glibc
import Results
import Simulation
package import WorkbenchModel

/// A setting that a sweep changes, with the values that it takes.
package struct SweepAxis: Sendable, Equatable {
    /// The setting's name, such as `lr`.
    package let name: String

    /// The values, in the order in which they are tried.
    package let values: [SweepValue]

    /// The most values that a range may have.
    package static let most = 1000

    /// The values as people type them.
    package var text: String { "\(name)=\(values.map(\.text).joined(separator: ","))" }
}

extension Arguments {
    /// The settings that were given as a range or a list.
    var sweptSettings: [Argument] {
        let sweepable = command.parameters.filter {
            switch $0.kind {
            case .sweepable, .flags: true
            case .choices: SweepValue.isOfWords($0.name)
            case .number, .setting, .integer, .probability, .choice, .seeds, .axis, .numbers,
                .name, .path, .choiceOrPath, .flag, .text, .definition:
                false
            }
        }
        let names = Set(sweepable.map(\.name))
        return given.filter { argument in
            switch argument.value {
            case .axis, .numbers: names.contains(argument.name)
            case .words(let words): words.count > 1 && names.contains(argument.name)
            case .number, .probability, .integers, .flag, .text, .definition: false
            }
        }
    }

    /// Returns the axes of a sweep, at most two.
    func sweepAxes() throws(CommandError) -> [SweepAxis] {
        let swept = sweptSettings
        guard !swept.isEmpty else {
            throw CommandError(
                .missing, "sweep needs to know what changes",
                hint: "a setting may have a range, as lr=40..640; or type sweep x=new:0.01..0.3")
        }
        guard swept.count <= 2 else {
            throw CommandError(
                .failed, "a sweep changes one setting or two, not \(swept.count)",
                span: swept[2].keySpan, hint: "give \(swept[2].name) one value")
        }
        var axes: [SweepAxis] = []
        for argument in swept { axes.append(try axis(argument)) }
        return axes
    }

    private func axis(_ argument: Argument) throws(CommandError) -> SweepAxis {
        if case .words(let words) = argument.value {
            return SweepAxis(name: argument.name, values: words.map(SweepValue.word))
        }
        var values: [Double] = []
        if case .numbers(let numbers) = argument.value { values = numbers }
        if case .axis(_, let from, let to) = argument.value {
            let count = self[SweepKeys.count] ?? 5
            guard count <= SweepAxis.most else {
                throw CommandError(
                    .domain, "a range over training has at most \(SweepAxis.most) numbers",
                    span: span(of: SweepKeys.count), hint: "take a smaller n=")
            }
            // Twelve digits: people read 160, where rounding leaves 159.99999999999994.
            values = try spacedNumbers(
                from: from, to: to, count: count,
                isLogarithmic: self[SweepKeys.isLogarithmic], span: argument.span
            ).map { NumberText.parse(NumberText.significant($0, digits: 12)) ?? $0 }
            if TrainingSettings.description(of: argument.name)?.isInteger == true {
                values = values.map { $0.rounded() }
            }
        }
        var seen: Set<Double> = []
        return SweepAxis(
            name: argument.name,
            values: values.filter { seen.insert($0).inserted }.map(SweepValue.number))
    }

    /// Returns the arguments with one value in the place of whatever was given for a parameter.
    package func replacing(_ name: String, with value: Argument.Value, text: String) -> Arguments {
        let old = given.first { $0.name == name }
        let argument = Argument(
            name: name, key: name, value: value, text: text, span: old?.span ?? 0..<0,
            keySpan: old?.keySpan ?? 0..<0)
        var replaced = self
        replaced.given = given.filter { $0.name != name } + [argument]
        return replaced
    }
}

/// Returns evenly spaced numbers, the ends exactly.
///
/// - Parameters:
///   - from: The first.
///   - to: The last, above the first.
///   - count: How many, at least 2.
///   - isLogarithmic: Whether their logarithms are evenly spaced instead.
///   - span: Where the range stands in the line.
/// - Returns: The numbers, rising.
/// - Throws: Where a logarithmic range does not lie above 0.
func spacedNumbers(
    from: Double, to: Double, count: Int, isLogarithmic: Bool, span: Range<Int>?
) throws(CommandError) -> [Double] {
    guard !isLogarithmic || from > 0 else {
        throw CommandError(
            .domain, "a logarithmic range is above 0", span: span, hint: "leave out scale=log")
    }
    return (0..<count).map { index in
        if index == 0 { return from }
        if index == count - 1 { return to }
        let part = Double(index) / Double(count - 1)
        return isLogarithmic
            ? exp(log(from) + part * (log(to) - log(from))) : from + part * (to - from)
    }
}
