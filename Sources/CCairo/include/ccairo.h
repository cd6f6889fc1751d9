// SPDX-License-Identifier: GPL-3.0-or-later
#ifndef CCAIRO_H
#define CCAIRO_H

#include <cairo-pdf.h>
#include <cairo.h>
#include <fontconfig/fontconfig.h>
#include <hb-ot.h>
#include <hb.h>
#include <pango/pangocairo.h>
#include <pango/pangofc-fontmap.h>

// Cairo and Pango bring thirty libraries along, and loading those takes longer than everything else
// between the start of the program and its prompt. So the program is not linked with them: they are
// loaded when the first figure is drawn, and the functions in functions.h forward to them.

/// Loads the libraries; needed before any function of theirs is called.
///
/// Returns NULL, or why they cannot be loaded, to be freed by the caller. Not to be called on two
/// threads at once; a second call does no harm.
char *_Nullable ccairo_load(void);

/// Loads HarfBuzz alone; needed before any function of its is called. As above.
char *_Nullable ccairo_load_harfbuzz(void);

/// Gives up a reference to an object of Pango's, as g_object_unref does.
void ccairo_release(void *_Nonnull object);

#endif
