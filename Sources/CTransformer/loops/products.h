// SPDX-License-Identifier: GPL-3.0-or-later
//
// Products of matrices, in tiles that stay in registers while t runs: TILE_ROWS rows of
// TILE_VECTORS vectors. Rows and columns that are left over make smaller tiles.

// Reads or writes the numbers of a row of c that are there.
INLINE SIXTEEN NAME(load_some)(const float *from, int64_t count) {
    if (count >= 16) return NAME(wide_load)(from);
    SIXTEEN x = NAME(wide_all)(0);
    memcpy(&x, from, (size_t)count * sizeof(float));
    return x;
}

INLINE void NAME(store_some)(float *to, SIXTEEN x, int64_t count) {
    if (count >= 16)
        NAME(wide_store)(to, x);
    else
        memcpy(to, &x, (size_t)count * sizeof(float));
}

// One tile, from row i and column j on.
INLINE void NAME(tile)(const ctf_product *product, int64_t i, int64_t j, const int rows,
                       const int vectors) {
    ctf_product p = *product;
    const float *a = p.a + i * p.a_row, *b = p.b + j / 16 * p.b_panel;
    float *c = p.c + i * p.c_row + j;
    SIXTEEN sums[TILE_ROWS][TILE_VECTORS];
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++)
            sums[r][v] = p.adds
                ? NAME(load_some)(c + r * p.c_row + 16 * v, p.columns - j - 16 * v)
                : NAME(wide_all)(0);
    for (int64_t t = 0; t < p.steps; t++) {
        SIXTEEN b_row[TILE_VECTORS];
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++) b_row[v] = NAME(wide_load)(b + v * p.b_panel);
#pragma clang loop unroll(full)
        for (int r = 0; r < rows; r++) {
            SIXTEEN factor = NAME(wide_all)(a[r * p.a_row]);
#pragma clang loop unroll(full)
            for (int v = 0; v < vectors; v++)
                sums[r][v] = NAME(wide_fma)(factor, b_row[v], sums[r][v]);
        }
        a += p.a_step;
        b += p.b_step;
    }
#pragma clang loop unroll(full)
    for (int r = 0; r < rows; r++)
#pragma clang loop unroll(full)
        for (int v = 0; v < vectors; v++)
            NAME(store_some)(c + r * p.c_row + 16 * v, sums[r][v], p.columns - j - 16 * v);
}

// A stripe of so many vectors: all rows, the left-over ones last.
#define STRIPE(vectors)                                                                    \
    static void NAME(stripe##vectors)(const ctf_product *product, int64_t j) {             \
        int64_t i = 0, rows = product->rows;                                               \
        for (; i + TILE_ROWS <= rows; i += TILE_ROWS)                                      \
            NAME(tile)(product, i, j, TILE_ROWS, vectors);                                 \
        for (; i + 4 <= rows; i += 4) NAME(tile)(product, i, j, 4, vectors);               \
        if (i + 2 <= rows) {                                                               \
            NAME(tile)(product, i, j, 2, vectors);                                         \
            i += 2;                                                                        \
        }                                                                                  \
        if (i < rows) NAME(tile)(product, i, j, 1, vectors);                               \
    }

STRIPE(1)
#if TILE_VECTORS == 3
STRIPE(2)
STRIPE(3)
#endif

static void NAME(multiply)(const ctf_product *product) {
    int64_t j = 0;
#if TILE_VECTORS == 3
    // Of 64 columns, two stripes of 32 are faster than one of 48 and one of 16.
    for (; product->columns - j > 32 && (product->columns - j + 15) / 16 != 4; j += 48)
        NAME(stripe3)(product, j);
    for (; product->columns - j > 16; j += 32) NAME(stripe2)(product, j);
#endif
    for (; j < product->columns; j += 16) NAME(stripe1)(product, j);
}
