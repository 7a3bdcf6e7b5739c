package io.anabranch.server.actions.lua;

import java.util.List;
import java.util.function.Consumer;
import org.luaj.vm2.Buffer;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LoadState;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaString;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.compiler.LuaC;
import org.luaj.vm2.lib.BaseLib;
import org.luaj.vm2.lib.Bit32Lib;
import org.luaj.vm2.lib.MathLib;
import org.luaj.vm2.lib.PackageLib;
import org.luaj.vm2.lib.TableLib;

/**
 * What of Lua's own library a script has: nothing that reaches files, processes, Java, other
 * threads or compiled code; and what makes large things out of small ones is bounded.
 */
final class StandardLibrary {

  private static final List<String> UNSAFE =
      List.of("collectgarbage", "dofile", "load", "loadfile", "loadstring", "package", "require");

  static final int MAX_UNPACKED = 10_000;

  private final Watch watch;
  private final Globals globals = new Globals();

  private StandardLibrary(Watch watch) {
    this.watch = watch;
  }

  /**
   * @param print hears each line that is printed
   */
  static Globals globals(Watch watch, Consumer<String> print) {
    return new StandardLibrary(watch).make(print);
  }

  private Globals make(Consumer<String> print) {
    globals.load(new BaseLib());
    globals.load(new PackageLib());
    globals.load(new Bit32Lib());
    globals.load(new MathLib());
    globals.load(new TableLib());
    LoadState.install(globals);
    LuaC.install(globals);
    globals.debuglib = watch;
    UNSAFE.forEach(name -> globals.set(name, LuaValue.NIL));
    globals.set("string", Texts.FUNCTIONS);
    bound((LuaTable) globals.get("table"));
    globals.set("unpack", globals.get("table").get("unpack"));
    globals.set("print", Functions.of("print", arguments -> print(arguments, print)));
    return globals;
  }

  private void bound(LuaTable table) {
    LuaValue unpack = table.get("unpack");
    table.set("unpack", Functions.of("unpack", arguments -> unpack(unpack, arguments)));
    table.set("concat", Functions.of("concat", this::concat));
  }

  private static Varargs unpack(LuaValue original, Varargs arguments) {
    long first = arguments.optint(2, 1);
    long last = arguments.isnoneornil(3) ? arguments.checktable(1).length() : arguments.checkint(3);
    if (last - first >= MAX_UNPACKED) {
      throw new LuaError("too many results to unpack");
    }
    return original.invoke(arguments);
  }

  private Varargs concat(Varargs arguments) {
    LuaTable table = arguments.checktable(1);
    LuaString separator = arguments.optstring(2, LuaValue.EMPTYSTRING);
    int first = arguments.optint(3, 1);
    int last = arguments.isnoneornil(4) ? table.length() : arguments.checkint(4);
    Buffer joined = new Buffer();
    long bytes = 0;
    for (long i = first; i <= last; i++) {
      LuaString item = table.get((int) i).checkstring();
      bytes += (long) item.length() + separator.length();
      watch.checkText(bytes);
      joined.append(item);
      if (i < last) {
        joined.append(separator);
      }
    }
    return joined.tostring();
  }

  private static Varargs print(Varargs arguments, Consumer<String> print) {
    StringBuilder line = new StringBuilder();
    for (int i = 1; i <= arguments.narg(); i++) {
      line.append(i == 1 ? "" : "\t").append(arguments.arg(i).tojstring());
    }
    print.accept(line.toString());
    return LuaValue.NONE;
  }
}
