package io.anabranch.server.actions.lua;

import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;

/** What all scripts of the process share, so that none may change it. */
final class ReadOnlyTable extends LuaTable {

  ReadOnlyTable(LuaTable contents) {
    for (LuaValue key : contents.keys()) {
      super.rawset(key, contents.get(key));
    }
  }

  @Override
  public LuaValue setmetatable(LuaValue metatable) {
    throw refusal();
  }

  @Override
  public void set(int key, LuaValue value) {
    throw refusal();
  }

  @Override
  public void set(LuaValue key, LuaValue value) {
    throw refusal();
  }

  @Override
  public void rawset(int key, LuaValue value) {
    throw refusal();
  }

  @Override
  public void rawset(LuaValue key, LuaValue value) {
    throw refusal();
  }

  @Override
  public LuaValue remove(int position) {
    throw refusal();
  }

  private static LuaError refusal() {
    return new LuaError("this table cannot be changed");
  }
}
