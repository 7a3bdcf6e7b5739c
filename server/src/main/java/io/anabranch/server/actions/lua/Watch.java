package io.anabranch.server.actions.lua;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.luaj.vm2.Lua;
import org.luaj.vm2.LuaClosure;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaFunction;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.DebugLib;

/**
 * Sees every instruction of a script before it is carried out, and stops it at its limits. Belongs
 * to the thread that made it, which must be a platform thread: only their allocations are counted.
 */
final class Watch extends DebugLib {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** A look at the clock and the count of bytes for so many instructions. */
  private static final int INSTRUCTIONS_PER_LOOK = 256;

  /** A call under way. */
  private static final class Frame {

    /** Null when it is one of the library, which has no instructions. */
    final @Nullable LuaClosure function;

    final LuaValue[] stack;

    Frame(@Nullable LuaClosure function, LuaValue[] stack) {
      this.function = function;
      this.stack = stack;
    }
  }

  private static final Frame OF_LIBRARY = new Frame(null, new LuaValue[0]);

  /** Of the script that runs in a thread. */
  private static final ThreadLocal<Watch> CURRENT = new ThreadLocal<>();

  private final ScriptLimits limits;
  private final long startNanos = System.nanoTime();
  private final long startBytes = THREADS.getCurrentThreadAllocatedBytes();
  private final Deque<Frame> frames = new ArrayDeque<>();
  private int instructions;

  Watch(ScriptLimits limits) {
    this.limits = limits;
    CURRENT.set(this);
  }

  /** The one that was made by this thread. */
  static Watch current() {
    return CURRENT.get();
  }

  @Override
  public void onCall(LuaFunction function) {
    frames.push(OF_LIBRARY);
  }

  @Override
  public void onCall(LuaClosure function, Varargs arguments, LuaValue[] stack) {
    frames.push(new Frame(function, stack));
    if (frames.size() > limits.depth()) {
      throw new ScriptStopped("the script calls too deep");
    }
  }

  @Override
  public void onReturn() {
    frames.poll();
  }

  @Override
  public void onInstruction(int counter, Varargs arguments, int top) {
    if (++instructions % INSTRUCTIONS_PER_LOOK == 0) {
      look();
    }
    Frame frame = frames.peek();
    if (frame != null && frame.function != null) {
      int instruction = frame.function.p.code[counter];
      if (Lua.GET_OPCODE(instruction) == Lua.OP_CONCAT) {
        checkConcatenation(frame.stack, instruction);
      }
    }
  }

  /** To be called by functions that take long or allocate much, too. */
  void look() {
    if (Thread.currentThread().isInterrupted()
        || System.nanoTime() - startNanos > limits.duration().toNanos()) {
      throw new ScriptStopped(
          "the script took longer than %d seconds".formatted(limits.duration().toSeconds()));
    }
    if (THREADS.getCurrentThreadAllocatedBytes() - startBytes > limits.allocatedBytes()) {
      throw new ScriptStopped(
          "the script used more than %d MiB of memory".formatted(limits.allocatedBytes() >> 20));
    }
  }

  /**
   * Before a text is made.
   *
   * @throws LuaError when it would be too long
   */
  void checkText(long bytes) {
    if (bytes > limits.textBytes()) {
      throw new LuaError("a text would be longer than %d bytes".formatted(limits.textBytes()));
    }
    look();
  }

  private void checkConcatenation(LuaValue[] stack, int instruction) {
    long bytes = 0;
    for (int i = Lua.GETARG_B(instruction); i <= Lua.GETARG_C(instruction); i++) {
      bytes += stack[i].isstring() ? stack[i].strvalue().length() : 0;
    }
    if (bytes > INSTRUCTIONS_PER_LOOK) {
      checkText(bytes);
    }
  }

  @Override
  public String traceback(int level) {
    return "";
  }
}
