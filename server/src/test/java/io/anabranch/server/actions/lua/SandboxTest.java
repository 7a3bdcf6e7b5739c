package io.anabranch.server.actions.lua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.anabranch.server.actions.run.HookFailure;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class SandboxTest {

  private static final ScriptLimits LIMITS =
      new ScriptLimits(Duration.ofSeconds(2), 32 << 20, 1 << 20, 200);

  private final List<String> printed = new ArrayList<>();

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ("a"):upper() .. string.rep("b", 2) | Abb
          table.concat({1, "x", 3}, "-") | 1-x-3
          select("#", table.unpack({1, 2, 3})) | 3
          string.find("a.b", ".", 1, true) | 2
          require("encoding/json").marshal({a = {1, 2}, b = "x"}) | {"a":[1,2],"b":"x"}
          require("encoding/json").unmarshal('{"a":[1,{"b":null,"c":2.5}]}').a[2].c | 2.5
          require("encoding/yaml").unmarshal("a: [1, on]").a[2] | on
          require("encoding/base64").decode(require("encoding/base64").encode("hi")) | hi
          require("encoding/hex").encode_to_string("hi") | 6869
          require("crypto/md5").digest("") | d41d8cd98f00b204e9800998ecf8427e
          require("strings").split("a,b,c", ",")[3] | c
          require("strings").replace("aaa", "a", "bb", 2) | bbbba
          require("regexp").compile("(a+)(b*)").find_submatch("xaab")[2] | aa
          require("path").join("/", "a", "b") | a/b
          require("net/url").query_escape("a b&c") | a+b%26c
          require("time").format_iso(0) | 1970-01-01T00:00:00Z
          tostring(getmetatable("")) | false
          """)
  void computes(String expression, String result) throws Exception {
    run("print(" + expression + ")");
    assertThat(printed.getFirst().split("\t", -1)[0]).isEqualTo(result);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "while true do end",
        "while true do pcall(error) end",
        "local function f() return f() end f()",
        "local t = setmetatable({}, {__index = function(t, k) return t[k] end}) return t.x",
        "local function f() return 1 + f() end f()",
        "pcall(function() while true do end end) while true do end",
      })
  void stopsWhatDoesNotEnd(String script) {
    assertThatThrownBy(() -> run(script))
        .isInstanceOf(HookFailure.class)
        .message()
        .containsAnyOf("took longer than 2 seconds", "calls too deep", "MiB of memory");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "local s = 'x' while true do s = s .. s end",
        "local t = {} while true do t[#t + 1] = {} end",
        "local t = {} while true do t[#t + 1] = string.rep('x', 1000000) end",
        "local t = {} while true do t[#t + 1] = ('x'):rep(1000000):upper() end",
        "return string.rep('x', 1000000000)",
        "local t = {} for i = 1, 1000 do t[i] = ('x'):rep(10000) end return table.concat(t)",
        "return table.unpack({}, 1, 100000000)",
        "local s = ('x'):rep(1000000) return string.format(('%s'):rep(200), s, s, s, s)",
        "return string.byte(('x'):rep(1000000), 1, -1)",
      })
  void stopsWhatTakesAllMemory(String script) {
    assertThatThrownBy(() -> run(script))
        .isInstanceOf(HookFailure.class)
        .message()
        .containsAnyOf("MiB of memory", "would be longer than", "too many results", "bad argument");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "os.getenv('HOME')",
        "io.open('/etc/passwd')",
        "luajava.bindClass('java.lang.Runtime')",
        "load('return 1')()",
        "loadstring('return 1')()",
        "dofile('/etc/passwd')",
        "require('java.lang.Runtime')",
        "debug.sethook()",
        "coroutine.create(print)",
        "string.upper = nil",
        "rawset(string, 'upper', nil)",
        "table.insert(string, 1)",
        "setmetatable(string, {})",
        "string.dump(print)",
        "string.gsub('a', 'a', 'b')",
        "package.loaded()",
      })
  void givesNothingThatReachesOut(String script) {
    assertThatThrownBy(() -> run(script)).isInstanceOf(HookFailure.class);
  }

  @Test
  void scriptsShareNothing() throws Exception {
    run("x = 1 table.insert = nil print(x)");
    run("print(x, type(table.insert))");
    assertThat(printed).containsExactly("1", "nil\tfunction");
  }

  @Test
  void conditionsAreOverWhatCameBefore() throws Exception {
    var conditions = new Conditions(new Sandbox());
    assertThat(conditions.holds("", true)).isTrue();
    assertThat(conditions.holds("", false)).isFalse();
    assertThat(conditions.holds("failure()", false)).isTrue();
    assertThat(conditions.holds("success() or failure()", false)).isTrue();
    assertThat(conditions.holds("not success()", true)).isFalse();
    assertThatThrownBy(() -> conditions.holds("1", true)).isInstanceOf(HookFailure.class);
    assertThatThrownBy(() -> conditions.holds("(", true)).isInstanceOf(HookFailure.class);
  }

  private void run(String script) throws HookFailure, InterruptedException {
    var given = new Sandbox.Given(printed::add, Map.of(), PurePackages.all());
    var _ = new Sandbox().run("test", script, given, LIMITS);
  }
}
