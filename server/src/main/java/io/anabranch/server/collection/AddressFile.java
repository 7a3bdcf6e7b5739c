package io.anabranch.server.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;

/**
 * A Parquet file of addresses and when they were written, made in memory: two columns without nulls
 * ({@code physical_address}, {@code creation_date} in seconds), each one page, plain and zipped.
 * Not for use by many threads.
 */
final class AddressFile {

  private static final byte[] MAGIC = "PAR1".getBytes(UTF_8);

  private final Column addresses = new Column(Type.BYTE_ARRAY, "physical_address");
  private final Column dates = new Column(Type.INT64, "creation_date");
  private int rows;

  /** One column, and its values in plain encoding. */
  private record Column(Type type, String name, ByteArrayOutputStream values) {

    Column(Type type, String name) {
      this(type, name, new ByteArrayOutputStream());
    }
  }

  void add(String address, Instant created) {
    byte[] text = address.getBytes(UTF_8);
    addresses.values().writeBytes(littleEndian(Integer.BYTES).putInt(text.length).array());
    addresses.values().writeBytes(text);
    dates.values().writeBytes(littleEndian(Long.BYTES).putLong(created.getEpochSecond()).array());
    rows++;
  }

  boolean isEmpty() {
    return rows == 0;
  }

  /** Of what was added; the file is smaller. */
  int size() {
    return addresses.values().size() + dates.values().size();
  }

  /** The whole file. */
  byte[] toBytes() {
    var file = new ByteArrayOutputStream();
    try {
      file.write(MAGIC);
      var chunks = List.of(chunk(addresses, file), chunk(dates, file));
      int footer = file.size();
      Util.writeFileMetaData(metaData(chunks), file);
      file.write(littleEndian(Integer.BYTES).putInt(file.size() - footer).array());
      file.write(MAGIC);
    } catch (IOException e) {
      throw new UncheckedIOException("a file in memory takes all that is written", e);
    }
    return file.toByteArray();
  }

  private ColumnChunk chunk(Column column, ByteArrayOutputStream file) throws IOException {
    var zipped = new ByteArrayOutputStream();
    try (var zip = new GZIPOutputStream(zipped)) {
      column.values().writeTo(zip);
    }
    var header =
        new PageHeader(PageType.DATA_PAGE, column.values().size(), zipped.size())
            .setData_page_header(
                new DataPageHeader(rows, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
    int start = file.size();
    Util.writePageHeader(header, file);
    int headerBytes = file.size() - start;
    zipped.writeTo(file);
    return new ColumnChunk(start)
        .setMeta_data(
            new ColumnMetaData(
                column.type(),
                List.of(Encoding.PLAIN, Encoding.RLE),
                List.of(column.name()),
                CompressionCodec.GZIP,
                rows,
                (long) headerBytes + column.values().size(),
                (long) headerBytes + zipped.size(),
                start));
  }

  private FileMetaData metaData(List<ColumnChunk> chunks) {
    long bytes =
        chunks.stream().mapToLong(c -> c.getMeta_data().getTotal_uncompressed_size()).sum();
    var text = new LogicalType();
    text.setSTRING(new StringType());
    List<SchemaElement> schema = new ArrayList<>();
    schema.add(new SchemaElement("addresses").setNum_children(chunks.size()));
    schema.add(required(addresses).setLogicalType(text));
    schema.add(required(dates));
    return new FileMetaData(1, schema, rows, List.of(new RowGroup(chunks, bytes, rows)))
        .setCreated_by("anabranch");
  }

  private static SchemaElement required(Column column) {
    return new SchemaElement(column.name())
        .setType(column.type())
        .setRepetition_type(FieldRepetitionType.REQUIRED);
  }

  private static ByteBuffer littleEndian(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
