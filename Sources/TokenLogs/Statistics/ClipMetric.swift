// SPDX-License-Identifier: GPL-3.0-or-later

/// A number as a trainer logs it, with what it is.
///
/// Trainers average over micro-batches and processes, so that what they log differs from the mean over
/// tokens where these differ in length; that is said once, by what shows them.
package struct ClipMetric: Sendable {
    /// The trainer, or ours.
    package let trainer: String
    /// Its name in the trainer's logs.
    package let name: String
    /// What it is a mean of, in the letters of the documents.
    package let definition: String
    /// Returns its value.
    let read: @Sendable (Source) -> Double?

    /// What the values are read off.
    package typealias Source = (
        all: ClipStatistics, batches: Int, lowMinimum: Double?, highMaximum: Double?
    )

    /// Returns the metric's value; nil where the log does not have what it takes.
    package func value(_ source: Source) -> Double? { read(source) }

    private init(
        _ trainer: String, _ name: String, _ definition: String,
        _ read: @escaping @Sendable (Source) -> Double?
    ) {
        (self.trainer, self.name, self.definition, self.read) = (trainer, name, definition, read)
    }

    /// Every metric, trainer after trainer.
    package static let all = ours + verl + trl + others

    private static let clipped = "A>0 and r>1+ε_high, or A<0 and r<1−ε_low"

    private static let ours = [
        ClipMetric("Flipside", "clip_high_fraction", "A>0 and r>1+ε_high") { $0.all.clipHigh },
        ClipMetric("Flipside", "clip_low_fraction", "A<0 and r<1−ε_low") { $0.all.clipLow },
        ClipMetric("Flipside", "outside_above_fraction", "r>1+ε_high, whatever A") {
            $0.all.outsideAbove
        },
        ClipMetric("Flipside", "outside_below_fraction", "r<1−ε_low, whatever A") {
            $0.all.outsideBelow
        },
        ClipMetric("Flipside", "kl_k1", "−log r") { $0.all.k1 },
        ClipMetric("Flipside", "kl_k3", "r−1−log r") { $0.all.k3 },
    ]

    private static let verl = [
        ClipMetric("verl", "actor/pg_clipfrac", clipped) { $0.all.clip },
        ClipMetric("verl", "actor/pg_clipfrac_lower", "A<0 and r>c (dual clip)") {
            $0.all.dualClip
        },
        ClipMetric("verl", "actor/ppo_kl", "−log r") { $0.all.k1 },
        ClipMetric("verl", "actor/entropy", "H") { $0.all.entropy },
    ]

    private static let trl = [
        ClipMetric("TRL", "clip_ratio/low_mean", "A<0 and r<1−ε_low") { $0.all.clipLow },
        ClipMetric("TRL", "clip_ratio/high_mean", "A>0 and r>1+ε_high") { $0.all.clipHigh },
        ClipMetric("TRL", "clip_ratio/region_mean", clipped) { $0.all.clip },
        ClipMetric("TRL", "clip_ratio/low_min", "least batch of low_mean") { $0.lowMinimum },
        ClipMetric("TRL", "clip_ratio/high_max", "greatest batch of high_mean") { $0.highMaximum },
        ClipMetric("TRL", "kl", "π_ref/π−1−log(π_ref/π)") { $0.all.referenceK3 },
        ClipMetric("TRL", "entropy", "H") { $0.all.entropy },
    ]

    private static let others = [
        ClipMetric("OpenRLHF", "ppo_clip_ratio", clipped) { $0.all.clip },
        ClipMetric("OpenRLHF", "ppo_kl", "−log r") { $0.all.k1 },
        ClipMetric("slime", "train/pg_clipfrac", clipped) { $0.all.clip },
        ClipMetric("slime", "train/ppo_kl", "−log r") { $0.all.k1 },
        ClipMetric("ROLL", "actor/ppo_ratio_high_clipfrac", "r>1+ε_high, whatever A") {
            $0.all.outsideAbove
        },
        ClipMetric("ROLL", "actor/ppo_ratio_low_clipfrac", "r<1−ε_low, whatever A") {
            $0.all.outsideBelow
        },
        ClipMetric("ROLL", "actor/ppo_ratio_clipfrac", "outside the interval, whatever A") { one in
            one.all.outsideAbove.flatMap { above in one.all.outsideBelow.map { above + $0 } }
        },
        ClipMetric("NeMo-RL", "train/probs_ratio", "r") { $0.all.ratioMean },
        ClipMetric("NeMo-RL", "train/probs_ratio_clamped", "r held within the interval") {
            $0.all.clampedRatioMean
        },
        ClipMetric("open-instruct", "policy/clipfrac_avg", clipped) { $0.all.clip },
        ClipMetric("open-instruct", "val/ratio", "r") { $0.all.ratioMean },
        ClipMetric("SkyRL", "policy/loss_metrics/clip_ratio", clipped) { $0.all.clip },
    ]
}
