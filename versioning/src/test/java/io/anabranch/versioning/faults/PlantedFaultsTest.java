package io.anabranch.versioning.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;
import org.junit.platform.launcher.listeners.TestExecutionSummary;

/** Each planted fault makes a test fail; a few of them in every run, all of them nightly. */
class PlantedFaultsTest {

  private static final String ENGINE = "main/java/io/anabranch/versioning/";
  private static final String FIXTURES = "test/java/io/anabranch/versioning/";

  private static final Set<String> IN_EVERY_RUN =
      Set.of("compare-and-set skipped", "checksum not checked", "wrong side taken in a merge");

  private static final List<Fault> FAULTS =
      List.of(
          new Fault(
              "compare-and-set skipped",
              FIXTURES + "memory/MemoryStores.java",
              "        || !current.head().equals(expectedHead)\n",
              "",
              "memory.MemoryRefStoreTest"),
          new Fault(
              "off by one at the border of a range",
              ENGINE + "tree/TreeCursor.java",
              "listed().compareKey(target) < 0",
              "listed().compareKey(target) <= 0",
              "tree.TreesModelTest"),
          new Fault(
              "tombstone without effect",
              ENGINE + "tree/TreeEdit.java",
              "return value == null ? exists :",
              "return value == null ? false :",
              "tree.TreesModelTest"),
          new Fault(
              "tombstone keeps the record",
              ENGINE + "tree/TreeEdit.java",
              "    if (present.value() == null) {\n",
              "    if (present.value() == null) {\n      writer.append(base.record());\n",
              "tree.TreesModelTest"),
          new Fault(
              "staged tombstone shows what is committed",
              ENGINE + "staging/BranchEntries.java",
              "      committed.seek(position);\n      if (change.value() != null)",
              "      if (change.value() != null)",
              "RandomHistoryTest"),
          new Fault(
              "wrong side taken in a merge",
              ENGINE + "tree/ThreeWayMerge.java",
              "      takesFromSource = true;\n      take(s);\n    } else {",
              "      takesFromSource = true;\n      take(d);\n    } else {",
              "tree.TreesModelTest"),
          new Fault(
              "conflict decided for the source",
              ENGINE + "tree/ThreeWayMerge.java",
              "case DESTINATION_WINS -> take(d);",
              "case DESTINATION_WINS -> take(s);",
              "tree.TreesModelTest"),
          new Fault(
              "range taken although the base has it",
              ENGINE + "tree/ThreeWayMerge.java",
              "source.isRangeBefore(destination) && source.isRangeBefore(base)",
              "source.isRangeBefore(destination)",
              "tree.TreesModelTest"),
          new Fault(
              "one range too many skipped in a merge",
              ENGINE + "tree/ThreeWayMerge.java",
              "      source.skipSameRanges(base, null);\n",
              "      source.skipSameRanges(base, null);\n      source.skipRange();\n",
              "tree.TreesModelTest"),
          new Fault(
              "what only the source deleted is kept",
              ENGINE + "tree/ThreeWayMerge.java",
              "      takesFromSource = true;\n      d.skipSameRecords(b, null);",
              "      d.skipSameRecords(b, null);",
              "tree.TreesModelTest"),
          new Fault(
              "blocks alike if only their lengths are",
              ENGINE + "sortedrun/SortedRunReader.java",
              "return stored(handle(indexEntry)).mismatch(other.stored(other.handle(otherEntry))) < 0;",
              "return handle(indexEntry).length() == other.handle(otherEntry).length();",
              "tree.AlikeBlocksTest"),
          new Fault(
              "last record of a range passed unread",
              ENGINE + "tree/TreeCursor.java",
              "end == null ? last : least(end, last)",
              "end",
              "tree.AlikeBlocksTest"),
          new Fault(
              "ranges equal if only their first keys are",
              ENGINE + "tree/TreeCursor.java",
              "range().id().equals(other.range().id())",
              "range().minKey().equals(other.range().minKey())",
              "tree.TreesModelTest"),
          new Fault(
              "tree published before its ranges are stored",
              ENGINE + "tree/TreeWriter.java",
              "    awaitUploads();\n    SortedRun run",
              "    SortedRun run",
              "tree.TreeCostTest"),
          new Fault(
              "block taken for another of its length",
              ENGINE + "sortedrun/Block.java",
              "ownLength == length && Arrays.equals(bytes, 0, length, other, 0, length)",
              "ownLength == length",
              "tree.CopiedBlocksTest"),
          new Fault(
              "size limit of a range off by one",
              ENGINE + "tree/TreeSettings.java",
              "estimatedBytes >= maxRangeBytes",
              "estimatedBytes > maxRangeBytes",
              "tree.TreeSettingsTest"),
          new Fault(
              "key hashes depend on the key before",
              ENGINE + "tree/KeyHash.java",
              "shared == 0 ? OFFSET : hashes[shared]",
              "shared == 0 ? OFFSET : hashes[shared - 1]",
              "tree.TreeVectorTest"),
          new Fault(
              "checksum not checked",
              ENGINE + "sortedrun/SortedRunReader.java",
              "    check(stored, length);\n",
              "",
              "sortedrun.CorruptRunTest"),
          new Fault(
              "later versions read",
              ENGINE + "sortedrun/Footer.java",
              "if (version != VERSION)",
              "if (version < VERSION)",
              "sortedrun.CorruptRunTest"),
          new Fault(
              "keys may descend",
              ENGINE + "sortedrun/SortedRunWriter.java",
              "compareToLast(userKey, userKeyLength) <= 0",
              "compareToLast(userKey, userKeyLength) < 0",
              "sortedrun.SortedRunTest"),
          new Fault(
              "overlapping copy decompressed wrongly",
              ENGINE + "sortedrun/SnappyDecoder.java",
              "distance >= Long.BYTES && target",
              "distance >= Long.BYTES - 1 && target",
              "sortedrun.SortedRunTest"),
          new Fault(
              "prefix successor too long",
              ENGINE + "model/Key.java",
              "Arrays.copyOf(bytes, i + 1);",
              "Arrays.copyOf(bytes, bytes.length);",
              "model.KeyTest"),
          new Fault(
              "content type left out of the identity",
              ENGINE + "model/EntryCodec.java",
              "hash.string(entry.contentType()).digest()",
              "hash.digest()",
              "model.RecordValueTest"),
          new Fault(
              "first parent taken for the merge base",
              ENGINE + "commit/MergeBases.java",
              "if (now == FROM_BOTH)",
              "if (now >= FROM_RIGHT)",
              "merge.MergesTest"));

  static Stream<Fault> inEveryRun() {
    return FAULTS.stream().filter(fault -> IN_EVERY_RUN.contains(fault.name()));
  }

  static Stream<Fault> others() {
    return FAULTS.stream().filter(fault -> !IN_EVERY_RUN.contains(fault.name()));
  }

  @Test
  void allFaultsCanStillBePlanted() throws Exception {
    for (Fault fault : FAULTS) {
      assertThat(fault.plant()).isNotEmpty();
    }
    assertThat(inEveryRun()).hasSameSizeAs(IN_EVERY_RUN);
  }

  @Test
  void withoutAFaultTheTestsPass(@TempDir Path directory) throws Exception {
    String code = "public TreeSettings {";
    Fault none =
        new Fault("none", ENGINE + "tree/TreeSettings.java", code, code, "tree.TreesModelTest");
    assertThat(failures(none, directory)).as("failed tests").isZero();
  }

  @ParameterizedTest
  @MethodSource("inEveryRun")
  void aTestCatches(Fault fault, @TempDir Path directory) throws Exception {
    assertThat(failures(fault, directory)).as("failed tests").isPositive();
  }

  @ParameterizedTest
  @MethodSource("others")
  @Tag("nightly")
  void aTestCatchesAlso(Fault fault, @TempDir Path directory) throws Exception {
    assertThat(failures(fault, directory)).as("failed tests").isPositive();
  }

  private static long failures(Fault fault, Path directory) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    try (FaultyClasses classes = FaultyClasses.compile(fault, fault.plant(), directory)) {
      Thread.currentThread().setContextClassLoader(classes);
      TestExecutionSummary summary =
          run(classes.loadClass("io.anabranch.versioning." + fault.test()));
      assertThat(summary.getTestsStartedCount()).isPositive();
      return summary.getTotalFailureCount();
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static TestExecutionSummary run(Class<?> test) {
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(test))
            .filters(TagFilter.excludeTags("nightly"))
            .configurationParameter("junit.jupiter.execution.timeout.default", "60 s")
            .configurationParameter(
                "junit.jupiter.execution.timeout.thread.mode.default", "SEPARATE_THREAD")
            .build();
    SummaryGeneratingListener listener = new SummaryGeneratingListener();
    LauncherFactory.create().execute(request, listener);
    return listener.getSummary();
  }
}
