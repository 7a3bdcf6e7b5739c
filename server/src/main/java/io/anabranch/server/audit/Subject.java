package io.anabranch.server.audit;

import io.anabranch.server.trail.Trail;
import io.micronaut.http.HttpRequest;
import io.micronaut.web.router.RouteMatch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a request was about: as its path and query name it; where those do not, as it was asked
 * whether it was allowed.
 *
 * @param store id or alias
 * @param resources those that the others do not say
 */
record Subject(
    Optional<String> repository,
    Optional<String> ref,
    Optional<String> path,
    Optional<String> store,
    List<String> resources) {

  /** Of these the first that is there; of two refs, the one that is changed or begun with. */
  private static final List<String> REFS =
      List.of("branch", "ref", "tag", "destinationBranch", "leftRef", "sourceRef", "commitId");

  private static final List<String> PATHS = List.of("path", "dest_path", "prefix");

  private static final String REPOSITORY = "arn:lakefs:fs:::repository/";
  private static final String STORE = "arn:lakefs:stores:::store/";
  private static final List<String> REF_PARTS = List.of("/branch/", "/tag/");
  private static final String OBJECT_PART = "/object/";

  private static final int MAX_NAME = 256;
  private static final int MAX_PATH = 1024;

  static Subject of(RouteMatch<?> match, HttpRequest<?> request, Trail trail) {
    List<String> judged = trail.resources();
    // Made anew each time that it is asked for.
    Map<String, Object> variables = match.getVariableValues();
    Optional<String> repository =
        variable(variables, "repository").or(() -> judgedRepository(judged)).map(Subject::name);
    Optional<String> ref = first(REFS, name -> variable(variables, name)).map(Subject::name);
    Optional<String> path =
        first(PATHS, name -> request.getParameters().getFirst(name))
            .map(text -> Texts.bounded(text, MAX_PATH));
    var named = new Subject(repository, ref, path, variable(variables, "storage_id"), List.of());
    return judged.isEmpty() ? named : named.with(judged);
  }

  static Subject of(RequestAudit.Named named, Trail trail) {
    var subject =
        new Subject(
            text(named.repository()).map(Subject::name),
            text(named.ref()).map(Subject::name),
            text(named.path()).map(path -> Texts.bounded(path, MAX_PATH)),
            Optional.empty(),
            List.of());
    List<String> judged = trail.resources();
    return judged.isEmpty() ? subject : subject.with(judged);
  }

  private static Optional<String> text(String text) {
    return Optional.of(text).filter(given -> !given.isEmpty());
  }

  private Subject with(List<String> judged) {
    List<String> others =
        judged.stream()
            .filter(resource -> !isSaid(resource))
            .map(resource -> Texts.bounded(resource, MAX_PATH))
            .toList();
    return new Subject(
        repository,
        ref.or(() -> judgedRef(judged)),
        path,
        store.or(() -> judgedStore(judged)),
        others);
  }

  private boolean isSaid(String resource) {
    String below = REPOSITORY + repository.orElse("");
    if (repository.isEmpty() || !resource.startsWith(below)) {
      return false;
    }
    String rest = resource.substring(below.length());
    return rest.isEmpty()
        || path.filter(said -> rest.equals(OBJECT_PART + said)).isPresent()
        || REF_PARTS.stream()
            .anyMatch(part -> ref.filter(said -> rest.equals(part + said)).isPresent());
  }

  private static Optional<String> judgedRepository(List<String> judged) {
    return after(judged, REPOSITORY)
        .map(rest -> rest.indexOf('/') < 0 ? rest : rest.substring(0, rest.indexOf('/')));
  }

  /** Of what is to be created the name is in the body, and in the question. */
  private Optional<String> judgedRef(List<String> judged) {
    return first(REF_PARTS, part -> after(judged, REPOSITORY + repository.orElse("") + part))
        .map(Subject::name);
  }

  private static Optional<String> judgedStore(List<String> judged) {
    return after(judged, STORE);
  }

  private static Optional<String> after(List<String> judged, String beginning) {
    return judged.stream()
        .filter(resource -> resource.startsWith(beginning))
        .map(resource -> resource.substring(beginning.length()))
        .findFirst();
  }

  private static Optional<String> variable(Map<String, Object> variables, String name) {
    Object value = variables.get(name);
    return value == null ? Optional.empty() : Optional.of(value.toString());
  }

  private static Optional<String> first(
      List<String> names, Function<String, Optional<String>> find) {
    for (String name : names) {
      Optional<String> found = find.apply(name);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  private static String name(String text) {
    return Texts.bounded(text, MAX_NAME);
  }
}
