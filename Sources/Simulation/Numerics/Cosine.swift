// SPDX-License-Identifier: GPL-3.0-or-later
//
// The coefficients are from FreeBSD's msun: Copyright (C) 1993 by Sun Microsystems, Inc. All
// rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use,
// copy, modify, and distribute this software is freely granted, provided that this notice is
// preserved.

/// Returns cos(2π · turns), within 2 units in the last place of 1, for turns in [0, 1).
///
/// Angles are counted in turns, so that the reduction to one eighth of a turn is exact, and
/// the result is the same on every system.
///
/// - Source: the polynomials of FreeBSD's `k_cos.c` and `k_sin.c` (Sun Microsystems, 1993).
func cosine(turns: Double) -> Double {
    let eighths = Int(turns * 8)
    let quarter = (eighths + 1) / 2
    let angle = (turns - Double(quarter) * 0.25) * (2 * Double.pi)
    switch quarter & 3 {
    case 0: return cosineNearZero(angle)
    case 1: return -sineNearZero(angle)
    case 2: return -cosineNearZero(angle)
    default: return sineNearZero(angle)
    }
}

/// Returns cos x for |x| ≤ π/4.
private func cosineNearZero(_ x: Double) -> Double {
    let z = x * x
    let high =
        2.48015872894767294178e-05 + z
        * (-2.75573143513906633035e-07
            + z * (2.08757232129817482790e-09 + z * -1.13596475577881948265e-11))
    let r = z * (4.16666666666666019037e-02 + z * (-1.38888888888741095749e-03 + z * high))
    let half = 0.5 * z
    let w = 1 - half
    return w + (((1 - w) - half) + z * r)
}

/// Returns sin x for |x| ≤ π/4.
private func sineNearZero(_ x: Double) -> Double {
    let z = x * x
    let high =
        2.75573137070700676789e-06
        + z * (-2.50507602534068634195e-08 + z * 1.58969099521155010221e-10)
    let r = 8.33333333332248946124e-03 + z * (-1.98412698298579493134e-04 + z * high)
    return x + z * x * (-1.66666666666666324348e-01 + z * r)
}
