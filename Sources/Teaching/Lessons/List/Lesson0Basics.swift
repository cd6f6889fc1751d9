// SPDX-License-Identifier: GPL-3.0-or-later

extension Lesson {
    /// How to find one's way.
    static let basics = Lesson(
        name: "0", title: "Finding your way",
        claim: """
            Flipside is a bench with a few tokens on it. Lines make and change the tokens, and other \
            lines say what each method of training would make of them. This takes two minutes.
            """,
        steps: [
            .tell(
                """
                A line is a verb and what it needs: set eps_high=0.28. Tab completes verbs, names and \
                values, and help VERB tells about one. During a lesson you may type anything at any \
                time: the bench is the lesson's, and your own comes back when it is over. lesson off \
                leaves it at once.
                """),
            .act(
                "Put ready-made tokens on the bench: type preset demo.",
                solution: ["preset demo"],
                hints: ["The verb is preset.", "preset takes the name of a bench: demo."],
                why: """
                    Now there are {tokens} tokens. weights shows what two methods make of them, and \
                    explain Therefore says why, with the numbers put in. Try both.
                    """),
            .act(
                """
                Add a token of your own, under any name that is not there yet: what was its \
                probability when it was sampled (old), what is it now (new), and was the answer good \
                (adv=+1) or bad (adv=-1)?
                """,
                solution: ["token mine old=0.2 new=0.25 adv=+1"], check: "tokens > 4",
                hints: [
                    "The verb is token; a name follows.",
                    "token NAME old=… new=… adv=…, with probabilities such as 0.2 or 20%.",
                ],
                why: "Numbers may be written 0.2, 20%, 1/5 or 2e-1; always with a dot."),
            .act(
                "Take the token lucky off the bench with drop lucky, and then take that back.",
                solution: ["drop lucky", "undo"], check: "undone == 1 and old.lucky > 0",
                hints: [
                    "Two lines: one drops, the other undoes.", "The second is undo, without more.",
                ],
                why: "undo takes back any change of the bench, and redo makes it again."),
            .act(
                """
                Draw the weights: plot weight shows them here, and plot weight out=weight.png writes \
                a file.
                """,
                solution: ["plot weight"], check: "figures > 0",
                hints: [
                    "The verb is plot.", "plot weight, with out=NAME.png where a file is wanted.",
                ],
                why: """
                    A file remembers how it was made: recipe FILE prints the lines, and replay FILE \
                    draws it again.
                    """),
            .ask(
                """
                Flipside is a calculator, too. Type ratio(0.10, 0.05): how much likelier has a token \
                become that went from 0.10 to 0.05?
                """,
                .number(
                    "ratio(0.10, 0.05)", within: 0.001,
                    slips: [("ratio(0.05, 0.10)", "That is old over new; ratio is new over old.")]),
                hints: [
                    "Type the expression itself, as it stands here.",
                    "ratio(old, new) is new divided by old.",
                ],
                why: "It became half as likely. Lesson 1 is about that number."),
        ],
        takeaway: """
            Tab completes, help tells, undo takes back, and a figure remembers how it was made.
            """)
}
