// SPDX-License-Identifier: GPL-3.0-or-later

import CommandLanguage
import Glibc
import Results
import WorkbenchModel

extension BenchToken {
    /// The token as a page has it: the numbers as given, and logarithms where the numbers do not give
    /// them to the bit.
    var document: JSON {
        var members = [
            JSON.Member("name", .string(shownText(name))),
            JSON.Member("typed", .string(quoted(name))),
            JSON.Member("old", .number(old.value)), JSON.Member("new", .number(new.value)),
            JSON.Member("adv", .number(advantage)),
        ]
        let logarithms = [("logOld", old), ("logNew", new)]
        for (key, probability) in logarithms where log(probability.value) != probability.logarithm {
            members.append(JSON.Member(key, .number(probability.logarithm)))
        }
        let others = [
            ("entropy", entropy), ("logEngine", engine?.logarithm),
            ("logReference", reference?.logarithm),
        ]
        for case (let key, let number?) in others {
            members.append(JSON.Member(key, .number(number)))
        }
        return .object(members)
    }
}
