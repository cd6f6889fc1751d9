// SPDX-License-Identifier: GPL-3.0-or-later
//
// Where the fields of a delimited text end, and the decimals in them: 64 bytes and four numbers at a time,
// which Swift has no words for. On machines without AVX2 the places are found in the same way with what
// every x86-64 and ARM64 has, on others by arithmetic on words; the numbers are left to the caller.
#ifndef CFIELDS_H
#define CFIELDS_H

#include <stdbool.h>
#include <stdint.h>

// Whether this machine has AVX2, and what comes with it.
bool cfields_has_avx2(void);

// Of 64 bytes; bit i is about byte i.
typedef struct {
    uint64_t ends;      // where a field ends: the delimiter, and line breaks
    uint64_t breaks;    // where a row may end, or go on beyond one: line breaks, and quotes
} cfields_marks;

// Returns the marks of 64 bytes, as fast as the machine can and as any machine can.
cfields_marks cfields_find(const uint8_t *bytes, uint8_t delimiter);
cfields_marks cfields_find_portable(const uint8_t *bytes, uint8_t delimiter);

// How many places were listed.
typedef struct {
    int64_t ends;
    int64_t breaks;
} cfields_counts;

// Lists the places of all marks from a place on, 64 bytes at a time up to those that begin at a limit. Both
// lists need room for as many as there are bytes, and for 64 more.
cfields_counts cfields_index(
    const uint8_t *bytes, int64_t from, int64_t limit, uint8_t delimiter, uint32_t *ends,
    uint32_t *breaks, bool has_avx2);

// A column of a row, and the place of its value.
typedef struct {
    int64_t column;
    int64_t place;
} cfields_column;

// Reads four fields of a row that are decimals of at most eight bytes and a minus, and stores each number at
// its place: the double nearest to the decimal.
//
// Field i ends at ends[i] and begins after ends[i - 1]; 16 bytes after its start may be read. Returns a bit
// for each of the four that is no such decimal, whose value is anything. Only where there is AVX2.
uint32_t cfields_decimals(
    const uint8_t *bytes, const uint32_t *ends, const cfields_column *columns, double *values);

// Does so in each of some rows, which have as many fields each (`width`) and follow each other in `ends`; the
// numbers of a row stand side by side, four of them, and its bits in `others`.
void cfields_decimals_of_rows(
    const uint8_t *bytes, const uint32_t *ends, int64_t width, int64_t rows,
    const cfields_column *columns, double *values, uint8_t *others);

#endif
