# SPDX-License-Identifier: GPL-2.0-or-later
#
# Rows: place from the top, ratio, ends of its interval, margin, name.
row_count = 1
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 1 name 'PLACE' nooutput
    row_count = PLACE_max > row_count ? PLACE_max : row_count
}
set grid xtics noytics
# Names take what they need of the width, three fifths at most, and are smaller beyond.
longest = 1
do for [i = 1:series_count] {
    stats DATA index i every ::1 using (longest = strlen(strcol(6)) > longest ? \
        strlen(strcol(6)) : longest, 0) nooutput
}
names_width = 0.56 * FONT_SIZE * longest / WIDTH
names_scale = names_width > 0.6 ? 0.6 / names_width : 1
names_font = sprintf('%s,%g', FONT, FONT_SIZE * UNIT * names_scale)
set ytics font names_font
set ytics ()
left_width = names_width * names_scale + 1.5 * FONT_SIZE / WIDTH
set lmargin at screen left_width
panel_width = (1 - left_width) * WIDTH
# A factor of 2 is as far from 1 as one of a half. Where there are few tics, round ones more.
ratio_low = 1
ratio_high = 1
do for [i = 1:series_count] {
    stats DATA index i every ::1 using 3 name 'LOW' nooutput
    stats DATA index i every ::1 using 4 name 'HIGH' nooutput
    ratio_low = LOW_min < ratio_low ? LOW_min : ratio_low
    ratio_high = HIGH_max > ratio_high ? HIGH_max : ratio_high
}
# After stats, which leaves out what is beyond the range.
set yrange [row_count + 0.6 : 0.4]
is_wide = ratio_high / ratio_low > 3
set logscale x
set xtics ()
if (is_wide) {
    if (ratio_high / ratio_low < 16 && panel_width > 40 * FONT_SIZE) {
        do for [tic in '0.1 0.15 0.2 0.3 0.4 0.5 0.65 0.8 1 1.25 1.5 2 2.5 3 4 5 6 8 10'] {
            set xtics add (tic real(tic))
        }
    } else {
        octaves = ceil(log(ratio_high / ratio_low) / log(2) * 4 * FONT_SIZE / panel_width)
        do for [n = -10:10] { set xtics add (sprintf('%g', 2.0 ** (n * octaves)) 2.0 ** (n * octaves)) }
    }
} else {
    tic = ratio_high / ratio_low > 1.4 ? 0.1 : ratio_high / ratio_low > 1.15 ? 0.05 : 0.02
    do for [n = 1:200] { set xtics add (sprintf('%g', n * tic) n * tic) }
}
set xrange [ratio_low / 1.02 : ratio_high * 1.02]
set arrow 1 from 1, graph 0 to 1, graph 1 nohead linecolor rgb '#444444' linewidth 0.8
plot for [w in lines[1]] DATA index of_word(w) every ::1 \
        using (1):(if_word(w, $1)):(1 - $5):(1 + $5):($1 - 0.5):($1 + 0.5) \
        with boxxyerror fillstyle solid 1 noborder fillcolor rgb '#e4e4e4' notitle, \
    for [w in lines[1]] DATA index of_word(w) every ::1 using 2:(if_word(w, $1)):3:4:ytic(6) \
        with xerrorbars linecolor rgb colour_of(w) linewidth 1.3 \
        pointtype POINT[colour[of_word(w)]] title label_of(w) noenhanced
