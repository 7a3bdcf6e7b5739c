package io.anabranch.server.actions.lua;

import io.anabranch.server.actions.run.HookFailure;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/**
 * Runs scripts, a few at a time, each in a fresh state and a thread of its own. Safe for use by
 * many threads.
 */
public final class Sandbox {

  private static final int STACK_BYTES = 8 << 20;

  private final Semaphore turns = new Semaphore(ScriptLimits.SCRIPTS_AT_ONCE, true);

  /**
   * What a script is given.
   *
   * @param print hears each line that is printed
   * @param packages for {@code require}, by name
   */
  record Given(
      Consumer<String> print, Map<String, LuaValue> globals, Map<String, LuaValue> packages) {}

  /**
   * @return what the script returns: nil if nothing
   * @throws HookFailure when it fails, or goes beyond its limits
   */
  LuaValue run(String name, String script, Given given, ScriptLimits limits)
      throws HookFailure, InterruptedException {
    if (!turns.tryAcquire(limits.duration().toMillis(), TimeUnit.MILLISECONDS)) {
      throw new HookFailure("this server runs too many scripts: try again later");
    }
    try {
      return inThread(name, script, given, limits);
    } finally {
      turns.release();
    }
  }

  private static LuaValue inThread(String name, String script, Given given, ScriptLimits limits)
      throws HookFailure, InterruptedException {
    CompletableFuture<LuaValue> result = new CompletableFuture<>();
    Thread thread =
        new Thread(
            null, () -> complete(result, name, script, given, limits), "lua-" + name, STACK_BYTES);
    thread.setDaemon(true);
    thread.start();
    try {
      return result.get(limits.duration().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new HookFailure(
          "the script took longer than %d seconds".formatted(limits.duration().toSeconds()), e);
    } catch (ExecutionException e) {
      throw failure(e.getCause());
    } finally {
      thread.interrupt();
      thread.join();
    }
  }

  private static void complete(
      CompletableFuture<LuaValue> result,
      String name,
      String script,
      Given given,
      ScriptLimits limits) {
    try {
      Watch watch = new Watch(limits);
      Globals globals = StandardLibrary.globals(watch, given.print());
      globals.set(
          "require", Functions.of("require", arguments -> require(given.packages(), arguments)));
      given.globals().forEach(globals::set);
      result.complete(globals.load(script, name, globals).call());
    } catch (RuntimeException | ScriptStopped | StackOverflowError | OutOfMemoryError e) {
      result.completeExceptionally(e);
    }
  }

  private static LuaValue require(Map<String, LuaValue> packages, Varargs arguments) {
    LuaValue found = packages.get(arguments.checkjstring(1));
    if (found == null) {
      throw new LuaError("there is no package " + arguments.checkjstring(1));
    }
    return found;
  }

  private static HookFailure failure(@Nullable Throwable problem) {
    return switch (problem) {
      case LuaError error -> new HookFailure(String.valueOf(error.getMessage()), error);
      case StackOverflowError error -> new HookFailure("the script calls too deep", error);
      case OutOfMemoryError error -> new HookFailure("the script used too much memory", error);
      case ScriptStopped stopped -> new HookFailure(String.valueOf(stopped.getMessage()), stopped);
      case null, default -> new HookFailure("the script failed inside the server", problem);
    };
  }
}
