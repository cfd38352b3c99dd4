# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rows: place of the kernel, from 1; cost, its range over the boots, the kernel's name.
set logscale y 10
set format y '%.0f'
set mytics 10
set xrange [0.6 : *]
set xtics ()
last = 1
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 1 name 'PLACE' nooutput
    last = PLACE_max > last ? PLACE_max : last
}
cost_low = 1e300
cost_high = 0
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 3 name 'LOW' nooutput
    stats DATA index i every ::1 using 4 name 'HIGH' nooutput
    cost_low = LOW_min < cost_low ? LOW_min : cost_low
    cost_high = HIGH_max > cost_high ? HIGH_max : cost_high
}
# After stats, which leaves out what is beyond the range.
set xrange [0.6 : last + 0.4]
set yrange [cost_low / 1.3 : cost_high * 1.3]
if (cost_high / cost_low < 100) {
    do for [exponent = -3:12] { do for [digit in '2 5'] {
        set ytics add (sprintf('%g', digit * 10.0 ** exponent) digit * 10.0 ** exponent)
    } }
}
plot for [w in lines[1]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2:3:4 \
        with yerrorbars linecolor rgb colour_of(w) linewidth 1 pointtype 0 notitle, \
    for [w in lines[1]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2:xtic(5) \
        with linespoints linecolor rgb colour_of(w) linewidth 1.5 dashtype dash_of(w) \
        pointtype POINT[colour[of_word(w)]] title label_of(w) noenhanced
