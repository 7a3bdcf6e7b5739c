package io.anabranch.server.config;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The certificate and the private key of a server, looked at before it listens: what is wrong with
 * them is a fault of the configuration, told with all others, and not one of the first handshake.
 */
record CertificateFiles(Path certificateFile, Path keyFile) {

  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final byte[] PROBE = "to be signed".getBytes(US_ASCII);

  /** Why the files cannot be used, for whoever wrote the section. */
  void examine(Section tls) {
    try {
      X509Certificate certificate = certificate();
      warnUnlessValid(tls, certificate);
      examineKey(tls, certificate);
    } catch (IOException e) {
      tls.fault("cert_file", unreadable(e));
    } catch (CertificateException e) {
      tls.fault("cert_file", "holds no certificate in PEM form (-----BEGIN CERTIFICATE-----)");
    }
  }

  private void examineKey(Section tls, X509Certificate certificate) {
    try {
      Optional<PrivateKey> key = key(certificate.getPublicKey().getAlgorithm());
      if (key.isEmpty()) {
        tls.fault(
            "key_file",
            "holds no private key in PKCS#8 form (-----BEGIN PRIVATE KEY-----), without a"
                + " password; make one with: openssl pkcs8 -topk8 -nocrypt -in KEY -out KEY8");
      } else if (!belong(key.get(), certificate)) {
        tls.fault("key_file", "is not the key of the certificate in tls.cert_file");
      }
    } catch (IOException e) {
      tls.fault("key_file", unreadable(e));
    } catch (InvalidKeySpecException | IllegalArgumentException e) {
      tls.fault(
          "key_file",
          "holds no %s key, which the certificate in tls.cert_file is for"
              .formatted(certificate.getPublicKey().getAlgorithm()));
    } catch (GeneralSecurityException e) {
      tls.fault("cert_file", "is for a kind of key that this JVM does not know");
    }
  }

  private static String unreadable(IOException e) {
    return e instanceof NoSuchFileException ? "is not there" : "cannot be read: " + e.getMessage();
  }

  private X509Certificate certificate() throws IOException, CertificateException {
    try (InputStream in = Files.newInputStream(certificateFile)) {
      for (Certificate first : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        return (X509Certificate) first;
      }
    }
    throw new CertificateException("empty");
  }

  private static void warnUnlessValid(Section tls, X509Certificate certificate) {
    try {
      certificate.checkValidity();
    } catch (CertificateExpiredException e) {
      tls.warn("cert_file", "the certificate expired at " + certificate.getNotAfter().toInstant());
    } catch (CertificateNotYetValidException e) {
      tls.warn(
          "cert_file",
          "the certificate is valid only from " + certificate.getNotBefore().toInstant());
    }
  }

  private Optional<PrivateKey> key(String algorithm) throws IOException, GeneralSecurityException {
    Matcher pem = PKCS8.matcher(Files.readString(keyFile, US_ASCII));
    if (!pem.find()) {
      return Optional.empty();
    }
    byte[] encoded = Base64.getMimeDecoder().decode(pem.group(1));
    return Optional.of(
        KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(encoded)));
  }

  private static boolean belong(PrivateKey key, X509Certificate certificate)
      throws GeneralSecurityException {
    String algorithm =
        switch (key.getAlgorithm()) {
          case "EC" -> "SHA256withECDSA";
          case "RSA" -> "SHA256withRSA";
          default -> key.getAlgorithm();
        };
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(PROBE);
    byte[] signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(PROBE);
    return signature.verify(signed);
  }
}
