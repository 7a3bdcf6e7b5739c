package io.anabranch.server.actions.run;

import io.anabranch.outgoing.OutgoingRequest;
import io.anabranch.outgoing.OutgoingRequest.Method;
import io.anabranch.server.actions.file.BadActionException;
import io.anabranch.server.actions.file.Properties;
import io.anabranch.server.actions.run.HookRequests.HookAnswer;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts a run of a DAG, and waits for its end if asked to.
 *
 * @param pause between two looks at whether it is over
 */
public record AirflowTrigger(HookRequests requests, Duration pause) implements Hook {

  private static final int OK = 200;

  /**
   * @param runs where runs of the DAG are made and looked up
   */
  private record Dag(URI runs, Map<String, String> authorization) {}

  @Override
  public Work prepare(HookEvent event, Properties properties, Duration limit)
      throws BadActionException {
    String base = properties.text("url");
    String path = "/api/v1/dags/" + encode(properties.text("dag_id")) + "/dagRuns";
    URI runs =
        Webhook.url(
            properties, (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    Dag dag = new Dag(runs, Map.of("Authorization", basic(properties)));
    String runId = "lakeFS_hook_" + event.hook().hook() + "_" + event.runIds().run();
    Map<String, @Nullable Object> conf = new LinkedHashMap<>(properties.group("dag_conf").values());
    conf.put("lakeFS_event", event.body());
    String body = JsonValues.write(Map.of("dag_run_id", runId, "conf", conf));
    boolean wait = properties.flag("wait_for_dag");
    return output -> {
      start(dag, body, output);
      if (wait) {
        await(dag, runId, output);
      }
    };
  }

  private void start(Dag dag, String body, HookOutput output)
      throws HookFailure, InterruptedException {
    var request =
        new OutgoingRequest(
            Method.POST,
            dag.runs(),
            Map.of(),
            dag.authorization(),
            new OutgoingRequest.Body("application/json", body));
    output.line("Request: " + request);
    output.line(body);
    var _ = okay(requests.send(request), output);
  }

  private void await(Dag dag, String runId, HookOutput output)
      throws HookFailure, InterruptedException {
    URI run = URI.create(dag.runs() + "/" + encode(runId));
    var request = new OutgoingRequest(Method.GET, run, Map.of(), dag.authorization());
    while (true) {
      String answer = okay(requests.send(request), output);
      switch (JsonValues.findText(answer, "state").orElse("")) {
        case "success" -> {
          return;
        }
        case "failed" -> throw new HookFailure("run %s of the DAG failed".formatted(runId));
        default -> Thread.sleep(pause);
      }
    }
  }

  private static String okay(HookAnswer answer, HookOutput output) throws HookFailure {
    output.line("Response: " + answer.status());
    output.line(answer.body());
    if (answer.status() != OK) {
      throw new HookFailure("Airflow refused (status code: %d)".formatted(answer.status()));
    }
    return answer.body();
  }

  private static String basic(Properties properties) throws BadActionException {
    String pair = properties.text("username") + ":" + properties.text("password");
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
