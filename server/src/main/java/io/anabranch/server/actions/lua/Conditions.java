package io.anabranch.server.actions.lua;

import io.anabranch.server.actions.run.HookFailure;
import java.time.Duration;
import java.util.Map;
import org.luaj.vm2.LuaValue;

/** Evaluates the {@code if} of hooks: Lua over {@code success()} and {@code failure()}. */
public final class Conditions {

  private static final Duration LIMIT = Duration.ofSeconds(5);

  private final Sandbox sandbox;

  public Conditions(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  /**
   * @param condition empty means success
   * @param success whether the hooks before succeeded
   * @throws HookFailure when it is no condition
   */
  public boolean holds(String condition, boolean success) throws HookFailure, InterruptedException {
    if (condition.isEmpty()) {
      return success;
    }
    Map<String, LuaValue> functions =
        Map.of("success", constant("success", success), "failure", constant("failure", !success));
    LuaValue result =
        sandbox.run(
            "if",
            "return " + condition,
            new Sandbox.Given(line -> {}, functions, Map.of()),
            ScriptLimits.ofHeap(LIMIT));
    if (!result.isboolean()) {
      throw new HookFailure("`if` is neither true nor false: " + condition);
    }
    return result.toboolean();
  }

  private static LuaValue constant(String name, boolean value) {
    return Functions.of(name, arguments -> LuaValue.valueOf(value));
  }
}
