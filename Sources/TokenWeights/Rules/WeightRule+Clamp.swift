// SPDX-License-Identifier: GPL-3.0-or-later

extension WeightRule {
    /// What every rule does with a ratio too large or too small to trust, for help and reference.
    ///
    /// The authors' codes differ here: some clamp, so that differentiation gives 0 beyond, TRL
    /// does not clamp, and ASPO, CISPO and DPPO keep the clamped value. Ours keep it, all of them.
    package static let clampRemark =
        "Where |log r| > 20 the ratio is clamped at e^±20, and the weight is the clamped ratio's."
}
