// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CCAIRO_H
#define CCAIRO_H

#include <cairo-ft.h>
#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

// Cairo and Pango bring thirty libraries along, and loading those takes longer than everything else
// between the start of the program and its prompt. So the program is not linked with them: they are
// loaded when a figure needs them, and the functions in the lists beside load.c forward to them.

/// Loads Cairo and Fontconfig; needed before any function of theirs is called.
///
/// Returns NULL, or why they cannot be loaded, which stands until the next call. Not to be called on
/// two threads at once; a second call does no harm.
const char *_Nullable ccairo_load(void);

/// Loads HarfBuzz; needed before any function of its is called. As above.
const char *_Nullable ccairo_load_harfbuzz(void);

/// Loads Pango and what only it needs; needed before any function of its is called. As above.
const char *_Nullable ccairo_load_pango(void);

/// Gives up a reference to an object of Pango's, as g_object_unref does.
void ccairo_release(void *_Nonnull object);

#endif
