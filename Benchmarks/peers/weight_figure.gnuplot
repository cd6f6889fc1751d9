# SPDX-License-Identifier: GPL-3.0-or-later
#
# Draws what `plot weight` draws, with gnuplot: gnuplot -e "file='w.png'" weight_figure.gnuplot
# The end of the file's name decides: png and pdf by Cairo, svg by gnuplot itself.
#
# GRPO's and ASPO's weight against the importance ratio, for good tokens and for bad ones, with
# ε = 0.2 and c = 3: curves cut at their jumps, with open and closed ends, the masked side shaded.

ending = file[strlen(file) - 2 : strlen(file)]
if (ending eq 'png') {
    # Points are pixels there: 240 to the inch instead of 72.
    set terminal pngcairo enhanced size 1620, 648 font 'DejaVu Sans,7' fontscale 2.5 \
        linewidth 3.33 pointscale 3.33
}
if (ending eq 'svg') { set terminal svg enhanced size 486, 194 font 'DejaVu Sans,7' }
if (ending eq 'pdf') {
    set terminal pdfcairo enhanced size 6.75in, 2.7in font 'DejaVu Sans,7'
}
set output file

low = 0.2
high = 5.0
clip = 0.2
cap = 3.0
blue = '#0072B2'
vermillion = '#D55E00'
set linetype 1 linecolor rgb blue linewidth 1.5 dashtype (8, 4) pointtype 7 pointsize 0.5
set linetype 2 linecolor rgb vermillion linewidth 1.5 pointtype 7 pointsize 0.5

set multiplot layout 1, 2
set tmargin 2
set samples 400
set border 3 linecolor rgb '#59636E'
set tics nomirror out
set grid ytics linetype 0 linecolor rgb '#c8c8c8'
set logscale x
set xrange [low : high]
set yrange [-0.1 : 3.1]
set xtics (0.2, 0.5, 1, 2, 5, '' 0.3 1, '' 0.4 1, '' 0.6 1, '' 0.7 1, '' 0.8 1, '' 0.9 1, \
    '' 3 1, '' 4 1)
set ytics 0, 0.5, 3
set xlabel 'importance ratio  {/:Italic r} = {/:Italic π}/{/:Italic π}_{old}'
set arrow 1 from low, 1 to high, 1 nohead linecolor rgb '#59636E' linewidth 0.8 dashtype (3, 2)
between(r, from, to) = r >= from && r <= to ? 1 : NaN

# Where A > 0 both methods mask ratios above 1 + ε.
edge = 1 + clip
set label 3 '{/:Bold a}  Good tokens, {/:Italic A} > 0' at graph 0, 1.06
set ylabel 'weight  {/:Italic w}({/:Italic r}, {/:Italic A} > 0)'
set object 1 rectangle from edge, graph 0 to high, graph 1 behind fillcolor rgb '#edf5f9' \
    fillstyle solid noborder
set label 1 "masked\n{/:Italic r} > 1 + {/:Italic ε}_{high}" at 2.45, 2.6 center \
    textcolor rgb '#59636E'
set label 2 'cap {/:Italic c} = 3' at 0.41, 2.7 textcolor rgb '#59636E'
set key bottom right
$good << EOD
1.2 1.2 1.2
1.2 0.8333333 1.2
EOD
plot x * between(x, low, edge) linetype 1 title 'GRPO', \
    0 * between(x, edge, high) linetype 1 notitle, \
    (1 / x < cap ? 1 / x : cap) * between(x, low, edge) linetype 2 title 'ASPO', \
    0 * between(x, edge, high) linetype 2 notitle, \
    $good using 1:2 every ::0::0 with points linetype 1 notitle, \
    $good using 1:2 every ::1::1 with points linetype 2 notitle, \
    $good using 1:(0) every ::0::0 with points linetype 1 pointtype 6 notitle

# Where A < 0 both mask ratios below 1 − ε, and bound those above c.
edge = 1 - clip
set label 3 '{/:Bold b}  Bad tokens, {/:Italic A} < 0' at graph 0, 1.06
set ylabel 'weight  {/:Italic w}({/:Italic r}, {/:Italic A} < 0)'
set object 1 rectangle from low, graph 0 to edge, graph 1 behind fillcolor rgb '#c8c8c8' \
    fillstyle pattern 4 noborder
set label 1 "masked\n{/:Italic r} < 1 − {/:Italic ε}_{low}" at 0.4, 2.6 center \
    textcolor rgb '#59636E'
set label 2 'cap {/:Italic c} = 3' at 2.9, 2.15 textcolor rgb '#59636E'
unset key
$bad << EOD
0.8 0.8 0
3 3 0
EOD
plot 0 * between(x, low, edge) linetype 1 notitle, \
    x * between(x, edge, cap) linetype 1 notitle, 0 * between(x, cap, high) linetype 1 notitle, \
    0 * between(x, low, edge) linetype 2 notitle, \
    (x < cap ? x : cap) * between(x, edge, high) linetype 2 notitle, \
    $bad using 1:2 with points linetype 1 notitle, \
    $bad using 1:3 with points linetype 1 pointtype 6 notitle
unset multiplot
