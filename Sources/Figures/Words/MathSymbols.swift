// SPDX-License-Identifier: GPL-3.0-or-later

/// What the names of the subset stand for, without their backslash.
let mathSymbols: [String: MathNode] = {
    var symbols: [String: MathNode] = [
        " ": .space(0.3), ",": .space(0.17), ";": .space(0.28), "quad": .space(1),
    ]
    for (name, sign) in italicSymbols { symbols[name] = .text(sign, isItalic: true) }
    for (name, sign) in uprightSymbols { symbols[name] = .text(sign, isItalic: false) }
    for (name, sign) in relations { symbols[name] = .relation(sign) }
    for word in ["log", "ln", "exp", "min", "max", "clip", "KL"] {
        symbols[word] = .text(word, isItalic: false)
    }
    return symbols
}()

private let italicSymbols = [
    "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "epsilon": "ε", "varepsilon": "ε",
    "zeta": "ζ", "eta": "η", "theta": "θ", "iota": "ι", "kappa": "κ", "lambda": "λ", "mu": "μ",
    "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ", "upsilon": "υ",
    "phi": "φ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "ell": "ℓ",
]

private let uprightSymbols = [
    "Gamma": "Γ", "Delta": "Δ", "Theta": "Θ", "Lambda": "Λ", "Xi": "Ξ", "Pi": "Π", "Sigma": "Σ",
    "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "nabla": "∇", "partial": "∂", "infty": "∞", "sum": "∑",
    "prod": "∏", "lVert": "‖", "rVert": "‖", "|": "‖", "lvert": "|", "rvert": "|", "ldots": "…",
    "dots": "…", "%": "%", "{": "{", "}": "}", "#": "#", "&": "&", "_": "_", "prime": "′",
]

private let relations = [
    "geq": "≥", "ge": "≥", "leq": "≤", "le": "≤", "neq": "≠", "ne": "≠", "approx": "≈",
    "sim": "∼", "times": "×", "cdot": "·", "pm": "±", "in": "∈", "to": "→", "mid": "∣",
    "propto": "∝", "ll": "≪", "gg": "≫",
]

/// The commands of TeX that print a sign; of several names the one that TeX's users write.
let texCommands: [String: String] = {
    var commands: [String: String] = [:]
    for table in [italicSymbols, uprightSymbols, relations] {
        for (name, sign) in table where !sign.unicodeScalars.allSatisfy(\.isASCII) {
            // "le" and "leq" print the same, and Matplotlib knows the longer names only.
            commands[sign] = [commands[sign], name].compactMap { $0 }
                .max { ($0.count, $0) < ($1.count, $1) }
        }
    }
    commands["ε"] = "varepsilon"
    commands["φ"] = "varphi"
    // Of this sign it knows the shortest name only.
    commands["‖"] = "|"
    return commands
}()
