package io.anabranch.server.access;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Everything that may be allowed or denied, by the names that policies use: those of lakeFS, and
 * ours. Names are in databases, so they stay.
 */
public enum Action {
  READ_REPOSITORY("fs:ReadRepository"),
  CREATE_REPOSITORY("fs:CreateRepository"),
  UPDATE_REPOSITORY("fs:UpdateRepository"),
  DELETE_REPOSITORY("fs:DeleteRepository"),
  LIST_REPOSITORIES("fs:ListRepositories"),
  ATTACH_STORAGE_NAMESPACE("fs:AttachStorageNamespace"),
  IMPORT_FROM_STORAGE("fs:ImportFromStorage"),
  IMPORT_CANCEL("fs:ImportCancel"),
  READ_OBJECT("fs:ReadObject"),
  WRITE_OBJECT("fs:WriteObject"),
  DELETE_OBJECT("fs:DeleteObject"),
  LIST_OBJECTS("fs:ListObjects"),
  CREATE_COMMIT("fs:CreateCommit"),
  READ_COMMIT("fs:ReadCommit"),
  LIST_COMMITS("fs:ListCommits"),
  CREATE_BRANCH("fs:CreateBranch"),
  DELETE_BRANCH("fs:DeleteBranch"),
  READ_BRANCH("fs:ReadBranch"),
  REVERT_BRANCH("fs:RevertBranch"),
  LIST_BRANCHES("fs:ListBranches"),
  CREATE_TAG("fs:CreateTag"),
  DELETE_TAG("fs:DeleteTag"),
  READ_TAG("fs:ReadTag"),
  LIST_TAGS("fs:ListTags"),
  READ_CONFIG("fs:ReadConfig"),

  READ_USER("auth:ReadUser"),
  CREATE_USER("auth:CreateUser"),
  DELETE_USER("auth:DeleteUser"),
  LIST_USERS("auth:ListUsers"),
  READ_GROUP("auth:ReadGroup"),
  CREATE_GROUP("auth:CreateGroup"),
  DELETE_GROUP("auth:DeleteGroup"),
  LIST_GROUPS("auth:ListGroups"),
  ADD_GROUP_MEMBER("auth:AddGroupMember"),
  REMOVE_GROUP_MEMBER("auth:RemoveGroupMember"),
  READ_POLICY("auth:ReadPolicy"),
  CREATE_POLICY("auth:CreatePolicy"),
  UPDATE_POLICY("auth:UpdatePolicy"),
  DELETE_POLICY("auth:DeletePolicy"),
  LIST_POLICIES("auth:ListPolicies"),
  ATTACH_POLICY("auth:AttachPolicy"),
  DETACH_POLICY("auth:DetachPolicy"),
  READ_CREDENTIALS("auth:ReadCredentials"),
  CREATE_CREDENTIALS("auth:CreateCredentials"),
  DELETE_CREDENTIALS("auth:DeleteCredentials"),
  LIST_CREDENTIALS("auth:ListCredentials"),
  CREATE_USER_EXTERNAL_PRINCIPAL("auth:CreateUserExternalPrincipal"),
  DELETE_USER_EXTERNAL_PRINCIPAL("auth:DeleteUserExternalPrincipal"),
  READ_EXTERNAL_PRINCIPAL("auth:ReadExternalPrincipal"),

  READ_ACTION("ci:ReadAction"),

  PREPARE_COLLECTION_OF_COMMITS("retention:PrepareGarbageCollectionCommits"),
  PREPARE_COLLECTION_OF_UNCOMMITTED("retention:PrepareGarbageCollectionUncommitted"),
  GET_COLLECTION_RULES("retention:GetGarbageCollectionRules"),
  SET_COLLECTION_RULES("retention:SetGarbageCollectionRules"),

  GET_BRANCH_PROTECTION("branches:GetBranchProtectionRules"),
  SET_BRANCH_PROTECTION("branches:SetBranchProtectionRules"),

  READ_PULL_REQUEST("pr:ReadPullRequest"),
  WRITE_PULL_REQUEST("pr:WritePullRequest"),
  LIST_PULL_REQUESTS("pr:ListPullRequests"),

  LIST_STORES("stores:ListStores"),
  READ_STORE("stores:ReadStore"),
  READ_STORE_HEALTH("stores:ReadStoreHealth"),
  USE_STORE("stores:UseStore"),
  ATTACH_STORE("stores:AttachStore"),
  UPDATE_STORE("stores:UpdateStore"),
  REFRESH_STORE("stores:RefreshStore"),
  CHECK_STORE("stores:CheckStore"),
  DETACH_STORE("stores:DetachStore"),
  RELOAD_STORES("stores:ReloadStores"),
  REENCRYPT_STORES("stores:ReencryptStores"),

  READ_AUDIT("audit:ReadAudit"),

  LIST_QUOTAS("quotas:ListQuotas"),
  READ_QUOTA("quotas:ReadQuota"),
  SET_QUOTA("quotas:SetQuota"),
  DELETE_QUOTA("quotas:DeleteQuota");

  /** Of lakeFS, for what this server does not do: policies may name their actions all the same. */
  private static final List<String> SERVICES_OF_OTHERS = List.of("catalog:", "admin:");

  private final String text;

  Action(String text) {
    this.text = text;
  }

  /** As policies write it: {@code fs:ReadObject}. */
  public String text() {
    return text;
  }

  /** All that a pattern such as {@code fs:Read*} names; empty when it names none. */
  public static Set<Action> matching(String pattern) {
    Glob glob = Glob.of(pattern);
    Set<Action> matching = EnumSet.noneOf(Action.class);
    Arrays.stream(values()).filter(action -> glob.matches(action.text)).forEach(matching::add);
    return matching;
  }

  /** Whether a policy may name this: something that may be done here, or in lakeFS elsewhere. */
  static boolean isKnown(String pattern) {
    return !matching(pattern).isEmpty()
        || SERVICES_OF_OTHERS.stream().anyMatch(pattern::startsWith);
  }
}
