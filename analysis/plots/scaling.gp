# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rows: number of CPUs, cost.
most = 1
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 1 name 'CPUS' nooutput
    most = CPUS_max > most ? CPUS_max : most
}
set xrange [0.5 : most + 0.5]
set xtics most > 16 ? 4 : most > 8 ? 2 : 1
set yrange [0 : *]
plot for [w in lines[1]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
    with linespoints linecolor rgb colour_of(w) linewidth 1.5 dashtype dash_of(w) \
    pointtype POINT[colour[of_word(w)]] title label_of(w) noenhanced
