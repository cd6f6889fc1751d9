// SPDX-License-Identifier: GPL-3.0-or-later

import Expressions
import Testing

@Suite("Names")
struct NameTests {
    @Test(
        "A name has one ASCII spelling",
        arguments: [
            ("ε_low", "eps_low"), ("ϵ_high", "eps_high"), ("π_old", "pi_old"), ("π", "pi"),
            ("Â", "A_hat"), ("A\u{302}", "A_hat"), ("β₁", "beta1"), ("τ_pos", "tau_pos"),
            ("eps_low", "eps_low"), ("漢字", "漢字"), ("", ""),
        ])
    func canonical(name: String, ascii: String) {
        #expect(canonicalName(name) == ascii)
    }

    @Test(
        "The nearest name is found where one is near",
        arguments: [
            ("eps_hihg", "eps_high"), ("ep_low", "eps_low"), ("EPS_LOW", "eps_low"),
            ("ε_hoch", "eps_high"), ("alpha", nil), ("weigths", "weights"), ("wights", "weights"),
            ("wei", "weights"),
            ("zzzzzz", nil), ("", nil), ("x", nil), ("plto", "plot"), ("ε_lwo", "eps_low"),
        ] as [(String, String?)])
    func closest(word: String, name: String?) {
        let names = ["weights", "plot", "eps_low", "eps_high", "c"]
        #expect(closestName(to: word, in: names) == name)
    }

    @Test(
        "The distance counts letters too many, too few, exchanged and swapped",
        arguments: [
            ("", "", 0), ("abc", "abc", 0), ("abc", "abd", 1), ("abc", "acb", 1), ("abc", "ab", 1),
            ("abc", "abcd", 1), ("", "abc", 3), ("kitten", "sitting", 3), ("ca", "abc", 3),
        ])
    func distance(first: String, second: String, distance: Int) {
        let (a, b) = (Array(first.unicodeScalars), Array(second.unicodeScalars))
        #expect(editDistance(a, b) == distance)
        #expect(editDistance(b, a) == distance)
    }
}
