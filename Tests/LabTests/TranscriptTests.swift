// SPDX-License-Identifier: GPL-3.0-or-later

import Lab
import LabTestSupport
import Testing

@Test("The first minute's transcript comes out as printed")
func transcript() throws {
    var (session, listener) = makeSession()
    for line in [
        "token Therefore old=0.10 new=0.05 adv=+1", "token lucky     old=2%   new=3%   adv=+1",
        "token wrong     old=0.20 new=0.30 adv=-1", "weights", "explain Therefore",
    ] {
        try session.execute(line)
    }
    #expect(
        listener.outputs == [
            """
             token      π_old   π       A   ratio   GRPO    ASPO    |∇z| GRPO  |∇z| ASPO  note
             Therefore  0.1000  0.0500  +1  0.5000  0.5000  2.0000  0.4750     1.9000     ASPO lifts a lagging token 4×
             lucky      0.0200  0.0300  +1  1.5000  0       0       0          0          masked: ratio > 1+eps_high
             wrong      0.2000  0.3000  -1  1.5000  1.5000  1.5000  1.0500     1.0500
            """,
            """
             r = π/π_old = 0.05/0.10 = 0.5000
             GRPO   A>0, r ≤ 1.2 → active,      w = r   = 0.5000
             ASPO   A>0 → flip, 1/r ≤ 3 → kept, w = 1/r = 2.0000
             |∂L/∂z| = w·|A|·(1−π) = 0.4750 (GRPO)   1.9000 (ASPO)
            """,
        ])
}
