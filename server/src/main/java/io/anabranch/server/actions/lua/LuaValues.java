package io.anabranch.server.actions.lua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** Maps, lists, texts, numbers, flags and null as Lua has them, and back. */
final class LuaValues {

  private static final int MAX_DEPTH = 64;

  private LuaValues() {}

  static LuaValue of(@Nullable Object value) {
    return switch (value) {
      case null -> LuaValue.NIL;
      case Map<?, ?> map -> {
        LuaTable table = new LuaTable();
        map.forEach((key, item) -> table.set(String.valueOf(key), of(item)));
        yield table;
      }
      case List<?> list -> {
        LuaTable table = new LuaTable();
        for (int i = 0; i < list.size(); i++) {
          table.set(i + 1, of(list.get(i)));
        }
        yield table;
      }
      case Boolean flag -> LuaValue.valueOf(flag);
      case Number number -> LuaValue.valueOf(number.doubleValue());
      default -> LuaValue.valueOf(String.valueOf(value));
    };
  }

  /** Tables whose keys are 1 to n are lists. */
  static @Nullable Object toJava(LuaValue value) {
    return toJava(value, 0);
  }

  private static @Nullable Object toJava(LuaValue value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new LuaError("a table is too deep, or contains itself");
    }
    return switch (value.type()) {
      case LuaValue.TNIL -> null;
      case LuaValue.TBOOLEAN -> value.toboolean();
      case LuaValue.TNUMBER -> number(value.todouble());
      case LuaValue.TSTRING -> value.tojstring();
      case LuaValue.TTABLE -> table(value.checktable(), depth);
      default -> throw new LuaError("a " + value.typename() + " cannot be written");
    };
  }

  private static Object number(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1L << 53
        ? (Object) (long) number
        : (Object) number;
  }

  private static Object table(LuaTable table, int depth) {
    int length = table.length();
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    Varargs next = table.next(LuaValue.NIL);
    while (!next.isnil(1)) {
      map.put(next.tojstring(1), toJava(next.arg(2), depth + 1));
      next = table.next(next.arg1());
    }
    if (length == 0 || map.size() != length) {
      return map;
    }
    List<@Nullable Object> list = new ArrayList<>();
    for (int i = 1; i <= length; i++) {
      list.add(toJava(table.get(i), depth + 1));
    }
    return list;
  }
}
