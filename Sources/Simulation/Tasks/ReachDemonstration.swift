// SPDX-License-Identifier: GPL-3.0-or-later

extension ReachShape {
    /// Returns a walk that was labelled afterwards with where it ended: prompt, steps, end.
    ///
    /// So a base that imitates such walks knows the arithmetic, wanders, slips, and sometimes stops
    /// at the wrong place.
    func demonstration(seed: UInt32, number: Int, _ operations: ReachOperations) -> [UInt8] {
        let random = Philox(seed: seed, .demonstrations)
        var attempt = 0
        while true {
            let walk = Walk(self, operations) { random.uniform(number, attempt, $0, $1) }
            if walk.goal != walk.start, !ReachOperations.isHeldOut(walk.start, walk.goal) {
                return ReachToken.prompt(walk.start, walk.goal).tokens + walk.tokens
                    + [ReachToken.end]
            }
            attempt += 1
        }
    }
}

/// One walk of a demonstration.
private struct Walk {
    let start: Int
    let goal: Int
    var tokens: [UInt8] = []

    /// Walks; `uniform` gives the random number at a place of two numbers.
    init(
        _ shape: ReachShape, _ operations: ReachOperations, uniform: (Int, Int) -> Double
    ) {
        func number(_ first: Int, _ second: Int) -> Int {
            Int(uniform(first, second) * Double(shape.count))
        }
        start = number(0, 0)
        var place = start
        for step in 1...1 + Int(Double(shape.walk) * uniform(0, 1)) {
            let allowed = operations.allowed(at: place)
            let operation = allowed[Int(uniform(step, 0) * Double(allowed.count))]
            place = operations.apply(operation, to: place) ?? place
            if uniform(step, 1) < shape.slip { place = number(step, 2) }
            tokens.append(ReachToken.operations + UInt8(operation))
            tokens += ReachToken.digits(place)
        }
        goal = uniform(0, 2) < shape.lost ? number(0, 3) : place
    }
}
