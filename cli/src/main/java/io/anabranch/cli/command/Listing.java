package io.anabranch.cli.command;

import io.anabranch.cli.console.Table;
import io.anabranch.sdk.Pages;
import io.anabranch.sdk.model.Pagination;
import java.util.List;
import java.util.function.Function;

/**
 * A list as an answer: a table on a terminal; JSON if asked for; otherwise a line for each item,
 * with tabs between columns, and an empty line at the end.
 *
 * @param header the names of the columns
 * @param columns those of an item
 * @param name what {@code --after} takes
 */
public record Listing<T>(
    List<String> header, Function<T, List<String>> columns, Function<T, String> name) {

  /** One page of the API. */
  @FunctionalInterface
  public interface Page<P> {
    P after(String item, int amount);
  }

  /** Asks for as many pages as it takes. */
  public <P> void print(
      Context context,
      PageOptions options,
      JsonOption json,
      Page<P> page,
      Function<P, List<T>> results,
      Function<P, Pagination> pagination) {
    int amount = Math.max(1, options.amount());
    // One more tells whether there are more.
    int pageSize = Math.min(Pages.LARGEST, amount + 1);
    List<T> items =
        Pages.of(options.after(), after -> page.after(after, pageSize), results, pagination)
            .limit(amount + 1L)
            .toList();
    boolean more = items.size() > amount;
    print(context, json, more ? items.subList(0, amount) : items);
    if (more && context.console().terminal() && !json.isSet()) {
      context.print("");
      context.print("there are more: --after " + name.apply(items.get(amount - 1)));
    }
  }

  /** Prints what is at hand. */
  public void print(Context context, JsonOption json, List<T> items) {
    if (json.isSet()) {
      context.printJson(items);
      return;
    }
    List<List<String>> rows = items.stream().map(columns).toList();
    if (context.console().terminal()) {
      context.console().out().print(Table.of(context.console(), header, rows));
    } else {
      rows.forEach(row -> context.print(String.join("\t", row)));
      context.print("");
    }
  }
}
