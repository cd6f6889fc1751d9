// SPDX-License-Identifier: GPL-3.0-or-later
//
// Memory for libpng that ends: whatever a file claims or unfolds to, its reader never holds more.
#ifndef BUDGET_H
#define BUDGET_H

#include <malloc.h>
#include <png.h>
#include <stdlib.h>

// How many bytes may still be taken.
typedef struct {
    size_t left;
} budget;

static png_voidp take_memory(png_structp png, png_alloc_size_t size) {
    budget *budget = png_get_mem_ptr(png);
    void *memory = size > budget->left ? NULL : malloc(size);
    if (memory == NULL) return NULL;
    // What the system gives may be a little more than what was asked for.
    size_t taken = malloc_usable_size(memory);
    if (taken > budget->left) {
        free(memory);
        return NULL;
    }
    budget->left -= taken;
    return memory;
}

static void give_back(png_structp png, png_voidp memory) {
    budget *budget = png_get_mem_ptr(png);
    budget->left += malloc_usable_size(memory);
    free(memory);
}

#endif
