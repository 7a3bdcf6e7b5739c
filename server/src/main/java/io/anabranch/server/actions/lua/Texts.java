package io.anabranch.server.actions.lua;

import java.util.List;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.StringLib;

/**
 * Lua's functions of texts, which are their methods too. The library keeps the methods of texts
 * once for the whole process, so all scripts share these, and none may change them.
 */
final class Texts {

  /** Their time grows beyond all bounds with bad patterns; {@code regexp} has none of that. */
  private static final List<String> PATTERNS = List.of("gmatch", "gsub", "match");

  private static final List<String> BOUNDED_BY_ARGUMENTS =
      List.of("char", "format", "len", "lower", "reverse", "sub", "upper");

  private static final String SPECIAL = "^$*+?.([%-";

  static final LuaTable FUNCTIONS = new ReadOnlyTable(functions());

  static {
    LuaTable metatable = new LuaTable();
    metatable.set(LuaValue.INDEX, FUNCTIONS);
    metatable.set(LuaValue.METATABLE, LuaValue.FALSE);
    LuaString.s_metatable = new ReadOnlyTable(metatable);
  }

  private Texts() {}

  private static LuaTable functions() {
    Globals scratch = new Globals();
    scratch.load(new PackageLib());
    scratch.load(new StringLib());
    LuaTable original = scratch.get("string").checktable();
    Functions functions = new Functions();
    for (String name : BOUNDED_BY_ARGUMENTS) {
      LuaValue function = original.get(name);
      functions.with(name, arguments -> bounded(function, arguments));
    }
    functions.with("byte", arguments -> bytes(original.get("byte"), arguments));
    functions.with("find", arguments -> find(original.get("find"), arguments));
    functions.with("rep", arguments -> repeat(original.get("rep"), arguments));
    PATTERNS.forEach(name -> functions.with(name, Texts::refusePattern));
    return functions.table();
  }

  private static Varargs bounded(LuaValue function, Varargs arguments) {
    long bytes = 0;
    for (int i = 1; i <= arguments.narg(); i++) {
      bytes += arguments.isstring(i) ? arguments.checkstring(i).length() : 0;
    }
    Watch.current().checkText(bytes);
    return function.invoke(arguments);
  }

  private static Varargs bytes(LuaValue function, Varargs arguments) {
    long first = arguments.optint(2, 1);
    long last = arguments.optint(3, (int) first);
    long length = arguments.checkstring(1).length();
    long from = first < 0 ? length + first : first;
    long to = last < 0 ? length + last : Math.min(last, length);
    if (to - from >= StandardLibrary.MAX_UNPACKED) {
      throw new LuaError("too many results");
    }
    return function.invoke(arguments);
  }

  private static Varargs find(LuaValue function, Varargs arguments) {
    String pattern = arguments.checkjstring(2);
    if (!arguments.arg(4).toboolean() && pattern.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0)) {
      return refusePattern(arguments);
    }
    return function.invoke(
        LuaValue.varargsOf(
            new LuaValue[] {
              arguments.arg(1),
              arguments.arg(2),
              LuaValue.valueOf(arguments.optint(3, 1)),
              LuaValue.TRUE
            }));
  }

  private static Varargs refusePattern(Varargs arguments) {
    throw new LuaError("patterns are not supported: use the package regexp");
  }

  private static Varargs repeat(LuaValue function, Varargs arguments) {
    long length = arguments.checkstring(1).length();
    Watch.current().checkText(length * Math.max(0, arguments.checkint(2)));
    return function.invoke(LuaValue.varargsOf(arguments.arg(1), arguments.arg(2)));
  }
}
