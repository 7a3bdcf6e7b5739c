package io.anabranch.server.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.anabranch.server.testing.SharedServer;
import io.anabranch.server.testing.TestRepository;
import io.anabranch.server.testing.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** JSON has null wherever it has a value; none of these may be null. */
@ExtendWith(SharedServer.class)
class NullElementsTest {

  private final TestRepository repository;

  NullElementsTest(TestServer server) {
    this.repository = TestRepository.create(server.client());
  }

  @Test
  void aNullInAListOrAMapIsRefused() {
    refused("POST", "/branches/main/commits", "{'message':'m','metadata':{'k':null}}");
    refused("POST", "/refs/main/merge/main", "{'metadata':{'k':null}}");
    refused("POST", "/refs/main/merge/main/async", "{'metadata':{'k':null}}");
    refused(
        "POST",
        "/branches/main/revert",
        "{'ref':'main','parent_number':0,'commit_overrides':{'metadata':{'k':null}}}");
    refused("POST", "/branches/main/import", "{'paths':[null],'commit':{'message':'m'}}");
    refused("POST", "/branches/main/objects/delete", "{'paths':[null]}");
    refused("PUT", "/settings/gc_rules", "{'default_retention_days':1,'branches':[null]}");
    refused("POST", "/metadata", "{'metadata':{'k':null}}");
    refused("POST", "/branches/main/commits", "{'message':'m','date':9223372036854775807}");
  }

  private void refused(String method, String path, String json) {
    String body = json.replace('\'', '"');
    var answer = repository.client().sendJson(method, repository.path(path), body).expect(400);
    assertThat(answer.message()).as(json).isNotEmpty();
  }
}
