package io.anabranch.benchmarks.s3;

import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.http.auth.aws.scheme.AwsV4AuthScheme;
import software.amazon.awssdk.http.auth.spi.scheme.AuthScheme;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignRequest;
import software.amazon.awssdk.http.auth.spi.signer.AsyncSignedRequest;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.IdentityProvider;
import software.amazon.awssdk.identity.spi.IdentityProviders;

/**
 * Has the SDK sign requests as it does over TLS: without what they bring, which it otherwise hashes
 * when the connection does not protect it.
 */
final class UnsignedPayloads implements AuthScheme<AwsCredentialsIdentity> {

  private final AwsV4AuthScheme signing = AwsV4AuthScheme.create();

  @Override
  public String schemeId() {
    return signing.schemeId();
  }

  @Override
  public IdentityProvider<AwsCredentialsIdentity> identityProvider(IdentityProviders providers) {
    return signing.identityProvider(providers);
  }

  @Override
  public HttpSigner<AwsCredentialsIdentity> signer() {
    return new AsOverTls(signing.signer());
  }

  private record AsOverTls(HttpSigner<AwsCredentialsIdentity> signer)
      implements HttpSigner<AwsCredentialsIdentity> {

    @Override
    public SignedRequest sign(SignRequest<? extends AwsCredentialsIdentity> request) {
      SignedRequest signed = signer.sign(overTls(request));
      return signed.copy(
          answer ->
              answer.request(
                  signed.request().copy(plain -> plain.protocol(request.request().protocol()))));
    }

    private static <I extends AwsCredentialsIdentity> SignRequest<I> overTls(
        SignRequest<I> request) {
      return request.copy(
          copy -> copy.request(request.request().copy(tls -> tls.protocol("https"))));
    }

    @Override
    public CompletableFuture<AsyncSignedRequest> signAsync(
        AsyncSignRequest<? extends AwsCredentialsIdentity> request) {
      throw new UnsupportedOperationException("The client under test is the blocking one");
    }
  }
}
