# SPDX-License-Identifier: GPL-2.0-or-later
#
# Panel 1: rows of cost and the share of samples that cost no more. Panel 2: rows of the left
# edge of a bin and its share.
cost_low = 1e300
cost_high = -1e300
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 1 name 'COST' nooutput
    cost_low = COST_min < cost_low ? COST_min : cost_low
    cost_high = COST_max > cost_high ? COST_max : cost_high
}
# As the bins are. As many tics as their numbers leave room for.
set xtics autofreq
set format x '%.5g'
if (cost_low > 0 && cost_high >= 10 * cost_low) {
    set logscale x
    set xrange [cost_low / 1.1 : cost_high * 1.1]
    digits = cost_high < 100 * cost_low ? '2 5' : cost_high < 1000 * cost_low ? '3' : ''
    do for [exponent = 0:12] { do for [digit in digits] {
        set xtics add (sprintf('%g', digit * 10.0 ** exponent) digit * 10.0 ** exponent)
    } }
} else {
    room = cost_high > cost_low ? 0.04 * (cost_high - cost_low) : 1
    set xrange [cost_low - room : cost_high + room]
}
set multiplot
do for [p = 1:panel_count] {
    if (p > 1) {
        unset label
        unset key
        set ylabel ''
    }
    set label 200 panel_text[p] at graph 0, graph 1 offset 0, character 0.8 left noenhanced
    set origin panel_left(p), 0
    set size PANEL_WIDTH, 1
    if (p == 1) {
        set yrange [0 : 1.02]
        plot for [w in lines[p]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
            with steps linecolor rgb colour_of(w) linewidth 1.8 dashtype dash_of(w) \
            title label_of(w) noenhanced
    } else {
        set yrange [0 : *]
        plot for [w in lines[p]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
                with fillsteps fillstyle transparent solid 0.15 noborder \
                fillcolor rgb colour_of(w) notitle, \
            for [w in lines[p]] DATA index of_word(w) every ::1 using (if_word(w, $1)):2 \
                with steps linecolor rgb colour_of(w) linewidth 1.2 dashtype dash_of(w) notitle
    }
}
unset multiplot
