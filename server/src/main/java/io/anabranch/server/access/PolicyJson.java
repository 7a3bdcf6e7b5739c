package io.anabranch.server.access;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.anabranch.versioning.failure.Failure;
import io.anabranch.versioning.failure.FailureException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Statements as JSON, as the API and the database have them. */
public final class PolicyJson {

  private static final JsonFactory JSON = new JsonFactory();

  private PolicyJson() {}

  public static String write(List<Statement> statements) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartArray();
      for (Statement statement : statements) {
        write(json, statement);
      }
      json.writeEndArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  private static void write(JsonGenerator json, Statement statement) throws IOException {
    json.writeStartObject();
    json.writeStringField("effect", statement.effect().text());
    json.writeStringField("resource", statement.resource());
    write(json, "action", statement.actions());
    if (!statement.condition().isEmpty()) {
      json.writeObjectFieldStart("condition");
      for (var operator : statement.condition().entrySet()) {
        json.writeObjectFieldStart(operator.getKey());
        for (var field : operator.getValue().entrySet()) {
          write(json, field.getKey(), field.getValue());
        }
        json.writeEndObject();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, String name, List<String> values)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (String value : values) {
      json.writeString(value);
    }
    json.writeEndArray();
  }

  /**
   * @throws FailureException Corrupt when it is not what {@link #write} writes
   */
  public static List<Statement> read(String text) {
    try (JsonParser json = JSON.createParser(text)) {
      json.nextToken();
      List<Statement> statements = new ArrayList<>();
      while (json.nextToken() == JsonToken.START_OBJECT) {
        statements.add(statement(json));
      }
      return statements;
    } catch (IOException e) {
      throw new FailureException(
          new Failure.Corrupt("the statements of a policy are not as they were written"), e);
    }
  }

  private static Statement statement(JsonParser json) throws IOException {
    String effect = "";
    String resource = "";
    List<String> actions = List.of();
    Map<String, Map<String, List<String>>> condition = Map.of();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      json.nextToken();
      switch (field) {
        case "effect" -> effect = json.getText();
        case "resource" -> resource = json.getText();
        case "action" -> actions = texts(json);
        case "condition" -> condition = condition(json);
        default -> throw new IOException("unknown field");
      }
    }
    return new Statement(
        Effect.find(effect).orElseThrow(() -> new IOException("no effect")),
        actions,
        resource,
        condition);
  }

  private static Map<String, Map<String, List<String>>> condition(JsonParser json)
      throws IOException {
    Map<String, Map<String, List<String>>> condition = new LinkedHashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String operator = json.currentName();
      json.nextToken();
      Map<String, List<String>> fields = new LinkedHashMap<>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String field = json.currentName();
        json.nextToken();
        fields.put(field, texts(json));
      }
      condition.put(operator, fields);
    }
    return condition;
  }

  private static List<String> texts(JsonParser json) throws IOException {
    List<String> texts = new ArrayList<>();
    while (json.nextToken() == JsonToken.VALUE_STRING) {
      texts.add(json.getText());
    }
    return texts;
  }
}
