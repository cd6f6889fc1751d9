// SPDX-License-Identifier: GPL-3.0-or-later
//
// The coefficients are from FreeBSD's msun: Copyright (C) 1993 by Sun Microsystems, Inc. All
// rights reserved. Developed at SunPro, a Sun Microsystems, Inc. business. Permission to use,
// copy, modify, and distribute this software is freely granted, provided that this notice is
// preserved.

/// Returns ln x in nats, within 1 unit in the last place, for positive normal x.
///
/// The system's own differs between systems in the last place, which would make trained
/// policies differ too; this one is made of additions, products and one division only.
/// The result has no meaning for zero, negative, subnormal or non-finite numbers.
///
/// - Source: the reduction and the coefficients of FreeBSD's `e_log.c` (Sun Microsystems, 1993).
func naturalLogarithm(_ x: Double) -> Double {
    let shift: UInt64 = 0x3FF0_0000_0000_0000 - 0x3FE6_A09E_0000_0000
    let bits = x.bitPattern &+ shift
    let exponent = Double(Int64(bits >> 52) - 1023)
    let mantissaBits = (bits & 0x000F_FFFF_FFFF_FFFF) &+ 0x3FE6_A09E_0000_0000
    let f = Double(bitPattern: mantissaBits) - 1
    let s = f / (2 + f)
    let z = s * s
    let w = z * z
    let even = w * (0.3999999999940941908 + w * (0.2222219843214978396 + w * 0.1531383769920937332))
    let odd =
        z
        * (0.6666666666666735130
            + w * (0.2857142874366239149 + w * (0.1818357216161805012 + w * 0.1479819860511658591)))
    let half = 0.5 * f * f
    let tail = s * (half + (even + odd)) + exponent * 1.90821492927058770002e-10
    return exponent * 6.93147180369123816490e-01 - ((half - tail) - f)
}
