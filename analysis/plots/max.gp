# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rows: place, bytes, place of the allocator's name, its name. Published machines are points
# without a line, measured ones filled.
set logscale y 2
set xrange [0.5 : 3.5]
set yrange [32768 : *]
set ytics ()
do for [exponent = 12:47:step = 3] {
    set ytics add (iec_text(exponent) 2.0 ** exponent)
}
set grid noxtics
plot for [w in lines[1]] DATA index of_word(w) every ::1 using (if_word(w, $3)):2:xtic(4) \
        with points pointtype -1 notitle, \
    for [w in lines[1] . points[1]] DATA index of_word(w) every ::1 \
        using (if_word(w, $1)):2:(32768):2 \
        with yerrorbars linecolor rgb colour_of(w) linewidth 2 pointtype 0 notitle, \
    for [w in lines[1]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
        with points linecolor rgb colour_of(w) linewidth 1.5 \
        pointtype POINT[colour[of_word(w)]] title label_of(w) noenhanced, \
    for [w in points[1]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
        with points linecolor rgb colour_of(w) linewidth 1.5 \
        pointtype HOLLOW[colour[of_word(w)]] title label_of(w) noenhanced
