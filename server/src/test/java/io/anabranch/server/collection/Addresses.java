package io.anabranch.server.collection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** Reads the lists that were made for a collector, as its Parquet library would. */
final class Addresses {

  private static final int TRAILER = 8;

  private Addresses() {}

  static FileMetaData footer(byte[] file) {
    int length = littleEndian(file, file.length - TRAILER, 4).getInt();
    try {
      return Util.readFileMetaData(
          new ByteArrayInputStream(file, file.length - TRAILER - length, length));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> of(byte[] file) {
    var texts = new ArrayList<String>();
    ByteBuffer values = values(file, 0);
    while (values.hasRemaining()) {
      byte[] text = new byte[values.getInt()];
      values.get(text);
      texts.add(new String(text, UTF_8));
    }
    return texts;
  }

  static List<Long> dates(byte[] file) {
    var dates = new ArrayList<Long>();
    ByteBuffer values = values(file, 1);
    while (values.hasRemaining()) {
      dates.add(values.getLong());
    }
    return dates;
  }

  private static ByteBuffer values(byte[] file, int column) {
    ColumnMetaData chunk =
        footer(file).getRow_groups().getFirst().getColumns().get(column).getMeta_data();
    var in = new ByteArrayInputStream(file);
    var _ = in.skip(chunk.getData_page_offset());
    try {
      var header = Util.readPageHeader(in);
      byte[] zipped = in.readNBytes(header.getCompressed_page_size());
      byte[] plain = new GZIPInputStream(new ByteArrayInputStream(zipped)).readAllBytes();
      if (plain.length != header.getUncompressed_page_size()) {
        throw new AssertionError("a page of another length than its header says");
      }
      return littleEndian(plain, 0, plain.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ByteBuffer littleEndian(byte[] bytes, int offset, int length) {
    return ByteBuffer.wrap(bytes, offset, length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
