// SPDX-License-Identifier: GPL-3.0-or-later
//
// A target of C has a source; all of zlib is in the system's library.
#include "ccompression.h"
