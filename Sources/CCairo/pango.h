// SPDX-License-Identifier: GPL-3.0-or-later
//
// The functions of Pango, and those of Fontconfig that only Pango needs, as in functions.h.

FUNCTION(FcConfig *, FcConfigCreate, (void), ())
FUNCTION(void, FcConfigDestroy, (FcConfig *configuration), (configuration))
FUNCTION(FcBool, FcConfigSetCurrent, (FcConfig *configuration), (configuration))
FUNCTION(FcBool, FcConfigAppFontAddFile, (FcConfig *configuration, const FcChar8 *file),
         (configuration, file))
FUNCTION(PangoFontMap *, pango_cairo_font_map_new_for_font_type, (cairo_font_type_t type), (type))
FUNCTION(void, pango_cairo_font_map_set_resolution, (PangoCairoFontMap *map, double dotsPerInch),
         (map, dotsPerInch))
FUNCTION(void, pango_fc_font_map_set_config, (PangoFcFontMap *map, FcConfig *configuration),
         (map, configuration))
FUNCTION(PangoContext *, pango_font_map_create_context, (PangoFontMap *map), (map))
FUNCTION(void, pango_cairo_context_set_font_options,
         (PangoContext *context, const cairo_font_options_t *options), (context, options))
FUNCTION(void, pango_context_set_language, (PangoContext *context, PangoLanguage *language),
         (context, language))
FUNCTION(void, pango_context_set_round_glyph_positions, (PangoContext *context, gboolean rounds),
         (context, rounds))
FUNCTION(PangoLanguage *, pango_language_from_string, (const char *language), (language))
FUNCTION(PangoFontDescription *, pango_font_description_new, (void), ())
FUNCTION(void, pango_font_description_free, (PangoFontDescription *font), (font))
FUNCTION(void, pango_font_description_set_family, (PangoFontDescription *font, const char *family),
         (font, family))
FUNCTION(void, pango_font_description_set_absolute_size, (PangoFontDescription *font, double size),
         (font, size))
FUNCTION(void, pango_font_description_set_style, (PangoFontDescription *font, PangoStyle style),
         (font, style))
FUNCTION(void, pango_font_description_set_weight, (PangoFontDescription *font, PangoWeight weight),
         (font, weight))
FUNCTION(PangoLayout *, pango_layout_new, (PangoContext *context), (context))
FUNCTION(void, pango_layout_set_font_description,
         (PangoLayout *layout, const PangoFontDescription *font), (layout, font))
FUNCTION(void, pango_layout_set_single_paragraph_mode, (PangoLayout *layout, gboolean isSingle),
         (layout, isSingle))
FUNCTION(void, pango_layout_set_text, (PangoLayout *layout, const char *text, int length),
         (layout, text, length))
FUNCTION(void, pango_layout_get_extents,
         (PangoLayout *layout, PangoRectangle *ink, PangoRectangle *logical),
         (layout, ink, logical))
FUNCTION(int, pango_layout_get_baseline, (PangoLayout *layout), (layout))
FUNCTION(int, pango_layout_get_unknown_glyphs_count, (PangoLayout *layout), (layout))
FUNCTION(PangoLayoutLine *, pango_layout_get_line_readonly, (PangoLayout *layout, int line),
         (layout, line))
FUNCTION(void, pango_cairo_show_layout_line, (cairo_t *cairo, PangoLayoutLine *line),
         (cairo, line))
FUNCTION(void, pango_cairo_layout_line_path, (cairo_t *cairo, PangoLayoutLine *line),
         (cairo, line))
