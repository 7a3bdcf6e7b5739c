package io.anabranch.server.actions.lua;

import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.VarArgFunction;

/** Tables of functions, written as lambdas; scripts are watched before and after each call. */
final class Functions {

  /** One function. It may throw {@link org.luaj.vm2.LuaError}, which the script can catch. */
  @FunctionalInterface
  interface Function {
    Varargs call(Varargs arguments);
  }

  private final LuaTable table = new LuaTable();

  Functions with(String name, Function function) {
    table.set(name, of(name, function));
    return this;
  }

  Functions with(String name, LuaValue value) {
    table.set(name, value);
    return this;
  }

  LuaTable table() {
    return table;
  }

  static LuaValue of(String name, Function function) {
    return new VarArgFunction() {
      @Override
      public Varargs invoke(Varargs arguments) {
        Watch.current().look();
        Varargs results = function.call(arguments);
        Watch.current().look();
        return results;
      }

      @Override
      public String name() {
        return name;
      }
    };
  }
}
