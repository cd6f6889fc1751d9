// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Expressions
import Plots
import Results
import TokenLogs
import TokenWeights
package import WorkbenchModel

private let top = Key("top", "List this many responses.", .integer(1...1000))
private let by = Key(
    "by", "What the list goes by.",
    .choice(ResponseOrder.allCases) { Choice($0.rawValue, $0.summary) },
    otherwise: "the order of the log")
private let ofStep = Key("step", "Only those of this step.", .integer(0...Int.max))
private let ofEpoch = Key("epoch", "Only those of this pass over the batch.", .integer(0...Int.max))

extension Command<Workspace> {
    /// `responses`: what ratios whole responses have, and which response is which.
    package static let responses = Command(
        CommandDescription(
            name: "responses", group: .logs,
            summary: "Show the ratios and lengths of a log's responses, or list them.",
            details: """
                ratio_geo is the geometric mean of a response's ratios, which GSPO clips at its own ε \
                (set gspo.eps_low, gspo.eps_high; trainers fall back to PPO's ε, which says little of such ratios). \
                gspo_clip_high_fraction and gspo_clip_low_fraction are shares of responses, by the sign of A, \
                the token fractions of tokens. correlation_length_… is Pearson's of a response's number of \
                tokens with ratio_geo, with its mean |log r| (distance) and with its advantage.

                With top= or by= the responses are listed: number counts through the log, rank within the \
                step and epoch. token response= and plot tokens response= take the id, #RANK with step= and epoch=, and the \
                words of by=, which mean the first of such a list.
                """,
            parameters: [top, by, ofStep, ofEpoch, Keys.table, Keys.rules],
            examples: [
                Example(
                    "responses", "sequence ratios, GSPO's clip share, length",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
                Example(
                    "responses top=5 by=farthest step=1", "which responses moved most",
                    setup: ["load assets/logs/tiny-grpo-tokens.csv"]),
            ],
            related: ["groups", "tokens", "token", "clipping"])
    ) { workspace, arguments throws(CommandError) in
        let log = try workspace.lastLog()
        let lists = arguments.has(top) || arguments.has(by)
        let gspo = workspace.gspoInterval(arguments)
        var tally = ResponseTally(epsilonLow: gspo.low, epsilonHigh: gspo.high)
        var list = TopList<ResponseNumbers>(most: arguments[top] ?? 20)
        let order = arguments[by]
        try workspace.readNumbers(of: log, arguments) { response in
            tally.add(response)
            guard lists else { return }
            list.add(score: order?.score(response) ?? -Double(response.number), response)
        }
        guard tally.count > 0 else {
            throw CommandError(
                .missing, "the log has no response of this step and epoch",
                span: arguments.span(of: ofStep) ?? arguments.span(of: ofEpoch),
                hint: "reweigh by=step lists the steps")
        }
        guard lists else {
            try workspace.present(
                oneRowTable(tally.entries), people: statisticTable(tally.entries), arguments)
            return workspace.remark(responseWords(tally, gspo))
        }
        try workspace.present(responseListTable(list.elements.map(\.element)), arguments)
        if list.elements.isEmpty {
            workspace.remark("the log does not say what by=\(order?.rawValue ?? "") goes by")
        }
    }
}

extension Workspace {
    /// Reads a log and hands over the numbers of each response of the step and epoch on a line.
    fileprivate func readNumbers(
        of log: LoadedLog, _ arguments: Arguments, _ body: (ResponseNumbers) -> Void
    ) throws(CommandError) {
        let interval = clipInterval(arguments)
        let (step, epoch) = (arguments[ofStep], arguments[ofEpoch])
        var counter = ResponseCounter()
        try read(log) { response in
            let numbers = counter.next(
                response, epsilonLow: interval.low, epsilonHigh: interval.high)
            guard let numbers, step == nil || numbers.first.step == step,
                epoch == nil || numbers.first.epoch == epoch
            else { return }
            body(numbers)
        }
    }

    /// Returns GSPO's own ε, as they are set.
    fileprivate func gspoInterval(_ arguments: Arguments) -> (low: Double, high: Double) {
        let method = workbench.bench.methods([WeightRule.gspo.name], arguments: [:]).first
        let values = method?.settings.values ?? [:]
        return (values["eps_low"] ?? 3e-4, values["eps_high"] ?? 4e-4)
    }
}
