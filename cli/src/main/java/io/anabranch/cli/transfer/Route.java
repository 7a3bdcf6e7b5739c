package io.anabranch.cli.transfer;

import io.anabranch.cli.uri.PathUri;
import io.anabranch.sdk.Download;
import io.anabranch.sdk.UploadOptions;
import io.anabranch.sdk.model.ObjectStats;
import java.io.IOException;
import java.nio.file.Path;

/** The way bytes take. Thread-safe. */
interface Route {

  ObjectStats upload(PathUri to, Path file, UploadOptions options) throws IOException;

  Download download(PathUri from);
}
