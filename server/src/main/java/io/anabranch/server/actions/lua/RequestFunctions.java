package io.anabranch.server.actions.lua;

import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingRequest.Method;
import io.anabranch.server.actions.run.HookFailure;
import io.anabranch.server.actions.run.HookRequests;
import io.anabranch.server.actions.run.HookRequests.HookAnswer;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;

/** The package {@code net/http}: requests under the address rules of hooks. */
record RequestFunctions(HookRequests requests, ExecutorService threads) {

  private static final Duration LIMIT = Duration.ofSeconds(30);

  LuaValue table() {
    return new Functions().with("request", this::request).table();
  }

  /** One argument: a URL, or a table of {@code url, method, headers, body}. */
  private Varargs request(Varargs a) {
    OutgoingRequest request = a.istable(1) ? request(a.checktable(1)) : get(a.checkjstring(1));
    HookAnswer answer = send(request);
    LuaTable table = new LuaTable();
    table.set("status_code", answer.status());
    table.set("body", answer.body());
    return table;
  }

  private static OutgoingRequest get(String url) {
    return new OutgoingRequest(Method.GET, url(url), Map.of(), Map.of());
  }

  private static OutgoingRequest request(LuaTable table) {
    Map<String, String> headers = new HashMap<>();
    LuaValue given = table.get("headers");
    if (given.istable()) {
      for (LuaValue name : given.checktable().keys()) {
        headers.put(name.tojstring(), given.get(name).checkjstring());
      }
    }
    String type = Optional.ofNullable(headers.remove("Content-Type")).orElse("text/plain");
    LuaValue body = table.get("body");
    return new OutgoingRequest(
        method(table.get("method").optjstring("GET")),
        url(table.get("url").checkjstring()),
        Map.of(),
        headers,
        body.isnil() ? null : new OutgoingRequest.Body(type, body.checkjstring()));
  }

  private static Method method(String name) {
    return Arrays.stream(Method.values())
        .filter(method -> method.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> new LuaError("no method is " + name));
  }

  private static URI url(String text) {
    try {
      return new URI(text);
    } catch (URISyntaxException e) {
      throw new LuaError("not a URL: " + text);
    }
  }

  private HookAnswer send(OutgoingRequest request) {
    Future<HookAnswer> sending = threads.submit(() -> requests.send(request));
    try {
      return sending.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new LuaError("the request took longer than " + LIMIT.toSeconds() + " seconds");
    } catch (ExecutionException e) {
      throw new LuaError(
          e.getCause() instanceof HookFailure failure
              ? String.valueOf(failure.getMessage())
              : "the request could not be sent");
    } catch (InterruptedException e) {
      throw new ScriptStopped("the script was stopped while it waited for an answer");
    } finally {
      sending.cancel(true);
    }
  }
}
