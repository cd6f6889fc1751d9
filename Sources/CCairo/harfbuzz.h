// SPDX-License-Identifier: GPL-3.0-or-later
//
// The functions of HarfBuzz that the program calls, as in functions.h. Pango brings HarfBuzz, but
// these are also called where Pango is not loaded.

FUNCTION(hb_blob_t *, hb_blob_create_from_file, (const char *file), (file))
FUNCTION(void, hb_blob_destroy, (hb_blob_t *blob), (blob))
FUNCTION(hb_face_t *, hb_face_create, (hb_blob_t *blob, unsigned int index), (blob, index))
FUNCTION(void, hb_face_destroy, (hb_face_t *face), (face))
FUNCTION(hb_font_t *, hb_font_create, (hb_face_t *face), (face))
FUNCTION(void, hb_font_destroy, (hb_font_t *font), (font))
FUNCTION(void, hb_ot_font_set_funcs, (hb_font_t *font), (font))
FUNCTION(void, hb_font_set_scale, (hb_font_t *font, int x, int y), (font, x, y))
FUNCTION(hb_bool_t, hb_font_get_h_extents, (hb_font_t *font, hb_font_extents_t *extents),
         (font, extents))
FUNCTION(hb_bool_t, hb_font_get_nominal_glyph,
         (hb_font_t *font, hb_codepoint_t unicode, hb_codepoint_t *glyph), (font, unicode, glyph))

FUNCTION(hb_buffer_t *, hb_buffer_create, (void), ())
FUNCTION(void, hb_buffer_destroy, (hb_buffer_t *buffer), (buffer))
FUNCTION(void, hb_buffer_clear_contents, (hb_buffer_t *buffer), (buffer))
FUNCTION(void, hb_buffer_add_codepoints,
         (hb_buffer_t *buffer, const hb_codepoint_t *text, int length, unsigned int start,
          int count),
         (buffer, text, length, start, count))
FUNCTION(void, hb_buffer_guess_segment_properties, (hb_buffer_t *buffer), (buffer))
FUNCTION(void, hb_shape,
         (hb_font_t *font, hb_buffer_t *buffer, const hb_feature_t *features, unsigned int count),
         (font, buffer, features, count))
FUNCTION(hb_glyph_position_t *, hb_buffer_get_glyph_positions,
         (hb_buffer_t *buffer, unsigned int *count), (buffer, count))
FUNCTION(hb_glyph_info_t *, hb_buffer_get_glyph_infos, (hb_buffer_t *buffer, unsigned int *count),
         (buffer, count))
