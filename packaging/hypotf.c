// SPDX-License-Identifier: GPL-3.0-or-later

// Swift's own module of the C library names this function, though nobody here calls it; and where it is
// taken from the system, the program wants glibc 2.35. Doubles hold the squares of floats with no
// overflow, so one line is the whole function.

#include <math.h>

float hypotf(float x, float y) {
    if (isinf(x) || isinf(y)) return INFINITY;
    return (float)sqrt((double)x * x + (double)y * y);
}
