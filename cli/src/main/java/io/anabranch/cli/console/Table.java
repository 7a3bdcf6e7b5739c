package io.anabranch.cli.console;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Help.Ansi.IStyle;
import picocli.CommandLine.Help.Ansi.Style;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Help.Column;
import picocli.CommandLine.Help.Column.Overflow;
import picocli.CommandLine.Help.TextTable;

/** Rows under a header, as wide as the terminal at most; wide columns are wrapped, not cut. */
public final class Table {

  private static final int GAP = 2;
  private static final int NARROWEST = 8;

  private Table() {}

  public static String of(Console console, List<String> header, List<List<String>> rows) {
    int[] widths = widths(header, rows, console.width());
    var colours = Help.defaultColorScheme(console.ansi());
    var plain = Help.defaultColorScheme(Ansi.OFF);
    var table =
        TextTable.forColumns(
            colours,
            IntStream.range(0, widths.length)
                .mapToObj(i -> new Column(widths[i] + gap(i), gap(i), Overflow.WRAP))
                .toArray(Column[]::new));
    table.indentWrappedLines = 0;
    table.addRowValues(texts(colours, header, List.of(Style.bold)));
    rows.forEach(row -> table.addRowValues(texts(plain, row, List.of())));
    return table.toString();
  }

  /** What is left free before a column. */
  private static int gap(int column) {
    return column == 0 ? 0 : GAP;
  }

  private static Text[] texts(ColorScheme colours, List<String> row, List<IStyle> styles) {
    return row.stream().map(cell -> colours.apply(cell, styles)).toArray(Text[]::new);
  }

  /** What each column needs; if that is too much, the last one gives way, then the widest. */
  private static int[] widths(List<String> header, List<List<String>> rows, int most) {
    int[] widths = new int[header.size()];
    Stream.concat(Stream.of(header), rows.stream())
        .forEach(
            row -> {
              for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
              }
            });
    int last = widths.length - 1;
    widths[last] = Math.max(Math.min(NARROWEST, widths[last]), widths[last] - excess(widths, most));
    for (int widest = widest(widths);
        excess(widths, most) > 0 && widths[widest] > NARROWEST;
        widest = widest(widths)) {
      widths[widest]--;
    }
    return widths;
  }

  private static int excess(int[] widths, int most) {
    return Math.max(0, IntStream.of(widths).sum() + GAP * (widths.length - 1) - most);
  }

  private static int widest(int[] widths) {
    int widest = 0;
    for (int i = 1; i < widths.length; i++) {
      widest = widths[i] > widths[widest] ? i : widest;
    }
    return widest;
  }
}
