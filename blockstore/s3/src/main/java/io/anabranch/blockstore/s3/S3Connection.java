package io.anabranch.blockstore.s3;

import java.time.Clock;
import software.amazon.awssdk.services.s3.S3Client;

/** What every operation on one store works with. */
record S3Connection(
    S3Client client, S3Settings settings, S3Requests requests, S3Failures failures, Clock clock) {}
