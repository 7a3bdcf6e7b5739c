package io.anabranch.blockstore.s3;

import io.anabranch.blockstore.BlockstoreException.Kind;
import io.anabranch.blockstore.Causes;
import io.anabranch.blockstore.Diagnosis;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;

/** What it means that there is no answer, or none that can be read. */
final class Silence {

  private Silence() {}

  static Diagnosis diagnose(SdkException e) {
    if (e instanceof AbortedException || Causes.has(e, InterruptedException.class)) {
      Thread.currentThread().interrupt();
      return new Diagnosis(Kind.UNAVAILABLE, false, "it was cancelled");
    }
    if (Causes.has(e, SSLException.class)) {
      return withoutTls(e);
    }
    if (Causes.has(e, UnknownHostException.class)) {
      return Diagnosis.of(
          Kind.UNAVAILABLE, "the host has no address; check the store's endpoint and the DNS");
    }
    if (Causes.has(e, ConnectException.class)) {
      return Diagnosis.of(
          Kind.UNAVAILABLE,
          "nobody accepts connections there; check that the store runs, and its endpoint's port");
    }
    if (Causes.has(e, SocketTimeoutException.class)) {
      return Diagnosis.of(Kind.UNAVAILABLE, "the store did not answer in time");
    }
    String said = Optional.ofNullable(e.getMessage()).orElse("");
    if (said.contains("credentials") || said.contains("Profile")) {
      return Diagnosis.of(
          Kind.FORBIDDEN,
          "no credentials were found; give the store some, or correct its profile or file");
    }
    if (said.contains("unmarshall")) {
      return Diagnosis.operator("what answers there does not speak S3; check the store's endpoint");
    }
    return Diagnosis.of(Kind.UNAVAILABLE, "the store did not answer");
  }

  private static Diagnosis withoutTls(SdkException e) {
    if (Causes.has(e, SSLPeerUnverifiedException.class)) {
      return Diagnosis.operator(
          "its TLS certificate is for another host; correct the endpoint, or the certificate");
    }
    if (Causes.has(e, CertificateException.class)) {
      return Diagnosis.operator(
          "its TLS certificate is not trusted here; let this machine's Java trust its authority,"
              + " or renew it if it has expired");
    }
    if (Causes.has(e, SocketException.class) || Causes.has(e, EOFException.class)) {
      return Diagnosis.of(
          Kind.UNAVAILABLE,
          "the connection broke before TLS was agreed on; if it always does, check the endpoint's"
              + " scheme and port");
    }
    return Diagnosis.operator(
        "what answers there does not speak TLS; check the endpoint's scheme and port");
  }
}
