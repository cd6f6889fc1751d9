// SPDX-License-Identifier: GPL-3.0-or-later

#include <dlfcn.h>

// Nobody else in the process is to find these functions in place of the libraries' own.
#pragma GCC visibility push(hidden)
#include "ccairo.h"

// Where each function is, once the libraries are loaded.
#define FUNCTION(result, name, parameters, arguments) static typeof(name) *found_##name;
#include "functions.h"
#include "harfbuzz.h"
#include "pango.h"
#undef FUNCTION

static typeof(g_object_unref) *found_g_object_unref;

#define FUNCTION(result, name, parameters, arguments) \
    result name parameters { return found_##name arguments; }
#include "functions.h"
#include "harfbuzz.h"
#include "pango.h"
#undef FUNCTION

void ccairo_release(void *object) { found_g_object_unref(object); }

// The system's own text, which needs no memory that might be missing.
static const char *reason(void) {
    const char *text = dlerror();
    return text ? text : "unknown reason";
}

#define FUNCTION(result, name, parameters, arguments) \
    if (!(found_##name = dlsym(handle, #name))) return reason();

const char *ccairo_load(void) {
    // It brings Fontconfig along.
    void *handle = dlopen("libcairo.so.2", RTLD_LAZY | RTLD_LOCAL);
    if (!handle) return reason();
#include "functions.h"
    return NULL;
}

const char *ccairo_load_pango(void) {
    // Pango's part for Cairo brings all the others along.
    void *handle = dlopen("libpangocairo-1.0.so.0", RTLD_LAZY | RTLD_LOCAL);
    if (!handle) return reason();
#include "pango.h"
    FUNCTION(void, g_object_unref, , )
    return NULL;
}

const char *ccairo_load_harfbuzz(void) {
    void *handle = dlopen("libharfbuzz.so.0", RTLD_LAZY | RTLD_LOCAL);
    if (!handle) return reason();
#include "harfbuzz.h"
    return NULL;
}
