// SPDX-License-Identifier: GPL-3.0-or-later

/// Shorter words for those of titles and axes, where there is no room for the usual ones.
enum ShortForms {
    /// Phrases with what stands for them, the longer ones first.
    private static let phrases: [(long: String, short: String)] = [
        ("Gradient mass by old probability", "Gradient by old $\\pi$"),
        ("A leading and a lagging good token", "Leading and lagging token"),
        ("probability of a right answer", "accuracy"),
        ("training step of the log", "step"),
        ("Outside the interval,", "Outside,"),
        ("updates on one rollout", "updates"),
        ("share of gradient mass", "gradient share"),
        ("gradient on the logit", "gradient"),
        ("response's mean log-ratio", "mean log-ratio"),
        ("Weight of each token", "Token weights"),
        ("Prompts never trained", "Held-out prompts"),
        ("importance ratio", "ratio"),
        ("Importance ratios", "Ratios"),
        ("probability now", "now"),
        ("old probability", "old"),
        ("number of tokens", "tokens"),
        ("share of tokens", "share"),
        ("difference to", "vs"),
        ("Good responses,", "Good,"),
        ("Bad responses,", "Bad,"),
        ("Policy entropy", "Entropy"),
        ("Zero gradient,", "Masked,"),
        ("training step", "step"),
        ("nats per token", "nats"),
        ("KL divergence", "KL"),
        (" from the start", " from start"),
        ("Masked tokens,", "Masked,"),
        ("Mean ratio,", "Ratio,"),
        ("Duplicate samples", "Duplicates"),
        ("Good tokens,", "Good,"),
        ("Bad tokens,", "Bad,"),
        ("probability", "prob."),
    ]

    /// Returns a text with every phrase that has a short form in that form.
    static func short(_ text: String) -> String {
        phrases.reduce(text) { words, phrase in words.replacing(phrase.long, with: phrase.short) }
    }
}
