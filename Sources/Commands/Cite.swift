// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import WorkbenchModel

private let part = Key(
    "what", "results for the numbers that the article reports.",
    .choice(.fixed([Choice("results", "the article's comparison of models, as reported")])),
    place: .word(required: false))

extension Command<Workspace> {
    /// `cite`: how to credit the paper and Flipside, and what the paper reports.
    package static let cite = Command(
        CommandDescription(
            name: "cite", group: .learn,
            summary: "Show how to cite the paper and Flipside, or what the paper reports.",
            details: """
                The paper has two titles: that of its first version and that of its second. cite results \
                is its comparison of models as it was printed, with the version in which each row stands; \
                no other command computes with it.
                """,
            parameters: [part, Keys.table],
            examples: [
                Example("cite", "BibTeX"), Example("cite results", "the article's comparison"),
                Example("cite results format=latex", "for a paper"),
            ],
            related: ["help"])
    ) { workspace, arguments throws(CommandError) in
        if arguments[part] != nil {
            return try workspace.present(ReportedResult.table, arguments)
        }
        if let span = arguments.span(of: Keys.format) ?? arguments.span(of: Keys.out) {
            throw CommandError(
                .syntax, "BibTeX is no table", span: span, hint: "type cite results")
        }
        workspace.emit(
            text: """
                @misc{wang2025aspo,
                  title  = {When Importance Sampling Misallocates Credit: Asymmetric Ratios for
                            Outcome-Supervised RL},
                  note   = {First version: ASPO: Asymmetric Importance Sampling Policy Optimization},
                  author = {Jiakang Wang and Runze Liu and Qingpeng Cai and Lei Lin and Wenping Hu
                            and Xiu Li and Fuzheng Zhang and Guorui Zhou and Kun Gai and Ling Pan},
                  year   = {2025},
                  eprint = {2510.06062},
                  archivePrefix = {arXiv}
                }
                @software{flipside,
                  title   = {Flipside: an interactive lab for token weights in reinforcement learning
                             for language models},
                  version = {\(Version.number)},
                  license = {GPL-3.0-or-later}
                }
                """)
    }
}
