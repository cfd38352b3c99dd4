# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rows: size asked for, and how often it goes into what can be used.
set logscale y 2
set format y '%g'
set yrange [0.9 : *]
plot for [w in lines[1]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
    with linespoints linecolor rgb colour_of(w) linewidth 1.5 dashtype dash_of(w) \
    pointtype POINT[colour[of_word(w)]] title label_of(w) noenhanced
