// SPDX-License-Identifier: GPL-3.0-or-later

/// Two curves in Braille: 48 columns, 14 rows.
let brailleSteps = """
          Two curves
     weight
        2⠉⡇           ⠁   ⠁   ⠁   ⠁   ⠁   ⠁  ⢀⠁⠴⠒⠁⠁
          ⡇ ⠶■⠶ jump                     ▲⠤⠐⠊⠁
          ⡇ ⠶▲⠆ rise          ●⠉⠉⠉⠉■⢉⡩⠽⠋⠉⠉⠉⠉⠉⠉⠉■⠉⠉⠁
          ⡇                    ⢀⡀⠠⠒⠋
        1⠒⡇   ⠂   ⠂   ⠂   ⠂⢀⣠▲⠒⠉  ⠂   ⠂   ⠂   ⠂   ⠂
          ⡇            ⢀⠤⠖ ⠁
          ⡧■⠤⠤⠤⠤⠤⠤⣤⡤⠴⠾⠭■⠤⠤⠤⠤⠤⠤○
          ⡇  ⢀⣀⠤⠐▲⠁
        0⣀⣧⣔⣂⣈⣀⣀⣀⣀⣀⣀⣄⣀⣀⣀⣀⣀⣀⣀⣀⣀⣄⣀⣀⣀⣀⣀⣀⣀⣀⣀⣄⣀⣀⣀⣀⣀⣀⣀⣀⣀⡄
          0         1         2         3         4
                           ratio r
    """

/// The same in ASCII.
let asciiSteps = """
          Two curves
     weight
        2--                                  ++++++
          | *** jump                     +++++
          | +++ rise          @*****+++++**********
          |                     +++++
        1--                +++++
          |           ++++++
          ********+++++*******o
          |   ++++
        0-++++------|---------|---------|---------|
          0         1         2         3         4
                           ratio r
    """
