# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rows: number of blocks, cost.
set logscale x 2
set format x '%.0f'
set yrange [0 : *]
set offsets graph 0.03, graph 0.03, 0, 0
plot for [w in lines[1]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
    with linespoints linecolor rgb colour_of(w) linewidth 1.5 dashtype dash_of(w) \
    pointtype POINT[colour[of_word(w)]] title label_of(w) noenhanced
