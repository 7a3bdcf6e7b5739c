package io.anabranch.server.actions.run;

import io.anabranch.server.postgres.ActionRunTable.HookRow;
import io.anabranch.server.postgres.ActionRunTable.HookState;

/**
 * How one hook of a run ended.
 *
 * @param output what it wrote, and why it failed, secrets masked
 * @param problem empty unless it failed
 */
record HookRun(HookRow row, String output, String problem) {

  boolean failed() {
    return row.state() == HookState.FAILED;
  }
}
