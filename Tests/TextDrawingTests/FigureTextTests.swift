// SPDX-License-Identifier: GPL-3.0-or-later

import Figures
import Testing

@testable import TextDrawing
