# SPDX-License-Identifier: GPL-2.0-or-later
#
# How all plots look: palette, dashes, points, grid, tics of sizes. Stands before a plot's
# own script, with ARG1 the file of data and ARG2 the terminal: svg or png.
#
# No text of a result stands in a script: all of it comes from columns of the data file and
# is never "enhanced", so that nothing in it is a command or markup.

set encoding utf8
set datafile separator "\t"
set datafile commentschars ""

DATA = ARG1
if (ARG2 eq 'png') {
    set pointsize 2
    title_font = 'DejaVu Sans Bold,22'
    foot_font = 'DejaVu Sans,16'
    set terminal pngcairo size 1800,1200 font 'DejaVu Sans,20' linewidth 2
} else {
    set pointsize 0.85
    title_font = 'DejaVu Sans Bold, Arial, sans-serif,14'
    foot_font = 'DejaVu Sans, Arial, sans-serif,10'
    set terminal svg size 900,600 dynamic font 'DejaVu Sans, Arial, sans-serif,12' \
        background rgb 'white' name 'allocbench' linewidth 1.3
}

# Okabe and Ito's colours, told apart by colour-blind readers too; the book's four first.
array COLOUR = [0x0072B2, 0xE69F00, 0x009E73, 0xD55E00, 0xCC79A7, 0x56B4E9, 0x000000]
array POINT = [7, 5, 9, 13, 11, 15, 3]
array HOLLOW = [6, 4, 8, 12, 10, 14, 2]
array DASH = [1, 2, 4, 5, 3]

set border 3 linecolor rgb '#444444' linewidth 0.6
set tics nomirror out scale 0.6 textcolor rgb '#222222'
set grid xtics ytics linecolor rgb '#c4c4c4' linewidth 0.8 dashtype 1
set key noenhanced

# A power of two in IEC units: 12 is "4 KiB".
iec_unit(exponent) = word('B KiB MiB GiB TiB', exponent / 10 + 1)
iec_text(exponent) = sprintf('%d %s', 2 ** (exponent % 10), iec_unit(exponent))
