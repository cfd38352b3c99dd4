# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rows: size in bytes, cost, and the ends of the band (NaN: none). Published costs are points.
set logscale y 10
set format y '%.0f'
set mytics 10

# One scale for all panels.
cost_low = 1e300
cost_high = 0
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 2 name 'COST' nooutput
    cost_low = COST_min < cost_low ? COST_min : cost_low
    cost_high = COST_max > cost_high ? COST_max : cost_high
}
set yrange [cost_low / 1.5 : cost_high * 1.5]

set multiplot
do for [p = 1:panel_count] {
    if (p > 1) {
        unset label
        unset key
        set ylabel ''
    }
    if (panel_count > 1) {
        set label 200 panel_text[p] at graph 0, graph 1 offset 0, character 0.8 left noenhanced
    }
    set origin panel_left(p), 0
    set size PANEL_WIDTH, 1
    plot for [w in lines[p]] DATA index of_word(w) every ::1 using (if_word(w, $1)):3:4 \
            with filledcurves fillstyle transparent solid 0.18 noborder \
            fillcolor rgb colour_of(w) notitle, \
        for [w in lines[p]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
            with linespoints linecolor rgb colour_of(w) linewidth 1.5 dashtype dash_of(w) \
            pointtype POINT[colour[of_word(w)]] title label_of(w) noenhanced, \
        for [w in points[p]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
            with points linecolor rgb colour_of(w) linewidth 1.2 \
            pointtype HOLLOW[colour[of_word(w)]] title label_of(w) noenhanced
}
unset multiplot
