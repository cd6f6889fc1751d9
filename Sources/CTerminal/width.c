// SPDX-License-Identifier: GPL-3.0-or-later

#define _XOPEN_SOURCE 700
#include <wchar.h>

#include "cterminal.h"

int ct_width(uint32_t scalar) { return wcwidth((wchar_t)scalar); }
