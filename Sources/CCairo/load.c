// SPDX-License-Identifier: GPL-3.0-or-later

#include <dlfcn.h>
#include <string.h>

// Nobody else in the process is to find these functions in place of the libraries' own.
#pragma GCC visibility push(hidden)
#include "ccairo.h"

// Where each function is, once the libraries are loaded.
#define FUNCTION(result, name, parameters, arguments) static typeof(name) *found_##name;
#include "functions.h"
#undef FUNCTION

static typeof(g_object_unref) *found_g_object_unref;

#define FUNCTION(result, name, parameters, arguments) \
    result name parameters { return found_##name arguments; }
#include "functions.h"
#undef FUNCTION

void ccairo_release(void *object) { found_g_object_unref(object); }

// Pango's part for Cairo loads all the others.
static const char library[] = "libpangocairo-1.0.so.0";

char *ccairo_load(void) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_LOCAL);
    if (!handle) return strdup(dlerror());
#define FUNCTION(result, name, parameters, arguments) \
    if (!(found_##name = dlsym(handle, #name))) return strdup(dlerror());
#include "functions.h"
    FUNCTION(void, g_object_unref, , )
#undef FUNCTION
    return NULL;
}
