// SPDX-License-Identifier: GPL-3.0-or-later

// The bench's own training, exactly as Sources/Simulation/Bench does it: the tokens are the alternatives
// at one position, each rollout freezes their probabilities as q, and each of its updates moves the
// logits along the expected gradient,
//
//     z_j += lr · (q_j s_j − p_j Σ_b q_b s_b)   with the score s = w A + u.

const sum = (numbers) => numbers.reduce((total, one) => total + one, 0);

function logSoftmax(logits) {
    const top = logits.reduce((x, y) => (y > x ? y : x), -Infinity);
    const total = Math.log(sum(logits.map((logit) => Math.exp(logit - top))));
    return logits.map((logit) => logit - top - total);
}

// KL(p‖q) in nats, of log-probabilities.
const divergence = (p, q) => p.reduce((all, x, i) => all + Math.exp(x) * (x - q[i]), 0);

// The derivative of a KL penalty by log π, at x = log π − log π_ref.
const penaltySlopes = {
    k1: () => 1, k2: (x) => x, "k1+": (x) => x, "k3+": (x) => x, k3: (x) => 1 - Math.exp(-x),
    abs: (x) => Math.sign(x), "k3-ratio": (x, ratio) => ratio * x,
};

// Says why tokens cannot be the alternatives at one position, or nothing where they can.
function benchProblem(tokens) {
    const total = sum(tokens.map((token) => token.old));
    if (total > 1 + 1e-9) {
        return `The tokens' old probabilities add up to ${significant(total, 6)}, and alternatives at `
            + "one position cannot exceed 1.";
    }
    if (tokens.length === 1 && 1 - total <= 1e-9) {
        return "One token of probability 1 has no alternatives.";
    }
    return undefined;
}

class BenchTraining {
    constructor(bound, tokens, settings) {
        const rest = 1 - sum(tokens.map((token) => token.old));
        this.hasRest = rest > 1e-9;
        this.advantages = [...tokens.map((token) => token.adv), ...(this.hasRest ? [0] : [])];
        const all = [...tokens.map((token) => token.old), ...(this.hasRest ? [rest] : [])];
        this.logits = all.map((one) => Math.log(one));
        this.reference = this.logs = logSoftmax(this.logits);
        Object.assign(this, { bound, settings });
    }

    // The rows 0…steps: entropy, KL to the first policy, and the probabilities by token.
    rows() {
        const rows = [];
        for (let step = 0; step <= this.settings.steps; step++) {
            const row = {
                step, entropy: this.entropy, klReference: divergence(this.logs, this.reference),
                p: this.logs.map((one) => Math.exp(one)),
            };
            rows.push(row);
            if (step === this.settings.steps) break;
            const old = this.logs;
            for (let inner = 0; inner < this.settings.inner; inner++) this.#update(old, step);
            row.klOld = divergence(old, this.logs);
        }
        return rows;
    }

    get entropy() { return -sum(this.logs.map((one) => Math.exp(one) * one)); }

    #update(old, step) {
        const { lr } = this.settings;
        const coefficients = this.logs.map((_, index) => this.#coefficient(index, old, step));
        const total = sum(coefficients);
        const bonus = this.#entropyGradient();
        this.logits = this.logits.map((logit, index) => logit
            + lr * (coefficients[index] - Math.exp(this.logs[index]) * total + bonus[index]));
        if (!this.logits.every((logit) => Math.abs(logit) < 1e100)) {
            throw new Error(`training diverged at step ${step}; try a smaller lr`);
        }
        this.logs = logSoftmax(this.logits);
    }

    // α ∂H/∂z by alternative.
    #entropyGradient() {
        const strength = this.settings.entropyCoefficient ?? 0;
        if (!(strength > 0)) return this.logs.map(() => 0);
        const entropy = this.entropy;
        return this.logs.map((one) => -strength * Math.exp(one) * (one + entropy));
    }

    // What a KL penalty takes off the score of one alternative.
    #penalty(index, old) {
        const { klCoefficient, kl } = this.settings;
        if (!(klCoefficient > 0)) return 0;
        const x = clampedLogRatio(this.logs[index] - this.reference[index]);
        const ratio = Math.exp(clampedLogRatio(this.logs[index] - old[index]));
        return klCoefficient * penaltySlopes[kl](x, ratio);
    }

    // q · (w A + u − penalty) of one alternative.
    #coefficient(index, old, step) {
        const mass = Math.exp(old[index]);
        const penalty = mass * this.#penalty(index, old);
        const adv = this.advantages[index];
        if (adv === 0 && !this.bound.addsTerms) return -penalty;
        const token = makeToken({
            logOld: old[index], logNew: this.logs[index], adv, entropy: this.entropy,
            logReference: this.reference[index],
        });
        const [weight, score] = [this.bound.weight(token), this.bound.score(token)];
        if (!(weight >= 0 && weight < Infinity && Number.isFinite(score))) {
            throw new Error(
                `the weight is ${significant(weight, 4)} at r = ${significant(token.ratio, 4)}, A = ${adv} `
                + `in step ${step}; a weight must be a finite number of at least 0`);
        }
        return mass * score - penalty;
    }
}
