package io.anabranch.cli.auth;

import io.anabranch.cli.auth.LinkCommand.Other;
import io.anabranch.cli.command.Context;
import io.anabranch.cli.command.Group;
import io.anabranch.sdk.api.AuthApi;
import io.anabranch.sdk.model.CredentialsWithSecret;
import io.anabranch.sdk.model.UserCreation;
import java.util.List;
import picocli.CommandLine;

/** {@code anabranch auth users}. */
record UserCommands(Context context) {

  CommandLine group() {
    return Group.of(
        "users",
        "Manage users and their keys.",
        List.of(
            ListCommand.of(
                context,
                "List users.",
                ListedKind.USERS,
                (prefix, after, amount) -> api().listUsers(prefix, after, amount)),
            IdCommand.of(context, "create", "Create a user.", this::create),
            IdCommand.of(context, "delete", "Delete a user and its keys.", this::delete),
            keys(),
            groups(),
            policies()));
  }

  private AuthApi api() {
    return context.server().auth();
  }

  private void create(String id) {
    api().createUser(new UserCreation().id(id));
    context.print("User '" + id + "' created");
  }

  private void delete(String id) {
    api().deleteUser(id);
    context.print("User '" + id + "' deleted");
  }

  private CommandLine keys() {
    return Group.of(
        "credentials",
        "Manage the access keys of a user.",
        List.of(
            ListCommand.ofId(
                context,
                "List the access keys of a user.",
                ListedKind.KEYS,
                (id, prefix, after, amount) ->
                    api().listUserCredentials(id, prefix, after, amount)),
            IdCommand.of(
                context,
                "create",
                "Create an access key; its secret is shown this once.",
                this::createKey),
            LinkCommand.of(
                context, "delete", "Delete an access key.", Other.KEY, this::deleteKey)));
  }

  private void createKey(String id) {
    CredentialsWithSecret key = api().createCredentials(id);
    context.print("Access Key ID: " + key.getAccessKeyId());
    context.print("Secret Access Key: " + key.getSecretAccessKey());
    context.print("The secret is not shown again.");
  }

  private void deleteKey(String id, String key) {
    api().deleteCredentials(id, key);
    context.print("Access key '" + key + "' deleted");
  }

  private CommandLine groups() {
    return Group.of(
        "groups",
        "Show the groups of a user.",
        List.of(
            ListCommand.ofId(
                context,
                "List the groups of a user.",
                ListedKind.GROUPS,
                (id, prefix, after, amount) -> api().listUserGroups(id, prefix, after, amount))));
  }

  private CommandLine policies() {
    return Group.of(
        "policies",
        "Manage the policies of a user.",
        List.of(
            Named.of("list", "List the policies of a user.", new UserPoliciesCommand(context)),
            LinkCommand.of(
                context,
                "attach",
                "Attach a policy to a user.",
                Other.POLICY,
                (id, policy) -> api().attachPolicyToUser(id, policy)),
            LinkCommand.of(
                context,
                "detach",
                "Detach a policy from a user.",
                Other.POLICY,
                (id, policy) -> api().detachPolicyFromUser(id, policy))));
  }
}
