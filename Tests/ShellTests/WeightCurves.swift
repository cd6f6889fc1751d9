// SPDX-License-Identifier: GPL-3.0-or-later

/// What `plot weight` draws into a pipe: 80 columns, 20 rows.
let weightCurves = """
            a  Good tokens, A > 0                   b  Bad tokens, A < 0
     weight w(r, A > 0)                      weight w(r, A < 0)
        3.0⠒⡗⠒⠒⠒⠲⡄  ⠂   ⠂   ⠪   masked  ⠂       3.0⠒⡇   masked  ⠂⠅  ⠂   ⠂   ⠂●⠒⠒⠒⠒⠂
            ⡇    ⢳          r > 1 + ε_high          r < 1 − ε_low cap c = 3 ⡼
        2.5⣀⡇   ⡀⠈⢧ ⡀   ⡀   ⡨   ⡀   ⡀   ⡀       2.5⣀⡇   ⡀   ⡀   ⡀⠅  ⡀   ⡀  ⢰⠃   ⡀
            ⡇     ⠈⣆        ⠨                       ⡇            ⠅        ⢠⠇
            ⡇      ⠘⣆cap c = 3  ⠶⠶⠆⠰ GRPO           ⡇            ⠅       ⢀⠏
        2.0⠉⡇   ⠁   ⠘⣆  ⠁   ⠩   ⠶⠶⠶⠶ ASPO       2.0⠉⡇   ⠁   ⠁   ⠁⠅  ⠁   ⢠⠏  ⠁   ⠁
            ⡇        ⠘⢆     ⠨                       ⡇            ⠅     ⣠⠏
        1.5⠒⡇   ⠂   ⠂ ⠈⢣⡀   ⠪   ⠂   ⠂   ⠂       1.5⠒⡇   ⠂   ⠂   ⠂⠅  ⠂ ⡰⠃⠂   ⠂   ⠂
            ⡇           ⠹⣄  ●                       ⡇            ⠅  ⢠⠞⠁
        1.0⠤⡇⠤⠠⠤⠄⠤⠤⠠⠤⠄⠤⠤⠤⠈⢳⣄⠁⠠⠤⠄⠤⠄⠠⠤⠄⠤⠄⠠⠤ ⠄     1.0⠤⡇⠤⠠⠤⠄⠤⠤⠠⠤⠄⠤⠤⠤⠥⢀⡴⠃⠠⠤⠄⠤⠄⠠⠤⠄⠤⠄⠠⠤ ⠄
            ⡇           ⣀⠖⠋⠈●                       ⡇            ●⠉
            ⡇       ⢀⡀⠴⠊⠁   ⠨                       ⡇            ⠅
        0.5⠉⡇  ⢀⣀⡤⠄⠚⠉   ⠁   ⠩   ⠁   ⠁   ⠁       0.5⠉⡇   ⠁   ⠁   ⠁⠅  ⠁   ⠁   ⠁   ⠁
            ⡗⠚⠉⠈            ⠨                       ⡇            ⠅
          0⠒⣇⣀⣀⣀⣀⣀⣀⣀⣠⣀⣀⣀⣀⣀⣀⣄○⣒⣒⣒⣒⣲⣒⣒⣒⣒⣒⣒⣒⣒⡆       0⠒⣗⣒⣒⣒⣒⣒⣒⣒⣲⣒⣒⣒⣒○⣀⣄⣀⣀⣀⣀⣀⣠⣀⣀⣀○⣒⣒⣂⣒⡆
           0.2     0.5     1     2        5        0.2     0.5     1     2        5
             importance ratio r = π/π_old            importance ratio r = π/π_old
    """
