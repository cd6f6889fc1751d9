// SPDX-License-Identifier: GPL-3.0-or-later
//
// All loops of one path. TILE_ROWS, TILE_VECTORS and PEAK_CHAINS say how many vectors its
// registers hold.

#include "lanes.h"

#include "products.h"
#include "rows.h"

#include "attention.h"

#include "attention_back.h"
#include "cached.h"
#include "output.h"

#undef EIGHT
#undef SIXTEEN
#undef INTS
#undef WIDE_INTS
#undef INLINE
#undef STRIPE
