import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobID;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.TaskID;
import org.apache.hadoop.mapreduce.TaskType;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitter;
import org.apache.hadoop.mapreduce.lib.output.PathOutputCommitterFactory;
import org.apache.hadoop.mapreduce.lib.output.committer.manifest.files.ManifestSuccessData;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.apache.hadoop.util.JsonSerialization;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Asks Hadoop's S3A for what it can do; a line for each operation, tab-separated. */
public final class S3a {

  private static final int LARGE = 64 << 20;

  private static final MessageType SCHEMA =
      MessageTypeParser.parseMessageType("message row { required int64 id; }");

  private interface Operation {
    void run(Path folder) throws Exception;
  }

  private final Configuration configuration = new Configuration(false);
  private final String repository = System.getenv("S3_REPOSITORY");
  private final FileSystem files;
  private final Map<String, String> written = new LinkedHashMap<>();

  private S3a() throws Exception {
    configuration.addResource("core-default.xml");
    configuration.addResource("mapred-default.xml");
    Map.of(
            "fs.s3a.endpoint", System.getenv("AWS_ENDPOINT_URL"),
            "fs.s3a.endpoint.region", System.getenv("AWS_REGION"),
            "fs.s3a.access.key", System.getenv("AWS_ACCESS_KEY_ID"),
            "fs.s3a.secret.key", System.getenv("AWS_SECRET_ACCESS_KEY"),
            "fs.s3a.path.style.access", "true",
            "fs.s3a.multipart.size", "8M",
            "fs.s3a.buffer.dir", System.getenv("S3_FOLDER"),
            "fs.s3a.committer.staging.tmp.path",
                "file://" + System.getenv("S3_FOLDER") + "/staging",
            "mapreduce.outputcommitter.factory.scheme.s3a",
                "org.apache.hadoop.fs.s3a.commit.S3ACommitterFactory")
        .forEach(configuration::set);
    files = FileSystem.get(URI.create("s3a://" + repository), configuration);
  }

  public static void main(String[] arguments) throws Exception {
    var s3a = new S3a();
    s3a.operations().forEach(s3a::tell);
    s3a.files.close();
    s3a.tellWritten();
  }

  private void tell(String name, Operation operation) {
    String answer = "ok";
    try {
      operation.run(new Path("s3a://" + repository + "/main/s3a/" + name));
    } catch (Throwable e) { // a class that is not there is an answer too
      e.printStackTrace();
      answer = "FAILED " + e.toString().replaceAll("\\s+", " ");
    }
    System.out.println("Hadoop S3A\t" + name + "\t" + answer);
  }

  private Map<String, Operation> operations() {
    Map<String, Operation> operations = new LinkedHashMap<>();
    operations.put(
        "put", folder -> roundTrip(folder, "some bytes".getBytes(StandardCharsets.UTF_8)));
    operations.put("put_empty", folder -> roundTrip(folder, new byte[0]));
    operations.put("put_large", folder -> roundTrip(folder, large()));
    operations.put("put_stream", folder -> roundTrip(folder, large()));
    operations.put("get", folder -> roundTrip(folder, new byte[] {1}));
    operations.put("get_range", this::range);
    operations.put("head", this::head);
    operations.put("list_refs", this::refs);
    operations.put("list_folder", this::list);
    operations.put("list_recursive", this::listRecursively);
    operations.put("list_paged", this::listPaged);
    operations.put("move", this::move);
    operations.put("delete", this::delete);
    operations.put("delete_many", this::deleteMany);
    operations.put("odd_keys", this::oddKeys);
    operations.put("read_commit", this::readCommit);
    operations.put("parquet", this::parquet);
    return operations;
  }

  private static byte[] large() {
    var bytes = new byte[LARGE];
    new java.util.Random(1).nextBytes(bytes);
    return bytes;
  }

  private Path write(Path file, byte[] bytes) throws Exception {
    try (var out = files.create(file)) {
      out.write(bytes);
    }
    return file;
  }

  private void roundTrip(Path folder, byte[] bytes) throws Exception {
    Path file = write(new Path(folder, "a"), bytes);
    same(Arrays.equals(read(file), bytes), true);
    written.put(repository + file.toUri().getPath(), hash(bytes));
  }

  private byte[] read(Path file) throws Exception {
    try (var in = files.open(file)) {
      return in.readAllBytes();
    }
  }

  private static String hash(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }

  /** The hash of each object that must be there now. */
  private void tellWritten() throws Exception {
    var json = JsonSerialization.writer().writeValueAsString(written);
    Files.writeString(java.nio.file.Path.of(System.getenv("S3_FOLDER"), "written.json"), json);
  }

  private void range(Path folder) throws Exception {
    Path file = write(new Path(folder, "a"), "0123456789".getBytes(StandardCharsets.UTF_8));
    var found = new byte[3];
    try (var in = files.open(file)) {
      in.readFully(2, found);
    }
    same(new String(found, StandardCharsets.UTF_8), "234");
  }

  private void head(Path folder) throws Exception {
    same(files.getFileStatus(write(new Path(folder, "a"), new byte[7])).getLen(), 7L);
    same(files.exists(new Path(folder, "b")), false);
  }

  private void refs(Path folder) throws Exception {
    var names =
        Arrays.stream(files.listStatus(new Path("/"))).map(each -> each.getPath().getName());
    same(names.anyMatch("main"::equals), true);
  }

  private void tree(Path folder) throws Exception {
    for (String name : List.of("1", "2", "sub/3")) {
      write(new Path(folder, name), new byte[1]);
    }
  }

  private void list(Path folder) throws Exception {
    tree(folder);
    var names = Arrays.stream(files.listStatus(folder)).map(each -> each.getPath().getName());
    same(names.sorted().toList(), List.of("1", "2", "sub"));
  }

  private void listRecursively(Path folder) throws Exception {
    tree(folder);
    same(names(folder), List.of("1", "2", "3"));
  }

  private void listPaged(Path folder) throws Exception {
    same(names(new Path("s3a://" + repository + "/main/paged")).size(), 1100);
  }

  private List<String> names(Path folder) throws Exception {
    var found = files.listFiles(folder, true);
    List<String> names = new ArrayList<>();
    while (found.hasNext()) {
      names.add(found.next().getPath().getName());
    }
    return names.stream().sorted().toList();
  }

  private void move(Path folder) throws Exception {
    tree(new Path(folder, "from"));
    same(files.rename(new Path(folder, "from"), new Path(folder, "to")), true);
    same(names(new Path(folder, "to")), List.of("1", "2", "3"));
    same(files.exists(new Path(folder, "from")), false);
  }

  private void delete(Path folder) throws Exception {
    Path file = write(new Path(folder, "a"), new byte[1]);
    same(files.delete(file, false), true);
    same(files.exists(file), false);
  }

  private void deleteMany(Path folder) throws Exception {
    tree(folder);
    same(files.delete(folder, true), true);
    same(files.exists(folder), false);
  }

  private void oddKeys(Path folder) throws Exception {
    for (String name : List.of("a b", "ä", "plus+sign", "per%25cent%", "a&b=c", "it's")) {
      roundTrip(new Path(folder, name), name.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void readCommit(Path folder) throws Exception {
    Path file = write(new Path(folder, "a"), new byte[] {1});
    String commit = commit();
    write(file, new byte[] {2});
    same(read(new Path(file.toString().replace("/main/", "/" + commit + "/")))[0], (byte) 1);
  }

  /** Commits the branch over the other protocol. */
  private String commit() throws Exception {
    String keys = System.getenv("AWS_ACCESS_KEY_ID") + ":" + System.getenv("AWS_SECRET_ACCESS_KEY");
    var uri = "/api/v1/repositories/" + repository + "/branches/main/commits";
    var request =
        HttpRequest.newBuilder(URI.create(System.getenv("AWS_ENDPOINT_URL") + uri))
            .header("Authorization", "Basic " + Base64.getEncoder().encodeToString(keys.getBytes()))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString("{\"message\": \"between two versions\"}"))
            .build();
    try (var client = HttpClient.newHttpClient()) {
      var answer = client.send(request, BodyHandlers.ofString());
      same(answer.statusCode(), 201);
      return JsonSerialization.mapReader().readTree(answer.body()).get("id").asText();
    }
  }

  /** Both committers of S3A that need no renames: uploads in parts that the job completes. */
  private void parquet(Path folder) throws Exception {
    for (String committer : List.of("magic", "directory")) {
      Path table = new Path(folder, committer);
      commit(committer, table);
      same(count(table), 2000);
      var success = ManifestSuccessData.load(files, new Path(table, "_SUCCESS"));
      same(success.getCommitter(), committer);
    }
  }

  private void commit(String name, Path table) throws Exception {
    var own = new Configuration(configuration);
    own.set("fs.s3a.committer.name", name);
    own.set("fs.s3a.committer.uuid", UUID.randomUUID().toString());
    own.set("mapreduce.output.fileoutputformat.outputdir", table.toString());
    var job = new JobID("job", 1);
    PathOutputCommitter whole = null;
    for (int number = 0; number < 2; number++) {
      var attempt = new TaskAttemptID(new TaskID(job, TaskType.MAP, number), 0);
      own.set("mapreduce.task.attempt.id", attempt.toString());
      own.set("mapreduce.job.id", job.toString());
      var context = new TaskAttemptContextImpl(own, attempt);
      var task = PathOutputCommitterFactory.createCommitter(table, context);
      if (whole == null) {
        whole = task;
        whole.setupJob(context);
      }
      task.setupTask(context);
      writeRows(own, new Path(task.getWorkPath(), "part-" + number + ".parquet"));
      task.commitTask(context);
      if (number == 1) {
        whole.commitJob(context);
      }
    }
  }

  private static void writeRows(Configuration configuration, Path file) throws Exception {
    var groups = new SimpleGroupFactory(SCHEMA);
    try (var writer =
        ExampleParquetWriter.builder(file).withConf(configuration).withType(SCHEMA).build()) {
      for (long id = 0; id < 1000; id++) {
        writer.write(groups.newGroup().append("id", id));
      }
    }
  }

  private int count(Path table) throws Exception {
    int count = 0;
    for (var status : files.listStatus(table, path -> path.getName().endsWith(".parquet"))) {
      try (ParquetReader<Group> reader =
          ParquetReader.builder(new GroupReadSupport(), status.getPath())
              .withConf(configuration)
              .build()) {
        while (reader.read() != null) {
          count++;
        }
      }
    }
    return count;
  }

  private static void same(Object found, Object expected) {
    if (!found.equals(expected)) {
      throw new AssertionError(found + " instead of " + expected);
    }
  }
}
