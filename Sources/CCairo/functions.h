// SPDX-License-Identifier: GPL-3.0-or-later
//
// The functions of Cairo and Fontconfig that the program calls: what each returns, its name, its
// parameters, and its arguments. To call another one, enter it here; those of Pango and HarfBuzz
// are in lists of their own.

FUNCTION(cairo_surface_t *, cairo_image_surface_create,
         (cairo_format_t format, int width, int height), (format, width, height))
FUNCTION(cairo_surface_t *, cairo_image_surface_create_for_data,
         (unsigned char *data, cairo_format_t format, int width, int height, int stride),
         (data, format, width, height, stride))
FUNCTION(unsigned char *, cairo_image_surface_get_data, (cairo_surface_t *surface), (surface))
FUNCTION(int, cairo_image_surface_get_stride, (cairo_surface_t *surface), (surface))
FUNCTION(cairo_status_t, cairo_surface_status, (cairo_surface_t *surface), (surface))
FUNCTION(void, cairo_surface_flush, (cairo_surface_t *surface), (surface))
FUNCTION(void, cairo_surface_mark_dirty, (cairo_surface_t *surface), (surface))
FUNCTION(void, cairo_surface_finish, (cairo_surface_t *surface), (surface))
FUNCTION(void, cairo_surface_destroy, (cairo_surface_t *surface), (surface))
FUNCTION(cairo_surface_t *, cairo_pdf_surface_create_for_stream,
         (cairo_write_func_t write, void *closure, double width, double height),
         (write, closure, width, height))
FUNCTION(void, cairo_pdf_surface_restrict_to_version,
         (cairo_surface_t *surface, cairo_pdf_version_t version), (surface, version))
FUNCTION(void, cairo_pdf_surface_set_metadata,
         (cairo_surface_t *surface, cairo_pdf_metadata_t key, const char *text),
         (surface, key, text))
FUNCTION(cairo_t *, cairo_create, (cairo_surface_t *surface), (surface))
FUNCTION(void, cairo_destroy, (cairo_t *cairo), (cairo))
FUNCTION(cairo_status_t, cairo_status, (cairo_t *cairo), (cairo))
FUNCTION(const char *, cairo_status_to_string, (cairo_status_t status), (status))
FUNCTION(void, cairo_save, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_restore, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_scale, (cairo_t *cairo, double x, double y), (cairo, x, y))
FUNCTION(void, cairo_translate, (cairo_t *cairo, double x, double y), (cairo, x, y))
FUNCTION(void, cairo_rotate, (cairo_t *cairo, double angle), (cairo, angle))
FUNCTION(void, cairo_new_path, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_move_to, (cairo_t *cairo, double x, double y), (cairo, x, y))
FUNCTION(void, cairo_line_to, (cairo_t *cairo, double x, double y), (cairo, x, y))
FUNCTION(void, cairo_arc,
         (cairo_t *cairo, double x, double y, double radius, double from, double to),
         (cairo, x, y, radius, from, to))
FUNCTION(void, cairo_rectangle,
         (cairo_t *cairo, double x, double y, double width, double height),
         (cairo, x, y, width, height))
FUNCTION(void, cairo_close_path, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_clip, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_set_source_rgba,
         (cairo_t *cairo, double red, double green, double blue, double alpha),
         (cairo, red, green, blue, alpha))
FUNCTION(void, cairo_set_source_surface,
         (cairo_t *cairo, cairo_surface_t *surface, double x, double y), (cairo, surface, x, y))
FUNCTION(cairo_pattern_t *, cairo_get_source, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_pattern_set_filter, (cairo_pattern_t *pattern, cairo_filter_t filter),
         (pattern, filter))
FUNCTION(void, cairo_set_line_width, (cairo_t *cairo, double width), (cairo, width))
FUNCTION(void, cairo_set_line_join, (cairo_t *cairo, cairo_line_join_t join), (cairo, join))
FUNCTION(void, cairo_set_dash,
         (cairo_t *cairo, const double *dashes, int count, double offset),
         (cairo, dashes, count, offset))
FUNCTION(void, cairo_paint, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_fill, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_fill_preserve, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_stroke, (cairo_t *cairo), (cairo))
FUNCTION(cairo_font_options_t *, cairo_font_options_create, (void), ())
FUNCTION(void, cairo_font_options_destroy, (cairo_font_options_t *options), (options))
FUNCTION(void, cairo_font_options_set_antialias,
         (cairo_font_options_t *options, cairo_antialias_t antialias), (options, antialias))
FUNCTION(void, cairo_font_options_set_hint_style,
         (cairo_font_options_t *options, cairo_hint_style_t style), (options, style))
FUNCTION(void, cairo_font_options_set_hint_metrics,
         (cairo_font_options_t *options, cairo_hint_metrics_t metrics), (options, metrics))

FUNCTION(FcPattern *, FcPatternCreate, (void), ())
FUNCTION(void, FcPatternDestroy, (FcPattern *pattern), (pattern))
FUNCTION(FcBool, FcPatternAddString,
         (FcPattern *pattern, const char *key, const FcChar8 *value), (pattern, key, value))
FUNCTION(FcBool, FcPatternAddInteger, (FcPattern *pattern, const char *key, int value),
         (pattern, key, value))
FUNCTION(cairo_font_face_t *, cairo_ft_font_face_create_for_pattern, (FcPattern *pattern),
         (pattern))
FUNCTION(void, cairo_font_face_destroy, (cairo_font_face_t *face), (face))
FUNCTION(void, cairo_set_font_face, (cairo_t *cairo, cairo_font_face_t *face), (cairo, face))
FUNCTION(void, cairo_set_font_size, (cairo_t *cairo, double size), (cairo, size))
FUNCTION(void, cairo_set_font_options,
         (cairo_t *cairo, const cairo_font_options_t *options), (cairo, options))
FUNCTION(void, cairo_identity_matrix, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_glyph_path, (cairo_t *cairo, const cairo_glyph_t *glyphs, int count),
         (cairo, glyphs, count))
FUNCTION(cairo_path_t *, cairo_copy_path, (cairo_t *cairo), (cairo))
FUNCTION(void, cairo_path_destroy, (cairo_path_t *path), (path))
FUNCTION(void, cairo_show_text_glyphs,
         (cairo_t *cairo, const char *text, int length, const cairo_glyph_t *glyphs,
          int glyph_count, const cairo_text_cluster_t *clusters, int cluster_count,
          cairo_text_cluster_flags_t flags),
         (cairo, text, length, glyphs, glyph_count, clusters, cluster_count, flags))
