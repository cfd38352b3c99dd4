# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rows: size, lower end of the percentiles, left and right border, their upper end, cost. The
# palette is cividis's, which everybody sees alike, and which is as clear in grey.
set palette defined (0 '#00224e', 0.25 '#414d6b', 0.5 '#7b7b78', 0.75 '#bbaf71', 1 '#fee838')
set logscale cb 10
set format cb '%.0f'
unset key
set tmargin 4.2
cost_low = 1e300
cost_high = 0
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 6 name 'COST' nooutput
    cost_low = COST_min < cost_low ? COST_min : cost_low
    cost_high = COST_max > cost_high ? COST_max : cost_high
}
# After stats, which leaves out what is beyond the range.
set yrange [0 : 100]
set ytics 0, 10, 100
set cbrange [cost_low : cost_high > cost_low ? cost_high : cost_low * 2]
set multiplot
do for [p = 1:panel_count] {
    if (p > 1) {
        unset label
        set ylabel ''
    }
    if (p < panel_count) {
        unset colorbox
    } else {
        set colorbox
        set rmargin at screen 1 - 7.2 * FONT_SIZE / WIDTH
    }
    set label 200 panel_text[p] at graph 0, graph 1 offset 0, character 0.7 left noenhanced
    set origin panel_left(p), 0
    set size PANEL_WIDTH, 1
    plot for [w in lines[p]] DATA index of_word(w) every ::1 \
        using (if_word(w, $1)):(($2 + $5) / 2):3:4:2:5:6 \
        with boxxyerror fillstyle solid 1 linecolor palette linewidth 0.5 notitle
}
unset multiplot
