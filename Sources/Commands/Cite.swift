// SPDX-License-Identifier: GPL-3.0-or-later

package import CommandLanguage
import Results
package import WorkbenchModel

extension Command<Workspace> {
    /// `cite`: how to credit the paper and Flipside.
    package static let cite = Command(
        CommandDescription(
            name: "cite", group: .learn, summary: "Show how to cite the paper and Flipside.",
            details: "The paper has two titles: that of its first version and that of its second.",
            examples: [Example("cite", "BibTeX")], related: ["help"])
    ) { workspace, _ throws(CommandError) in
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
