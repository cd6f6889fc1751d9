// SPDX-License-Identifier: GPL-3.0-or-later

import Testing
import Expressions
@Test func nothing() { #expect(NumberText.fixed(0.5, digits: 4) == "0.5000") }
