package io.anabranch.server.auth;

/** What operations are about, as their paths and queries name it: for {@link Permission#on}. */
public final class On {

  /** Nothing in particular: covered only by policies on {@code *}. */
  public static final String EVERYTHING = "*";

  public static final String REPOSITORY = "arn:lakefs:fs:::repository/{repository}";
  public static final String BRANCH = REPOSITORY + "/branch/{branch}";
  public static final String REF = REPOSITORY + "/branch/{ref}";
  public static final String DESTINATION = REPOSITORY + "/branch/{destinationBranch}";
  public static final String TAG = REPOSITORY + "/tag/{tag}";
  public static final String OBJECT = REPOSITORY + "/object/{path}";
  public static final String COPY = REPOSITORY + "/object/{dest_path}";

  public static final String USER = "arn:lakefs:auth:::user/{userId}";
  public static final String GROUP = "arn:lakefs:auth:::group/{groupId}";
  public static final String POLICY = "arn:lakefs:auth:::policy/{policyId}";

  public static final String EXTERNAL_PRINCIPAL =
      "arn:lakefs:auth:::externalPrincipal/{principalId}";
  public static final String QUOTA = "arn:lakefs:quotas:::{scope}/{name}";

  private On() {}
}
