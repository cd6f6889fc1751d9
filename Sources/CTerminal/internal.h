// SPDX-License-Identifier: GPL-3.0-or-later

#include "cterminal.h"

void ct_prepare_completion(struct ct_settings settings);
void ct_prepare_hints(struct ct_settings settings);
// Whether hints are drawn from now on; where not, the one on the screen goes.
void ct_allow_hints(bool allowed);

// prompt.c: whether signals come through or wait until a key is waited for.
void ct_let_signals_in(bool in);
// The next of the keys that ct_give_back took, or -1.
int ct_next_returned_key(void);

// replies.c: takes answers of the terminal that came too late out of the keys that can be read, and
// gives the keys back. Returns false, having read nothing, where no answer is awaited.
bool ct_take_late_reply(int descriptor);
