// SPDX-License-Identifier: GPL-3.0-or-later
//
// All loops of one path.

#include "lanes.h"

#include "policy.h"

#include "freezing.h"
#include "distorting.h"
#include "learning.h"
#include "regularizing.h"
#include "sampling.h"
#include "walking.h"
#include "weighing.h"

#undef LANES
#undef WIDE
#undef WIDE_WORDS
#undef WORDS
#undef INTS
#undef INLINE
