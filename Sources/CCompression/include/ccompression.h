// SPDX-License-Identifier: GPL-3.0-or-later
//
// The compression of files, as the system's zlib has it.
#ifndef CCOMPRESSION_H
#define CCOMPRESSION_H

#include <zlib.h>

#endif
