// SPDX-License-Identifier: GPL-3.0-or-later

#include "cterminal.h"

void ct_prepare_completion(struct ct_settings settings);
void ct_prepare_hints(struct ct_settings settings);
void ct_erase_hint(void);
