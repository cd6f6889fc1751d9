// SPDX-License-Identifier: GPL-3.0-or-later
//
// All of it is in the header, where callers see through it.
#include "cbytemarks.h"
