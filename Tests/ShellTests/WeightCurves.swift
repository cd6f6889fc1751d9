// SPDX-License-Identifier: GPL-3.0-or-later

/// What `plot weight` draws into a pipe: 80 columns, 20 rows.
let weightCurves = """
          a  Good tokens, A > 0                   b  Bad tokens, A < 0
     weight w(r, A > 0)                      weight w(r, A < 0)
          ⡇  cap c = 3     ⠨    masked            ⡇   masked   ⠨      cap c = 3
        3⣀⣇⣀⣀⣀▲⡀  ⡀   ⡀   ⡀ r > 1 + ε_high      3⣀⡇r < 1 − ε_low  ⡀   ⡀   ⡀  ●⣀⣀⣀⣀⡀
          ⡇    ⢱⡀          ⠨                      ⡇            ⠨            ⡼
          ⡇     ⠳⡀         ⠨    ⠶⠶■⠰ GRPO         ⡇            ⠨           ⡼⠁
          ⡇      ⠱⡀        ⠨    ⠶⠶▲⠶ ASPO         ⡇            ⠨         ⢀⡜⠁
        2⠤⡇   ⠄   ⠙⣄  ⠄   ⠄⠨  ⠄           ⠄     2⠤⡇   ⠄   ⠄   ⠄⠨  ⠄   ⠄ ⢀⠞⠄   ⠄   ⠄
          ⡇        ⠈⢦⡀     ⠨                      ⡇            ⠨       ⣰▲
          ⡇          ⠱⣄    ⠨                      ⡇            ⠨     ⢠⠞⠁
          ⡇           ⠈⠳⣄  ●                      ⡇            ⠨   ⣠⠔■
        1⠤⡇⠤⠠⠤⠄⠤⠤⠠⠤⠄⠤⠤⠤⠤⢈⡱▲⡁⠤⠄⠤⠄⠠⠤⠄⠤⠄⠠⠤ ⠤⠄⠄     1⠤⡇⠤⠠⠤⠄⠤⠤⠠⠤⠄⠤⠤⠤⠬⢀⡤⠞⠁⠤⠄⠤⠄⠠⠤⠄⠤⠄⠠⠤ ⠤⠄⠄
          ⡇          ⣀⡤■⠉  ●                      ⡇            ●⠉
          ⡇    ⢀⡀⠤⠴⠒⠈⠁     ⠨                      ⡇            ⠨
          ⡷■⠒⠈⠉⠁           ⠨                      ⡇            ⠨
        0⠒⠧⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤○⠶⠶⠶⠶⠶⠶⠶■⠶⠶▲⠶⠶⠶⠆     0⠒⠷⠶⠶⠶⠶⠶⠶■⠶⠶▲⠶⠶○⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤⠤○⠶⠶⠴■⠆
         0.2      0.5     1      2        5      0.2      0.5     1      2        5
            importance ratio r = π/π_old            importance ratio r = π/π_old

     ε_low = 0.2, ε_high = 0.2, c = 3
    """
