package io.anabranch.server.actions.run;

/** What a hook writes: text, bounded; what is beyond the bound is left out. For many threads. */
public final class HookOutput {

  private static final int MAX_CHARACTERS = 1 << 18;
  private static final String CUT = "\n(output cut off here)\n";

  private final StringBuilder text = new StringBuilder();
  private boolean full;

  public synchronized void line(String line) {
    if (full) {
      return;
    }
    if (text.length() + line.length() < MAX_CHARACTERS) {
      text.append(line).append('\n');
    } else {
      text.append(line, 0, MAX_CHARACTERS - text.length()).append(CUT);
      full = true;
    }
  }

  public synchronized String text() {
    return text.toString();
  }
}
